"""Tables of what customers raised and of its log."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from visitplanner.domain.follow_ups.follow_ups import AskedDocument, CaseChange, FollowUpState, Window
from visitplanner.store.tables.row import RecordRow, strict
from visitplanner.store.types import Day, Flag, Identity, Instant, Whole, Words, choice, structured


class FollowUpRow(RecordRow, table=True):
    __tablename__ = "follow_ups"
    __table_args__ = strict(Index(None, "state", "due_on", "raised_on"))

    subject_id: UUID = Field(foreign_key="subjects.id", index=True, sa_type=Identity)
    visit_id: UUID | None = Field(foreign_key="visits.id", index=True, sa_type=Identity)
    seminar_id: UUID | None = Field(foreign_key="seminars.id", index=True, sa_type=Identity)
    text: str = Field(sa_type=Words)
    window: Window = Field(sa_type=choice(Window))
    owner_id: UUID | None = Field(foreign_key="people.id", index=True, sa_type=Identity)
    raised_on: dt.date = Field(sa_type=Day)
    due_on: dt.date = Field(sa_type=Day)
    state: FollowUpState = Field(sa_type=choice(FollowUpState))
    closed_on: dt.date | None = Field(sa_type=Day)
    waiting_since: dt.date | None = Field(sa_type=Day)
    paused: int = Field(sa_type=Whole)
    receipt: str = Field(sa_type=Words)
    petition: bool = Field(sa_type=Flag)
    controller_id: UUID | None = Field(foreign_key="people.id", index=True, sa_type=Identity)
    public_opinion: bool = Field(sa_type=Flag)
    request_id: UUID | None = Field(foreign_key="request_kinds.id", index=True, sa_type=Identity)
    documents: tuple[AskedDocument, ...] = Field(sa_type=structured(tuple[AskedDocument, ...]))
    replied_on: dt.date | None = Field(sa_type=Day)
    reply: str = Field(sa_type=Words)
    confirmed_on: dt.date | None = Field(sa_type=Day)
    confirmed_by: str = Field(sa_type=Words)
    result: str = Field(sa_type=Words)


class FollowUpEntryRow(RecordRow, table=True):
    __tablename__ = "follow_up_entries"
    __table_args__ = strict(Index(None, "follow_up_id", "at"))

    follow_up_id: UUID = Field(foreign_key="follow_ups.id", sa_type=Identity)
    at: dt.datetime = Field(sa_type=Instant)
    state: FollowUpState = Field(sa_type=choice(FollowUpState))
    note: str = Field(sa_type=Words)
    by: str = Field(sa_type=Words)
    changes: tuple[CaseChange, ...] = Field(sa_type=structured(tuple[CaseChange, ...]))
    number: int = Field(sa_type=Whole)


class RequestKindRow(RecordRow, table=True):
    __tablename__ = "request_kinds"

    name: str = Field(index=True, sa_type=Words)
    notes: str = Field(sa_type=Words)
    source: str = Field(sa_type=Words)


class CaseReviewRow(RecordRow, table=True):
    """`attendee_ids` has no foreign keys (it is a list); `store.references` watches over it."""

    __tablename__ = "case_reviews"

    held_on: dt.date = Field(index=True, sa_type=Day)
    first_on: dt.date = Field(sa_type=Day)
    last_on: dt.date = Field(sa_type=Day)
    attendee_ids: tuple[UUID, ...] = Field(sa_type=structured(tuple[UUID, ...]))
    note: str = Field(sa_type=Words)
    reason: str = Field(sa_type=Words)
    changed_on: dt.date | None = Field(sa_type=Day)
