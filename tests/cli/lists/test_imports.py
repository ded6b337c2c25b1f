"""`import customers|staff|revert`, `customers`, `groups`, `parks`, `staff`, `assign` through the real command line."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from visitplanner.bootstrap import start

SAMPLE = ROOT / "data" / "sample"
GOOD = "電號,戶名,供電電壓,計費方式,契約容量\r\n05123456789,甲電子,22.8,二段式時間電價,1200\r\n"
BAD = GOOD + "1234,乙電子,22.8,二段式時間電價,900\r\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "正確馬 電池")
    assert start(["--data-dir", str(tmp_path / "office"), "init"]) == 0
    capsys.readouterr()
    return tmp_path / "office"


class Line:
    """The command line on one database; `ask` gives the JSON, `code` the exit code."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.errors = ""

    def code(self, *words: object) -> tuple[int, str]:
        code = start(["--data-dir", str(self.folder), "--today", "2026-01-05", *map(str, words)])
        captured = self.capsys.readouterr()
        self.errors = captured.err
        return code, captured.out

    def ask(self, *words: object) -> Any:
        code, out = self.code(*words, "--json")
        assert code == 0, self.errors
        return json.loads(out)


@pytest.fixture
def line(folder: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(folder, capsys)


def listed(folder: Path, text: str) -> Path:
    file = folder.parent / "list.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return file


def test_a_refused_row_stops_the_import_and_is_named_on_both_channels(line: Line, folder: Path) -> None:
    code, out = line.code("import", "customers", listed(folder, BAD), "--json")
    assert code == 1
    report = json.loads(out)
    (fault,) = report["rejected"]
    assert (fault["row"], fault["column"], fault["value"]) == (3, "電號", "1234")
    assert (report["rows"], report["accepted"], report["import_id"]) == (2, 0, None)
    assert "第 3 列" in line.errors
    assert line.ask("customers") == []


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its zone while it runs")
def test_imports_are_listed_under_the_office_s_day_and_marked_when_taken_back(
    line: Line, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = line.ask("import", "customers", listed(folder, GOOD))
    at = dt.datetime.fromisoformat(line.ask("import", "list")[0]["at"])
    for zone, hours in (("Etc/GMT-14", 14), ("Etc/GMT+12", -12)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        day = at.astimezone(dt.timezone(dt.timedelta(hours=hours))).date()
        assert f"{day.year - 1911}/{day:%m/%d}" in line.code("import", "list")[1]
    monkeypatch.undo()
    time.tzset()
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "正確馬 電池")
    line.ask("import", "revert", report["import_id"])
    assert "（已收回）" in line.code("import", "list")[1]


def test_every_column_is_shown_as_used_or_not_and_can_be_assigned(line: Line, folder: Path) -> None:
    text = GOOD.replace("契約容量\r", "契約容量,承辦部門\r").replace("1200\r", "1200,業務組\r") + "合計,,,,1200,\r\n"
    file = listed(folder, text)
    report = line.ask("import", "customers", file, "--dry-run")
    assert report["unused_columns"] == [{"column": "F", "heading": "承辦部門", "filled": 1}]
    assert ([row["row"] for row in report["passed_over"]], len(report["notes"])) == ([3], 1)
    _, shown = line.code("import", "customers", file, "--dry-run")
    assert "未採用的欄位（有內容的格數）：承辦部門 (1)" in shown and "--map 承辦部門=notes" in shown
    assigned = line.ask("import", "customers", file, "--column", "承辦部門=notes")
    assert (assigned["unused_columns"], assigned["mapping"]["notes"]) == ([], "承辦部門")


def test_the_good_rows_are_imported_and_taken_back(line: Line, folder: Path) -> None:
    report = line.ask("import", "customers", listed(folder, BAD), "--skip-rejected")
    assert (report["accepted"], report["updated"], report["duplicates"], len(report["rejected"])) == (1, 0, 0, 1)
    assert report["mapping"]["regular_kw"] == "契約容量"
    (one,) = line.ask("customers")
    named = {key: one[key] for key in ("account", "name", "group", "regular_kw", "voltage", "option", "sector", "specialist")}
    assert named == {
        "account": "05123456789", "name": "甲電子", "group": "", "regular_kw": 1200,
        "voltage": "HV", "option": "two_stage", "sector": "", "specialist": "",
    }  # fmt: skip
    assert line.ask("import", "list")[0]["import_id"] == report["import_id"]
    assert line.ask("import", "revert", report["import_id"])["restored"] == 0
    assert line.ask("customers") == []
    assert line.code("import", "revert", report["import_id"])[0] == 1


def test_a_dry_run_reports_and_writes_nothing(line: Line, folder: Path) -> None:
    report = line.ask("import", "customers", listed(folder, BAD), "--dry-run")
    assert (report["accepted"], len(report["rejected"]), report["import_id"]) == (1, 1, None)
    assert line.ask("customers") == []


def test_an_unknown_heading_can_be_mapped_by_hand(line: Line, folder: Path) -> None:
    file = listed(folder, GOOD.replace("電號", "編碼"))
    assert line.code("import", "customers", file)[0] == 1
    assert "電號" in line.errors
    assert line.ask("import", "customers", file, "--map", "編碼=account")["accepted"] == 1


def test_the_names_of_the_fields_are_in_the_help_and_in_the_refusal(line: Line, folder: Path) -> None:
    assert "regular_kw" in line.code("import", "customers", "--help")[1]
    line.code("import", "customers", listed(folder, GOOD.replace("電號", "編碼")))
    assert "account" in line.errors


def test_a_refused_import_claims_no_new_rows_and_tells_warnings_from_refusals(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    _, out = line.code("import", "customers", listed(folder, BAD.replace("1200", "1300")))
    assert "新增" not in out
    assert "可匯入" in out
    refused, _noted = sorted(line.errors.splitlines()[:2], key=lambda told: told.startswith("注意："))
    assert (refused.startswith("第 3 列"), _noted.startswith("注意：第 2 列")) == (True, True)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"PK\x03\x04 cut"), ("a.csv", b""), ("a.xlsx", b"%PDF-1.7"), ("a.csv", "甲,乙\r\n1,2\r\n".encode())],
)
def test_a_file_that_is_no_list_is_one_clear_sentence(line: Line, folder: Path, name: str, content: bytes) -> None:
    file = folder.parent / name
    file.write_bytes(content)
    code, out = line.code("import", "customers", file)
    assert (code, out, len(line.errors.splitlines())) == (1, "", 1)


