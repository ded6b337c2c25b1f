"""What a customer can save is claimed only where it is known, and then exactly."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from tests.domain.tariffs.advice.advice_loads import PRESENT, advice, comparison, factory, saving
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.advice.advice import Present, advise
from visitplanner.domain.tariffs.advice.choices import Premises, lawful_choices
from visitplanner.domain.tariffs.advice.comparison import compared_months
from visitplanner.domain.tariffs.advice.sureness import surenesses
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.variable import VariableCase
from visitplanner.domain.tariffs.bills.year import bill_load, months_of_year
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.readings import DEFAULT, PowerFactorBase, with_choice
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.findings.verdict import recommended

ROUNDING = Decimal(12)
"""Twelve bills, each rounded to 1 NT$: the search minimises what is not rounded."""


def options(
    customer_class: CustomerClass, present: TariffOption | None = None, premises: Premises | None = None
) -> dict[TariffOption, bool]:
    return {each.option: each.confirmed for each in lawful_choices(customer_class, present, premises or Premises())}


def test_batch_production_is_listed_but_not_confirmed_until_somebody_confirms_production() -> None:
    assert options(CustomerClass.GENERAL)[TariffOption.BATCH] is False
    assert options(CustomerClass.GENERAL, premises=Premises(production=True))[TariffOption.BATCH] is True
    assert TariffOption.BATCH not in options(CustomerClass.GENERAL, premises=Premises(production=False))
    assert options(CustomerClass.GENERAL, present=TariffOption.BATCH)[TariffOption.BATCH] is True


@pytest.mark.parametrize("customer_class", [each for each in CustomerClass if each is not CustomerClass.GENERAL])
def test_the_frozen_tables_have_no_batch_production_and_no_charging(customer_class: CustomerClass) -> None:
    assert set(options(customer_class, premises=Premises(True, True))) == {
        TariffOption.TWO_STAGE,
        TariffOption.THREE_STAGE_FIXED,
        TariffOption.THREE_STAGE_VARIABLE,
    }


def test_the_charging_tariff_is_offered_to_charging_premises_alone() -> None:
    assert TariffOption.EV not in options(CustomerClass.GENERAL)
    assert options(CustomerClass.GENERAL, premises=Premises(charging=True))[TariffOption.EV] is True
    assert options(CustomerClass.GENERAL, present=TariffOption.EV)[TariffOption.EV] is True


def test_a_saving_is_the_present_bills_less_those_of_the_option(library: Library) -> None:
    load = factory()
    found = advice(library, load)
    asked = comparison(library, load).under(TariffOption.TWO_STAGE).question
    billed = bill_load(library, load, asked)
    assert found.present_bill is not None
    assert billed.total != found.present_bill.total, "the placeholder contracts are not the present ones"
    own = comparison(library, load).under(PRESENT.option).bills(PRESENT.contracts)
    assert found.present_bill.total == own.total
    for option in found.options:
        if option.confirmed:
            assert option.saving_ntd == own.total - option.weighed.bill.total


def test_the_first_line_is_the_present_option_with_its_best_contracts(library: Library) -> None:
    found = advice(library)
    assert found.options[0].option is PRESENT.option and found.options[0].is_present
    assert found.contract_change is found.options[0]
    assert found.options[0].saving_ntd is not None and found.options[0].saving_ntd > 0
    assert found.options[0].earliest_change is None


def test_nothing_is_claimed_where_the_present_contracts_are_unknown(library: Library) -> None:
    found = advice(library, present=None)
    assert found.present_bill is None
    assert [option.saving_ntd for option in found.options] == [None] * 4
    assert all(option.earliest_change is None for option in found.options)
    assert surenesses(found) == {}


@pytest.mark.parametrize("sector", ["360", "491", "492"])
def test_nothing_is_claimed_where_the_concession_is_not_recorded(library: Library, sector: str) -> None:
    found = advice(library, sector=sector)
    assert found.present_bill is not None
    assert all(option.saving_ntd is None and option.saving_if_confirmed_ntd is None for option in found.options)


def test_what_depends_on_production_is_no_saving_yet(library: Library) -> None:
    assert saving(advice(library), TariffOption.BATCH) is None
    assert saving(advice(library, premises=Premises(production=True)), TariffOption.BATCH) is not None


def test_an_unknown_start_gives_an_unknown_day_never_today(library: Library) -> None:
    found = advice(library, present=PRESENT._replace(since=None))
    assert {option.earliest_change for option in found.options} == {None}
    known = advice(library, present=PRESENT._replace(since=date(2025, 9, 1)))
    assert known.options[1].earliest_change == date(2026, 9, 1)


def test_the_variable_peak_lies_between_its_worst_and_its_best_days(library: Library) -> None:
    found = advice(library)
    cases = next(option.cases for option in found.options if option.option is TariffOption.THREE_STAGE_VARIABLE)
    assert cases[VariableCase.BEST] < cases[VariableCase.EXPECTED] < cases[VariableCase.WORST]


def test_a_present_variable_peak_compares_the_same_days_with_themselves(library: Library) -> None:
    present = Present(TariffOption.THREE_STAGE_VARIABLE, (1000, 0, 0, 0))
    found = advice(library, present=present)
    own = found.contract_change
    assert own is not None and own.saving_ntd is not None
    for case, paid in found.present_cases.items():
        assert case is not None
        assert abs(paid - own.cases[case] - own.saving_ntd) <= ROUNDING


def test_a_price_nobody_knows_leaves_its_option_without_a_figure(library: Library) -> None:
    book = library.books.on(date(2024, 5, 1), CustomerClass.GENERAL)
    asked = comparison(library, factory())
    past = replace(asked, terms=replace(asked.terms, prices_from=book))
    present = Present(TariffOption.THREE_STAGE_FIXED, (1000, 0, 0, 0))
    found = advise(past, present, Premises(), date(2026, 1, 1))
    assert {each.choice.option for each in found.not_weighed} >= {TariffOption.TWO_STAGE, TariffOption.BATCH}
    with pytest.raises(Unknown):
        advise(past, PRESENT, Premises(), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("particulars", "reading"),
    [
        ({}, None),
        ({"customer_class": CustomerClass.WELFARE}, None),
        ({"power_factor_percent": Decimal(70)}, ("power_factor_base", PowerFactorBase.WITH_SURCHARGE)),
        ({"sector": "089"}, ("coefficient_on_surcharge", "no")),
    ],
)
def test_no_contracts_make_cheaper_bills_than_the_best(
    library: Library, particulars: dict[str, object], reading: tuple[str, str] | None
) -> None:
    """The search minimises what is really billed, welfare concession and open readings included."""
    chance = random.Random(3)
    asked = comparison(library, factory(), **particulars)
    readings = with_choice(DEFAULT, *reading) if reading else None
    for option in (TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED):
        year = asked.under(option, readings=readings)
        best = year.best()
        cheapest = year.bills(best).total
        for _ in range(60):
            tried = tuple(max(0, kw + chance.randint(-60, 60)) for kw in best)
            if sum(tried) >= 100 and tried[0] + tried[1]:
                assert year.bills(tried).total >= cheapest - ROUNDING  # type: ignore[arg-type]


def test_a_saving_lies_within_its_range_and_every_move_is_named(library: Library) -> None:
    found = advice(library)
    sure = surenesses(found)
    assert set(sure) == {TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED, TariffOption.THREE_STAGE_VARIABLE}
    for option in found.options:
        if option.saving_ntd is not None:
            own = sure[option.option]
            assert own.low_ntd <= option.saving_ntd <= own.high_ntd
            assert own.moves, "the open readings move every bill of a plant over its contract"
    assert sure[TariffOption.THREE_STAGE_VARIABLE].moves[0].name == "variable_days"


def test_what_saves_only_on_good_days_is_not_recommended(library: Library) -> None:
    found = advice(library)
    sure = surenesses(found)
    best = recommended(found, sure)
    assert best is not None
    assert sure[best.option].low_ntd > 0
    assert sure[best.option].low_ntd == max(each.low_ntd for each in sure.values())


def test_the_variable_peak_is_not_recommended_for_better_contracts_that_another_option_has_too(library: Library) -> None:
    """So far over contract that even the worst days save, but less surely than the fixed peak with the same contracts."""
    found = advice(library, present=Present(TariffOption.THREE_STAGE_FIXED, (500, 0, 0, 0)))
    sure = surenesses(found)
    assert sure[TariffOption.THREE_STAGE_VARIABLE].low_ntd > 0
    assert sure[TariffOption.THREE_STAGE_VARIABLE].high_ntd > sure[TariffOption.THREE_STAGE_FIXED].high_ntd
    best = recommended(found, sure)
    assert best is not None and best.option is TariffOption.THREE_STAGE_FIXED


def test_the_newest_year_with_one_whole_summer_is_compared() -> None:
    load = factory(days=365 + 184, first=date(2024, 7, 1))
    assert compared_months(load) == tuple(months_of_year(2025))
    short = factory(days=100, first=date(2025, 1, 10))
    assert compared_months(short) == (Month(2025, 2), Month(2025, 3))


def test_a_load_without_a_whole_month_is_refused() -> None:
    with pytest.raises(Refused, match="no whole month"):
        compared_months(factory(days=20, first=date(2025, 1, 5)))


def test_a_part_of_a_summer_is_no_ground_for_the_variable_peak(library: Library) -> None:
    found = advice(library, factory(days=212, first=date(2025, 1, 1)))
    assert [each.choice.option for each in found.not_weighed] == [TariffOption.THREE_STAGE_VARIABLE]


@pytest.mark.parametrize(("day_kw", "alone"), [(0, True), (1, True), (400, False)])
def test_contracts_for_the_night_alone_are_found_where_they_are_cheaper(library: Library, day_kw: int, alone: bool) -> None:
    """500 kW from 00:00 to 06:00, and one quarter of an hour at 15:00 on 11 February 2025, a Tuesday. For 1 kW
    4.8 × 166.90 = 801.12 and 1.6 × its energy are less than a regular contract of 1 kW through twelve months."""
    wh = np.zeros((365, 96), dtype=np.int64)
    wh[:, :24] = 125_000
    wh[41, 60] = day_kw * 250
    year = comparison(library, Load(date(2025, 1, 1), wh.reshape(-1))).under(TariffOption.THREE_STAGE_FIXED)
    best = year.best()
    assert (best[0] + best[1] == 0) is alone
    assert sum(best) == 500
    assert year.bills(best).total <= min(year.bills((0, 0, 0, 500)).total, year.bills((1, 0, 0, 499)).total)
