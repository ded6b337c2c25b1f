"""Nothing moves under the hand: a notice lies over the page; the window fits the screen; the focus goes with the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from visitplanner import i18n
from visitplanner.services.office.context import Context
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.session import Notice
from visitplanner.ui.core.style import Tone
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import FIRST_SIZE, LEAST_SIZE, MainWindow, within
from visitplanner.ui.shell.pages import PAGES

LONG = "很長的一句話，說明為什麼不能這樣排、以及接下來可以怎麼做。" * 6


def places(window: MainWindow) -> dict[QWidget, QRect]:
    notices = window.notices
    parts = [each for each in window.findChildren(QWidget) if each is not notices and not notices.isAncestorOf(each)]
    return {each: QRect(each.mapTo(window, each.rect().topLeft()), each.size()) for each in parts if each.isVisible()}


@pytest.mark.parametrize("size", [(1366, 768), LEAST_SIZE])
@pytest.mark.parametrize("text", ["已儲存。", LONG])
def test_a_notice_lies_over_the_page_and_moves_nothing(
    small: SmallOffice, window: MainWindow, size: tuple[int, int], text: str
) -> None:
    window.resize(*size)
    for entry in PAGES:
        window.go(entry.key)
        QTest.qWait(60)  # the page has come to rest
        before = places(window)
        window.notices.show_notice(Notice(text, Tone.DANGER))
        QTest.qWait(0)
        assert window.notices.isVisible() and places(window) == before, entry.key
        over = window.notices.parentWidget()
        assert over is not None and over.rect().contains(window.notices.geometry())
        said = next(each for each in window.notices.findChildren(QLabel) if each.text() == text)
        assert said.height() >= said.heightForWidth(said.width())  # all of it can be read
        window.notices.hide()
        QTest.qWait(0)
        assert places(window) == before, entry.key


def test_a_notice_stays_at_the_foot_when_the_window_changes(window: MainWindow) -> None:
    window.notices.show_notice(Notice("已儲存。"))
    window.resize(1000, 600)
    QTest.qWait(0)
    over = window.notices.parentWidget()
    assert over is not None
    assert over.rect().bottom() - window.notices.geometry().bottom() < 20


@pytest.mark.parametrize(
    ("screen", "expected"),
    [
        (QRect(0, 0, 1366, 728), (1364, 694)),  # a task bar of 40 lines, the window's own frame
        (QRect(0, 0, 1920, 1040), FIRST_SIZE),
        (QRect(0, 0, 1280, 680), (1278, 646)),
        (QRect(0, 0, 911, 480), LEAST_SIZE),
        (QRect(0, 0, 800, 800), FIRST_SIZE),  # no screen this program can be used on: it says nothing
    ],
)
def test_the_first_window_fits_its_screen(screen: QRect, expected: tuple[int, int]) -> None:
    assert within(QSize(*FIRST_SIZE), screen) == QSize(*expected)


def test_the_focus_goes_with_the_page(qtbot: QtBot, small: SmallOffice, window: MainWindow) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    for number, entry in enumerate(PAGES, 1):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus is window.page() or window.page().isAncestorOf(focus), entry.key


def test_below_twelve_hundred_the_rail_shows_icons_that_are_named(window: MainWindow) -> None:
    wide = window._rail.width()
    window.resize(1199, 700)
    assert window._rail.is_narrow and window._rail.width() < wide / 2
    shown = [each for each in window._rail.findChildren(QToolButton) if each.isVisible()]
    assert len(shown) == len(PAGES)
    assert all(each.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly for each in shown)
    assert all(each.accessibleName() and each.accessibleName() in each.toolTip() for each in shown)
    window.resize(1200, 700)
    assert not window._rail.is_narrow and window._rail.width() == wide


@pytest.mark.parametrize("mode", QFileDialog.FileMode)
def test_the_file_dialog_is_all_chinese_in_chinese(qtbot: QtBot, context: Context, mode: QFileDialog.FileMode) -> None:
    program = Program(application(), context, i18n.language("zh_TW"), Inline())
    window = program.open(WindowState())
    qtbot.addWidget(window)
    dialog = QFileDialog(window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, True)
    dialog.setFileMode(mode)
    dialog.show()
    said = [each.text() for each in dialog.findChildren(QLabel)] + [each.toolTip() for each in dialog.findChildren(QToolButton)]
    assert [text for text in said if text and text.isascii()] == []
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"  # Qt's own catalogue still answers
    assert QCoreApplication.translate("Nobody", "Unknown words") == "Unknown words"
    dialog.close()
    window.close()
    program.close()
