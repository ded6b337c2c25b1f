"""A kept record is put right by a new edition; the old ones stay readable."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, same_case
from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits import visits as rules
from visitplanner.domain.visits.questions import check_answers
from visitplanner.domain.visits.visits import VISITS, Edition
from visitplanner.services.core.form_drafts import forget_draft
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import keep_all_raised
from visitplanner.services.intelligence.told import keep_told
from visitplanner.services.programme.year_book import failures_of
from visitplanner.services.visits.visits import Recorded, RecordVisit, check_team, doubt_far, refuse_too_late

AMENDING_FORM = "amended_record"
"""Whose drafts wait while an amendment is being written."""


@dataclass(frozen=True)
class AmendRecord:
    """Keep `record` as the new edition of a record that is kept already. Cases it raises that the visit has already are left.

    whole: the record says everything, so that empty notes and an empty reason take away those before. Raises `Refused` for a
    visit without a record, one of a closed year, and a record that says nothing new; `Doubted` like `RecordVisit`.
    """

    record: RecordVisit
    anyway: bool = False
    whole: bool = False

    def carry_out(self, work: Work) -> Outcome[Recorded]:
        asked = self.record
        visit = work.shelf(VISITS).get(asked.visit_id)
        refuse_too_late(work, visit)
        if not (self.anyway or asked.anyway):
            doubt_far(visit, asked)
        facts = asked.facts(visit)
        if self.whole:
            facts |= {"notes": asked.notes.strip(), "override": asked.override.strip()}
        check_team(work, facts["leader_id"], facts["member_ids"])
        check_answers(work.known.questions, asked.answers)
        kept = work.shelf(VISITS).change(rules.amended(visit, asked.outcome, asked.held_on, work.today, **facts))
        forget_draft(work, AMENDING_FORM, visit.id)
        keep_told(work, asked.site_id or visit.subject_id, kept, before=visit.intelligence)
        about, known = asked.site_id or visit.subject_id, work.shelf(FOLLOW_UPS).find(visit_id=visit.id)
        new = [raised for raised in asked.raised if not any(same_case(raised.text, case.text) for case in known)]
        cases = keep_all_raised(work, about, visit.id, new, asked.held_on)
        failures = failures_of(work, kept)
        result = Recorded(kept, cases, not failures, tuple(failures))
        counts = said("Amended, edition {number}; the visit counts.", number=kept.edition)
        not_so = said("Amended, edition {number}; the visit does not count and stays owed.", number=kept.edition)
        return Outcome(result, counts if result.counts else not_so)


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A record as it stood, with names. amended_on of the record in force is None."""

    edition: Edition
    in_force: bool
    leader: str
    members: tuple[str, ...]
    topics: tuple[TalkingPoint, ...] = ()


@dataclass(frozen=True)
class EditionsOf:
    """Every edition of a visit's record, the oldest first; empty for a visit that has none."""

    visit_id: UUID

    def answer(self, work: Work) -> list[EditionRow]:
        visit = work.shelf(VISITS).get(self.visit_id)
        if visit.is_open:
            return []
        names = {person.id: person.name for person in work.shelf(PEOPLE).find()}
        editions = (*visit.editions, rules.edition_of(visit, work.today))
        return [
            EditionRow(
                one,
                one.number == visit.edition,
                names.get(one.leader_id, ""),
                tuple(names.get(ident, "") for ident in one.member_ids),
                tuple(point for point in work.known.topics if point.id in one.topics),
            )
            for one in editions
        ]
