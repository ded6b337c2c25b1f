"""The one table view, and one whose rows come in parts.

Sticky header, whole-row selection and hover, Enter opens, Ctrl+C copies with headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import chip_width, paint_chip
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.paged_rows import PagedRows, Wanted
from visitplanner.ui.core.rows_model import CHIP_ROLE, Column, Index, RowsModel

LEAST_STRETCHED = 110
MEASURED_ROWS = 60
"""So many rows tell how much room a column needs; measuring all would take longer than showing them."""
READABLE, WELL_READABLE = 150, 300
"""What the column that takes what is left keeps before another grows; before a column is shown that can be spared."""
LAST_TO_GO = 1
CELL_MARGINS, CHIP_MARGINS = 26, 16
"""What style and delegate leave free beside a text and a chip."""
FORMULA = re.compile(r"[=+\-@\t\r](?!\s*[\d.,]+\s*%?$)|0\d+$")
"""How a cell begins that a spreadsheet would compute; a mere number may begin with its sign, one with a leading zero may not."""
BREAKS = frozenset('\t\n\r"\u2028\u2029\v\f')


class RowDelegate(QStyledItemDelegate):
    """Paints chips, and the hover of a whole row."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    @guarded()
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.row() == self._table.hovered:
            option.state |= QStyle.StateFlag.State_MouseOver
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.data(CHIP_ROLE) is not None:
            option.text = ""

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        chip = index.data(CHIP_ROLE)
        if chip is not None:
            paint_chip(painter, QRectF(option.rect).adjusted(12, 0, -2, 0), chip)


