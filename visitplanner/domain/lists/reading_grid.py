"""Monthly readings of one customer as a grid that a person types into, or pastes into from a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.columns.reading_words import READING_FIELDS
from visitplanner.domain.lists.columns.recognition import find_header, guess, headed, label, map_columns
from visitplanner.domain.lists.moments import month_in
from visitplanner.domain.lists.reading import RowReader
from visitplanner.domain.lists.reading_import import PERIODS, ReadingLine, with_year
from visitplanner.domain.lists.rows import sorted_rows
from visitplanner.domain.lists.tables import ColumnMap, Table, is_blank, unused_columns

GRID_KEYS = (
    "month",
    *(f"kwh_{period}" for period in PERIODS),
    "kwh_total",
    *(f"kw_{period}" for period in PERIODS),
    "kw_highest",
    "power_factor",
    "amount",
    "notes",
)
"""The fields of the grid's columns, from left to right."""
HEADER_ROW = 0
MONTH, NOTES = 0, len(GRID_KEYS) - 1
Cells = tuple[str, ...]


def grid_table(rows: Sequence[Cells]) -> tuple[Table, ColumnMap]:
    """The grid as a list that can be judged: row n of the grid, from 0, is row n + 1. A row with its month alone is blank."""
    headings = tuple(label(key, READING_FIELDS) for key in GRID_KEYS)
    filled = (row if any(tidy(cell) for cell in row[1:]) else ("",) * len(GRID_KEYS) for row in rows)
    mapping = ColumnMap(HEADER_ROW, headings, {key: at for at, key in enumerate(GRID_KEYS)})
    return Table("", (headings, *filled), HEADER_ROW), mapping


def grid_row(list_row: int) -> int:
    """The grid's row, from 0, of a row of the list `grid_table` makes."""
    return list_row - HEADER_ROW - 1


def grid_cells(line: ReadingLine, month: str) -> Cells:
    """A reading as it stands in the grid. month: as people read it."""
    figures = {
        **{f"kwh_{period}": kwh for period, kwh in line.kwh.items()},
        **{f"kw_{period}": kw for period, kw in line.max_kw.items()},
        "kwh_total": line.kwh_total,
        "kw_highest": line.highest_kw,
        "power_factor": line.power_factor,
        "amount": line.amount,
    }
    return (month, *(_written(figures.get(key)) for key in GRID_KEYS[1:-1]), line.notes)


def _written(figure: Decimal | None) -> str:
    return "" if figure is None else f"{figure:,f}"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The grid after something was pasted. told: what was left out of it, and why. cells: how many were filled."""

    rows: tuple[Cells, ...]
    cells: int
    told: tuple[Message, ...] = ()


def pasted(rows: Sequence[Cells], at: tuple[int, int], text: str, account: str) -> Pasted:
    """The grid with cells from a spreadsheet's clipboard put in. at: row and column where they begin. account: the customer's.

    With headings above, columns go where their headings say, otherwise one beside the other. Rows that name a month go to the
    row of that month, or to the first free one.
    """
    given = tuple(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    table = Table("", tuple(tuple(tidy(cell) for cell in row) for row in given))
    if all(is_blank(row) for row in table.rows):
        return Pasted(tuple(rows), 0)
    found = _by_headings(table, account)
    grid = _Grid(rows, at[0])
    if found is None:
        grid.put_all(_side_by_side(table.rows, at[1]))
        return Pasted(grid.finished(), grid.cells)
    entries, told = found
    grid.put_all(entries)
    return Pasted(grid.finished(), grid.cells, told)


Entry = Mapping[int, str]
"""A pasted row: the grid's column to its text."""


def _side_by_side(rows: Sequence[Sequence[str]], first: int) -> Iterator[Entry]:
    for row in rows:
        yield {first + at: cell for at, cell in enumerate(row) if first + at < len(GRID_KEYS)}


