"""What a load and a monthly reading may hold, and what is added to them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from tests.domain.tariffs.bills.made_loads import account, flat_load
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.tariffs.bills.library import Library, timeline
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.books.use import MonthUse, metered_at_high_voltage, month_use_of_reading

OFF_PEAK = {(Season.SUMMER, Period.OFF_PEAK): Decimal(10_000), (Season.NON_SUMMER, Period.OFF_PEAK): Decimal(5_000)}


def may(library: Library, ice: int = 0) -> MonthUse:
    (priced,) = timeline(library, account(), (Month(2026, 5),), Readings())
    return month_use_of_reading(Month(2026, 5), priced.spans, OFF_PEAK, {}, ice_storage_kwh=Decimal(ice))


@pytest.mark.parametrize("quarters", [0, 95, 97])
def test_a_load_is_whole_days(quarters: int) -> None:
    with pytest.raises(Refused, match="whole days of 96 quarters"):
        Load(date(2026, 1, 1), np.zeros(quarters, dtype=np.int64))


def test_every_column_of_a_load_is_as_long_as_the_energy() -> None:
    with pytest.raises(Refused, match="in every column alike"):
        Load(date(2026, 1, 1), np.zeros(96, dtype=np.int64), varh_lagging=np.zeros(192, dtype=np.int64))


def test_an_energy_below_zero_cannot_be_billed() -> None:
    with pytest.raises(Refused, match="below zero"):
        Load(date(2026, 1, 1), np.array([0] * 95 + [-1], dtype=np.int64))


def test_a_load_is_cut_to_its_own_first_and_last_day_and_refused_a_day_beyond() -> None:
    load = flat_load(date(2026, 1, 10), 5, 1000)
    assert [load.between(day, day).first_day for day in (load.first_day, load.last_day)] == [load.first_day, load.last_day]
    day_before, day_after = load.first_day - timedelta(days=1), load.last_day + timedelta(days=1)
    for day in (day_before, day_after):
        with pytest.raises(Refused) as refusal:
            load.between(day, day)
        assert str(refusal.value.what) == f"The load has no day between {day} and {day}."
        assert str(refusal.value.mend) == "It runs from 2026-01-10 to 2026-01-14."
    assert (load.between(day_before, day_after).first_day, load.between(day_before, day_after).days) == (load.first_day, 5)


def test_a_monthly_reading_lacks_nothing_and_has_no_ice_storage_unless_it_is_given(library: Library) -> None:
    use = may(library)
    assert (use.missing, use.ice_storage_wh, use.lagging_varh) == (0, (0, 0), None)


def test_ice_storage_of_a_month_of_two_seasons_is_divided_as_its_off_peak_energy_is(library: Library) -> None:
    """10,000 and 5,000 kWh off-peak: of 6,000 kWh two thirds are summer's. A Wh that does not divide is the other season's."""
    assert may(library, 6_000).ice_storage_wh == (4_000_000, 2_000_000)
    assert may(library, 15_000).ice_storage_wh == (10_000_000, 5_000_000)
    assert may(library, 1).ice_storage_wh == (666, 334)
    with pytest.raises(Refused, match="exceeds the month's off-peak energy") as refusal:
        may(library, 15_001)
    assert refusal.value.field == "ice_storage_off_peak_kwh"


def test_an_idle_month_metered_at_low_voltage_has_no_losses(library: Library) -> None:
    """And a month in use: (15,000 + 100 kVA × 720 × 0.01) / 0.98 = 16,040.816 kWh, two thirds of them in summer."""
    (priced,) = timeline(library, account(), (Month(2026, 5),), Readings())
    idle = month_use_of_reading(Month(2026, 5), priced.spans, {}, {})
    assert metered_at_high_voltage(idle, Decimal(100)) == idle
    used = may(library)
    assert metered_at_high_voltage(used, Decimal(0)) == used
    converted = metered_at_high_voltage(used, Decimal(100))
    assert (converted.energy(3), converted.energy(7)) == (10_693_878, 5_346_939)
