"""Tables of intelligence cards and of what was submitted of them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlmodel import Field

from visitplanner.domain.customers.industries import Industry
from visitplanner.domain.intelligence.cards import Confidentiality
from visitplanner.domain.intelligence.roll_up import PlannedLoad
from visitplanner.store.tables.row import RecordRow
from visitplanner.store.types import Day, Identity, Whole, Words, choice, structured


class IntelligenceCardRow(RecordRow, table=True):
    __tablename__ = "intelligence"

    subject_id: UUID = Field(foreign_key="subjects.id", index=True, sa_type=Identity)
    industry: Industry = Field(sa_type=choice(Industry))
    past: str = Field(sa_type=Words)
    outlook: str = Field(sa_type=Words)
    expansion: str = Field(sa_type=Words)
    planned_kw: int | None = Field(sa_type=Whole)
    planned_month: dt.date | None = Field(sa_type=Day)
    probability: int | None = Field(sa_type=Whole)
    confidentiality: Confidentiality = Field(sa_type=choice(Confidentiality))
    informant: str = Field(sa_type=Words)
    collected_on: dt.date = Field(index=True, sa_type=Day)
    notes: str = Field(sa_type=Words)
    visit_id: UUID | None = Field(foreign_key="visits.id", index=True, sa_type=Identity)


class IntelligenceSubmissionRow(RecordRow, table=True):
    __tablename__ = "intelligence_submissions"

    number: int = Field(unique=True, sa_type=Whole)
    year: int = Field(sa_type=Whole)
    made_on: dt.date = Field(sa_type=Day)
    loads: tuple[PlannedLoad, ...] = Field(sa_type=structured(tuple[PlannedLoad, ...]))
