"""Counts side by side: a figure and a word each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from visitplanner.ui.widgets.parts import column, empty, holder, label, put, row


class Counts(QWidget):
    """Figures with a word below each."""

    def __init__(self) -> None:
        super().__init__()
        self._row: QHBoxLayout = row(spacing=32)
        self.setLayout(self._row)

    def show_figures(self, figures: Sequence[tuple[int, str]]) -> None:
        """Show (count, word) side by side."""
        empty(self._row)
        for count, word in figures:
            put(self._row, holder(column(label(f"{count:,}", "figure"), label(word, "caption"), spacing=0)))
        self._row.addStretch(1)
