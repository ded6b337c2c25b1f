"""Every control of every page and dialog has a name a screen reader can say, and Tab reaches it, from the top to the foot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from tests.ui.openings import OPENINGS, Scene
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.pages import PAGES

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QPlainTextEdit)


def nameless(root: QWidget) -> list[str]:
    """Controls in sight without a word: neither on them nor for a screen reader."""
    found = [each for kind in CONTROLS for each in root.findChildren(kind) if each.isVisible() and not inner(each)]
    return [f"{type(each).__name__} {each.objectName()} {each.geometry()}" for each in found if not word(each)]


def word(part: QWidget) -> str:
    return part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")


def inner(part: QWidget) -> bool:
    """A part of another control, which has the name."""
    above = part.parentWidget()
    lists = isinstance(above, QHeaderView | QTabBar | QAbstractSpinBox | QComboBox | QAbstractItemView | QLineEdit)
    return lists or (isinstance(above, QWidget) and isinstance(above.parentWidget(), QComboBox | QListView))


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_control_of_a_page_has_a_name(small: SmallOffice, window: MainWindow, entry: object) -> None:
    window.go(entry.key)  # pyright: ignore[reportAttributeAccessIssue]
    QTest.qWait(0)
    assert nameless(window) == []


@pytest.mark.parametrize("kind", OPENINGS, ids=lambda kind: kind.__name__)
def test_every_control_of_a_dialog_has_a_name(small: SmallOffice, window: MainWindow, kind: type[QDialog]) -> None:
    dialog = OPENINGS[kind](Scene(window, small))
    dialog.show()
    assert nameless(dialog) == []
    dialog.close()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_tab_goes_through_a_page_and_comes_back(qtbot: QtBot, small: SmallOffice, window: MainWindow, entry: object) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go(entry.key)  # pyright: ignore[reportAttributeAccessIssue]
    QTest.qWait(0)
    reached: list[QWidget] = []
    for _ in range(200):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is not None and focus.isVisible(), reached[-1:]
        if focus in reached:
            break
        reached.append(focus)
    page = window.page()
    buttons = [each for each in page.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
    wanted = [each for each in buttons if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner(each)]
    grouped = [each for each in wanted if each.group() is not None or each.autoExclusive()]  # the arrow keys move in these
    assert [word(each) for each in wanted if each not in reached and each not in grouped] == []
    within = [each for each in reached if page.isAncestorOf(each)]
    head = [each for each in within if page.tools.isAncestorOf(each)]
    leaves = [each in head and after not in head for each, after in zip(within, [*within[1:], *within[:1]], strict=True)]
    assert sum(leaves) <= 1  # what belongs together is reached together
