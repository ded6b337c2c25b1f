"""Moving evening use keeps the energy of every day, and its worth can be worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.advice.advice_loads import comparison
from tests.domain.tariffs.bills.made_loads import flat_load, noisy_load
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.advice import Weighed, at_contracts, years_under
from visitplanner.domain.tariffs.advice.choices import Choice
from visitplanner.domain.tariffs.advice.comparison import Comparison
from visitplanner.domain.tariffs.advice.shifting import (
    EVENING,
    NIGHT,
    ClockHours,
    Shifted,
    largest_block,
    moved_load,
    shifted,
    working_days,
)
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.load import Load

FIXED = Choice(TariffOption.THREE_STAGE_FIXED, True, ())


def weighed(asked: Comparison, contracts: tuple[int, int, int, int]) -> Weighed:
    years = years_under(asked, TariffOption.THREE_STAGE_FIXED)
    return at_contracts(Weighed(FIXED, years, contracts, {}), contracts)


def shift(library: Library, load: Load, contracts: tuple[int, int, int, int], percent: int = 10) -> Shifted:
    asked = comparison(library, load)
    return shifted(asked, weighed(asked, contracts), contracts, percent)


@pytest.mark.parametrize(
    ("first", "days", "working", "difference"),
    [
        (date(2025, 12, 1), 31, 22, Decimal("5.47") - Decimal("2.32")),
        (date(2025, 7, 1), 31, 23, Decimal("9.39") - Decimal("2.53")),
    ],
)
def test_a_tenth_of_an_even_evening_is_worth_the_difference_of_the_prices(
    library: Library, first: date, days: int, working: int, difference: Decimal
) -> None:
    """1,000 kW all day; 10 % of 6 hours is 600 kWh a working day (25 December is an off-peak day). Prices of 2025-10-01,
    high voltage: evening 5.47 (summer 9.39), night 2.32 (2.53). c4 = 100 kW is free (0.5 × 1,000) and holds 1,100 kW."""
    found = shift(library, flat_load(first, days, 250_000), (1000, 0, 0, 100))
    assert (found.days, found.moved_wh, found.block_kw) == (working, working * 600_000, Decimal(100))
    assert found.saving_ntd == working * 600 * difference


def test_a_night_over_contract_is_charged(library: Library) -> None:
    """Without c4 the night's 1,100 kW exceed S4 = 1,000 kW by 100, within 10 %: 2 × 33.30 × 100 = 6,660 in December."""
    found = shift(library, flat_load(date(2025, 12, 1), 31, 250_000), (1000, 0, 0, 0))
    assert found.saving_ntd == 22 * 600 * Decimal("3.15") - 6660


@settings(max_examples=20)
@given(st.integers(1, 100), st.integers(0, 5), st.sampled_from([NIGHT, ClockHours(0, 4), ClockHours(44, 56), ClockHours(88, 96)]))
def test_every_day_keeps_its_energy(library: Library, percent: int, seed: int, into: ClockHours) -> None:
    load = noisy_load(date(2025, 2, 1), 28, seed)
    rows = working_days(load, library.off_peak_days)
    taken = load.wh.reshape(-1, 96)[rows][:, EVENING.slots] * percent // 100
    after = moved_load(load, rows, taken, into)
    assert np.array_equal(after.wh.reshape(-1, 96).sum(axis=1), load.wh.reshape(-1, 96).sum(axis=1))
    assert int(after.wh.min()) >= 0
    untouched = np.setdiff1d(np.arange(28), rows)
    assert np.array_equal(after.wh.reshape(-1, 96)[untouched], load.wh.reshape(-1, 96)[untouched])


def test_weekends_and_off_peak_days_are_left_alone(library: Library) -> None:
    load = flat_load(date(2025, 10, 1), 31, 1000)
    days = [int(place) + 1 for place in working_days(load, library.off_peak_days)]
    assert 6 not in days and 10 not in days, "mid-autumn and national day 2025"
    assert len(days) == 21


def test_the_largest_block_stops_where_the_contracts_are_full(library: Library) -> None:
    """All 1,000 kW run through the evening; at night there is room for 1,250 − 1,000 = 250 kW."""
    asked = comparison(library, flat_load(date(2025, 12, 1), 31, 250_000))
    contracts = (1000, 0, 0, 250)
    found = largest_block(asked, weighed(asked, contracts), contracts)
    assert found.block_kw == 250
    assert found.saving_ntd == 22 * 250 * 6 * Decimal("3.15")


@pytest.mark.parametrize("into", [ClockHours(60, 70), ClockHours(87, 92), ClockHours(10, 10), ClockHours(90, 100)])
def test_energy_is_not_moved_into_the_evening_itself(library: Library, into: ClockHours) -> None:
    asked = comparison(library, flat_load(date(2025, 12, 1), 31, 250_000))
    with pytest.raises(Refused, match="cannot be moved"):
        shifted(asked, weighed(asked, (1000, 0, 0, 0)), (1000, 0, 0, 0), 10, into)


def test_hours_are_printed_as_clock_times() -> None:
    assert (str(NIGHT), str(EVENING)) == ("00:00-06:00", "16:00-22:00")
