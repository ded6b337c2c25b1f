"""Loads whose unit, year or account stands above the table, or whose dates are cut into columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.exchange.load_files import clock, moments, plain
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange.load_csv import read_load, read_loads
from visitplanner.exchange.spreadsheets import read_tables
from visitplanner.services.loads.loads import Unit

NEW_YEAR = date(2025, 1, 1)
DAY = [f"{moment},8" for moment in moments(NEW_YEAR, 1)]


HOURS = [f"{clock(hour * 60)},{hour},{hour + 100}" for hour in range(24)]


@pytest.mark.parametrize(("named", "unit", "highest"), [("kW", Unit.KW, 123), ("度", Unit.KWH, 123), ("ＭＷ", Unit.MW, 123_000)])
def test_a_title_that_names_one_unit_in_brackets_gives_it(tmp_path: Path, named: str, unit: Unit, highest: int) -> None:
    file = read_load(plain(tmp_path / "load.csv", HOURS, f"114年7月用電({named})\n時間,7/1,7/2"))
    assert (file.unit, file.max_kw) == (unit, highest)


def test_a_title_whose_brackets_hold_no_unit_gives_none(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="in what unit"):
        read_load(plain(tmp_path / "load.csv", HOURS, "114年7月用電(一廠)\n時間,7/1,7/2"))


@pytest.mark.parametrize("year", ["2024", "113"])
def test_a_leap_day_among_columns_of_days_is_read(tmp_path: Path, year: str) -> None:
    """Hours down, days across; the year stands above, of the republic or not."""
    file = read_load(plain(tmp_path / "load.csv", HOURS, f"{year}年 單位：kW\n時間,2/28,2/29"))
    assert (file.load.first_day, file.load.last_day) == (date(2024, 2, 28), date(2024, 2, 29))
    assert file.max_kw == 123


def test_dates_cut_into_year_month_and_day_are_the_dates_written_whole(tmp_path: Path) -> None:
    parted = [f"114,1,{1 + at // 96},{clock(at % 96 * 15)},{at}" for at in range(192)]
    whole = [f"{moment},{at}" for at, moment in enumerate(moments(NEW_YEAR, 2))]
    one = read_load(plain(tmp_path / "parted.csv", parted, "年,月,日,時間,kW"))
    other = read_load(plain(tmp_path / "whole.csv", whole))
    assert one.load.first_day == other.load.first_day == NEW_YEAR
    assert one.load.wh.tolist() == other.load.wh.tolist()


def test_one_sheet_with_two_accounts_above_is_no_file_of_several_sheets(tmp_path: Path) -> None:
    """Whatever is asked about the accounts, sheets that are not there are not blamed."""
    path = plain(tmp_path / "load.csv", DAY, "電號,05-12-3456-78-9\n電號,05-12-3456-79-0\n時間,kW")
    try:
        loads = read_loads(path)
    except Refused as refusal:
        assert "sheets" not in str(refusal)
    else:
        assert [int(each.load.wh[0]) for each in loads] == [2_000]


def test_a_file_that_another_program_holds_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = plain(tmp_path / "list.csv", ["a,b"])

    def held(self: Path) -> bytes:
        raise PermissionError(13, "held", str(self))

    monkeypatch.setattr(Path, "read_bytes", held)
    with pytest.raises(Refused, match="open in another program"):
        read_tables(path)


def test_a_year_taken_from_the_title_is_told_and_one_of_its_own_column_is_not(tmp_path: Path) -> None:
    rows = [f"1,1,{clock(at * 15)},{at}" for at in range(96)]
    taken = read_load(plain(tmp_path / "taken.csv", rows, "114年用電\n月,日,時間,kW"))
    own = read_load(plain(tmp_path / "own.csv", [f"114,{row}" for row in rows], "年,月,日,時間,kW"))
    assert taken.load.first_day == own.load.first_day == NEW_YEAR
    assert any("114" in str(each) or "2025" in str(each) for each in taken.warnings)
    assert len(taken.warnings) == len(own.warnings) + 1


def test_days_across_that_name_no_year_are_refused_with_what_is_lacking(tmp_path: Path) -> None:
    days = [f"6/{day}" for day in range(1, 8)]
    quarters = [f"{number // 4:02}:{number % 4 * 15:02}" for number in range(96)]
    lines = [f"時段,{','.join(days)}", *(",".join((quarter, *("500" for _ in days))) for quarter in quarters)]
    without = tmp_path / "用電 kW.csv"
    without.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        read_load(without)
    assert "“6/1” to “6/7” name no year" in str(refusal.value) and "Write the year" in str(refusal.value.mend)
    above = tmp_path / "同一份.csv"
    above.write_text("\n".join(("114年6月 用電(瓩)", *lines)), encoding="utf-8")
    assert read_load(above).load.first_day == date(2025, 6, 1)
