"""A visit from suggestion to record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from visitplanner.domain.records import Record


class SubjectKind(StrEnum):
    """Who is visited: a group, a customer at or above the threshold, a park, or somebody visited for a reason of its own."""

    GROUP = "group"
    LARGE = "large"
    PARK = "park"
    OTHER = "other"


class Slot(StrEnum):
    AM = "am"
    PM = "pm"


class VisitState(StrEnum):
    """How firm a visit is: 建議 → 暫定 → 已約 → 完成, or 取消."""

    SUGGESTED = "suggested"
    TENTATIVE = "tentative"
    BOOKED = "booked"
    DONE = "done"
    CANCELLED = "cancelled"


class VisitOutcome(StrEnum):
    """What became of it; each has a stated effect on the count (`domain.programme`)."""

    DONE = "done"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    PHONE = "phone"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One visit to one subject.

    subject_id: a group, customer or park. ordinal: 1 or 2 of the year's. reasons: why this day, as (template, values)
    the front end translates. override: why it counts though a clause fails; printed wherever the visit is.
    """

    subject_kind: SubjectKind
    subject_id: UUID
    year: int
    ordinal: int
    day: dt.date
    slot: Slot
    leader_id: UUID
    member_ids: tuple[UUID, ...] = ()
    state: VisitState = VisitState.SUGGESTED
    reasons: tuple[dict[str, Any], ...] = ()
    held_on: dt.date | None = None
    outcome: VisitOutcome | None = None
    site_id: UUID | None = None
    topics: tuple[str, ...] = ()
    satisfaction: int | None = None
    notes: str = ""
    override: str = ""
    intelligence: dict[str, Any] = field(default_factory=dict[str, Any])
