"""Fees of raising contracts and what a change leaves over two years, worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.domain.tariffs.answers.answer_cases import compared, figures, flat_year
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.tariffs.answers.change_plan import ChangeQuestion, ContractStep, lower_then_raise, planned
from visitplanner.domain.tariffs.answers.dated_figures import (
    DatedFigure,
    Figure,
    KnownFigure,
    checked_figure,
    figures_of,
    missing_figures,
)
from visitplanner.domain.tariffs.answers.raising import Lowered, first_contract_day, months_begun, raise_fee
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.seasons import Month

APRIL = dt.date(2026, 4, 1)
FEES = {"line_fee_regular": 1000, "restore_percent": 50, "upkeep_regular": 60, "restore_months": 24}
BEFORE = Lowered((1150, 0, 0, 0), dt.date(2025, 10, 1))


def test_new_kilowatts_pay_the_line_fee_and_restored_ones_the_lesser_of_share_and_upkeep() -> None:
    fee = raise_fee((1000, 0, 0, 0), (1200, 0, 0, 0), figures(**FEES), APRIL, Voltage.HIGH, BEFORE)
    part = fee.parts[0]
    assert (part.new_kw, part.restored_kw) == (50, 150)
    assert part.new_ntd == 50_000, "50 kW at 1,000"
    assert part.restored_ntd == 54_000, "150 kW at 60 in each of six months, which is less than half of 1,000"
    assert fee.ntd == 104_000 and len(fee.used) == 4 and fee.missing == ()


def test_share_is_taken_where_upkeep_would_be_more() -> None:
    fee = raise_fee((1000, 0, 0, 0), (1150, 0, 0, 0), figures(**FEES | {"upkeep_regular": 90}), APRIL, Voltage.HIGH, BEFORE)
    assert fee.ntd == 150 * 500


def test_after_the_time_everything_is_new() -> None:
    late = figures(**FEES | {"restore_months": 5})
    assert raise_fee((1000, 0, 0, 0), (1200, 0, 0, 0), late, APRIL, Voltage.HIGH, BEFORE).ntd == 200_000
    in_time = figures(**FEES | {"restore_months": 6})
    assert raise_fee((1000, 0, 0, 0), (1200, 0, 0, 0), in_time, APRIL, Voltage.HIGH, BEFORE).ntd == 104_000


@pytest.mark.parametrize("lacking", FEES)
def test_a_fee_of_which_a_figure_is_missing_is_not_told_and_the_figure_is_named(lacking: str) -> None:
    rest = figures(**{name: amount for name, amount in FEES.items() if name != lacking})
    fee = raise_fee((1000, 0, 0, 0), (1200, 0, 0, 0), rest, APRIL, Voltage.HIGH, BEFORE)
    assert fee.ntd is None and len(fee.missing) == 1


def test_lowering_costs_nothing() -> None:
    fee = raise_fee((1000, 0, 0, 0), (500, 0, 0, 0), figures(), APRIL, Voltage.HIGH)
    assert fee.ntd == 0 and fee.parts == () and fee.missing == ()


def test_a_begun_month_counts_whole() -> None:
    begun = months_begun
    assert [begun(dt.date(2026, 1, 15), dt.date(2026, *day)) for day in ((1, 20), (2, 15), (2, 16), (4, 15))] == [1, 1, 2, 3]


def test_contracts_change_after_notice_and_pause() -> None:
    both = figures(notice_days=10, pause_months=6)
    assert first_contract_day(both, APRIL, None).day == dt.date(2026, 4, 11)
    assert first_contract_day(both, APRIL, dt.date(2026, 1, 31)).day == dt.date(2026, 7, 31)
    assert first_contract_day(both, APRIL, dt.date(2025, 8, 31)).day == dt.date(2026, 4, 11)
    assert first_contract_day(figures(notice_days=10), APRIL, dt.date(2026, 1, 31)).day is None


def question(library: Library, **amounts: int) -> ChangeQuestion:
    """400 kW day and night at 1,000 kW of regular contract, two-stage, high voltage, from April on."""
    year = compared(library, flat_year(400)).under(TariffOption.TWO_STAGE)
    return ChangeQuestion(year, (1000, 0, 0, 0), Month(2026, 4), figures(**amounts), Voltage.HIGH)


def test_a_year_saves_each_kilowatt_at_the_price_of_its_month(library: Library) -> None:
    plan = planned(question(library), [ContractStep(0, (500, 0, 0, 0))])
    # 500 kW: six months at 166.90, four at 223.60, May and October at their mean 195.25
    year = 500 * (6 * Decimal("166.90") + 4 * Decimal("223.60") + 2 * Decimal("195.25"))
    assert plan.saved[:3] == (83_450, 97_625, 111_800)
    assert plan.saved_in(0) == plan.saved_in(1) == year == 1_143_150
    assert plan.net_in(0) == year and plan.pays_below is None


def test_lower_now_and_raise_after_three_months(library: Library) -> None:
    plan = lower_then_raise(question(library, **FEES), 3, (1000, 0, 0, 0))
    assert [step.contracts for step in plan.steps] == [(400, 0, 0, 0), (1000, 0, 0, 0)]
    saved = 600 * (Decimal("166.90") + Decimal("195.25") + Decimal("223.60"))
    assert plan.saved_in(0) == saved == 351_450 and plan.saved_in(1) == 0
    assert plan.fees[1].ntd == 600 * 60 * 3
    assert plan.net_in(0) == saved - 108_000 and plan.net == 243_450
    assert plan.pays_below == Decimal("585.75"), "the basic charge saved for a kW"


def test_a_raise_in_the_second_year_costs_in_the_second_year(library: Library) -> None:
    plan = lower_then_raise(question(library, **FEES, pause_months=13), 12, (1000, 0, 0, 0))
    assert plan.net_in(1) == -600 * 500, "half the line fee, which is less than twelve months of upkeep"
    assert plan.too_soon


def test_an_unknown_fee_leaves_the_year_it_falls_in_open(library: Library) -> None:
    plan = lower_then_raise(question(library), 12, (1000, 0, 0, 0))
    assert plan.net_in(0) == plan.saved_in(0) and plan.net_in(1) is None and plan.net is None
    assert not plan.too_soon


def test_two_years_are_told_of_whole_years_only(library: Library) -> None:
    short = compared(library, flat_year(400).between(dt.date(2025, 1, 1), dt.date(2025, 6, 30))).under(TariffOption.TWO_STAGE)
    with pytest.raises(Refused):
        ChangeQuestion(short, (1000, 0, 0, 0), Month(2026, 4), figures(), Voltage.HIGH)
    with pytest.raises(Refused):
        lower_then_raise(question(library), 24, (1000, 0, 0, 0))


def test_a_figure_holds_on_its_days_for_its_voltage_and_the_office_goes_before_the_program() -> None:
    def known(amount: int, source: str, last: dt.date | None = None, voltage: Voltage | None = None) -> KnownFigure:
        return KnownFigure(Figure.CARBON, voltage, dt.date(2025, 1, 1), last, Decimal(amount), source)

    over, office, program = known(1, "甲", dt.date(2025, 12, 31)), known(2, "乙", voltage=Voltage.HIGH), known(3, "丙")
    both = figures_of([over, office], [program])
    assert both.on(Figure.CARBON, APRIL, Voltage.HIGH) == office
    assert both.on(Figure.CARBON, APRIL, Voltage.EXTRA_HIGH) == program
    assert both.on(Figure.WHEELING, APRIL) is None
    ended = figures_of([over])
    assert ended.on(Figure.CARBON, APRIL) is None
    (named,) = missing_figures(ended, [Figure.CARBON], APRIL)
    assert named.values["amount"] == "1" and named.values["source"] == "甲"


def test_a_figure_does_not_end_before_it_begins() -> None:
    with pytest.raises(Refused):
        checked_figure(DatedFigure(figure=Figure.CARBON, first_on=APRIL, last_on=dt.date(2026, 3, 31), amount=1, source="甲"))