def _by_headings(table: Table, account: str) -> tuple[list[Entry], tuple[Message, ...]] | None:
    """The rows below headings, and what is not taken from them; None where no headings stand above."""
    understood = _understood(table)
    if understood is None:
        return None
    table, mapping = understood
    data, passed, _ = sorted_rows(table, mapping, "month" if "month" in mapping.columns else next(iter(mapping.columns)))
    entries: list[Entry] = []
    mine = [key for key in mapping.columns if key in GRID_KEYS]
    others: set[str] = set()
    for row in data:
        one = RowReader(table, mapping, row)
        whose = one.raw("account")
        if whose and not _is_account(whose, account):
            others.add(whose)
            continue
        entries.append({GRID_KEYS.index(key): with_year(one, one.raw(key)) if key == "month" else one.raw(key) for key in mine})
    return entries, tuple(_told(table, mapping, len(passed), others, account))


def _understood(table: Table) -> tuple[Table, ColumnMap] | None:
    if find_header(table, READING_FIELDS) is not None:
        try:
            table, _ = headed(table, READING_FIELDS)
            return table, map_columns(table, READING_FIELDS)
        except Refused:
            pass
    first = next(offset for offset, row in enumerate(table.rows) if not is_blank(row))
    headings = table.rows[first]
    below = table.rows[first + 1 :]
    if not below or any(sign.isdecimal() for cell in headings for sign in plain(cell)):
        return None
    samples = [[row[at] for row in below if at < len(row) and row[at]] for at in range(len(headings))]
    columns = guess(headings, READING_FIELDS, samples)[0]
    return (table, ColumnMap(table.first_row + first, headings, columns)) if columns else None


def _is_account(text: str, account: str) -> bool:
    try:
        return cells.account_no(text).value == account
    except Refused:
        return False


def _told(table: Table, mapping: ColumnMap, passed: int, others: set[str], account: str) -> Iterator[Message]:
    unused = [one.heading or one.column for one in unused_columns(table, mapping) if one.filled]
    if unused:
        yield said("Columns of what was pasted that are not used: {columns}", columns="、".join(unused))
    if passed:
        yield said("{count} rows are no data (sums, notes, signatures) and were passed over.", count=passed)
    if others:
        whose = "、".join(sorted(others)[:3])
        yield said(
            "Rows of other accounts ({others}) were left out; this customer is {own}.", others=whose, own=account_printed(account)
        )


class _Grid:
    """A grid that takes entries one after the other and grows where it must."""

    def __init__(self, rows: Sequence[Cells], first: int) -> None:
        self._rows = [list(row) for row in rows]
        self._next = first
        self._added = False
        self._pasted: set[dt.date] = set()
        self.cells = 0

    def put_all(self, entries: Sequence[Entry] | Iterator[Entry]) -> None:
        for entry in entries:
            month = month_in(entry[MONTH]) if entry.get(MONTH) else None
            row = self._row(self._next) if month is None else self._of_month(month)
            for column, text in entry.items():
                if not (column == MONTH and month is not None and month_in(row[MONTH]) == month):
                    row[column] = text
            self.cells += len(entry)

    def _row(self, number: int) -> list[str]:
        while len(self._rows) <= number:
            self._rows.append([""] * len(GRID_KEYS))
        self._next = number + 1
        return self._rows[number]

    def _of_month(self, month: dt.date) -> list[str]:
        """The row of a month. A month pasted twice gets a row for each, so that nothing is lost; the grid then says so."""
        kept = (at for at, row in enumerate(self._rows) if row[MONTH] and month_in(row[MONTH]) == month)
        same = None if month in self._pasted else next(kept, None)
        self._pasted.add(month)
        if same is None:
            free = (at for at, row in enumerate(self._rows) if not any(row[1:]) and not row[MONTH])
            same = next(free, len(self._rows))
            self._added = True
        return self._row(same)

    def finished(self) -> tuple[Cells, ...]:
        """The grid; where months were added, by month, blank rows last."""
        rows = [tuple(row) for row in self._rows]
        return tuple(sorted(rows, key=_order)) if self._added else tuple(rows)


def _order(row: Cells) -> tuple[bool, dt.date]:
    month = month_in(row[MONTH]) if row[MONTH] else None
    return month is None, month or dt.date.min
