"""`approval`, `what-if`: the plan's way through the office, and the year under other circumstances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
YEAR = ("--year", "115")
WAY = {"officer": "陳業務", "section_chief": "林課長", "manager": "王經理", "director": "李處長"}


def planned(ask: Call) -> None:
    ask("plan", "--year", "2026", "--seconds", "0", "--apply")


def test_nothing_is_proposed_signed_or_published_before_its_turn(ask: Call) -> None:
    assert "還沒有可陳核的計畫" in ask("approval", *YEAR, "--propose", code=1)
    assert "請先陳核" in ask("approval", *YEAR, "--sign", "officer", "--name", "陳業務", code=1)
    planned(ask)
    ask("approval", *YEAR, "--propose")
    assert "下一位是：承辦人" in ask("approval", *YEAR, "--sign", "manager", "--name", "王經理", code=1)
    assert "--sign" in ask("approval", *YEAR, "--sign", "porter", code=1)
    assert "全部核章後才能公告" in ask("approval", *YEAR, "--publish", code=1)
    assert (ask("approval", *YEAR)["state"], ask("approval", *YEAR)["signatures"]) == ("proposed", [])


def test_a_plan_is_signed_in_turn_published_and_its_amendments_are_told(ask: Call) -> None:
    planned(ask)
    ask("approval", *YEAR, "--propose")
    for signer, name in WAY.items():
        now = ask("approval", *YEAR, "--sign", signer, "--name", name)
    assert [(one["signer"], one["name"]) for one in now["signatures"]] == list(WAY.items())
    assert (now["state"], now["published_on"]) == ("signed", None)
    now = ask("approval", *YEAR, "--publish", today="2026-03-17")
    assert (now["state"], now["proposed_on"], now["published_on"]) == ("published", "2026-03-16", "2026-03-17")
    moved = next(row for row in ask("visits") if row["subject"] == "虛構食品股份有限公司")
    ask("visit", "move", moved["id"], "--day", "2026-11-18", today="2026-03-17")
    (amended,) = ask("approval", *YEAR)["amendments"]
    assert amended == {"subject": "虛構食品股份有限公司", "before": moved["day"], "after": "2026-11-18"}
    last = ask("approval", *YEAR, as_json=False).splitlines()[-1]
    assert last.endswith("→ 115/11/18") and "虛構食品股份有限公司" in last


def test_a_signature_is_taken_back_by_undo(ask: Call) -> None:
    planned(ask)
    ask("approval", *YEAR, "--propose")
    ask("approval", *YEAR, "--sign", "officer", "--name", "陳業務")
    ask("undo")
    assert ask("approval", *YEAR)["signatures"] == []
    ask("approval", *YEAR, "--sign", "officer", "--name", "吳電務")
    assert [one["name"] for one in ask("approval", *YEAR)["signatures"]] == ["吳電務"]


def test_another_threshold_is_tried_and_leaves_the_calendar_as_it_is(ask: Call) -> None:
    before = ask("visits")
    tried = ask("what-if", "--year", "2026", "--threshold", "1500", "--seconds", "0")
    assert {row["kind"] for row in tried["visits"]} == {"group", "park"}
    usual = ask("what-if", "--year", "2026", "--more-specialists", "1", "--seconds", "0")
    assert {row["kind"] for row in usual["visits"]} == {"group", "park", "large"}
    assert ask("visits") == before == []
    told = ask("what-if", "--year", "2026", "--more-specialists", "1", "--seconds", "0", as_json=False)
    assert "行事曆沒有變動" in told
