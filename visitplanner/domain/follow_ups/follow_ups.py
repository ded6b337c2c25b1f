"""What a customer raised at a visit, followed until it is closed (plan 伍一(二)2, (四)1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.calendar.working_days import Calendars
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.texts import name_key


class Window(StrEnum):
    """Which department answers: 業務, 電費, 電務 or 設計."""

    BUSINESS = "business"
    BILLING = "billing"
    TECHNICAL = "technical"
    DESIGN = "design"


class FollowUpState(StrEnum):
    """新案 → 處理中 → 待用戶 → 回復 → 結案."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    REPLIED = "replied"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AskedDocument:
    """A document the customer was told to bring, by its name. received_on: None while it is missing."""

    name: str
    received_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Record):
    """One thing a customer raised. `subject_id` is the customer, group or park; `owner_id` who sees to it.
    visit_id, seminar_id: where it was raised, None for both at any other time.

    waiting_since: the day from which the customer owes the answer (待用戶), None while the office does. paused: working days
    on which the clock stood still before that: the customer owed the answer, or the case was closed. receipt: 受理號碼.
    petition, controller_id: 陳情 and who watches over it (plan 伍一(四)3). public_opinion: 輿情風險 (伍一(四)4). request_id,
    documents: its kind, and what the customer was told at once to bring (伍一(四)2). reply, replied_on: what the customer was
    last told, and when. confirmed_by, confirmed_on: who on the customer's side said that it is settled. result: what came of
    it, once it is closed.
    """

    subject_id: UUID
    visit_id: UUID | None
    text: str
    window: Window
    owner_id: UUID | None
    raised_on: dt.date
    due_on: dt.date
    state: FollowUpState = FollowUpState.NEW
    closed_on: dt.date | None = None
    waiting_since: dt.date | None = None
    paused: int = 0
    seminar_id: UUID | None = None
    receipt: str = ""
    petition: bool = False
    controller_id: UUID | None = None
    public_opinion: bool = False
    request_id: UUID | None = None
    documents: tuple[AskedDocument, ...] = ()
    replied_on: dt.date | None = None
    reply: str = ""
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""
    result: str = ""


