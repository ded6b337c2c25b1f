"""`merge`, with its preview, in text and for a program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
KEEP, DROP = "05123456789", "05123456782"


def test_two_customers_are_shown_merged_and_taken_back(ask: Call) -> None:
    ask("issues", "add", "--account", DROP, "--text", "夜間壓降", "--window", "technical")
    assert ask("merge", "customers", "--keep", KEEP, "--drop", DROP, "--preview")["moved"] == {"follow_ups": 1}
    assert "將移轉 1 筆" in ask("merge", "customers", "--keep", KEEP, "--drop", DROP, "--preview", as_json=False)
    assert len(ask("customers")) == 3
    assert "移轉 1 筆" in ask("merge", "customers", "--keep", KEEP, "--drop", DROP, as_json=False)
    assert len(ask("customers")) == 2
    ask("undo")
    assert len(ask("customers")) == 3


def test_companies_are_named_by_name_or_tax_number(ask: Call) -> None:
    assert ask("merge", "list") == []
    assert ask("merge", "list", as_json=False) == "未發現可能重複的公司。\n"
    words = ("merge", "companies", "--keep", "12345675", "--drop", "虛構食品股份有限公司")
    assert ask(*words, "--preview")["moved"] == {"customers": 1}
    assert ask(*words)["moved"] == {"customers": 1}
    assert "0 家" in ask(*words, code=1)


def test_a_renamed_company_is_found_by_its_old_name_and_its_new_one(ask: Call) -> None:
    words = ("rename", "--company", "虛構食品股份有限公司", "--name", "虛構生技股份有限公司", "--on", "1150401")
    assert "更名為 虛構生技股份有限公司，共 1 個電號" in ask(*words, as_json=False)
    for name in ("虛構食品", "虛構生技"):
        assert [row["name"] for row in ask("customers", "--filter", name)] == ["虛構生技股份有限公司"]
    assert "未變更" in ask("rename", "--company", "虛構生技股份有限公司", "--name", "虛構生技股份有限公司", code=1)
    ask("undo")
    assert ask("customers", "--filter", "虛構生技") == []
