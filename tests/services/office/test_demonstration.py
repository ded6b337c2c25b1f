"""The demonstration is the same at every run: pictures and figures do not change by themselves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from visitplanner import bootstrap
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS
from visitplanner.domain.loads.loads import LOADS as KEPT_LOADS
from visitplanner.domain.records.kinds import kind_named
from visitplanner.domain.staff.staff import ASSIGNMENTS
from visitplanner.domain.tariffs.findings.verdict import USUAL_THRESHOLD
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.work import Work
from visitplanner.services.office.demonstration import LOADS, TODAY
from visitplanner.services.office.demonstration_load import invented_load, season
from visitplanner.services.office.demonstration_patterns import (
    DATA_HALL,
    NIGHT_FURNACE,
    SHOP,
    TWO_SHIFTS,
    Pattern,
    pattern_of,
)
from visitplanner.services.opportunities.weighing import WeighingsNow, weigh_all

CARE = ("intelligence", "intelligence_submissions", "programmes", "leaflets", "seminars", "audits", "surveys", "measures")


class Everything:
    """All that is kept of visits, cases, assignments, of what the office does besides, and loads."""

    def answer(self, work: Work) -> list[list[Any]]:
        return [
            work.shelf(CUSTOMERS).find(),
            work.shelf(VISITS).find(),
            work.shelf(FOLLOW_UPS).find(),
            work.shelf(ASSIGNMENTS).find(),
            *(work.shelf(kind_named(name)).find() for name in CARE),
            work.shelf(KEPT_LOADS).find(),
        ]


def kept(folder: Path) -> list[list[Any]]:
    context = bootstrap.fill_demonstration(folder)
    try:
        return context.office.ask(Everything())
    finally:
        context.close()


def test_two_demonstrations_are_the_same_to_the_last_record(tmp_path: Path) -> None:
    first, second = kept(tmp_path / "one"), kept(tmp_path / "two")
    assert all(first)
    assert first == second


def test_customers_of_different_trades_use_power_at_different_hours() -> None:
    """A shop's busiest hours are after work and a furnace's at night, a data hall has none; hours of a year's weekdays."""
    curves = {name: curve(pattern) for name, pattern in (("furnace", NIGHT_FURNACE), ("shop", SHOP), ("hall", DATA_HALL))}
    top = {name: int(np.argmax(hours)) for name, hours in curves.items()}
    assert top["furnace"] < 7 and 17 <= top["shop"] < 21
    assert min(curves["hall"]) > 0.85 * max(curves["hall"]) and min(curves["shop"]) < 0.3 * max(curves["shop"])


def test_an_industry_is_found_by_its_code_with_or_without_its_name() -> None:
    assert pattern_of("241") is pattern_of("241 鋼鐵製造業") is NIGHT_FURNACE
    assert pattern_of("") is pattern_of("999") is TWO_SHIFTS


def curve(pattern: Pattern) -> list[float]:
    load = invented_load(dt.date(2025, 1, 6), 5, 1000, seed=3, pattern=pattern)
    return [float(value) for value in load.wh.reshape(5, 24, 4).sum(axis=2).mean(axis=0)]


def test_the_demonstration_shows_as_many_curves_as_it_has_loads(tmp_path: Path) -> None:
    """機會 draws them side by side: no two alike."""
    loads = kept(tmp_path)[-1]
    shapes = []
    for each in loads:
        hours = np.frombuffer(each.wh, dtype=np.int64) if isinstance(each.wh, bytes) else np.asarray(each.wh)
        day = hours.reshape(-1, 96).mean(axis=0)
        shapes.append(day / day.max())
    apart = [np.abs(one - other).max() for number, one in enumerate(shapes) for other in shapes[number + 1 :]]
    assert len(shapes) == LOADS and min(apart) > 0.03


def test_what_the_demonstration_advises_is_some_percent_of_a_bill(tmp_path: Path) -> None:
    """A furnace on the batch option stands still in its peak and contracts off-peak power: no form saves a tenth of a bill."""
    context = bootstrap.fill_demonstration(tmp_path)
    try:
        weigh_all(context.office, context.known.tariffs(), TODAY, USUAL_THRESHOLD, processes=1)
        found = context.office.ask(WeighingsNow()).found.values()
    finally:
        context.close()
    shares = [(each.saving_ntd or 0) / (each.year_ntd or 0) for each in found]
    assert len(shares) == LOADS and max(shares) < Decimal("0.03")
    assert sum(share > Decimal("0.005") for share in shares) >= 3 and 0 in shares


def test_an_invented_year_stays_near_what_is_usual_but_for_a_few_quarters() -> None:
    """By counting: under 1.7 times the usual demand always, above 1.4 times in fewer than one quarter of five hundred."""
    load = invented_load(dt.date(2025, 1, 1), 365, 1000, seed=5)
    kw = load.wh.astype(float) / 250
    assert kw.max() < 1700 and np.count_nonzero(kw > 1400) * 500 < kw.size


@pytest.mark.parametrize("day", [dt.date(2025, 1, 20), dt.date(2025, 12, 20)])
def test_nothing_is_cooled_in_winter(day: dt.date) -> None:
    hottest = max(season(dt.date(2025, 7, number), SHOP) for number in range(1, 32))
    assert hottest > 1.2 and season(day, SHOP) - 1 < (hottest - 1) / 50


@pytest.mark.parametrize("sector", ["", "089", "200", "241", "254", "261", "471", "631", "681", "861"])
def test_no_night_is_much_busier_than_a_working_day(sector: str) -> None:
    pattern = pattern_of(sector)
    assert 0 < pattern.night <= 1.1
    assert all(0 < share <= 1.3 for share in (pattern.saturday, pattern.sunday, pattern.holiday))
    assert all(0 < share <= 1.3 for _, _, share in pattern.hours)
