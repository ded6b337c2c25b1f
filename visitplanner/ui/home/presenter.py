"""What the home page decides: what wants doing today, and what is the next step of somebody who just began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from visitplanner.domain.programme.numbers import NOTHING_STANDS
from visitplanner.services.core.directory import BeginningsMade
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.core.today import Today
from visitplanner.services.day.day_sheet import DayVisit, VisitsOfDay
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow
from visitplanner.services.office.office_settings import OfficeSettingsInForce
from visitplanner.services.programme.obligations import AttainmentOf, DueRow, ProgrammeInForce, Standing
from visitplanner.services.reminders.reminders import ReminderRow, Reminders
from visitplanner.services.visits.visits import Unrecorded, VisitList, VisitRow
from visitplanner.ui.core.session import Owned

SOON_WORKING_DAYS = 3


class FirstStep(StrEnum):
    """What somebody who begins has to do, in the order in which it is best done."""

    OFFICE = "office"
    STAFF = "staff"
    CUSTOMERS = "customers"
    ASSIGNMENTS = "assignments"
    PLAN = "plan"


@dataclass(frozen=True)
class HomeFacts:
    """owed: 待約, the urgent ones first. unwritten: 待補登, the oldest first, extra visits too. waiting: open cases that are
    overdue or due soon. day: today's visits in their order. next_visit: the first one after today. undone: what somebody who
    begins has not done yet."""

    today: dt.date
    year: int
    standing: Standing
    owed: Sequence[DueRow]
    week: Sequence[VisitRow]
    unwritten: Sequence[VisitRow]
    waiting: Sequence[FollowUpRow]
    first_step: FirstStep | None
    reminders: Sequence[ReminderRow] = ()
    day: Sequence[DayVisit] = ()
    next_visit: VisitRow | None = None
    undone: frozenset[FirstStep] = frozenset()

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
    step = first_step(office, standing.due)
    coming = office.ask(VisitList(today + dt.timedelta(days=1), only_open=True, limit=1))
    return HomeFacts(
        today=today,
        year=year,
        standing=standing,
        owed=[row for row in standing.due if row.obligation.state in NOTHING_STANDS],
        week=office.ask(VisitList(monday, monday + dt.timedelta(days=6), with_cancelled=False)),
        unwritten=office.ask(Unrecorded()),
        waiting=[row for row in office.ask(FollowUpList(only_open=True)) if is_urgent(row)],
        first_step=step,
        reminders=office.ask(Reminders()),
        day=office.ask(VisitsOfDay(today)),
        next_visit=coming[0] if coming else None,
        undone=undone(office, step),
    )


def is_urgent(row: FollowUpRow) -> bool:
    """Whether a case is overdue or due within a few working days."""
    return row.overdue or row.left_working_days <= SOON_WORKING_DAYS


def undone(office: Office, step: FirstStep | None) -> frozenset[FirstStep]:
    """What of the first steps is still to do. A plan can only be made when all before it is there."""
    made = office.ask(BeginningsMade())
    done = {
        FirstStep.OFFICE: bool(office.ask(OfficeSettingsInForce()).name),
        FirstStep.STAFF: made.people,
        FirstStep.CUSTOMERS: made.subjects,
        FirstStep.ASSIGNMENTS: made.assigned,
        FirstStep.PLAN: step is None,
    }
    return frozenset(each for each, is_done in done.items() if not is_done)


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

    def __init__(self, session: Owned, view: HomeView) -> None:
        self._session = session
        self._view = view

    def refresh(self) -> None:
        """Ask again."""
        self._session.work(home_facts, self._view.show_facts)
