"""The programme of the data folder, a small office and its visits, for tests of what counts and what is owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from tests.conftest import ROOT
from visitplanner.domain.programme.counting import Judge
from visitplanner.domain.programme.obligations import Claimant
from visitplanner.domain.programme.programme import Programme
from visitplanner.domain.staff.staff import Person, Rank, Skill
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.reference.programme import read_programme

DATA = ROOT / "data"
PROGRAMME = read_programme(DATA / "programme.toml")


def named(name: str) -> UUID:
    return uuid5(NAMESPACE_OID, name)


def person(name: str, rank: Rank, *skills: Skill) -> Person:
    return Person(id=named(name), name=name, rank=rank, skills=frozenset(skills))


DIRECTOR = person("處長", Rank.DIRECTOR)
MANAGER = person("經理", Rank.MANAGER, Skill.BUSINESS)
SUPERVISOR = person("課長", Rank.SUPERVISOR, Skill.BUSINESS)
OTHER_SUPERVISOR = person("股長", Rank.SUPERVISOR, Skill.TECHNICAL)
BUSINESS = person("業務員", Rank.STAFF, Skill.BUSINESS)
TECHNICAL = person("電務員", Rank.STAFF, Skill.TECHNICAL)
BOTH = person("兼辦員", Rank.STAFF, Skill.BUSINESS, Skill.TECHNICAL)
OFFICE = (DIRECTOR, MANAGER, SUPERVISOR, OTHER_SUPERVISOR, BUSINESS, TECHNICAL, BOTH)

GROUP = Claimant(named("group"), SubjectKind.GROUP, "集團甲")
SITE = Claimant(named("site"), SubjectKind.LARGE, "05111111111", group_id=GROUP.id)


def judge(today: dt.date = dt.date(2026, 12, 31), programme: Programme = PROGRAMME, specialists: Iterable[Person] = ()) -> Judge:
    named_ones = frozenset(one.id for one in specialists)
    return Judge(programme, {one.id: one for one in OFFICE}, lambda _subject, _day: named_ones, today)


def held(claimant: Claimant, day: dt.date, leader: Person, *members: Person, **facts: Any) -> Visit:
    """A visit that took place."""
    facts = {"outcome": VisitOutcome.DONE, "state": VisitState.DONE, "held_on": day, **facts}
    return planned(claimant, day, leader, *members, **facts)


def planned(claimant: Claimant, day: dt.date, leader: Person, *members: Person, **facts: Any) -> Visit:
    """A visit in the calendar, agreed unless `state` says otherwise."""
    basis: dict[str, Any] = {"ordinal": 1 if day.month <= 6 else 2, "state": VisitState.BOOKED, "year": day.year}
    if claimant.kind is not SubjectKind.GROUP:
        basis["ordinal"] = 1
    return Visit(
        subject_kind=claimant.kind,
        subject_id=claimant.id,
        day=day,
        slot=Slot.AM,
        leader_id=leader.id,
        member_ids=tuple(member.id for member in members),
        **{**basis, **facts},
    )


def group_visit(day: dt.date, **facts: Any) -> Visit:
    """A visit to the group that meets every clause."""
    return held(GROUP, day, MANAGER, BUSINESS, TECHNICAL, **facts)
