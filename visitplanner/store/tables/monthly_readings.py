"""The table of monthly readings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from visitplanner.store.tables.row import RecordRow, strict
from visitplanner.store.types import Day, Exact, Identity, Words, structured


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
