"""Tables of programmes, leaflets, seminars, energy audits, surveys and improvement measures."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlmodel import Field

from visitplanner.domain.care.audits import AuditState
from visitplanner.domain.care.leaflets import Trait
from visitplanner.domain.care.measures import MeasureOrigin
from visitplanner.domain.care.programmes import CustomerProgramme, GreenPlan, Joining
from visitplanner.domain.customers.industries import Industry
from visitplanner.store.tables.row import RecordRow
from visitplanner.store.types import Day, Identity, Whole, Words, choice, structured


class ParticipationRow(RecordRow, table=True):
    __tablename__ = "programmes"

    customer_id: UUID = Field(foreign_key="customers.id", index=True, sa_type=Identity)
    programme: CustomerProgramme = Field(sa_type=choice(CustomerProgramme))
    plans: tuple[GreenPlan, ...] = Field(sa_type=structured(tuple[GreenPlan, ...]))
    state: Joining = Field(sa_type=choice(Joining))
    changed_on: dt.date = Field(index=True, sa_type=Day)
    notes: str = Field(sa_type=Words)


class LeafletRow(RecordRow, table=True):
    __tablename__ = "leaflets"

    name: str = Field(sa_type=Words)
    first_on: dt.date = Field(sa_type=Day)
    last_on: dt.date | None = Field(sa_type=Day)
    industries: tuple[Industry, ...] = Field(sa_type=structured(tuple[Industry, ...]))
    traits: tuple[Trait, ...] = Field(sa_type=structured(tuple[Trait, ...]))
    summary: str = Field(sa_type=Words)
    place: str = Field(sa_type=Words)
    source: str = Field(sa_type=Words)


class SeminarRow(RecordRow, table=True):
    """`attendee_ids` has no foreign keys (it is a list); `store.references` watches over it."""

    __tablename__ = "seminars"

    held_on: dt.date = Field(index=True, sa_type=Day)
    topic: str = Field(sa_type=Words)
    organiser_id: UUID = Field(foreign_key="people.id", index=True, sa_type=Identity)
    place: str = Field(sa_type=Words)
    attendee_ids: tuple[UUID, ...] = Field(sa_type=structured(tuple[UUID, ...]))
    guests: str = Field(sa_type=Words)
    heads: int | None = Field(sa_type=Whole)
    notes: str = Field(sa_type=Words)


class EnergyAuditRow(RecordRow, table=True):
    __tablename__ = "audits"

    name: str = Field(sa_type=Words)
    customer_id: UUID = Field(foreign_key="customers.id", index=True, sa_type=Identity)
    held_on: dt.date = Field(index=True, sa_type=Day)
    auditor_id: UUID | None = Field(foreign_key="people.id", index=True, sa_type=Identity)
    state: AuditState = Field(sa_type=choice(AuditState))
    power: str = Field(sa_type=Words)
    air_conditioning: str = Field(sa_type=Words)
    lighting: str = Field(sa_type=Words)
    proposed: str = Field(sa_type=Words)
    saving_kwh: int | None = Field(sa_type=Whole)
    saving_ntd: int | None = Field(sa_type=Whole)
    done_on: dt.date | None = Field(sa_type=Day)
    notes: str = Field(sa_type=Words)


class SurveyResultRow(RecordRow, table=True):
    __tablename__ = "surveys"

    name: str = Field(sa_type=Words)
    answered_on: dt.date = Field(index=True, sa_type=Day)
    subject_id: UUID | None = Field(foreign_key="subjects.id", index=True, sa_type=Identity)
    overall: int = Field(sa_type=Whole)
    attitude: int | None = Field(sa_type=Whole)
    expertise: int | None = Field(sa_type=Whole)
    promptness: int | None = Field(sa_type=Whole)
    information: int | None = Field(sa_type=Whole)
    comment: str = Field(sa_type=Words)


class ImprovementRow(RecordRow, table=True):
    __tablename__ = "measures"

    name: str = Field(sa_type=Words)
    origin: MeasureOrigin = Field(sa_type=choice(MeasureOrigin))
    owner_id: UUID = Field(foreign_key="people.id", index=True, sa_type=Identity)
    due_on: dt.date = Field(index=True, sa_type=Day)
    survey_id: UUID | None = Field(foreign_key="surveys.id", index=True, sa_type=Identity)
    audit_id: UUID | None = Field(foreign_key="audits.id", index=True, sa_type=Identity)
    done_on: dt.date | None = Field(sa_type=Day)
    result: str = Field(sa_type=Words)
    notes: str = Field(sa_type=Words)
