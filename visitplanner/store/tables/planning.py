"""Tables of what planning keeps: imported calendars, days of closure, the approval of a year's plan, the savings found;
and the yearly plan the office reports on, with the half-year reports it issued."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlmodel import Field

from visitplanner.domain.planning.year.approvals import ProposedVisit, Signature
from visitplanner.domain.reports.editions import ReportChange
from visitplanner.domain.reports.half_year import HalfYearReport
from visitplanner.domain.reports.report_figures import ReportFigure
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


class PlanYearRow(RecordRow, table=True):
    __tablename__ = "plan_years"

    republic_year: int = Field(unique=True, sa_type=Whole)
    title: str = Field(sa_type=Words)
    document: str = Field(sa_type=Words)
    reason: str = Field(sa_type=Words)


class PlanItemRow(RecordRow, table=True):
    __tablename__ = "plan_items"

    republic_year: int = Field(index=True, sa_type=Whole)
    place: int = Field(sa_type=Whole)
    clause: str = Field(sa_type=Words)
    content: str = Field(sa_type=Words)
    strategy: str = Field(sa_type=Words)
    text: str = Field(sa_type=Words)
    departments: str = Field(sa_type=Words)
    span: str = Field(sa_type=Words)
    figures: tuple[ReportFigure, ...] = Field(sa_type=structured(tuple[ReportFigure, ...]))
    first_note: str = Field(sa_type=Words)
    second_note: str = Field(sa_type=Words)


class HalfYearReportRow(RecordRow, table=True):
    """`report` names nobody by id: it stays as it was issued, whoever is removed."""

    __tablename__ = "half_year_reports"

    year: int = Field(index=True, sa_type=Whole)
    half: int = Field(sa_type=Whole)
    edition: int = Field(sa_type=Whole)
    issued_on: dt.date = Field(sa_type=Day)
    issued_by: str = Field(sa_type=Words)
    report: HalfYearReport = Field(sa_type=structured(HalfYearReport))
    reason: str = Field(sa_type=Words)
    changes: tuple[ReportChange, ...] = Field(sa_type=structured(tuple[ReportChange, ...]))
    signatures: tuple[Signature, ...] = Field(sa_type=structured(tuple[Signature, ...]))
    published_on: dt.date | None = Field(sa_type=Day)
