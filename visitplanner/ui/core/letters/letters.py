"""Letters that lead to a button or field with Alt: taken out of the texts, given once in a window, shown while Alt is down."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_uppercase

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QWidget

IN_BRACKETS, IN_WORDS = re.compile(r"\(&(\w)\)"), re.compile(r"&(\w)")
PREFERRED = "letter"
"""The property of a widget that holds the letter its words ask for."""


def bare(text: str) -> tuple[str, str]:
    """A text without its mark, and its letter: `匯入(&I)` is 匯入 and I; `A && B` has none and stays as it is."""
    for mark, instead in ((IN_BRACKETS, ""), (IN_WORDS, r"\1")):
        parts = text.split("&&") if mark is IN_WORDS else [text]
        for place, part in enumerate(parts):
            found = mark.search(part)
            if found is not None:
                parts[place] = mark.sub(instead, part, count=1)
                return "&&".join(parts), found[1].upper()
    return text, ""


def keys_of(letter: str) -> QKeySequence:
    """What is pressed to get there."""
    return QKeySequence(f"Alt+{letter}" if letter else "")


def leads(button: QAbstractButton, letter: str) -> None:
    """Alt and the letter press the button."""
    button.setProperty(PREFERRED, letter)
    button.setShortcut(keys_of(letter))


class Lead(QShortcut):
    """Alt and a letter go to an input, whose caption says so while Alt is down."""

    def __init__(self, caption: QLabel, letter: str, target: QWidget) -> None:
        super().__init__(keys_of(letter), caption)
        self.caption = caption
        self.target = target
        self.setProperty(PREFERRED, letter)
        self.activated.connect(self._go)

    def _go(self) -> None:
        self.target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def caption_of(caption: QLabel, text: str, target: QWidget) -> None:
    """Write a field's caption; the letter marked in it leads to the field."""
    for before in caption.findChildren(Lead):
        before.setEnabled(False)
        before.deleteLater()
    words, letter = bare(text)
    caption.setText(words)
    caption.setBuddy(target)
    if letter:
        Lead(caption, letter, target)


Lettered = QAbstractButton | Lead


def place_of(part: Lettered) -> QWidget:
    """The widget beside which a letter stands."""
    return part.caption if isinstance(part, Lead) else part


def lettered(window: QWidget) -> list[Lettered]:
    """What has a letter in a window and can be used now, in the order of reading."""
    buttons: Iterable[Lettered] = (each for each in window.findChildren(QAbstractButton) if each.property(PREFERRED))
    found = [*buttons, *window.findChildren(Lead)]
    here = [each for each in found if place_of(each).window() is window and place_of(each).isVisible()]
    usable = [each for each in here if place_of(each).isEnabled()]
    return sorted(usable, key=lambda each: (at(each, window).y() // 8, at(each, window).x()))


def at(part: Lettered, window: QWidget) -> QPoint:
    """Where a part stands in its window."""
    place = place_of(part)
    return place.mapTo(window, place.rect().topLeft())


def settle(window: QWidget) -> list[tuple[Lettered, str]]:
    """Give each letter once: who comes first keeps the one its words ask for, another gets a letter that is free."""
    parts = lettered(window)
    used = set(menu_letters(window))
    given: list[tuple[Lettered, str]] = []
    wanting: list[Lettered] = []
    for part in parts:
        letter = str(part.property(PREFERRED))
        if letter in used:
            wanting.append(part)
        else:
            used.add(letter)
            given.append((part, letter))
    for part in wanting:
        letter = next((sign for sign in ascii_uppercase if sign not in used), "")
        used.add(letter)
        given.append((part, letter))
    for part, letter in given:
        keys = keys_of(letter)
        part.setKey(keys) if isinstance(part, Lead) else part.setShortcut(keys)
    return given


def menu_letters(window: QWidget) -> list[str]:
    """The letters that open the menus of a window."""
    return [str(action.property(PREFERRED)) for action in window.menuBar().actions()] if isinstance(window, QMainWindow) else []
