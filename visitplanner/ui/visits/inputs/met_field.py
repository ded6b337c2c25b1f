"""Whom the team met: contacts that are kept, or any other name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot

from visitplanner.ui.widgets.names_field import NamesField


class MetField(NamesField):
    """Names are their own values; Enter takes whatever stands there."""

    def offer(self, contacts: Sequence[str]) -> None:
        """Propose the customer's contacts."""
        self.set_entries([(name, name) for name in contacts])

    def set_values(self, values: Sequence[Any]) -> None:
        """Choose just these names, also those nobody proposed."""
        self._know(values)
        super().set_values(values)

    def whole(self) -> tuple[str, ...]:
        """The names chosen, and one that was typed and not taken yet."""
        typed = self.picker.text().strip()
        return tuple(dict.fromkeys([*self.values(), *([typed] if typed else [])]))

    def bring(self, text: str) -> None:
        """Write again what `kept` gave."""
        *values, typed = text.split("\n")
        self.set_values(values)
        self.picker.setText(typed)
        self.changed.emit()

    @Slot()
    def _take(self) -> None:
        name = self.picker.text().strip()
        if not name:
            return
        self.picker.clear()
        if name not in self._values:
            self._know([name])
            self._values.append(name)
            self._draw()
            self.changed.emit()

    def _know(self, names: Sequence[str]) -> None:
        known = {value for _, value in self._entries}
        self._entries += [(name, name) for name in names if name not in known]
