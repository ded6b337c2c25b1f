"""Names are shown as they were written: no widget takes them for markup, none underlines a letter of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from tests.conftest import ROOT
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.customers.customers import ChangeCustomer
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.services.office.context import Context
from visitplanner.ui.core.plain_text import tip, unmarked
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.widgets.table import Table, cell_of

UI = ROOT / "visitplanner" / "ui"
EVIL = 'R&D <img src="/etc/hostname"> <b>公司</b>'


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def loose(source: str, file: str) -> list[str]:
    """Labels that are not made by `label`, tooltips whose text did not pass through `tip`."""
    found = []
    for call in calls(source):
        if named(call) in ("QLabel", "QMessageBox", "setTextFormat", "setHtml", "insertHtml") and file != "parts.py":
            found.append(ast.unparse(call))
        if named(call) == "setToolTip":
            text = call.args[-1]
            if not isinstance(text, ast.Constant) and not (isinstance(text, ast.Call) and named(text) == "tip"):
                found.append(ast.unparse(call))
        if named(call) == "showText" and file != "plain_text.py":
            found.append(ast.unparse(call))
    return found


def test_labels_and_tooltips_are_plain_in_one_place() -> None:
    found = {path.name: loose(path.read_text(encoding="utf-8"), path.name) for path in sorted(UI.rglob("*.py"))}
    assert {name: kept for name, kept in found.items() if kept} == {}


def test_a_loose_label_or_tooltip_is_noticed() -> None:
    assert loose("QLabel(name)", "x.py") and loose("item.setToolTip(row.subject)", "x.py")
    assert not loose("item.setToolTip(tip(row.subject))", "x.py")


def test_a_tooltip_shows_markup_as_text_and_leaves_plain_text_alone() -> None:
    assert "<img" not in tip(EVIL) and "&lt;img" in tip(EVIL)
    assert tip("台嶺 & 穗光") == "台嶺 & 穗光"


@pytest.fixture
def evil(context: Context, small: SmallOffice) -> SmallOffice:
    kept = next(row.customer for row in context.office.ask(CustomerList()) if row.customer.id == small.large.id)
    context.office.do(ChangeCustomer(replace(kept, name=EVIL)))
    context.office.do(RaiseFollowUp(small.large.id, Raised(EVIL, Window.BUSINESS)))
    return small


def test_no_widget_of_any_page_takes_a_name_for_markup(evil: SmallOffice, window: MainWindow) -> None:
    seen = 0
    for entry in window._entries:  # pyright: ignore[reportPrivateUsage]
        window.go(entry.key)
        QApplication.processEvents()
        if entry.key == "customers":
            window.go("customers", evil.large.id)
        for widget in [window, *window.findChildren(QWidget)]:
            assert "<img" not in widget.toolTip()
            if isinstance(widget, QLabel) and "<img" in widget.text():
                assert widget.textFormat() is Qt.TextFormat.PlainText
                seen += 1
            if isinstance(widget, QAbstractButton) and "<img" in widget.text():
                assert unmarked("R&D") in widget.text()
                seen += 1
            if isinstance(widget, QTableView) and widget.model() is not None:
                model = widget.model()
                tips = (
                    model.index(line, place).data(Qt.ItemDataRole.ToolTipRole)
                    for line in range(min(model.rowCount(), 20))
                    for place in range(model.columnCount())
                )
                assert not any("<img" in (one or "") for one in tips)
    assert seen >= 3


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ('=HYPERLINK("file:")', '"\'=HYPERLINK(""file:"")"'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+1+cmd", "'+1+cmd"),
        ("+12.5", "+12.5"),
        ("-3", "-3"),
        ("1,250", "1,250"),
        ("012", "'012"),
        ("兩行\n一格", '"兩行\n一格"'),
        ("有\t格", '"有\t格"'),
        ("台嶺", "台嶺"),
    ],
)
def test_a_copied_cell_is_no_formula_and_does_not_break_its_row(text: str, copied: str) -> None:
    assert cell_of(text) == copied


def test_copied_rows_stay_whole(qtbot: QtBot, window: MainWindow) -> None:
    table = Table([Column[str]("a", CUSTOMERS.noun, str), Column[str]("b", CUSTOMERS.noun, str)], window._desk.language, str)  # pyright: ignore[reportPrivateUsage]
    qtbot.addWidget(table)
    table.set_rows(["=1+1\n2"])
    table.show_key("=1+1\n2")
    table.copy()
    assert QGuiApplication.clipboard().text().splitlines()[1:] == ["\"'=1+1", '2"\t"\'=1+1', '2"']
