"""What a plan costs: drift from the ideal days, trips, the busiest month, visits left out, and what settings add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import ANNUAL, PlannedVisit, Problem
from visitplanner.domain.planning.terms import peak_cost, terms_cost


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of a plan's cost.

    days_from_ideal: days, summed over the placed visits.  trips: distinct leader + township + day among annual visits.
    busiest_month: visits, its ballast among them.  wishes: points for haste, weekdays, days nobody likes and moves away from
    the plan before.  terms: points for companies called on again too soon, far townships on one day, unfair turns.
    """

    days_from_ideal: int
    trips: int
    busiest_month: int
    unplaced: int
    wishes: float
    terms: float
    total: float


def wishes_cost(problem: Problem, visit: PlannedVisit, day: date) -> float:
    """What settings add to the drift: haste, a weekday that is not preferred, a move away from the plan before."""
    cost = 0.0
    if visit.haste and visit.days:
        cost += visit.haste * max(0, (day - visit.days[0]).days)
    if visit.weekdays and day.weekday() not in visit.weekdays:
        cost += problem.prices.weekday
    if day in problem.avoided:
        cost += problem.prices.avoided
    before = problem.previous.get(visit.id)
    if before is not None and before.day != day:
        cost += problem.prices.moved
    return cost


def unplaced_cost(problem: Problem, visit: PlannedVisit) -> float:
    return problem.prices.unplaced if visit.unplaced is None else visit.unplaced


def score(problem: Problem, placed: Iterable[Placed]) -> Score:
    """The cost of the visits placed; visits of the problem that are not among them count as unplaced."""
    places = {p.id: p for p in placed}
    here = [(v, places[v.id]) for v in problem.visits if v.id in places]
    left = [v for v in problem.visits if v.id not in places]
    drift = sum(abs((p.day - v.ideal).days) for v, p in here)
    wishes = sum(wishes_cost(problem, v, p.day) for v, p in here)
    trips = len({(p.leader, v.township, p.day) for v, p in here if v.kind == ANNUAL})
    load = Counter((p.day.year, p.day.month) for _, p in here)
    months = {(day.year, day.month) for day in problem.days} | load.keys()
    peak = max((load[month] + problem.ballast.get(month, 0) for month in months), default=0)
    terms = terms_cost(problem, [p for _, p in here])
    prices = problem.prices
    total = (
        prices.day_from_ideal * drift
        + prices.trip * trips
        + peak_cost(problem, peak)
        + sum(unplaced_cost(problem, v) for v in left)
        + wishes
        + terms
    )
    return Score(drift, trips, peak, len(left), wishes, terms, total)
