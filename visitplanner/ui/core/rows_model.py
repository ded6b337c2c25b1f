"""The one table model: rows are records of a query, columns are data. Sorting and filtering happen here, without a proxy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QColor

from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.texts import search_key, sought_in
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.core.style import Tone

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
CHIP_ROLE = Qt.ItemDataRole.UserRole + 1
NOTHING = "—"
AT_ONCE = 500
"""Rows made ready for searching in one turn of the event loop; some 5 ms."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column.

    value: what the cell holds and sorts by (None sorts last, both ways). text: how it is written, by default after its
    type. chip: a state with its shape. width: pixels at 100 %, stretch: takes what is left. spare: 0 is always shown; where
    the others need the room the greatest goes first, and what it says stands in the tip of the column that is stretched; 1
    goes only where the stretched one could not be read otherwise.
    """

    key: str
    title: Message
    value: Callable[[R], Any]
    text: Callable[[R, Language], str] | None = None
    width: int = 120
    right: bool = False
    stretch: bool = False
    chip: Callable[[R, Language], Chip | None] | None = None
    tone: Callable[[R], Tone] | None = None
    tip: Callable[[R, Language], str] | None = None
    sort: Callable[[R], Any] | None = None
    spare: int = 0

    def written(self, row: R, language: Language) -> str:
        """The cell as text: on screen, in the clipboard, for a screen reader."""
        if self.text is not None:
            return self.text(row, language)
        if self.chip is not None:
            chip = self.chip(row, language)
            return chip.text if chip else ""
        return written(self.value(row), language)


def written(value: object, language: Language) -> str:
    """A value the way people read it; None and nothing are a dash."""
    if isinstance(value, Message):
        return language.say(value)
    if isinstance(value, dt.date):
        return language.date(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return language.number(value)
    return str(value) if value not in (None, "") else NOTHING


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows rows through columns. `key` names a row across refreshes, so that a selection stays where it was."""

    def __init__(self, columns: Sequence[Column[R]], language: Language, key: Callable[[R], Hashable]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.left_out: tuple[int, ...] = ()
        self.language = language
        self.key = key
        self._all: list[R] = []
        self._haystacks: list[str] = []
        self._shown: list[R] = []
        self._words: tuple[str, ...] = ()
        self._keep: Callable[[R], bool] | None = None
        self._order: tuple[int, bool] | None = None
        self._prepare = QTimer(self)
        self._prepare.setInterval(0)
        self._prepare.timeout.connect(self._prepare_some)

    # -- rows -----------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows, filtered and sorted as the last were."""
        self._all = list(rows)
        self._haystacks = []
        self._arrange()
        self._prepare.start()

    def search(self, text: str) -> None:
        """Show only rows that contain every word somewhere, blanks, width and variants of signs aside."""
        words = tuple(search_key(word) for word in text.split())
        if words != self._words:
            self._words = words
            self._arrange()

    def only(self, keep: Callable[[R], bool] | None) -> None:
        """Show only rows a filter lets through; None shows all."""
        self._keep = keep
        self._arrange()

    @guarded()
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._arrange()

    def row(self, number: int) -> R:
        """The row shown at a place."""
        return self._shown[number]

    def rows(self) -> tuple[R, ...]:
        """What is shown, in its order."""
        return tuple(self._shown)

    def total(self) -> int:
        """How many rows there are without any filter."""
        return len(self._all)

    def number_of(self, key: Hashable) -> int:
        """The place of a row among those shown, or -1."""
        return next((number for number, row in enumerate(self._shown) if self.key(row) == key), -1)

    def _arrange(self) -> None:
        self.beginResetModel()
        rows = self._all
        if self._words:
            self._haystacks += [self._haystack(row) for row in rows[len(self._haystacks) :]]
            pairs = zip(rows, self._haystacks, strict=True)
            rows = [row for row, hay in pairs if all(word in hay for word in self._words)]
        if self._keep is not None:
            rows = [row for row in rows if self._keep(row)]
        self._shown = self._sorted(list(rows))
        self.endResetModel()

    def _prepare_some(self) -> None:
        """Make ready for searching a few rows at a time, so that ten thousand do not hold the window up."""
        begin = len(self._haystacks)
        self._haystacks += [self._haystack(row) for row in self._all[begin : begin + AT_ONCE]]
        if len(self._haystacks) >= len(self._all):
            self._prepare.stop()

    def _haystack(self, row: R) -> str:
        texts = (column.written(row, self.language) for column in self.columns)
        return sought_in(*texts, str(getattr(row, "account", "")))

    def _sorted(self, rows: list[R]) -> list[R]:
        if self._order is None:
            return rows
        column = self.columns[self._order[0]]
        value = column.sort or column.value
        known = [(value(row), number) for number, row in enumerate(rows)]
        some = sorted((pair for pair in known if pair[0] not in (None, "")), key=lambda pair: pair[0], reverse=self._order[1])
        none = [pair for pair in known if pair[0] in (None, "")]
        return [rows[number] for _value, number in some + none]

    # -- what Qt asks ---------------------------------------------------------------------------------------------

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._shown)

    @guarded(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @guarded()
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.language.say(self.columns[section].title)
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column, row = self.columns[index.column()], self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.written(row, self.language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == CHIP_ROLE:
            return column.chip(row, self.language) if column.chip else None
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            tone = column.tone(row)
            return None if tone is Tone.PLAIN else QColor(style.look().tokens.tone(tone))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._told(column, row)) if column.tip else None
        return None

    def _told(self, column: Column[R], row: R) -> str:
        """The tip of a cell; for the stretched one with what the columns say for which there is no room."""
        own = column.tip(row, self.language) if column.tip else ""
        others = [self.columns[number] for number in self.left_out] if column.stretch else []
        more = [f"{self.language.say(one.title)}  {one.written(row, self.language)}" for one in others]
        return "\n".join((own, *more))

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.columns[column].right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
