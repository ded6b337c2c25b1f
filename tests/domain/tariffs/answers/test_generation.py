"""Generation behind the meter, and what it saves in energy, contracts and surcharge."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.advice.advice_loads import factory
from tests.domain.tariffs.answers.answer_cases import JANUARY, compared, flat_year
from tests.domain.tariffs.bills.made_loads import flat_load
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.answers.generation import (
    SimpleSun,
    less_generation,
    measured_generation,
    simple_generation,
)
from visitplanner.domain.tariffs.answers.measure_value import measure_value, off_peak_slots, year_with
from visitplanner.domain.tariffs.bills.library import Library

TWO = TariffOption.TWO_STAGE


def test_a_simple_day_is_a_half_sine_of_its_yield() -> None:
    sun = SimpleSun(Decimal(100), (Decimal(3), *(Decimal(0),) * 10, Decimal("4.5")))
    made = simple_generation(sun, dt.date(2024, 12, 31), 2).reshape(2, 96)
    assert made.sum(axis=1).tolist() == [450_000, 300_000], "kWp × kWh per kWp and day"
    assert made[1, :24].sum() == made[1, 72:].sum() == 0
    # the middle quarter of a half sine of 48: (cos(23π/48) − cos(25π/48)) / 2 over its two quarters
    assert abs(made[1, 47:49].sum() - 300_000 * np.sin(np.pi / 48)) <= 1
    assert np.array_equal(made[1], made[1][::-1]) or abs(made[1] - made[1][::-1]).max() <= 1


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=96, max_size=96))
def test_used_and_surplus_are_all_that_is_generated(quarters: list[tuple[int, int]]) -> None:
    wh, made = (np.array(column, dtype=np.int64) for column in zip(*quarters, strict=True))
    load = flat_load(JANUARY, 1, 0)
    left = less_generation(type(load)(JANUARY, wh), made)
    assert left.used_wh + left.surplus_wh == made.sum()
    assert left.load.wh.sum() + left.used_wh == wh.sum() and left.load.wh.min() >= 0


def test_a_profile_of_other_days_is_refused() -> None:
    year = flat_year()
    with pytest.raises(Refused):
        measured_generation(year.between(dt.date(2025, 1, 2), dt.date(2025, 12, 31)), year)
    part = year.between(dt.date(2025, 3, 1), dt.date(2025, 3, 2))
    assert measured_generation(year, part).size == 192
    with pytest.raises(Refused):
        SimpleSun(Decimal(1), (Decimal(1),) * 11)


def test_a_quarter_of_an_even_load_saves_a_quarter_of_energy_and_contract(library: Library) -> None:
    """400 kW less 100 kW at every hour: a quarter of the energy charge, 100 kW of contract."""
    load = flat_year(400)
    left = less_generation(load, flat_year(100).wh).load
    asked = compared(library, load)
    before = asked.under(TWO)
    value = measure_value(before, year_with(asked, TWO, left), (400, 0, 0, 0))
    bills = before.bills((400, 0, 0, 0))
    energy = sum((bill.energy for bill in bills.months), Decimal(0))
    contract = 100 * (6 * Decimal("166.90") + 4 * Decimal("223.60") + 2 * Decimal("195.25"))
    assert (value.best_before, value.best_after) == ((400, 0, 0, 0), (300, 0, 0, 0))
    assert abs(value.own.energy - energy / 4) <= 1 and value.own.basic == contract and value.own.surcharge == 0
    assert value.at_present.basic == 0 and value.least.basic == 0 and value.least.energy == value.own.energy
    assert value.own.total == value.own.energy + contract + value.own.rest


def test_parts_add_up_to_the_difference_of_the_bills(library: Library) -> None:
    load = factory()
    asked = compared(library, load, power_factor_percent=Decimal(92), sector="261")
    sun = SimpleSun(Decimal(300), (Decimal(3),) * 12)
    left = less_generation(load, simple_generation(sun, load.first_day, load.days)).load
    before, after = asked.under(TWO), year_with(asked, TWO, left)
    value = measure_value(before, after, (1000, 0, 0, 0))
    assert value.at_present.total == before.bills((1000, 0, 0, 0)).total - after.bills((1000, 0, 0, 0)).total
    assert value.own.total == before.bills(value.best_before).total - after.bills(value.best_after).total
    assert value.least.total <= value.own.total


def test_off_peak_hours_are_those_of_the_tariff_book(library: Library) -> None:
    load = flat_year(400)
    asked = compared(library, load)
    off = off_peak_slots(asked, asked.under(TWO), load).reshape(365, 96)

    def hours(day: dt.date) -> list[int]:
        return [hour for hour in range(24) if off[(day - JANUARY).days, hour * 4]]

    assert hours(dt.date(2025, 3, 4)) == [0, 1, 2, 3, 4, 5, 11, 12, 13], "a Tuesday outside summer"
    assert hours(dt.date(2025, 7, 1)) == list(range(9)), "a Tuesday in summer"
    assert hours(dt.date(2025, 7, 6)) == list(range(24)), "a Sunday"
    assert hours(dt.date(2025, 10, 10)) == list(range(24)), "an off-peak day"
