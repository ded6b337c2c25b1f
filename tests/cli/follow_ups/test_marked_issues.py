"""`issues mark`, `documents`, `recurring`, `request-kinds`, `case-reviews`: petitions, documents told once, what comes again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

Call = Callable[..., Any]
LARGE = "05123456789"


def raised(ask: Call, text: str = "夜間電壓驟降", *more: str) -> str:
    return ask("issues", "add", "--account", LARGE, "--text", text, *more)["id"]


def test_a_petition_is_raised_with_receipt_and_controller_and_closes_with_result_and_confirmation(ask: Call) -> None:
    ask("office", "--petition-within", "3")
    assert ask("office")["petition_within"] == 3
    marks = ("--receipt", "1150316001", "--petition", "--controller", "王經理", "--opinion")
    ident = raised(ask, "向議員陳情停電", *marks)
    assert "[陳情]  [輿情]" in ask("issues", as_json=False)
    refused = ask("issues", "update", ident, "--state", "closed", "--note", "已說明", code=1, as_json=False)
    assert "還沒有承辦人" in refused
    ask("issues", "update", ident, "--state", "replied", "--note", "已函復", "--owner", "吳電務")
    closing = ("--state", "closed", "--result", "已加裝保護", "--confirmed-by", "陳廠長", "--confirmed-on", "2026-03-16")
    ask("issues", "update", ident, *closing)
    (case,) = ask("issues")
    assert (case["due"], case["receipt"], case["petition"], case["controller"]) == ("2026-03-19", "1150316001", True, "王經理")
    assert (case["reply"], case["replied"], case["result"]) == ("已函復", "2026-03-16", "已加裝保護")
    assert (case["confirmed_by"], case["confirmed"], case["public_opinion"]) == ("陳廠長", "2026-03-16", True)
    ask("office", "--petition-within", "0")
    assert ask("office")["petition_within"] is None


def test_a_request_tells_its_documents_once_and_they_are_ticked(ask: Call) -> None:
    ask("request-kinds", "add", "--name", "增設用電", "--notes", "申請書\n平面圖", "--source", "示例")
    ident = raised(ask)
    ask("issues", "mark", ident, "--request", "增設用電", "--due", "115/04/30")
    assert ask("issues", "documents", ident, "--received", "申請書") == {"id": ident, "missing": ["平面圖"]}
    assert ask("issues", "documents", ident, "--received", "平面圖", "--more", "委託書")["missing"] == ["委託書"]
    (case,) = ask("issues")
    assert (case["request"], case["due"], len(case["documents"])) == ("增設用電", "2026-04-30", 3)
    refused = ask("issues", "mark", ident, "--request", "過戶", code=1, as_json=False)
    assert "沒有「過戶」這種申辦" in refused and "增設用電" in refused


def test_marks_that_are_not_named_stay_and_can_be_taken_away(ask: Call) -> None:
    ask("request-kinds", "add", "--name", "增設用電", "--notes", "申請書", "--source", "示例")
    ident = raised(ask, "停電", "--request", "增設用電")
    ask("issues", "mark", ident, "--receipt", "7", "--petition", "--controller", "王經理", "--opinion")
    ask("issues", "mark", ident, "--no-opinion")
    (case,) = ask("issues")
    assert (case["receipt"], case["petition"], case["public_opinion"], case["request"]) == ("7", True, False, "增設用電")
    ask("issues", "mark", ident, "--no-petition")
    assert [(case["petition"], case["controller"]) for case in ask("issues")] == [(False, "")]
    ask("undo")
    assert [case["controller"] for case in ask("issues")] == ["王經理"]


def test_what_comes_again_is_counted(ask: Call) -> None:
    for text in ("夜間電壓驟降", "又跳電", "請提供帳單明細"):
        raised(ask, text)
    assert sorted(case["again"] for case in ask("issues")) == [0, 0, 1]
    assert ask("issues", "recurring") == [{"about": "停電與電力品質", "cases": 2, "customers": 1, "again": 1}]
    assert ask("issues", "recurring", as_json=False) == "停電與電力品質：1 戶 2 件，其中 1 件為同一用戶再次反映\n"
    assert ask("issues", "recurring", "--from", "2026-01-01", "--to", "2026-03-01") == []
    assert "重複，先前 1 件" in ask("issues", as_json=False)


def test_a_review_is_kept_with_its_minutes(ask: Call) -> None:
    period = ("--held-on", "115/3/16", "--first-on", "115/1/1", "--last-on", "115/3/15", "--attendee", "王經理")
    change = ("--reason", "停電前七日通知", "--changed-on", "115/4/1")
    ask("case-reviews", "add", *period, "--note", "停電通知三件", *change)
    (review,) = ask("case-reviews", "list")
    assert (review["held_on"], review["note"], review["reason"]) == ("2026-03-16", "停電通知三件", "停電前七日通知")


def test_the_reply_is_printed_with_every_document(ask: Call, tmp_path: Path) -> None:
    ask("request-kinds", "add", "--name", "增設用電", "--notes", "申請書\n平面圖", "--source", "示例")
    ident, sheet = raised(ask), tmp_path / "回復單.pdf"
    refused = ask("issues", "reply", ident, "--out", str(sheet), code=1, as_json=False)
    assert "沒有回復內容" in refused and not sheet.exists()
    ask("issues", "mark", ident, "--request", "增設用電", "--receipt", "1150316001")
    ask("issues", "documents", ident, "--received", "申請書")
    ask("issues", "update", ident, "--state", "replied", "--note", "請備齊下列文件後送件")
    assert ask("issues", "reply", ident, "--out", str(sheet)) == {"files": [str(sheet)], "pages": 1}
    words = pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range()
    assert all(word in words for word in ("1150316001", "請備齊下列文件後送件", "申請書", "平面圖"))
