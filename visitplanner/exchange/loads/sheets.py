"""The cells of a load file: text in any of the encodings seen in offices, or a workbook."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import plain
from visitplanner.domain.lists.texts import NOTE_ROW, SUM_ROW
from visitplanner.exchange.spreadsheets import decoded, separator_of
from visitplanner.exchange.workbooks import is_workbook, read_workbook

HEADER_WITHIN = 15
"""The header of a portal export stands within the first 15 lines (facts.md §6)."""

FOOTER_WITHIN = 5
"""Notes below a table stand within its last 5 lines."""
LARGEST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 400_000
"""More than ten years of quarters of an hour; a longer file is none of one customer's load."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one width below a header, kept as one list of cells; lines: the line of each row in the file."""

    cells: list[str]
    width: int
    lines: Sequence[int]

    def column(self, number: int) -> list[str]:
        return self.cells[number :: self.width]

    def only(self, rows: Sequence[int]) -> Table:
        """The table of these rows alone."""
        cells = [cell for row in rows for cell in self.cells[row * self.width : (row + 1) * self.width]]
        return Table(cells, self.width, [self.lines[row] for row in rows])

    def without_notes(self, date: int) -> tuple[Table, int]:
        """The table without sums, notes and signatures, and how many rows were left out. date: the column of the day."""
        odd = [row for row, text in enumerate(self.column(date)) if not text[:1].isdecimal()]
        left = {row for row in odd if _is_note(self.cells[row * self.width : (row + 1) * self.width])}
        if not left:
            return self, 0
        return self.only([row for row in range(len(self.lines)) if row not in left]), len(left)


def _is_note(cells: Sequence[str]) -> bool:
    first = next((shown for cell in cells if (shown := plain(cell))), "").replace(" ", "")
    return bool(SUM_ROW.match(first) or NOTE_ROW.match(first))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as lines of text. separator: between the cells of a line. A workbook comes as lines with tabs; name: its sheet's.

    told: what is to be known of how the lines came about.
    """

    lines: list[str]
    separator: str
    name: str = ""
    told: tuple[Message, ...] = ()

    def head(self) -> list[list[str]]:
        """The first lines as cells, among them the header."""
        return self._rows(self.lines[:HEADER_WITHIN])

    def tail(self) -> list[list[str]]:
        """The last lines as cells, among them notes below the table."""
        return self._rows(self.lines[-FOOTER_WITHIN:])

    def body(self) -> list[list[str]]:
        """All lines as cells."""
        return self._rows(self.lines)

    def below(self, header_row: int, width: int, date: int) -> Table:
        """What stands below the header, without rows that hold nothing. Refused when a row has more cells than the header.

        Whole and even files, the rule, are cut in one go; anything else row by row.
        """
        start = header_row + 1
        lines = self.lines[start:]
        while lines and not lines[-1].strip():
            lines.pop()
        whole = self.separator.join(lines)
        if '"' not in whole and {line.count(self.separator) for line in lines} == {width - 1}:
            cells = whole.split(self.separator)
            if "" not in cells[date::width]:
                return Table(cells, width, range(start + 1, start + 1 + len(lines)))
        return self._uneven(self._rows(lines), start + 1, width)

    def _rows(self, lines: list[str]) -> list[list[str]]:
        try:
            return list(csv.reader(lines, delimiter=self.separator))
        except csv.Error as error:
            raise Refused(said("The file is no table of text.")) from error

    def _uneven(self, rows: list[list[str]], first_line: int, width: int) -> Table:
        cells: list[str] = []
        lines: list[int] = []
        for line, row in enumerate(rows, first_line):
            if not any(cell.strip() for cell in row):
                continue
            if any(cell.strip() for cell in row[width:]) and not _is_note(row):
                raise Refused(
                    said("Row {row} has {cells} cells, the header {width}.", row=line, cells=len(row), width=width),
                    mend=said("A decimal comma needs semicolons or tabs between the columns."),
                )
            cells += row[:width] + [""] * (width - len(row))
            lines.append(line)
        return Table(cells, width, lines)


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """A load file as lines, a workbook's filled sheets each; Refused when it is empty, too large, or in no known form."""
    try:
        if path.is_dir():
            raise Refused(
                said("{file} is a folder, not a file.", file=path.name), mend=said("Name the .xlsx or .csv file in it.")
            )
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_BYTES else b""
    except (OSError, ValueError):
        raise Refused(said("{file} cannot be opened.", file=path.name), mend=said("Check its name and folder.")) from None
    if size > LARGEST_BYTES:
        raise Refused(said("{file} is larger than 64 MB; no customer's load is.", file=path.name))
    if not content.strip():
        raise Refused(said("{file} is empty.", file=path.name), mend=said("Export the load once more, and choose that file."))
    if is_workbook(content):
        return _from_workbook(path, content)
    return (_from_text(path, content),)


def _from_text(path: Path, content: bytes) -> Sheet:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(said("{file} is not text.", file=path.name), mend=said("Choose a .csv or .xlsx file."))
    text = decoded(content, path.name)
    head = text[:20_000].splitlines()[:HEADER_WITHIN]
    separator = separator_of(head)
    if not any(separator in line for line in head):
        raise Refused(
            said("{file} has no columns.", file=path.name),
            mend=said("Choose the 15-minute CSV export of the high-voltage customer portal, or a table of times and kW or kWh."),
        )
    lines = _lines(text)
    _within_limit(path, len(lines))
    return Sheet(lines, separator)


def _lines(text: str) -> list[str]:
    """The lines of a text, however they end; one pass for the two usual ways."""
    if "\r" not in text:
        return text.split("\n")
    if text.count("\r\n") == text.count("\n") == text.count("\r"):
        return text.split("\r\n")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _from_workbook(path: Path, content: bytes) -> tuple[Sheet, ...]:
    """The sheets that have cells."""
    tables = [table for table in read_workbook(content, path.name) if table.rows]
    if not tables:
        raise Refused(said("{file} is empty.", file=path.name), mend=said("Export the load once more, and choose that file."))
    for table in tables:
        _within_limit(path, len(table.rows))
    above = [[""] * (table.first_row - 1) for table in tables]
    return tuple(
        Sheet([*lead, *("\t".join(map(_on_one_line, row)) for row in table.rows)], "\t", table.sheet, table.told)
        for lead, table in zip(above, tables, strict=True)
    )


def _on_one_line(cell: str) -> str:
    return re.sub(r"[\t\r\n\"]", " ", cell).strip()


def _within_limit(path: Path, rows: int) -> None:
    if rows > MOST_ROWS:
        raise Refused(said("{file} has {rows:,} rows; a load has at most {most:,}.", file=path.name, rows=rows, most=MOST_ROWS))
