"""A load in a file and a call of `ask`, for the tests of the answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from visitplanner.bootstrap import start

PRESENT = ("--option", "two_stage", "--contracts", "1500,0,0,0", "--prices-of", "2025-10-01")


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    """The JSON an answer gives."""
    assert start(["--lang", "en", "--today", "2026-03-16", "ask", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def told(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """The same for people."""
    assert start(["--lang", "en", "--today", "2026-03-16", "ask", *map(str, words)]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Why an answer is refused."""
    assert start(["--lang", "en", "--today", "2026-03-16", "ask", *map(str, words)]) == 1
    return capsys.readouterr().err


def flat_file(path: Path, kw: float, days: int = 365, first: str = "2025-01-01") -> Path:
    """So many kW in every quarter of an hour, as a table of time and kW."""
    import datetime as dt

    start_of = dt.datetime.fromisoformat(first)
    stamps = (start_of + dt.timedelta(minutes=15 * place) for place in range(days * 96))
    path.write_text("時間,kW\n" + "\n".join(f"{stamp:%Y-%m-%d %H:%M},{kw}" for stamp in stamps), encoding="utf-8")
    return path
