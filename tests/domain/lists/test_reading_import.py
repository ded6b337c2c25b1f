"""Monthly readings as an office keeps its bill history: one row a 電號 and month."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.lists.columns.recognition import headed, map_columns
from visitplanner.domain.lists.moments import month_in
from visitplanner.domain.lists.reading_import import (
    PERIODS,
    READING_FIELDS,
    ReadingLine,
    judge_readings,
    number_of,
)
from visitplanner.domain.lists.tables import Judged, Table

TODAY = dt.date(2026, 1, 5)
ABOVE = ("電號", "年月", "用電度數", "", "", "", "最高需量", "", "", "", "功率因數", "應繳金額")
BELOW = ("", "", "尖峰", "半尖峰", "週六半尖峰", "離峰", "尖峰", "半尖峰", "週六半尖峰", "離峰", "", "")
ROW = ("05123456789", "11403", "1,000", "2,000", "300", "4,000", "20", "21", "15", "12", "98", "34,567")


def judged(*rows: tuple[str, ...], account: str = "") -> Judged[ReadingLine]:
    table, _ = headed(Table("電費", rows), READING_FIELDS)
    return judge_readings(table, map_columns(table, READING_FIELDS), account=account, today=TODAY)


def test_a_row_under_two_rows_of_headings_becomes_a_reading() -> None:
    (line,) = judged(ABOVE, BELOW, ROW).lines
    assert (line.account, line.month) == ("05123456789", dt.date(2025, 3, 1))
    assert [line.kwh[period] for period in PERIODS] == [1000, 2000, 300, 4000]
    assert [line.max_kw[period] for period in PERIODS] == [20, 21, 15, 12]
    assert (line.power_factor, line.amount, line.energy, line.demand) == (98, 34567, 7300, 21)


@pytest.mark.parametrize(
    "headings",
    [
        (
            "電號",
            "用電年月",
            "尖峰度數",
            "半尖峰度數",
            "週六半尖峰度數",
            "離峰度數",
            "尖峰最高需量",
            "半尖峰最高需量",
            "週六半尖峰最高需量",
            "離峰最高需量",
            "功因",
            "電費",
        ),
        (
            "電號",
            "計費月份",
            "尖峰kWh",
            "半尖峰kWh",
            "週六半尖峰kWh",
            "離峰kWh",
            "尖峰kW",
            "半尖峰kW",
            "週六半尖峰kW",
            "離峰kW",
            "功率因數(%)",
            "金額",
        ),
    ],
)
def test_the_periods_are_known_in_one_row_of_headings(headings: tuple[str, ...]) -> None:
    (line,) = judged(headings, ROW).lines
    assert [*line.kwh.values(), *line.max_kw.values()] == [1000, 2000, 300, 4000, 20, 21, 15, 12]
    assert (line.power_factor, line.amount) == (98, 34567)


def test_a_total_alone_is_a_reading_and_the_account_may_be_given() -> None:
    found = judged(("年月", "度數", "最高需量"), ("114/03", "7300度", "21 kW"), ("114年4月", "8000", ""), account="05123456789")
    assert [(line.account, line.month.month, line.energy, line.demand) for line in found.lines] == [
        ("05123456789", 3, 7300, 21),
        ("05123456789", 4, 8000, None),
    ]


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({1: "某月"}, "年月"),
        ({1: ""}, "年月"),
        ({0: "1234"}, "電號"),
        ({2: "很多"}, "用電度數 尖峰"),
        ({2: "-5"}, "用電度數 尖峰"),
        ({2: "#REF!"}, "用電度數 尖峰"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_its_cell(changed: dict[int, str], column: str) -> None:
    row = tuple(changed.get(at, cell) for at, cell in enumerate(ROW))
    found = judged(ABOVE, BELOW, ROW, row)
    assert [(fault.row, fault.column) for fault in found.rejected] == [(4, column)]


def test_a_month_that_stands_twice_is_double_or_refused() -> None:
    other = (*ROW[:2], "1,001", *ROW[3:])
    found = judged(ABOVE, BELOW, ROW, ROW, other)
    assert ([fault.row for fault in found.duplicates], [fault.row for fault in found.rejected]) == ([4], [5])


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({1: "11503"}, "year right"),
        ({5: "40,000"}, "need more than"),
        ({10: "12"}, "power factor"),
    ],
)
def test_figures_that_cannot_be_meant_are_doubted_and_kept(changed: dict[int, str], word: str) -> None:
    row = tuple(changed.get(at, cell) for at, cell in enumerate(ROW))
    found = judged(ABOVE, BELOW, row)
    assert len(found.lines) == 1
    assert [word in str(fault.reason) for fault in found.warnings] == [True]


def test_a_power_factor_may_be_written_as_a_fraction_and_periods_may_contradict_the_total() -> None:
    found = judged(
        ("電號", "年月", "尖峰度數", "離峰度數", "總度數", "功率因數"), ("05123456789", "11403", "1", "2", "4", "0.98")
    )
    assert found.lines[0].power_factor == 98
    assert "add up to 3" in str(found.warnings[0].reason)


def test_a_sum_of_the_year_is_no_month() -> None:
    assert len(judged(ABOVE, BELOW, ROW, ("合計", "", "1,000")).passed) == 1


@given(st.dates(dt.date(2011, 1, 1), dt.date(2110, 12, 31)), st.sampled_from(range(7)))
def test_a_month_is_read_in_every_form(day: dt.date, form: int) -> None:
    roc = day.year - 1911
    text = (
        f"{roc}{day.month:02}",
        f"{roc}/{day.month}",
        f"{roc}年{day.month}月",
        f"{day:%Y-%m}",
        f"{day:%Y%m}",
        f"民國{roc}年{day.month:02}月份",
        day.isoformat(),
    )[form]
    assert month_in(text) == day.replace(day=1)


@given(st.decimals(0, 10_000_000, places=2), st.sampled_from(["", " kWh", "度", "元"]))
def test_a_figure_comes_out_as_it_was_written(figure: Decimal, unit: str) -> None:
    assert number_of(f"{figure:,}{unit}") == figure


def test_a_table_without_an_account_asks_for_it() -> None:
    with_none = judged(("年月", "度數", "電費"), ("114/03", "7300", "5"))
    assert "--account" in str(with_none.rejected[0].reason)
    with pytest.raises(Refused):
        number_of("約五千")


@pytest.mark.parametrize(
    ("text", "month"),
    [("Mar-25", (2025, 3)), ("March 2025", (2025, 3)), ("2025-Mar", (2025, 3)), ("Sept-24", (2024, 9)), ("May-2025", (2025, 5))],
)
def test_a_month_may_have_its_english_name(text: str, month: tuple[int, int]) -> None:
    assert month_in(text) == dt.date(*month, 1)


@pytest.mark.parametrize(
    "text", ["114/03/01~114/03/31", "114/3/1-114/3/31", "1140301至1140331", "2025-03-01～2025-03-31", "114/03/01-114/04/01"]
)
def test_a_period_within_a_month_is_that_month(text: str) -> None:
    assert month_in(text) == dt.date(2025, 3, 1)


@pytest.mark.parametrize("text", ["114/03/05~114/04/04", "114/03/31~114/03/01", "114/02/30~114/02/31"])
def test_a_period_over_two_months_is_refused_with_what_is_wanted(text: str) -> None:
    assert month_in(text) is None
    (fault,) = judged(("電號", "計費期間", "度數"), ("05123456789", text, "7")).rejected
    assert "write the month it is billed for" in str(fault.reason)


def test_columns_named_by_their_unit_alone_are_known() -> None:
    (line,) = judged(
        ("電號", "年", "月", "kWh", "kW", "%", "NT$"), ("05123456789", "114", "3", "7", "5", "98", "NT$ 1,234")
    ).lines
    assert (line.month, line.kwh_total, line.highest_kw, line.power_factor, line.amount) == (dt.date(2025, 3, 1), 7, 5, 98, 1234)


@pytest.mark.parametrize("text", ["25-Mar", "Ma-25", "Foo-25"])
def test_a_day_of_no_year_and_no_month_are_no_month(text: str) -> None:
    assert month_in(text) is None


def test_a_number_with_all_its_digits_is_read_and_a_rounded_one_is_named() -> None:
    assert (number_of("1.0E5"), str(number_of("1.234567e6"))) == (100_000, "1234567")
    with pytest.raises(Refused, match="rounded this number"):
        number_of("1.21E+06")
