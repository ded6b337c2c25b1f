"""`import readings` and `readings template` through the real command line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.lists.test_imports import GOOD, Line, folder, line, listed
from visitplanner.bootstrap import start
from visitplanner.exchange.tables import read_tables

__all__ = ("folder", "line")
READINGS = (
    "電號,年月,尖峰度數,週六半尖峰度數,離峰度數,尖峰最高需量,功率因數,應繳金額,經辦\r\n"
    "05123456789,114/07,100000,15000,90000,480,98,1210337,甲\r\n"
    "05123456789,114/10,100000,15000,90000,480,98,1056166,\r\n"
)
BAD_ROW = "05123456789,某月,1,1,1,1,98,5,\r\n"


def file_of(folder: Path, text: str) -> Path:
    file = folder.parent / "readings.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return file


def test_readings_are_imported_compared_and_taken_back(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    report = line.ask("--lang", "en", "import", "readings", file_of(folder, READINGS))
    assert (report["rows"], report["accepted"], report["accounts"], report["months"]) == (2, 2, 1, 2)
    assert report["unused_columns"] == [{"column": "I", "heading": "經辦", "filled": 1}]
    # 1,200 kW × 223.60 = 268,320; (268,320 + 960,450) × 0.985 = 1,210,338.45: one dollar more than printed is none
    (october,) = report["differences"]
    assert (october["month"], october["billed"]) == ("2025-10", "1056166.00")
    assert Decimal(october["between"][0]) < Decimal(october["computed"]) < Decimal(october["between"][1])
    assert (report["not_compared"], report["within_bounds"]) == ([], [])
    assert line.ask("import", "revert", report["import_id"])["removed"] == 2


def test_a_difference_is_printed_with_its_cause_in_chinese(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    code, out = line.code("import", "readings", "--dry-run", file_of(folder, READINGS.replace("480,98,1210337", "480,,1210338")))
    assert code == 0
    assert "05-12-3456-78-9 114 年 7 月" in out and "缺功率因數" in out and "95" in out
    document = line.ask("import", "readings", "--dry-run", file_of(folder, READINGS.replace("480,98,1210337", "480,,1210338")))
    (difference,) = [each for each in document["differences"] if each["month"] == "2025-07"]
    assert (difference["account"], difference["month"]) == ("05123456789", "2025-07")
    assert (difference["billed"], difference["computed"]) == ("1210338.00", "1228770.00")
    assert document["import_id"] is None


def test_a_refused_row_stops_the_import(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    code, out = line.code("import", "readings", file_of(folder, READINGS + BAD_ROW), "--json")
    report = json.loads(out)
    assert (code, report["accepted"], [fault["row"] for fault in report["rejected"]]) == (1, 0, [4])
    assert line.ask("import", "readings", file_of(folder, READINGS + BAD_ROW), "--skip-rejected")["accepted"] == 2


def test_the_template_is_written_without_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "空白.csv"
    assert start(["readings", "template", "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"files": [str(out)]}
    assert "電號" in out.read_text(encoding="utf-8-sig")
    assert start(["readings", "template", "--out", str(tmp_path / "空白.xlsx"), "--json"]) == 0
    assert read_tables(tmp_path / "空白.xlsx")[0].rows[0][0] == "電號"


def a_year() -> str:
    """Twelve months of a two-stage customer of 1,200 kW that never needs more than 900."""
    head = "電號,年月,尖峰度數,週六半尖峰度數,離峰度數,尖峰最高需量,離峰最高需量,功率因數\r\n"
    rows = (f"05123456789,114/{month:02d},100000,15000,90000,900,900,80\r\n" for month in range(1, 13))
    return head + "".join(rows)


def test_readings_advise_contracts_and_stand_in_the_portfolio(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    line.ask("import", "readings", file_of(folder, a_year()))
    found = line.ask("--lang", "en", "readings", "advise", "--account", "05-12-3456-78-9", "--trial-percent", "10")
    assert found["contracts"]["contracts"] == [900, 0, 0, 0]
    # 300 kW × (4 × 223.60 + 2 × 195.25 + 6 × 166.90)
    assert found["contracts"]["current"]["saving"] == "685890.00"
    assert (found["over"], len(found["power_factor"]["months"]), len(found["trial"]["months"])) == ([], 12, 12)
    assert [each["option"] for each in found["options"]] == ["two_stage"]
    assert (
        line.ask("--lang", "en", "advise", "--readings", "--account", "05123456789", "--trial-percent", "10")["options"]
        == found["options"]
    )
    assert any("Shifting needs the 15-minute load" in note for note in found["notes"])
    (row,) = line.ask("portfolio")
    assert (row["from"], row["saving"], row["contracts"]) == ("readings", "685890.00", [900, 0, 0, 0])
    assert row["why"] == "依 12 個月的每月用電紀錄（114 年 1 月 至 114 年 12 月）：只算契約容量，沒有負載。"
    assert row["why"] in line.code("portfolio")[1]


def test_advice_without_readings_or_of_nobody_is_refused(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    assert line.code("readings", "advise", "--account", "05123456789")[0] == 1
    assert "沒有每月用電紀錄" in line.errors
    assert line.code("readings", "advise", "--account", "05123456780")[0] == 1
    assert "05-12-3456-78-0" in line.errors


def test_advice_is_read_as_lines_with_months_over_contract(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    over = a_year().replace("114/07,100000,15000,90000,900", "114/07,100000,15000,90000,1300")
    line.ask("import", "readings", file_of(folder, over))
    code, out = line.code("readings", "advise", "--account", "05123456789", "--trial-percent", "5")
    assert code == 0
    assert "7 月：超約 100.0 瓩" in out and "須有 15 分鐘負載" in out and "12 個月合計" in out
