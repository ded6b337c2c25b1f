"""The tables of measured loads and of monthly readings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from visitplanner.store.tables.row import RecordRow, strict
from visitplanner.store.types import Bytes, Day, Exact, Identity, Words, structured


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


class MonthlyReadingRow(RecordRow, table=True):
    """One row a customer and month; figures by period are JSON objects of exact decimals."""

    __tablename__ = "monthly_readings"
    __table_args__ = strict(Index(None, "customer_id", "month"))

    customer_id: UUID = Field(foreign_key="customers.id", sa_type=Identity)
    month: dt.date = Field(sa_type=Day)
    kwh: dict[str, Decimal] = Field(sa_type=structured(dict[str, Decimal]))
    max_kw: dict[str, Decimal] = Field(sa_type=structured(dict[str, Decimal]))
    kwh_total: Decimal | None = Field(sa_type=Exact)
    highest_kw: Decimal | None = Field(sa_type=Exact)
    power_factor_percent: Decimal | None = Field(sa_type=Exact)
    billed_ntd: Decimal | None = Field(sa_type=Exact)
    notes: str = Field(sa_type=Words)
