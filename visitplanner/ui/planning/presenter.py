"""What the 行程 page decides: what to show of a year, what is not agreed yet, which command a drop becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject

from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.planning.year.norms import OfficeNorms
from visitplanner.domain.programme.numbers import NOT_AGREED
from visitplanner.domain.programme.programme import DateRange
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.visits import SubjectKind, VisitState
from visitplanner.services.calendar.calendar import CalendarOf
from visitplanner.services.core.directory import BeginningsMade, People
from visitplanner.services.core.outcome import Command
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.core.today import Today
from visitplanner.services.planning.suitable_days import Seat, SuitableDays
from visitplanner.services.planning.year_overview import (
    CalendarDays,
    DayFacts,
    MonthFacts,
    PlanQuality,
    Quality,
    YearMonths,
)
from visitplanner.services.programme.obligations import AttainmentOf, DueRow, ProgrammeInForce, Standing
from visitplanner.services.visits.arranging import ArrangeVisit
from visitplanner.services.visits.visits import BookVisit, MoveVisit, VisitList, VisitRow
from visitplanner.ui.core.session import Owned
from visitplanner.ui.planning.board.offers import Dragged, Offers, Wish
from visitplanner.ui.planning.board.tray import NothingWaits

AROUND, MONTH = dt.timedelta(days=7), dt.timedelta(days=42)
"""Beyond the year, and beyond a visit after it: what a month's page shows of its neighbours."""


@dataclass(frozen=True)
class YearFacts:
    """Everything the page shows of a plan year. due: all that is owed, the urgent first. months: the twelve of the year.
    customers: whether the office has any. late: visits of the year that are made up for after it."""

    year: int
    today: dt.date
    period: DateRange
    visits: Sequence[VisitRow]
    due: Sequence[DueRow]
    days: Mapping[dt.date, DayFacts]
    people: Sequence[Person]
    standing: Standing
    quality: Quality | None
    provisional: bool
    months: Sequence[MonthFacts] = ()
    customers: bool = True
    late: Sequence[VisitRow] = ()

    @property
    def step(self) -> NothingWaits | None:
        """What a list that shows nothing has to say: what to do first, or, if something waits, that it is not chosen."""
        if not self.customers:
            return NothingWaits.CUSTOMERS
        if not self.due:
            return NothingWaits.NOTHING_OWED
        return NothingWaits.NONE_CHOSEN if self.waiting else None

    @property
    def norms(self) -> OfficeNorms:
        """How much the office plans at most."""
        return self.months[0].norms if self.months else OfficeNorms()

    @property
    def in_charge(self) -> frozenset[UUID]:
        """People to whom something owed belongs."""
        return frozenset(row.person_id for row in self.due if row.person_id is not None)

    @property
    def waiting(self) -> list[DueRow]:
        """尚未約定: what nobody agreed to yet, suggested or nowhere."""
        return [row for row in self.due if row.obligation.state in NOT_AGREED]

    @property
    def unassigned(self) -> int:
        """Subjects nobody is in charge of."""
        return len({row.obligation.subject_id for row in self.due if row.person_id is None or row.proposed})

    def visit(self, visit_id: UUID | None) -> VisitRow | None:
        """A visit of the year by its id."""
        return next((row for row in self.everywhere if row.visit.id == visit_id), None)

    @property
    def everywhere(self) -> list[VisitRow]:
        """The visits of the year and around it, and those made up for however long after it."""
        near = {row.visit.id for row in self.visits}
        return [*self.visits, *(row for row in self.late if row.visit.id not in near)]

    def due_of(self, subject_id: UUID, ordinal: int) -> DueRow | None:
        """What is owed to a subject, by ordinal."""
        found = (row for row in self.due if row.obligation.subject_id == subject_id and row.obligation.ordinal == ordinal)
        return next(found, None)


