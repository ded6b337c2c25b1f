"""The command line as somebody types it, on the database of the small office, on 16 March 2026."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Clock, Keep, SmallOffice, new_office, person
from visitplanner import bootstrap
from visitplanner.domain.staff.staff import Rank

Call = Callable[..., Any]


@pytest.fixture
def small(tmp_path: Path) -> SmallOffice:
    made = SmallOffice()
    office = new_office(tmp_path / "office", Clock())
    made.keep(office)
    office.do(Keep((("people", person("張課長", Rank.SUPERVISOR)),)))
    office.close()
    return made


@pytest.fixture
def ask(tmp_path: Path, small: SmallOffice, capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*words: str, code: int = 0, as_json: bool = True, today: str = "2026-03-16") -> Any:
        """The JSON a command prints, its text without `as_json`, or what it says when it ends with another code."""
        capsys.readouterr()
        told = [*words, "--json"] if as_json else list(words)
        assert bootstrap.start(["--data-dir", str(tmp_path / "office"), "--today", today, *told]) == code
        out, err = capsys.readouterr()
        return (json.loads(out) if as_json else out) if code == 0 else err

    return call


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The options that name a database of demonstration data."""
    words = ["--data-dir", str(tmp_path / "office")]
    assert bootstrap.start([*words, "init", "--demo"]) == 0
    capsys.readouterr()
    return words
