"""What a customer raised at a visit, followed until it is closed (plan 伍一(二)2, (四)1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.records import Record


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
