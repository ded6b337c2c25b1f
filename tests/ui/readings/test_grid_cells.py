"""The grid's cells: what is typed is told once, marks stand where they belong and go with a change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from visitplanner import i18n
from visitplanner.domain.lists.reading_grid import GRID_KEYS, MONTH, NOTES
from visitplanner.ui.core.style import Tone
from visitplanner.ui.readings.grid_model import HEADINGS, CellMark, GridModel

DISPLAY, EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole
BLANK = ("",) * len(GRID_KEYS)


@pytest.fixture
def grid(qapp: object) -> GridModel:
    made = GridModel(i18n.language())
    made.set_cells([BLANK, BLANK])
    return made


@pytest.fixture
def heard(grid: GridModel) -> list[object]:
    told: list[object] = []
    grid.edited.connect(lambda: told.append(grid.cells))
    return told


def test_a_cell_that_is_typed_is_kept_and_told_and_the_same_again_is_not(grid: GridModel, heard: list[object]) -> None:
    place = grid.index(1, 3)
    assert grid.setData(place, "120", EDIT) and grid.data(place, DISPLAY) == grid.data(place, EDIT) == "120"
    assert not grid.setData(place, "120", EDIT) and not grid.setData(place, 120, EDIT)
    assert not grid.setData(place, "7", DISPLAY) and grid.cells[1][3] == "120"
    assert len(heard) == 1 and grid.cells[0] == BLANK


def test_cleared_cells_are_told_together(grid: GridModel, heard: list[object]) -> None:
    for column in (2, 3, 4):
        grid.setData(grid.index(0, column), "5", EDIT)
    grid.clear([(0, 2), (0, 4)])
    assert [grid.cells[0][column] for column in (2, 3, 4)] == ["", "5", ""] and len(heard) == 4


@pytest.mark.parametrize("tone", [Tone.DANGER, Tone.WARN, Tone.OK])
def test_a_mark_stands_in_its_cell_alone_until_other_rows_are_shown(grid: GridModel, tone: Tone) -> None:
    grid.set_marks({(0, 2): CellMark(tone, "高於契約")})
    place, beside = grid.index(0, 2), grid.index(0, 3)
    roles = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert [grid.data(place, role) for role in roles] == ["高於契約"] * 2
    assert [grid.data(beside, role) for role in roles] == [None] * 2
    assert grid.data(place, Qt.ItemDataRole.BackgroundRole) is not None
    assert not grid.data(place, Qt.ItemDataRole.DecorationRole).isNull()
    assert grid.data(place, Qt.ItemDataRole.FontRole) is None
    grid.set_cells([BLANK])
    assert grid.data(grid.index(0, 2), roles[0]) is None


def test_marks_of_different_weight_do_not_look_alike(grid: GridModel) -> None:
    grid.set_marks({(0, column): CellMark(tone, "") for column, tone in ((2, Tone.DANGER), (3, Tone.WARN), (4, Tone.OK))})
    grounds = {grid.data(grid.index(0, column), Qt.ItemDataRole.BackgroundRole).name() for column in (2, 3, 4)}
    assert len(grounds) == 3


def test_words_stand_left_and_figures_right_below_a_name_and_a_unit(grid: GridModel) -> None:
    def side(column: int) -> Qt.AlignmentFlag:
        return grid.data(grid.index(0, column), Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignHorizontal_Mask

    assert [column for column in range(len(GRID_KEYS)) if side(column) == Qt.AlignmentFlag.AlignLeft] == [MONTH, NOTES]
    heads = [grid.headerData(column, Qt.Orientation.Horizontal) for column in range(len(GRID_KEYS))]
    assert len(set(heads)) == len(GRID_KEYS) == len(HEADINGS) and all(head.count("\n") == 1 for head in heads)
    assert grid.headerData(0, Qt.Orientation.Vertical) == "1"
    assert (grid.rowCount(), grid.columnCount()) == (2, len(GRID_KEYS)) and grid.rowCount(grid.index(0, 0)) == 0


def test_showing_marks_in_an_empty_grid_is_no_fault(qtbot: QtBot, qapp: object) -> None:
    made = GridModel(i18n.language())
    made.set_marks({})
    assert made.cells == ()
