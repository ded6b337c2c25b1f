"""`issues`, `issues add`, `issues update`: a case from the telephone call to its closing, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
LARGE = "05123456789"


def raised(ask: Call, *more: str) -> str:
    """The id of a case on the large customer."""
    told = ask("issues", "add", "--account", LARGE, "--text", "評估調降契約", *more, as_json=False)
    assert told == "已登錄，期限 115/03/25。\n"
    (case,) = ask("issues", "--account", LARGE)
    return case["id"]


def test_a_case_goes_from_the_call_to_its_closing(ask: Call) -> None:
    ident = raised(ask, "--window", "business", "--owner", "陳業務")
    assert ask("issues", as_json=False).split() == [
        ident, "115/03/25", "新案", "虛構食品股份有限公司：評估調降契約（業務、陳業務）",
    ]  # fmt: skip
    ask("issues", "update", ident, "--state", "in_progress", "--note", "已調閱需量")
    ask("issues", "update", ident, "--owner", "吳電務", "--due", "115/04/10", today="2026-03-18")
    ask("issues", "update", ident, "--state", "closed", "--note", "已電話告知", today="2026-03-19")
    (case,) = ask("issues", today="2026-03-20")
    assert (case["state"], case["owner"], case["due"], case["overdue"]) == ("closed", "吳電務", "2026-04-10", False)
    assert [entry["note"] for entry in case["log"]] == ["", "已調閱需量", "", "已電話告知"]
    ask("undo")
    assert [case["state"] for case in ask("issues")] == ["in_progress"]


def test_a_case_past_its_day_stands_among_the_overdue(ask: Call) -> None:
    ident = raised(ask)
    assert ask("issues", "--overdue", as_json=False, today="2026-03-25") == ""
    (case,) = ask("issues", "--overdue", today="2026-03-26")
    assert (case["id"], case["overdue"]) == (ident, True)
    ask("issues", "update", ident, "--state", "replied", "--note", "已函復", today="2026-03-26")
    assert ask("issues", "--overdue", today="2026-03-27") == []


def test_the_same_case_twice_is_asked_and_taken_with_anyway(ask: Call) -> None:
    raised(ask)
    words = ("issues", "add", "--account", LARGE, "--text", "評估調降契約")
    doubt = ask(*words, code=1, as_json=False)
    assert "已有內容相同的未結案件" in doubt and "--anyway" in doubt
    assert len(ask("issues")) == 1
    ask(*words, "--anyway")
    assert len(ask("issues")) == 2


def test_what_cannot_be_kept_is_refused_with_the_option_at_fault(ask: Call) -> None:
    case = ("issues", "add", "--account", LARGE)
    assert "找不到電號 99999999999" in ask("issues", "add", "--account", "99999999999", "--text", "停電", code=1)
    assert "沒有內容" in ask(*case, "--text", "  ", code=1)
    assert "business, billing, technical, design" in ask(*case, "--text", "停電", "--window", "kitchen", code=1)
    assert "--due：「昨天」不是日期" in ask(*case, "--text", "停電", "--due", "昨天", code=1, as_json=False)
    assert "人員名單中沒有「無此人」" in ask(*case, "--text", "停電", "--owner", "無此人", code=1)
    assert "不是編號" in ask("issues", "update", "no-id", "--note", "x", code=1)
    ident = raised(ask)
    assert "沒有" in ask("issues", "update", ident, code=1)
    assert ask("issues")[0]["log"][1:] == []