def test_the_sample_office_is_imported_assigned_and_listed(line: Line) -> None:
    assert line.ask("import", "customers", SAMPLE / "customers.csv")["rejected"] == []
    assert line.ask("import", "staff", SAMPLE / "staff.csv")["accepted"] == len(line.ask("staff"))
    preview = line.ask("assign")
    assert preview["assigned"] == [] and preview["proposed"]
    done = line.ask("assign", "--auto")
    assert len(done["assigned"]) == len(done["proposed"]) == len(preview["proposed"])
    assert done["proposed"] == preview["proposed"]
    assert all(group["leader"] for group in line.ask("groups"))
    assert all(park["specialist"] for park in line.ask("parks"))
    assert all(one["specialist"] for one in line.ask("customers") if one["regular_kw"] >= 1000)
    assert line.ask("assign", "--auto")["proposed"] == []


def test_specialists_and_leaders_are_named_by_hand(line: Line) -> None:
    line.ask("import", "customers", SAMPLE / "customers.csv")
    line.ask("import", "staff", SAMPLE / "staff.csv")
    largest = line.ask("customers")[0]
    (done,) = line.ask("assign", "--account", largest["account"], "--specialist", "溫書豪")["assigned"]
    assert (done["person"], done["role"]) == ("溫書豪", "specialist")
    assert line.ask("customers", "--filter", largest["account"])[0]["specialist"] == "溫書豪"
    assert line.ask("assign", "--group", largest["group"], "--leader", "田子謙")["assigned"][0]["role"] == "leader"
    assert line.code("assign", "--group", largest["group"], "--leader", "溫書豪")[0] == 1
    assert line.code("assign", "--group", largest["group"])[0] == 2
    assert line.ask("assign", "--park", "瑞溪工業區", "--specialist", "涂冠宇")["assigned"][0]["subject"] == "瑞溪工業區"


def test_the_lists_are_readable_without_json(line: Line) -> None:
    line.ask("import", "customers", SAMPLE / "customers.csv")
    line.ask("import", "staff", SAMPLE / "staff.csv")
    line.ask("assign", "--auto")
    for command in ("customers", "groups", "parks", "staff", "assign"):
        code, out = line.code(command)
        assert code == 0
        assert len(out.splitlines()) >= 3


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's clock cannot be set to another zone")
def test_an_import_is_listed_under_the_day_on_the_office_s_wall(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At three in the morning of 1 January it is still 31 December by the world's clock."""
    now = dt.datetime.now(dt.UTC)
    hours = 12 if now.hour >= 12 else -12
    monkeypatch.setenv("TZ", f"office{-hours:+d}")
    time.tzset()
    try:
        path = tmp_path / "list.csv"
        path.write_text(GOOD, encoding="utf-8-sig")
        line = Line(folder, capsys)
        made = line.ask("import", "customers", path)
        at = dt.datetime.fromisoformat(line.ask("import", "list")[0]["at"])
        day = (at + dt.timedelta(hours=hours)).date()
        assert day != at.date()
        for words in (("import", "list"), ("history",)):
            code, out = line.code(*words)
            (told,) = [each for each in out.splitlines() if each.startswith(made["import_id"])]
            assert code == 0 and f"{day.year - 1911}/{day:%m/%d}" in told
    finally:
        monkeypatch.undo()
        time.tzset()
