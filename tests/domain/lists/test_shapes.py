"""Lists in other shapes than one row of headings above the rows come out as those would."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest

from visitplanner.domain.lists.columns.recognition import headed, map_columns
from visitplanner.domain.lists.columns.shapes import straightened, upright
from visitplanner.domain.lists.columns.vocabulary import CUSTOMER_FIELDS
from visitplanner.domain.lists.customer_import import CustomerLine, judge_customers
from visitplanner.domain.lists.tables import ERROR, Judged, Table, unused_columns

HEADINGS = ("電號", "戶名", "供電電壓", "計費方式", "契約容量")
ONE = ("05123456789", "甲電子", "22.8", "二段式時間電價", "1200")
TWO = ("05123456790", "乙電子", "69", "二段式時間電價", "5000")
FACTS = [("05123456789", "甲電子", 1200), ("05123456790", "乙電子", 5000)]


def judged(*rows: tuple[str, ...], unread: dict[tuple[int, int], str] | None = None) -> tuple[Table, Judged[CustomerLine]]:
    (table,) = upright([Table("名單", rows, unread=unread or {})], CUSTOMER_FIELDS)
    table, _ = headed(table, CUSTOMER_FIELDS)
    table, mapping = straightened(table, map_columns(table, CUSTOMER_FIELDS), CUSTOMER_FIELDS)
    return table, judge_customers(table, mapping, today=dt.date(2026, 1, 5))


def facts(found: Judged[CustomerLine]) -> list[tuple[str, str, int]]:
    return [(line.account, line.name, line.contracts.regular_kw) for line in found.lines]


def test_a_list_on_its_side_is_turned_and_said() -> None:
    table, found = judged(*zip(("大用戶", *HEADINGS[1:]), ("", *ONE[1:]), strict=True), *zip(HEADINGS[:1], ONE[:1], strict=True))
    assert facts(found) == FACTS[:1]
    (told,) = table.told
    assert "row 2 is the column B" in str(told)


def test_a_spreadsheet_s_error_is_turned_with_its_cell() -> None:
    _, found = judged(*zip(HEADINGS, ONE, (*TWO[:4], "#REF!"), strict=True), unread={(5, 2): ERROR})
    assert facts(found) == FACTS[:1]
    assert [(fault.row, fault.column, fault.value) for fault in found.rejected] == [(3, "契約容量", "#REF!")]


@pytest.mark.parametrize("order", list(permutations(range(5)))[1::17])
def test_rows_below_headings_in_another_order_go_under_the_first_ones(order: tuple[int, ...]) -> None:
    def moved(row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(row[at] for at in order)

    table, found = judged(HEADINGS, ONE, (), ("北區",), (*moved(HEADINGS), "空壓機"), (*moved(TWO), "50HP"))
    assert facts(found) == FACTS
    assert found.rejected == ()
    assert [(one.heading, one.filled) for one in unused_columns(table, map_columns(table, CUSTOMER_FIELDS))][-1] == ("空壓機", 2)
    assert len(table.told) == 1


def test_the_same_headings_once_more_change_nothing() -> None:
    table, found = judged(HEADINGS, ONE, HEADINGS, TWO)
    assert (facts(found), table.told) == (FACTS, ())


def test_another_table_below_is_named_and_not_refused() -> None:
    _, found = judged(HEADINGS, ONE, TWO, (), ("區別", "戶數", "契約合計"), ("板橋區", "2", "6200"), ("三重區", "0", "0"))
    assert facts(found) == FACTS
    assert found.rejected == ()
    assert [(fault.row, fault.value) for fault in found.passed] == [(5, "區別"), (6, "板橋區"), (7, "三重區")]
    assert [fault.row for fault in found.warnings] == [5]


def test_a_row_with_a_broken_account_below_a_blank_one_is_no_other_table() -> None:
    _, found = judged(HEADINGS, ONE, (), ("", "丙電子", "22.8", "二段式時間電價", "900"))
    assert [fault.column for fault in found.rejected] == ["電號"]
