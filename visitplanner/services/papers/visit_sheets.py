"""What is printed of a day, a week or a span of days: every visit with the details a person needs on the way."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from visitplanner.domain.calendar.working_days import ONE_DAY, Calendars
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import CONTACTS, Contact, Customer
from visitplanner.domain.loads.plausibility import doubts_of
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import SubjectKind, VisitState
from visitplanner.services.advice.advice_settings import threshold_of
from visitplanner.services.advice.sheet_advice import Adviser
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow
from visitplanner.services.loads.loads import LoadOf
from visitplanner.services.visits.visits import VisitList, VisitRow

T = TypeVar("T")

DAYS_OF_WEEK = 7
SATURDAY = 6
"""As `isoweekday` counts."""


@dataclass(frozen=True, slots=True)
class Only:
    """Which visits are printed: those with this person in the team, those of this kind; None: all."""

    person_id: UUID | None = None
    kind: SubjectKind | None = None

    def wants(self, row: VisitRow) -> bool:
        visit = row.visit
        return self.person_id in (None, *visit.team_ids) and self.kind in (None, visit.subject_kind)


EVERYTHING = Only()


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A 電號 that is visited, with the people to speak to."""

    customer: Customer
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """The last visit held before the printed one. leader: empty when it comes from the customer list alone. said: what was noted
    at it."""

    held_on: dt.date
    leader: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class PrintedVisit:
    """A visit with its details. sites: the largest contract first. cases: the open ones, overdue first; each stands at one visit
    of a sheet alone. reasons: why this day. least_ntd: what the customer surely saves a year, None where that is not known."""

    row: VisitRow
    sites: tuple[SiteLine, ...]
    cases: tuple[FollowUpRow, ...]
    reasons: tuple[Message, ...]
    before: Before | None
    least_ntd: Decimal | None = None

    @property
    def overdue(self) -> tuple[FollowUpRow, ...]:
        return tuple(case for case in self.cases if case.overdue)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        return tuple(contact for site in self.sites for contact in site.contacts)


