"""Several of many, each by typing a part of its name: chosen ones stand as buttons that take them out again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from visitplanner.i18n import Language
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.parts import button, column, empty, put, row
from visitplanner.ui.widgets.picker import Picker

ACROSS, LONG = 3, 14
"""So many names stand in a line, unless one of them has more signs than this: then each has a line of its own."""


class EnterPicker(Picker):
    """A picker whose Enter belongs to it, not to the form around it. taken: Enter was pressed."""

    taken = Signal()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.text().strip():
                self.taken.emit()
            return
        super().keyPressEvent(event)


class NamesField(QWidget):
    """changed: somebody was added or taken out. Enter adds who is named; a click on a name takes it out."""

    changed = Signal()

    def __init__(self, language: Language, placeholder: str) -> None:
        super().__init__()
        self._language = language
        self._entries: list[tuple[str, Any]] = []
        self._values: list[Any] = []
        self.picker = EnterPicker(placeholder)
        self._lines = column(spacing=4)
        self.setLayout(column(self._lines, self.picker, spacing=4))
        self.setFocusProxy(self.picker)
        self.picker.taken.connect(self._take)
        completer = self.picker.completer()
        if completer is not None:
            completer.activated.connect(self._completed, Qt.ConnectionType.QueuedConnection)

    def set_entries(self, entries: Sequence[tuple[str, Any]]) -> None:
        """Offer (name, value)."""
        self._entries = list(entries)
        self.picker.set_entries(entries)
        self._draw()

    def values(self) -> tuple[Any, ...]:
        """The values chosen, in the order they were."""
        return tuple(self._values)

    def set_values(self, values: Sequence[Any]) -> None:
        """Choose just these values."""
        self._values = list(values)
        self._draw()

    def kept(self) -> str:
        """The values chosen and what was typed beside them, a line each."""
        return "\n".join([*(str(value) for value in self._values), self.picker.text()])

    def bring(self, text: str) -> None:
        """Choose again those values that are still offered, and write what was typed."""
        *values, typed = text.split("\n")
        offered = {str(value): value for _, value in self._entries}
        self.set_values([offered[value] for value in values if value in offered])
        self.picker.setText(typed)
        self.changed.emit()

    def remove(self, value: Any) -> None:
        """Take a value out."""
        self._values = [each for each in self._values if each != value]
        self._draw()
        self.changed.emit()
        self.picker.setFocus()

    @Slot()
    def _completed(self) -> None:
        self._take()

    @Slot()
    def _take(self) -> None:
        value = self.picker.value()
        if value is None:
            return
        self.picker.clear()
        if value not in self._values:
            self._values.append(value)
            self._draw()
            self.changed.emit()

    def _draw(self) -> None:
        empty(self._lines)
        names = {value: name for name, value in self._entries}
        across = 1 if any(len(names.get(value, "")) > LONG for value in self._values) else ACROSS
        for first in range(0, len(self._values), across):
            holder = QWidget()
            buttons = [self._name(names.get(value, ""), value) for value in self._values[first : first + across]]
            holder.setLayout(row(*buttons, None, spacing=6))
            put(self._lines, holder)

    def _name(self, name: str, value: Any) -> QWidget:
        made = button(name, icon="x", tip=self._language.text("Take {name} out", name=name))
        made.clicked.connect(lambda: self.remove(value))
        return made
