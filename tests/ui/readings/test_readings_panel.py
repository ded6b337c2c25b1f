"""The 每月用電 tab: typed, pasted, refused cell by cell, kept, forgotten; the wizard and the template of readings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from visitplanner.domain.lists.reading_grid import GRID_KEYS
from visitplanner.exchange.spreadsheets import read_tables
from visitplanner.services.lists.typed_readings import ReadingsToType
from visitplanner.services.office.context import Context
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.importing.wizard import MAPPING, PREVIEW, RESULT
from visitplanner.ui.readings.grid import CellEditor
from visitplanner.ui.readings.panel import ReadingsPanel
from visitplanner.ui.shell.main_window import MainWindow

AT = {key: at for at, key in enumerate(GRID_KEYS)}
HEAD = "年月\t尖峰度數\t週六半尖峰度數\t離峰度數\t尖峰需量\t離峰需量\t功率因數\t應繳金額\n"
JULY = f"{HEAD}11407\t100,000\t15,000\t90,000\t480\t350\t98\t5,000\n"


@pytest.fixture
def panel(small: SmallOffice, window: MainWindow) -> ReadingsPanel:
    window.go("customers", small.large.id)
    return panel_of(window)


def panel_of(window: MainWindow) -> ReadingsPanel:
    page = window.page()
    assert isinstance(page, CustomersPage)
    tabs = page.card.tabs
    (found,) = [tab for number in range(tabs.count()) if isinstance(tab := tabs.widget(number), ReadingsPanel)]
    tabs.setCurrentWidget(found)
    return found


def put(panel: ReadingsPanel, row: int, key: str, text: str) -> None:
    cells = panel.grid.cells
    assert cells.setData(cells.index(row, AT[key]), text)


def shown(panel: ReadingsPanel, row: int, key: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return panel.grid.cells.index(row, AT[key]).data(role)


def row_of(panel: ReadingsPanel, month: str) -> int:
    return next(number for number, row in enumerate(panel.grid.cells.cells) if row[0] == month)


def test_the_months_that_are_over_are_offered_and_nothing_is_to_be_saved(panel: ReadingsPanel) -> None:
    assert [row[0] for row in panel.grid.cells.cells][:12] == [f"114/{month:02}" for month in range(3, 13)] + ["115/01", "115/02"]
    assert not panel.keep.isEnabled() and panel.forget.isHidden()


def test_a_pasted_table_is_kept_and_its_amount_compared(
    context: Context, small: SmallOffice, panel: ReadingsPanel, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText(JULY)
    qtbot.keyClick(panel.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    july = row_of(panel, "114/07")
    assert shown(panel, july, "kwh_peak") == "100,000"
    assert panel.state.text() == "尚未儲存。"
    panel.keep.click()
    (reading,) = context.office.ask(ReadingsToType(small.large.id)).readings
    assert (reading.kwh["peak"], reading.billed_ntd) == (100000, 5000)
    assert "帳單 5,000 元，計算" in panel.words.text()
    assert not panel.keep.isEnabled()
    assert "已有 1 個月" in panel.state.text()


def test_a_cell_that_cannot_be_read_is_named_and_holds_the_saving_back(panel: ReadingsPanel) -> None:
    put(panel, 4, "kwh_peak", "12o")
    assert not panel.keep.isEnabled()
    assert panel.words.text() == "第 5 列　尖峰 度　這不是數字。"
    assert shown(panel, 4, "kwh_peak", Qt.ItemDataRole.ToolTipRole) == "這不是數字。"
    assert shown(panel, 4, "kwh_peak", Qt.ItemDataRole.DecorationRole) is not None
    put(panel, 4, "kwh_peak", "１２０")
    assert panel.keep.isEnabled() and panel.words.isHidden()


def test_a_doubtful_cell_is_told_and_can_be_kept(panel: ReadingsPanel) -> None:
    put(panel, 4, "kwh_off_peak", "9000000")
    put(panel, 4, "kw_off_peak", "100")
    assert "平均已超過" in panel.words.text() and panel.keep.isEnabled()
    assert shown(panel, 4, "kwh_off_peak", Qt.ItemDataRole.ToolTipRole) is not None


def test_keys_type_go_down_empty_and_copy(panel: ReadingsPanel, qtbot: QtBot) -> None:
    grid = panel.grid
    grid.setCurrentIndex(grid.cells.index(0, AT["kwh_peak"]))
    qtbot.keyClicks(grid, "5")
    editor = grid.findChild(CellEditor)
    assert editor is not None
    qtbot.keyClicks(editor, "00")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(panel, 0, "kwh_peak") == "500")
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, AT["kwh_peak"])
    grid.setCurrentIndex(grid.cells.index(0, AT["kwh_peak"]))
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "500"
    put(panel, 1, "notes", '=HYPERLINK("file:")')
    grid.setCurrentIndex(grid.cells.index(1, AT["notes"]))
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == '"\'=HYPERLINK(""file:"")"'
    grid.setCurrentIndex(grid.cells.index(0, AT["kwh_peak"]))
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert shown(panel, 0, "kwh_peak") == ""


def test_what_is_not_saved_is_there_again_after_another_customer_and_can_be_forgotten(
    window: MainWindow, small: SmallOffice, panel: ReadingsPanel
) -> None:
    put(panel, 4, "kwh_peak", "120")
    window.go("customers", small.sites[0].id)
    assert not panel_of(window).forget.isVisible()
    window.go("customers", small.large.id)
    back = panel_of(window)
    assert shown(back, 4, "kwh_peak") == "120" and back.keep.isEnabled()
    back.forget.click()
    assert shown(back, 4, "kwh_peak") == "" and not back.keep.isEnabled()


def test_a_group_has_no_readings_of_its_own(window: MainWindow, small: SmallOffice) -> None:
    window.go("customers", small.group.id)
    panel = panel_of(window)
    assert not panel.grid.isVisible()


def test_a_file_of_readings_is_previewed_mended_and_taken_in(
    context: Context, small: SmallOffice, panel: ReadingsPanel, tmp_path: Path
) -> None:
    path = tmp_path / "readings.csv"
    account = small.large.account
    path.write_text(
        f"電號,年月,離峰度數,應繳金額,繳款日\n{account},11407,1000,5000,8/1\n{account},11408,1O00,,\n", encoding="utf-8"
    )
    wizard = panel.open_import()
    wizard.open_file(path)
    assert wizard.steps.currentIndex() == PREVIEW
    assert "繳款日" in wizard.preview.unused.text()
    box = wizard.preview.mend
    box.cell.setText("1100")
    box.again.click()
    said = [row.fault.reason for row in wizard.preview.table.rows.rows() if row.verdict == "warning"]
    assert any("billed NT$ 5,000" in str(reason) for reason in said)
    assert wizard.preview.taken.rows.rows()[1].line.kwh == {"off_peak": 1100}
    wizard.next.click()
    assert wizard.steps.currentIndex() == RESULT
    assert [reading.kwh for reading in context.office.ask(ReadingsToType(small.large.id)).readings] == [
        {"off_peak": 1000},
        {"off_peak": 1100},
    ]
    assert [shown(panel, row, "kwh_off_peak") for row in (0, 1)] == ["1,000", "1,100"]


def test_a_blank_template_is_written(panel: ReadingsPanel, tmp_path: Path) -> None:
    panel.save_template(tmp_path / "blank.csv")
    assert (tmp_path / "blank.csv").read_text("utf-8-sig").startswith("電號,年月,尖峰度數")
    panel.save_template(tmp_path / "blank.xlsx")
    (table,) = read_tables(tmp_path / "blank.xlsx")
    assert (table.rows[0][:2], table.rows[1][1]) == (("電號", "年月"), "114/07")


def test_the_template_is_offered_as_a_workbook_first(
    panel: ReadingsPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    panel._ask_template()
    assert asked[0].endswith(".xlsx") and (tmp_path / asked[0]).is_file()


def test_what_the_figures_of_months_side_by_side_are_is_said_in_the_window(panel: ReadingsPanel, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("電號,戶名,114/01,114/02,114/03\n05-12-3456-78-9,虛構食品,1000,2000,3000\n", encoding="utf-8")
    wizard = panel.open_import()
    wizard.open_file(path)
    assert wizard.steps.currentIndex() == MAPPING and "114/01" in wizard.refusal
    wizard.mapping.choices[3].set_value("kwh_total")
    wizard.mapping.choices[3].chosen.emit("kwh_total")
    wizard.next.click()
    assert wizard.steps.currentIndex() == PREVIEW, wizard.refusal
    assert len(wizard.preview.taken.rows.rows()) == 3
    wizard.next.click()
    assert wizard.steps.currentIndex() == RESULT
