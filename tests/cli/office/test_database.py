"""`init`, `backup`, `restore` through the real command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from visitplanner.bootstrap import start
from visitplanner.store.migrations import SCHEMA


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "正確馬 電池")
    return tmp_path / "office"


def ask(capsys: pytest.CaptureFixture[str], folder: Path, *words: object) -> Any:
    assert start(["--data-dir", str(folder), "--json", *map(str, words)]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *words: object) -> str:
    assert start(["--data-dir", str(folder), *map(str, words)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_a_database_is_created_backed_up_and_restored(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = ask(capsys, folder, "init")
    assert Path(made["database"]) == folder / "visitplanner.db"
    assert made["schema"] == SCHEMA
    copy = ask(capsys, folder, "backup", "--out", tmp_path / "backups")
    assert copy["verified"] is True
    restored = ask(capsys, tmp_path / "new", "restore", copy["file"])
    assert restored["verified"] is True
    assert restored["rows"] == copy["rows"]
    again = ask(capsys, tmp_path / "new", "backup", "--out", tmp_path / "backups")
    assert again["tables"] == copy["tables"]


def test_a_second_database_in_the_same_place_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(capsys, folder, "init")
    assert "這裡已有資料庫" in refused(capsys, folder, "init")


def test_a_wrong_passphrase_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(capsys, folder, "init")
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "另一個")
    said = refused(capsys, folder, "backup", "--out", tmp_path / "backups")
    assert said.count("\n") == 1
    assert "通行碼不正確" in said
    assert not (tmp_path / "backups").exists()


def test_any_other_file_is_not_restored(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04 no zip")
    assert "不是本程式的備份" in refused(capsys, folder, "restore", tmp_path / "list.xlsx")
    assert "檔案無法開啟" in refused(capsys, folder, "restore", tmp_path / "absent.vpbackup")


def test_a_missing_passphrase_is_not_called_a_wrong_one(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(capsys, folder, "init")
    monkeypatch.delenv("VISITPLANNER_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    told = refused(capsys, folder, "visits")
    assert "沒有提供通行碼" in told
    assert "VISITPLANNER_PASSPHRASE" in told
    assert "無法讀取通行碼檔案" in refused(capsys, folder, "--passphrase-file", folder / "none", "visits")


def test_a_backup_names_the_folder_that_cannot_be_written_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(capsys, folder, "init")
    occupied = folder / "visitplanner.db.key"
    told = refused(capsys, folder, "backup", "--out", occupied)
    assert f"{occupied}：無法寫入這個資料夾" in told


def test_days_are_read_in_the_years_of_the_republic_and_in_their_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(capsys, folder, "--today", "115/05/01", "init")
    told = refused(capsys, folder, "visits", "--from", "2026-12-02", "--to", "2026-11-02")
    assert "115/11/02 早於 115/12/02" in told
