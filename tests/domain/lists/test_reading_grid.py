"""Cells pasted from a spreadsheet land in the month and the column they belong to, or it is said what was left out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.lists.reading_grid import GRID_KEYS, Cells, grid_cells, grid_row, grid_table, pasted
from visitplanner.domain.lists.reading_import import PERIODS, ReadingLine, judge_readings
from visitplanner.domain.lists.tables import Judged

ACCOUNT, TODAY = "05123456789", dt.date(2026, 1, 5)
BLANK: Cells = ("",) * len(GRID_KEYS)
GRID = (("114/06", *BLANK[1:]), ("114/07", *BLANK[1:]), BLANK)
AT = {key: at for at, key in enumerate(GRID_KEYS)}


def judged(rows: tuple[Cells, ...]) -> Judged[ReadingLine]:
    table, mapping = grid_table(rows)
    return judge_readings(table, mapping, account=ACCOUNT, today=TODAY)


def test_headings_say_where_pasted_columns_belong_and_months_where_the_rows() -> None:
    head = "年月\t離峰度數\t尖峰度數\t應繳金額\t繳款日\r\n"
    text = f"{head}11407\t９０,０００\t100,000\t1,056,166\t8/9\r\n11405\t80000\t1\t2\t6/9\r\n合計\t170000\r\n"
    done = pasted(GRID, (1, 3), text, ACCOUNT)
    lines = judged(done.rows).lines
    assert [(line.month.month, line.kwh["off_peak"], line.kwh["peak"], line.amount) for line in lines] == [
        (5, 80000, 1, 2),
        (7, 90000, 100000, 1056166),
    ]
    assert [row[0] for row in done.rows] == ["11405", "114/06", "114/07", "", ""][: len(done.rows)]
    assert [str(each) for each in done.told] == [
        "Columns of what was pasted that are not used: 繳款日",
        "1 rows are no data (sums, notes, signatures) and were passed over.",
    ]


def test_cells_without_headings_go_side_by_side_from_the_chosen_one() -> None:
    done = pasted(GRID, (0, AT["kwh_peak"]), "1,000\t\t300\t4000\n2,000\t\t600\t8000\n", ACCOUNT)
    assert [line.kwh for line in judged(done.rows).lines] == [
        {"peak": 1000, "saturday": 300, "off_peak": 4000},
        {"peak": 2000, "saturday": 600, "off_peak": 8000},
    ]
    beyond = pasted(GRID, (2, AT["amount"]), "5\n6\n7", ACCOUNT)
    assert [row[AT["amount"]] for row in beyond.rows] == ["", "", "5", "6", "7"]


def test_rows_without_headings_that_begin_with_a_month_go_to_that_month() -> None:
    done = pasted(GRID, (0, 0), "2025-07\t5\n114年8月\t6", ACCOUNT)
    assert [(row[0], row[1]) for row in done.rows] == [("114/06", ""), ("114/07", "5"), ("114年8月", "6")]


def test_one_heading_over_one_column_is_no_value() -> None:
    assert judged(pasted(GRID, (0, 1), "離峰度數\n7,000\n8,000", ACCOUNT).rows).lines[1].kwh == {"off_peak": 8000}
    words = pasted(GRID, (0, AT["notes"]), "停工\n復工", ACCOUNT)
    assert [row[AT["notes"]] for row in words.rows] == ["停工", "復工", ""]


def test_rows_of_another_account_are_left_out_and_named() -> None:
    text = "電號\t年月\t離峰度數\n05-12-3456-78-9\t11407\t7\n05-12-3456-80-1\t11407\t9\n"
    done = pasted(GRID, (0, 0), text, ACCOUNT)
    assert [line.kwh for line in judged(done.rows).lines] == [{"off_peak": 7}]
    assert "05-12-3456-80-1" in str(done.told[0]) and "05-12-3456-78-9" in str(done.told[0])


def test_a_month_pasted_twice_is_not_lost_but_refused() -> None:
    done = pasted(GRID, (0, 0), "年月\t離峰度數\n11407\t7\n11407\t9\n", ACCOUNT)
    found = judged(done.rows)
    assert [row[AT["kwh_off_peak"]] for row in done.rows if row[0].endswith("07")] == ["7", "9"]
    assert "other figures" in str(found.rejected[0].reason)


def test_every_refused_cell_is_named_by_the_row_and_column_it_stands_in() -> None:
    rows = (("114/07", "1OO", "", "", "90000", *BLANK[5:]), ("114/7", *BLANK[1:]), ("七月", "5", *BLANK[2:]))
    faults = judged(rows).rejected
    assert [(grid_row(fault.row), fault.column, fault.value) for fault in faults] == [(0, "尖峰度數", "1OO"), (2, "年月", "七月")]


figures = st.decimals(0, 10**8, places=1).map(lambda number: number.normalize() + 0)
by_period = st.dictionaries(st.sampled_from(PERIODS), figures, min_size=1)


@given(by_period, by_period, figures)
def test_what_is_kept_comes_out_of_the_grid_as_it_went_in(
    kwh: dict[str, Decimal], kw: dict[str, Decimal], amount: Decimal
) -> None:
    line = ReadingLine(1, ACCOUNT, dt.date(2025, 7, 1), kwh, kw, amount=amount)
    (back,) = judged((grid_cells(line, "114/07"),)).lines
    assert (back.kwh, back.max_kw, back.amount, back.kwh_total) == (kwh, kw, amount, None)