class CaseField(StrEnum):
    """What a line of the log may say was changed."""

    STATE = "state"
    WINDOW = "window"
    OWNER = "owner"
    DUE = "due"
    RECEIPT = "receipt"
    PETITION = "petition"
    CONTROLLER = "controller"
    PUBLIC_OPINION = "public_opinion"
    CONFIRMED = "confirmed"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What was changed, from what to what: the value of an enumeration, an ISO day, a person's name, empty for nobody; of a mark
    that was set or taken away, its value or nothing."""

    what: CaseField
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpEntry(Record):
    """A line of a follow-up's log. at: a UTC instant. number: the how manieth line it is, whatever the clock said; 0 of lines
    kept before they were counted, which come first."""

    follow_up_id: UUID
    at: dt.datetime
    state: FollowUpState
    note: str = ""
    by: str = ""
    changes: tuple[CaseChange, ...] = ()
    number: int = 0


STATE_NAMES: Mapping[FollowUpState, Message] = {
    FollowUpState.NEW: said("new case"),
    FollowUpState.IN_PROGRESS: said("in progress"),
    FollowUpState.WAITING_FOR_CUSTOMER: said("waiting for the customer"),
    FollowUpState.REPLIED: said("answered"),
    FollowUpState.CLOSED: said("closed"),
}
WINDOW_NAMES: Mapping[Window, Message] = {
    Window.BUSINESS: said("business"),
    Window.BILLING: said("billing"),
    Window.TECHNICAL: said("technical"),
    Window.DESIGN: said("design"),
}
ORDER = tuple(FollowUpState)
"""The way of a follow-up, first to last."""
ALLOWED: Mapping[FollowUpState, frozenset[FollowUpState]] = {
    FollowUpState.NEW: frozenset(ORDER[1:]),
    FollowUpState.IN_PROGRESS: frozenset(ORDER[2:]),
    FollowUpState.WAITING_FOR_CUSTOMER: frozenset({ORDER[1], ORDER[3], ORDER[4]}),
    FollowUpState.REPLIED: frozenset({ORDER[1], ORDER[2], ORDER[4]}),
    FollowUpState.CLOSED: frozenset({FollowUpState.IN_PROGRESS}),
}
OPEN_STATES = tuple(state for state in ORDER if state is not FollowUpState.CLOSED)
UNANSWERED = (FollowUpState.NEW, FollowUpState.IN_PROGRESS)
"""The office owes the answer: an answered case waits for closing, 待用戶 for the customer."""
"""A case in one of these is overdue after its day; an answered one waits for closing and is not."""
REPLY_WITHIN_WORKING_DAYS = 7
"""The due date proposed for a new follow-up; a setting of the office overrides it."""


def checked(follow_up: FollowUp) -> FollowUp:
    """The follow-up if it may be kept; raises `Refused` naming the field."""
    if not follow_up.text.strip():
        raise Refused(said("What the customer raised is empty."), mend=said("Write it in one sentence."), field="text")
    if follow_up.due_on < follow_up.raised_on:
        raise Refused(
            said(
                "The due date {due} lies before the day it was raised, {raised}.",
                due=follow_up.due_on,
                raised=follow_up.raised_on,
            ),
            mend=said("Choose a later day."),
            field="due",
        )
    if follow_up.confirmed_on is not None and follow_up.confirmed_on < follow_up.raised_on:
        raise Refused(
            said("It was confirmed before it was raised."),
            mend=said("Give the day the customer confirmed it."),
            field="confirmed_on",
        )
    return follow_up


def answered(follow_up: FollowUp, state: FollowUpState, note: str, today: dt.date) -> FollowUp:
    """What a step to a state adds to the case: the words of an answer and its day, the result of a closed one.

    The note of the step that answers is the reply; the result is what was given, else the note, else the reply. A case that is
    taken up again has no result and no confirmation.
    """
    note = note.strip()
    if state is FollowUpState.REPLIED and follow_up.state is not state:
        return replace(follow_up, reply=note or follow_up.reply, replied_on=today)
    if state is FollowUpState.CLOSED and follow_up.state is not state:
        told = follow_up.state is FollowUpState.REPLIED or not note
        return replace(
            follow_up,
            result=follow_up.result.strip() or note or follow_up.reply,
            reply=follow_up.reply if told else note,
            replied_on=follow_up.replied_on if told else today,
        )
    if follow_up.state is FollowUpState.CLOSED and state is not FollowUpState.CLOSED:
        return replace(follow_up, result="", confirmed_on=None, confirmed_by="")
    return follow_up


def check_closing(follow_up: FollowUp) -> None:
    """Raises `Refused` for a case that would close without a result, without an owner, or a petition without its controller."""
    if not follow_up.result:
        raise Refused(
            said("What came of the case is missing."), mend=said("Write the result in the note, in one sentence."), field="note"
        )
    if follow_up.owner_id is None:
        raise Refused(said("Nobody answers for the case."), mend=said("Choose who saw to it."), field="owner")
    if follow_up.petition and follow_up.controller_id is None:
        raise Refused(
            said("A petition is watched over by somebody."), mend=said("Choose its controller first."), field="controller"
        )


def rounds(log: Iterable[FollowUpEntry]) -> int:
    """How often the customer was asked for something: the steps of a log to 待用戶 (plan 伍一(四)2: 避免來回補件)."""
    waiting = FollowUpState.WAITING_FOR_CUSTOMER.value
    return sum(1 for line in log for one in line.changes if one.what is CaseField.STATE and one.after == waiting)


def missing_documents(follow_up: FollowUp) -> tuple[str, ...]:
    """The names of the documents the customer was told to bring and has not."""
    return tuple(one.name for one in follow_up.documents if one.received_on is None)


def moved(follow_up: FollowUp, state: FollowUpState, note: str, today: dt.date, calendars: Calendars) -> FollowUp:
    """The follow-up in its next state; raises `Refused` for a step that skips telling the customer without a word.

    Closing what was never answered needs a note that says how the customer was told; an earlier state is
    reached only by taking the matter up again (處理中). The clock stands still while the customer owes the answer and while
    the case is closed: leaving either state adds the working days gone by to `paused`.
    """
    if state == follow_up.state:
        return follow_up
    if state not in ALLOWED[follow_up.state]:
        raise Refused(
            said("This step is not possible from where the case stands."), mend=said("Take it up again first."), field="state"
        )
    if state is FollowUpState.CLOSED and follow_up.state is not FollowUpState.REPLIED and not note.strip():
        raise Refused(
            said("The case was not marked as answered."),
            mend=said("Say in the note how the customer was told, or mark it as answered first."),
            field="note",
        )
    return replace(
        follow_up,
        state=state,
        closed_on=today if state is FollowUpState.CLOSED else None,
        waiting_since=today if state is FollowUpState.WAITING_FOR_CUSTOMER else None,
        paused=follow_up.paused + waited(follow_up, today, calendars),
    )


def waited(follow_up: FollowUp, today: dt.date, calendars: Calendars) -> int:
    """Working days for which the clock has stood still by now, in the state the case is in; 0 while it runs."""
    since = follow_up.waiting_since or follow_up.closed_on
    return max(0, calendars.between(since, today)) if since else 0


def age(follow_up: FollowUp, today: dt.date, calendars: Calendars) -> int:
    """Working days the office has had the case: since it was raised, less those on which the clock stood still."""
    whole = calendars.between(follow_up.raised_on, today)
    return max(0, whole - follow_up.paused - waited(follow_up, today, calendars))


def proposed_due(follow_up: FollowUp, state: FollowUpState, today: dt.date, calendars: Calendars, reply_within: int) -> dt.date:
    """The due day when a case moves to a state: later by the days waited when the customer answered, and at least the office's
    usual time from now when a case that was answered or closed is taken up again; else the day it has.

    reply_within: working days the office gives itself.
    """
    if follow_up.state is FollowUpState.WAITING_FOR_CUSTOMER and state in (FollowUpState.IN_PROGRESS, FollowUpState.REPLIED):
        days = waited(follow_up, today, calendars)
        return calendars.add(follow_up.due_on, days) if days else follow_up.due_on
    if follow_up.state in (FollowUpState.REPLIED, FollowUpState.CLOSED) and state is FollowUpState.IN_PROGRESS:
        return max(follow_up.due_on, calendars.add(today, reply_within))
    return follow_up.due_on


def changes_of(before: FollowUp, after: FollowUp, owner: Callable[[UUID], str]) -> tuple[CaseChange, ...]:
    """What an update changed, for the line of its log. owner: the name of a person."""

    def name(ident: UUID | None) -> str:
        return owner(ident) if ident else ""

    pairs = (
        (CaseField.STATE, before.state.value, after.state.value),
        (CaseField.WINDOW, before.window.value, after.window.value),
        (CaseField.OWNER, name(before.owner_id), name(after.owner_id)),
        (CaseField.DUE, before.due_on.isoformat(), after.due_on.isoformat()),
        (CaseField.RECEIPT, before.receipt, after.receipt),
        (CaseField.PETITION, _mark(before.petition), _mark(after.petition)),
        (CaseField.CONTROLLER, name(before.controller_id), name(after.controller_id)),
        (CaseField.PUBLIC_OPINION, _mark(before.public_opinion), _mark(after.public_opinion)),
        (CaseField.CONFIRMED, _confirmed(before), _confirmed(after)),
    )
    changed = tuple(CaseChange(what, was, now) for what, was, now in pairs if was != now)
    here, were = (tuple(one.name for one in case.documents if one.received_on) for case in (after, before))
    came = tuple(CaseChange(CaseField.DOCUMENT, "", name) for name in here if name not in were)
    return (*changed, *came, *(CaseChange(CaseField.DOCUMENT, name, "") for name in were if name not in here))


def in_words(change: CaseChange) -> Message:
    """A change as a line of the log: what, from what, to what."""
    if change.what is CaseField.STATE:
        return said("State: {before} → {after}.", **_both(change, lambda text: STATE_NAMES[FollowUpState(text)]))
    if change.what is CaseField.WINDOW:
        return said("Window: {before} → {after}.", **_both(change, lambda text: WINDOW_NAMES[Window(text)]))
    if change.what is CaseField.DUE:
        return said("Due day: {before} → {after}.", **_both(change, dt.date.fromisoformat))
    if change.what in MARKS:
        return MARKS[change.what][bool(change.after)]
    if change.what is CaseField.RECEIPT:
        return said("Receipt number: {before} → {after}.", **_both(change, lambda text: text or said("none")))
    if change.what is CaseField.CONFIRMED:
        day, _, by = change.after.partition(" ")
        if not day:
            return said("The customer's confirmation is taken back.")
        return said("Confirmed on {day} by {name}.", day=dt.date.fromisoformat(day), name=by)
    if change.what is CaseField.DOCUMENT:
        return said("Received: {name}.", name=change.after) if change.after else said("Not received: {name}.", name=change.before)
    if change.what is CaseField.CONTROLLER:
        return said("Controller: {before} → {after}.", **_both(change, lambda text: text or said("nobody")))
    return said("In charge: {before} → {after}.", **_both(change, lambda text: text or said("nobody")))


MARKS: Mapping[CaseField, tuple[Message, Message]] = {
    CaseField.PETITION: (said("No petition any more."), said("Marked as a petition.")),
    CaseField.PUBLIC_OPINION: (said("No risk to public opinion any more."), said("Marked as a risk to public opinion.")),
}
"""What is said of a mark that was taken away, and of one that was set."""


def _mark(set_: bool) -> str:
    return "yes" if set_ else ""


def _confirmed(follow_up: FollowUp) -> str:
    return f"{follow_up.confirmed_on} {follow_up.confirmed_by}" if follow_up.confirmed_on else ""


def _both(change: CaseChange, read: Callable[[str], object]) -> dict[str, object]:
    return {"before": read(change.before), "after": read(change.after)}


def same_case(text: str, other: str) -> bool:
    """Whether two texts say the same, blanks, width and case left aside."""
    return name_key(text) == name_key(other)


def is_open(follow_up: FollowUp) -> bool:
    return follow_up.state in OPEN_STATES


def waits_for_office(follow_up: FollowUp) -> bool:
    """Whether the office owes the answer."""
    return follow_up.state in UNANSWERED


def is_overdue(follow_up: FollowUp, today: dt.date) -> bool:
    """Past its day while the office owes the answer."""
    return waits_for_office(follow_up) and follow_up.due_on < today


def urgency(follow_up: FollowUp, today: dt.date) -> tuple[bool, bool, dt.date, dt.date]:
    """Sort key of the register: overdue first, then open by due day, then closed."""
    return (not is_overdue(follow_up, today), not is_open(follow_up), follow_up.due_on, follow_up.raised_on)


FOLLOW_UPS = Kind(
    name="follow_ups",
    record=FollowUp,
    noun=said("an issue"),
    label=lambda issue: said("the issue “{text}”", text=issue.text[:40]),
    order=("due_on", "raised_on"),
)
FOLLOW_UP_ENTRIES = Kind(
    name="follow_up_entries",
    record=FollowUpEntry,
    noun=said("an entry of an issue's log"),
    label=lambda entry: said("the entry of {at} in an issue's log", at=entry.at),
    order=("follow_up_id", "number", "at"),
    topic="follow_ups",
)
