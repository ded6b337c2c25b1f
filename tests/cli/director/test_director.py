"""`director`, in text and for a program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]


def test_the_year_for_whoever_answers_for_it(ask: Call) -> None:
    ask("issues", "add", "--account", "05123456789", "--text", "夜間壓降", "--window", "technical")
    told = ask("director", "--year", "2026")
    assert told["realised_ntd"] is None and told["followed"] == []
    assert {line["window"]: line["open"] for line in told["windows"]}["technical"] == 1
    assert told["required"] == ask("attainment", "--year", "2026")["whole"]["required"]
    text = ask("director", "--year", "115", as_json=False)
    assert text.startswith("115 年：應洽訪")
    assert "其後變更契約 0 戶" in text