@dataclass(frozen=True)
class Choosing:
    """Which visits are shown: of one person (leading, going along or in charge), of one kind; None means all."""

    person_id: UUID | None = None
    kind: SubjectKind | None = None

    def visit(self, row: VisitRow) -> bool:
        """Whether a visit is among those chosen by person and kind."""
        mine = self.person_id is None or self.person_id in row.visit.team_ids
        return mine and (self.kind is None or row.visit.subject_kind is self.kind)

    def due(self, row: DueRow) -> bool:
        """Whether an owed visit is among those chosen by person and kind."""
        mine = self.person_id is None or row.person_id == self.person_id
        return mine and (self.kind is None or row.obligation.kind is self.kind)


class YearView(Protocol):
    """What shows a year."""

    def show_year(self, facts: YearFacts) -> None:
        """Show this year instead of the one before."""
        ...


def year_facts(year: int) -> Callable[[Office, Progress, Stop], YearFacts]:
    """Asks everything the page shows in one go on the store's lane."""

    def asked(office: Office, _progress: Progress, _stop: Stop) -> YearFacts:
        period = office.ask(ProgrammeInForce()).period(year)
        provisional = any(office.ask(CalendarOf(each)).provisional for each in {period.first.year, period.last.year})
        standing = office.ask(AttainmentOf(year))
        after = office.ask(VisitList(first=period.last + dt.timedelta(days=1), with_cancelled=False))
        late = [row for row in after if row.visit.year == year]
        until = max([period.last + AROUND, *(row.visit.day + MONTH for row in late)])
        return YearFacts(
            year=year,
            today=office.ask(Today()),
            period=period,
            visits=office.ask(VisitList(period.first - AROUND, period.last + AROUND)),
            due=standing.due,
            days=office.ask(CalendarDays(period.first - AROUND, until)),
            people=office.ask(People()),
            standing=standing,
            quality=office.ask(PlanQuality(year)),
            provisional=provisional,
            months=office.ask(YearMonths(year)),
            customers=bool(standing.due) or office.ask(BeginningsMade()).subjects,
            late=late,
        )

    return asked


class PlanningPresenter:
    """Asks for a year's visits and carries out what is done to one."""

    def __init__(self, session: Owned, view: YearView) -> None:
        self._session = session
        self._view = view
        self.year: int | None = None

    def refresh(self) -> None:
        """Ask for the year shown again."""
        if self.year is not None:
            self._session.work(year_facts(self.year), self._view.show_year)

    def offers_for(self, owner: QObject, what: Dragged, wish: Wish, year: int, then: Callable[[Offers], None]) -> None:
        """The graded days of what is being dragged or moved in a form, for who asks."""
        if what.visit_id is not None:
            query = SuitableDays(visit_id=what.visit_id)
        else:
            query = SuitableDays(subject_id=what.subject_id, ordinal=what.ordinal, year=year)
        self._session.of(owner).ask(query, lambda days: then(Offers(days, wish)))

    def put(
        self,
        what: Dragged,
        row: VisitRow | None,
        day: dt.date,
        seat: Seat | None,
        year: int,
        doubted: Callable[[Command, Doubted], object],
    ) -> None:
        """Carry out a drop; `doubted` takes what departs from wishes or rules."""
        command = command_of(what, row, day, seat, year)

        def refused(refusal: Refused) -> None:
            if isinstance(refusal, Doubted):
                doubted(command, refusal)
            else:
                self._session.refuse(refusal)

        self._session.do(command, refused=refused)


def command_of(what: Dragged, row: VisitRow | None, day: dt.date, seat: Seat | None, year: int) -> Command:
    """The command a drop becomes: an agreed visit moves, a suggestion somebody moves by hand becomes tentative, and
    something owed gets its visit. Raises `Refused` when nobody is known who could pay it."""
    if row is not None:
        slot, leader, members = (seat.slot, seat.leader_id, seat.member_ids) if seat else (None, None, None)
        if row.visit.state is VisitState.SUGGESTED:
            return BookVisit(row.visit.id, day, slot, leader, members, VisitState.TENTATIVE)
        return MoveVisit(row.visit.id, day, slot, leader, members)
    if seat is None:
        raise Refused(said("The suitable days are not known yet."), mend=said("Drop it once the days are lit."))
    return ArrangeVisit(what.subject_id, year, what.ordinal, day, seat.slot, seat.leader_id, seat.member_ids)
