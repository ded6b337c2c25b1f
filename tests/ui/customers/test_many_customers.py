"""用戶 with more customers than a screen holds: the store filters, sorts and counts, the rest comes as one scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.builders import Keep, SmallOffice, customer
from visitplanner.domain.customers.customers import Company
from visitplanner.services.customers.customer_lists import WhichCustomers
from visitplanner.services.office.context import Context
from visitplanner.ui.core.paged_rows import A_PART
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.shell.main_window import MainWindow

MORE = 2 * A_PART


@pytest.fixture
def page(context: Context, small: SmallOffice, window: MainWindow) -> CustomersPage:
    """Three customers, and four hundred more of a smaller contract."""
    owner = Company(name="眾多公司")
    context.office.do(Keep((("companies", owner),)))
    many = [
        customer(f"06{number:09d}", owner, 300 + number % 7, name=f"眾多{number:03d}", township="安平區" if number % 2 else "")
        for number in range(MORE)
    ]
    context.office.do(Keep(tuple(("customers", one) for one in many)))
    window.go("customers")
    shown = window.page()
    assert isinstance(shown, CustomersPage)
    return shown


def names(page: CustomersPage) -> list[str]:
    return [row.customer.name for row in page.table.rows.rows()]


def test_the_first_part_is_shown_and_everybody_counted(page: CustomersPage) -> None:
    assert len(names(page)) == A_PART
    assert page.state_line.text().startswith(f"{MORE + 3} 個電號，2 個達洽訪門檻")
    page.table.scrollToBottom()
    assert len(names(page)) == 2 * A_PART


def test_a_heading_sorts_all_of_them_not_those_that_are_shown(qtbot: QtBot, page: CustomersPage) -> None:
    page.table.sort_by("name", descending=True)
    assert names(page)[0] == "虛構食品股份有限公司"
    page.table.sort_by("account", descending=True)
    assert names(page)[0] == f"眾多{MORE - 1:03d}"
    page.table.sort_by("township")
    assert {row.customer.township for row in page.table.rows.rows()} == {"安平區"}


def test_a_word_finds_whoever_was_not_shown_yet_and_a_choice_counts_the_rest_out(page: CustomersPage) -> None:
    page.search.setText(f"眾多{MORE - 1:03d}")
    assert names(page) == [f"眾多{MORE - 1:03d}"]
    page.search.clear()
    page.which.set_value(WhichCustomers.LARGE)
    page.which.chosen.emit(WhichCustomers.LARGE)
    assert names(page) == ["虛構電子股份有限公司", "虛構食品股份有限公司"]


def test_who_copies_all_gets_all(qtbot: QtBot, page: CustomersPage) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.table.copy()
    assert QGuiApplication.clipboard().text().count("\n") == MORE + 3
