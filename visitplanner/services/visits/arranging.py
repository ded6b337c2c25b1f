"""A visit that is owed gets its day by hand, from the list of what is not agreed yet into the calendar, or is called off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.obligations import Obligation
from visitplanner.domain.visits.times import settled_time
from visitplanner.domain.visits.visits import VISITS, Slot, Visit, VisitOutcome, VisitState, check_change, declined
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.year_book import year_book
from visitplanner.services.visits.change_words import now_stands
from visitplanner.services.visits.departures import doubt
from visitplanner.services.visits.visits import check_obstacles


@dataclass(frozen=True)
class ArrangeVisit:
    """Put an owed visit into the calendar, pencilled in (暫定) unless the customer agreed already.

    ordinal: which of the year's. Raises `Refused` when a visit stands for it already or the team cannot go then,
    `Unknown` when nothing of the kind is owed, `Doubted` for what departs from wishes and rules, unless `anyway`.
    """

    subject_id: UUID
    year: int
    ordinal: int
    day: dt.date
    slot: Slot
    leader_id: UUID
    member_ids: tuple[UUID, ...] = ()
    state: VisitState = VisitState.TENTATIVE
    anyway: bool = False
    time: str | None = None

    def carry_out(self, work: Work) -> Outcome[Visit]:
        owed = self._owed(work)
        name = Subjects(work, ()).name(self.subject_id)
        doing = said("{subject}: ", subject=name)
        if owed.visit_id is not None:
            raise Refused(said("This visit stands in the calendar already."), where=doing, mend=said("Move it there."))
        slot, time = settled_time(self.time, self.slot, None)
        visit = Visit(
            subject_kind=owed.kind,
            subject_id=owed.subject_id,
            year=self.year,
            ordinal=self.ordinal,
            day=self.day,
            slot=slot,
            time=time,
            leader_id=self.leader_id,
            member_ids=self.member_ids,
            state=self.state,
            reasons=(said("Put there by hand on {today}.", today=work.today),),
            pinned=True,
        )
        check_obstacles(work, visit, doing)
        if not self.anyway:
            doubt(work, visit, None, doing)
        return Outcome(work.shelf(VISITS).add(visit), now_stands(name, visit))

    def _owed(self, work: Work) -> Obligation:
        for one in year_book(work, self.year, only=frozenset({self.subject_id})).obligations():
            if (one.subject_id, one.ordinal) == (self.subject_id, self.ordinal):
                return one
        raise Unknown(said("No such visit is owed in {year}.", year=self.year))


@dataclass(frozen=True)
class CancelVisit:
    """The visit will not be held; its obligation is open again.

    not_this_year: the customer wants no other day either. The visit stays owed and not done, planning leaves it out, and the
    year's duties say since when and why; a person may still give it a day. Raises `Refused` beside `reason` when it is empty.
    """

    visit_id: UUID
    reason: str = ""
    not_this_year: bool = False

    def carry_out(self, work: Work) -> Outcome[Visit]:
        visit = work.shelf(VISITS).get(self.visit_id)
        subject = Subjects(work, ()).name(visit.subject_id)
        check_change(visit, said("{subject}: ", subject=subject))
        noted = replace(visit, notes="\n".join(part for part in (visit.notes, self.reason.strip()) if part))
        if self.not_this_year:
            kept = work.shelf(VISITS).change(declined(noted, work.today, self.reason))
            done = said("{subject}: visit of {day} cancelled, it is not planned again in {year}.", **_named(subject, visit))
            return Outcome(kept, done)
        kept = work.shelf(VISITS).change(replace(noted, state=VisitState.CANCELLED, outcome=VisitOutcome.CANCELLED))
        return Outcome(kept, said("{subject}: visit of {day} cancelled, it is owed again.", subject=subject, day=visit.day))


def _named(subject: str, visit: Visit) -> dict[str, Any]:
    return {"subject": subject, "day": visit.day, "year": visit.year}
