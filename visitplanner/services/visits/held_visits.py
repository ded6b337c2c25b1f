"""補登洽訪: a visit that was held before the program came, or that nobody planned, is entered with its record and counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.visits import visits as rules
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT, Intelligence
from visitplanner.domain.visits.questions import check_answers
from visitplanner.domain.visits.visits import Answer, Slot, Visit, VisitOutcome, VisitState
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import Raised, keep_all_raised
from visitplanner.services.intelligence.told import keep_told
from visitplanner.services.visits.ledger import Ledger
from visitplanner.services.visits.visits import Recorded, check_team, refuse_too_late, summary

HELD = (VisitOutcome.DONE, VisitOutcome.PHONE, VisitOutcome.VIDEO)
"""What can have become of a visit that is entered afterwards."""


@dataclass(frozen=True)
class RecordHeldVisit:
    """Enter a visit that was held and is not in the calendar, with its record; whether it counts is for the rules to say.

    leader_id: None for whoever looks after the subject on that day. A suggestion for what it settles leaves the calendar.
    Raises `Refused` for a day to come, for a visit of that day that is kept already or stands in the calendar, and where
    nobody is known to have led it.
    """

    subject_id: UUID
    held_on: dt.date
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] = ()
    slot: Slot = Slot.AM
    outcome: VisitOutcome = VisitOutcome.DONE
    topics: tuple[str, ...] = ()
    raised: tuple[Raised, ...] = ()
    satisfaction: int | None = None
    notes: str = ""
    override: str = ""
    site_id: UUID | None = None
    intelligence: Intelligence = NOTHING_LEARNT
    met: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()

    def carry_out(self, work: Work) -> Outcome[Recorded]:
        ledger = Ledger(work, frozenset({self.subject_id}))
        visit = self.made(ledger)
        refuse_too_late(work, visit)
        kept = ledger.write(visit)
        about = self.site_id or self.subject_id
        keep_told(work, about, kept)
        cases = keep_all_raised(work, about, kept.id, self.raised, self.held_on)
        failures = ledger.failures(kept)
        result = Recorded(kept, cases, not failures, tuple(failures))
        return Outcome(result, summary(result))

    def made(self, ledger: Ledger) -> Visit:
        """The visit with its record, nothing kept yet; raises `Refused`."""
        doing = said("{subject}: ", subject=ledger.subjects.get(self.subject_id).name)
        self._check(ledger, doing)
        leader = self.leader_id or ledger.leader(self.subject_id, self.held_on)
        check_team(ledger.work, leader, self.member_ids)
        check_answers(ledger.work.known.questions, self.answers)
        visit = Visit(
            subject_kind=ledger.kind(self.subject_id, self.held_on),
            subject_id=self.subject_id,
            year=ledger.programme.year_of(self.held_on),
            ordinal=ledger.ordinal(self.subject_id, self.held_on),
            day=self.held_on,
            slot=self.slot,
            leader_id=leader,
            member_ids=self.member_ids,
            state=VisitState.BOOKED,
        )
        return rules.recorded(
            visit,
            self.outcome,
            self.held_on,
            ledger.today,
            topics=self.topics,
            satisfaction=self.satisfaction,
            notes=self.notes.strip(),
            override=self.override.strip(),
            site_id=self.site_id,
            intelligence=self.intelligence,
            met=tuple(dict.fromkeys(name.strip() for name in self.met if name.strip())),
            answers=self.answers,
        )

    def _check(self, ledger: Ledger, doing: Message) -> None:
        if self.outcome not in HELD:
            raise Refused(
                said("Only a visit that was held is entered afterwards."),
                where=doing,
                mend=said("Choose held, by telephone or by video."),
                field="outcome",
            )
        for other in ledger.visits[self.subject_id]:
            if other.state is VisitState.DONE and other.held_on == self.held_on:
                raise Refused(
                    said("A visit of {day} is recorded already.", day=self.held_on),
                    where=doing,
                    mend=said("Amend that record if it is not right."),
                    field="held_on",
                )
            if other.state in rules.FIRM_STATES and other.day == self.held_on:
                raise Refused(
                    said("A visit of {day} stands in the calendar.", day=self.held_on),
                    where=doing,
                    mend=said("Record it there."),
                    field="held_on",
                )
