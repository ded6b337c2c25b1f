"""Rows a store filters, sorts and hands out in parts: what a table shows is asked for when somebody scrolls there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal

from visitplanner.i18n import Language
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.rows_model import Column, Index, RowsModel

R = TypeVar("R")
A_PART = 200
"""Rows asked for at once: some screens full, a few milliseconds of the store's."""
ALL_OF_THEM = 1_000_000


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for. sort: a column's key, empty: as the list comes. which: what a filter of the page chose."""

    text: str = ""
    which: Any = None
    sort: str = ""
    descending: bool = False
    first: int = 0
    count: int = A_PART


class PagedRows(RowsModel[R]):
    """Knows of its rows those it was given so far; every other filter or order begins anew with the first part.

    refilled: before and after all rows are exchanged (True: before), for a table that keeps its place.
    """

    refilled = Signal(bool)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        language: Language,
        key: Callable[[R], Hashable],
        ask: Callable[[Wanted], object],
        which: Any = None,
    ) -> None:
        """ask: asks the store; what it answers comes by `take`."""
        super().__init__(columns, language, key)
        self._ask = ask
        self._wanted = Wanted(which=which)
        self._on_the_way: Wanted | None = None
        self._begun = False
        self._fitting = self._kept = 0
        self._then: Callable[[], None] | None = None

    def refresh(self) -> None:
        """Ask for as many rows as are shown; before the first time nothing is asked at all."""
        self._begun = True
        self._want(replace(self._wanted, count=max(A_PART, len(self._shown))))

    def search(self, text: str) -> None:
        """Ask for the rows in which every word stands somewhere."""
        self._want(replace(self._wanted, text=text.strip()))

    def choose(self, which: Any) -> None:
        """Ask for the rows a filter of the page lets through."""
        self._want(replace(self._wanted, which=which))

    @guarded()
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self.columns[column].key if column >= 0 else ""
        self._want(replace(self._wanted, sort=key, descending=order == Qt.SortOrder.DescendingOrder))

    def take(self, wanted: Wanted, rows: Sequence[R], fitting: int, kept: int) -> None:
        """Rows that were asked for; passed over when others are asked for by now. fitting: how many there are in all, kept:
        how many without filter."""
        if wanted is not self._on_the_way:
            return
        self._on_the_way = None
        self._fitting, self._kept = fitting, kept
        if wanted.first:
            begin = len(self._shown)
            self.beginInsertRows(QModelIndex(), begin, begin + len(rows) - 1)
            self._shown += rows
            self.endInsertRows()
        else:
            self.refilled.emit(True)
            self.beginResetModel()
            self._shown = list(rows)
            self.endResetModel()
            self.refilled.emit(False)
        then, self._then = self._then, None
        if then is not None:
            then()

    def total(self) -> int:
        return self._kept

    @property
    def complete(self) -> bool:
        """Whether every row of the list is here."""
        return len(self._shown) >= self._fitting

    def fetch_rest(self, then: Callable[[], None]) -> None:
        """Ask for every row that is not here yet, and go on when they are."""
        self._then = then
        self._more(ALL_OF_THEM)

    @guarded(False)
    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and not self.complete

    @guarded()
    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        if self._on_the_way is None:
            self._more(A_PART)

    def _more(self, count: int) -> None:
        self._send(replace(self._wanted, first=len(self._shown), count=count))

    def _want(self, wanted: Wanted) -> None:
        self._wanted, self._then = replace(wanted, first=0, count=A_PART), None
        self._send(replace(wanted, first=0))

    def _send(self, wanted: Wanted) -> None:
        if self._begun:
            self._on_the_way = wanted
            self._ask(wanted)