class Table(QTableView):
    """opened: a row was double-clicked or Enter was pressed on it. picked: another row is current (or None)."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        language: Language,
        key: Callable[[Any], Hashable],
        name: str = "",
        rows: RowsModel[Any] | None = None,
    ) -> None:
        super().__init__()
        self.rows = rows or RowsModel(columns, language, key)
        self.hovered = -1
        self._given: dict[int, int] = {}
        self._needs: list[int] = []
        self.setObjectName(name)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self._dress()
        self._widths()
        self.doubleClicked.connect(self._open)
        self.entered.connect(self._hover)
        self.selectionModel().currentRowChanged.connect(self._pick)

    def _dress(self) -> None:
        look = style.look()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.px(style.ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(look.px(48))

    def _widths(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            self._give(number, style.look().px(column.width))
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            )

    def _give(self, number: int, width: int) -> None:
        self.setColumnWidth(number, width)
        self._given[number] = width

    def _leave_out(self) -> None:
        """Hide the columns that can be spared, the most easily spared first, while what the others need does not fit. The last
        one to go stays as long as the column that is stretched can be read at all."""
        columns, header, look = self.rows.columns, self.horizontalHeader(), style.look()
        needs = self._needs or [0] * len(columns)

        def needed(number: int, best: int) -> int:
            if columns[number].stretch:
                return min(max(needs[number], look.px(READABLE)), look.px(best))
            return max(needs[number] or look.px(columns[number].width), header.sectionSizeFromContents(number).width())

        shown = list(range(len(columns)))
        for number in sorted((n for n in shown if columns[n].spare), key=lambda n: -columns[n].spare):
            best = READABLE if columns[number].spare == LAST_TO_GO else WELL_READABLE
            if sum(needed(each, best) for each in shown) > self.viewport().width():
                shown.remove(number)
        self.rows.left_out = tuple(number for number in range(len(columns)) if number not in shown)
        for number, column in enumerate(columns):
            if column.spare:
                self.setColumnHidden(number, number not in shown)

    def _make_room(self) -> None:
        """Give columns nobody pulled the room that headings, states and first rows need in whatever language, in this order,
        as long as the column that takes what is left stays readable. Where that one is short, the others give it what they
        do not need."""
        self._leave_out()
        own = [
            n for n, column in enumerate(self.rows.columns) if not column.stretch and self.columnWidth(n) == self._given.get(n)
        ]
        widths = {number: style.look().px(self.rows.columns[number].width) for number in own}
        header = self.horizontalHeader()
        taken = sum(self.columnWidth(n) for n, column in enumerate(self.rows.columns) if not column.stretch and n not in widths)
        room = self.viewport().width() - taken - sum(widths.values())
        stretched = sum(column.stretch for column in self.rows.columns)
        chips = [number for number in own if self.rows.columns[number].chip is not None]
        least, readable = style.look().px(LEAST_STRETCHED), style.look().px(READABLE)
        if self._needs and self.rows.rowCount():
            widest = max((self._needs[n] for n, column in enumerate(self.rows.columns) if column.stretch), default=0)
            readable = min(readable, max(widest, least))
            short = sum(max(self._needs[n], least) for n, column in enumerate(self.rows.columns) if column.stretch) - room
            for number in own:
                needed = max(header.sectionSizeFromContents(number).width(), header.minimumSectionSize(), self._needs[number])
                given = max(0, min(widths[number] - needed, short))
                widths[number] -= given
                short -= given
                room += given
        wishes = [(n, header.sectionSizeFromContents(n).width(), least) for n in own]
        wishes += [(n, self._needs[n] if self._needs else 0, readable) for n in (*chips, *(n for n in own if n not in chips))]
        for number, needed, left in wishes:
            more = max(0, min(needed - widths[number], room - stretched * left))
            widths[number] += more
            room -= more
        for number, width in widths.items():
            self._give(number, width)
        self._fit_stretched()

    def _widest(self, number: int) -> int:
        """What the first rows need, in pixels."""
        metrics, widest = self.fontMetrics(), 0.0
        for row in range(min(self.rows.rowCount(), MEASURED_ROWS)):
            index = self.rows.index(row, number)
            chip = index.data(CHIP_ROLE)
            text = "" if chip is not None else index.data(Qt.ItemDataRole.DisplayRole) or ""
            room = metrics.horizontalAdvance(text) + CELL_MARGINS if chip is None else chip_width(chip) + CHIP_MARGINS
            widest = max(widest, room)
        return ceil(widest)

    def widths(self) -> dict[str, int]:
        """The width of each column a person has pulled, by its key, at 100 % of the font size."""
        percent = style.look().percent
        return {
            column.key: round(self.columnWidth(number) * 100 / percent)
            for number, column in enumerate(self.rows.columns)
            if not column.stretch and not self.isColumnHidden(number) and self.columnWidth(number) != self._given.get(number)
        }

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Give columns the widths they were left with; unknown keys are passed over."""
        for number, column in enumerate(self.rows.columns):
            if column.key in widths and not column.stretch:
                self.setColumnWidth(number, style.look().px(widths[column.key]))

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the current row stays current if it is still there."""
        kept = self.current()
        place = self.verticalScrollBar().value()
        self.rows.set_rows(rows)
        self.measure()
        if kept is not None:
            self.show_key(self.rows.key(kept))
        self.verticalScrollBar().setValue(place)

    def measure(self) -> None:
        """Give the columns the room their first rows need."""
        self._needs = [self._widest(number) for number in range(len(self.rows.columns))]
        self._make_room()

    def sort_by(self, key: str, descending: bool = False) -> None:
        """Sort by the column of a key."""
        number = next(n for n, column in enumerate(self.rows.columns) if column.key == key)
        self.sortByColumn(number, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def current(self) -> Any:
        """The current row's record, or None."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def chosen(self) -> list[Any]:
        """The records of all selected rows, from top to bottom."""
        return [self.rows.row(number) for number in sorted(index.row() for index in self.selectionModel().selectedRows())]

    def show_key(self, key: Hashable) -> bool:
        """Make a row current; False if it is not shown."""
        number = self.rows.number_of(key)
        if number < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(number, 0), flags)
        return True

    def copy(self) -> None:
        """The selected rows with their headers into the clipboard, ready for a spreadsheet."""
        language = self.rows.language
        lines = [[language.say(column.title) for column in self.rows.columns]]
        lines += [[column.written(row, language) for column in self.rows.columns] for row in self.chosen()]
        QGuiApplication.clipboard().setText("\n".join("\t".join(map(cell_of, cells)) for cells in lines))

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _fit_stretched(self) -> None:
        """A column that takes what is left keeps a width one can read; then the table scrolls sideways."""
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            if not column.stretch:
                continue
            least = style.look().px(LEAST_STRETCHED)
            others = header.length() - header.sectionSize(number)
            roomy = self.viewport().width() - others >= least
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.Interactive)
            if not roomy:
                self.setColumnWidth(number, least)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @guarded(False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hovered = -1
            self.viewport().update()
        return super().viewportEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.row(index.row()))

    @Slot(QModelIndex)
    def _hover(self, index: QModelIndex) -> None:
        if index.row() != self.hovered:
            self.hovered = index.row()
            self.viewport().update()

    @Slot()
    def _pick(self) -> None:
        self.picked.emit(self.current())


