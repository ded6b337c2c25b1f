"""The register of what customers raised: who sees to it, by when, what was done; nothing leaves it unclosed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.follow_ups import follow_ups as rules
from visitplanner.domain.follow_ups.follow_ups import (
    FOLLOW_UP_ENTRIES,
    FOLLOW_UPS,
    AskedDocument,
    CaseChange,
    FollowUp,
    FollowUpEntry,
    FollowUpState,
    Window,
)
from visitplanner.domain.follow_ups.requests import REQUEST_KINDS, asked, documents_of
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.degrees import degrees, in_turn
from visitplanner.services.follow_ups.earlier import earlier_like


@dataclass(frozen=True, slots=True)
class Marks:
    """What a case bears besides its text: 受理號碼, 陳情 with its controller, 輿情, the kind of request."""

    receipt: str = ""
    petition: bool = False
    controller_id: UUID | None = None
    public_opinion: bool = False
    request_id: UUID | None = None


NO_MARKS = Marks()


@dataclass(frozen=True)
class Raised:
    """Something a customer raised, as it is written down: `due_on` None means the office's usual time, for a petition (陳情) the
    time the office gave petitions. marks: what else is known of it."""

    text: str
    window: Window
    owner_id: UUID | None = None
    due_on: dt.date | None = None
    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class FollowUpRow:
    """A line of the register. age: working days the office has had it, those the customer owed the answer left out. left:
    working days to the due day, negative when it is past. waits: working days for which the customer owes the answer now,
    None while the office does. controller: who watches over a petition. request: its kind. rounds: how often the customer was
    asked for something (來回補件). again: how many earlier cases of the customer within a year are about the same."""

    follow_up: FollowUp
    account: str
    subject: str
    owner: str
    age_working_days: int
    left_working_days: int
    overdue: bool
    log: tuple[FollowUpEntry, ...]
    waits_working_days: int | None = None
    controller: str = ""
    request: str = ""
    rounds: int = 0
    again: int = 0


def doubt_twice(work: Work, subject_id: UUID, raised: Raised) -> None:
    """Raises `Doubted` when an open case of a subject says the same."""
    for case in work.shelf(FOLLOW_UPS).find(subject_id=subject_id, state=rules.OPEN_STATES):
        if rules.same_case(case.text, raised.text):
            raise Doubted(
                said("An open case says the same: {text}, raised on {day}.", text=case.text, day=case.raised_on),
                mend=said("Write what is new into that case."),
                field="text",
            )


def gone_before(work: Work, case: FollowUp) -> dict[str, Any]:
    """Who owns a case and leaves before it is due, and the last day; nothing when the owner is still there then."""
    owner = work.shelf(PEOPLE).get(case.owner_id) if case.owner_id and rules.is_open(case) else None
    if owner is None or owner.serves(case.due_on):
        return {}
    return {"person": owner.name, "last": owner.leaves_on}


def asked_of(work: Work, request_id: UUID | None, before: Sequence[AskedDocument]) -> tuple[AskedDocument, ...]:
    """What a kind of request asks of the customer, told at once; what came already stays."""
    names = documents_of(work.shelf(REQUEST_KINDS).get(request_id)) if request_id is not None else ()
    return asked(names, before)


def check_owner(work: Work, ident: UUID, field: str = "owner") -> None:
    """Raises `Unknown` for somebody who is not in the staff list, `Refused` for one whose service is over."""
    person = work.shelf(PEOPLE).get(ident)
    if not person.serves(work.today):
        raise Refused(
            said("The last day of service of {person} was {last}.", person=person.name, last=person.leaves_on),
            mend=said("Give the case to somebody who is there."),
            field=field,
        )


def keep_raised(
    work: Work, subject_id: UUID, visit_id: UUID | None, raised: Raised, on: dt.date, seminar_id: UUID | None = None
) -> FollowUp:
    """Keep a new follow-up with the first line of its log."""
    marks = raised.marks
    if raised.owner_id is not None:
        check_owner(work, raised.owner_id)
    if marks.controller_id is not None:
        check_owner(work, marks.controller_id, "controller")
    follow_up = rules.checked(
        FollowUp(
            subject_id=subject_id,
            visit_id=visit_id,
            text=raised.text.strip(),
            window=raised.window,
            owner_id=raised.owner_id,
            raised_on=on,
            seminar_id=seminar_id,
            due_on=raised.due_on or usual_due(work, on, marks.petition),
            receipt=marks.receipt.strip(),
            petition=marks.petition,
            controller_id=marks.controller_id,
            public_opinion=marks.public_opinion,
            request_id=marks.request_id,
            documents=asked_of(work, marks.request_id, ()),
        )
    )
    kept = work.shelf(FOLLOW_UPS).add(follow_up)
    work.shelf(FOLLOW_UP_ENTRIES).add(FollowUpEntry(follow_up_id=kept.id, at=work.now, state=kept.state, number=1))
    return kept


def keep_all_raised(
    work: Work, subject_id: UUID, visit_id: UUID | None, raised: Sequence[Raised], on: dt.date
) -> tuple[FollowUp, ...]:
    """Keep what one visit raised; raises `Refused` where it names one case twice."""
    for place, one in enumerate(raised):
        if any(rules.same_case(one.text, other.text) for other in raised[:place]):
            raise Refused(
                said("The same case stands twice: {text}.", text=one.text.strip()),
                mend=said("Leave one of them out."),
                field="issues",
            )
    return tuple(keep_raised(work, subject_id, visit_id, one, on) for one in raised)


def reply_within(work: Work) -> int:
    """Working days the office gives itself for an answer (setting `reply_within`)."""
    return int(work.setting("reply_within", rules.REPLY_WITHIN_WORKING_DAYS))


def petition_within(work: Work) -> int | None:
    """Working days the office gives itself for a petition (setting `petition_within`); None while nobody entered them: the
    plan names the rule (用戶陳情處理要點) and not its days."""
    kept = work.setting("petition_within")
    return None if kept is None else int(kept)


def usual_due(work: Work, raised_on: dt.date, petition: bool = False) -> dt.date:
    """The due day proposed for something raised on a day: so many working days later; a petition has a clock of its own."""
    days = petition_within(work) if petition else None
    return calendars_of(work).add(raised_on, reply_within(work) if days is None else days)


@dataclass(frozen=True)
class ProposedDue:
    """The due day a case gets when it moves to a state, unless another is given."""

    follow_up_id: UUID
    state: FollowUpState

    def answer(self, work: Work) -> dt.date:
        kept = work.shelf(FOLLOW_UPS).get(self.follow_up_id)
        return rules.proposed_due(kept, self.state, work.today, calendars_of(work), reply_within(work))


@dataclass(frozen=True)
class UsualDue:
    """The due day the office proposes for something raised on a day."""

    raised_on: dt.date
    petition: bool = False

    def answer(self, work: Work) -> dt.date:
        return usual_due(work, self.raised_on, self.petition)


@dataclass(frozen=True)
class RaiseFollowUp:
    """Keep something a customer raised outside a visit's record (by telephone, at a seminar, at the table).

    visit_id, seminar_id: the visit at which it was agreed or the seminar at which it was said, if there was one. Raises
    `Doubted` when an open case of the same subject says the same, unless `anyway`.
    """

    subject_id: UUID
    raised: Raised
    anyway: bool = False
    visit_id: UUID | None = None
    seminar_id: UUID | None = None

    def carry_out(self, work: Work) -> Outcome[FollowUp]:
        Subjects(work, ()).get(self.subject_id)
        if not self.anyway:
            doubt_twice(work, self.subject_id, self.raised)
        kept = keep_raised(work, self.subject_id, self.visit_id, self.raised, work.today, self.seminar_id)
        gone = gone_before(work, kept)
        told = {"due": kept.due_on, **gone}
        late = said("Case recorded; it is due on {due}, after the last day of service of {person} ({last}).", **told)
        return Outcome(kept, late if gone else said("Case recorded; due on {due}.", due=kept.due_on))


def told_of(case: FollowUp) -> dict[str, Any]:
    """What a case says of its answer and its end."""
    names = ("reply", "replied_on", "result", "confirmed_on", "confirmed_by")
    return {name: getattr(case, name) for name in names}


def changes_between(work: Work, before: FollowUp, after: FollowUp) -> tuple[CaseChange, ...]:
    """What a change did to a case, people by their names."""
    return rules.changes_of(before, after, lambda ident: work.shelf(PEOPLE).get(ident).name)


def write_line(work: Work, case: FollowUp, changes: tuple[CaseChange, ...], note: str = "") -> None:
    """Write the next line into the log of a case."""
    number = 1 + work.shelf(FOLLOW_UP_ENTRIES).count(follow_up_id=case.id)
    line = FollowUpEntry(follow_up_id=case.id, at=work.now, state=case.state, note=note, changes=changes, number=number)
    work.shelf(FOLLOW_UP_ENTRIES).add(line)


@dataclass(frozen=True)
class UpdateFollowUp:
    """Write a line in the log, move the case to a state, hand it to another owner or window, or set another due day.

    A case the customer has answered, or that is taken up again, gets the due day `proposed_due` proposes unless another is
    given. The note of the step that answers is the reply, of the one that closes the result, unless `result` says it.
    confirmed_by, confirmed_on: who on the customer's side said that it is settled, and when (None: today). Raises `Refused` when
    nothing is said and nothing changed, and for a case that would close without a result or an owner.
    """

    follow_up_id: UUID
    note: str = ""
    state: FollowUpState | None = None
    owner_id: UUID | None = None
    window: Window | None = None
    due_on: dt.date | None = None
    version: int | None = None
    result: str = ""
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None

    def carry_out(self, work: Work) -> Outcome[FollowUp]:
        kept = work.shelf(FOLLOW_UPS).get(self.follow_up_id)
        if self.owner_id is not None and self.owner_id != kept.owner_id:
            check_owner(work, self.owner_id)
        state, calendars = self.state or kept.state, calendars_of(work)
        answered = rules.answered(replace(kept, result=self.result or kept.result), state, self.note, work.today)
        changed = self._confirmed(replace(rules.moved(kept, state, self.note, work.today, calendars), **told_of(answered)), work)
        due_on = self.due_on or rules.proposed_due(kept, state, work.today, calendars, reply_within(work))
        changed = rules.checked(
            replace(
                changed,
                version=kept.version if self.version is None else self.version,
                owner_id=self.owner_id or kept.owner_id,
                window=self.window or kept.window,
                due_on=due_on,
            )
        )
        changes = changes_between(work, kept, changed)
        if not changes and not self.note.strip() and changed == kept:
            raise Refused(
                said("Nothing was said and nothing changed."),
                mend=said("Write what was done, or change state, window, person or due day."),
                field="note",
            )
        stored = work.shelf(FOLLOW_UPS).change(changed)
        if state is FollowUpState.CLOSED:
            rules.check_closing(stored)
        write_line(work, stored, changes, self.note.strip())
        return Outcome(stored, self._told(kept, stored, gone_before(work, stored)))

    def _confirmed(self, case: FollowUp, work: Work) -> FollowUp:
        """The case with the customer's confirmation, which an answer needs before it."""
        by = self.confirmed_by.strip()
        if not by and self.confirmed_on is None:
            return case
        if not by:
            raise Refused(
                said("Who confirmed it is missing."), mend=said("Name the person of the customer."), field="confirmed_by"
            )
        if case.state not in (FollowUpState.REPLIED, FollowUpState.CLOSED):
            raise Refused(
                said("The customer confirms an answer, and the case has none."),
                mend=said("Mark it as answered first."),
                field="confirmed_by",
            )
        day = self.confirmed_on or work.today
        if day > work.today:
            raise Refused(said("That day has not come yet."), mend=said("Choose an earlier day."), field="confirmed_on")
        return replace(case, confirmed_by=by, confirmed_on=day)

    def _told(self, before: FollowUp, after: FollowUp, gone: dict[str, Any]) -> Message:
        if gone and (before.owner_id, before.due_on) != (after.owner_id, after.due_on):
            told = {"due": after.due_on, **gone}
            return said("Case updated; it is due on {due}, after the last day of service of {person} ({last}).", **told)
        if after.due_on != before.due_on and self.due_on is None:
            return said("Case updated; it is due on {due} now instead of {before}.", due=after.due_on, before=before.due_on)
        return said("Case updated.")


