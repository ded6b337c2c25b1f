"""Choose one of many by typing a part of its name; ten thousand entries are no trouble."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit

from visitplanner.domain.core.texts import search_key

ROWS = 12


class Picker(QLineEdit):
    """picked: the value of the entry that is now named, or None."""

    picked = Signal(object)

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self._values: dict[str, Any] = {}
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(ROWS)
        self.setCompleter(completer)
        self.textChanged.connect(self._changed)

    def set_entries(self, entries: Sequence[tuple[str, Any]]) -> None:
        """Offer (name, value); names must differ."""
        self._values = dict(entries)
        self._names.setStringList(list(self._values))

    def value(self) -> Any:
        """The value of the entry that is named; a part that fits only one entry names it too."""
        text = self.text().strip()
        if text in self._values or not text:
            return self._values.get(text)
        fitting = [value for name, value in self._values.items() if search_key(text) in search_key(name)]
        return fitting[0] if len(fitting) == 1 else None

    def set_value(self, value: Any) -> None:
        """Show the name of a value; empty for one that is not offered."""
        self.setText(next((name for name, each in self._values.items() if each == value), ""))

    @Slot()
    def _changed(self) -> None:
        self.picked.emit(self._values.get(self.text().strip()))
