"""`import ... --sheet --on-duplicate --effective-on`: which sheet is read, and what happens to what is kept already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Call = Callable[..., Any]
SHEETS = {
    "說明": [["請看後面各頁"]],
    "清冊": [["電號", "戶名", "供電電壓", "計費方式", "契約容量"], ["05123456700", "新用戶公司", "22.8", "二段式時間電價", 900]],
    "人員": [["姓名", "職級", "專長"], ["孫專員", "專員", "業務"]],
    "洽訪": [["電號", "日期", "領隊"], ["05123456789", "115/06/10", "林課長"]],
}
LARGER = "電號,戶名,供電電壓,計費方式,契約容量\n05123456789,虛構食品股份有限公司,22.8,二段式時間電價,1300\n"


@pytest.fixture
def book(tmp_path: Path) -> str:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in SHEETS.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / "book.xlsx")
    return str(tmp_path / "book.xlsx")


def listed(folder: Path, text: str) -> str:
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_each_list_is_read_from_the_sheet_that_is_named(ask: Call, book: str) -> None:
    ask("import", "customers", book, "--sheet", "清冊")
    assert "05123456700" in {row["account"] for row in ask("customers")}
    ask("import", "staff", book, "--sheet", "人員")
    assert "孫專員" in {row["name"] for row in ask("staff")}
    ask("import", "visits", book, "--sheet", "洽訪")
    assert [(row["day"], row["leader"]) for row in ask("visits")] == [("2026-06-10", "林課長")]


@pytest.mark.parametrize("what", ["customers", "staff", "visits", "readings"])
def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(ask: Call, book: str, what: str) -> None:
    refused = ask("import", what, book, "--sheet", "沒有", code=1)
    assert "沒有工作表「沒有」" in refused
    assert "說明、清冊、人員、洽訪" in refused


def of_large(ask: Call) -> Any:
    return next(row for row in ask("customers") if row["account"] == "05123456789")


def test_a_customer_kept_already_is_left_updated_or_refused_as_asked(ask: Call, tmp_path: Path) -> None:
    file = listed(tmp_path, LARGER)
    before = of_large(ask)
    ask("import", "customers", file)
    assert of_large(ask) == before
    assert "05123456789" in ask("import", "customers", file, "--on-duplicate", "refuse", as_json=False, code=1)
    assert of_large(ask) == before
    ask("import", "customers", file, "--on-duplicate", "update", "--effective-on", "115/04/01")
    assert (of_large(ask)["regular_kw"], before["regular_kw"]) == (1300, 1000)
    ask("undo")
    assert of_large(ask) == before


def test_a_person_kept_already_is_updated_only_on_demand(ask: Call, tmp_path: Path) -> None:
    file = listed(tmp_path, "姓名,職級,專長\n陳業務,專員,業務、電務\n")

    def skills() -> list[str]:
        return next(row["skills"] for row in ask("staff") if row["name"] == "陳業務")

    ask("import", "staff", file)
    assert skills() == ["business"]
    ask("import", "staff", file, "--on-duplicate", "update")
    assert sorted(skills()) == ["business", "technical"]


def test_another_answer_to_duplicates_is_refused(ask: Call, tmp_path: Path) -> None:
    file = listed(tmp_path, LARGER)
    for what in ("customers", "staff", "readings"):
        assert "skip, update, refuse" in ask("import", what, file, "--on-duplicate", "twice", code=1)
