"""A figure is never taken in a unit it does not have; a year and a month may stand in two columns."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.domain.lists.test_reading_import import judged
from visitplanner.domain.lists.columns.recognition import headed, map_columns
from visitplanner.domain.lists.reading_import import READING_FIELDS, judge_readings
from visitplanner.domain.lists.tables import Table


def test_a_unit_in_the_heading_is_reckoned_with_and_told() -> None:
    found = judged(
        ("電號", "年月", "尖峰度數(MWh)", "離峰用電(千度)", "最高需量(MW)", "電費(萬元)"),
        ("05123456789", "11403", "100", "90.5", "0.48", "81.2"),
    )
    (line,) = found.lines
    assert (line.kwh["peak"], line.kwh["off_peak"], line.highest_kw, line.amount) == (100000, 90500, 480, 812000)
    assert [fault.column for fault in found.repairs] == ["尖峰度數(MWh)", "離峰用電(千度)", "最高需量(MW)", "電費(萬元)"]


@pytest.mark.parametrize(("year", "month"), [("114", "3"), ("114年", "3月"), ("2025", "03"), ("民國114", "3")])
def test_year_and_month_in_two_columns_are_one_month(year: str, month: str) -> None:
    found = judged(("電號", "年度", "月份", "離峰度數"), ("05123456789", year, month, "7"))
    assert [f"{line.month:%Y-%m}" for line in found.lines] == ["2025-03"]


def test_a_month_without_a_year_is_refused() -> None:
    (fault,) = judged(("電號", "月份", "離峰度數"), ("05123456789", "3", "7")).rejected
    assert "names no year" in str(fault.reason)


def test_the_year_of_a_title_is_that_of_months_without_one_and_is_told() -> None:
    rows = (
        ("114年度電費",),
        ("製表日期：115年1月5日",),
        ("電號", "月份", "離峰度數"),
        ("05123456789", "3月", "7"),
        ("05123456789", "12", "7"),
    )
    table, _ = headed(Table("電費", rows), READING_FIELDS)
    mapping = map_columns(table, READING_FIELDS)
    found = judge_readings(table, mapping, today=dt.date(2026, 1, 5))
    assert [f"{line.month:%Y-%m}" for line in found.lines] == ["2025-03", "2025-12"]
    assert ("114年度電費" in str(mapping.told[0]), len(mapping.told)) == (True, 1)


def test_a_year_is_not_taken_from_a_title_where_the_months_have_theirs() -> None:
    rows = (("114年度電費",), ("電號", "月份", "離峰度數"), ("05123456789", "113/03", "7"))
    table, _ = headed(Table("電費", rows), READING_FIELDS)
    mapping = map_columns(table, READING_FIELDS)
    assert (mapping.constants, mapping.told) == ({}, ())


def test_the_account_above_the_table_is_that_of_all_rows() -> None:
    rows = (("電號：05-12-3456-78-9",), ("月份", "離峰度數", "最高需量"), ("11403", "7", "3"))
    table, _ = headed(Table("電費", rows), READING_FIELDS)
    (line,) = judge_readings(table, map_columns(table, READING_FIELDS), today=dt.date(2026, 1, 5)).lines
    assert line.account == "05123456789"


def test_further_columns_of_notes_join_the_notes() -> None:
    (line,) = judged(
        ("電號", "年月", "離峰度數", "備註", "備註", "備註(樓層)", "退回原因"),
        ("05123456789", "11403", "7", "甲", "乙", "3F", "舊"),
    ).lines
    assert line.notes == "甲；備註：乙；樓層：3F"