@dataclass(frozen=True)
class FollowUpList:
    """The register, overdue first, then open, then closed ones. subject_ids: only these subjects'.

    only_overdue, only_open: fewer lines. limit, offset: a part of them.
    """

    only_overdue: bool = False
    only_open: bool = False
    subject_ids: frozenset[UUID] | None = None
    limit: int | None = None
    offset: int = 0

    def answer(self, work: Work) -> list[FollowUpRow]:
        return rows_of(work, self._chosen(work))

    def _chosen(self, work: Work) -> list[FollowUp]:
        """The part that is wanted, taken from one degree of urgency after the other; a customer's own cases are few."""
        if self.subject_ids is not None:
            return self._own(work)
        wanted = degrees(work.today)
        wanted = wanted[:1] if self.only_overdue else wanted[:2] if self.only_open else wanted
        return in_turn(work, wanted, ("due_on", "raised_on"), self.limit, self.offset)

    def _own(self, work: Work) -> list[FollowUp]:
        every = work.shelf(FOLLOW_UPS).find(subject_id=self.subject_ids)
        wanted = [
            case
            for case in every
            if (rules.is_open(case) or not self.only_open) and (rules.is_overdue(case, work.today) or not self.only_overdue)
        ]
        return sorted(wanted, key=lambda case: rules.urgency(case, work.today))[self.offset :][: self.limit]


