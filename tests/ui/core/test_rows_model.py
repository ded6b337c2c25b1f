"""One model for every table: sorting, filtering, and staying where one was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from visitplanner import i18n
from visitplanner.domain.core.messages import said
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import CHIP_ROLE, NOTHING, Column, RowsModel
from visitplanner.ui.widgets.table import Table


@dataclass(frozen=True)
class Row:
    key: int
    name: str
    kw: int | None
    day: dt.date | None = None


COLUMNS = (
    Column[Row]("name", said("Name"), lambda row: row.name, stretch=True),
    Column[Row]("kw", said("kW"), lambda row: row.kw, right=True),
    Column[Row]("day", said("Day"), lambda row: row.day),
    Column[Row]("state", said("State"), lambda row: row.kw, chip=lambda row, _: Chip("大", Shape.SOLID) if row.kw else None),
)
ROWS = [Row(1, "晶元化工", 1200, dt.date(2026, 3, 16)), Row(2, "大安 科技", None), Row(3, "宏瑞資訊", 35551)]


@pytest.fixture
def model(qapp: object) -> RowsModel[Row]:
    made = RowsModel(COLUMNS, i18n.language(), lambda row: row.key)
    made.set_rows(ROWS)
    return made


def keys(model: RowsModel[Row]) -> list[int]:
    return [row.key for row in model.rows()]


def test_cells_are_written_the_way_people_read_them(model: RowsModel[Row]) -> None:
    assert [model.data(model.index(0, column)) for column in range(3)] == ["晶元化工", "1,200", "115/03/16"]
    assert model.data(model.index(1, 1)) == NOTHING


def test_unknown_values_come_last_whichever_way_one_sorts(model: RowsModel[Row]) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert keys(model) == [1, 3, 2]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert keys(model) == [3, 1, 2]


def test_a_search_wants_every_word_somewhere(model: RowsModel[Row]) -> None:
    model.search("科技 大安")
    assert keys(model) == [2]
    model.search("35,551")
    assert keys(model) == [3]
    model.search("")
    assert keys(model) == [1, 2, 3]


def test_a_filter_and_a_search_hold_together(model: RowsModel[Row]) -> None:
    model.only(lambda row: row.kw is not None)
    model.search("大安")
    assert keys(model) == []
    assert model.total() == 3


def test_a_state_is_a_chip_and_a_word(model: RowsModel[Row]) -> None:
    index = model.index(0, 3)
    assert model.data(index, CHIP_ROLE) == Chip("大", Shape.SOLID)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "大"
    assert model.data(model.index(1, 3), CHIP_ROLE) is None


def test_numbers_stand_on_the_right(model: RowsModel[Row]) -> None:
    assert model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight.value  # type: ignore[operator]


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(COLUMNS, i18n.language(), lambda row: row.key)
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    return made


def test_the_current_row_stays_current_when_rows_arrive_anew(table: Table) -> None:
    table.show_key(3)
    table.set_rows([ROWS[2], ROWS[0]])
    assert table.current().key == 3
    table.set_rows([ROWS[0]])
    assert table.current() is None


def test_enter_opens_the_current_row(qtbot: QtBot, table: Table) -> None:
    opened: list[Row] = []
    table.opened.connect(opened.append)
    table.show_key(2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [row.key for row in opened] == [2]


def test_copying_gives_a_spreadsheet_its_headers(qtbot: QtBot, table: Table) -> None:
    table.show_key(1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == ["名稱\t瓩\t日期\t狀態", "晶元化工\t1,200\t115/03/16\t大"]


def test_ten_thousand_rows_can_be_sorted_and_searched(table: Table) -> None:
    table.set_rows([Row(number, f"用戶{number}", number * 7 % 10_000) for number in range(10_000)])
    table.sort_by("kw", descending=True)
    assert table.rows.row(0).kw == 9_999
    table.rows.search("用戶9999")
    assert keys(table.rows) == [9_999]
