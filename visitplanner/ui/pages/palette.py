"""Ctrl+K: type a few signs of a command, a customer or a 電號, press Enter. And F1: every shortcut on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from visitplanner.domain.core.texts import search_key
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.actions import Action, keys, words
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.dialog import Dialog
from visitplanner.ui.widgets.parts import button, column, label, row, scrolled

LIMIT = 40
PAUSE_MS = 120


@dataclass(frozen=True)
class Found:
    """Something Ctrl+K offers: a name, what kind of thing it is, and what happens on Enter."""

    text: str
    kind: str
    run: Callable[[], object]
    keywords: str = ""


Finder = Callable[[QObject, str, Callable[[Sequence[Found]], None]], None]
"""Looks records up, for an owner and a text, and hands back what it found, later, unless the owner is gone."""


def fits(typed: str, text: str) -> int | None:
    """How well a text fits what was typed (smaller is better): all its words inside, else its signs in order; or None."""
    words, typed, text = tuple(map(search_key, typed.split())), search_key(typed), search_key(text)
    if all(word in text for word in words):
        return text.find(typed) if typed in text else 100
    place = -1
    for sign in typed:
        place = text.find(sign, place + 1)
        if place < 0:
            return None
    return 1000 + place


class Palette(Dialog):
    """A field and a list below it; arrow keys move in the list while one types."""

    def __init__(self, commands: Sequence[Found], finders: Sequence[Finder], language: Language, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._commands = tuple(commands)
        self._finders = tuple(finders)
        self._records: list[Found] = []
        self._shown: list[Found] = []
        self._asked = ""
        look = style.look()
        self.resize(look.px(600), look.px(420))
        self.field = QLineEdit()
        self.field.setPlaceholderText(language.text("Command, customer, account number or case"))
        self.field.setAccessibleName(language.text("Go to"))
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(language.text("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._run)
        hint = label(language.text("↑ ↓ choose, Enter opens, Esc closes"), "caption")
        self.setLayout(column(self.field, self.list, hint, spacing=8, margins=(16, 16, 16, 12)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.field.textChanged.connect(self._typed)
        self.finished.connect(self._pause.stop)
        self._fill()

    def shown(self) -> list[str]:
        """What is offered for the words typed."""
        return [found.text for found in self._shown]

    @Slot()
    def _typed(self) -> None:
        self._fill()
        self._pause.start()

    @Slot()
    def _look_up(self) -> None:
        self._records = []
        self._asked = self.field.text().strip()
        if self._asked:
            for finder in self._finders:
                finder(self, self._asked, self._arrived)

    def _arrived(self, found: Sequence[Found]) -> None:
        self._records += found
        self._fill()

    def _fill(self) -> None:
        typed = self.field.text()
        ranked = [(fits(typed, f"{found.text} {found.keywords}"), found) for found in (*self._commands, *self._records)]
        good = sorted(((rank, found) for rank, found in ranked if rank is not None), key=lambda pair: pair[0])
        self._shown = [found for _, found in good[:LIMIT]]
        self.list.clear()
        for found in self._shown:
            self.list.addItem(QListWidgetItem(f"{found.text}　{found.kind}"))
        if self._shown:
            self.list.setCurrentRow(0)

    @Slot()
    def _run(self) -> None:
        number = self.list.currentRow()
        if 0 <= number < len(self._shown):
            run = self._shown[number].run
            self.accept()
            run()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)


class ShortcutSheet(Dialog):
    """Every shortcut, by where it works."""

    def __init__(self, sections: Sequence[tuple[str, Sequence[Action]]], language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(language.text("Shortcuts"))
        self.resize(style.look().px(520), style.look().px(560))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        line = 0
        for title, actions in sections:
            listed = [action for action in actions if action.shortcut]
            if not listed:
                continue
            grid.addWidget(label(title, "section"), line, 0, 1, 2)
            for number, action in enumerate(listed, line + 1):
                grid.addWidget(label(words(action, language)), number, 0)
                grid.addWidget(label(keys(action.shortcut), "key"), number, 1, Qt.AlignmentFlag.AlignRight)
            line += len(listed) + 1
        inside = QWidget()
        inside.setLayout(column(grid, None))
        close = button(language.text("C&lose"), on=self.accept)
        self.setLayout(column(scrolled(inside), row(None, close), spacing=16, margins=(24, 24, 24, 16)))
