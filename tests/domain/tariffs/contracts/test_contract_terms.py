"""What contracts are weighed on: demands that can be, growth that grows, curves and off-peak contracts by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.bills.made_loads import account
from tests.domain.tariffs.contracts.contract_years import three_stage, two_stage
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.tariffs.bills.contract_year import contract_terms
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.contracts.contract_charge import evaluate
from visitplanner.domain.tariffs.contracts.contract_terms import (
    LEAST_TOTAL_KW,
    BandBase,
    BandNetting,
    ContractProblem,
    DemandRounding,
    PeriodDemand,
    SurchargeReading,
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
JULY = three_stage(7, "500", "400", "300", "200")


def year(*kw: str) -> ContractProblem:
    return ContractProblem(tuple(three_stage(month, *kw) for month in range(1, 13)))


@pytest.mark.parametrize("limits", [(2, 1), (1, 1), (0, 1), (4, 5)])
def test_periods_are_netted_in_the_order_of_their_limits(limits: tuple[int, int]) -> None:
    demands = tuple(PeriodDemand("any", limit, D(1), D(1)) for limit in limits)
    with pytest.raises(ValueError, match=r"limits of month 7 must ascend within 1\.\.4"):
        replace(JULY, demands=demands)


@pytest.mark.parametrize("amount", ["-0.001", "NaN", "Infinity"])
@pytest.mark.parametrize("where", ["demand_kw", "price_ntd", "regular_ntd", "basic_factor"])
def test_a_demand_or_price_below_zero_or_without_a_number_is_not_searched_with(amount: str, where: str) -> None:
    if where in ("demand_kw", "price_ntd"):
        month = replace(JULY, demands=(replace(JULY.demands[0], **{where: D(amount)}), *JULY.demands[1:]))
    else:
        month = replace(JULY, **{where: D(amount)})  # type: ignore[arg-type]
    with pytest.raises(Refused, match="of month 7 is below zero or no number") as refusal:
        ContractProblem((month,))
    assert refusal.value.field == "demands" and refusal.value.mend is not None


@pytest.mark.parametrize(("percent", "grown"), [(0, ("500", "200")), (10, ("550", "220")), (7, ("535", "214"))])
def test_growth_raises_every_demand_and_nothing_else(percent: int, grown: tuple[str, str]) -> None:
    (month,) = ContractProblem((JULY,)).grown(percent).months
    assert (month.demand(1), month.demand(4)) == (D(grown[0]), D(grown[1]))
    for before, after in zip(JULY.demands, month.demands, strict=True):
        assert after == replace(before, demand_kw=before.demand_kw * (100 + percent) / 100)
    assert replace(month, demands=JULY.demands) == JULY


def test_contracts_that_are_good_for_growth_too_are_greater_than_those_that_are_not() -> None:
    """A steady 500 kW that may become 550: the mean cost of both is least above 500."""
    steady = year("500", "500", "400", "300")
    robust = robust_contracts(steady, (0, 10))
    assert best_contracts(steady).contracts[0] == 500
    assert 500 < robust.best.contracts[0] <= 550
    assert robust.costs_ntd == tuple(
        evaluate(year(*demands), robust.best.contracts).total_ntd
        for demands in (("500", "500", "400", "300"), ("550", "550", "440", "330"))
    )


def test_a_customer_of_20_kw_is_told_the_least_contract_of_the_tariff_book() -> None:
    assert contract_terms(account(), [], Readings()).least_total_kw == LEAST_TOTAL_KW == 100


@pytest.mark.parametrize("place", range(4))
def test_a_contract_below_zero_is_refused_whichever_it_is(place: int) -> None:
    contracts = [200, 200, 200, 200]
    contracts[place] = -1
    with pytest.raises(Refused, match="below zero") as refusal:
        evaluate(ContractProblem((JULY,)), tuple(contracts))  # type: ignore[arg-type]
    assert refusal.value.field == "contracts" and refusal.value.mend is not None


def test_contracts_never_exceeded_cover_the_night_by_the_night_and_not_by_saturday() -> None:
    """A night of 500 kW over 200 by day, where no Saturday contract is sold: c1 + c2 need 200 and c4 the rest."""
    problem = replace(year("200", "200", "100", "500"), sold=(True, True, False, True))
    safe = best_without_excess(problem)
    assert (safe.contracts[0] + safe.contracts[1], safe.contracts[2], safe.contracts[3]) == (200, 0, 300)
    assert evaluate(problem, safe.contracts).surcharge_ntd == 0


@pytest.mark.parametrize(
    ("contracts", "index", "span", "step", "places"),
    [
        ((200, 0, 0, 0), 0, 3, 1, range(197, 204)),
        ((2, 50, 0, 0), 0, 3, 1, range(6)),
        ((2, 0, 0, 0), 0, 3, 1, range(1, 6)),
        ((0, 2, 0, 0), 1, 3, 1, range(1, 6)),
        ((2, 0, 5, 0), 2, 10, 5, range(0, 16, 5)),
        ((200, 0, 0, 7), 3, 10, 5, range(2, 18, 5)),
        ((200, 0, 0, 0), 1, 2, 1, range(3)),
    ],
)
def test_a_curve_runs_from_zero_or_the_least_lawful_kw_to_the_contract_and_its_span(
    contracts: tuple[int, int, int, int], index: int, span: int, step: int, places: range
) -> None:
    problem = ContractProblem((JULY,))
    curve = cost_curve(problem, contracts, index, span, step)
    assert [point.kw for point in curve] == list(places)
    for point in curve:
        there = list(contracts)
        there[index] = point.kw
        assert point.cost_ntd == evaluate(problem, tuple(there)).total_ntd  # type: ignore[arg-type]


def night(*kw: str) -> tuple[ContractProblem, tuple[OtherUse, ...]]:
    """July: demands, and 1,000 kWh in every period at 10, 6, 3 and 2 NT$."""
    uses = tuple(OtherUse(7, limit, D(1000), D(price)) for limit, price in enumerate((10, 6, 3, 2), 1))
    return replace(ContractProblem((three_stage(7, *kw),)), least_total_kw=0), uses


def test_what_lies_within_the_contracted_hours_is_not_charged_as_other_hours() -> None:
    """Under a Saturday contract peak and half-peak are other hours: 0.6 × (10,000 + 6,000); under c4 alone Saturday too."""
    problem, uses = night("10", "20", "30", "40")
    saturday = evaluate_off_peak_only(problem, (0, 0, 30, 10), uses)
    alone = evaluate_off_peak_only(problem, (0, 0, 0, 40), uses)
    assert (saturday.energy_ntd, alone.energy_ntd) == (D("9600"), D("11400"))
    assert saturday.demand_ntd == D("4.8") * (10 * D("223.60") + 20 * D("166.90"))
    assert alone.demand_ntd == saturday.demand_ntd + D("4.8") * 30 * D("44.70")
    assert saturday.within_ntd == alone.within_ntd == 40 * D("44.70")
    for each in (saturday, alone):
        assert each.total_ntd == each.within_ntd + each.demand_ntd + each.energy_ntd


@pytest.mark.parametrize("contracts", [(1, 0, 0, 200), (0, 1, 0, 200), (1, 1, 1, 1), (0, 0, 0, 0)])
def test_the_rule_of_off_peak_contracts_is_for_these_alone(contracts: tuple[int, int, int, int]) -> None:
    problem, uses = night("10", "20", "30", "40")
    with pytest.raises(Refused, match="neither a regular nor a half-peak one") as refusal:
        evaluate_off_peak_only(problem, contracts, uses)
    assert refusal.value.field == "contracts"


kilowatts = st.integers(0, 40).map(str)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(*[kilowatts] * 4), min_size=1, max_size=3),
    st.builds(SurchargeReading, st.sampled_from(BandBase), st.sampled_from(BandNetting), st.sampled_from(DemandRounding)),
    st.booleans(),
)
def test_the_best_off_peak_contracts_are_the_cheapest_of_all_pairs(
    kw: list[tuple[str, str, str, str]], reading: SurchargeReading, staged: bool
) -> None:
    """With a Saturday contract or without one; also in two stages, where the second contract costs nothing in summer."""
    month = three_stage if staged else two_stage
    months = tuple(month(number, *each) for number, each in enumerate(kw, 7))
    uses = [
        OtherUse(number, limit, 50 * D(each[limit - 1]), D(price))
        for number, each in enumerate(kw, 7)
        for limit, price in enumerate((10, 6, 3), 1)
    ]
    problem = ContractProblem(months, reading, least_total_kw=1)
    best = best_off_peak_only(problem, uses)
    pairs = [(0, 0, c3, c4) for c3 in range(41) for c4 in range(0 if c3 else 1, 41 - c3)]
    assert best.contracts[:2] == (0, 0)
    assert best.total_ntd == min(evaluate_off_peak_only(problem, pair, uses).total_ntd for pair in pairs)


def test_a_regular_contract_alone_stays_alone() -> None:
    assert best_regular_alone(ContractProblem((JULY,))).contracts[1:] == (0, 0, 0)


def test_all_four_contracts_are_sold_unless_it_is_said_otherwise() -> None:
    assert ContractProblem((JULY,)) == ContractProblem((JULY,), sold=(True, True, True, True))
