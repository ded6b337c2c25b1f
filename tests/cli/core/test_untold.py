"""What was done is told apart from what was not, also when nobody can be told; Ctrl+C says one sentence."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from visitplanner import bootstrap


class Full(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


class Closed(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError


@pytest.mark.parametrize(("stream", "code"), [(Full(), 3), (Closed(), 0), (None, 3)])
def test_what_was_done_and_not_told_has_a_code_of_its_own(
    stream: io.StringIO | None, code: int, here: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", stream)
    assert bootstrap.start([*here, "office", "--name", "新店"]) == code
    assert bootstrap.start([*here, "undo", "00000000-0000-4000-8000-000000000000"]) == 1
    monkeypatch.undo()
    capsys.readouterr()
    assert bootstrap.start([*here, "office"]) == 0
    assert "新店" in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_device_is_one_sentence_and_code_three(here: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "visitplanner", *here, "office", "--name", "板橋"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert (done.returncode, len(done.stderr.decode().strip().splitlines())) == (3, 1)


def test_ctrl_c_says_one_sentence(here: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("visitplanner.store.office.SqlOffice.ask", stop)
    assert bootstrap.start([*here, "customers"]) == 130
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


START = """
import builtins, runpy, sys
read = builtins.__import__
def stopped(name, *more, **named):
    if name == sys.argv[1]:
        raise KeyboardInterrupt
    return read(name, *more, **named)
builtins.__import__ = stopped
runpy.run_module("visitplanner", run_name="__main__")
"""
"""Starts the program and interrupts it while it reads the module that is named."""


@pytest.mark.parametrize("module", ["multiprocessing", "visitplanner.bootstrap", "visitplanner.i18n", "typer"])
def test_ctrl_c_while_the_program_starts_says_one_sentence(module: str) -> None:
    ended = subprocess.run([sys.executable, "-c", START, module], capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert (ended.returncode, len(ended.stderr.strip().splitlines())) == (130, 1)
    assert "已中斷" in ended.stderr


def test_check_says_that_the_database_is_missing_and_what_to_do(here: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (Path(here[1]) / "visitplanner.db").unlink()
    assert bootstrap.start([*here, "check"]) == 1
    said = capsys.readouterr().out
    assert "找不到資料庫" in said and "visitplanner.db.key" in said and "備份" in said


@pytest.mark.parametrize("asked", [("customers",), ("issues",), ("backup", "--out", "kept")])
def test_every_command_says_that_the_database_is_missing_where_its_files_are_left(
    asked: tuple[str, ...], here: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here[1])
    (Path(here[1]) / "visitplanner.db").unlink()
    assert bootstrap.start([*here, *asked]) == 1
    said = capsys.readouterr().err
    assert "visitplanner.db.key" in said and "備份" in said and "init" not in said
