"""A table of few rows with sentences in them: each row is as high as its words need, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent

from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.widgets.table import Table

ABOVE_AND_BELOW = 8
"""Pixels a row has besides its lines."""


class TallTable(Table):
    """For some dozens of rows at most: every one of them is measured."""

    def __init__(
        self, columns: Sequence[Column[Any]], language: Language, key: Callable[[Any], Hashable], name: str = ""
    ) -> None:
        super().__init__(columns, language, key, name)
        self.setWordWrap(True)
        self.horizontalHeader().sectionResized.connect(self._fit)

    def set_rows(self, rows: Sequence[Any]) -> None:
        super().set_rows(rows)
        self._fit()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        look = style.look()
        for number in range(self.rows.rowCount()):
            lines = self.sizeHintForRow(number)
            one = look.px(style.ROW_HEIGHT)
            self.setRowHeight(number, max(one, lines + look.px(ABOVE_AND_BELOW)))
