"""`recover`, `passphrase`, `recovery-key`, `restore --drill` and the seal of `check`, through the real command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from visitplanner.bootstrap import start

PHRASE = "正確馬 電池 一二"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", PHRASE)
    ask(capsys, tmp_path / "office", "init")
    return tmp_path / "office"


def ask(capsys: pytest.CaptureFixture[str], folder: Path, *words: object) -> Any:
    assert start(["--data-dir", str(folder), "--json", *map(str, words)]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *words: object) -> str:
    assert start(["--data-dir", str(folder), *map(str, words)]) == 1
    return capsys.readouterr().err


def test_the_recovery_key_is_printed_once_opens_and_is_revoked(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ask(capsys, folder, "recovery-key")["key"]
    (tmp_path / "new").write_text("全新的通行碼一二\n", encoding="utf-8")
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", key)
    assert ask(capsys, folder, "passphrase", "--new-file", tmp_path / "new") == {"changed": True}
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", PHRASE)
    assert "通行碼不正確" in refused(capsys, folder, "visits")
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "全新的通行碼一二")
    assert ask(capsys, folder, "recovery-key", "--revoke") == {"key": None}
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", key)
    assert "通行碼不正確" in refused(capsys, folder, "visits")


def test_a_new_passphrase_that_will_not_do_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "new").write_text("短\n", encoding="utf-8")
    assert "太短" in refused(capsys, folder, "passphrase", "--new-file", tmp_path / "new")
    assert "無法讀取通行碼檔案" in refused(capsys, folder, "passphrase", "--new-file", tmp_path / "none")
    assert ask(capsys, folder, "check")["ok"]


def test_a_damaged_database_is_told_and_recovered(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert ask(capsys, folder, "recover") == {"amiss": None, "backup": None, "without_log": False}
    backup = ask(capsys, folder, "backup", "--out", folder / "backups")["file"]
    (folder / "visitplanner.db").write_bytes(b"")
    found = ask(capsys, folder, "recover")
    assert "資料庫已損壞" in found["amiss"] and found["backup"] == backup
    assert "沒有損壞" in refused(capsys, folder, "recover", "--without-log")
    assert ask(capsys, folder, "recover", "--backup", backup)["verified"]
    assert ask(capsys, folder, "check")["ok"] and len(list(folder.glob("visitplanner.db.aside-*"))) == 1


def test_a_drill_leaves_nothing(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = ask(capsys, folder, "backup", "--out", tmp_path / "backups")
    before = sorted(folder.iterdir())
    drill = ask(capsys, folder, "restore", "--drill", made["file"])
    assert (drill["verified"], drill["rows"], drill["unchanged"]) == (True, made["rows"], True)
    assert sorted(folder.iterdir()) == before


def test_the_check_prints_the_seal_of_the_journal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, folder, "check")["journal"] == {"changes": 0, "seal": ""}
    ask(capsys, folder, "office", "--name", "測試區處")
    journal = ask(capsys, folder, "check")["journal"]
    assert journal["changes"] == 1 and len(journal["seal"]) == 64
    assert start(["--data-dir", str(folder), "check"]) == 0
    assert journal["seal"] in capsys.readouterr().out
