"""Facts as pairs of caption and value, in columns that line up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from visitplanner.ui.core.rows_model import NOTHING
from visitplanner.ui.widgets.parts import empty, label, selectable


class Facts(QWidget):
    """`across` pairs side by side; values can be marked and copied."""

    def __init__(self, across: int = 1) -> None:
        super().__init__()
        self._across = across
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show (name, value) side by side; a dash for an empty value."""
        empty(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for number, (caption, value) in enumerate(facts):
            line, place = divmod(number, self._across)
            for across, part in ((place * 2, label(caption, "muted")), (place * 2 + 1, selectable(value or NOTHING))):
                self._grid.addWidget(part, line, across, top)
                part.show()
            self._grid.setColumnStretch(place * 2 + 1, 1)
