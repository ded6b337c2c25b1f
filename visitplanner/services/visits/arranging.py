"""A visit that is owed gets its day by hand: from the list of what is not agreed yet into the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.obligations import Obligation
from visitplanner.domain.visits.times import settled_time
from visitplanner.domain.visits.visits import VISITS, Slot, Visit, VisitState
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
