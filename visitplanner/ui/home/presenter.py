"""What the home page decides: what wants doing today, and what is the next step of somebody who just began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from visitplanner.domain.programme.obligations import State
from visitplanner.services.core.directory import BeginningsMade
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.core.today import Today
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow
from visitplanner.services.programme.obligations import AttainmentOf, DueRow, ProgrammeInForce, Standing
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.core.session import Session

SOON_WORKING_DAYS = 3
URGENT = (State.OVERDUE, State.DUE)


class FirstStep(StrEnum):
    """What somebody who begins has to do next."""

    CUSTOMERS = "customers"
    STAFF = "staff"
    PLAN = "plan"


@dataclass(frozen=True)
class HomeFacts:
    """owed: obligations for which nothing stands in the calendar, the urgent ones first. unwritten: visits whose day has
    passed and whose record is missing. waiting: open cases that are overdue or due soon."""

    today: dt.date
    year: int
    standing: Standing
    owed: Sequence[DueRow]
    week: Sequence[VisitRow]
    unwritten: Sequence[VisitRow]
    waiting: Sequence[FollowUpRow]
    first_step: FirstStep | None

    @property
    def urgent(self) -> int:
        """How many visits are owed that are late or soon due."""
        return sum(row.obligation.state in URGENT for row in self.owed)

    @property
    def overdue_cases(self) -> int:
        """How many of the waiting cases are overdue."""
        return sum(row.overdue for row in self.waiting)


class HomeView(Protocol):
    """What shows the day."""

    def show_facts(self, facts: HomeFacts) -> None:
        """Show this day instead of the one before."""
        ...


def home_facts(office: Office, _progress: Progress, _stop: Stop) -> HomeFacts:
    """Everything the page shows, asked in one go on the store's lane."""
    today = office.ask(Today())
    year = office.ask(ProgrammeInForce()).year_of(today)
    standing = office.ask(AttainmentOf(year))
    monday = today - dt.timedelta(days=today.weekday())
    unplanned = [row for row in standing.due if row.obligation.visit_id is None and not row.obligation.done]
    return HomeFacts(
        today=today,
        year=year,
        standing=standing,
        owed=unplanned,
        week=office.ask(VisitList(monday, monday + dt.timedelta(days=6), with_cancelled=False)),
        unwritten=office.ask(VisitList(last=today - dt.timedelta(days=1), only_open=True)),
        waiting=[row for row in office.ask(FollowUpList(only_open=True)) if is_urgent(row)],
        first_step=first_step(office, standing.due),
    )


def is_urgent(row: FollowUpRow) -> bool:
    """Whether a case is overdue or due within a few working days."""
    return row.overdue or row.left_working_days <= SOON_WORKING_DAYS


def first_step(office: Office, due: Sequence[DueRow]) -> FirstStep | None:
    """What an office has to do first: customers, staff, then a plan; None when all is there."""
    made = office.ask(BeginningsMade())
    if not made.subjects:
        return FirstStep.CUSTOMERS
    if not made.people:
        return FirstStep.STAFF
    nothing_planned = due and all(row.obligation.visit_id is None for row in due)
    return FirstStep.PLAN if nothing_planned else None


class HomePresenter:
    """Asks for what the day holds."""

    def __init__(self, session: Session, view: HomeView) -> None:
        self._session = session
        self._view = view

    def refresh(self) -> None:
        """Ask again."""
        self._session.work(home_facts, self._view.show_facts)
