"""What is paid for visits that stand together: one company called on again and again, far townships on one day, unfair turns.

No term is ever negative, so that a bound that leaves them out still holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import combinations, count

from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import ANNUAL, APART_DAYS, PlannedVisit, Problem
from visitplanner.domain.planning.turns import beyond_turn


def first_leader(visit: PlannedVisit) -> str:
    """Who leads a visit before all others who may."""
    return visit.leaders[0] if visit.leaders else ""


def too_near(one: date, other: date) -> bool:
    """Whether two days are different, yet less than `APART_DAYS` apart."""
    return 0 < abs((one - other).days) < APART_DAYS


def far_apart(neighbours: Mapping[str, frozenset[str]], one: str, other: str) -> bool:
    """Whether two townships are known not to be neighbours."""
    if one == other or one not in neighbours or other not in neighbours:
        return False
    return other not in neighbours[one]


def level_of(visits: int, ballast: Collection[int]) -> int:
    """How many visits, ballast among them, the busiest month holds when that many are spread as evenly as can be.

    ballast: of each month that has days.
    """
    if not ballast:
        return visits
    return next(most for most in count() if sum(max(0, most - own) for own in ballast) >= visits)


def peak_cost(problem: Problem, peak: int) -> float:
    """What the busiest month costs when it holds `peak` visits: more where it holds more than the norms say."""
    norm = problem.norms.month if problem.norms is not None and problem.norms.binding else None
    beyond = 0 if norm is None else max(0, peak - norm)
    return problem.prices.busiest_month_visit * peak + problem.prices.overfull * beyond


def fewest_days(problem: Problem) -> dict[tuple[str, str], int]:
    """By company and leader the fewest days on which the leader can pay those of its annual visits that are not agreed."""
    agreed = {place.id for place in problem.fixed}
    free = [visit for visit in problem.visits if visit.kind == ANNUAL and visit.company and visit.id not in agreed]
    own = Counter((visit.company, first_leader(visit)) for visit in free)
    return {led: -(-count // len(problem.slots)) for led, count in own.items()}


def company_cost(problem: Problem, placed: Iterable[Placed]) -> float:
    """Annual visits of one company on different days less than `APART_DAYS` apart, each two of them; and `split_cost`."""
    placed = tuple(placed)
    visits, days = {visit.id: visit for visit in problem.visits}, defaultdict[str, list[date]](list)
    for place in placed:
        visit = visits[place.id]
        if visit.kind == ANNUAL and visit.company:
            days[visit.company].append(place.day)
    near = sum(too_near(one, other) for held in days.values() for one, other in combinations(held, 2))
    return problem.prices.company * near + split_cost(problem, placed)


def split_cost(problem: Problem, placed: Iterable[Placed]) -> float:
    """Each day more on which one leader calls on one company than its annual visits need that are not agreed."""
    if not problem.prices.split:
        return 0.0
    agreed = {place.id for place in problem.fixed}
    visits, own = {visit.id: visit for visit in problem.visits}, defaultdict[tuple[str, str], set[date]](set)
    for place in placed:
        visit = visits[place.id]
        if visit.kind == ANNUAL and visit.company and visit.id not in agreed:
            own[visit.company, first_leader(visit)].add(place.day)
    fewest = fewest_days(problem)
    return problem.prices.split * sum(max(0, len(called) - fewest.get(led, 0)) for led, called in own.items())


def together_cost(problem: Problem, placed: Iterable[Placed]) -> float:
    """What one trip to a company costs, none of which the bound knows: `split_cost`, and how many days farther from their ideal
    days than they could be those visits stand that one leader pays to one company."""
    placed = tuple(placed)
    agreed, visits = {place.id for place in problem.fixed}, {visit.id: visit for visit in problem.visits}
    families = Counter(
        (visit.company, first_leader(visit))
        for visit in problem.visits
        if visit.kind == ANNUAL and visit.company and visit.id not in agreed
    )
    farther = 0
    for place in placed:
        visit = visits[place.id]
        if visit.kind == ANNUAL and place.id not in agreed and families[visit.company, first_leader(visit)] > 1:
            nearest = min((abs((day - visit.ideal).days) for day in visit.days), default=0)
            farther += max(0, abs((place.day - visit.ideal).days) - nearest)
    return problem.prices.day_from_ideal * farther + split_cost(problem, placed)


def far_cost(problem: Problem, placed: Iterable[Placed]) -> float:
    """Each two townships of one leader's day that are not neighbours, as far as neighbours are known."""
    visits, towns = {visit.id: visit for visit in problem.visits}, defaultdict[tuple[str, date], set[str]](set)
    for place in placed:
        if visits[place.id].kind == ANNUAL:
            towns[place.leader, place.day].add(visits[place.id].township)
    pairs = (pair for held in towns.values() for pair in combinations(sorted(held), 2))
    return problem.prices.far * sum(far_apart(problem.neighbours, *pair) for pair in pairs)


def terms_cost(problem: Problem, placed: Iterable[Placed]) -> float:
    """What the terms of a plan come to."""
    held, prices = list(placed), problem.prices
    cost = prices.turn * beyond_turn(problem, held) if prices.turn else 0.0
    return cost + company_cost(problem, held) + far_cost(problem, held)
