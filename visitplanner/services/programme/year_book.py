"""What has a say in a plan year: who is owed visits, which visits count towards it, who judges them. No more is read.

History is not read: of the years before, only each claimant's last visit matters, for it sets the ideal day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.messages import Message
from visitplanner.domain.customers.customers import CONTRACT_CHANGES
from visitplanner.domain.programme.counting import Judge, remaining
from visitplanner.domain.programme.obligations import Claimant, Obligation, Verdict, counted_before, obligations, verdict
from visitplanner.domain.programme.programme import DateRange, Programme
from visitplanner.domain.programme.thresholds import Register, claimants
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Assignment, Role
from visitplanner.domain.visits.visits import VISITS, Visit, VisitState
from visitplanner.services.core.conditions import AnyOf, Between
from visitplanner.services.core.pages import Page
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.counting import assignments_since, programme_of, specialists_of

ONE_DAY = dt.timedelta(days=1)
LATEST_RECORD = dt.timedelta(days=366)
"""After its year a visit may be recorded for some days (`Programme.late_days`), or the office moved the year's beginning."""


@dataclass
class YearBook:
    """One plan year. visits: every one of the year, and of each claimant the last that counted before it (others may be there),
    by day and slot.

    assignments: those that hold since the year before, of everybody or of those asked for.
    """

    year: int
    owed: Sequence[Claimant]
    visits: Sequence[Visit]
    assignments: Sequence[Assignment]
    judge: Judge

    def obligations(self) -> list[Obligation]:
        return obligations(self.owed, self.year, self.visits, self.judge)


def register_of(work: Work, subjects: Subjects, since: dt.date) -> Register:
    """The groups, companies, customers and parks that were read, and their changes of contracts from a day on."""
    about: dict[str, Any] = {} if subjects.everyone else {"customer_id": list(subjects.customers)}
    by_day = Page(("effective_on",)) if subjects.everyone else None
    for customer in subjects.customers.values():
        subjects.company_of(customer)
    return Register(
        groups=list(subjects.groups.values()),
        companies=list(subjects.companies.values()),
        customers=list(subjects.customers.values()),
        parks=list(subjects.parks.values()),
        changes=work.shelf(CONTRACT_CHANGES).find(page=by_day, effective_on=Between(since), **about),
    )


def claimants_of(
    work: Work, year: int, programme: Programme, subjects: Subjects, only: frozenset[UUID] | None = None
) -> list[Claimant]:
    """To whom visits of a plan year are owed, of everybody or of some subjects; raises `Unknown` without a programme."""
    found = claimants(register_of(work, subjects, programme.period(year).first), programme, year)
    return found if only is None else [one for one in found if one.id in only]


def judge_of(work: Work) -> Judge:
    """The office's judge, who does not know yet who looked after whom: `year_book` tells."""
    return Judge(
        programme=programme_of(work),
        people={person.id: person for person in work.shelf(PEOPLE).find()},
        specialists=specialists_of(()),
        today=work.today,
    )


def year_book(
    work: Work,
    year: int,
    judge: Judge | None = None,
    only: frozenset[UUID] | None = None,
    subjects: Subjects | None = None,
) -> YearBook:
    """The book of a year, of everybody or of some subjects; raises `Unknown` for a year without a programme.

    judge: another than the office's, for what-if questions. subjects: those, if they were read already.
    """
    judge = judge or judge_of(work)
    owed = claimants_of(work, year, judge.programme, subjects or Subjects(work, only), only)
    about: dict[str, Any] = {} if only is None else {"subject_id": only}
    since = dt.date(max(work.today.year - 1, 1), 1, 1)
    assignments = assignments_since(work, since, **about)
    period = judge.programme.period(year)
    last = _last_before(work, period, owed)
    known = _Known(work, since, assignments)
    known.read(last)
    judge = replace(judge, specialists=known.specialists())
    kinds = {one.id: one.kind for one in owed}
    doubtful = {visit.subject_id for visit in last if not counted_before(visit, kinds[visit.subject_id], year, judge)}
    if only is not None:
        about = {"subject_id": only | {one.group_id for one in owed if one.group_id is not None}}
    visits = {visit.id: visit for visit in (*last, *_of_year(work, year, period, about, doubtful))}
    if known.read(visits.values()):
        judge = replace(judge, specialists=known.specialists())
    in_order = sorted(visits.values(), key=lambda visit: (visit.day, visit.slot, visit.id))
    return YearBook(year, owed, in_order, assignments, judge)


def _last_before(work: Work, period: DateRange, owed: Iterable[Claimant]) -> list[Visit]:
    """Of each claimant the last visit held before a period, whether it counted or not."""
    before = Between(None, period.first - ONE_DAY)
    return work.shelf(VISITS).newest("subject_id", [one.id for one in owed], "held_on", state=VisitState.DONE, held_on=before)


def _of_year(work: Work, year: int, period: DateRange, about: Mapping[str, Any], doubtful: set[UUID]) -> list[Visit]:
    """Every visit planned for a year, standing in it or held in it, and every one held before it of the doubtful subjects."""
    within, held_on = Between(period.first, period.last), Between(period.first, period.last + LATEST_RECORD)
    earlier = {"subject_id": doubtful, "state": VisitState.DONE, "held_on": Between(None, period.first - ONE_DAY)}
    return work.shelf(VISITS).find(AnyOf(*([earlier] if doubtful else []), year=year, day=within, held_on=held_on), **about)


class _Known:
    """The assignments that say who was a subject's specialist on the day of a visit."""

    def __init__(self, work: Work, since: dt.date, assignments: Iterable[Assignment]) -> None:
        self._work = work
        self._since = since
        self._all = {one.id: one for one in assignments}
        self._whole: set[UUID] = set()

    def read(self, visits: Iterable[Visit]) -> bool:
        """Read what ended before `since` of the subjects that had a visit before it; False if that is known already."""
        new = {visit.subject_id for visit in visits if (visit.held_on or visit.day) < self._since} - self._whole
        if new:
            self._whole |= new
            self._all |= {one.id: one for one in self._work.shelf(ASSIGNMENTS).find(subject_id=new, role=Role.SPECIALIST)}
        return bool(new)

    def specialists(self) -> Any:
        return specialists_of(self._all.values())


def verdict_of(work: Work, visit: Visit) -> Verdict:
    """Whether a visit counts towards the year it was planned for, among its subject's other visits."""
    book = year_book(work, visit.year, only=frozenset({visit.subject_id}))
    owed = {one.id: one for one in book.owed}
    claimant = owed.get(visit.subject_id) or Claimant(visit.subject_id, visit.subject_kind, str(visit.subject_id))
    return verdict(visit, claimant, [other for other in book.visits if other.subject_id == visit.subject_id], book.judge)


def failures_of(work: Work, visit: Visit) -> list[Message]:
    """Why a visit does not count, clause by clause, a stated reason taken into account; empty when it counts."""
    judged = verdict_of(work, visit)
    return [failure.message for failure in remaining(list(judged.failures), visit.override)]
