"""Tables of the office's people and of whom they look after."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from visitplanner.domain.staff.staff import Absence, Rank, Role, Skill
from visitplanner.store.tables.row import RecordRow, strict
from visitplanner.store.types import Day, Flag, Identity, Whole, Words, choice, structured


class PersonRow(RecordRow, table=True):
    __tablename__ = "people"

    name: str = Field(index=True, sa_type=Words)
    rank: Rank = Field(sa_type=choice(Rank))
    skills: frozenset[Skill] = Field(sa_type=structured(frozenset[Skill]))
    department: str = Field(sa_type=Words)
    townships: tuple[str, ...] = Field(sa_type=structured(tuple[str, ...]))
    absences: tuple[Absence, ...] = Field(sa_type=structured(tuple[Absence, ...]))
    visits_a_day: int = Field(sa_type=Whole)
    invented: bool = Field(sa_type=Flag)
    leaves_on: dt.date | None = Field(sa_type=Day)


class AssignmentRow(RecordRow, table=True):
    __tablename__ = "assignments"
    __table_args__ = strict(Index(None, "subject_id", "role", "begins_on", "ends_on", "proposed", "person_id"))

    subject_id: UUID = Field(foreign_key="subjects.id", sa_type=Identity)
    person_id: UUID = Field(foreign_key="people.id", index=True, sa_type=Identity)
    role: Role = Field(sa_type=choice(Role))
    begins_on: dt.date = Field(sa_type=Day)
    ends_on: dt.date | None = Field(index=True, sa_type=Day)
    proposed: bool = Field(sa_type=Flag)
