"""`office`, `norms`, `weights`: what an office settles for itself stays settled, and what cannot be is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., Any]


def test_the_office_s_own_limits_are_kept_one_by_one(ask: Call) -> None:
    before = ask("office")
    ask("office", "--reply-within", "7")
    ask("office", "--least-saving", "30000", "--least-percent", "2.5")
    assert ask("office") == {**before, "reply_within": 7, "least_saving": "30000.00", "least_percent": 2.5}
    ask("undo")
    assert (ask("office")["reply_within"], ask("office")["least_saving"]) == (7, before["least_saving"])


def test_an_own_reply_limit_dates_the_cases_that_are_raised(ask: Call) -> None:
    usual = ask("issues", "add", "--account", "05123456789", "--text", "電壓閃動")
    ask("office", "--reply-within", "3")
    sooner = ask("issues", "add", "--account", "05123456789", "--text", "電費單未到")
    assert sooner["due"] < usual["due"]
    assert sooner["due"] == "2026-03-19"


def test_norms_are_changed_alone_and_the_usual_ones_stay_in_sight(ask: Call) -> None:
    before = ask("norms")
    ask("norms", "--notice-days", "5")
    now = ask("norms", "--office-day", "3", "--ahead-percent", "70")
    assert now == {**before, "notice_days": 5, "office_day": 3, "ahead_percent": 70}
    assert now["usual"] == before["usual"]
    assert ask("norms") == now


@pytest.mark.parametrize("words", [("--ahead-percent", "300"), ("--notice-days", "-1"), ("--office-day", "0")])
def test_a_norm_nobody_can_keep_is_refused_and_changes_nothing(ask: Call, words: tuple[str, str]) -> None:
    before = ask("norms")
    assert "之間" in ask("norms", *words, code=1)
    assert ask("norms") == before


def test_a_weight_is_one_of_three_words(ask: Call) -> None:
    before = ask("weights")
    assert ask("weights", "--large-saving", "much") == {**before, "large_saving": "much"}
    assert "--large-saving" in ask("weights", "--large-saving", "3", code=1)
    assert ask("weights") == {**before, "large_saving": "much"}
    ask("undo")
    assert ask("weights") == before


@pytest.mark.parametrize("option", ["--overdue-cases", "--large-saving", "--preferred-weekday", "--balance", "--trips"])
def test_each_weight_is_changed_alone(ask: Call, option: str) -> None:
    before, name = ask("weights"), option.removeprefix("--").replace("-", "_")
    assert before[name] != "none"
    assert ask("weights", option, "none") == {**before, name: "none"}
