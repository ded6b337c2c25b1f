"""Readings with a column for each month come out as a row for each month, with what stood in the file and where."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.lists.columns.month_columns import month_rows
from visitplanner.domain.lists.columns.reading_words import READING_FIELDS
from visitplanner.domain.lists.columns.recognition import headed, map_columns
from visitplanner.domain.lists.reading_import import ReadingLine, judge_readings
from visitplanner.domain.lists.tables import ERROR, Judged, Table

A, B = "05123456789", "05123456790"
FORMS = {
    "slash": lambda number: f"114/{number:02}",
    "iso": lambda number: f"2025-{number:02}-01",
    "roc": lambda number: f"114{number:02}",
    "word": lambda number: f"114年{number}月",
    "month": lambda number: f"{number}月",
    "english": lambda number: f"{dt.date(2025, number, 1):%b-%y}",
}


def judged(*rows: tuple[str, ...], account: str = "") -> Judged[ReadingLine]:
    table, _ = headed(month_rows(Table("電費", rows)), READING_FIELDS)
    return judge_readings(table, map_columns(table, READING_FIELDS), account=account, today=dt.date(2026, 1, 5))


def kwh(found: Judged[ReadingLine]) -> dict[tuple[str, int], Decimal | None]:
    return {(line.account, line.month.month): line.kwh_total for line in found.lines}


@given(
    st.sampled_from(list(FORMS)),
    st.integers(3, 12),
    st.lists(st.integers(0, 10**9), min_size=24, max_size=24),
    st.booleans(),
)
def test_what_stands_below_a_month_is_of_that_month(form: str, months: int, figures: list[int], title: bool) -> None:
    item = "" if title or form in ("iso", "roc", "english") else "度數"
    heading = ("電號", "戶名", *(FORMS[form](number) + item for number in range(1, months + 1)), "合計")
    rows = [(who, "甲", *(str(figures[at * 12 + each]) for each in range(months)), "9") for at, who in enumerate((A, B))]
    found = judged(("114年各月用電度數（度）",), heading, *rows, ("合計", "", *("7",) * months, "7"))
    assert kwh(found) == {(who, each + 1): figures[at * 12 + each] for at, who in enumerate((A, B)) for each in range(months)}
    assert [fault.value for fault in found.passed] == ["合計"]


def test_items_below_the_months_are_a_column_each() -> None:
    above, below = ("電號", "114/01", "", "114/02", "", "114/03", ""), ("", *("度數(千度)", "最高需量") * 3)
    found = judged(above, below, (A, "100", "900", "110", "910", "120", "920"))
    assert [(line.month.month, line.kwh_total, line.highest_kw) for line in found.lines] == [
        (1, 100_000, 900),
        (2, 110_000, 910),
        (3, 120_000, 920),
    ]


def test_items_may_stand_in_a_column_and_the_year_in_another() -> None:
    heading = ("電號", "年度", "項目", "1月", "2月", "3月")
    rows = ((A, "114", "用電度數", "1", "2", "3"), ("", "", "最高需量", "4", "5", "6"), (B, "114", "用電度數", "7", "8", ""))
    found = judged(heading, *rows)
    assert [(line.account[-2:], line.month, line.kwh_total, line.highest_kw) for line in found.lines] == [
        ("89", dt.date(2025, 1, 1), 1, 4),
        ("89", dt.date(2025, 2, 1), 2, 5),
        ("89", dt.date(2025, 3, 1), 3, 6),
        ("90", dt.date(2025, 1, 1), 7, None),
        ("90", dt.date(2025, 2, 1), 8, None),
    ]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ((("電號", "114/01", "114/02", "114/03"), (A, "1", "2", "3")), "what the figures"),
        ((("用電度數與電費",), ("電號", "114/01", "114/02", "114/03"), (A, "1", "2", "3")), "what the figures"),
        ((("用電度數",), ("電號", "1月", "2月", "3月"), (A, "1", "2", "3")), "no year"),
        ((("113年、114年用電度數",), ("電號", "1月", "2月", "3月"), (A, "1", "2", "3")), "no year"),
        ((("114年用電度數",), ("電號", "11月", "12月", "1月"), (A, "1", "2", "3")), "no year"),
    ],
)
def test_what_no_word_tells_is_asked_for(rows: tuple[tuple[str, ...], ...], word: str) -> None:
    with pytest.raises(Refused, match=word) as refusal:
        judged(*rows)
    assert refusal.value.mend is not None


def test_a_fault_is_told_of_the_row_and_cell_of_the_file() -> None:
    rows = (("用電度數",), ("電號", "114/01", "114/02", "114/03"), (A, "1", "2", "3"), (B, "4", "五", "#N/A"))
    table = month_rows(Table("電費", rows, 1, unread={(4, 3): ERROR}))
    table, _ = headed(table, READING_FIELDS)
    found = judge_readings(table, map_columns(table, READING_FIELDS), today=dt.date(2026, 1, 5))
    assert [(table.file_row(fault.row), fault.value) for fault in found.rejected] == [(4, "五"), (4, "#N/A")]
    assert len(found.lines) == 4
    (told,) = table.told
    assert str(told).startswith("The months stand side by side (2025-01 to 2025-03)")


def test_dates_and_figures_of_a_row_are_no_months_side_by_side() -> None:
    rows = (
        ("電號", "年月", "起", "迄", "繳費期限", "度數"),
        (A, "114/03", "114/03/01", "114/03/31", "114/04/15", "11403"),
        ("", "114/04", "114/04/01", "114/04/30", "114/05/15", "11404"),
    )
    table = Table("電費", rows)
    assert month_rows(table) is table
