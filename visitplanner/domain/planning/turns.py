"""Fair turns: how often each person joins a visit, or leads one that others might lead as well, if all go equally often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import PlannedVisit, Problem, Visitor


@dataclass(frozen=True, slots=True)
class FairTurns:
    """By person how many turns are fair; who is not named has none.

    joining: as a member, those taken before (`Person.taken`) counted in. leading: of the visits several people may lead.
    """

    joining: Mapping[str, int]
    leading: Mapping[str, int]


def shared(visit: PlannedVisit) -> bool:
    """Whether several people may lead the visit."""
    return len(visit.leaders) > 1


def who_goes_along(problem: Problem) -> list[Visitor]:
    """Those whose turn it is to join: who have a skill that is needed and lead no visit themselves.

    People who do lead join only when nobody else is free, unless everybody leads.
    """
    needed = {skill for visit in problem.visits for skill in visit.needs}
    leads = {person for visit in problem.visits for person in visit.leaders}
    able = [person for person in problem.people if person.skills & needed]
    return [person for person in able if person.id not in leads] or able


def fair_turns(problem: Problem) -> FairTurns:
    """Who should go how often."""
    agreed = {place.id: len(place.members) for place in problem.fixed}
    seats = sum(agreed.get(visit.id, sum(visit.needs.values())) for visit in problem.visits)
    pool = who_goes_along(problem)
    share = ceil((seats + sum(person.taken for person in pool)) / len(pool)) if pool else 0
    leading: dict[str, float] = defaultdict(float)
    for visit in problem.visits:
        if shared(visit) and visit.id not in agreed:
            for person in visit.leaders:
                leading[person] += 1 / len(visit.leaders)
    return FairTurns({person.id: share for person in pool}, {person: ceil(part - 1e-9) for person, part in leading.items()})


def beyond_turn(problem: Problem, placed: Iterable[Placed]) -> int:
    """Turns taken beyond the fair ones, summed over everybody."""
    fair, visits = fair_turns(problem), {visit.id: visit for visit in problem.visits}
    agreed = {place.id for place in problem.fixed}
    joined = Counter({person.id: person.taken for person in problem.people})
    led: Counter[str] = Counter()
    for place in placed:
        joined.update(place.members)
        if place.id not in agreed and shared(visits[place.id]):
            led[place.leader] += 1
    taken = {person.id: person.taken for person in problem.people}
    return sum(max(0, count - max(fair.joining.get(person, 0), taken.get(person, 0))) for person, count in joined.items()) + sum(
        max(0, count - fair.leading.get(person, 0)) for person, count in led.items()
    )


@dataclass(frozen=True, slots=True)
class Balance:
    """What a plan asks of one person. led, joined: visits; week: the most led in one week; months: led by (year, month)."""

    person: str
    led: int
    joined: int
    week: int
    months: Mapping[tuple[int, int], int]


def balance(problem: Problem, placed: Iterable[Placed]) -> list[Balance]:
    """What a plan asks of everybody who leads or joins, in the order of the problem's people."""
    led: dict[str, list[Placed]] = {}
    joined: Counter[str] = Counter()
    for place in placed:
        led.setdefault(place.leader, []).append(place)
        joined.update(place.members)
    found: list[Balance] = []
    for person in problem.people:
        own = led.get(person.id, [])
        if own or joined[person.id]:
            weeks = Counter(place.day.isocalendar()[:2] for place in own)
            months = Counter((place.day.year, place.day.month) for place in own)
            found.append(Balance(person.id, len(own), joined[person.id], max(weeks.values(), default=0), dict(months)))
    return found