class PagedTable(Table):
    """A table of more rows than anybody reads at once: they come from the store as somebody scrolls, sorts and filters.

    Who selects everything, or goes to the end, gets the rows that are not here yet first.
    """

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        language: Language,
        key: Callable[[Any], Hashable],
        name: str,
        ask: Callable[[Wanted], object],
        which: Any = None,
    ) -> None:
        """ask: asks the store; what it answers goes to `pages.take`. which: the page's filter at the beginning."""
        self.pages = PagedRows(columns, language, key, ask, which)
        super().__init__(columns, language, key, name, self.pages)
        self._kept: tuple[Any, int] = (None, 0)
        self.pages.refilled.connect(self._keep_place)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        every, end = QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.MoveToEndOfDocument
        if not self.pages.complete and event.matches(every):
            self.pages.fetch_rest(self.selectAll)
        elif not self.pages.complete and event.matches(end):
            self.pages.fetch_rest(self._go_to_end)
        else:
            super().keyPressEvent(event)

    def _go_to_end(self) -> None:
        self.show_key(self.pages.key(self.pages.row(self.pages.rowCount() - 1)))

    @Slot(bool)
    def _keep_place(self, before: bool) -> None:
        """The current row stays current if it is still there, and what was seen stays in sight."""
        if before:
            row = self.current()
            self._kept = (None if row is None else self.pages.key(row), self.verticalScrollBar().value())
            return
        key, place = self._kept
        self.measure()
        if key is not None:
            self.show_key(key)
        self.verticalScrollBar().setValue(place)


def cell_of(text: str) -> str:
    """A cell for a spreadsheet: no formula, and in quotes where it would break its row."""
    safe = f"'{text}" if FORMULA.match(text) else text
    return '"' + safe.replace('"', '""') + '"' if BREAKS & set(safe) else safe


class TablePane(QFrame):
    """A table in a card; when there is nothing to show, its empty state stands there instead."""

    def __init__(self, table: Table, empty: QWidget, nothing_found: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        self.table = table
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 5, 1, 5)
        self._pages = {"table": table, "empty": empty, "none": nothing_found or empty}
        for page in dict.fromkeys(self._pages.values()):
            self._stack.addWidget(page)
        table.rows.modelReset.connect(self._choose)
        self._choose()

    @Slot()
    def _choose(self) -> None:
        rows = self.table.rows
        shown = "table" if rows.rowCount() else "none" if rows.total() else "empty"
        if self._stack.currentWidget() is not self._pages[shown]:
            self._stack.setCurrentWidget(self._pages[shown])
            self.updateGeometry()

    @guarded(QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        """What is shown needs room, what is not shown needs none."""
        shown = self._stack.currentWidget()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize()) if shown is not None else super().minimumSizeHint()
