"""What contracts cost, worked by hand from 電價表 chapter 5 articles 5 and 7."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.contracts.contract_years import three_stage, two_stage
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.tariffs.contracts.contract_charge import evaluate
from visitplanner.domain.tariffs.contracts.contract_terms import (
    BandBase,
    BandNetting,
    ContractProblem,
    ContractsKw,
    DemandRounding,
    MonthTerms,
    SurchargeReading,
)

D = Decimal


def one(month: MonthTerms, reading: SurchargeReading | None = None) -> ContractProblem:
    return ContractProblem((month,), reading or SurchargeReading())


def test_the_real_bill_charges_16_kw_of_half_peak_at_twice_its_own_price() -> None:
    # facts.md 2(5): regular 5,000 kW, no half-peak contract; 16 kW x 166.90 x 2 = 5,340.80; basic 5,000 x 223.60.
    cost = evaluate(one(three_stage(7, "4900", "5016", "3000", "5000")), (5000, 0, 0, 0))
    assert cost.surcharge_ntd == D("5340.80")
    assert cost.basic_ntd == D("1118000")


def test_off_peak_power_is_free_up_to_half_of_regular_and_half_peak() -> None:
    month = three_stage(7, "0", "0", "0", "0")
    assert evaluate(one(month), (100, 100, 60, 40)).basic_ntd == D("39050.00")
    assert evaluate(one(month), (100, 100, 60, 41)).basic_ntd == D("39050.00") + D("44.70")


def test_the_part_beyond_a_tenth_of_the_limit_is_charged_three_times() -> None:
    cost = evaluate(one(three_stage(7, "130", "0", "0", "0")), (100, 0, 0, 0))
    (excess,) = cost.months[0].excesses
    assert (excess.double_kw, excess.triple_kw) == (D(10), D(20))
    assert cost.surcharge_ntd == D("223.60") * (2 * 10 + 3 * 20)


def test_kilowatts_over_in_several_periods_are_counted_once() -> None:
    # limits 100, 150, 150, 150; gross 5, 8, 2, 20; net 5, 3, 0, 12 (within 15 kW).
    cost = evaluate(one(three_stage(7, "105", "158", "152", "170")), (100, 50, 0, 0))
    assert [(e.gross_kw, e.net_kw) for e in cost.months[0].excesses] == [(5, 5), (8, 3), (2, 0), (20, 12)]
    assert cost.surcharge_ntd == 2 * (5 * D("223.60") + 3 * D("166.90") + 12 * D("44.70"))


def test_may_in_two_stages_holds_each_peak_against_its_own_limit() -> None:
    cost = evaluate(one(two_stage(5, "110", "150", "0", "0")), (100, 40, 0, 0))
    found = [(e.period, e.limit_kw, e.gross_kw, e.net_kw) for e in cost.months[0].excesses]
    assert found == [("peak_summer", 100, 10, 10), ("peak_non_summer", 140, 10, 0)]


def test_power_factor_lowers_the_basic_charge_and_leaves_the_surcharge() -> None:
    month = three_stage(7, "110", "0", "0", "0")
    plain, better = (evaluate(one(m), (100, 0, 0, 0)) for m in (month, replace(month, basic_factor=D("0.985"))))
    assert better.basic_ntd == plain.basic_ntd * D("0.985")
    assert better.surcharge_ntd == plain.surcharge_ntd == 10 * 2 * D("223.60")


@pytest.mark.parametrize(
    ("reading", "triple_kw"),
    [
        (SurchargeReading(), ["20.5", "5.5"]),
        (SurchargeReading(band_base=BandBase.REGULAR), ["20.5", "10.5"]),
        (SurchargeReading(band_netting=BandNetting.SLICE), ["20.5", "20.5"]),
        (SurchargeReading(rounding=DemandRounding.WHOLE_KW), ["20", "6"]),
    ],
)
def test_each_open_reading_of_the_surcharge_changes_what_is_charged_three_times(
    reading: SurchargeReading, triple_kw: list[str]
) -> None:
    # limits 100 and 150; gross 30.5 and 51 (floored: 30 and 51).
    cost = evaluate(one(three_stage(7, "130.5", "201", "0", "0"), reading), (100, 50, 0, 0))
    assert [e.triple_kw for e in cost.months[0].excesses] == [D(kw) for kw in triple_kw]


def test_off_peak_contracts_alone_are_refused_when_there_is_other_use() -> None:
    with pytest.raises(Refused, match="another rule"):
        evaluate(one(three_stage(7, "1", "0", "0", "0")), (0, 0, 0, 100))


kilowatts = st.integers(0, 4000).map(lambda tenths: D(tenths).scaleb(-1))
some_contracts = st.tuples(st.integers(1, 300), *[st.integers(0, 200)] * 3)
readings = st.builds(SurchargeReading, st.sampled_from(BandBase), st.sampled_from(BandNetting), st.sampled_from(DemandRounding))


@given(st.tuples(*[kilowatts] * 4), some_contracts, readings)
def test_netting_telescopes_to_the_largest_excess(
    kw: tuple[Decimal, ...], contracts: ContractsKw, reading: SurchargeReading
) -> None:
    excesses = evaluate(one(three_stage(8, *kw), reading), contracts).months[0].excesses
    assert sum(e.net_kw for e in excesses) == max((e.gross_kw for e in excesses), default=D(0))
    assert all(e.double_kw + e.triple_kw == e.net_kw and e.double_kw >= 0 for e in excesses)


@given(some_contracts, readings)
def test_nothing_is_charged_at_or_below_the_contracts(contracts: ContractsKw, reading: SurchargeReading) -> None:
    c1, c2, c3, c4 = contracts
    month = three_stage(8, D(c1), D(c1 + c2), D(c1 + c2 + c3), D(c1 + c2 + c3 + c4))
    assert evaluate(one(month, reading), contracts).surcharge_ntd == 0
