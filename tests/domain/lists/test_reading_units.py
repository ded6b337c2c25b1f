"""A figure is never taken in a unit it does not have; a year and a month may stand in two columns."""

from __future__ import annotations

import pytest

from tests.domain.lists.test_reading_import import judged


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
    assert "names no month" in str(fault.reason)


def test_further_columns_of_notes_join_the_notes() -> None:
    (line,) = judged(
        ("電號", "年月", "離峰度數", "備註", "備註", "備註(樓層)", "退回原因"),
        ("05123456789", "11403", "7", "甲", "乙", "3F", "舊"),
    ).lines
    assert line.notes == "甲；備註：乙；樓層：3F"
