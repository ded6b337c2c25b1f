"""What is asked before a load or a year of readings is kept: each question from exactly its bound on, and nothing beside it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.bills.made_loads import flat_load, noisy_load
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.loads.plausibility import doubts_of, doubts_of_months, strange_in
from visitplanner.domain.tariffs.books.load import Load

FIRST = dt.date(2025, 1, 1)
CONTRACTS = Contracts(600, 100, 100, 200)
"""1,000 kW together."""


def load(highest_kw: int, first: dt.date = FIRST, days: int = 1) -> Load:
    made = flat_load(first, days, 0)
    wh = made.wh.copy()
    wh[48] = highest_kw * 250
    return Load(first, wh)


# -- is it this customer's ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kw", "asked"), [(249, True), (250, False), (2000, False), (2001, True)])
def test_a_highest_demand_below_a_quarter_or_above_twice_all_contracts_is_asked_about(kw: int, asked: bool) -> None:
    told = list(map(str, doubts_of(load(kw), CONTRACTS, dt.date(2025, 6, 1))))
    assert [f"is {kw:,} kW, the contracts are 1,000 kW" in each for each in told] == ([True] if asked else [])
    months = {
        dt.date(2025, 1, 1): (None, Decimal(kw)),
        dt.date(2025, 2, 1): (None, Decimal(1)),
        dt.date(2025, 3, 1): (None, None),
    }
    assert [month for month, _ in doubts_of_months(months, CONTRACTS)] == ([dt.date(2025, 1, 1)] if asked else [])


@pytest.mark.parametrize(("today", "asked"), [(FIRST, False), (FIRST - dt.timedelta(days=1), True)])
def test_a_load_that_ends_after_today_is_asked_about(today: dt.date, asked: bool) -> None:
    told = doubts_of(load(500), CONTRACTS, today)
    assert [each.values["day"] for each in told] == ([FIRST] if asked else [])


@pytest.mark.parametrize(("first", "asked"), [(dt.date(1999, 12, 31), True), (dt.date(2000, 1, 1), False)])
def test_a_load_of_the_last_century_is_asked_about(first: dt.date, asked: bool) -> None:
    assert bool(doubts_of(load(500, first), CONTRACTS, dt.date(2026, 1, 1))) == asked


# -- is it measured -----------------------------------------------------------------------------------------------


def test_a_whole_day_of_one_value_is_no_measured_load() -> None:
    (told,) = strange_in(flat_load(FIRST, 1, 1250))
    assert str(told) == "All 96 values are the same, 5.0 kW: is this a measured load?"
    assert strange_in(load(5)) == ()


def test_gaps_are_no_values() -> None:
    """A day of one value with a gap has 95 of them, two days with a gap 191."""
    for days, count in ((1, 0), (2, 191)):
        flat = flat_load(FIRST, days, 1250)
        missing = np.zeros(flat.wh.size, dtype=np.bool_)
        missing[7] = True
        told = strange_in(Load(FIRST, np.where(missing, 0, flat.wh), missing))
        assert [each.values["count"] for each in told] == ([count] if count else [])


def stepped(before: int, after: int, factor: float) -> Load:
    """So many days as they are, then so many with every energy times a factor."""
    wh = noisy_load(FIRST, before + after, 1, 4_000_000).wh.copy()
    wh[before * 96 :] = (wh[before * 96 :] * factor).astype(np.int64)
    return Load(FIRST, wh)


@pytest.mark.parametrize("factor", [0.001, 1000])
@pytest.mark.parametrize(("before", "after", "asked"), [(3, 3, True), (2, 4, False), (4, 2, False), (10, 5, True)])
def test_a_lasting_step_by_a_thousand_is_asked_about_from_its_day(factor: float, before: int, after: int, asked: bool) -> None:
    told = [each.values["day"] for each in strange_in(stepped(before, after, factor))]
    assert told == ([FIRST + dt.timedelta(days=before)] if asked else [])


@pytest.mark.parametrize("factor", [1.0, 100.0, 0.01, 10_000.0])
def test_another_step_is_one_of_use(factor: float) -> None:
    assert strange_in(stepped(5, 5, factor)) == ()


def test_days_without_any_use_are_no_step() -> None:
    """Three days off stand between two weeks: neither nothing nor its end is a change of unit."""
    wh = stepped(14, 3, 0).wh.copy()
    assert strange_in(Load(FIRST, np.concatenate([wh, wh[: 14 * 96]]))) == ()
    thousand = np.concatenate([wh, wh[: 14 * 96] // 1000])
    (told,) = strange_in(Load(FIRST, thousand))
    assert told.values["day"] == FIRST + dt.timedelta(days=17), "the first day that is read again"


# -- a year of readings -------------------------------------------------------------------------------------------


def readings(*energies: int | None) -> dict[dt.date, tuple[Decimal | None, Decimal | None]]:
    return {dt.date(2025, n, 1): (None if each is None else Decimal(each), None) for n, each in enumerate(energies, 1)}


@pytest.mark.parametrize(
    ("energies", "month"),
    [
        ((5, 5), None),
        ((5, 5, 5), 1),
        ((None, 5, 5, 5), 2),
        ((5, 5, 6), None),
        ((0, 5, 5), None),
        ((5, None, 5, 0, 5), 1),
    ],
)
def test_three_months_of_the_very_same_energy_are_asked_about_once(energies: tuple[int | None, ...], month: int | None) -> None:
    told = doubts_of_months(readings(*energies), CONTRACTS)
    assert [one.month for one, _ in told] == ([] if month is None else [month])
    assert all("same energy" in str(each) for _, each in told)


@given(st.integers(1, 10_000), st.integers(1, 10_000_000), st.booleans())
def test_a_thousandfold_month_is_asked_about_whichever_way_it_goes(one: int, other: int, turned: bool) -> None:
    low, high = sorted((one, other))
    told = doubts_of_months(readings(*((high, low) if turned else (low, high))), CONTRACTS)
    assert [month.month for month, _ in told] == ([2] if 400 * low <= high <= 2500 * low else [])


def test_only_the_first_such_step_is_told_and_months_in_any_order() -> None:
    mixed = readings(1000, 1, 1000, 1)
    backwards = dict(reversed(list(mixed.items())))
    for months in (mixed, backwards):
        assert [month.month for month, _ in doubts_of_months(months, CONTRACTS)] == [2]
    assert doubts_of_months({}, CONTRACTS) == ()
