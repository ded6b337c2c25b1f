"""The main job from the office's own files to the follow-up list, through the command line alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from visitplanner.bootstrap import start

SAMPLES = ROOT / "data" / "sample"
Call = Callable[..., Any]


class Line:
    """One person's command line on one database."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.today = "2026-03-16"

    def __call__(self, *words: object, fails: int = 0) -> Any:
        """The JSON a command prints; with `fails` its exit code is that and the sentences on stderr come back."""
        self.capsys.readouterr()
        code = start(["--data-dir", str(self.folder), "--today", self.today, *map(str, words), "--json"])
        out, err = self.capsys.readouterr()
        assert code == fails, err
        return err if fails and not out.strip() else json.loads(out)


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "正確的通行碼")
    made = Line(tmp_path / "office", capsys)
    made("init")
    return made


def test_from_the_customer_list_to_the_register(line: Line, shared: Path, tmp_path: Path) -> None:
    list_file = shared / "data" / "customers.xlsx"
    refused = line("import", "customers", list_file, fails=1)
    assert (refused["accepted"], len({fault["row"] for fault in refused["rejected"]})) == (0, 6)
    assert line("customers") == []
    imported = line("import", "customers", list_file, "--skip-rejected")
    assert (imported["rows"], imported["accepted"], imported["duplicates"]) == (228, 221, 1)
    truth = json.loads((shared / "data" / "customers.truth.json").read_text(encoding="utf-8"))
    kept = {row["account"]: row for row in line("customers")}
    assert set(kept) >= {row["account"] for row in truth["clean_customers"]}
    line("import", "staff", SAMPLES / "staff.csv")
    line("assign", "--auto")
    plan = line("plan", "--year", 2026, "--seconds", 0, "--apply")
    assert plan["unplaced"] == []
    owed = line("due", "--year", 2026)
    assert len(plan["visits"]) == len(owed) == sum(row["required"] for row in owed)
    record_and_follow(line, plan["visits"][0], tmp_path)


def record_and_follow(line: Line, visit: dict[str, Any], folder: Path) -> None:
    line("visit", "book", visit["id"])
    line.today = visit["day"]
    record = folder / "record.json"
    issue = {"text": "夜間電壓驟降", "window": "technical", "owner": visit["leader"], "due": ""}
    record.write_text(
        json.dumps({"held_on": visit["day"], "outcome": "done", "topics": ["contract"], "issues": [issue], "satisfaction": 4}),
        encoding="utf-8",
    )
    done = line("visit", "record", visit["id"], "--file", record)
    assert done["counts"] is True
    assert done["why_not"] == []
    (case,) = line("issues")
    assert case["id"] == done["issues"][0]
    assert (case["text"], case["window"], case["state"], case["owner"]) == ("夜間電壓驟降", "technical", "new", visit["leader"])
    line("issues", "update", case["id"], "--state", "replied", "--note", "已說明")
    assert line("issues")[0]["state"] == "replied"
    settled = [row for row in line("due", "--year", 2026) if row["state"] == "done"]
    assert [row["subject"] for row in settled] == [visit["subject"]]


def test_a_load_of_an_unknown_account_is_refused_unless_it_is_said_where_it_belongs(line: Line, shared: Path) -> None:
    line("import", "customers", shared / "data" / "customers.cp950.csv", "--skip-rejected")
    load = shared / "data" / "portal_load_2025.cp950.csv"
    assert "05-12-3456-78-9" in line("import", "load", load, fails=1)
    both = line("import", "load", load, "--account", "09999999999", fails=1)
    assert "05-12-3456-78-9" in both
    assert "09-99-9999-99-9" in both
    kept = line("import", "load", load, "--account", "08221948820", "--confirm", "晶昌化工股份有限公司")
    assert (kept["intervals"], kept["missing"], kept["stamp"]) == (35040, 0, "end")


def test_an_import_is_taken_back_whole(line: Line) -> None:
    imported = line("import", "customers", SAMPLES / "customers.csv", "--skip-rejected")
    assert len(line("customers")) == imported["accepted"] > 50
    line("import", "revert", imported["import_id"])
    assert line("customers") == []
    assert line("groups") == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("visit", "cancel", "no-id"), "no-id"),
        (("issues", "update", "00000000-0000-4000-8000-000000000000"), ""),
        (("visits", "--from", "2026-02-30"), "--from"),
        (("plan", "--year", "2020"), "2020"),
        (("import", "customers", "nowhere.xlsx"), "nowhere.xlsx"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(line: Line, words: tuple[str, ...], sentence: str) -> None:
    said = line(*words, fails=1)
    assert sentence in said
    assert "Traceback" not in said


def test_wrong_use_is_told_apart(line: Line) -> None:
    assert line("visit", "fly", fails=2)


def test_a_wrong_passphrase_opens_nothing(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "錯的")
    assert "通行碼" in line("customers", fails=1)


def test_the_demonstration_does_the_main_job_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = start(["demo", "--out", str(tmp_path), "--json"])
    paths = json.loads(capsys.readouterr().out)
    assert code == 0
    assert set(paths) == {"plan", "brief", "window", "report"}
    assert all(Path(path).stat().st_size > 1000 for path in paths.values())
