"""Loads at the edges: the last quarter of a day, one row early, the second of two equal ones, and each doubt told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.load_files import clock, moments, plain, portal, portal_rows
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange.load_csv import read_load, read_loads
from visitplanner.exchange.loads import sheets
from visitplanner.exchange.loads.numbers import decimal_mark, micros
from visitplanner.exchange.loads.registers import is_register
from visitplanner.services.loads.loads import DayOrder, DecimalMark, LoadFile, ReadingChoices, Stamp, Unit

NEW_YEAR = date(2025, 1, 1)
DAY = moments(NEW_YEAR, 1)
NUMBERED = [f"{moment},{number}" for number, moment in enumerate(DAY)]


def read(folder: Path, header: str, rows: Sequence[str], **choices: object) -> LoadFile:
    return read_load(plain(folder / "load.csv", rows, header), ReadingChoices(**choices))  # type: ignore[arg-type]


def refusal(folder: Path, header: str, rows: Sequence[str]) -> str:
    with pytest.raises(Refused) as refused:
        read(folder, header, rows)
    return str(refused.value.what)


def told(file: LoadFile) -> str:
    return "\n".join(map(str, file.warnings))


def quarters(file: LoadFile) -> list[int]:
    return [int(value) for value in file.load.wh]


def test_a_plain_file_raises_no_doubt(tmp_path: Path) -> None:
    file = read(tmp_path, "時間,kW", NUMBERED)
    assert (file.warnings, quarters(file)) == ((), [number * 250 for number in range(96)])


@pytest.mark.parametrize("step", [30, 60])
def test_a_longer_reading_lies_in_its_own_quarters(tmp_path: Path, step: int) -> None:
    pieces = step // 15
    file = read(tmp_path, "時間,kW", [f"{moment},{number}" for number, moment in enumerate(moments(NEW_YEAR, 1, step=step))])
    assert quarters(file) == [number * 250 for number in range(96 // pieces) for _ in range(pieces)]
    assert f"one value in {step} minutes" in told(file)


@pytest.mark.parametrize("step", [1, 3, 5])
def test_finer_readings_make_up_their_own_quarter(tmp_path: Path, step: int) -> None:
    rows = [f"{moment},{number * step // 15}" for number, moment in enumerate(moments(NEW_YEAR, 1, step=step))]
    file = read(tmp_path, "時間,kW", rows)
    assert quarters(file) == [number * 250 for number in range(96)]
    assert f"values of {step} minutes were gathered" in told(file)


def test_rows_closer_together_than_most_are_refused(tmp_path: Path) -> None:
    rows = [*(f"{moment},5" for moment in moments(NEW_YEAR, 1, step=30)), "2025-01-01 23:45,5"]
    assert "stand 30 minutes apart, some only 15" in refusal(tmp_path, "時間,kW", rows)


def test_a_time_on_no_quarter_is_named_with_its_row(tmp_path: Path) -> None:
    rows = [*NUMBERED[:50], f"{DAY[50].replace('12:30', '12:37')},5", *NUMBERED[51:]]
    assert "Row 52: 12:37 is on no quarter" in refusal(tmp_path, "時間,kW", rows)


@pytest.mark.parametrize(("off", "moved"), [(1, 1), (2, 2), (13, 2), (14, 1)])
def test_a_clock_a_little_beside_the_quarters_is_moved_and_said(tmp_path: Path, off: int, moved: int) -> None:
    start = dt.datetime.fromisoformat("2025-01-01") + dt.timedelta(minutes=off if off < 8 else off - 15)
    rows = [f"{start + dt.timedelta(minutes=15 * number):%Y-%m-%d %H:%M},{number}" for number in range(96)]
    file = read(tmp_path, "時間,kW", rows, stamp=Stamp.START)
    assert quarters(file) == [number * 250 for number in range(96)]
    assert f"stood {moved} minutes beside" in told(file)


def test_a_clock_further_beside_is_refused(tmp_path: Path) -> None:
    rows = [f"{moment[:-2]}{int(moment[-2:]) + 3:02},5" for moment in DAY]
    assert "Row 2: 00:03 is on no quarter" in refusal(tmp_path, "時間,kW", rows)


def test_midnights_before_and_behind_their_days_are_refused_with_the_reading(tmp_path: Path) -> None:
    behind = [f"2025-01-01 {clock(minutes)},5" for minutes in range(15, 1440, 15)] + ["2025-01-01 00:00,5"]
    before = [f"2025-01-02 {clock(minutes)},5" for minutes in range(0, 1440, 15)]
    assert "(reading 97)" in refusal(tmp_path, "時間,kW", behind + before)


def test_two_summers_of_a_recorder_are_both_undone(tmp_path: Path) -> None:
    stamps = moments(date(2024, 1, 1), 731)
    spring = [("2024-03-31 02:00", "2024-10-27 02:00"), ("2025-03-30 02:00", "2025-10-26 02:00")]
    for ahead, back in spring:
        at, end = stamps.index(ahead), stamps.index(back)
        later = [f"{dt.datetime.fromisoformat(one) + dt.timedelta(hours=1):%Y-%m-%d %H:%M}" for one in stamps[at:end]]
        stamps[at:end] = later
    file = read(tmp_path, "時間,kW", [f"{stamp},{number % 50}" for number, stamp in enumerate(stamps)])
    assert np.array_equal(file.load.wh, np.arange(731 * 96) % 50 * 250)
    assert file.findings.clock_shifted == 2 * 210 * 96
    assert f"{2 * 210 * 96:,} rows were in summer time" in told(file)


def test_rows_that_stand_there_three_times_keep_their_first_value(tmp_path: Path) -> None:
    rows = [f"{moment},{value}" for number, moment in enumerate(DAY) for value in (number, 900, 901)]
    file = read(tmp_path, "時間,kW", rows)
    assert (quarters(file), file.findings.conflicting) == ([number * 250 for number in range(96)], 192)
    assert "192 rows repeat a time with another value" in told(file)


def test_a_mistyped_year_names_both_days(tmp_path: Path) -> None:
    rows = [*NUMBERED, "2052-12-31 23:45,5"]
    assert "from 2025-01-01 to 2052-12-31" in refusal(tmp_path, "時間,kW", rows)


def test_reactive_energy_follows_a_file_turned_round(tmp_path: Path) -> None:
    rows = [f"{moment},100,{number},{number * 2}" for number, moment in enumerate(DAY)]
    header = "時間,用電量(kWh),Lagging kvarh,Leading kvarh"
    straight, turned = read(tmp_path, header, rows).load, read(tmp_path, header, rows[::-1]).load
    for load in (straight, turned):
        assert load.varh_lagging is not None
        assert load.varh_leading is not None
        assert [int(value) for value in load.varh_lagging] == [number * 1000 for number in range(96)]
        assert [int(value) for value in load.varh_leading] == [number * 2000 for number in range(96)]


def test_accounts_come_out_in_the_order_of_the_file(tmp_path: Path) -> None:
    accounts = [f"0512345{number}{number}{number}{number}" for number in (7, 3, 9, 1, 5, 2, 8)]
    rows = [f"{account},{moment},{number}" for number, account in enumerate(accounts, 1) for moment in DAY]
    files = read_loads(plain(tmp_path / "load.csv", rows, "電號,時間,kW"))
    assert [(file.account, file.max_kw) for file in files] == [(one, float(number)) for number, one in enumerate(accounts, 1)]


def test_a_title_above_the_portal_s_table_is_passed_over(tmp_path: Path) -> None:
    path = portal(tmp_path / "load.csv", portal_rows(NEW_YEAR, 1))
    path.write_bytes("高壓用戶服務入口網站,\r\n".encode("cp950") + path.read_bytes())
    assert (read_load(path).account, read_load(path).intervals) == ("05123456789", 96)


@pytest.mark.parametrize("heading", ["資料時間", "起始時間", "時分", "Start"])
def test_a_day_and_a_time_under_any_heading_belong_together(tmp_path: Path, heading: str) -> None:
    rows = [f"{moment.replace(' ', ',')},{number}" for number, moment in enumerate(DAY)]
    assert quarters(read(tmp_path, f"日期,{heading},kW", rows)) == [number * 250 for number in range(96)]


@pytest.mark.parametrize("parted", [True, False])
def test_a_bare_file_without_headings_is_read_once_the_unit_is_said(tmp_path: Path, parted: bool) -> None:
    rows = [f"{moment.replace(' ', ',') if parted else moment},{number}" for number, moment in enumerate(DAY)]
    path = plain(tmp_path / "load.csv", rows[1:], rows[0])
    assert quarters(read_load(path, ReadingChoices(unit=Unit.KW))) == [number * 250 for number in range(96)]


def test_numbered_hours_above_a_blank_line_keep_the_unit_of_their_heading(tmp_path: Path) -> None:
    header = ",".join(["日期", "用電(kW)", *map(str, range(1, 25))])
    row = ",".join(["2025-01-01", "", *map(str, range(24))])
    file = read(tmp_path, header, ["", row])
    assert (file.unit, quarters(file)) == (Unit.KW, [hour * 250 for hour in range(24) for _ in range(4)])


@pytest.mark.parametrize("heading", ["Energy (kW·h)", "Energy kW-h", "用電 kW.h"])
def test_kilowatt_hours_written_apart_are_no_kilowatts(tmp_path: Path, heading: str) -> None:
    file = read(tmp_path, f"時間,{heading}", NUMBERED)
    assert (file.unit, quarters(file)[95]) == (Unit.KWH, 95_000)


def test_a_cell_of_blanks_is_a_gap_also_where_others_need_care(tmp_path: Path) -> None:
    rows = [f'{DAY[0]},"1,000.5"', f"{DAY[1]},   ", *NUMBERED[2:]]
    file = read(tmp_path, "時間,kW", rows)
    assert (file.findings.blank, file.load.missing_count, quarters(file)[0]) == (1, 1, 250_125)


@given(st.integers(0, 99_999), st.sampled_from(["kWh", "kW"]))
def test_a_number_read_with_care_is_the_number_written(hundredths: int, unit: str) -> None:
    shown = f"{hundredths // 100:,}.{hundredths % 100:02} "
    assert list(micros([shown], unit, [1], DecimalMark.POINT)) == [hundredths * 10_000]


@pytest.mark.parametrize(("cell", "kw"), [("1,234.5", 1234.5), ("1.234,5", 1234.5), ("12,5", 12.5), ("1234,5678", 1234.5678)])
def test_a_number_that_can_be_read_one_way_tells_the_decimal_sign(tmp_path: Path, cell: str, kw: float) -> None:
    assert read(tmp_path, "時間;kW", [f"{moment};{cell}" for moment in DAY]).max_kw == pytest.approx(kw, abs=0.01)


def test_several_commas_group_thousands() -> None:
    assert decimal_mark([["1,234,567", "1,234"]], None) is DecimalMark.POINT
    assert decimal_mark([["1234", "12.5"]], None) is DecimalMark.POINT


@pytest.mark.parametrize(
    ("form", "first"),
    [("%d/%m/%Y", date(2018, 4, 12)), ("%m/%d/%Y", date(2018, 4, 12)), ("%d.%m.%Y", date(2018, 4, 12))],
)
def test_a_day_above_twelve_tells_the_order_of_all(tmp_path: Path, form: str, first: date) -> None:
    days = [first, first + dt.timedelta(days=2)]
    rows = [f"{day.strftime(form)} {clock(minutes)},5" for day in days for minutes in range(0, 1440, 15)]
    load = read(tmp_path, "時間,kW", rows).load
    assert (load.first_day, load.days) == (first, 3)


@pytest.mark.parametrize("day", ["03/12/2018", "12/03/2018", "12/11/2018"])
def test_one_day_that_can_be_read_two_ways_is_asked_about(tmp_path: Path, day: str) -> None:
    rows = [f"{day} {clock(minutes)},5" for minutes in range(0, 1440, 15)]
    with pytest.raises(Refused, match=f"{day} can be read day first or month first") as refused:
        read(tmp_path, "時間,kW", rows)
    assert refused.value.field == "dates"
    first, second = int(day[:2]), int(day[3:5])
    assert read(tmp_path, "時間,kW", rows, dates=DayOrder.DAY_FIRST).load.first_day == date(2018, second, first)
    assert read(tmp_path, "時間,kW", rows, dates=DayOrder.MONTH_FIRST).load.first_day == date(2018, first, second)


def test_a_day_and_month_of_one_number_needs_no_question(tmp_path: Path) -> None:
    rows = [f"05/05/2018 {clock(minutes)},5" for minutes in range(0, 1440, 15)]
    assert read(tmp_path, "時間,kW", rows).load.first_day == date(2018, 5, 5)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2025/02/29", "no day 29 in month 2"),
        ("2025/04/31", "no day 31 in month 4"),
        ("30/02/2025", "no day 30 in month 2"),
        ("0000/02/28", "no date with a full year"),
        ("2025/13/29", "no date with a full year"),
        ("2025/01/32", "no date with a full year"),
    ],
)
def test_a_day_that_is_none_is_told_why(tmp_path: Path, day: str, why: str) -> None:
    said = refusal(tmp_path, "日期,時間,kW", [*(row.replace(" ", ",") for row in NUMBERED), f"{day},00:00,5"])
    assert f"Row 98: “{day}”" in said
    assert why in said


@pytest.mark.parametrize("form", ["{:02}{:02}", "{:02}:{:02}", "{:02}{:02}00", "{:02}:{:02}:00", "{:02}:{:02}:01", "{}:{:02}"])
def test_times_of_a_column_are_read_in_every_form(tmp_path: Path, form: str) -> None:
    rows = [f"2025-01-01,{form.format(*divmod(15 * number, 60))},{number}" for number in range(96)]
    assert quarters(read(tmp_path, "日期,時間,kW", rows)) == [number * 250 for number in range(96)]


@pytest.mark.parametrize("digits", [4, 6, 10])
def test_times_that_are_parts_of_a_day_are_read_to_the_nearest_minute(tmp_path: Path, digits: int) -> None:
    rows = [f"2025-01-01,{number / 96:.{digits}f},{number}" for number in range(96)]
    assert quarters(read(tmp_path, "日期,時間,kW", rows)) == [number * 250 for number in range(96)]


@pytest.mark.parametrize("time", ["25:00", "24:15", "x", "12:60", "08:15:30"])
def test_a_time_that_is_none_is_refused_with_its_row(tmp_path: Path, time: str) -> None:
    said = refusal(tmp_path, "日期,時間,kW", [*(row.replace(" ", ",") for row in NUMBERED), f"2025-01-02,{time},5"])
    assert f"Row 98: “{time}”" in said
    assert "no time from 00:00 to 24:00" in said


def test_stamps_of_the_world_s_clock_need_no_mending(tmp_path: Path) -> None:
    start = dt.datetime.fromisoformat("2024-12-31 16:00")
    rows = [f"{start + dt.timedelta(minutes=15 * number):%Y-%m-%dT%H:%M}Z,{number}" for number in range(96)]
    file = read(tmp_path, "時間,kW", rows)
    assert (file.load.first_day, file.findings.snapped, quarters(file)) == (NEW_YEAR, 0, [n * 250 for n in range(96)])


def test_blank_lines_and_short_rows_inside_a_file_harm_no_other_row(tmp_path: Path) -> None:
    rows = [*NUMBERED[:10], "", f"{DAY[10]}", *NUMBERED[11:20], " , ", *NUMBERED[20:]]
    file = read(tmp_path, "時間,kW", rows)
    assert list(np.flatnonzero(file.load.missing)) == [10]
    assert quarters(file) == [0 if number == 10 else number * 250 for number in range(96)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_even_mixed(tmp_path: Path, end: str) -> None:
    path = tmp_path / "load.csv"
    text = end.join(["時間,kW", *NUMBERED]).replace(end, "\n", 3)
    path.write_bytes((text + end).encode())
    assert quarters(read_load(path)) == [number * 250 for number in range(96)]


def test_a_folder_is_named_as_one(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"):
        read_load(tmp_path)


def test_a_file_of_the_greatest_size_and_length_is_read_and_no_larger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = plain(tmp_path / "load.csv", NUMBERED)
    lines, size = len(path.read_text("utf-8").split("\n")), path.stat().st_size
    monkeypatch.setattr(sheets, "MOST_ROWS", lines)
    monkeypatch.setattr(sheets, "LARGEST_BYTES", size)
    assert read_load(path).intervals == 96
    monkeypatch.setattr(sheets, "MOST_ROWS", lines - 1)
    with pytest.raises(Refused, match=f"has {lines} rows; a load has at most {lines - 1}"):
        read_load(path)
    monkeypatch.setattr(sheets, "LARGEST_BYTES", size - 1)
    with pytest.raises(Refused, match="larger than 64 MB"):
        read_load(path)


def workbook(folder: Path, *pages: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(pages):
        sheet = book.create_sheet(f"工作表{number}")
        for row in rows:
            sheet.append(row)
    book.save(folder / "load.xlsx")
    return folder / "load.xlsx"


def test_an_empty_first_sheet_is_passed_over_and_an_empty_workbook_named(tmp_path: Path) -> None:
    rows = [["時間", "kW"], *([moment, number] for number, moment in enumerate(DAY))]
    assert read_load(workbook(tmp_path, [], rows)).intervals == 96
    with pytest.raises(Refused, match=r"load\.xlsx is empty"):
        read_load(workbook(tmp_path, []))


def test_days_typed_as_whole_numbers_into_a_workbook_are_days(tmp_path: Path) -> None:
    rows = [["日期", "時間", "kW"], *([20250101, clock(15 * number), number] for number in range(96))]
    file = read_load(workbook(tmp_path, rows))
    assert (file.load.first_day, quarters(file)) == (NEW_YEAR, [number * 250 for number in range(96)])


def test_a_row_of_a_workbook_is_named_as_the_spreadsheet_numbers_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, row in enumerate([["時間", "kW"], *([moment, 5] for moment in DAY), ["x", 5]], 4):
        for column, value in enumerate(row, 1):
            book.active.cell(number, column, value)
    book.save(tmp_path / "load.xlsx")
    with pytest.raises(Refused, match="Row 101: “x”"):
        read_load(tmp_path / "load.xlsx")


@pytest.mark.parametrize(("blank", "doubted"), [(0, True), (1, False)])
def test_a_whole_day_of_one_value_is_doubted_and_less_is_not(tmp_path: Path, blank: int, doubted: bool) -> None:
    rows = [*(f"{moment},5" for moment in DAY[blank:]), *(f"{moment}," for moment in DAY[:blank])]
    assert ("All 96 values are the same, 5.0 kW" in told(read(tmp_path, "時間,kW", rows))) == doubted


@pytest.mark.parametrize(("first", "register"), [(300, True), (299, False)])
def test_readings_that_only_grow_are_a_register_from_three_times_their_largest_step(
    tmp_path: Path, first: int, register: bool
) -> None:
    rows = [f"{moment},{first + 100 * number}" for number, moment in enumerate(DAY)]
    assert read(tmp_path, "時間,kWh", rows).findings.register == register


def test_a_register_by_its_heading_may_be_as_short_as_two_readings(tmp_path: Path) -> None:
    rows = ["2025-01-01 00:00,1000", "2025-01-01 00:15,1002.5"]
    file = read(tmp_path, "時間,累計電量(kWh)", rows)
    assert (file.findings.register, quarters(file)[0], file.intervals) == (True, 2500, 1)


def test_one_reading_of_a_register_is_no_register_yet(tmp_path: Path) -> None:
    file = read(tmp_path, "時間,累計電量(kWh)", ["2025-01-01 00:00,1000", "2025-01-01 00:15,"], stamp=Stamp.START)
    assert (file.findings.register, file.intervals) == (False, 1)


def test_what_a_register_counted_over_a_gap_is_left_open(tmp_path: Path) -> None:
    rows = [f"{moment},{1000 + 2 * number}" for number, moment in enumerate(DAY[:60]) if not 10 <= number < 14]
    load = read(tmp_path, "時間,累計電量(kWh)", rows).load
    assert [slot for slot in range(59) if load.missing[slot]] == [9, 10, 11, 12, 13]
    assert {int(load.wh[slot]) for slot in range(59) if not load.missing[slot]} == {2000}


def test_the_one_column_beside_the_time_is_the_load_whatever_it_is_called(tmp_path: Path) -> None:
    file = read(tmp_path, "時間,A線,溫度", [f"{row},25" for row in NUMBERED], unit=Unit.KW)
    assert (file.taken, file.left, file.max_kw) == (("A線",), ("溫度",), 95.0)


def test_two_readings_of_a_register_at_one_time_keep_their_order() -> None:
    """Rows of many days out of order, each time twice: sorted by time, the second of two stays behind the first."""
    times = np.repeat(np.arange(2_000, dtype=np.int64) * 15, 2)
    amounts = np.arange(times.size, dtype=np.int64) + 10**12
    parts = np.argsort(np.arange(2_000) * 7919 % 2_000, kind="stable")
    rows = np.stack((parts * 2, parts * 2 + 1), axis=1).reshape(-1)
    assert is_register(times[rows], amounts[rows], named=True)
