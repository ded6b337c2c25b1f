"""Writing a visit's record: what the form is filled with beforehand, whether the visit will count, and the draft that
survives a power cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.messages import Message
from visitplanner.domain.programme.counting import Failure, remaining
from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.domain.staff.staff import PEOPLE, Person
from visitplanner.domain.visits.visits import VISITS, SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.services.core.conditions import Between, Page
from visitplanner.services.core.directory import People
from visitplanner.services.core.form_drafts import draft_of, forget_draft, keep_draft
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow, UpdateFollowUp, usual_due
from visitplanner.services.programme.year_book import verdict_of
from visitplanner.services.visits.visits import RECORD_FORM, Recorded, RecordVisit, VisitRow, row_of


@dataclass(frozen=True)
class Site:
    """A 電號 at which a group's visit may have been held."""

    id: UUID
    name: str
    account: str


@dataclass(frozen=True)
class RecordSheet:
    """What the form begins with. fresh: topics that were not told last time, the others follow. due_on: proposed for what
    is raised today. draft: a record begun and not kept, None if there is none."""

    row: VisitRow
    today: dt.date
    due_on: dt.date
    people: Sequence[Person]
    fresh: Sequence[TalkingPoint]
    told: Sequence[TalkingPoint]
    issues: Sequence[FollowUpRow]
    sites: Sequence[Site]
    draft: Mapping[str, Any] | None


@dataclass(frozen=True)
class RecordSheetFor:
    """The sheet of a visit; raises `Unknown` when there is no such visit."""

    visit_id: UUID

    def answer(self, work: Work) -> RecordSheet:
        visit = work.shelf(VISITS).get(self.visit_id)
        subjects = Subjects(work, [visit.subject_id])
        names = {person.id: person.name for person in work.shelf(PEOPLE).find()}
        sites = subjects.get(visit.subject_id).sites
        last = last_held(work, visit)
        current = [point for point in work.known.topics if point.is_current(work.today)]
        told = set(last.topics) if last else set[str]()
        return RecordSheet(
            row=row_of(visit, subjects, names),
            today=work.today,
            due_on=usual_due(work, work.today),
            people=[one for one in People(everybody=True).answer(work) if one.serves(visit.day) or one.serves(work.today)],
            fresh=[point for point in current if point.id not in told],
            told=[point for point in current if point.id in told],
            issues=OpenIssues(visit.subject_id).answer(work),
            sites=[Site(site.id, site.name, site.account) for site in sites] if visit.subject_kind is SubjectKind.GROUP else [],
            draft=draft_of(work, RECORD_FORM, self.visit_id),
        )


@dataclass(frozen=True)
class OpenIssues:
    """The open cases of a subject and of its sites, overdue first; raises `Unknown` when there is no such subject."""

    subject_id: UUID

    def answer(self, work: Work) -> list[FollowUpRow]:
        sites = Subjects(work, ()).get(self.subject_id).sites
        related = frozenset({self.subject_id, *(site.id for site in sites)})
        return FollowUpList(only_open=True, subject_ids=related).answer(work)


def last_held(work: Work, visit: Visit) -> Visit | None:
    """The subject's last visit that was held before this one."""
    newest = Page(("-held_on", "day", "slot"), limit=2)
    held = work.shelf(VISITS).find(subject_id=visit.subject_id, state=VisitState.DONE, held_on=Between(), page=newest)
    return next((other for other in held if other.id != visit.id), None)


@dataclass(frozen=True)
class Forecast:
    """Whether a record would count. reasons: why not. overridable: whether a stated reason would set all of them aside."""

    counts: bool
    reasons: tuple[Message, ...]
    overridable: bool


@dataclass(frozen=True)
class WouldCount:
    """Whether the visit would count if it were recorded so; nothing is kept."""

    record: RecordVisit

    def answer(self, work: Work) -> Forecast:
        asked = self.record
        visit = work.shelf(VISITS).get(asked.visit_id)
        over = asked.outcome in (VisitOutcome.CANCELLED, VisitOutcome.POSTPONED)
        held = replace(
            visit,
            state=VisitState.CANCELLED if over else VisitState.DONE,
            outcome=asked.outcome,
            held_on=None if over else asked.held_on,
            leader_id=asked.leader_id or visit.leader_id,
            member_ids=visit.member_ids if asked.member_ids is None else asked.member_ids,
            site_id=asked.site_id,
            override=asked.override.strip(),
        )
        failures: list[Failure] = list(verdict_of(work, held).failures)
        left = remaining(failures, held.override)
        return Forecast(not left, tuple(each.message for each in left), bool(left) and all(each.overridable for each in left))


@dataclass(frozen=True)
class KeepDraft:
    """Keep what stands in the form so far, in the encrypted database; None throws it away."""

    visit_id: UUID
    draft: Mapping[str, Any] | None

    def carry_out(self, work: Work) -> Outcome[None]:
        if self.draft is None:
            forget_draft(work, RECORD_FORM, self.visit_id)
        else:
            keep_draft(work, RECORD_FORM, self.visit_id, self.draft)
        return Outcome(None)


@dataclass(frozen=True)
class KeepRecord:
    """Record a visit and move the open cases talked over on it: all or nothing, one undo."""

    record: RecordVisit
    updates: tuple[UpdateFollowUp, ...] = ()
    anyway: bool = False

    def carry_out(self, work: Work) -> Outcome[Recorded]:
        outcome = replace(self.record, anyway=self.anyway or self.record.anyway).carry_out(work)
        for update in self.updates:
            update.carry_out(work)
        return outcome
