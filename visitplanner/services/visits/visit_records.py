"""Writing a visit's record: what the form is filled with beforehand, whether the visit will count, and the draft that
survives a power cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import CONTACTS
from visitplanner.domain.programme.counting import Failure, remaining
from visitplanner.domain.programme.topics import TalkingPoint, TopicKind
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.questions import ServiceQuestion
from visitplanner.domain.visits.visits import NOT_HELD, VISITS, SubjectKind, Visit, VisitState
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.directory import People
from visitplanner.services.core.form_drafts import draft_of, forget_draft, keep_draft
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.pages import Page
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow, UpdateFollowUp, usual_due
from visitplanner.services.programme.year_book import verdict_of
from visitplanner.services.visits.visits import RECORD_FORM, Recorded, RecordVisit, VisitRow, rows_of


@dataclass(frozen=True)
class Site:
    """A 電號 at which a group's visit may have been held."""

    id: UUID
    name: str
    account: str


@dataclass(frozen=True)
class RecordSheet:
    """What the form begins with. row: the visit, None for one that stands nowhere yet; leader_id, member_ids: its team, or who
    looks after the subject. fresh: topics that were not told last time, the others follow. due_on: proposed for what is
    raised today. draft: a record begun and not kept, None if there is none. contacts: the customer's people by
    name. questions: about the service."""

    row: VisitRow | None
    leader_id: UUID | None
    member_ids: Sequence[UUID]
    today: dt.date
    due_on: dt.date
    people: Sequence[Person]
    fresh: Sequence[TalkingPoint]
    told: Sequence[TalkingPoint]
    issues: Sequence[FollowUpRow]
    sites: Sequence[Site]
    draft: Mapping[str, Any] | None
    contacts: Sequence[str] = ()
    questions: Sequence[ServiceQuestion] = ()


@dataclass(frozen=True)
class RecordSheetFor:
    """The sheet of a visit; raises `Unknown` when there is no such visit. form: which form's draft is wanted."""

    visit_id: UUID
    form: str = RECORD_FORM

    def answer(self, work: Work) -> RecordSheet:
        visit = work.shelf(VISITS).get(self.visit_id)
        row = rows_of(work, [visit])[0]
        return sheet_of(work, visit, row, draft_of(work, self.form, self.visit_id))


def sheet_of(
    work: Work, visit: Visit, row: VisitRow | None, draft: Mapping[str, Any] | None, leader_known: bool = True
) -> RecordSheet:
    """The sheet of a visit, also of one that stands nowhere yet (row: None)."""
    last = last_held(work, visit)
    told = set(last.topics) if last else set[str]()
    current = [point for point in work.known.topics if point.is_current(work.today) or point.id in visit.topics]
    days = {visit.day, visit.held_on or visit.day, work.today}
    everybody = People(everybody=True).answer(work)
    return RecordSheet(
        row=row,
        leader_id=visit.leader_id if leader_known else None,
        member_ids=visit.member_ids,
        today=work.today,
        due_on=usual_due(work, work.today),
        people=[one for one in everybody if one.id in visit.team_ids or any(one.serves(day) for day in days)],
        fresh=[point for point in current if point.id not in told],
        told=[point for point in current if point.id in told],
        issues=OpenIssues(visit.subject_id).answer(work),
        sites=sites_of(work, visit),
        draft=draft,
        contacts=contacts_of(work, visit.subject_id),
        questions=[one for one in work.known.questions if one.is_asked(visit.held_on or work.today)],
    )


def contacts_of(work: Work, subject_id: UUID) -> list[str]:
    """The names of a subject's contacts, those of all its sites, each once."""
    sites = {site.id for site in Subjects(work, [subject_id]).get(subject_id).sites} | {subject_id}
    return list(dict.fromkeys(one.name for one in work.shelf(CONTACTS).find(customer_id=sites) if one.name))


def sites_of(work: Work, visit: Visit) -> list[Site]:
    """The 電號 at which a group's visit may have been held; none for other subjects."""
    if visit.subject_kind is not SubjectKind.GROUP:
        return []
    return [Site(site.id, site.name, site.account) for site in Subjects(work, [visit.subject_id]).get(visit.subject_id).sites]


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
        over = asked.outcome in NOT_HELD
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
        return forecast_of(list(verdict_of(work, held).failures), held.override)


def forecast_of(failures: list[Failure], override: str) -> Forecast:
    """What is told of a record beforehand, by the clauses it fails and the reason that is stated."""
    left = remaining(failures, override)
    return Forecast(not left, tuple(each.message for each in left), bool(left) and all(each.overridable for each in left))


@dataclass(frozen=True)
class KeepDraft:
    """Keep what stands in the form so far, in the encrypted database; None throws it away. visit_id: of the visit, or, for one
    that stands nowhere yet, of its subject."""

    visit_id: UUID
    draft: Mapping[str, Any] | None
    form: str = RECORD_FORM

    def carry_out(self, work: Work) -> Outcome[None]:
        if self.draft is None:
            forget_draft(work, self.form, self.visit_id)
        else:
            keep_draft(work, self.form, self.visit_id, self.draft)
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


@dataclass(frozen=True)
class Preparation:
    """What somebody should know before a visit. last: the visit before, with its words and whom it met; None for a first one.
    issues: open cases. promised: those of the last visit that are not closed. opinion: cases at risk of public opinion. fresh:
    what to tell; inquiries: what to ask. undone: what of the checklist is not done."""

    row: VisitRow
    last: Visit | None
    issues: Sequence[FollowUpRow]
    fresh: Sequence[TalkingPoint]
    inquiries: Sequence[TalkingPoint]
    contacts: Sequence[str]
    undone: Sequence[Message]

    @property
    def promised(self) -> list[FollowUpRow]:
        return [row for row in self.issues if self.last is not None and row.follow_up.visit_id == self.last.id]

    @property
    def opinion(self) -> list[FollowUpRow]:
        return [row for row in self.issues if row.follow_up.public_opinion]


@dataclass(frozen=True)
class PreparationFor:
    """What to know and do before a visit; raises `Unknown` when there is no such visit."""

    visit_id: UUID

    def answer(self, work: Work) -> Preparation:
        visit = work.shelf(VISITS).get(self.visit_id)
        last, issues = last_held(work, visit), OpenIssues(visit.subject_id).answer(work)
        contacts = contacts_of(work, visit.subject_id)
        told = set(last.topics) if last else set[str]()
        current = [point for point in work.known.topics if point.is_current(visit.day)]
        checks = (
            (visit.state is VisitState.BOOKED, said("Agree the day with the customer.")),
            (bool(visit.time), said("Agree the time of day.")),
            (bool(contacts), said("Find out whom to meet: no contact is kept.")),
            (not any(row.overdue for row in issues), said("Answer the overdue cases before the visit.")),
            (
                len(visit.team_ids) > 1 or visit.subject_kind is not SubjectKind.GROUP,
                said("Bring a business and a technical member."),
            ),
        )
        return Preparation(
            row=rows_of(work, [visit])[0],
            last=last,
            issues=issues,
            fresh=[one for one in current if one.id not in told and one.kind is not TopicKind.INQUIRY],
            inquiries=[one for one in current if one.kind is TopicKind.INQUIRY or (last and one.is_declined_in(last.notes))],
            contacts=contacts,
            undone=[sentence for done, sentence in checks if not done],
        )
