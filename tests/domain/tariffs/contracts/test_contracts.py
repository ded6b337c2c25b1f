"""The best contracts are the best: against every whole-kW point of small years and against many random ones of real size."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.contracts.contract_years import customer, three_stage
from visitplanner.domain.core.errors import Stopped
from visitplanner.domain.tariffs.contracts import contract_search
from visitplanner.domain.tariffs.contracts.contract_charge import evaluate
from visitplanner.domain.tariffs.contracts.contract_integers import IntegerYear, Whole
from visitplanner.domain.tariffs.contracts.contract_terms import (
    BandBase,
    BandNetting,
    ContractProblem,
    DemandRounding,
    MonthTerms,
    PeriodDemand,
    SurchargeReading,
    cumulative,
    from_cumulative,
)
from visitplanner.domain.tariffs.contracts.contracts import (
    best_contracts,
    best_regular_alone,
    best_without_excess,
    cost_curve,
    robust_contracts,
)
from visitplanner.domain.tariffs.contracts.contracts_off_peak import OtherUse, best_off_peak_only, evaluate_off_peak_only

D = Decimal
TOP_KW = 10

readings = st.builds(SurchargeReading, st.sampled_from(BandBase), st.sampled_from(BandNetting), st.sampled_from(DemandRounding))


@st.composite
def small_years(draw: st.DrawFn) -> ContractProblem:
    """One to four months of at most 10 kW with any prices, also such where a later period is dearer."""
    months: list[MonthTerms] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        limits = sorted(draw(st.sets(st.integers(1, 4), min_size=1)))
        demands = tuple(
            PeriodDemand("any", limit, D(draw(st.integers(0, TOP_KW * 10))).scaleb(-1), D(draw(st.integers(0, 30))))
            for limit in limits
        )
        regular, second, off = (D(draw(st.integers(0, most))) for most in (9, 9, 3))
        months.append(MonthTerms(number, regular, second, off, demands, D(draw(st.sampled_from(["1", "0.985", "0.5"])))))
    sold = draw(st.sampled_from([(True, True, True, True), (True, False, False, False), (True, True, False, True)]))
    return ContractProblem(tuple(months), draw(readings), sold, draw(st.integers(0, 12)))


def every_point(problem: ContractProblem) -> list[tuple[int, int, int, int]]:
    """All cumulative limits up to the highest demand which the option sells and the ordinary rules charge."""
    top = max(TOP_KW, problem.least_total_kw, *(int(problem.highest(limit)) for limit in (1, 2, 3, 4)))
    ordinary = bool(problem.highest(1) or problem.highest(2))
    return [
        point
        for point in itertools.combinations_with_replacement(range(top + 1), 4)
        if point[3] >= problem.least_total_kw
        and (point[1] or not ordinary)
        and (point[2] or not problem.highest(3))
        and all(problem.sold[k] or point[k] == point[k - 1] for k in (1, 2, 3))
    ]


@settings(max_examples=120, deadline=None)
@given(small_years(), st.randoms(use_true_random=False))
def test_no_whole_kw_point_is_cheaper_and_the_fast_cost_is_the_regulations(
    problem: ContractProblem, chance: random.Random
) -> None:
    best = best_contracts(problem)
    year, points = IntegerYear(problem), every_point(problem)
    costs = year.costs(np.array(points).T)
    assert year.in_ntd(costs.min()) == best.cost_ntd == best.lower_bound_ntd
    some = chance.randrange(len(points))
    assert evaluate(problem, from_cumulative(points[some])).total_ntd == year.in_ntd(costs[some])


@pytest.mark.parametrize("staged", [2, 3])
@pytest.mark.parametrize("netting", list(BandNetting))
def test_ten_thousand_random_points_of_a_real_customer_are_never_cheaper(staged: int, netting: BandNetting) -> None:
    chance = random.Random(staged)
    problem = customer(chance, staged=staged, reading=SurchargeReading(band_netting=netting))
    best, year = best_contracts(problem), IntegerYear(problem)
    draw = np.random.default_rng(5)
    near = np.array(cumulative(best.contracts))[:, None] + draw.integers(-40, 41, (4, 5000))
    far = draw.integers(1, year.highest_kw, (4, 5000))
    points = np.maximum(np.sort(np.concatenate([near, far], axis=1), axis=0), [[1], [1], [1], [100]])
    assert year.in_ntd(year.costs(points).min()) >= best.cost_ntd


@settings(max_examples=40, deadline=None)
@given(small_years(), st.sampled_from([1, 2, 5]))
def test_a_short_batch_proves_the_same_optimum(problem: ContractProblem, batch: int) -> None:
    best = best_contracts(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contract_search, "BATCH", batch)
        patch.setattr(contract_search, "LANES", 0)
        assert best_contracts(problem).cost_ntd == best.cost_ntd


@pytest.mark.parametrize(("batch", "most_open"), [(4, 8 * 24), (1 << 20, 1 << 20)])
def test_open_boxes_stay_within_two_batches_of_each_size_even_when_bounds_tell_nothing(
    monkeypatch: pytest.MonkeyPatch, batch: int, most_open: int
) -> None:
    problem = replace(ContractProblem((three_stage(7, "14", "11", "20", "17"),)), least_total_kw=9)
    year, judged = IntegerYear(problem), contract_search._Search._bounds

    def blind(search: contract_search._Search, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        bounds, corners = judged(search, low, high)
        return np.where((low == high).all(axis=0), bounds, 0), corners

    monkeypatch.setattr(contract_search._Search, "_bounds", blind)
    monkeypatch.setattr(contract_search, "BATCH", batch)
    found = contract_search.search(year, contract_search.region_of(problem, year))
    assert found.widest <= most_open
    assert (found.widest > 8 * 24) == (batch > 4), "without batches more boxes are open than batches allow"
    assert year.in_ntd(found.cost) == year.in_ntd(year.costs(np.array(every_point(problem)).T).min())


def test_a_year_of_watts_that_grows_by_whole_percents_fits_into_63_bits() -> None:
    months = tuple(three_stage(m, "9812.004", "9830.113", "700.007", "14000.701", basic_factor="0.955073") for m in range(1, 13))
    grown = [ContractProblem(months).grown(percent) for percent in range(11)]
    together = ContractProblem(tuple(month for year in grown for month in year.months))
    assert IntegerYear(together).dtype is np.int64


def test_a_year_too_precise_for_63_bits_is_still_exact() -> None:
    fine = D(1) / 31
    problem = ContractProblem(
        tuple(three_stage(m, "812.004", "830.1", "700", "1400.7", basic_factor=str(1 - fine)) for m in (1, 7, 8))
    )
    assert IntegerYear(problem).dtype is object
    best = best_contracts(problem)
    assert best.cost_ntd == evaluate(problem, best.contracts).total_ntd == best.lower_bound_ntd


def test_a_steady_load_needs_exactly_its_demand() -> None:
    problem = ContractProblem(tuple(three_stage(month, "500", "500", "400", "300") for month in range(1, 13)))
    assert best_contracts(problem).contracts[:2] == (500, 0)


def test_contracts_reach_at_least_a_hundred_kw_in_all() -> None:
    problem = ContractProblem(tuple(three_stage(month, "20", "20", "20", "20") for month in range(1, 13)))
    assert sum(best_contracts(problem).contracts) == 100


def test_best_alone_and_best_without_excess_are_never_cheaper_than_the_best() -> None:
    problem = customer(random.Random(11))
    best, alone, safe = best_contracts(problem), best_regular_alone(problem), best_without_excess(problem)
    assert alone.contracts[1:] == (0, 0, 0)
    assert evaluate(problem, safe.contracts).surcharge_ntd == 0
    assert best.cost_ntd <= min(alone.cost_ntd, safe.cost_ntd)


def test_best_alone_is_the_lowest_point_of_the_curve_of_the_regular_contract() -> None:
    problem = customer(random.Random(12))
    alone = best_regular_alone(problem)
    curve = cost_curve(problem, alone.contracts, 0, 500)
    assert min(point.cost_ntd for point in curve) == alone.cost_ntd
    some = curve[7]
    assert some.cost_ntd == evaluate(problem, (some.kw, 0, 0, 0)).total_ntd


def test_robust_contracts_have_the_least_mean_and_no_negative_regret() -> None:
    problem = customer(random.Random(14))
    robust = robust_contracts(problem, (0, 5, 10))
    unchanged = best_contracts(problem).contracts
    mean_of_unchanged = sum(evaluate(problem.grown(p), unchanged).total_ntd for p in (0, 5, 10)) / 3
    assert sum(robust.costs_ntd) == robust.best.cost_ntd
    assert robust.mean_ntd <= mean_of_unchanged
    assert min(robust.regrets_ntd) >= 0


def test_a_search_that_is_cancelled_stops() -> None:
    with pytest.raises(Stopped):
        best_contracts(customer(random.Random(11)), stop=lambda: True)


def test_off_peak_contracts_alone_pay_4_8_times_demand_and_0_6_times_energy_more_at_other_hours() -> None:
    problem = ContractProblem((three_stage(7, "10", "0", "0", "200"),))
    uses = (OtherUse(7, 1, D(50), D("9.39")),)
    cost = evaluate_off_peak_only(problem, (0, 0, 0, 200), uses)
    assert cost.within_ntd == 200 * D("44.70")
    assert cost.demand_ntd == D("4.8") * 10 * D("223.60")
    assert cost.energy_ntd == D("0.6") * 50 * D("9.39")
    assert best_off_peak_only(problem, uses).total_ntd <= cost.total_ntd


def test_a_year_without_any_use_needs_the_least_contract_at_the_lowest_price() -> None:
    month = replace(three_stage(1, "0", "0", "0", "0"), basic_factor=D("0.5"))
    assert best_contracts(ContractProblem((month,))).cost_ntd == D("0.5") * D("33.30") * 100