@dataclass(frozen=True, slots=True)
class SheetDay:
    """works: whether the office works. remark: what the calendar says of the day, or nothing."""

    day: dt.date
    works: bool
    remark: str
    visits: tuple[PrintedVisit, ...]


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """All that is printed of the days from `first` to `last`, both included.

    person, kind: whose and which visits alone are printed; empty and None: all. provisional: the office calendar of a
    printed visit's year is not published yet.
    """

    first: dt.date
    last: dt.date
    days: tuple[SheetDay, ...]
    person: str
    kind: SubjectKind | None
    provisional: bool
    printed_on: dt.date
    office: str = ""
    demonstration: bool = False

    @property
    def visits(self) -> tuple[PrintedVisit, ...]:
        return tuple(visit for day in self.days for visit in day.visits)

    @property
    def by_state(self) -> Mapping[VisitState, int]:
        """How many visits stand in each state; a state nobody is in is not there."""
        counted = Counter(visit.row.visit.state for visit in self.visits)
        return {state: counted[state] for state in VisitState if counted[state]}

    @property
    def cases(self) -> tuple[FollowUpRow, ...]:
        """The open cases of all visits, each once."""
        return tuple({case.follow_up.id: case for visit in self.visits for case in visit.cases}.values())


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The visits of one day; cancelled ones are left out. Raises `Refused` when there is none. advise: the tariff engine, for
    what each customer surely saves."""

    day: dt.date
    only: Only = EVERYTHING
    demonstration: bool = False
    advise: Adviser | None = None

    def answer(self, work: Work) -> VisitSheet:
        sheet = _sheet(work, (self.day, self.day), self.only, self.demonstration)
        if self.advise is None:
            return sheet
        advise = self.advise
        days = (
            replace(day, visits=tuple(replace(one, least_ntd=surely_saved(work, one.sites, advise)) for one in day.visits))
            for day in sheet.days
        )
        return replace(sheet, days=tuple(days))


def surely_saved(work: Work, sites: Sequence[SiteLine], advise: Adviser) -> Decimal | None:
    """What the largest site with a load surely saves a year; None without a load, or where no saving may be stated."""
    for site in sites:
        kept = LoadOf(site.customer.id).answer(work)
        if kept is None:
            continue
        other = kept.findings.get("account") not in (None, site.customer.account)
        if other or doubts_of(kept.load, site.customer.contracts, work.today):
            return None
        advice = advise(site.customer, kept.load, threshold_of(work))
        return next((row.sure_ntd for row in advice.rows if row.recommended), None) if advice else None
    return None


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """The visits from the Monday to the Sunday around a day; cancelled ones are left out. Raises `Refused` when there is none."""

    day: dt.date
    only: Only = EVERYTHING
    demonstration: bool = False

    def answer(self, work: Work) -> VisitSheet:
        monday = self.day - self.day.weekday() * ONE_DAY
        return _sheet(work, (monday, monday + (DAYS_OF_WEEK - 1) * ONE_DAY), self.only, self.demonstration)


@dataclass(frozen=True, slots=True)
class VisitListSheet:
    """All visits of a span of days, both included, cancelled ones too; only days with visits are in it.

    Raises `Refused` when there is no visit or the days stand the wrong way round.
    """

    first: dt.date
    last: dt.date
    only: Only = EVERYTHING
    demonstration: bool = False

    def answer(self, work: Work) -> VisitSheet:
        if self.last < self.first:
            raise Refused(
                said("{last} lies before {first}.", last=self.last, first=self.first),
                mend=said("Give the earlier day first."),
                field="last",
            )
        return _sheet(work, (self.first, self.last), self.only, self.demonstration, with_cancelled=True)


def _sheet(
    work: Work, span: tuple[dt.date, dt.date], only: Only, demonstration: bool, with_cancelled: bool = False
) -> VisitSheet:
    first, last = span
    rows = [row for row in VisitList(first, last, with_cancelled=with_cancelled).answer(work) if only.wants(row)]
    if not rows:
        raise Refused(
            said("There is no visit to print from {first} to {last}.", first=first, last=last),
            mend=said("Choose other days, other people or other kinds, or plan the year first."),
        )
    calendars = calendars_of(work)
    details = _Details(work, rows)
    return VisitSheet(
        first=first,
        last=last,
        days=tuple(_days([details.visit(row) for row in rows], span, calendars, with_empty=not with_cancelled)),
        person=work.shelf(PEOPLE).get(only.person_id).name if only.person_id else "",
        kind=only.kind,
        provisional=any(calendars.is_provisional(year) for year in {row.visit.day.year for row in rows}),
        printed_on=work.today,
        office=str(work.setting("office_name", "")),
        demonstration=demonstration,
    )


def _days(
    visits: Sequence[PrintedVisit], span: tuple[dt.date, dt.date], calendars: Calendars, *, with_empty: bool
) -> Iterable[SheetDay]:
    """The days with visits; `with_empty`: Mondays to Fridays and working days without any, too."""
    by_day: dict[dt.date, list[PrintedVisit]] = defaultdict(list)
    for visit in visits:
        by_day[visit.row.visit.day].append(visit)
    first, last = span
    days = [first + number * ONE_DAY for number in range((last - first).days + 1)] if with_empty else sorted(by_day)
    for day in days:
        works = calendars.is_working(day)
        if day in by_day or works or day.isoweekday() < SATURDAY:
            yield SheetDay(day, works, calendars.remark(day), tuple(by_day.get(day, ())))


class _Details:
    """Everything the printed visits need besides the calendar, read once."""

    def __init__(self, work: Work, rows: Sequence[VisitRow]) -> None:
        self._subjects = subjects = Subjects(work, {row.visit.subject_id for row in rows})
        self._related = {row.visit.subject_id: subjects.related(row.visit.subject_id) for row in rows}
        everybody = frozenset(ident for idents in self._related.values() for ident in idents)
        open_cases = FollowUpList(only_open=True, subject_ids=everybody).answer(work)
        visits = VisitList(subject_ids=everybody, with_cancelled=False).answer(work)
        contacts = work.shelf(CONTACTS).find(customer_id=list(everybody | self._sites_of(rows)))
        self._cases = _grouped((case.follow_up.subject_id, case) for case in open_cases)
        self._held = _grouped((row.visit.subject_id, row) for row in visits if row.visit.held_on)
        self._contacts = _grouped((contact.customer_id, contact) for contact in contacts)
        self._told_at = self._places(rows, open_cases)

    def _places(self, rows: Sequence[VisitRow], cases: Sequence[FollowUpRow]) -> dict[UUID, UUID]:
        """At which visit each case stands: the first still to be held of the subject that raised it, else of one it concerns, as
        a group and its sites have their cases in common."""
        first: dict[UUID, UUID] = {}
        around: dict[UUID, UUID] = {}
        for row in sorted(rows, key=lambda row: not row.visit.is_open):
            first.setdefault(row.visit.subject_id, row.visit.id)
            for ident in self._related[row.visit.subject_id]:
                around.setdefault(ident, row.visit.id)
        raised = ((case.follow_up.id, case.follow_up.subject_id) for case in cases)
        return {case: first.get(ident) or around[ident] for case, ident in raised}

    def visit(self, row: VisitRow) -> PrintedVisit:
        sites = self._subjects.get(row.visit.subject_id).sites
        return PrintedVisit(
            row=row,
            sites=tuple(SiteLine(site, self._people(site)) for site in sites),
            cases=self._open_cases(row),
            reasons=row.visit.reasons,
            before=self._before(row, sites),
        )

    def _sites_of(self, rows: Sequence[VisitRow]) -> frozenset[UUID]:
        return frozenset(site.id for row in rows for site in self._subjects.get(row.visit.subject_id).sites)

    def _people(self, site: Customer) -> tuple[Contact, ...]:
        return tuple(sorted(self._contacts.get(site.id, ()), key=lambda contact: contact.name))

    def _open_cases(self, row: VisitRow) -> tuple[FollowUpRow, ...]:
        around = [case for ident in self._related[row.visit.subject_id] for case in self._cases.get(ident, ())]
        cases = [case for case in around if self._told_at[case.follow_up.id] == row.visit.id]
        return tuple(
            sorted(
                cases,
                key=lambda case: (not case.overdue, case.follow_up.due_on, case.follow_up.raised_on, case.follow_up.text),
            )
        )

    def _before(self, row: VisitRow, sites: Sequence[Customer]) -> Before | None:
        """The newest visit held before this one's day, those the customer list brought included."""
        until = row.visit.held_on or row.visit.day
        held = [one for ident in self._related[row.visit.subject_id] for one in self._held.get(ident, ())]
        others = [one for one in held if one.visit.id != row.visit.id]
        known = [Before(one.visit.held_on, one.leader, one.visit.notes) for one in others if one.visit.held_on]
        listed = [Before(site.last_visit_on) for site in sites if site.last_visit_on]
        earlier = [one for one in (*known, *listed) if one.held_on < until]
        return max(earlier, key=lambda one: (one.held_on, one.leader), default=None)


def _grouped(pairs: Iterable[tuple[UUID, T]]) -> dict[UUID, list[T]]:
    found: dict[UUID, list[T]] = defaultdict(list)
    for ident, value in pairs:
        found[ident].append(value)
    return found
