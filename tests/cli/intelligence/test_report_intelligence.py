"""`report intelligence` and `intelligence outlook`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

Call = Callable[..., Any]
PLAN = ("--subject", "05123456789", "--industry", "steel", "--collected-on", "115/3/2", "--planned-kw", "6000")


def test_a_report_is_written_and_submitted_once(ask: Call, tmp_path: Path) -> None:
    ask("intelligence", "add", *PLAN, "--planned-month", "116/3", "--probability", "60")
    out = tmp_path / "情資.xlsx"
    told = ask("report", "intelligence", "--year", "2027", "--out", str(out), "--submit")
    assert told["files"] == [str(out)]
    assert told["figures"]["of_year"] == {
        "plans": 1,
        "planned_kw": 6000,
        "certain_kw": 0,
        "weighted_kw": "3600.00",
        "unweighed": 0,
    }
    assert load_workbook(out).sheetnames[0] == "各年彙總"
    again = ask("intelligence", "outlook", "--year", "116")
    assert (again["since"]["number"], again["changes"]) == (1, [])
    assert "鋼鐵業\t1\t6000\t0\t3600.00\t0" in ask("intelligence", "outlook", "--year", "116", as_json=False)


def test_only_a_workbook_is_written_and_nothing_is_left_of_a_refusal(ask: Call, tmp_path: Path) -> None:
    out = tmp_path / "情資.pdf"
    assert ".xlsx" in ask("report", "intelligence", "--year", "2027", "--out", str(out), code=1)
    assert "情資卡" in ask("report", "intelligence", "--year", "2027", "--out", str(tmp_path / "空.xlsx"), "--submit", code=1)
    assert not out.exists()
