"""The proof of the best contracts, looked at itself: its bounds lie below every cost, and no round loses a cheaper point."""

from __future__ import annotations

import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.contracts.test_contracts import readings
from visitplanner.domain.tariffs.contracts import contract_search
from visitplanner.domain.tariffs.contracts.contract_integers import Boxes, IntegerYear, Whole
from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem, MonthTerms, PeriodDemand

D = Decimal
TOP_KW = 12
SOLD = [(True, True, True, True), (True, False, False, False), (True, True, False, True), (True, True, False, False)]

Corners = tuple[list[int], list[int]]


@st.composite
def years(draw: st.DrawFn) -> ContractProblem:
    """A few months whose demands are whole kW or tenths, and whose later periods may be dearer than earlier ones."""
    fine = draw(st.sampled_from([1, 10]))
    months: list[MonthTerms] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        limits = sorted(draw(st.sets(st.integers(1, 4), min_size=1)))
        demands = tuple(
            PeriodDemand("any", limit, D(draw(st.integers(0, TOP_KW * fine))) / fine, D(draw(st.integers(1, 30))))
            for limit in limits
        )
        regular, second, off = (D(draw(st.integers(0, most))) for most in (9, 9, 3))
        months.append(MonthTerms(number, regular, second, off, demands))
    return ContractProblem(tuple(months), draw(readings), draw(st.sampled_from(SOLD)), draw(st.integers(0, 9)))


@st.composite
def boxes(draw: st.DrawFn) -> Corners:
    sides = [sorted(draw(st.tuples(*[st.integers(0, TOP_KW + 2)] * 2))) for _ in range(4)]
    return [low for low, _ in sides], [min(high, low + 4) for low, high in sides]


def points_in(low: list[int], high: list[int]) -> Whole:
    return np.array(list(itertools.product(*(range(a, b + 1) for a, b in zip(low, high, strict=True)))), dtype=np.int64).T


def column(values: list[int], dtype: object) -> Whole:
    return np.array(values, dtype=np.int64).astype(dtype)[:, None]  # type: ignore[arg-type]


@settings(max_examples=300)
@given(years(), boxes(), st.data())
def test_a_bound_is_a_plane_below_the_cost_of_every_point_of_its_box(
    problem: ContractProblem, box: Corners, data: st.DataObject
) -> None:
    year, (low, high) = IntegerYear(problem, widest_kw=TOP_KW + 8), box
    at = [data.draw(st.integers(a, b)) for a, b in zip(low, high, strict=True)]
    value, slope = year.minorants(Boxes(*(column(corner, year.dtype) for corner in (low, high, at))))
    points = points_in(low, high)
    plane = value + (slope * (points - np.array(at)[:, None])).sum(axis=0)
    assert (plane <= year.costs(points)).all()


@settings(max_examples=150)
@given(years(), boxes())
def test_the_least_a_box_can_hold_is_not_above_any_lawful_point_of_it(problem: ContractProblem, box: Corners) -> None:
    """Also where contracts are not sold: a limit that is tied to another counts once."""
    year = IntegerYear(problem, widest_kw=TOP_KW + 8)
    search = contract_search._Search(year, contract_search.region_of(problem, year))
    low, high = search._tightened(*(column(corner, np.int64) for corner in box))
    if not (low <= high).all():
        return
    bounds, _ = search._bounds(low, high)
    points = points_in([int(kw) for kw in low[:, 0]], [int(kw) for kw in high[:, 0]])
    lawful = (search._ascending(points) == points).all(axis=0)
    if lawful.any():
        assert bounds[0] <= year.costs(points[:, lawful]).min()


@settings(max_examples=60)
@given(years(), boxes())
def test_what_is_free_takes_no_lawful_point_out_of_a_box(problem: ContractProblem, box: Corners) -> None:
    """A lawful point: limits ascend and tied ones are equal; where off-peak is sold, it is no less than 1.5 times S2, or most."""
    year = IntegerYear(problem, widest_kw=TOP_KW + 8)
    search = contract_search._Search(year, contract_search.region_of(problem, year))
    low, high = search._tightened(*(column(corner, np.int64) for corner in box))
    for point in points_in(*box).T:
        tied = all(point[k] == point[search.tied[k]] for k in range(4))
        free = search.tied[3] != 3 or point[3] >= min(point[1] * 3 // 2, search.region.most_kw[3])
        if tied and free and all(a <= b for a, b in itertools.pairwise(point)):
            assert (low[:, 0] <= point).all() and (point <= high[:, 0]).all()


@pytest.mark.parametrize("over", ["0", "0.1", "1", "2"])
@pytest.mark.parametrize("contract", range(8, 12))
def test_a_bound_taken_a_little_beyond_the_tenth_of_a_contract_lies_below_too(contract: int, over: str) -> None:
    """10 kW reached on a contract of 9 kW are a tenth of a kW beyond what costs double: the least there is of the third part."""
    month = MonthTerms(1, D(2), D(0), D(0), (PeriodDemand("any", 1, contract + D(over), D(7)),))
    year = IntegerYear(ContractProblem((month,), sold=(True, False, False, False)), widest_kw=20)
    points = np.arange(15, dtype=np.int64).repeat(4).reshape(-1, 4).T
    at = [contract] * 4
    value, slope = year.minorants(Boxes(*(column(corner, year.dtype) for corner in ([0] * 4, [14] * 4, at))))
    plane = value + (slope * (points - np.array(at)[:, None])).sum(axis=0)
    assert (plane <= year.costs(points)).all()


def cheaper_points(search: contract_search._Search, problem: ContractProblem) -> dict[tuple[int, ...], int]:
    """All lawful points of the region that are cheaper than the best found so far."""
    region = search.region
    ranges = (range(a, b + 1) for a, b in zip(region.least_kw, region.most_kw, strict=True))
    points = np.array([p for p in itertools.product(*ranges) if all(a <= b for a, b in itertools.pairwise(p))]).T
    points = points[:, (search._ascending(points) == points).all(axis=0)]
    if problem.sold[3]:
        # Below 1.5 times S2 the last contract costs nothing: those points are left out for a dearer reason.
        points = points[:, points[3] >= np.minimum(points[1] * 3 // 2, region.most_kw[3])]
    costs = search.year.costs(points)
    return {tuple(map(int, point)): int(cost) for point, cost in zip(points.T, costs, strict=True) if cost < search.best_cost}


@settings(max_examples=60)
@given(years(), st.sampled_from([1, 2, 3]), st.sampled_from([0, 64]))
def test_no_round_loses_a_point_that_is_cheaper_than_the_best(problem: ContractProblem, batch: int, lanes: int) -> None:
    """The search starts from the dearest corner, may not walk, and is told nothing by its bounds but what they prove."""
    year = IntegerYear(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contract_search, "BATCH", batch)
        patch.setattr(contract_search, "LANES", lanes)
        patch.setattr(contract_search._Search, "_walk", lambda _: None)
        search = contract_search._Search(year, contract_search.region_of(problem, year))
        search._consider(search._lawful(search.best_kw[:, None]))
        low, high = (column(list(corner), np.int64) for corner in (search.region.least_kw, search.region.most_kw))
        low, high, bounds = search._open(*search._tightened(low, high))
        for _ in range(4):
            if not low.shape[1]:
                break
            low, high, bounds = search._round(low, high, bounds)
            assert (low <= high).all()
            for point in cheaper_points(search, problem):
                at = np.array(point)[:, None]
                assert ((low <= at) & (at <= high)).all(axis=0).any(), "a cheaper point lies in no open box"
