"""Gaps, doubles, clocks and nonsense in load files: counted, mended by rule, or refused by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.exchange.load_files import moments, plain, portal, portal_rows
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange.load_csv import read_load
from visitplanner.services.loads.loads import DayOrder, ReadingChoices, Stamp

NEW_YEAR = date(2025, 1, 1)


def test_gaps_stay_open_and_are_counted(tmp_path: Path) -> None:
    rows = portal_rows(NEW_YEAR, 3)
    file = read_load(portal(tmp_path / "load.csv", rows[:100] + rows[104:]))
    assert (file.load.missing_count, file.intervals, file.findings.repaired) == (4, 284, 0)
    assert list(np.flatnonzero(file.load.missing)) == [100, 101, 102, 103]


def test_a_row_without_a_number_is_a_gap(tmp_path: Path) -> None:
    rows = portal_rows(NEW_YEAR, 1)
    rows[7] = rows[7].rsplit(",", 1)[0] + ","
    file = read_load(portal(tmp_path / "load.csv", rows))
    assert (file.load.missing_count, file.findings.blank) == (1, 1)


def test_doubled_rows_are_dropped_and_counted(tmp_path: Path) -> None:
    rows = portal_rows(NEW_YEAR, 1)
    file = read_load(portal(tmp_path / "load.csv", rows[:10] + rows[8:]))
    assert (file.findings.doubled, file.findings.conflicting, file.intervals) == (2, 0, 96)


def test_of_contradicting_rows_the_first_is_kept(tmp_path: Path) -> None:
    rows = portal_rows(NEW_YEAR, 1)
    file = read_load(portal(tmp_path / "load.csv", [*rows[:1], "114/01/01,00:15,,,,9999", *rows[1:]]))
    assert (file.findings.conflicting, file.findings.repaired, int(file.load.wh[0])) == (1, 1, 25_062 + 1)


def test_a_newest_first_file_is_the_same_load(tmp_path: Path) -> None:
    rows = portal_rows(NEW_YEAR, 2)
    straight = read_load(portal(tmp_path / "a.csv", rows))
    turned = read_load(portal(tmp_path / "b.csv", rows[::-1]))
    assert np.array_equal(straight.load.wh, turned.load.wh)


def test_summer_time_of_a_recorder_is_undone(tmp_path: Path) -> None:
    stamps = [moment for moment in moments(date(2025, 1, 1), 365) if not "2025-03-30 02:00" <= moment < "2025-03-30 03:00"]
    autumn = stamps.index("2025-10-26 02:00")
    stamps[autumn + 4 : autumn + 4] = stamps[autumn : autumn + 4]
    file = read_load(plain(tmp_path / "load.csv", [f"{stamp},{number % 50}" for number, stamp in enumerate(stamps)]))
    assert (file.load.missing_count, file.findings.doubled + file.findings.conflicting) == (0, 0)
    assert file.findings.clock_shifted == stamps.index("2025-10-26 03:00") - 4 - stamps.index("2025-03-30 03:00")
    assert np.array_equal(file.load.wh, np.arange(365 * 96) % 50 * 250)


def test_an_hour_missing_on_a_sunday_alone_is_a_gap(tmp_path: Path) -> None:
    stamps = [moment for moment in moments(date(2025, 3, 29), 3) if not "2025-03-30 02:00" <= moment < "2025-03-30 03:00"]
    file = read_load(plain(tmp_path / "load.csv", [f"{stamp},1" for stamp in stamps]))
    assert (file.load.missing_count, file.findings.clock_shifted) == (4, 0)


@pytest.mark.parametrize(
    ("cell", "message"),
    [("故障", "Row 15"), ("-5", "below zero"), ("nan", "no possible"), ("1e9", "no possible"), ("99999999", "no possible")],
)
def test_a_cell_that_is_no_reading_is_refused_by_row(tmp_path: Path, cell: str, message: str) -> None:
    rows = portal_rows(NEW_YEAR, 1)
    rows[10] = rows[10].rsplit(",", 1)[0] + "," + cell
    with pytest.raises(Refused, match=message):
        read_load(portal(tmp_path / "load.csv", rows))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("25/1/5,00:15,,,,1", "no date"),
        ("114/01/01,24:15,,,,1", "no time"),
        ("114/01/01,00:07,,,,1", "no quarter"),
        ("114/01/01,00:30,1,2,,", "under 尖峰 and under 半尖峰"),
        ("114/01/01,00:30,1,2,,,3", "7 cells"),
        ("214/01/01,00:15,,,,1", "no date|ten years"),
        ("114/02/30,00:15,,,,1", "no day 30 in month 2"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        read_load(portal(tmp_path / "load.csv", [*portal_rows(NEW_YEAR, 1), row]))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (b"PK\x03\x04 cut short", "damaged"),
        (b"%PDF-1.7 \x00\x01", "not text"),
        (b"hello\nworld\n", "no columns"),
        (b"name,phone\nA,1\n", "names no time"),
        (b"time,kW\n", "no readings"),
        (b"time,kW\n2025-01-01 00:15,1\n", "only one time"),
        (b"time,kW\n2025-01-01 00:00,1\n2025-01-01 00:07,1\n", "7 minutes apart"),
        (b"time,kW\n2025-01-01 00:00,\n2025-01-01 00:15,\n", "not one number"),
    ],
)
def test_a_file_that_is_no_load_is_refused_in_one_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "load.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=message):
        read_load(path, ReadingChoices(stamp=Stamp.START))


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be opened"):
        read_load(tmp_path / "none.csv")


def test_dates_that_can_be_read_two_ways_are_asked_about(tmp_path: Path) -> None:
    rows = [f"{day:02}/{month:02}/2018 {moment[11:]},1" for month, day in ((3, 4), (6, 7)) for moment in moments(NEW_YEAR, 1)]
    path = plain(tmp_path / "load.csv", rows)
    with pytest.raises(Refused) as refusal:
        read_load(path)
    assert refusal.value.field == "dates"
    assert read_load(path, ReadingChoices(dates=DayOrder.DAY_FIRST)).load.first_day == date(2018, 3, 4)
    assert read_load(path, ReadingChoices(dates=DayOrder.MONTH_FIRST)).load.first_day == date(2018, 4, 3)


def test_days_that_follow_one_another_tell_the_order_of_dates(tmp_path: Path) -> None:
    rows = [f"{day:02}/01/2018 {moment[11:]},1" for day in range(1, 6) for moment in moments(NEW_YEAR, 1)]
    file = read_load(plain(tmp_path / "load.csv", rows))
    assert (file.load.first_day, file.load.days) == (date(2018, 1, 1), 5)


def test_the_time_24_is_never_a_start(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="24:00"):
        read_load(portal(tmp_path / "load.csv", portal_rows(NEW_YEAR, 1)), ReadingChoices(stamp=Stamp.START))


def test_a_file_of_two_accounts_is_refused(tmp_path: Path) -> None:
    rows = [f"0512345678{number % 2},{moment},1" for number, moment in enumerate(moments(NEW_YEAR, 1))]
    with pytest.raises(Refused, match="2 accounts"):
        read_load(plain(tmp_path / "load.csv", rows, "電號,時間,kW"))
