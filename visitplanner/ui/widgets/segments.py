"""Few choices side by side: one of them (`Segments`) or any of them (`Toggles`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from visitplanner.ui.widgets.parts import button, row


class Segments(QWidget):
    """One of a few values, all of them in sight. chosen: the value a person picked."""

    chosen = Signal(object)

    def __init__(self, entries: Sequence[tuple[str, Any]], value: Any = None) -> None:
        super().__init__()
        self.values = [each for _, each in entries]
        self._group = QButtonGroup(self)
        line = row(spacing=2)
        for number, (text, _value) in enumerate(entries):
            made = _checkable(text, "segment")
            self._group.addButton(made, number)
            line.addWidget(made)
        self.setLayout(line)
        self._group.idClicked.connect(self._picked)
        self.set_value(value if value in self.values else self.values[0])

    def value(self) -> Any:
        """The value chosen."""
        return self.values[self._group.checkedId()]

    def set_value(self, value: Any) -> None:
        """Choose a value that is offered."""
        self._group.button(self.values.index(value)).setChecked(True)

    def kept(self) -> str:
        """The value chosen, as a text to find it by."""
        return str(self.value())

    def bring(self, text: str) -> None:
        """Choose the value a text stands for, if it is offered."""
        for value in self.values:
            if str(value) == text:
                self.set_value(value)

    def choose(self, value: Any) -> None:
        """As if a person had picked it."""
        self.set_value(value)
        self.chosen.emit(value)

    @Slot(int)
    def _picked(self, number: int) -> None:
        self.chosen.emit(self.values[number])


class Toggles(QWidget):
    """Any of some values, `across` in a line."""

    def __init__(self, entries: Sequence[tuple[str, Any]], across: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self._buttons: dict[Any, QPushButton] = {}
        for number, (text, value) in enumerate(entries):
            made = _checkable(text, "toggle")
            self._buttons[value] = made
            grid.addWidget(made, *divmod(number, across))
        first = next(iter(self._buttons.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def values(self) -> tuple[Any, ...]:
        """The values switched on, in their order."""
        return tuple(value for value, made in self._buttons.items() if made.isChecked())

    def set_values(self, values: Iterable[Any]) -> None:
        """Switch on just these values."""
        wanted = set(values)
        for value, made in self._buttons.items():
            made.setChecked(value in wanted)


def _checkable(text: str, kind: str) -> QPushButton:
    made = button(text, kind=kind)
    made.setCheckable(True)
    made.ensurePolished()
    bold = made.font()
    bold.setBold(True)
    wider = QFontMetrics(bold).horizontalAdvance(text) - made.fontMetrics().horizontalAdvance(text)
    made.setMinimumWidth(made.sizeHint().width() + max(wider, 0))  # the one that is chosen is written bold
    return made
