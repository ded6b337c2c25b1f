"""Reasons are never cut: a table whose lines wrap, and below other tables the reason of the line at hand in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.planning.forms.columns import REASONS
from visitplanner.ui.planning.forms.same_reason import Reason
from visitplanner.ui.widgets.parts import column, scrolled, selectable
from visitplanner.ui.widgets.table import Index, RowDelegate, Table, TablePane

LINES_HEIGHT, PAD = 62, 7
SIDE = 14
"""What the style leaves free on either side of a cell's words; Qt by itself forgets it when it counts their lines."""
MOST_LINES = 1000
WHY = 1
"""The column of the reasons."""
LEAST_WIDTH = 12
"""Characters of a reason that stand side by side at least."""


class TopDelegate(RowDelegate):
    """Words begin at the top of a high line, with room above and below them."""

    @guarded()
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        side = option.displayAlignment & Qt.AlignmentFlag.AlignHorizontal_Mask
        option.displayAlignment = side | Qt.AlignmentFlag.AlignTop

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        option.rect = option.rect.adjusted(0, style.look().px(PAD), 0, 0)
        super().paint(painter, option, index)

    @guarded(QSize(100, 36))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._table.columnWidth(index.column()) - 2 * SIDE
        room = QRect(0, 0, width, option.fontMetrics.height() * MOST_LINES)
        words = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), index.data())
        return QSize(width, words.height() + 2 * style.look().px(PAD) + 2)


class ReasonTable(Table):
    """Reasons with the names they hold for; each line is as high as its words need."""

    def __init__(self, language: Language, name: str) -> None:
        super().__init__(REASONS, language, lambda one: (one.why[0].template if one.why else "", one.names), name)
        self.setItemDelegate(TopDelegate(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().sectionResized.connect(self._fit)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        self.set_rows(reasons)
        self._share_width()
        self._fit()
        self._soon.start()

    def _share_width(self) -> None:
        """The reasons get what the longest of them needs and at most two fifths of the room; scores of names get the rest."""
        words = self.fontMetrics()
        texts = [str(self.rows.index(line, WHY).data()) for line in range(self.rows.rowCount())]
        needed = max((words.horizontalAdvance(text) for text in texts), default=0) + 2 * SIDE + 2
        room = max(self.viewport().width() - self.columnWidth(0), 1)
        self.setColumnWidth(WHY, max(self.fontMetrics().horizontalAdvance("國") * LEAST_WIDTH, min(needed, room * 2 // 5)))

    @Slot()
    def _fit(self) -> None:
        self.resizeRowsToContents()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._fit()
        self._soon.start()  # the header gives the last column its width only after this


class WithReason(QWidget):
    """A table in its card, and below it why the line at hand is as it is. `why`: the words of a line."""

    def __init__(self, language: Language, table: Table, empty: QWidget, why: Callable[[Any], str]) -> None:
        super().__init__()
        self._hint = language.text("Choose a line; its reason stands here in full.")
        self._table, self._why = table, why
        self._words = selectable(self._hint, "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        foot = scrolled(self._words)
        foot.setFixedHeight(style.look().px(LINES_HEIGHT))
        pane = TablePane(table, empty)
        whole = column(pane, foot, spacing=8)
        whole.setStretchFactor(pane, 1)
        self.setLayout(whole)
        table.picked.connect(self.tell)
        table.rows.modelReset.connect(self._begin)

    @property
    def words(self) -> str:
        return self._words.text()

    @Slot(object)
    def tell(self, chosen: object) -> None:
        hint = self._hint if self._table.rows.rowCount() else ""
        self._words.setText((self._why(chosen) if chosen is not None else "") or hint)

    @Slot()
    def _begin(self) -> None:
        self.tell(self._table.current())
