"""Ctrl+K: type a few signs of a command, a customer or a 電號, press Enter. And F1: every shortcut on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from visitplanner.domain.core.texts import search_key
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.actions import Action, keys, words
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.dialog import Dialog
from visitplanner.ui.widgets.parts import button, column, label, row, scrolled

LIMIT = 40
PAUSE_MS, SCATTERED = 120, 1000
KEYS, HEADING = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Found:
    """Something Ctrl+K offers: a name, under which heading it stands, and what happens on Enter.

    keys: its shortcut, as this system writes it. about: what tells it from others of its name. last: it stands below all else.
    """

    text: str
    kind: str
    run: Callable[[], object]
    keywords: str = ""
    keys: str = ""
    about: str = ""
    last: bool = False


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
    return SCATTERED + place


def nearness(typed: str, found: Found) -> tuple[int, int] | None:
    """What was typed begins its name, stands in it, stands in what is known of it, or is only scattered over it; None: none
    of these."""
    named, whole = fits(typed, found.text), fits(typed, f"{found.text} {found.keywords}")
    if named is not None and named < SCATTERED:
        return (0 if named == 0 else 1), named
    return None if whole is None else (2 if whole < SCATTERED else 3, whole)


class Line(QStyledItemDelegate):
    """A heading, or a name with what tells it from others, its keys at the right."""

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        keys_text = index.data(KEYS)
        if not keys_text:
            return
        look = style.look()
        painter.save()
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font(12))
        box = QRectF(option.rect).adjusted(0, 0, -look.px(12), 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys_text)
        painter.restore()


class Palette(Dialog):
    """A field and a list below it; arrow keys move in the list while one types.

    Before anything is typed: what `beginnings` offer (today's visits, what was looked at last), then the commands. What was
    typed is looked for in all of it, and by the finders among the records. Kinds stand under their headings.
    """

    def __init__(
        self,
        commands: Sequence[Found],
        finders: Sequence[Finder],
        language: Language,
        parent: QWidget,
        beginnings: Sequence[Found] = (),
        first: Finder | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._commands = tuple(commands)
        self._finders = tuple(finders)
        self._beginnings = tuple(beginnings)
        self._language = language
        self._records: dict[int, list[Found]] = {}
        self._shown: list[Found | None] = []
        self._asked = ""
        look = style.look()
        self.resize(look.px(600), look.px(460))
        self.field = QLineEdit()
        self.field.setPlaceholderText(language.text("Customer, account number, contact, case, visit or command"))
        self.field.setAccessibleName(language.text("Go to"))
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(Line(self.list))
        self.list.setAccessibleName(language.text("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(self._run)
        self.nothing = label(role="muted", wrap=True)
        self.nothing.setContentsMargins(10, 8, 10, 8)
        self.nothing.hide()
        hint = label(language.text("↑ ↓ choose, Enter opens, Esc closes"), "caption")
        inside = column(self.field, self.nothing, self.list, hint, spacing=8, margins=(16, 16, 16, 12))
        inside.setStretchFactor(self.list, 1)
        self.setLayout(inside)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.field.textChanged.connect(self._typed)
        self.finished.connect(self._pause.stop)
        self._fill()
        if first is not None:
            first(self, "", self._begun)

    def shown(self) -> list[str]:
        """What is offered for the words typed, from top to bottom."""
        return [found.text for found in self._shown if found is not None]

    def headings(self) -> list[str]:
        """Under which headings it stands."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return [item.text() for item in items if item.data(HEADING)]

    @Slot()
    def _typed(self) -> None:
        self._fill()
        self._pause.start()

    @Slot()
    def _look_up(self) -> None:
        self._pause.stop()
        self._records = {}
        self._asked = self.field.text().strip()
        if self._asked:
            for number, finder in enumerate(self._finders):
                finder(self, self._asked, partial(self._arrived, number))
        self._fill()

    def _arrived(self, number: int, found: Sequence[Found]) -> None:
        self._records[number] = list(found)
        self._fill()

    def _begun(self, found: Sequence[Found]) -> None:
        """What the day holds comes before what was looked at."""
        self._beginnings = (*found, *self._beginnings)
        self._fill()

    def _fill(self) -> None:
        typed = self.field.text().strip()
        groups = self._groups(typed)
        self._shown = []
        self.list.clear()
        for kind, members in groups:
            self._head(kind)
            for found in members:
                item = QListWidgetItem(f"{found.text}　{found.about}" if found.about else found.text)
                item.setData(KEYS, found.keys)
                self.list.addItem(item)
                self._shown.append(found)
        waits = self._pause.isActive() or (bool(typed) and self._asked != typed)
        self.nothing.setVisible(not groups and not waits)
        self.nothing.setText(self._language.text("Nothing found for “{text}”. Fewer words or signs find more.", text=typed))
        self._step(1, -1)

    def _groups(self, typed: str) -> list[tuple[str, list[Found]]]:
        """What is offered, by kind: kinds in the order of their best, or, before anything is typed, as they come."""
        records = [found for number in sorted(self._records) for found in self._records[number]]
        offered = (*records, *self._commands) if typed else (*self._beginnings, *self._commands)
        kinds = list(dict.fromkeys(found.kind for found in offered))
        ranked = [(nearness(typed, found) if typed else (0, 0), found) for found in offered]
        good = [((found.last, near[0], kinds.index(found.kind), near[1]), found) for near, found in ranked if near is not None]
        good.sort(key=lambda each: each[0])
        groups: dict[str, list[Found]] = {}
        for _near, found in good[:LIMIT]:
            groups.setdefault(found.kind, []).append(found)
        return list(groups.items())

    def _head(self, kind: str) -> None:
        item = QListWidgetItem(kind)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(HEADING, True)
        item.setFont(style.look().font(12, bold=True))
        item.setForeground(style.look().colour("muted"))
        self.list.addItem(item)
        self._shown.append(None)

    def _step(self, step: int, start: int | None = None) -> None:
        """Go on to the next line that can be opened; headings are passed over."""
        place = self.list.currentRow() if start is None else start
        lines = [number for number, found in enumerate(self._shown) if found is not None]
        if not lines:
            return
        before = sum(number < place for number in lines)
        wanted = before + step - (1 if start is not None else 0)
        self.list.setCurrentRow(lines[min(max(wanted, 0), len(lines) - 1)])
        if self.list.currentRow() == lines[0]:
            self.list.scrollToTop()

    @Slot()
    def _run(self) -> None:
        number = self.list.currentRow()
        found = self._shown[number] if 0 <= number < len(self._shown) else None
        if found is not None:
            self.accept()
            found.run()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
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
