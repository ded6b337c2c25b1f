"""Times of day on a quarter of an hour, and the reactive energy of a month: each day's own, no neighbour's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.bills.made_loads import account, flat_load
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import missing_quarters
from visitplanner.domain.tariffs.bills.year import Question, bill_load
from visitplanner.domain.tariffs.books.periods import clock_of, slot_of
from visitplanner.domain.tariffs.books.seasons import Month


@given(st.integers(0, 96))
def test_a_slot_and_its_time_are_one(slot: int) -> None:
    hours, minutes = map(int, clock_of(slot).split(":"))
    assert 60 * hours + minutes == 15 * slot and slot_of(clock_of(slot)) == slot


@pytest.mark.parametrize("clock", ["07:10", "24:15", "25:00", "-1:00", "08:60", "08:75", "00:-15", "8", "", "08:15:00"])
def test_what_is_no_quarter_of_a_day_is_none(clock: str) -> None:
    with pytest.raises(ValueError):
        slot_of(clock)


QUESTION = Question(account(TariffOption.TWO_STAGE, (500, 0, 0, 0)), ())


@settings(max_examples=10)
@given(st.sets(st.integers(0, 91), min_size=1, max_size=6), st.integers(1, 40_000))
def test_a_month_has_the_reactive_energy_of_its_days(library: Library, days: set[int], varh: int) -> None:
    """May to July 2026 at 400 kW; some days have reactive energy in one quarter, by hand counted to their month."""
    load = flat_load(date(2026, 5, 1), 92, 100_000)
    lagging = np.zeros(load.wh.size, dtype=np.int64)
    for day in days:
        lagging[day * 96 + 95] = varh
    bills = bill_load(
        library, replace(load, varh_lagging=lagging), replace(QUESTION, months=(Month(2026, 6), Month(2026, 7)))
    ).months
    counted = [sum(31 <= day < 61 for day in days), sum(day >= 61 for day in days)]
    assert [bill.use.lagging_varh for bill in bills] == [varh * count for count in counted]
    assert [bill.power_factor_percent for bill in bills] == [100, 100], "next to no reactive energy in a whole month"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.75, 1.0])
def test_the_power_factor_follows_from_the_two_energies(library: Library, share: float) -> None:
    load = flat_load(date(2026, 6, 1), 30, 100_000)
    metered = replace(load, varh_lagging=np.full(load.wh.size, int(100_000 * share), dtype=np.int64))
    (bill,) = bill_load(library, metered, replace(QUESTION, months=(Month(2026, 6),))).months
    assert bill.power_factor_percent is not None
    assert abs(bill.power_factor_percent - 100 / sqrt(1 + share * share)) <= 1
    given_, own = replace(QUESTION.account, power_factor_percent=Decimal(bill.power_factor_percent)), bill.total
    (same,) = bill_load(library, load, replace(QUESTION, account=given_, months=(Month(2026, 6),))).months
    assert same.total == own


@pytest.mark.parametrize(
    ("first", "days", "gap", "count"),
    [
        (date(2026, 6, 1), 30, None, 0),
        (date(2026, 6, 2), 29, None, 96),
        (date(2026, 6, 1), 29, 0, 97),
        (date(2026, 5, 31), 32, 0, 0),
        (date(2026, 5, 31), 32, 96, 1),
        (date(2026, 7, 1), 31, None, 30 * 96),
    ],
)
def test_quarters_without_a_reading_are_those_of_the_month_alone(first: date, days: int, gap: int | None, count: int) -> None:
    load = flat_load(first, days, 100)
    missing = np.zeros(load.wh.size, dtype=np.bool_)
    if gap is not None:
        missing[gap] = True
    assert missing_quarters(replace(load, missing=missing), Month(2026, 6)) == count
