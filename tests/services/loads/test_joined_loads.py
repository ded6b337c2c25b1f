"""Loads that meet become one: each quarter holds what was said of it last, and whose load it is is never guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import customer
from tests.builders_memory import MemoryOffice
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.customers.customers import CUSTOMERS, Company, Contracts
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.loads.loads import (
    CheckLoad,
    ImportLoad,
    LoadFile,
    LoadFindings,
    LoadOf,
    MeasuredCustomers,
    Stamp,
    UnmeasuredCustomers,
    load_of,
    record_of,
)
from visitplanner.services.loads.pictures import picture_of, picture_of_readings

OURS, THEIRS, STRANGER = "05111111111", "05222222222", "05333333333"
FIRST = dt.date(2025, 1, 1)
COMPANY = Company(name="虛構電子")


def office_of() -> MemoryOffice:
    office = MemoryOffice(today=dt.date(2026, 1, 5))
    office.work.shelf(CUSTOMERS).add_all(
        [replace(customer(each, COMPANY, kw), name=each) for each, kw in ((OURS, 1000), (THEIRS, 2000))]
    )
    return office


def file_of(load: Load, account: str | None = OURS, **changes: object) -> LoadFile:
    return replace(LoadFile(account, load, Stamp.END, "load.csv", LoadFindings(load.days * 96, load.interval_minutes)), **changes)  # type: ignore[arg-type]


def flat(day: int, days: int, wh: int, gap: int | None = None, minutes: int = 15, varh: int | None = None) -> Load:
    """Days from the n-th day of 2025 on, each quarter the same; gap: the quarter without a reading."""
    values = np.full(days * 96, wh, dtype=np.int64)
    missing = np.zeros(days * 96, dtype=np.bool_)
    if gap is not None:
        missing[gap % (days * 96)] = True
    lagging = None if varh is None else np.full(days * 96, varh, dtype=np.int64)
    return Load(FIRST + dt.timedelta(days=day), np.where(missing, 0, values), missing, minutes, lagging)


imports = st.tuples(
    st.integers(0, 9), st.integers(1, 4), st.integers(0, 900), st.none() | st.integers(0, 383), st.sampled_from([15, 60]),
    st.none() | st.integers(0, 50),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(imports, min_size=1, max_size=5))
def test_each_quarter_holds_what_was_said_of_it_last(drawn: list[tuple[int, int, int, int | None, int, int | None]]) -> None:
    """By hand: a table of quarters, written over wherever a file has a reading; days that touch are one load."""
    office, by_hand, days = office_of(), dict[int, int](), set[int]()
    for day, count, wh, gap, minutes, varh in drawn:
        load = flat(day, count, wh, gap, minutes, varh)
        office.do(ImportLoad(file_of(load)))
        days |= set(range(day, day + count))
        by_hand |= {day * 96 + n: wh for n in range(count * 96) if not load.missing[n]}
    runs = [n for n in days if n - 1 not in days]
    kept = sorted(office.work.shelf(LOADS).find(), key=lambda record: record.first_on)
    assert [(record.first_on - FIRST).days for record in kept] == sorted(runs)
    for record in kept:
        load, start = load_of(record), (record.first_on - FIRST).days * 96
        assert {start + n for n in range(load.wh.size) if not load.missing[n]} == {
            n for n in by_hand if 0 <= n - start < load.wh.size
        }
        assert all(load.wh[n - start] == by_hand[n] for n in by_hand if 0 <= n - start < load.wh.size)
        here = [one for one in drawn if 0 <= one[0] - start // 96 < load.days]
        assert load.interval_minutes == max(one[4] for one in here)
        assert (load.varh_lagging is not None) == all(one[5] is not None for one in here)
    newest = office.ask(LoadOf(office.work.shelf(CUSTOMERS).find(account=OURS)[0].id))
    assert newest is not None and newest.load.last_day == max(record.last_on for record in kept)


@given(st.integers(0, 900), st.none() | st.integers(0, 95), st.none() | st.integers(0, 9))
def test_a_load_comes_back_as_it_was_kept(wh: int, gap: int | None, varh: int | None) -> None:
    load = flat(3, 1, wh, gap, 30, varh)
    file = file_of(load, findings=LoadFindings(96, 30))
    back = load_of(record_of(uuid4(), file))
    assert (back.first_day, back.interval_minutes) == (load.first_day, 30)
    assert np.array_equal(back.wh, load.wh) and np.array_equal(back.missing, load.missing)
    assert (back.varh_lagging is None) == (varh is None) and (varh is None or int(back.varh_lagging.sum()) == 96 * varh)  # type: ignore[union-attr]
    assert (file.intervals, file.max_kw, file.kwh) == (96 - (gap is not None), max(load.wh) / 250, int(load.wh.sum()) / 1000)


# -- whose load it is ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [ImportLoad, CheckLoad])
@pytest.mark.parametrize(
    ("in_file", "given", "confirmed", "why"),
    [
        (None, None, "", "names no account"),
        (STRANGER, None, "", "No customer has the account 05-33-3333-33-3"),
        (None, STRANGER, "", "No customer has the account 05-33-3333-33-3"),
        (OURS, STRANGER, "", "No customer has the account 05-33-3333-33-3; the file names 05-11-1111-11-1"),
        (THEIRS, OURS, OURS, "a customer of this office"),
        (STRANGER, OURS, "", "which nobody here has"),
        (STRANGER, OURS, THEIRS, "which nobody here has"),
    ],
)
def test_a_load_that_may_be_another_s_is_refused_with_what_to_do(
    asked: type, in_file: str | None, given: str | None, confirmed: str, why: str
) -> None:
    office = office_of()
    with pytest.raises((Refused, Unknown), match=why) as caught:
        question = asked(file_of(flat(0, 1, 100_000), in_file), given, confirmed)
        office.do(question) if asked is ImportLoad else office.ask(question)
    assert caught.value.field == "account" and caught.value.mend is not None
    assert office.work.shelf(LOADS).find() == []


@pytest.mark.parametrize(
    ("in_file", "given", "confirmed"), [(OURS, None, ""), (OURS, OURS, ""), (None, OURS, ""), (STRANGER, OURS, OURS)]
)
def test_whose_load_it_is_when_it_is_said(in_file: str | None, given: str | None, confirmed: str) -> None:
    done = office_of().do(ImportLoad(file_of(flat(0, 1, 100_000), in_file), given, confirmed)).value
    assert done.customer.account == OURS
    assert done.said_account == (STRANGER if in_file == STRANGER else None)


@pytest.mark.parametrize(
    ("kw", "confirmed", "kept"), [(100_000, "", True), (100_001, "", False), (100_001, OURS, True), (100_001, "乙", False)]
)
def test_a_demand_beyond_belief_needs_the_customer_s_name(kw: int, confirmed: str, kept: bool) -> None:
    """More than a hundred times 1,000 kW."""
    office = office_of()
    question = ImportLoad(file_of(flat(0, 1, kw * 250)), None, confirmed)
    if kept:
        assert office.do(question).value.file.max_kw == kw
        return
    with pytest.raises(Refused) as caught:
        office.do(question)
    assert caught.value.field == "unit" and office.work.shelf(LOADS).find() == []


def test_who_is_measured_and_who_is_not_the_largest_first() -> None:
    office = office_of()
    third = replace(customer("05444444444", COMPANY, 2000), name="丁")
    office.work.shelf(CUSTOMERS).add(third)
    assert [one.account for one in office.ask(UnmeasuredCustomers())] == [THEIRS, third.account, OURS]
    for account in (OURS, THEIRS):
        office.do(ImportLoad(file_of(flat(0, 1, 100_000), account)))
    assert [one.account for one in office.ask(MeasuredCustomers())] == [THEIRS, OURS]
    assert [one.account for one in office.ask(UnmeasuredCustomers())] == [third.account]


# -- pictures -----------------------------------------------------------------------------------------------------


def test_a_picture_of_a_load_tells_each_month_by_its_days() -> None:
    """From 30 January to 1 March 2025: two days, a whole February, one day with a gap."""
    picture = picture_of(flat(29, 31, 250, gap=31 * 96 - 1), Contracts(5, 0, 0, 0), "一廠")
    told = [(month.month, month.max_kw, month.kwh, month.is_whole) for month in picture.months]
    assert told == [(1, 1.0, 48.0, False), (2, 1.0, 28 * 24.0, True), (3, 1.0, 23.75, False)]
    assert (picture.whole_months, picture.missing, picture.site) == (1, 1, "一廠") and picture.kwh == 31 * 24 - 0.25
    gap = picture_of(flat(31, 28, 250, gap=5), Contracts(5, 0, 0, 0))
    assert [month.is_whole for month in gap.months] == [False]


def test_a_picture_of_readings_has_the_newest_twelve_that_give_a_demand() -> None:
    readings = [
        MonthlyReading(
            customer_id=uuid4(), month=dt.date(2024 + n // 12, n % 12 + 1, 1), highest_kw=Decimal(n + 1), kwh_total=None
        )
        for n in range(14)
    ]
    readings[13] = replace(readings[13], highest_kw=None)
    readings[12] = replace(readings[12], kwh_total=Decimal(720))
    picture = picture_of_readings(list(reversed(readings)), Contracts(5, 0, 0, 0), "一廠")
    assert picture is not None and picture.from_readings and picture.site == "一廠"
    assert [int(month.max_kw) for month in picture.months] == list(range(3, 14))
    assert picture.kwh == 720 and picture.whole_months == 11 and picture.highest.max_kw == 13
    assert picture_of_readings([readings[13]], Contracts(5, 0, 0, 0)) is None
