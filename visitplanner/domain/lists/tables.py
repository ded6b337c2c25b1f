"""A list from a spreadsheet as plain text, what its columns mean, and what is found in its cells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.lists.texts import constant_heading, heading_key, is_reason

__all__ = ("ColumnMap", "Fault", "Field", "Judged", "Table", "Unused", "heading_key", "is_blank", "letters", "plain", "tidy")

L = TypeVar("L")

FORMULA = "formula"
GUARDED = re.compile(r"[=+\-@\t\r]|\d+$")
"""How a cell begins (or all it holds) that a spreadsheet would compute, or take for a number and cut its leading zeros off."""


def guarded(cell: str) -> str:
    """A cell as a spreadsheet takes it for text: an apostrophe before what it would compute or change."""
    return f"'{cell}" if GUARDED.match(cell) else cell


"""Why a cell could not be read: a formula that no program has computed yet; it is shown as the formula stands."""
ERROR = "error"
"""Why a cell could not be read: its formula failed; it is shown as the spreadsheet shows it (`#N/A`)."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as text. rows: every row from `first_row` on, ragged. first_row: the spreadsheet's number of rows[0].

    unread: (spreadsheet row, column from 0) of cells that hold no value, to `ERROR` or `FORMULA`; the text shows what stands
    there. merged: (row, column) of cells that got the value of the merged cell they are part of. told: how a list of another
    shape was brought into rows below headings. file_rows: the row of the file each of rows came from; empty: as counted here.
    sheets: the sheet each of rows came from, where several are read together.
    """

    sheet: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1
    source: str = ""
    unread: Mapping[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    merged: frozenset[tuple[int, int]] = frozenset()
    told: tuple[Message, ...] = ()
    file_rows: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()

    def file_row(self, row: int) -> int:
        """Where a row of this table stands in the file."""
        return self.file_rows[row - self.first_row] if self.file_rows else row

    def sheet_of(self, row: int) -> str:
        """The sheet a row came from."""
        return self.sheets[row - self.first_row] if self.sheets else self.sheet

    def place(self, row: int) -> int | str:
        """Where a row stands in the file, as a message says it: with its sheet where several are read together."""
        return f"{self.file_row(row)} ({self.sheet_of(row)})" if self.sheets else self.file_row(row)

    def cell(self, row: int, column: int) -> str:
        """The text at a spreadsheet row (1-based) and column (0-based); empty outside the sheet."""
        cells = self.rows[row - self.first_row]
        return cells[column] if column < len(cells) else ""

    def with_cell(self, row: int, column: int, text: str) -> Table:
        """The table with another text at a spreadsheet row and column; that cell then holds a value."""
        at = row - self.first_row
        cells = [*self.rows[at], *[""] * (column + 1 - len(self.rows[at]))]
        cells[column] = text
        unread = {place: kind for place, kind in self.unread.items() if place != (row, column)}
        return replace(self, rows=(*self.rows[:at], tuple(cells), *self.rows[at + 1 :]), unread=unread)


@dataclass(frozen=True, slots=True)
class Field:
    """What a column can mean; `domain.lists.columns.vocabulary` explains exact, contains, without and holds.

    asks: two columns that could both be it are asked about even though it is not required. titled: what of a title, a sheet's or
    a file's name may say it for the whole list (`domain.lists.columns.constants`).
    """

    key: str
    exact: tuple[str, ...]
    contains: tuple[str, ...] = ()
    required: bool = False
    holds: str = ""
    without: tuple[str, ...] = ()
    asks: bool = False
    titled: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column holds which field. header_row: spreadsheet row number; columns: field key to 0-based column.

    A key `notes.2`, `notes.3` … is a further column whose text joins the notes under its heading. told: how columns were
    recognised where their headings did not say it. constants: field key to what holds for every row; such a field has no column.
    """

    header_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, int] = field(default_factory=dict[str, int])
    told: tuple[Message, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict[str, str])

    def gives(self, key: str) -> bool:
        """Whether a field has a column or one value for all rows."""
        return key in self.columns or key in self.constants

    @property
    def fingerprint(self) -> str:
        """The same for every file with these headings in this order."""
        keys = "\x1f".join(heading_key(heading) for heading in self.headings)
        return hashlib.sha256(keys.encode()).hexdigest()[:16]

    def heading(self, key: str) -> str:
        """The file's own name of a field's column, its letter when it has none; empty when the file has no such column."""
        if key in self.constants:
            return constant_heading(self.constants[key])
        if key not in self.columns:
            return ""
        return self.headings[self.columns[key]] or letters(self.columns[key])

    def column_named(self, heading: str) -> int | None:
        """The column `heading` gave this name; one a field is taken from goes before the others."""
        taken = (at for key, at in self.columns.items() if self.heading(key) == heading)
        return next(taken, self.headings.index(heading) if heading in self.headings else None)

    def by_heading(self) -> dict[str, str]:
        """Field key to the file's own heading, or to what holds for all rows."""
        return {key: self.heading(key) for key in (*self.columns, *self.constants)}


@dataclass(frozen=True, slots=True)
class Unused:
    """A column nothing is taken from. column: its letter; filled: cells below the heading that hold something."""

    column: str
    heading: str
    filled: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong or was mended in one cell: spreadsheet row, heading as in the file, text as in the file, and why."""

    row: int
    column: str
    value: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Judged(Generic[L]):
    """A whole table read: rows that hold data, lines that can be kept, and a fault for every other row or doubtful cell.

    passed: rows that are no data (sums, notes, signatures, repeated headings), each with what it was taken for.
    """

    rows: int
    lines: tuple[L, ...]
    rejected: tuple[Fault, ...] = ()
    duplicates: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    repairs: tuple[Fault, ...] = ()
    passed: tuple[Fault, ...] = ()


def is_blank(cells: Iterable[str]) -> bool:
    return not any(tidy(cell) for cell in cells)


def letters(column: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def filled_count(table: Table, header_row: int, column: int) -> int:
    """Cells of a column below the heading that hold something."""
    below: Sequence[tuple[str, ...]] = table.rows[header_row - table.first_row + 1 :]
    return sum(1 for cells in below if column < len(cells) and tidy(cells[column]))


def unused_columns(table: Table, mapping: ColumnMap) -> tuple[Unused, ...]:
    """The columns with a heading or a filled cell from which nothing is taken."""
    taken = set(mapping.columns.values())
    width = max((len(cells) for cells in table.rows), default=0)
    found = (
        Unused(
            letters(at), mapping.headings[at] if at < len(mapping.headings) else "", filled_count(table, mapping.header_row, at)
        )
        for at in range(width)
        if at not in taken and not (at < len(mapping.headings) and is_reason(mapping.headings[at]))
    )
    return tuple(column for column in found if column.heading or column.filled)
