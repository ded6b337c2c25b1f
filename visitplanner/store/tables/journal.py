"""Tables of the journal: which command changed what, from what, to what."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlmodel import Field

from visitplanner.store.tables.row import Row
from visitplanner.store.types import Identity, Instant, Whole, Words, structured


class ChangeSetRow(Row, table=True):
    """One command's changes. `number` counts up in the order of the commits; `reverts` names the sets it took back;
    `link` closes the chain up to here (`store.chain`)."""

    __tablename__ = "change_sets"

    number: int = Field(primary_key=True, sa_type=Whole)
    id: UUID = Field(unique=True, sa_type=Identity)
    at: dt.datetime = Field(sa_type=Instant)
    label: str = Field(index=True, sa_type=Words)
    who: str = Field(sa_type=Words)
    detail: dict[str, Any] = Field(sa_type=structured(dict[str, Any]))
    reverts: tuple[UUID, ...] = Field(sa_type=structured(tuple[UUID, ...]))
    reverted_by: UUID | None = Field(foreign_key="change_sets.id", index=True, sa_type=Identity)
    link: str = Field(sa_type=Words)


class ChangeEntryRow(Row, table=True):
    """One record's change within a set; NULL before: it did not exist, NULL after: it is gone.

    salt: goes into the entry's hash. digest, purged_by: the hash alone, and the set of the purge that emptied the entry.
    """

    __tablename__ = "change_entries"

    number: int = Field(primary_key=True, sa_type=Whole)
    change_set_id: UUID = Field(foreign_key="change_sets.id", index=True, sa_type=Identity)
    kind: str = Field(sa_type=Words)
    record_id: UUID = Field(index=True, sa_type=Identity)
    before: dict[str, Any] | None = Field(sa_type=structured(dict[str, Any]))
    after: dict[str, Any] | None = Field(sa_type=structured(dict[str, Any]))
    salt: str = Field(sa_type=Words)
    digest: str | None = Field(sa_type=Words)
    purged_by: UUID | None = Field(sa_type=Identity)


class AuditHeadRow(Row, table=True):
    """Where the journal's chain ends: one row, once anything was changed."""

    __tablename__ = "audit_head"

    id: int = Field(primary_key=True, sa_type=Whole)
    number: int = Field(sa_type=Whole)
    link: str = Field(sa_type=Words)
