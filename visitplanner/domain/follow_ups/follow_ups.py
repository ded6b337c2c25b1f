"""What a customer raised at a visit, followed until it is closed (plan 伍一(二)2, (四)1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Record):
    """One thing a customer raised. `subject_id` is the customer, group or park; `owner_id` who sees to it."""

    subject_id: UUID
    visit_id: UUID | None
    text: str
    window: Window
    owner_id: UUID | None
    raised_on: dt.date
    due_on: dt.date
    state: FollowUpState = FollowUpState.NEW
    closed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpEntry(Record):
    """A line of a follow-up's log. `at` is a UTC instant."""

    follow_up_id: UUID
    at: dt.datetime
    state: FollowUpState
    note: str = ""
    by: str = ""


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
UNANSWERED = tuple(state for state in OPEN_STATES if state is not FollowUpState.REPLIED)
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
    return follow_up


def moved(follow_up: FollowUp, state: FollowUpState, note: str, today: dt.date) -> FollowUp:
    """The follow-up in its next state; raises `Refused` for a step that skips telling the customer without a word.

    Closing what was never answered needs a note that says how the customer was told; an earlier state is
    reached only by taking the matter up again (處理中).
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
    return replace(follow_up, state=state, closed_on=today if state is FollowUpState.CLOSED else None)


def is_open(follow_up: FollowUp) -> bool:
    return follow_up.state in OPEN_STATES


def is_overdue(follow_up: FollowUp, today: dt.date) -> bool:
    """Open and past its day."""
    return follow_up.state in UNANSWERED and follow_up.due_on < today


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
    noun=said("an entry of an issue’s log"),
    label=lambda entry: said("the entry of {at} in an issue’s log", at=entry.at),
    order=("follow_up_id", "at"),
    topic="follow_ups",
)
