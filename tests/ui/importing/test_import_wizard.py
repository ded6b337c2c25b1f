"""The import wizard: preview before anything is written, per-cell faults, columns by hand, one click takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.lists.imports import OnDuplicate
from visitplanner.services.office.context import Context
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.importing.wizard import FILE, MAPPING, PREVIEW, RESULT, ImportWizard
from visitplanner.ui.shell.main_window import MainWindow

HEAD = "電號,戶名,供電電壓,計費方式,經常契約容量(瓩)"
GOOD = ["05-12-3456-78-9,虛構電子,高壓,二段式時間電價,1250", "05-12-3456-79-0,虛構食品,特高壓,二段式時間電價,800瓩"]
BAD = "1234,虛構紡織,高壓,二段式時間電價,-300"


def list_file(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def wizard(window: MainWindow) -> ImportWizard:
    window.go("customers")
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page.open_import()


def kept(context: Context) -> int:
    return len(context.office.ask(CustomerList()))


def test_a_clean_list_is_previewed_written_and_taken_back(context: Context, wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.open_file(list_file(tmp_path, *GOOD))
    assert wizard.steps.currentIndex() == PREVIEW
    assert wizard.next.text() == "匯入 2 筆"
    assert kept(context) == 0
    wizard.next.click()
    assert wizard.steps.currentIndex() == RESULT
    assert kept(context) == 2
    wizard.outcome.revert.click()
    assert kept(context) == 0


def test_nothing_is_written_while_a_row_is_refused_and_nobody_leaves_it_out(
    context: Context, wizard: ImportWizard, tmp_path: Path
) -> None:
    wizard.open_file(list_file(tmp_path, *GOOD, BAD))
    assert not wizard.next.isEnabled()
    assert not wizard.preview.hint.isHidden()
    faults = [row for row in wizard.preview.table.rows.rows() if row.verdict == "rejected"]
    assert {(row.fault.row, row.fault.column) for row in faults} == {(4, "電號"), (4, "經常契約容量(瓩)")}
    wizard.preview.skip.setChecked(True)
    assert wizard.preview.hint.isHidden()
    assert wizard.next.text() == "匯入 2 筆"
    wizard.next.click()
    assert kept(context) == 2


def test_a_column_nobody_knows_is_named_by_hand(context: Context, wizard: ImportWizard, tmp_path: Path) -> None:
    path = list_file(tmp_path, *GOOD, head="甲,乙,供電電壓,計費方式,經常契約容量(瓩)")
    wizard.open_file(path)
    assert wizard.steps.currentIndex() == MAPPING
    assert wizard.refusal
    choices = wizard.mapping.choices
    choices[0].set_value("account")
    choices[0].chosen.emit("account")
    assert not wizard.mapping.lacking.isHidden()
    wizard.mapping.choices[1].set_value("name")
    wizard.mapping.choices[1].chosen.emit("name")
    assert wizard.mapping.lacking.isHidden()
    wizard.next.click()
    assert wizard.steps.currentIndex() == PREVIEW
    wizard.next.click()
    assert kept(context) == 2


def test_rows_that_differ_from_what_is_kept_are_updated_when_one_says_so(
    context: Context, wizard: ImportWizard, window: MainWindow, tmp_path: Path
) -> None:
    wizard.open_file(list_file(tmp_path, *GOOD))
    wizard.next.click()
    wizard.next.click()
    page = window.page()
    assert isinstance(page, CustomersPage)
    again = page.open_import()
    again.open_file(list_file(tmp_path, GOOD[0].replace("1250", "1300"), GOOD[1]))
    assert not again.next.isEnabled()
    again.preview.duplicates.set_value(OnDuplicate.UPDATE)
    again.preview.duplicates.chosen.emit(OnDuplicate.UPDATE)
    again.next.click()
    assert sorted(row.customer.regular_kw for row in context.office.ask(CustomerList())) == [800, 1300]


@pytest.mark.parametrize(("name", "content"), [("list.csv", b""), ("list.xlsx", b"not a workbook"), ("list.pdf", b"%PDF-1.4")])
def test_a_file_that_is_no_list_is_refused_in_one_sentence(
    context: Context, wizard: ImportWizard, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    wizard.open_file(path)
    assert wizard.steps.currentIndex() == FILE
    assert wizard.refusal
    assert kept(context) == 0


def test_the_offices_own_list_comes_in_as_the_issue_says(context: Context, wizard: ImportWizard, shared: Path) -> None:
    wizard.open_file(shared / "data" / "customers.xlsx")
    report = wizard.presenter.report
    assert report is not None
    assert (report.rows, report.rejected_rows, len(report.duplicates)) == (228, 6, 1)
    wizard.preview.skip.setChecked(True)
    wizard.next.click()
    assert kept(context) == 221


def test_a_second_file_that_cannot_be_read_leaves_nothing_of_the_first(
    context: Context, wizard: ImportWizard, tmp_path: Path
) -> None:
    wizard.open_file(list_file(tmp_path, *GOOD))
    assert wizard.steps.currentIndex() == PREVIEW
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    wizard.open_file(broken)
    assert wizard.refusal
    assert wizard.steps.currentIndex() == FILE
    assert wizard.presenter.report is None
    assert not wizard.next.isVisible()
    assert kept(context) == 0


def test_sheets_read_together_are_mended_in_the_window_and_one_can_be_chosen(
    context: Context, wizard: ImportWizard, tmp_path: Path
) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "北"
    second = book.create_sheet("南")
    for sheet, row in ((first, GOOD[0]), (second, BAD)):
        sheet.append(HEAD.split(","))
        sheet.append(row.split(","))
    book.save(tmp_path / "two.xlsx")
    wizard.open_file(tmp_path / "two.xlsx")
    faults = [row for row in wizard.preview.table.rows.rows() if row.verdict == "rejected"]
    assert {(row.row, row.name) for row in faults} == {(2, "南 虛構紡織")}
    for fault, text in zip(faults, ("05123456791", "300"), strict=True):
        assert fault.at is not None
        wizard.presenter.mend(fault.fault.row, fault.at, text)
    assert wizard.next.text() == "匯入 2 筆"
    wizard.back.click()
    assert wizard.steps.currentIndex() == MAPPING
    wizard.next.click()
    wizard.next.click()
    assert kept(context) == 2
