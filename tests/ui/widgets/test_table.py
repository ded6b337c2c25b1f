"""Columns of a table have the room their headings and cells need, as long as what matters most stays readable."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from visitplanner.domain.core.messages import said
from visitplanner.i18n import language
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.widgets.parts import column, roomy
from visitplanner.ui.widgets.table import CELL_MARGINS, LEAST_STRETCHED, READABLE, Table


@dataclass(frozen=True)
class Row:
    name: str
    kw: str


COLUMNS = (
    Column[Row]("name", said("Name"), lambda row: row.name, stretch=True),
    Column[Row]("kw", said("Regular contract (kW)"), lambda row: row.kw, width=60),
    Column[Row]("note", said("Notes"), lambda _row: "", width=60),
)


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(COLUMNS, language("en"), lambda row: row.name, "probe")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def test_a_column_is_as_wide_as_its_heading_and_its_cells(table: Table) -> None:
    heading = table.horizontalHeader().sectionSizeFromContents(1).width()
    table.set_rows([Row("甲", "1")])
    assert table.columnWidth(1) == heading > 60
    table.set_rows([Row("甲", "three-stage, fixed peak, and a long remark")])
    assert table.columnWidth(1) > table.fontMetrics().horizontalAdvance("three-stage, fixed peak, and a long remark")


def test_the_column_that_takes_what_is_left_stays_readable(table: Table) -> None:
    table.set_rows([Row("虛構食品股份有限公司" * 2, "a very long remark " * 20)])
    assert table.columnWidth(0) >= READABLE
    assert table.columnWidth(1) <= 900 - READABLE


def test_a_column_with_nothing_in_it_leaves_its_room_to_a_day(table: Table) -> None:
    day = "2026-05-12 (Tue) afternoon"
    needed = table.fontMetrics().horizontalAdvance(day) + CELL_MARGINS
    table.resize(LEAST_STRETCHED + needed + table.horizontalHeader().sectionSizeFromContents(2).width() + 4, 300)
    table.set_rows([Row("—", day)])
    assert table.columnWidth(1) >= needed
    assert table.horizontalHeader().length() <= table.viewport().width()


ROOMY = (
    Column[Row]("kw", said("kW"), lambda row: row.kw, width=240),
    Column[Row]("name", said("Name"), lambda row: row.name, stretch=True),
)


def test_a_name_gets_what_the_other_columns_do_not_need(qtbot: QtBot) -> None:
    """A list never cuts a name beside a column that is half empty; where nothing is short, columns keep their width."""
    table = Table(ROOMY, language("en"), lambda row: row.name, "probe")
    qtbot.addWidget(table)
    table.show()
    name = "虛構精密電路板股份有限公司"
    needed = table.fontMetrics().horizontalAdvance(name) + CELL_MARGINS
    table.resize(needed + 120, 300)
    table.set_rows([Row(name, "1,250")])
    assert table.columnWidth(1) >= needed and table.columnWidth(0) < 240
    assert table.horizontalHeader().length() <= table.viewport().width()
    table.resize(needed + 400, 300)
    assert table.columnWidth(0) == 240


def test_a_width_a_person_chose_stays_and_is_the_only_one_kept(table: Table) -> None:
    table.set_rows([Row("甲", "three-stage, fixed peak")])
    assert table.widths() == {}
    table.setColumnWidth(1, 75)
    table.set_rows([Row("乙", "three-stage, fixed peak, and a long remark")])
    table.resize(1000, 300)
    assert table.columnWidth(1) == 75
    assert table.widths() == {"kw": 75}


SPARED = (
    Column[Row]("name", said("Name"), lambda row: row.name, stretch=True, tip=lambda row, _: row.name),
    Column[Row]("kw", said("Regular contract (kW)"), lambda row: row.kw, width=90, spare=1),
    Column[Row]("note", said("Notes"), lambda row: f"{row.kw}!", width=90, spare=2),
)


def test_what_can_be_spared_goes_first_and_stands_in_the_tip_instead(qtbot: QtBot) -> None:
    table = Table(SPARED, language("en"), lambda row: row.name, "probe")
    qtbot.addWidget(table)
    table.show()
    table.set_rows([Row("甲" * 9, "1250")])
    seen = []
    for width in (900, 370, 300, 900):
        table.resize(width, 300)
        seen.append([column.key for number, column in enumerate(SPARED) if not table.isColumnHidden(number)])
    assert seen == [["name", "kw", "note"], ["name", "kw"], ["name"], ["name", "kw", "note"]]
    assert table.widths() == {}
    table.resize(300, 300)
    tip = table.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "甲" * 9 in tip and "1250" in tip and "1250!" in tip
    assert table.widths() == {}


def test_what_asks_for_more_than_its_least_room_is_not_squeezed(qtbot: QtBot) -> None:
    """The marked contracts of 電價 had lost the tails of their commas: a tab took its least height for its whole need."""
    lines = [QLabel(f"13,288 + 0 + {number} + 0") for number in range(30)]
    made = QWidget()
    made.setLayout(roomy(column(*lines), 200, 100))
    qtbot.addWidget(made)
    made.resize(300, 120)
    made.show()
    assert all(each.height() >= each.sizeHint().height() for each in lines)