def rows_of(work: Work, cases: Sequence[FollowUp]) -> list[FollowUpRow]:
    """Cases with names, ages and their logs, in their order."""
    calendars, subjects = calendars_of(work), Subjects(work, {case.subject_id for case in cases})
    people = {person.id: person.name for person in work.shelf(PEOPLE).find()}
    earlier = earlier_like(work, cases)
    requests = {kind.id: kind.name for kind in work.shelf(REQUEST_KINDS).find()}
    logs: dict[UUID, list[FollowUpEntry]] = {}
    entries = work.shelf(FOLLOW_UP_ENTRIES).find(follow_up_id=[case.id for case in cases])
    for entry in sorted(entries, key=lambda entry: (entry.number, entry.at)):
        logs.setdefault(entry.follow_up_id, []).append(entry)
    return [
        FollowUpRow(
            follow_up=case,
            account=account_of(subjects, case.subject_id),
            subject=subjects.name(case.subject_id),
            owner=people.get(case.owner_id, "") if case.owner_id else "",
            age_working_days=rules.age(case, work.today, calendars),
            left_working_days=calendars.between(work.today, case.due_on),
            overdue=rules.is_overdue(case, work.today),
            log=tuple(logs.get(case.id, ())),
            waits_working_days=rules.waited(case, work.today, calendars) if case.waiting_since else None,
            controller=people.get(case.controller_id, "") if case.controller_id else "",
            request=requests.get(case.request_id, "") if case.request_id else "",
            rounds=rules.rounds(logs.get(case.id, ())),
            again=len(earlier[case.id]),
        )
        for case in cases
    ]


def account_of(subjects: Subjects, ident: UUID) -> str:
    """The 電號 a case is listed under; that of the largest site for a group or park."""
    subject = subjects.find(ident)
    return subject.account if subject else ""
