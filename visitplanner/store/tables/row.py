"""What all tables share: constraint names, the options of a table, an id and a version."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.sql.schema import SchemaItem
from sqlmodel import Field, SQLModel

from visitplanner.store.dialects import dialect
from visitplanner.store.types import Identity, Whole

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """The root of all tables. Columns bear the names of the record's fields, in every table."""

    __tablename__: ClassVar[Any]
    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)  # pyright: ignore[reportIncompatibleVariableOverride]
    __table_args__: ClassVar[Any] = dialect.TABLE


class RecordRow(Row):
    """The columns of `domain.records.Record`."""

    id: UUID = Field(primary_key=True, sa_type=Identity)
    version: int = Field(sa_type=Whole)


def strict(*parts: SchemaItem) -> Any:
    """`__table_args__` with constraints or indexes of more than one column."""
    return (*parts, dialect.TABLE)
