"""Tables of what planning keeps: imported calendars, days of closure, the approval of a year's plan, the savings found."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlmodel import Field

from visitplanner.domain.planning.year.approvals import ProposedVisit, Signature
from visitplanner.store.tables.row import RecordRow
from visitplanner.store.types import Day, Exact, Identity, Whole, Words, structured


class OfficeCalendarRow(RecordRow, table=True):
    __tablename__ = "office_calendars"

    year: int = Field(unique=True, sa_type=Whole)
    source: str = Field(sa_type=Words)
    working: frozenset[dt.date] = Field(sa_type=structured(frozenset[dt.date]))
    remarks: dict[dt.date, str] = Field(sa_type=structured(dict[dt.date, str]))


class ClosureRow(RecordRow, table=True):
    __tablename__ = "closures"

    day: dt.date = Field(unique=True, sa_type=Day)
    reason: str = Field(sa_type=Words)


class ApprovalRow(RecordRow, table=True):
    """`visits` has no foreign keys: the proposed plan stays as it was when a visit of it is gone."""

    __tablename__ = "approvals"

    year: int = Field(unique=True, sa_type=Whole)
    proposed_on: dt.date = Field(sa_type=Day)
    visits: tuple[ProposedVisit, ...] = Field(sa_type=structured(tuple[ProposedVisit, ...]))
    signatures: tuple[Signature, ...] = Field(sa_type=structured(tuple[Signature, ...]))
    published_on: dt.date | None = Field(sa_type=Day)


class SavingRow(RecordRow, table=True):
    __tablename__ = "savings"

    customer_id: UUID = Field(foreign_key="customers.id", unique=True, sa_type=Identity)
    ntd: Decimal = Field(sa_type=Exact)
