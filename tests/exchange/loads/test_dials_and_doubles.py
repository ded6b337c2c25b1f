"""A dial that begins anew, rows that come twice, and what is said of them: counted another way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.bills.made_loads import flat_load, noisy_load
from tests.exchange.load_files import moments, plain
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange.load_csv import read_load
from visitplanner.exchange.loads.findings import told_of
from visitplanner.exchange.loads.grid import LONGEST_DAYS, grid_of
from visitplanner.exchange.loads.numbers import BLANK, MICRO
from visitplanner.exchange.loads.registers import differences, unrolled
from visitplanner.exchange.loads.stamps import DAY
from visitplanner.services.loads.loads import LoadFindings

FIRST = dt.date(2026, 3, 16)
START = FIRST.toordinal() * DAY


# -- dials --------------------------------------------------------------------------------------------------------


@given(
    digits=st.integers(2, 6),
    begin=st.integers(0, 999_999),
    percents=st.lists(st.integers(0, 100), min_size=1, max_size=60),
)
def test_a_dial_that_begins_anew_goes_on_counting(digits: int, begin: int, percents: list[int]) -> None:
    """A counter that never ends, seen through a dial of so many digits; it goes on by a tenth of the dial at most."""
    full = 10**digits
    steps = [percent * full // 1000 for percent in percents]
    counter = np.cumsum([begin % full, *steps])
    dial = (counter % full) * MICRO
    told = unrolled(dial.astype(np.int64))
    assert np.array_equal(np.diff(told), np.array(steps) * MICRO)


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=30))
def test_a_fall_elsewhere_is_left_as_it_is(readings: list[int]) -> None:
    """A fall is lifted only from the last tenth of a power of ten to its first; told here by the figures themselves."""
    lifted = unrolled(np.array(readings, dtype=np.int64) * MICRO) // MICRO
    for (before, after), (was, now) in zip(pairwise(readings), pairwise(lifted), strict=True):
        full = 10 ** len(str(before))
        anew = after < before and before >= full - full // 10 and after <= full // 10
        assert now - was == after - before + (full if anew else 0)


@given(st.lists(st.none() | st.integers(0, 50), min_size=2, max_size=30), st.integers(1, 4))
def test_a_gap_leaves_the_reading_behind_it_open(steps: list[int | None], every: int) -> None:
    """None: no reading at that time; a register that grows by the others."""
    amounts, total = list[int](), 100
    for step in steps:
        total += step or 0
        amounts.append(BLANK if step is None else total * MICRO)
    stamps = START + 15 * np.array([n + (n >= every) for n in range(len(steps))], dtype=np.int64)
    used = differences(stamps, np.array(amounts, dtype=np.int64), 15)
    for n, one in enumerate(used):
        known = n > 0 and n != every and BLANK not in (amounts[n], amounts[n - 1])
        assert one == (amounts[n] - amounts[n - 1] if known else BLANK)


# -- rows that come twice -----------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(0, 3)), min_size=1, max_size=40))
def test_of_each_time_the_first_number_is_kept_and_the_others_are_counted(rows: list[tuple[int, int | None]]) -> None:
    first, doubled, conflicting = dict[int, int](), 0, 0
    for place, (slot, amount) in enumerate(rows):
        if amount is None:
            continue
        if slot not in first:
            first[slot] = place
        elif rows[first[slot]][1] == amount:
            doubled += 1
        else:
            conflicting += 1
    stamps = START + 15 * np.array([slot for slot, _ in rows], dtype=np.int64)
    amounts = np.array([BLANK if amount is None else amount * MICRO for _, amount in rows], dtype=np.int64)
    if not first:
        with pytest.raises(Refused, match="not one number"):
            grid_of(stamps, amounts, 15)
        return
    grid = grid_of(stamps, amounts, 15)
    assert (grid.first_day, grid.days, grid.doubled, grid.conflicting) == (FIRST, 1, doubled, conflicting)
    assert dict(zip(grid.slots.tolist(), grid.rows.tolist(), strict=True)) == first
    assert np.flatnonzero(~grid.missing()).tolist() == sorted(first)


@pytest.mark.parametrize(("days", "told"), [(LONGEST_DAYS, False), (LONGEST_DAYS + 1, True)])
def test_ten_years_are_a_load_and_a_day_more_is_a_mistyped_year(days: int, told: bool) -> None:
    stamps = np.array([START, START + (days - 1) * DAY], dtype=np.int64)
    amounts = np.array([MICRO, MICRO], dtype=np.int64)
    if told:
        with pytest.raises(Refused) as caught:
            grid_of(stamps, amounts, 15)
        assert caught.value.what.values["first"] == FIRST and caught.value.mend is not None
    else:
        assert grid_of(stamps, amounts, 15).days == days


# -- what is said -------------------------------------------------------------------------------------------------

LOAD = noisy_load(FIRST, 1, 1)
SAID = {
    "register": (True, "running register"),
    "gathered": (5, "values of 5 minutes were gathered"),
    "snapped": (2, "2 minutes beside"),
    "passed": (3, "3 rows are no data"),
    "doubled": (1200, "1,200 rows came twice"),
    "conflicting": (4, "4 rows repeat a time"),
    "clock_shifted": (96, "96 rows were in summer time"),
    "errors": (6, "6 cells show"),
    "interval_minutes": (60, "one value in 60 minutes"),
}


@pytest.mark.parametrize("finding", SAID)
def test_each_finding_is_one_sentence_with_its_count(finding: str) -> None:
    count, words = SAID[finding]
    (told,) = told_of(LoadFindings(96, **{finding: count}), LOAD, (), ())  # type: ignore[arg-type]
    assert words in str(told)


def test_what_was_not_met_is_not_said() -> None:
    assert told_of(LoadFindings(96), LOAD, (), ()) == ()
    assert told_of(LoadFindings(96, blank=5), LOAD, ("kW",), ()) == told_of(LoadFindings(96), LOAD, (), ("備註",)) == ()
    (columns,) = told_of(LoadFindings(96), LOAD, ("kW",), ("備註", "kvarh"))
    assert "kW" in str(columns) and "備註、kvarh" in str(columns)
    missing = np.zeros(96, dtype=np.bool_)
    missing[:2] = True
    (gap,) = told_of(LoadFindings(94), replace(LOAD, missing=missing), (), ())
    assert str(gap).startswith("2 quarters of an hour have no reading")
    assert len(told_of(LoadFindings(96), flat_load(FIRST, 1, 100), (), ())) == 1, "one value throughout"


def test_the_column_that_tells_meters_apart_is_named_whatever_stands_before_it(tmp_path: Path) -> None:
    """A column of one text tells nothing apart."""
    rows = [f"一廠,{meter},{stamp},{kw}" for stamp in moments(FIRST, 2) for meter, kw in (("甲表", 100), ("乙表", 50))]
    with pytest.raises(Refused) as caught:
        read_load(plain(tmp_path / "load.csv", rows, "廠區,表號,時間,kW"))
    assert caught.value.what.values["column"] == "表號" and caught.value.what.values["meters"] == "甲表、乙表"
    assert caught.value.field == "file"
    unnamed = [f"{n % 97},{stamp},{kw}" for n, stamp in enumerate(moments(FIRST, 2)) for kw in (100, 50)]
    with pytest.raises(Refused) as caught:
        read_load(plain(tmp_path / "many.csv", unnamed, "流水號,時間,kW"))
    assert "column" not in caught.value.what.values and "the file holds several meters" in str(caught.value.what)
