"""No grey button stands alone: each says in its tip, and to a screen reader, why it cannot be pressed now."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton, QTabBar, QTabWidget, QWidget

from tests.builders import SmallOffice
from tests.ui.openings import OPENINGS, Scene
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.pages import PAGES
from visitplanner.ui.widgets.parts import allow, button


def silent(window: QWidget) -> list[str]:
    """Buttons in sight that are grey and do not say why."""
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisible() and not each.isEnabled()]
    own = [each for each in buttons if not isinstance(each.parentWidget(), QTabBar)]
    said = {each: each.accessibleDescription() for each in own}
    return [
        f"{each.text()}: {words}" for each, words in said.items() if not words or words.isascii() or words not in each.toolTip()
    ]


def every_tab(page: QWidget) -> list[tuple[QTabWidget, int]]:
    return [(tabs, number) for tabs in page.findChildren(QTabWidget) for number in range(tabs.count())]


def test_a_button_says_why_not_and_its_own_tip_comes_back(qtbot: object) -> None:
    made = button("列印", tip="印出來")
    allow(made, "請先選一位用戶。")
    assert (made.isEnabled(), made.toolTip(), made.accessibleDescription()) == (False, "請先選一位用戶。", "請先選一位用戶。")
    allow(made)
    assert (made.isEnabled(), made.toolTip(), made.accessibleDescription()) == (True, "印出來", "")


@pytest.mark.parametrize("begun", [False, True], ids=["empty office", "small office"])
def test_on_no_page_a_grey_button_is_silent(request: pytest.FixtureRequest, window: MainWindow, begun: bool) -> None:
    if begun:
        request.getfixturevalue("small")
    for entry in PAGES:
        window.go(entry.key)
        window.page().refresh()
        QTest.qWait(0)
        assert silent(window) == [], entry.key
        for tabs, number in every_tab(window.page()):
            tabs.setCurrentIndex(number)
            QTest.qWait(0)
            assert silent(window) == [], (entry.key, tabs.tabText(number))


@pytest.mark.parametrize("kind", OPENINGS, ids=lambda kind: kind.__name__)
def test_in_no_dialog_a_grey_button_is_silent(small: SmallOffice, window: MainWindow, kind: type[QDialog]) -> None:
    dialog = OPENINGS[kind](Scene(window, small))
    dialog.show()
    assert silent(dialog) == []
    assert dialog.findChildren(QPushButton)
    dialog.close()
