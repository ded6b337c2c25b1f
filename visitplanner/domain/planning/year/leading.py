"""Who may lead an owed visit, and on which days: the person in charge, its successor, and whoever stands in for a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.assignments import stood_in_for
from visitplanner.domain.programme.programme import Rule
from visitplanner.domain.staff.staff import Assignment, Person, Role
from visitplanner.domain.visits.visits import SubjectKind


class Presence:
    """On which of some days, ascending, each person is there; worked out once a person."""

    def __init__(self, days: Sequence[dt.date]) -> None:
        self.days = tuple(days)
        self._known: dict[UUID, frozenset[dt.date]] = {}

    def of(self, person: Person) -> frozenset[dt.date]:
        if person.id not in self._known:
            self._known[person.id] = frozenset(day for day in self.days if not person.is_away(day))
        return self._known[person.id]


@dataclass(frozen=True)
class Leader:
    """Somebody who may lead a visit. there: the days on which the person is in the office; days: on these alone it may lead,
    None on all; stands_in_for: whose place it takes then, or empty."""

    person: Person
    there: frozenset[dt.date]
    days: frozenset[dt.date] | None = None
    stands_in_for: str = ""

    @property
    def able(self) -> frozenset[dt.date]:
        """The days on which the person may lead and is there."""
        return self.there if self.days is None else self.there & self.days


def leaders_for(
    kind: SubjectKind, rule: Rule, assigned: Sequence[Assignment], people: Mapping[UUID, Person], presence: Presence
) -> list[Leader] | Message:
    """Who may lead a visit on which of the days: the leader assigned to a group, the specialist of a customer or park, those
    who follow them and those who stand in for them; a sentence when nobody may.

    assigned: the assignments of the visit's subject. people: by id. presence: of the days that are looked at.
    """
    days = presence.days
    role = Role.LEADER if kind is SubjectKind.GROUP else Role.SPECIALIST
    first = days[0] if days else dt.date.min
    holding = [
        one
        for one in assigned
        if one.role is role and one.person_id in people and not one.proposed and not (one.ends_on and one.ends_on < first)
    ]
    named = [people[ident] for ident in dict.fromkeys(one.person_id for one in sorted(holding, key=_permanent_first))]
    able = [_leader(person, holding, people, presence) for person in named if person.rank >= rule.leader_rank]
    if able:
        return [leader for leader in able if leader.days != frozenset()] or able[:1]
    if named:
        return said(
            "{person} does not hold the rank to lead this visit (plan {clause}).", person=named[0].name, clause=rule.clause
        )
    if role is Role.LEADER:
        return said("No leader is assigned to this group; assign one first.")
    return said("No service specialist is assigned; assign one first.")


def _permanent_first(one: Assignment) -> tuple[bool, dt.date]:
    return one.ends_on is not None, one.begins_on


def _leader(person: Person, holding: Iterable[Assignment], people: Mapping[UUID, Person], presence: Presence) -> Leader:
    own, days = [one for one in holding if one.person_id == person.id], presence.days
    always = any(not days or (one.holds_on(days[0]) and one.holds_on(days[-1])) for one in own)
    inside = None if always else frozenset(day for day in days if any(one.holds_on(day) for one in own))
    others = [stood_in_for(one, holding) for one in own]
    names = [people[other.person_id].name for other in others if other is not None]
    standing_in = len(names) == len(own)
    return Leader(
        person,
        presence.of(person),
        None if inside is None or len(inside) == len(days) else inside,
        names[0] if standing_in else "",
    )
