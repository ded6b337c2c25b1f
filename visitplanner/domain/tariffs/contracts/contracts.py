"""Best contracts: the exact optimum over whole kW, proven, and what a person asks next about it.

Minimised is the year's basic charge after power factor plus the over-contract surcharge (電價表 chapter 5 articles 5 to 7),
before the sector's coefficient, unrounded. Energy does not depend on the contracts, except where c1 = c2 = 0, which
article 8(6) charges by another rule: that is compared apart (`contracts_off_peak`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from math import ceil
from typing import Literal

import numpy as np

from visitplanner.domain.tariffs.contracts.contract_charge import evaluate, refuse_improper
from visitplanner.domain.tariffs.contracts.contract_integers import IntegerYear
from visitplanner.domain.tariffs.contracts.contract_search import region_of, search
from visitplanner.domain.tariffs.contracts.contract_terms import EXACT, ContractProblem, ContractsKw, cumulative, from_cumulative

Stop = Callable[[], bool]

GROWTHS_PERCENT = tuple(range(11))
"""Growth of demand against which robust contracts are weighed."""


@dataclass(frozen=True, slots=True)
class BestContracts:
    """The cheapest contracts (whole kW) and their cost in NT$ a year.

    cost_ntd is exact and equal to lower_bound_ntd: no contracts of the same kind cost less. boxes: how many boxes of
    contracts the proof judged.
    """

    contracts: ContractsKw
    cost_ntd: Decimal
    lower_bound_ntd: Decimal
    boxes: int
    proof: Literal["optimal"] = "optimal"


@dataclass(frozen=True, slots=True)
class RobustContracts:
    """Contracts of the least mean cost when every growth is as likely as any other.

    costs_ntd: the cost at each growth; regrets_ntd: by how much the best contracts for exactly that growth are cheaper.
    mean_ntd is proven least; its bound is `best.lower_bound_ntd` divided by the number of growths.
    """

    best: BestContracts
    growths_percent: tuple[int, ...]
    costs_ntd: tuple[Decimal, ...]
    regrets_ntd: tuple[Decimal, ...]

    @property
    def mean_ntd(self) -> Decimal:
        return self.best.cost_ntd / len(self.growths_percent)

    @property
    def worst_regret_ntd(self) -> Decimal:
        return max(self.regrets_ntd)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The year's cost in NT$ if one contract were `kw` and the others stayed."""

    kw: int
    cost_ntd: Decimal


def best_contracts(problem: ContractProblem, stop: Stop | None = None) -> BestContracts:
    """The cheapest contracts of those the option sells. Raises `Stopped` when `stop()` says so."""
    return _least(problem, (0, 0, 0, 0), stop)


def best_regular_alone(problem: ContractProblem, stop: Stop | None = None) -> BestContracts:
    """The cheapest regular contract when no other is made."""
    return _least(replace(problem, sold=(True, False, False, False)), (0, 0, 0, 0), stop)


def best_without_excess(problem: ContractProblem, stop: Stop | None = None) -> BestContracts:
    """The cheapest contracts with which no month is over its contract."""
    first, second, third, fourth = (ceil(problem.highest(limit)) for limit in (1, 2, 3, 4))
    return _least(problem, (first, second, third, fourth), stop)


def robust_contracts(
    problem: ContractProblem, growths_percent: Sequence[int] = GROWTHS_PERCENT, stop: Stop | None = None
) -> RobustContracts:
    """The contracts with the least mean cost over several growths of all demands, and what each growth would have cost less.

    The mean, not the worst case: the worst case of growth is always the greatest growth.
    """
    grown = [problem.grown(percent) for percent in growths_percent]
    together = replace(problem, months=tuple(month for year in grown for month in year.months))
    best = best_contracts(together, stop)
    costs = tuple(evaluate(year, best.contracts).total_ntd for year in grown)
    ideals = [best_contracts(year, stop).cost_ntd for year in grown]
    with localcontext(EXACT):
        regrets = tuple(cost - ideal for cost, ideal in zip(costs, ideals, strict=True))
    return RobustContracts(best, tuple(growths_percent), costs, regrets)


def cost_curve(
    problem: ContractProblem, contracts: ContractsKw, index: int, span_kw: int, step_kw: int = 1
) -> tuple[CurvePoint, ...]:
    """The cost for every `step_kw`-th whole kW of contract `index` (0 for c1 … 3 for c4) within `span_kw` of what it is (which
    is one of the points), at least zero."""
    refuse_improper(problem, contracts)
    lowest = max(0, contracts[index] - span_kw)
    if index < 2 and contracts[1 - index] == 0:
        lowest = max(lowest, 1)
    lowest += (contracts[index] - lowest) % step_kw
    places = range(lowest, contracts[index] + span_kw + 1, step_kw)
    points = np.array(cumulative(contracts), dtype=np.int64)[:, None] + np.zeros(len(places), dtype=np.int64)
    points[index:] += np.array(places) - contracts[index]
    year = IntegerYear(problem, widest_kw=int(points.max()))
    costs = year.costs(points)
    return tuple(CurvePoint(kw, year.in_ntd(cost)) for kw, cost in zip(places, costs, strict=True))


def _least(problem: ContractProblem, least_kw: ContractsKw, stop: Stop | None) -> BestContracts:
    year = IntegerYear(problem, widest_kw=max(least_kw))
    found = search(year, region_of(problem, year, least_kw), stop)
    contracts = from_cumulative(found.limits)
    cost = evaluate(problem, contracts).total_ntd
    if cost != year.in_ntd(found.cost):
        raise ArithmeticError(f"the search costs {contracts} at {year.in_ntd(found.cost)}, the regulation at {cost}")
    return BestContracts(contracts, cost, year.in_ntd(found.lower_bound), found.boxes)
