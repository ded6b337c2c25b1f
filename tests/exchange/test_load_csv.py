"""A load file is taken as it stands; what it cannot tell is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.exchange.load_files import moments, plain, portal, portal_rows
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange.load_csv import read_load
from visitplanner.services.loads.loads import ReadingChoices, Stamp, Unit

NEW_YEAR = date(2025, 1, 1)


def test_the_portal_export_of_a_year_is_read_whole(shared: Path) -> None:
    file = read_load(shared / "data" / "portal_load_2025.cp950.csv")
    assert (file.account, file.load.first_day, file.load.last_day) == ("05123456789", NEW_YEAR, date(2025, 12, 31))
    assert (file.intervals, file.load.missing_count, file.findings.repaired, file.stamp) == (35_040, 0, 0, Stamp.END)
    assert int(file.load.wh[0]) == 36_875  # 147.5 kW for a quarter of an hour
    assert file.load.varh_lagging is None


def test_the_steel_plant_closes_each_day_with_a_row_stamped_midnight(shared: Path) -> None:
    file = read_load(shared / "data" / "steel_industry_2018.csv")
    assert (file.load.first_day, file.load.last_day) == (date(2018, 1, 1), date(2018, 12, 31))
    assert (file.intervals, file.load.missing_count, file.stamp) == (35_040, 0, Stamp.END)
    assert [int(value) for value in file.load.wh[[0, 95, 96]]] == [3_170, 3_420, 3_200]
    assert file.load.varh_lagging is not None and int(file.load.varh_lagging[95]) == 3_460
    assert file.load.varh_leading is not None and int(file.load.varh_leading[-1]) == 70


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_every_encoding_of_an_office_is_read(tmp_path: Path, encoding: str) -> None:
    file = read_load(portal(tmp_path / "load.csv", portal_rows(NEW_YEAR, 2), encoding))
    assert (file.account, file.intervals, file.max_kw) == ("05123456789", 192, 124.0)


def test_a_file_in_no_known_encoding_is_refused_clearly(tmp_path: Path) -> None:
    path = tmp_path / "load.csv"
    path.write_bytes("年月日,時分,尖峰,半尖峰\n".encode("shift_jis") + b"\xff\xff,\x81\n")
    with pytest.raises(Refused, match="neither UTF-8 nor CP950"):
        read_load(path)


def test_the_portal_workbook_ignores_what_is_not_consumption(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["時間", "尖峰", "半尖峰", "週六半尖峰", "離峰", "儲冷尖峰", "太陽光電"])
    for number, moment in enumerate([*moments(NEW_YEAR, 1, begin=15)[:-1], "2025-01-01 24:00"]):
        sheet.append([moment, None, 200 + number, None, None, 5, 7])
    path = tmp_path / "load.xlsx"
    book.save(path)
    file = read_load(path)
    assert (file.intervals, file.max_kw, file.stamp, file.load.missing_count) == (96, 295.0, Stamp.END, 0)


@pytest.mark.parametrize(("begin", "stamp"), [(0, Stamp.START), (15, Stamp.END)])
def test_stamps_that_frame_whole_days_tell_which_end_they_name(tmp_path: Path, begin: int, stamp: Stamp) -> None:
    rows = [f"{moment},{number}" for number, moment in enumerate(moments(NEW_YEAR, 2, begin=begin))]
    file = read_load(plain(tmp_path / "load.csv", rows))
    assert (file.stamp, file.load.first_day, file.load.days, int(file.load.wh[1])) == (stamp, NEW_YEAR, 2, 250)


def test_stamps_that_tell_nothing_are_asked_about(tmp_path: Path) -> None:
    rows = [f"{moment},5" for moment in moments(NEW_YEAR, 2)[30:150]]
    path = plain(tmp_path / "load.csv", rows)
    with pytest.raises(Refused) as refusal:
        read_load(path)
    assert refusal.value.field == "stamp"
    assert read_load(path, ReadingChoices(stamp=Stamp.START)).load.wh[30] == 1250
    assert read_load(path, ReadingChoices(stamp=Stamp.END)).load.wh[29] == 1250


def test_a_header_that_contradicts_the_stamps_is_asked_about(tmp_path: Path) -> None:
    rows = [f"{moment},5" for moment in moments(NEW_YEAR, 2)]
    with pytest.raises(Refused, match="start or the end"):
        read_load(plain(tmp_path / "load.csv", rows, "結束時間,kW"))


def test_kwh_are_energies_and_kw_are_powers(tmp_path: Path) -> None:
    rows = [f"{moment},2" for moment in moments(NEW_YEAR, 1)]
    assert read_load(plain(tmp_path / "energy.csv", rows, "時間,用電量(kWh)")).load.wh[0] == 2000
    assert read_load(plain(tmp_path / "power.csv", rows, "時間,需量（瓩）")).load.wh[0] == 500
    with pytest.raises(Refused, match="in what unit"):
        read_load(plain(tmp_path / "unknown.csv", rows, "時間,數值"))
    assert read_load(tmp_path / "unknown.csv", ReadingChoices(unit=Unit.KWH)).load.wh[0] == 2000


def test_half_hours_and_hours_are_spread_and_warned_of(tmp_path: Path) -> None:
    rows = [f"{moment},10.001" for moment in moments(NEW_YEAR, 1, step=60)]
    file = read_load(plain(tmp_path / "load.csv", rows, "time,kWh"))
    assert (file.load.interval_minutes, int(file.load.wh.sum()), file.intervals) == (60, 240_024, 96)
    assert [int(value) for value in file.load.wh[:4]] == [2501, 2500, 2500, 2500]
    assert "understated" in str(file.warnings[0])


@pytest.mark.parametrize("separator", [";", "\t"])
def test_decimal_commas_are_read_where_commas_do_not_part_the_columns(tmp_path: Path, separator: str) -> None:
    rows = [f"{moment}{separator}1.234,5" for moment in moments(NEW_YEAR, 1)]
    assert read_load(plain(tmp_path / "load.csv", rows, f"time{separator}kW")).max_kw == 1234.5


def test_a_comma_that_may_be_decimal_or_thousands_is_asked_about(tmp_path: Path) -> None:
    rows = [f"{moment};1,234" for moment in moments(NEW_YEAR, 1)]
    with pytest.raises(Refused, match="decimal comma"):
        read_load(plain(tmp_path / "load.csv", rows, "time;kW"))


def test_twelve_hour_clocks_of_excel_are_read(tmp_path: Path) -> None:
    def half(moment: str) -> str:
        hour, minute = int(moment[11:13]), moment[14:]
        return f"{moment[:10].replace('-', '/')} {'上午' if hour < 12 else '下午'} {(hour + 11) % 12 + 1:02}:{minute}:00"

    rows = [f"{half(moment)},{number}" for number, moment in enumerate(moments(NEW_YEAR, 1))]
    file = read_load(plain(tmp_path / "load.csv", rows))
    assert [int(value) for value in file.load.wh[[0, 48, 95]]] == [0, 48 * 250, 95 * 250]


@given(st.integers(0, 9_999_999_999), st.integers(0, 6))
def test_a_number_of_any_length_becomes_the_nearest_watt_hour(digits: int, decimals: int) -> None:
    from decimal import ROUND_HALF_UP, Decimal

    from visitplanner.exchange.loads.numbers import micros, watt_hours
    from visitplanner.services.loads.loads import DecimalMark

    amount = Decimal(digits).scaleb(-decimals)
    if amount > 10_000_000:
        return
    read = watt_hours(micros([str(amount)], "kW", [1], DecimalMark.POINT), Unit.KW, 15)
    assert int(read[0]) == int((amount * 250).quantize(Decimal(1), ROUND_HALF_UP))
