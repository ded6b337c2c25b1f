"""`report`: written in three forms, issued, corrected, signed, published; the plan's items begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call

HALF = ("--year", "115", "--half", "1")


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_a_report_is_written_with_its_figures(ask: Call, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"report.{ending}"
    answer = ask("report", "half-year", *HALF, "--out", str(out))
    assert answer["files"] == [str(out)] and out.stat().st_size > 5_000
    assert answer["figures"]["group_visits.required"] == 1
    assert answer["figures"]["savings.made"] is None
    assert (answer["as_of"], answer["complete"], answer["public"]) == ("2026-03-16", False, False)


def test_the_public_version(ask: Call, tmp_path: Path) -> None:
    answer = ask("report", "half-year", *HALF, "--out", str(tmp_path / "report.docx"), "--public")
    assert answer["public"] is True


def test_issued_corrected_signed_and_published(ask: Call, tmp_path: Path) -> None:
    first = ask("report", "issue", *HALF, "--by", "陳承辦")
    assert (first["edition"], first["state"], first["changes"]) == (1, "proposed", [])
    told = ask("report", "issue", *HALF, "--by", "陳承辦", code=1)
    assert "相同" in told
    ask("visit", "add", "--account", "05123456789", "--day", "2026-03-13", "--held")
    second = ask("report", "issue", *HALF, "--by", "陳承辦", "--reason", "補登一次洽訪")
    assert (second["edition"], second["reason"]) == (2, "補登一次洽訪")
    assert {"clause": "伍一(二)2", "what": "Visits held", "before": "0", "after": "1"} in second["changes"]
    for signer in ("officer", "section_chief", "manager", "director"):
        signed = ask("report", "sign", *HALF, "--signer", signer, "--name", "某某")
    assert signed["state"] == "signed"
    assert [one["state"] for one in ask("report", "publish", *HALF)] == ["proposed", "published"]
    out = tmp_path / "issued.pdf"
    assert ask("report", "half-year", *HALF, "--out", str(out), "--edition", "1")["figures"]["held.all"] == 0


def test_a_half_that_is_none_and_a_form_that_is_none(ask: Call, tmp_path: Path) -> None:
    assert "上半年" in ask("report", "half-year", "--year", "2026", "--half", "3", "--out", str(tmp_path / "a.pdf"), code=1)
    assert ".docx" in ask("report", "half-year", *HALF, "--out", str(tmp_path / "a.odt"), code=1)


def test_the_items_of_a_year_are_begun_and_changed(ask: Call) -> None:
    begun = ask("report", "begin-plan", "--year", "2026")
    assert begun["title"] == "115年度提升服務效能執行計畫" and "伍一(二)1" in begun["items"]
    (heading,) = ask("plan-years", "list")
    assert (heading["republic_year"], heading["document"]) == (115, "")
    ask("plan-years", "change", heading["id"], "--document", "115 年 1 月 5 日函", "--reason", "前言", "--title", "115年度計畫",
        "--republic-year", "115")  # fmt: skip
    item = next(one for one in ask("plan-items", "list") if one["clause"] == "伍二(一)5")
    words = ("--first-note", "座談會一場", "--second-note", "座談會二場", "--text", "座談會", "--span", "持續辦理")
    plan = ("--republic-year", "115", "--place", "12", "--clause", "伍二(一)5", "--content", "法規", "--strategy", "簡化")
    ask("plan-items", "change", item["id"], *words, *plan, "--departments", "業務組", "--figures", "none of them", code=1)
    ask("plan-items", "change", item["id"], *words, *plan, "--departments", "業務組", "--figures", "held")
    changed = next(one for one in ask("plan-items", "list") if one["clause"] == "伍二(一)5")
    assert (changed["first_note"], changed["figures"]) == ("座談會一場", ["held"])


def test_the_annual_plan_for_signature(ask: Call, tmp_path: Path) -> None:
    ask("visit", "add", "--account", "05123456789", "--day", "2026-03-13", "--held")
    answer = ask("print", "plan", "--year", "2026", "--out", str(tmp_path / "plan.pdf"))
    assert (answer["visits"], answer["pages"]) == (1, 1)
