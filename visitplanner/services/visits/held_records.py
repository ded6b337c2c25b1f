"""Writing the record of a visit that stands nowhere yet (補登洽訪): what the form begins with, whether the visit will count,
and the command that keeps it with the cases talked over."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.visits.visits import Slot, Visit, VisitState
from visitplanner.services.core.form_drafts import draft_of, forget_draft
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import UpdateFollowUp
from visitplanner.services.visits.held_visits import RecordHeldVisit
from visitplanner.services.visits.ledger import Ledger
from visitplanner.services.visits.visit_records import Forecast, RecordSheet, forecast_of, sheet_of
from visitplanner.services.visits.visits import Recorded

HELD_FORM = "held_visit"
"""Whose drafts wait, by subject, while a visit is being entered afterwards."""


@dataclass(frozen=True)
class HeldSheetFor:
    """The sheet for a visit to a subject that was held already; raises `Unknown` when there is no such subject."""

    subject_id: UUID

    def answer(self, work: Work) -> RecordSheet:
        ledger = Ledger(work, frozenset({self.subject_id}))
        leader = ledger.in_charge(self.subject_id, work.today)
        blank = Visit(
            subject_kind=ledger.kind(self.subject_id, work.today),
            subject_id=self.subject_id,
            year=ledger.programme.year_of(work.today),
            ordinal=0,
            day=work.today,
            slot=Slot.AM,
            leader_id=leader or self.subject_id,
            state=VisitState.BOOKED,
        )
        draft = draft_of(work, HELD_FORM, self.subject_id)
        return sheet_of(work, blank, None, draft, leader_known=leader is not None)


@dataclass(frozen=True)
class HeldWouldCount:
    """Whether a visit would count if it were entered so; nothing is kept. Raises `Refused` like `RecordHeldVisit`."""

    record: RecordHeldVisit

    def answer(self, work: Work) -> Forecast:
        ledger = Ledger(work, frozenset({self.record.subject_id}))
        visit = self.record.made(ledger)
        return forecast_of(ledger.judged(visit), visit.override)


@dataclass(frozen=True)
class KeepHeldVisit:
    """Enter a visit that was held and move the open cases talked over on it: all or nothing, one undo. Its draft is let go."""

    record: RecordHeldVisit
    updates: tuple[UpdateFollowUp, ...] = ()

    def carry_out(self, work: Work) -> Outcome[Recorded]:
        outcome = self.record.carry_out(work)
        for update in self.updates:
            update.carry_out(work)
        forget_draft(work, HELD_FORM, self.record.subject_id)
        return outcome
