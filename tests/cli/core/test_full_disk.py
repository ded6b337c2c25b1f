"""A full disk, as the operating system tells of it: reading goes on, nothing is half kept, one sentence says what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from visitplanner import bootstrap

resource = pytest.importorskip("resource", reason="this system sets no limit on the size of files")
ROOM_BYTES = 1000
"""So long a file may grow: less than anything the program writes."""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A command of a process whose files cannot grow."""
    return subprocess.run(
        [sys.executable, "-m", "visitplanner", *words],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM_BYTES, ROOM_BYTES)),
        check=False,
    )


def test_reading_goes_on_and_a_change_says_that_the_disk_is_full(here: list[str], tmp_path: Path) -> None:
    listed = run(*here, "customers", "--json")
    account = json.loads(listed.stdout)[0]["account"]
    assert (listed.returncode, run(*here, "check").returncode) == (0, 0)
    before = run(*here, "issues", "--json").stdout
    refused = run(*here, "issues", "add", "--account", account, "--text", "停電")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "磁碟已滿" in refused.stderr and "資料未變更" in refused.stderr
    assert run(*here, "issues", "--json").stdout == before
    assert bootstrap.start([*here, "issues", "add", "--account", account, "--text", "停電"]) == 0


@pytest.mark.parametrize("words", [("brief", "--account", "{account}"), ("print", "year", "--year", "2026")])
def test_a_sheet_that_does_not_fit_leaves_the_one_that_was_there(here: list[str], words: tuple[str, ...], tmp_path: Path) -> None:
    account = json.loads(run(*here, "customers", "--json").stdout)[0]["account"]
    good = tmp_path / "sheet.pdf"
    good.write_bytes(b"the good one")
    refused = run(*here, *(word.format(account=account) for word in words), "--out", str(good))
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1) and "磁碟已滿" in refused.stderr
    assert good.read_bytes() == b"the good one" and [path.name for path in tmp_path.iterdir()].count("sheet.pdf") == 1


def test_a_backup_that_does_not_fit_is_one_sentence_and_leaves_nothing(here: list[str], tmp_path: Path) -> None:
    refused = run(*here, "backup", "--out", str(tmp_path / "backups"))
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1) and "磁碟已滿" in refused.stderr
    assert not (tmp_path / "backups").exists()


def test_a_database_that_does_not_fit_is_not_begun(tmp_path: Path) -> None:
    refused = run("--data-dir", str(tmp_path / "new"), "init", "--demo")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1) and "磁碟已滿" in refused.stderr
    assert not (tmp_path / "new").exists()
