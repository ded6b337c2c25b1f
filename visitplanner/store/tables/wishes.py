"""The table of what customers, groups and parks wish about the days of their visits."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlmodel import Field

from visitplanner.domain.visits.visits import Slot
from visitplanner.store.tables.row import RecordRow
from visitplanner.store.types import Day, Identity, Words, choice, structured


class WishRow(RecordRow, table=True):
    __tablename__ = "wishes"

    subject_id: UUID = Field(foreign_key="subjects.id", unique=True, sa_type=Identity)
    closed_months: tuple[int, ...] = Field(sa_type=structured(tuple[int, ...]))
    preferred_weekdays: tuple[int, ...] = Field(sa_type=structured(tuple[int, ...]))
    not_before: dt.date | None = Field(sa_type=Day)
    not_after: dt.date | None = Field(sa_type=Day)
    slot: Slot | None = Field(sa_type=choice(Slot))
    hours: str = Field(sa_type=Words)
    notes: str = Field(sa_type=Words)
