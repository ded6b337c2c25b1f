"""The table of what was typed into forms and not kept yet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from visitplanner.store.tables.row import RecordRow, strict
from visitplanner.store.types import Identity, Words, structured


class FormDraftRow(RecordRow, table=True):
    """`about_id` has no foreign key: a draft neither keeps a record from being removed nor goes with it."""

    __tablename__ = "form_drafts"
    __table_args__ = strict(UniqueConstraint("form", "about_id"))

    form: str = Field(sa_type=Words)
    about_id: UUID = Field(sa_type=Identity)
    content: dict[str, Any] = Field(sa_type=structured(dict[str, Any]))
