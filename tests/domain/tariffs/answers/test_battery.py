"""The battery against every way of running it, and against what is plain to see."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.tariffs.answers.battery import WHOLE, Battery, battery_of, course, lowest, shaved
from visitplanner.domain.tariffs.books.load import Load


def brute_force(wh: list[int], may_charge: list[bool], battery: Battery, stored: int) -> int:
    """The least highest quarter over every whole amount in or out of every quarter."""
    reached = {stored: 0}
    for used, charging in zip(wh, may_charge, strict=True):
        following = dict[int, int]()
        for kept, highest in reached.items():
            for amount in range(-battery.power_wh, battery.power_wh + 1 if charging else 1):
                left = kept + (amount * battery.efficiency_percent if amount > 0 else amount * WHOLE)
                net = used + amount
                if left < 0 or net < 0:
                    continue
                left = min(left, battery.capacity_wh * WHOLE)
                peak = max(highest, net)
                following[left] = min(following.get(left, peak), peak)
        reached = following
    return min(reached.values())


quarters = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=7)
batteries = st.builds(Battery, st.integers(1, 4), st.integers(1, 6), st.sampled_from([100, 90, 85, 50]))


@settings(max_examples=300, deadline=None)
@given(day=quarters, battery=batteries, full=st.integers(0, 6))
def test_no_way_of_running_it_holds_a_lower_level(day: list[tuple[int, bool]], battery: Battery, full: int) -> None:
    wh, may_charge = [used for used, _ in day], [charging for _, charging in day]
    stored = min(full, battery.capacity_wh) * WHOLE
    level, found = lowest(wh, may_charge, battery, stored)
    assert level == max(found.wh) == brute_force(wh, may_charge, battery, stored)


@settings(max_examples=200, deadline=None)
@given(day=quarters, battery=batteries, level=st.integers(0, 9))
def test_a_course_keeps_level_power_and_room(day: list[tuple[int, bool]], battery: Battery, level: int) -> None:
    wh, may_charge = [used for used, _ in day], [charging for _, charging in day]
    found = course(wh, may_charge, battery, level, 0)
    if found is None:
        return
    assert max(found.wh) <= level or max(found.wh) <= max(used for used in wh if used <= level)
    assert 0 <= found.stored <= battery.capacity_wh * WHOLE
    for used, net, charging in zip(wh, found.wh, may_charge, strict=True):
        assert abs(net - used) <= battery.power_wh and (charging or net <= used)


def days(count: int, *hours: tuple[int, int]) -> Load:
    """400 kW, and other kW in single hours of every day."""
    day = np.full(96, 400 * 250, dtype=np.int64)
    for hour, kw in hours:
        day[hour * 4 : hour * 4 + 4] = kw * 250
    return Load(dt.date(2025, 3, 1), np.tile(day, count))


NIGHT = np.tile(np.arange(96) < 24, 61)


def test_an_hour_100_kw_above_the_rest_is_cut_by_a_battery_of_100_kwh() -> None:
    """The night (00:00 to 06:00) fills 100 kWh at 400 + 16.67 kW, so the level cannot fall below what charging needs."""
    found = shaved(days(61, (14, 500)), NIGHT, battery_of(Decimal(100), Decimal(100), 100))
    assert [month.month.month for month in found.months] == [3, 4]
    # each day out = 500 − level over an hour, in = level − 400 over six: 500 − x = 6 (x − 400) at 414.3 kW
    after = found.months[0].after_wh * 4 / 1000
    assert 414.28 < after < 414.30
    assert abs(found.discharged_wh - found.charged_wh) < 100_000, "what is left at the end is less than the battery holds"


def test_the_loss_is_bought() -> None:
    found = shaved(days(61, (14, 500), (2, 100)), NIGHT, battery_of(Decimal(50), Decimal(50), 80))
    assert found.months[0].after_wh == 450 * 250
    assert found.charged_wh * 80 // 100 == pytest.approx(found.discharged_wh, abs=50_100)
    assert found.charged_wh > found.discharged_wh


def test_without_hours_to_charge_in_nothing_is_shaved() -> None:
    load = days(61, (14, 500))
    found = shaved(load, np.zeros(load.wh.size, dtype=np.bool_), battery_of(Decimal(100), Decimal(100), 90))
    assert np.array_equal(found.load.wh, load.wh) and found.charged_wh == 0


def test_what_is_stored_goes_into_the_next_month() -> None:
    load = days(61, (14, 500))
    first_day_peak = replace(load, wh=load.wh.copy())
    first_day_peak.wh[31 * 96 + 1] = 450 * 250
    found = shaved(first_day_peak, NIGHT, battery_of(Decimal(100), Decimal(100), 100))
    assert found.months[1].after_wh < 450 * 250, "April's first quarter hours are covered by what March left"


def test_a_battery_of_nothing_is_refused() -> None:
    for power, capacity, efficiency in ((0, 1, 90), (1, 0, 90), (1, 1, 0), (1, 1, 101)):
        with pytest.raises(Refused):
            Battery(power, capacity, efficiency)
