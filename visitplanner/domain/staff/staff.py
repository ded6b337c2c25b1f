"""The office's people: rank, skills, where they go, when they are away, and whom they look after."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from uuid import UUID

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record


class Rank(IntEnum):
    """Ranks, low to high; `>=` reads 「層級(含)以上」."""

    STAFF = 1
    SUPERVISOR = 2
    MANAGER = 3
    DEPUTY_DIRECTOR = 4
    DIRECTOR = 5


class Skill(StrEnum):
    BUSINESS = "business"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away, both included. reason: leave, training… in a person's own words, or empty."""

    first: dt.date
    last: dt.date
    reason: str = ""

    def covers(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """One of the office's people. visits_a_day: how many visits at most on one day (1 or 2). leaves_on: the last day of service,
    None until further notice."""

    name: str
    rank: Rank
    skills: frozenset[Skill] = frozenset()
    department: str = ""
    townships: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()
    visits_a_day: int = 2
    invented: bool = False
    leaves_on: dt.date | None = None

    def serves(self, day: dt.date) -> bool:
        """Whether the person is still one of the office's people on that day."""
        return self.leaves_on is None or day <= self.leaves_on

    def is_away(self, day: dt.date) -> bool:
        """Whether the person cannot go anywhere on that day: on leave, or no more in service."""
        return not self.serves(day) or any(absence.covers(day) for absence in self.absences)


class Role(StrEnum):
    """SPECIALIST: 服務專員 of a customer or park; LEADER: 領隊 of a group."""

    SPECIALIST = "specialist"
    LEADER = "leader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """Who looks after whom, from a day on, until a day or further notice (plan 伍一(二)1 「指派專人」)."""

    subject_id: UUID
    person_id: UUID
    role: Role
    begins_on: dt.date
    ends_on: dt.date | None = None
    proposed: bool = False

    def holds_on(self, day: dt.date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)


PEOPLE = Kind(
    name="people",
    record=Person,
    noun=said("a person"),
    plural=said("People of the office"),
    label=lambda person: said("the person “{name}”", name=person.name),
    order=("name",),
    topic="staff",
)
ASSIGNMENTS = Kind(
    name="assignments",
    record=Assignment,
    noun=said("an assignment"),
    label=lambda assignment: said("the assignment from {day} on", day=assignment.begins_on),
    order=("begins_on", "subject_id"),
)
