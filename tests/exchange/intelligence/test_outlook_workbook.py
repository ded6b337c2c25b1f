"""The workbook for headquarters, read again: sums, names withheld, texts that never become formulas, the printed page."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import Workbook, load_workbook

from visitplanner.domain.customers.industries import Industry
from visitplanner.domain.intelligence.cards import Confidentiality, IntelligenceCard
from visitplanner.domain.intelligence.roll_up import load_of, rolled_up
from visitplanner.domain.intelligence.submissions import IntelligenceSubmission, differences
from visitplanner.exchange.intelligence.outlook_workbook import write_intelligence
from visitplanner.exchange.sheets_out import WHOLE, SheetColumn, SheetOut, write_sheets
from visitplanner.i18n import language
from visitplanner.services.intelligence.roll_up import CardRow, IntelligenceOverview, IntelligenceReport, planned_loads

MADE = dt.date(2026, 5, 12)
EVIL = '=HYPERLINK("http://example.invalid","x")'


def card(**facts: Any) -> IntelligenceCard:
    return IntelligenceCard(**{"subject_id": uuid4(), "industry": Industry.STEEL, "collected_on": MADE, **facts})


def report(*cards: IntelligenceCard, before: tuple[IntelligenceCard, ...] | None = None) -> IntelligenceReport:
    rows = [CardRow(each, EVIL, "05123456789") for each in cards]
    loads, last = planned_loads(rows), None
    if before is not None:
        known = [load for each in before if (load := load_of(each, "甲", each.expansion))]
        last = IntelligenceSubmission(number=1, year=2027, made_on=dt.date(2026, 1, 2), loads=tuple(known))
    changed = differences(last.loads, loads) if last else []
    return IntelligenceReport(IntelligenceOverview(rolled_up(loads, 2027), tuple(rows), last, tuple(changed)), "某處", MADE)


def written(sheet: IntelligenceReport, path: Path, code: str = "zh_TW") -> Workbook:
    write_intelligence(sheet, path, language(code))
    return load_workbook(path)


def values(book: Workbook, number: int) -> list[tuple[Any, ...]]:
    return list(book.worksheets[number].iter_rows(values_only=True))


def test_sums_are_those_of_the_cards_in_megawatts(tmp_path: Path) -> None:
    march, later = dt.date(2027, 3, 1), dt.date(2028, 1, 1)
    book = written(
        report(
            card(planned_kw=6000, planned_month=march, probability=60),
            card(planned_kw=1001, planned_month=march, probability=100),
            card(planned_kw=500, planned_month=later),
            card(planned_kw=70, probability=10),
            card(outlook="持平"),
        ),
        tmp_path / "out.xlsx",
    )
    assert book.sheetnames == ["各年彙總", "逐月", "情資卡", "異動"]
    steel, total = values(book, 0)[4:]
    assert steel == ("鋼鐵業", 7.001, 1.001, 4.601, 0.5, 0, None, 0.07, 0, 0.007)
    assert total[1:] == steel[1:]
    months = values(book, 1)[4:]
    assert [row[4] for row in months] == [7.001, 1.001, 4.601] * 2
    assert {row[5] for row in months} == {0} and [row[-1] for row in months] == [7.001, 1.001, 4.601] * 2
    assert "未填機率 1 筆" in values(book, 0)[1][0]
    assert len(values(book, 2)) == 4 + 5


def test_what_people_wrote_stays_text_and_a_customer_not_to_be_named_is_not(tmp_path: Path) -> None:
    sealed = card(planned_kw=1, confidentiality=Confidentiality.SEALED, informant="廠長")
    book = written(report(card(expansion=EVIL, planned_kw=2, informant="@SUM(A1)"), sealed), tmp_path / "out.xlsx")
    first, second = values(book, 2)[4:]
    assert (first[1], first[2], first[3], first[9]) == (EVIL, "05-12-3456-78-9", EVIL, "@SUM(A1)")
    assert (second[1], second[2], second[9]) == ("（不具名）", None, None)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_what_is_different_since_the_last_submission_is_told(tmp_path: Path) -> None:
    kept, gone = card(planned_kw=6000, probability=50, expansion="電爐"), card(planned_kw=10, expansion="棄案")
    new = card(planned_kw=7, expansion="新案")
    now = IntelligenceCard(**{name: getattr(kept, name) for name in kept.__slots__} | {"probability": 80, "id": kept.id})
    same = card(planned_kw=3)
    book = written(report(now, new, same, before=(kept, gone, same)), tmp_path / "out.xlsx")
    rows = [(row[0], row[3], row[4], row[5], row[8], row[9]) for row in values(book, 3)[5:]]
    assert rows == [
        ("新增", "新案", None, 7, None, None),
        ("已異動", "電爐", 6000, 6000, 50, 80),
        ("不再計畫", "棄案", 10, None, None, None),
    ]
    assert values(book, 3)[2][0] == "與 115/01/02 第 1 次陳報相較。"


@pytest.mark.parametrize("code", ["zh_TW", "en"])
def test_each_sheet_is_frozen_filtered_and_printed_whole(tmp_path: Path, code: str) -> None:
    book = written(report(card(planned_kw=6000, planned_month=dt.date(2027, 3, 1), probability=60)), tmp_path / "out.xlsx", code)
    for sheet in book:
        assert sheet.freeze_panes and sheet.auto_filter.ref and sheet.print_area and sheet.print_title_rows
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
        assert all(dimension.width >= 8 for dimension in sheet.column_dimensions.values())


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    sheet = report(card(planned_kw=6000))
    for name in ("one.xlsx", "two.xlsx"):
        write_intelligence(sheet, tmp_path / name, language())
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_sheet_takes_names_and_texts_excel_would_refuse(tmp_path: Path) -> None:
    long = "長" * 40_000
    rows = [(long, None), ("\x00\x1b壞\ud800字", 7), ("-1+2", Decimal("0.5"))]
    columns = (SheetColumn("=文字"), SheetColumn("數", form=WHOLE))
    sheets = [SheetOut("甲/乙:[丙]*?", (), columns, rows), SheetOut("甲/乙:[丙]*?", ("題",), columns, [])]
    write_sheets(sheets, tmp_path / "odd.xlsx", "題", MADE, "A&B")
    book = load_workbook(tmp_path / "odd.xlsx")
    assert book.sheetnames == ["甲－乙－－丙－－－", "甲－乙－－丙－－－ 2"]
    first = values(book, 0)
    assert first[0] == ("=文字", "數") and len(first[1][0]) == 32_767 and first[3] == ("-1+2", 0.5)
    foot = book.worksheets[0].oddFooter
    assert foot is not None and foot.left is not None and foot.left.text == "A&&B"
