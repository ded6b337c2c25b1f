"""A higher bill explained: price, demand, use and hours, worked by hand and adding up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.bills.made_loads import account, flat_load, noisy_load
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.answers.two_years import TwoYears, difference_words, two_years
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.answers.years import years_of_loads

TWO = TariffOption.TWO_STAGE
FIXED = TariffOption.THREE_STAGE_FIXED


def compared(library: Library, earlier: Load, later: Load, contracts: int = 500, option: TariffOption = TWO) -> TwoYears:
    question = Question(account(option, (contracts, 0, 0, 0)), ())
    return years_of_loads(library, earlier, later, question).years


def february(year: int, kw: int) -> Load:
    """From Saturday 1 February 2025 or Sunday 1 February 2026 on."""
    return flat_load(dt.date(year, 2, 1), 28, kw * 250)


def test_more_of_the_same_is_use_and_demand(library: Library) -> None:
    """600 kW instead of 400 at 500 kW of contract: half as much energy again, and 100 kW over contract."""
    found = compared(library, february(2025, 400), february(2026, 600))
    assert [month for month, _ in found.months] == [Month(2026, 2)]
    whole = found.whole
    assert whole.price == 0, "the same prices from 2024-10-16 on"
    # 50 kW at twice and 50 kW at three times 166.90
    assert whole.demand == 50 * Decimal("166.90") * 2 + 50 * Decimal("166.90") * 3 == 41_725
    assert whole.kwh == (Decimal(400 * 24 * 28), Decimal(600 * 24 * 28)) and whole.highest_kw == (400, 600)
    assert whole.amount + whole.hours > 0 and whole.rest == pytest.approx(0, abs=1)


def test_a_rise_of_prices_is_price_alone(library: Library) -> None:
    """Prices rose on 2024-10-16: November is billed alike in both years, September is not; its weekdays differ too."""
    found = compared(library, flat_load(dt.date(2024, 11, 1), 30, 100_000), flat_load(dt.date(2025, 11, 1), 30, 100_000)).whole
    assert found.price == 0 and found.amount == 0 and found.demand == 0
    assert found.hours != 0, "November 2024 has other Saturdays and Sundays"
    risen = compared(
        library, flat_load(dt.date(2024, 9, 1), 30, 100_000), flat_load(dt.date(2025, 9, 1), 30, 100_000), option=FIXED
    ).whole
    assert risen.price > 0 and risen.amount == 0 and risen.demand == 0


@settings(max_examples=10, deadline=None)
@given(seeds=st.tuples(st.integers(0, 99), st.integers(0, 99)), highest=st.integers(100_000, 400_000))
def test_parts_add_up_to_the_difference_of_the_bills(library: Library, seeds: tuple[int, int], highest: int) -> None:
    loads = [noisy_load(dt.date(year, 9, 1), 61, seed, highest) for year, seed in zip((2024, 2025), seeds, strict=True)]
    question = Question(account(FIXED, (900, 0, 0, 0), power_factor_percent=Decimal(90), sector="261"), ())
    found = years_of_loads(library, *loads, question).years
    names = ("price", "demand", "amount", "hours", "rest", "total")
    for name in names:
        assert getattr(found.whole, name) == sum(getattr(each, name) for _, each in found.months)
    assert found.whole.total == sum(each.total for _, each in found.months)
    assert found.whole.total == sum(getattr(found.whole, name) for name in names[:-1])


def test_the_sentence_names_the_greatest_part_first_and_adds_up(library: Library) -> None:
    found = compared(library, february(2025, 400), february(2026, 1600)).whole
    # 1,100 kW over contract, 50 of it at twice and 1,050 at three times 166.90
    assert found.demand == Decimal("166.90") * (50 * 2 + 1050 * 3) == Decimal("542425.0")
    text = str(difference_words(found))
    assert text.startswith(
        f"{found.total:,.0f} NT$ more than a year before: use {found.amount:+,.0f} (+300.0 % kWh), demand +542,425"
    )
    less = compared(library, february(2025, 800), february(2026, 400)).whole
    assert "less than a year before" in str(difference_words(less))
    same = compared(library, february(2025, 400), february(2026, 400)).whole
    assert same.amount == 0 and same.demand == 0


def test_months_must_be_in_both_years(library: Library) -> None:
    with pytest.raises(Refused):
        compared(library, february(2025, 400), flat_load(dt.date(2026, 3, 1), 31, 100))
    with pytest.raises(Refused):
        two_years([], [], [])
