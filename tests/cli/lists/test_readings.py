"""`import readings` and `readings template` through the real command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.lists.test_imports import GOOD, Line, folder, line, listed
from visitplanner.bootstrap import start

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
    assert report["differences"] == []
    (left,) = report["not_compared"]
    assert left["month"] == "2025-10" and "cannot be divided" in left["why"]
    assert line.ask("import", "revert", report["import_id"])["removed"] == 2


def test_a_difference_is_printed_with_its_cause_in_chinese(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    code, out = line.code("import", "readings", "--dry-run", file_of(folder, READINGS.replace("480,98,1210337", "480,,1210338")))
    assert code == 0
    assert "05-12-3456-78-9 114 年 7 月" in out and "缺功率因數" in out and "95" in out
    document = line.ask("import", "readings", "--dry-run", file_of(folder, READINGS.replace("480,98,1210337", "480,,1210338")))
    (difference,) = document["differences"]
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
