"""In the window: one value said for all rows of a list, taken back, and guessed from a sheet's name."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.ui.importing.test_preview import opened
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.office.context import Context
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.wizard import MAPPING, PREVIEW
from visitplanner.ui.shell.main_window import MainWindow

ROWS = (("電號", "戶名", "契約容量", "承辦"), ("05123456789", "甲電子", "1200", "外包"), ("05123456790", "乙食品", "900", "外包"))


def book(path: Path) -> Path:
    made = Workbook()
    made.remove(made.active)  # pyright: ignore[reportArgumentType]
    for name in ("高壓", "特高壓"):
        sheet = made.create_sheet(name)
        for row in ROWS:
            sheet.append(row)
    made.save(path / "list.xlsx")
    return path / "list.xlsx"


def test_a_row_that_is_refused_bears_company_and_plant(window: MainWindow, tmp_path: Path) -> None:
    wizard = opened(window, kinds.CUSTOMERS)
    path = tmp_path / "list.csv"
    path.write_text("電號,公司名,廠別,電壓,計費方式,契約容量\r\n1234,永裕電子,二廠,22.8,二段式,900\r\n", encoding="utf-8")
    wizard.open_file(path)
    assert [row.name for row in wizard.preview.table.rows.rows()] == ["永裕電子 二廠"]


def test_what_holds_for_all_rows_is_said_in_the_columns_and_kept(context: Context, window: MainWindow, tmp_path: Path) -> None:
    wizard = opened(window, kinds.CUSTOMERS)
    wizard.open_file(book(tmp_path))
    assert wizard.steps.currentIndex() == MAPPING
    step = wizard.mapping
    assert "高壓" in step.held.text() and step.whole.value() == "option"
    step.value.setText("二段式")
    step.hold.click()
    assert "二段式" in step.held.text() and not step.lacking.text()
    step.whole.set_value("option")
    step.value.clear()
    step.hold.click()
    assert "二段式" not in step.held.text() and step.lacking.text()
    step.value.setText("三段式固定")
    step.hold.click()
    wizard.next.click()
    assert wizard.steps.currentIndex() == PREVIEW, wizard.refusal
    assert [row.fault.value for row in wizard.preview.table.rows.rows()] == ["外包"]
    wizard.next.click()
    found = {(row.customer.voltage, row.customer.option) for row in context.office.ask(CustomerList())}
    assert found == {(Voltage.HIGH, TariffOption.THREE_STAGE_FIXED)}
