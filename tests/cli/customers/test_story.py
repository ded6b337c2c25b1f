"""`story` and `due --changes`, in text and for a program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
LARGE = "05123456789"


def test_the_story_of_a_customer_a_group_and_a_park(ask: Call) -> None:
    ask("issues", "add", "--account", LARGE, "--text", "夜間壓降", "--window", "technical")
    told = ask("story", "--account", LARGE)
    assert [each["text"] for each in told["promised"]] == ["夜間壓降"]
    assert told["lines"][0]["chapter"] == "case"
    assert told["least_ntd"] is None and told["weighed"] is False
    assert "夜間壓降" in ask("story", "--account", LARGE, as_json=False)
    assert ask("story", "--group", "虛構集團")["lines"] == []
    assert ask("story", "--park", "虛構工業區")["name"] == "虛構工業區"
    ask("story", code=2)


def test_who_came_over_the_threshold_and_who_dropped_below_it(ask: Call) -> None:
    told = ask("due", "--year", "2026", "--changes")
    assert (told["entered"], told["left"]) == ([], [])
    assert ask("due", "--year", "2026", "--changes", as_json=False) == "洽訪門檻 1,000 瓩：新增 0 戶，退出 0 戶。\n"
