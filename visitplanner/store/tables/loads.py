"""The table of measured loads."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from visitplanner.store.tables.row import RecordRow, strict
from visitplanner.store.types import Bytes, Day, Identity, Words, structured


class LoadRow(RecordRow, table=True):
    """Energy is whole watt-hours, packed: one row a load, not one a quarter of an hour (35,040 a year)."""

    __tablename__ = "loads"
    __table_args__ = strict(Index(None, "customer_id", "first_on"))

    customer_id: UUID = Field(foreign_key="customers.id", sa_type=Identity)
    first_on: dt.date = Field(sa_type=Day)
    last_on: dt.date = Field(sa_type=Day)
    wh: bytes = Field(sa_type=Bytes)
    varh_lagging: bytes = Field(sa_type=Bytes)
    source_name: str = Field(sa_type=Words)
    findings: dict[str, Any] = Field(sa_type=structured(dict[str, Any]))
