"""The visits of the office read once, to enter others among them: as what, as which of the year's, led by whom, does it count."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.assignments import in_force
from visitplanner.domain.programme.counting import Failure, remaining
from visitplanner.domain.programme.obligations import Claimant, Obligation, obligations, verdict
from visitplanner.domain.staff.staff import ASSIGNMENTS, Assignment
from visitplanner.domain.visits.visits import VISITS, SubjectKind, Visit, VisitState, stands_fast
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.charges import role_for
from visitplanner.services.programme.counting import specialists_of
from visitplanner.services.programme.year_book import claimants_of, judge_of


class Ledger:
    """Of the whole office, or of some subjects (`only`)."""

    def __init__(self, work: Work, only: frozenset[UUID] | None = None) -> None:
        self.work = work
        self.today = work.today
        self.only = only
        self.subjects = Subjects(work, only)
        about: dict[str, Any] = {} if only is None else {"subject_id": only}
        self._assigned: dict[UUID, list[Assignment]] = defaultdict(list)
        for one in work.shelf(ASSIGNMENTS).find(**about):
            self._assigned[one.subject_id].append(one)
        every = (one for assigned in self._assigned.values() for one in assigned)
        self.judge = replace(judge_of(work), specialists=specialists_of(every))
        self.programme = self.judge.programme
        self.people = self.judge.people
        self.visits: dict[UUID, list[Visit]] = defaultdict(list)
        for visit in work.shelf(VISITS).find(**about):
            self.visits[visit.subject_id].append(visit)
        self._claimants: dict[int, Mapping[UUID, Claimant]] = {}

    def claimant(self, subject_id: UUID, year: int) -> Claimant | None:
        """As whom a subject is owed visits in a plan year; None when nothing is owed to it then, or no programme is known."""
        if year not in self._claimants:
            try:
                found = claimants_of(self.work, year, self.programme, self.subjects, self.only)
            except Unknown:
                found = []
            self._claimants[year] = {one.id: one for one in found}
        return self._claimants[year].get(subject_id)

    def kind(self, subject_id: UUID, day: dt.date) -> SubjectKind:
        """As what a visit on that day is paid: what it is owed as, or what the subject is."""
        owed = self.claimant(subject_id, self.programme.year_of(day))
        return owed.kind if owed else self.subjects.get(subject_id).kind

    def owed(self, subject_id: UUID, year: int) -> list[Obligation]:
        claimant = self.claimant(subject_id, year)
        return obligations([claimant], year, self.visits[subject_id], self.judge) if claimant else []

    def ordinal(self, subject_id: UUID, day: dt.date) -> int:
        """Which of the year's visits one on that day would be: the first owed one in whose time it falls and for which none
        stands fast, else one more than there are."""
        year = self.programme.year_of(day)
        same = [other for other in self.visits[subject_id] if other.year == year and other.state is not VisitState.CANCELLED]
        fast = {other.id for other in same if other.state is VisitState.DONE or stands_fast(other)}
        owed = self.owed(subject_id, year)
        for one in owed:
            if day in one.window and one.visit_id not in fast:
                return one.ordinal
        return 1 + max((*(other.ordinal for other in same), *(one.ordinal for one in owed)), default=0)

    def in_charge(self, subject_id: UUID, day: dt.date) -> UUID | None:
        """Who looked after a subject on a day, or, if nobody did, does so today."""
        role = role_for(self.subjects.get(subject_id).kind)
        for when in (day, self.today):
            held = in_force(self._assigned.get(subject_id, ()), when).get((subject_id, role))
            if held is not None:
                return held.person_id
        return None

    def leader(self, subject_id: UUID, day: dt.date) -> UUID:
        """Who looked after a subject on a day; raises `Refused` when nobody is known."""
        found = self.in_charge(subject_id, day)
        if found is None:
            raise Refused(
                said("Nobody looks after it on {day}, so the leader is not known.", day=day),
                where=said("{subject}: ", subject=self.subjects.name(subject_id)),
                mend=said("Name who leads the visit."),
                field="leader",
            )
        return found

    def judged(self, visit: Visit) -> list[Failure]:
        """Which clauses a visit fails, whatever reason is stated to count it."""
        claimant = self.claimant(visit.subject_id, visit.year) or Claimant(
            visit.subject_id, visit.subject_kind, str(visit.subject_id)
        )
        return list(verdict(visit, claimant, self.visits[visit.subject_id], self.judge).failures)

    def failures(self, visit: Visit) -> list[Message]:
        """Why a visit does not count, clause by clause; empty when it counts."""
        return [failure.message for failure in remaining(self.judged(visit), visit.override)]

    def write(self, visit: Visit) -> Visit:
        """Keep a new visit, and take the suggestions out of the calendar that stood for what it settles."""
        kept = self.work.shelf(VISITS).add(visit)
        self.visits[kept.subject_id].append(kept)
        if kept.state is not VisitState.DONE or self.failures(kept):
            return kept
        for other in list(self.visits[kept.subject_id]):
            if (other.state, other.pinned, other.year, other.ordinal) == (VisitState.SUGGESTED, False, kept.year, kept.ordinal):
                self.work.shelf(VISITS).remove(other)
                self.visits[kept.subject_id].remove(other)
        return kept
