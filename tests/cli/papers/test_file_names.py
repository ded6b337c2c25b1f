"""As many files as sheets, whatever the customers are called."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from visitplanner.cli.papers import briefs


@dataclass
class Row:
    subject: str
    visit: Any = field(default_factory=lambda: type("V", (), {"day": dt.date(2026, 3, 5), "slot": "am", "id": uuid4()})())


def test_sheets_of_one_name_get_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Row("穗光"), Row("穗光"), Row("？！"), Row("……"), Row("ABC"), Row("abc"), Row("../../x")]
    office = type("O", (), {"ask": lambda _self, query: rows if isinstance(query, briefs.VisitsToBrief) else None})()
    session = type("S", (), {"office": office})()
    monkeypatch.setattr(briefs, "asked", lambda _session, query: query)
    paths = [path for path, _ in briefs.of_days(session, "2026-03-01", "2026-03-31", tmp_path)]
    assert len({path.name.casefold() for path in paths}) == len(rows)
    assert {path.parent for path in paths} == {tmp_path}
    assert paths[1].name == "20260305-am-穗光-2.pdf"
