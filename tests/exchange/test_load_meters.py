"""Files of several meters or sheets, dials that begin anew, multiples of units: never one part taken for the whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.exchange.load_files import moments, plain
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange.load_csv import read_load
from visitplanner.services.loads.loads import ReadingChoices, Unit

THREE_DAYS = moments(date(2025, 1, 1), 3)


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active or made.create_sheet())
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def month(first: date, days: int, kw: float) -> list[list[object]]:
    return [["時間", "kW"], *([stamp, kw] for stamp in moments(first, days))]


def refused(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_load(path)
    return str(caught.value.what)


@pytest.mark.parametrize("heading", ["表號", "Meter", "迴路"])
def test_two_meters_in_one_file_are_not_mixed(tmp_path: Path, heading: str) -> None:
    """Each row of a time another meter's: to keep the first would be neither meter nor the sum."""
    rows = [f"{meter},{stamp},{kw}" for stamp in THREE_DAYS for meter, kw in (("1號表", 100), ("2號表", 50))]
    told = refused(plain(tmp_path / "load.csv", rows, f"{heading},時間,kW"))
    assert told == f"288 rows repeat a time with another value: the column {heading} names several meters (1號表、2號表)."


def test_a_running_register_of_two_meters_is_not_mixed(tmp_path: Path) -> None:
    rows = [
        f"{meter},{stamp},{start + at * 10}"
        for at, stamp in enumerate(THREE_DAYS)
        for meter, start in (("A", 50_000), ("B", 70_000))
    ]
    assert "several meters (A、B)" in refused(plain(tmp_path / "load.csv", rows, "表號,時間,累計讀數(kWh)"))


def test_the_sheets_of_a_year_are_one_load(tmp_path: Path) -> None:
    sheets = {f"{number}月": month(date(2025, number, 1), days, 100 * number) for number, days in ((1, 31), (2, 28), (3, 31))}
    file = read_load(workbook(tmp_path / "load.xlsx", {"封面": [["某公司用電"]], **sheets}))
    assert (file.load.first_day, file.load.last_day, file.load.missing_count) == (date(2025, 1, 1), date(2025, 3, 31), 0)
    assert int(file.load.wh.sum()) == (31 * 100 + 28 * 200 + 31 * 300) * 24_000


def test_two_transformers_on_two_sheets_are_refused_and_a_summary_is_named(tmp_path: Path) -> None:
    one, two = month(date(2025, 1, 1), 3, 100), month(date(2025, 1, 1), 3, 50)
    assert "several meters" in refused(workbook(tmp_path / "same.xlsx", {"主變1": one, "主變2": two}))
    two[0] = ["時間", "需量(kW)"]
    assert refused(workbook(tmp_path / "other.xlsx", {"主變1": one, "主變2": two})) == (
        "Several sheets hold loads that are not one: 主變1、主變2."
    )
    summary: list[list[object]] = [["時間", "kW"], ["2025-01-01 00:15", 90]]
    file = read_load(workbook(tmp_path / "summary.xlsx", {"負載": one, "最高": summary}))
    assert file.intervals == 288
    assert str(file.warnings[0]) == "Not taken: the sheets 最高, which hold few readings."


def test_a_dial_that_begins_anew_goes_on(tmp_path: Path) -> None:
    """99,900 kWh, ten a quarter: after 99,990 the dial of five digits shows 0."""
    rows = [f"{stamp},{(99_000 + at * 10) % 100_000}" for at, stamp in enumerate(THREE_DAYS)]
    file = read_load(plain(tmp_path / "load.csv", rows, "時間,累計度數(kWh)"))
    assert file.findings.register
    assert (int(file.load.wh.max()), int(file.load.wh.sum())) == (10_000, 287 * 10_000)


def test_a_meter_that_was_changed_is_told(tmp_path: Path) -> None:
    rows = [f"{stamp},{(45_000 if at < 144 else 30_000) + at * 10}" for at, stamp in enumerate(THREE_DAYS)]
    assert refused(plain(tmp_path / "load.csv", rows, "時間,累計度數(kWh)")) == (
        "The meter's running register falls 1 times, first from 46,430.0 to 31,440.0."
    )


@pytest.mark.parametrize(
    ("heading", "value", "wh", "unit"),
    [("用電量(千度)", "0.5", 500_000, Unit.MWH), ("需量(千瓩)", "0.5", 125_000, Unit.MW), ("用電度數", "5", 5_000, Unit.KWH)],
)
def test_thousands_of_a_unit_are_understood(tmp_path: Path, heading: str, value: str, wh: int, unit: Unit) -> None:
    file = read_load(plain(tmp_path / "load.csv", [f"{stamp},{value}" for stamp in THREE_DAYS], f"時間,{heading}"))
    assert (file.unit, int(file.load.wh[1])) == (unit, wh)


@pytest.mark.parametrize("heading", ["平均功率(百瓩)", "用電量(萬度)", "需量(kW) x10", "需量(kW×10)"])
def test_other_multiples_of_a_unit_are_refused(tmp_path: Path, heading: str) -> None:
    path = plain(tmp_path / "load.csv", [f"{stamp},5" for stamp in THREE_DAYS], f"時間,{heading}")
    assert "names a multiple of a unit" in refused(path)


def test_a_unit_above_the_table_that_is_a_multiple_is_refused(tmp_path: Path) -> None:
    path = plain(tmp_path / "load.csv", ["時間,數值", *(f"{stamp},5" for stamp in THREE_DAYS)], "單位：百瓩,")
    assert "百瓩" in refused(path)


@pytest.mark.parametrize(("day", "time"), [("量測日期", "量測時間"), ("紀錄日期", "紀錄時間"), ("用電日期", "時刻")])
def test_headings_that_say_more_than_day_and_time(tmp_path: Path, day: str, time: str) -> None:
    rows = [f"1140101,{number // 4 + (number % 4 == 0) * 0:02}{number % 4 * 15:02},{number}" for number in range(1, 97)]
    file = read_load(plain(tmp_path / "load.csv", rows, f"{day},{time},kW"))
    assert [int(value) for value in file.load.wh] == [number * 250 for number in range(1, 97)]


def test_a_meters_multiplier_is_asked_about(tmp_path: Path) -> None:
    """80 behind the readings: whether they are multiplied already only the person knows, who says so by naming the column."""
    rows = [f"{stamp},5,80" for stamp in THREE_DAYS]
    path = plain(tmp_path / "load.csv", rows, "時間,用電量(kWh),倍率")
    assert refused(path) == "The file names a multiplier of the meter: 80."
    assert int(read_load(path, ReadingChoices(column="用電量(kWh)")).load.wh[1]) == 5_000
    above = plain(tmp_path / "above.csv", ["時間,kWh", *(f"{stamp},5" for stamp in THREE_DAYS)], "倍率,80")
    assert "80" in refused(above)
    one = plain(tmp_path / "one.csv", [f"{stamp},5,1" for stamp in THREE_DAYS], "時間,用電量(kWh),倍率")
    assert int(read_load(one).load.wh[1]) == 5_000
