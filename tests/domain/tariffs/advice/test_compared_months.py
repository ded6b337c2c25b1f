"""Which months are compared, and that the contract problem of these months is the bills'."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from tests.domain.tariffs.advice.advice_loads import PRESENT, advice, comparison, factory
from tests.domain.tariffs.bills.made_loads import flat_load
from visitplanner.domain.core.errors import Refused, Stopped
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.advice.advice import Present, designated_days
from visitplanner.domain.tariffs.advice.comparison import compared_months
from visitplanner.domain.tariffs.advice.contract_variants import contract_variants
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.readings import DEFAULT, with_choice
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.contracts.contract_charge import evaluate
from visitplanner.domain.tariffs.contracts.contracts import best_regular_alone, best_without_excess

ROUNDING = Decimal(20)
"""Twelve bills, their total to 1 NT$ and each of their parts to 0.1."""


def months(first: Month, count: int) -> tuple[Month, ...]:
    found = [first]
    while len(found) < count:
        found.append(found[-1].next)
    return tuple(found)


@pytest.mark.parametrize(
    ("first", "count", "expected"),
    [
        (Month(2024, 1), 15, Month(2024, 4)),
        (Month(2024, 1), 12, Month(2024, 1)),
        (Month(2024, 5), 13, Month(2024, 5)),
        (Month(2024, 5), 18, Month(2024, 11)),
        (Month(2024, 4), 12, Month(2024, 4)),
        (Month(2023, 11), 26, Month(2025, 1)),
        (Month(2024, 7), 12, Month(2024, 7)),
        (Month(2024, 7), 13, Month(2024, 8)),
    ],
)
def test_the_newest_twelve_months_with_one_undivided_summer_are_compared(first: Month, count: int, expected: Month) -> None:
    """Where no twelve hold a whole summer of one year, the newest twelve."""
    asked = months(first, count)
    load = flat_load(first.first, (asked[-1].last - first.first).days + 1, 1000)
    assert compared_months(load) == months(expected, 12)
    assert compared_months(load, asked) == months(expected, 12)


@pytest.mark.parametrize("first", [Month(2024, 11), Month(2025, 1), Month(2025, 5)])
def test_a_year_that_runs_over_new_year_has_its_whole_summer(library: Library, first: Month) -> None:
    load = factory(days=365, first=first.first)
    days = designated_days(comparison(library, load, months(first, 12)))
    assert days is not None and {day.year for day in days.worst} == {2025}


@pytest.mark.parametrize("first", [Month(2024, 6), Month(2024, 10)])
def test_a_summer_put_together_from_two_years_is_none(library: Library, first: Month) -> None:
    with pytest.raises(Refused, match="one whole summer"):
        designated_days(comparison(library, factory(days=365, first=first.first), months(first, 12)))


@pytest.mark.parametrize(
    "particulars",
    [
        {},
        {"customer_class": CustomerClass.WELFARE, "power_factor_percent": Decimal(70)},
        {"power_factor_percent": Decimal(70)},
        {"power_factor_percent": Decimal(95), "sector": "261"},
        {"power_factor_percent": Decimal(50), "sector": "攤販集中市場"},
    ],
)
@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"power_factor_base": "with_surcharge"},
        {"low_power_factor_raises_surcharge": "yes", "coefficient_on_surcharge": "no"},
        {"power_factor_base": "with_surcharge", "coefficient_on_surcharge": "no"},
    ],
)
@pytest.mark.parametrize("option", [TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED])
def test_two_sets_of_contracts_differ_in_the_search_as_they_do_on_the_bills(
    library: Library, option: TariffOption, particulars: dict[str, object], choices: dict[str, str]
) -> None:
    chance, readings = random.Random(5), DEFAULT
    for name, choice in choices.items():
        readings = with_choice(readings, name, choice)
    year = comparison(library, factory(), **particulars).under(option, readings=readings)  # type: ignore[arg-type]
    first = (900, 0, 0, 0)
    base, paid = evaluate(year.problem, first).total_ntd, year.bills(first).total
    even = not year._uneven()
    factor = year.priced[0].coefficient.factor if even else Decimal(1)
    for _ in range(4):
        other = (chance.randint(300, 1500), chance.randint(0, 200), chance.randint(0, 100), chance.randint(0, 700))
        searched = (evaluate(year.problem, other).total_ntd - base) * factor
        assert abs(searched - (year.bills(other).total - paid)) < ROUNDING


def test_cancel_stops_the_search_for_contracts_that_are_good_for_growth_too(library: Library) -> None:
    of = advice(library, present=Present(TariffOption.TWO_STAGE, PRESENT.contracts))
    own, asked = of.contract_change, [0]
    assert own is not None

    def count() -> bool:
        asked[0] += 1
        return False

    best_regular_alone(own.weighed.year.problem, count)
    best_without_excess(own.weighed.year.problem, count)
    patience = asked[0]
    asked[0] = 0
    with pytest.raises(Stopped):
        contract_variants(of, own, lambda: count() or asked[0] > patience)


def test_a_month_is_compared_with_a_day_missing_and_not_with_more() -> None:
    load = flat_load(date(2025, 1, 1), 59, 1000)
    load.missing[:96] = True
    assert compared_months(load) == (Month(2025, 1), Month(2025, 2))
    load.missing[96] = True
    assert compared_months(load) == (Month(2025, 2),)
