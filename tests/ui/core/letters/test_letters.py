"""No letter is written on a button; while Alt is down each shows its own, and no two things in a window share one."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from tests.ui.openings import OPENINGS, Scene
from visitplanner.ui.core.letters.letters import bare, settle
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.pages import PAGES
from visitplanner.ui.widgets.dialog import Dialog
from visitplanner.ui.widgets.fields import Field
from visitplanner.ui.widgets.parts import button, column


@pytest.mark.parametrize(
    ("text", "words", "letter"),
    [
        ("匯入(&I)", "匯入", "I"),
        ("連同補訪(&M) 2 次", "連同補訪 2 次", "M"),
        ("&Keep", "Keep", "K"),
        ("Th&ough", "Though", "O"),
        ("甲 && 乙", "甲 && 乙", ""),
        ("A && &B", "A && B", "B"),
        ("R&D", "RD", "D"),
        ("", "", ""),
    ],
)
def test_a_text_is_read_without_its_letter(text: str, words: str, letter: str) -> None:
    assert bare(text) == (words, letter)


def written_letters(window: QWidget) -> list[str]:
    texts = [each.text() for each in window.findChildren(QAbstractButton)] + [each.text() for each in window.findChildren(QLabel)]
    return [text for text in texts if "(&" in text]


def shared(window: QWidget) -> dict[str, int]:
    given = [letter for _part, letter in settle(window) if letter]
    if isinstance(window, MainWindow):
        given += [str(action.property("letter")) for action in window.menuBar().actions()]
    return {letter: count for letter, count in Counter(given).items() if count > 1}


def test_on_no_page_a_letter_is_written_and_no_two_things_share_one(small: SmallOffice, window: MainWindow) -> None:
    for entry in PAGES:
        window.go(entry.key)
        QTest.qWait(0)
        assert written_letters(window) == [], entry.key
        assert shared(window) == {}, entry.key


@pytest.mark.parametrize("kind", OPENINGS, ids=lambda kind: kind.__name__)
def test_in_no_dialog_two_things_share_a_letter(small: SmallOffice, window: MainWindow, kind: type[QDialog]) -> None:
    dialog = OPENINGS[kind](Scene(window, small))
    dialog.show()
    assert written_letters(dialog) == []
    assert shared(dialog) == {}
    dialog.close()


def test_letters_show_while_alt_is_down_and_nothing_moves(qtbot: QtBot, small: SmallOffice, window: MainWindow) -> None:
    window.go("customers")
    before = {each: each.geometry() for each in window.findChildren(QPushButton)}
    QTest.keyPress(window, Qt.Key.Key_Alt)
    assert {"I", "A", "F"} <= set(window.badges.letters())
    assert {each: each.geometry() for each in window.findChildren(QPushButton)} == before
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert window.badges.letters() == []


def test_alt_and_a_letter_press_a_button_and_go_to_a_field(qtbot: QtBot) -> None:
    pressed: list[str] = []
    dialog, field = Dialog(None), QLineEdit()
    first = button("登錄(&R)", on=lambda: pressed.append("first"))
    second = button("復原(&R)", on=lambda: pressed.append("second"))
    dialog.setLayout(column(first, Field("姓名(&N)", field), second))
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    QTest.keyPress(dialog, Qt.Key.Key_Alt)
    assert len(set(dialog.badges.letters())) == 3  # the second one of a letter has another for the time being
    QTest.keyClick(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert field.hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: pressed == ["first", "second"])
