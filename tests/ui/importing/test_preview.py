"""What the preview of an import shows, and what can be mended in it before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.exchange.workbook_files import compound
from tests.ui.importing.test_import_wizard import GOOD, HEAD, kept, list_file
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.office.context import Context
from visitplanner.services.staff.staff import StaffList
from visitplanner.ui.core.rows_model import RowsModel
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.preview_step import SEEN_TO, TAKEN
from visitplanner.ui.importing.wizard import MAPPING, PREVIEW, RESULT, ImportWizard
from visitplanner.ui.shell.main_window import MainWindow

SHORT = "05-12-3456-80-1,虛構紡織,高壓,二段式時間電價,-300"
AWAY = "115/3/2-115/3/6"
HURT = "1234,=虛構紙業,高壓,二段式時間電價,900"


@pytest.fixture
def wizard(window: MainWindow) -> ImportWizard:
    return opened(window, kinds.CUSTOMERS)


def opened(window: MainWindow, kind: kinds.Kind) -> ImportWizard:
    made = ImportWizard(window.page().desk, kind, window)
    made.open()
    return made


def shown(rows: RowsModel[object], number: int) -> dict[str, str]:
    """A line of a table by the headings of its columns, as it stands on screen."""
    row = rows.row(number)
    return {rows.language.say(column.title): column.written(row, rows.language) for column in rows.columns}


def test_the_preview_shows_the_values_that_will_be_kept(wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.open_file(list_file(tmp_path, '05１23456789,虛構電子,11.4kV,二段式時間電價,"1,250瓩"', GOOD[1]))
    table = wizard.preview.taken
    first = shown(table.rows, 0)
    assert (first["電號"], first["名稱"], first["經常契約容量"]) == ("05-12-3456-78-9", "虛構電子", "1,250")
    assert first["電壓"].startswith("高壓")
    assert first["結果"] == "新增"
    hidden = {column.key for number, column in enumerate(table.rows.columns) if table.isColumnHidden(number)}
    assert "contact" in hidden
    assert not hidden & {"account", "name", "voltage", "option", "regular_kw"}


def test_a_refused_cell_is_mended_there_and_judged_at_once(
    context: Context, wizard: ImportWizard, qtbot: QtBot, tmp_path: Path
) -> None:
    path = list_file(tmp_path, *GOOD, SHORT)
    before = path.read_bytes()
    wizard.open_file(path)
    assert wizard.preview.which.value() == SEEN_TO
    assert not wizard.next.isEnabled()
    box = wizard.preview.mend
    assert wizard.preview.table.current().name == "虛構紡織"
    assert box.cell.text() == "-300"
    box.cell.setFocus()
    box.cell.setText("3oo")
    qtbot.keyClick(box.cell, Qt.Key.Key_Return)
    assert not wizard.next.isEnabled()
    assert box.cell.text() == "3oo"
    box.cell.setText("300")
    qtbot.keyClick(box.cell, Qt.Key.Key_Return)
    assert wizard.steps.currentIndex() == PREVIEW
    assert wizard.next.isEnabled()
    assert "1" in wizard.preview.told.text()
    wizard.next.click()
    assert sorted(row.customer.regular_kw for row in context.office.ask(CustomerList())) == [300, 800, 1250]
    assert path.read_bytes() == before


def test_refused_rows_go_out_with_their_reasons_and_come_back_in(
    context: Context, wizard: ImportWizard, window: MainWindow, tmp_path: Path
) -> None:
    wizard.open_file(list_file(tmp_path, *GOOD, SHORT, HURT))
    out = tmp_path / "refused.csv"
    wizard.save_refused_to(out)
    text = out.read_text(encoding="utf-8-sig")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "退回原因" in text.splitlines()[0]
    assert "'=虛構紙業" in text
    assert "'-300" in text
    wizard.preview.skip.setChecked(True)
    wizard.next.click()
    assert kept(context) == 2
    mended = text.replace("'-300", "300").replace("'1234,", "05-12-3456-81-2,")
    out.write_text(mended, encoding="utf-8-sig")
    again = opened(window, kinds.CUSTOMERS)
    again.open_file(out)
    assert again.next.isEnabled(), again.preview.table.rows.rows()
    again.next.click()
    found = {row.customer.name: row.customer.regular_kw for row in context.office.ask(CustomerList())}
    assert found == {"虛構電子": 1250, "虛構食品": 800, "虛構紡織": 300, "=虛構紙業": 900}


def test_a_refused_file_that_cannot_be_written_says_so(wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.open_file(list_file(tmp_path, *GOOD, SHORT))
    wizard.save_refused_to(tmp_path)
    assert "無法寫入" in wizard.refusal


def test_every_column_is_used_or_not_used_and_an_unused_one_is_assigned_and_remembered(
    context: Context, wizard: ImportWizard, window: MainWindow, tmp_path: Path
) -> None:
    head = HEAD + ",甲欄,乙欄,丙欄"
    lines = [f"{line},冷卻水塔{number},," for number, line in enumerate(GOOD)]
    wizard.open_file(list_file(tmp_path, *lines, head=head))
    assert "甲欄（2）" in wizard.preview.unused.text()
    assert "乙欄" not in wizard.preview.unused.text()
    wizard.preview.columns_wanted.emit()
    assert wizard.steps.currentIndex() == MAPPING
    choices = wizard.mapping.choices
    assert [choices[at].value() for at in range(8)] == ["account", "name", "voltage", "option", "regular_kw", None, None, None]
    assert choices[5].hasFocus()
    choices[5].set_value("notes")
    choices[5].chosen.emit("notes")
    wizard.next.click()
    assert wizard.steps.currentIndex() == PREVIEW
    assert not wizard.preview.unused.isVisible()
    wizard.next.click()
    assert wizard.steps.currentIndex() == RESULT
    assert sorted(row.customer.notes for row in context.office.ask(CustomerList())) == ["冷卻水塔0", "冷卻水塔1"]
    again = opened(window, kinds.CUSTOMERS)
    other = [line.replace("3456", "3457") for line in lines]
    again.open_file(list_file(tmp_path, *other, head=head))
    assert shown(again.preview.taken.rows, 0)["備註"] == "冷卻水塔0"
    assert not again.preview.unused.isVisible()


def test_a_field_has_one_column_but_the_notes_may_have_several(wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.open_file(list_file(tmp_path, *(f"{line},甲,乙" for line in GOOD), head=HEAD + ",備註,乙欄"))
    wizard.preview.columns_wanted.emit()
    for at, key in ((6, "notes"), (5, "contact")):
        wizard.mapping.choices[at].set_value(key)
        wizard.mapping.choices[at].chosen.emit(key)
    assert [wizard.mapping.choices[at].value() for at in (5, 6)] == ["contact", "notes"]
    wizard.mapping.choices[6].set_value("contact")
    wizard.mapping.choices[6].chosen.emit("contact")
    assert [wizard.mapping.choices[at].value() for at in (5, 6)] == [None, "contact"]


def test_a_long_reason_is_shown_in_full_for_the_row_in_focus(wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.open_file(list_file(tmp_path, *GOOD, GOOD[0].replace("1250", "1300")))
    fault = wizard.preview.table.current().fault
    reason = wizard.preview.mend.reason
    assert reason.text() == wizard.preview.table.rows.language.say(fault.reason)
    assert "05-12-3456-78-9" in reason.text()
    assert reason.wordWrap()
    assert reason.height() >= reason.heightForWidth(reason.width())


def test_the_staff_preview_shows_names_and_days_away(context: Context, window: MainWindow, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (
        ("姓名", "職稱", "專長", "請假"),
        ("王小明", "課長", "業務", AWAY),
        ("李小華", "校長", "電務", ""),
    ):
        sheet.append(cells)
    path = tmp_path / "staff.xlsx"
    book.save(path)
    made = opened(window, kinds.STAFF)
    made.open_file(path)
    first = shown(made.preview.taken.rows, 0)
    assert (first["名稱"], first["職級"], first["專長"]) == ("王小明", "基層主管", "業務")
    assert "115/03/02–115/03/06" in first.values()
    refused = shown(made.preview.table.rows, 0)
    assert refused["名稱"] == "李小華"
    made.preview.mend.cell.setText("專員")
    made.preview.mend.again.click()
    assert made.preview.which.value() in (TAKEN, SEEN_TO)
    made.next.click()
    assert {row.person.name for row in context.office.ask(StaffList())} >= {"王小明", "李小華"}


def test_a_workbook_with_a_password_is_named_as_such(wizard: ImportWizard, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(compound("EncryptedPackage", b"x"))
    wizard.open_file(path)
    assert "密碼" in wizard.refusal


def test_enter_presses_the_button_that_has_the_focus(
    context: Context, wizard: ImportWizard, qtbot: QtBot, tmp_path: Path
) -> None:
    wizard.open_file(list_file(tmp_path, *GOOD))
    wizard.back.setFocus()
    qtbot.keyClick(wizard.back, Qt.Key.Key_Return)
    assert wizard.steps.currentIndex() == MAPPING
    for step in (PREVIEW, RESULT):
        wizard.next.setFocus()
        qtbot.keyClick(wizard.next, Qt.Key.Key_Enter)
        assert wizard.steps.currentIndex() == step
    assert kept(context) == 2
