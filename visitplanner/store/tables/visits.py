"""The table of visits."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from visitplanner.domain.core.messages import Message
from visitplanner.domain.visits.intelligence import Intelligence
from visitplanner.domain.visits.visits import Answer, Edition, Slot, SubjectKind, VisitOutcome, VisitState
from visitplanner.store.tables.row import RecordRow, strict
from visitplanner.store.types import Day, Flag, Identity, Whole, Words, choice, structured


class VisitRow(RecordRow, table=True):
    """`member_ids` has no foreign keys (it is a list); `store.references` watches over it."""

    __tablename__ = "visits"
    __table_args__ = strict(
        Index(None, "subject_id", "year"),
        Index(None, "subject_id", "state", "held_on"),
        Index(None, "state", "day"),
        Index(None, "day", "slot", "id"),
    )

    subject_kind: SubjectKind = Field(sa_type=choice(SubjectKind))
    subject_id: UUID = Field(foreign_key="subjects.id", sa_type=Identity)
    year: int = Field(index=True, sa_type=Whole)
    ordinal: int = Field(sa_type=Whole)
    day: dt.date = Field(sa_type=Day)
    slot: Slot = Field(sa_type=choice(Slot))
    leader_id: UUID = Field(foreign_key="people.id", index=True, sa_type=Identity)
    member_ids: tuple[UUID, ...] = Field(sa_type=structured(tuple[UUID, ...]))
    state: VisitState = Field(sa_type=choice(VisitState))
    reasons: tuple[Message, ...] = Field(sa_type=structured(tuple[Message, ...]))
    held_on: dt.date | None = Field(index=True, sa_type=Day)
    outcome: VisitOutcome | None = Field(sa_type=choice(VisitOutcome))
    site_id: UUID | None = Field(foreign_key="customers.id", index=True, sa_type=Identity)
    topics: tuple[str, ...] = Field(sa_type=structured(tuple[str, ...]))
    satisfaction: int | None = Field(sa_type=Whole)
    notes: str = Field(sa_type=Words)
    override: str = Field(sa_type=Words)
    intelligence: Intelligence = Field(sa_type=structured(Intelligence))
    pinned: bool = Field(sa_type=Flag)
    editions: tuple[Edition, ...] = Field(sa_type=structured(tuple[Edition, ...]))
    time: str = Field(sa_type=Words)
    met: tuple[str, ...] = Field(sa_type=structured(tuple[str, ...]))
    answers: tuple[Answer, ...] = Field(sa_type=structured(tuple[Answer, ...]))
