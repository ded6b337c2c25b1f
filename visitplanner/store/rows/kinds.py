"""Kinds of records and the tables that hold them; both bear one name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Column, Table

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.records import Record
from visitplanner.domain.records import kinds
from visitplanner.services.core.codec import codec
from visitplanner.store.tables import METADATA

R = TypeVar("R", bound=Record)
Key = tuple[str, UUID]
"""A record among all: its kind's name and its id."""


@dataclass(frozen=True, eq=False)
class StoredKind(Generic[R]):
    """A kind with its table."""

    kind: Kind[R]
    table: Table

    @property
    def name(self) -> str:
        return self.kind.name

    @property
    def noun(self) -> Message:
        return self.kind.noun

    def label(self, record: R) -> Message:
        return self.kind.label(record)

    @property
    def kept(self) -> list[Column[Any]]:
        """The columns a record is made of."""
        return [self.table.c[name] for name in self.kind.names]

    def columns(self, record: R) -> dict[str, Any]:
        """The record as a row."""
        row = {name: getattr(record, name) for name in self.kind.names}
        return row if self.kind.sought is None else {**row, "sought": self.kind.sought(record)}

    def made(self, row: Sequence[Any]) -> R:
        """The record of a row of the columns `kept`."""
        return self.kind.record(**dict(zip(self.kind.names, row, strict=True)))

    def plain(self, record: R) -> dict[str, Any]:
        """The record as the journal keeps it: JSON values by field name."""
        return codec(self.kind.record).plain(record)

    def read(self, plain: dict[str, Any]) -> R:
        """The record of a journal's entry."""
        return codec(self.kind.record).value(plain)


@cache
def stored(kind: Kind[Any]) -> StoredKind[Any]:
    """A kind with its table; always the same one, for statements are built once a kind."""
    return StoredKind(kind, METADATA.tables[kind.name])


def stored_as(table: str) -> StoredKind[Any] | None:
    """The kind that a table holds, None for a table of another sort."""
    return next((stored(kind) for kind in kinds.KINDS if kind.name == table), None)
