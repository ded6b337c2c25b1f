"""The bound is never above the best plan there is, and sharp where nothing clashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, product
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning.years import (
    PEOPLE,
    SLOTS,
    WEEK,
    annual_visit,
    days_from,
    group_visit,
    overloaded_year,
    random_year,
    small,
)
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.bounds import bound, relaxed
from visitplanner.domain.planning.bounds.bound import at_least, at_most, lower_bound, summing_to
from visitplanner.domain.planning.bounds.matching import best_pairs, near_best_pairs
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.problem import Norms, Prices, Problem
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.score import score
from visitplanner.domain.planning.search.search import improve


def best_of_all(problem: Problem) -> float:
    """The cost of the best lawful plan, by looking at every plan; leaders alone, no members."""
    seats = [[None, *(Placed(v.id, d, s, p) for d in v.days for s in SLOTS for p in v.leaders)] for v in problem.visits]
    costs = [score(problem, [p for p in places if p]).total for places in product(*seats) if lawful(problem, places)]
    return min(costs)


def lawful(problem: Problem, places: tuple[Placed | None, ...]) -> bool:
    breaches = judge(problem, Plan(tuple(p for p in places if p)))
    return all(b.rule == "placed_or_explained" for b in breaches)


@st.composite
def tiny_years(draw: st.DrawFn) -> Problem:
    days = (*days_from(date(2026, 3, 30), 2), *days_from(date(2026, 4, 1), 2))
    visits = []
    for n in range(draw(st.integers(1, 3))):
        kept = tuple(d for d in days if draw(st.booleans()))
        values = {"ideal": draw(st.sampled_from(days)), "days": kept, "township": draw(st.sampled_from("甲乙"))}
        if draw(st.booleans()):
            visits.append(annual_visit(f"A{n}", leaders=draw(st.sampled_from([("expert",), ("expert", "boss")])), **values))
        else:
            visits.append(group_visit(f"G{n}", needs={}, **values))
    fixed = ()
    if draw(st.booleans()) and visits[0].days:
        fixed = (Placed(visits[0].id, visits[0].days[0], "am", visits[0].leaders[0]),)
    prices = Prices(unplaced=draw(st.sampled_from([10, 1000])), busiest_month_visit=draw(st.sampled_from([0, 2.5, 25])))
    return small(*visits, days=days, fixed=fixed, prices=prices)


@settings(max_examples=50, deadline=None)
@given(tiny_years())
def test_no_plan_is_cheaper_than_the_bound_and_the_search_finds_no_impossible_plan(problem: Problem) -> None:
    best = best_of_all(problem)
    assert lower_bound(Grid(problem), 40).value <= best + 1e-6
    assert improve(problem, steps=20).cost >= best - 1e-6


@settings(max_examples=30, deadline=None)
@given(tiny_years(), st.integers(0, 2), st.sampled_from([None, 1]))
def test_no_plan_under_norms_is_cheaper_than_the_bound(problem: Problem, ballast: int, most: int | None) -> None:
    visits = tuple(replace(visit, company="C") for visit in problem.visits)
    kept = replace(
        problem,
        visits=visits,
        prices=replace(problem.prices, company=40, avoided=10, far=8),
        norms=Norms(leader_week=2, office_day=most),
        ballast={(2026, 3): ballast},
        avoided=frozenset(problem.days[1:2]),
        neighbours={"甲": frozenset(), "乙": frozenset()},
    )
    assert lower_bound(Grid(kept), 40).value <= best_of_all(kept) + 1e-6
    assert improve(kept, steps=20).cost >= best_of_all(kept) - 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_the_bound_of_a_random_year_is_below_its_plan(seed: int) -> None:
    plan = improve(random_year(seed, groups=3, annual=30), steps=5)
    assert plan.bound is not None
    assert plan.bound <= plan.cost + 1e-6


def test_without_clashes_the_bound_is_the_cost_of_the_best_plan() -> None:
    days = days_from(date(2026, 3, 2), 60)
    problem = small(*(group_visit(f"G{n}", days=days, ideal=days[9 * n], needs={}) for n in range(6)), days=days)
    plan = improve(problem, steps=0)
    assert plan.bound == plan.cost


@st.composite
def crowded_years(draw: st.DrawFn) -> Problem:
    """Four visits, most of them overdue on the first of three days, and one leader who has little room."""
    days = (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1))
    visits = [
        annual_visit(
            f"A{n}", days=days, ideal=draw(st.sampled_from([days[0], days[0], days[1]])), township=draw(st.sampled_from("甲乙"))
        )
        for n in range(4)
    ]
    if draw(st.booleans()):
        visits[3] = replace(visits[3], leaders=("expert", "boss"))
    limit, fixed = draw(st.sampled_from([None, 1, 2])), draw(st.booleans())
    people = tuple(replace(p, per_day=limit) if p.id == "expert" else p for p in PEOPLE)
    prices = Prices(unplaced=draw(st.sampled_from([10, 1000])), busiest_month_visit=draw(st.sampled_from([0, 2.5, 25])))
    agreed = (Placed(visits[0].id, days[0], "pm", "expert"),) if fixed else ()
    return small(*visits, days=days, people=people, fixed=agreed, prices=prices)


@settings(max_examples=8, deadline=None)
@given(crowded_years())
def test_no_plan_of_crowded_leaders_is_cheaper_than_the_bound(problem: Problem) -> None:
    assert lower_bound(Grid(problem), 60).value <= best_of_all(problem) + 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_prices_of_crowded_days_only_sharpen_the_bound(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = Grid(overloaded_year(seed, annual=78, specialists=3))
    sharp = lower_bound(grid, 120)
    monkeypatch.setattr(bound, "ROOMY", 9.0)
    plain = lower_bound(grid, 120)
    assert sharp.value > plain.value * 1.01
    assert sharp.led.max() > 0 == plain.led.max()
    few = lower_bound(grid, 1)
    monkeypatch.undo()
    assert lower_bound(grid, 1).value >= few.value


def test_where_nobody_is_asked_for_too_much_the_days_have_no_price() -> None:
    grid = Grid(small(*(annual_visit(f"A{n}", ideal=day) for n, day in enumerate(WEEK))))
    assert lower_bound(grid, 40).led.max() == 0


def test_a_bound_that_is_stopped_at_once_still_holds() -> None:
    problem = random_year(3)
    assert lower_bound(Grid(problem), stop=lambda: True).value <= improve(problem, steps=5).cost


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(8, 14)) | st.tuples(st.integers(0, 3), st.integers(4, 7)),
        st.integers(1, 20),
        max_size=9,
    )
)
def test_the_matching_is_the_heaviest_there_is(weights: dict[tuple[int, int], int]) -> None:
    def apart(pairs: tuple[tuple[int, int], ...]) -> bool:
        return len({n for pair in pairs for n in pair}) == 2 * len(pairs)

    choices = [pairs for size in range(len(weights) + 1) for pairs in combinations(weights, size) if apart(pairs)]
    found = best_pairs(weights)
    assert apart(tuple(found))
    assert sum(weights[pair] for pair in found) == max(sum(weights[pair] for pair in pairs) for pairs in choices)


def test_a_large_piece_is_matched_as_well_as_small_ones() -> None:
    line = {(n, n + 1): 10.0 + (n % 3) for n in range(30)}
    found = best_pairs(line)
    assert sum(line[pair] for pair in found) == 166


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12))
def test_prices_are_put_on_the_side_they_belong_to(values: list[float]) -> None:
    prices = np.array(values)
    assert summing_to(prices, 25).sum() == pytest.approx(25)
    assert at_most(prices, 25).sum() <= 25 + 1e-6
    assert at_least(prices, 25).sum() >= 25 - 1e-6
    assert summing_to(prices, 0).sum() == at_most(prices, 0).sum() == 0
    assert min(summing_to(prices, 25).min(), at_most(prices, 25).min(), at_least(prices, 25).min()) >= 0


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), st.floats(0.1, 50), max_size=20
    )
)
def test_pairs_taken_in_a_hurry_say_how_much_better_others_might_be(weights: dict[tuple[int, int], float]) -> None:
    best = sum(weights[pair] for pair in best_pairs(weights))
    pairs, more = near_best_pairs(weights, stop=lambda: True)
    found = sum(weights[pair] for pair in pairs)
    assert len({n for pair in pairs for n in pair}) == 2 * len(pairs)
    assert found <= best + 1e-6 <= found + more + 2e-6
    assert near_best_pairs(weights) == (best_pairs(weights), 0.0)


def test_in_a_family_too_large_for_pairs_each_visit_pays_its_share_of_a_trip(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = small(*(annual_visit(f"A{n}", ideal=day) for n, day in enumerate(WEEK)))
    exact = lower_bound(Grid(problem), 40).value
    monkeypatch.setattr(relaxed, "MOST_PAIRED", 1)
    assert lower_bound(Grid(problem), 40).value == ceil(5 * 25 + 5 * 7.5) < exact
