"""Workbooks (.xlsx) as plain text, without letting a file of two megabytes take the machine's memory."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.tables import Table

MOST_UNPACKED_BYTES = 120_000_000
"""All parts of a workbook together; a list of 10,000 customers unpacks to about 10 MB."""
MOST_CELLS = 3_000_000
"""Cells of the rectangle a sheet spans; the reader keeps every one of them, filled or not."""
DAMAGED = said("The workbook is damaged or cut short.")
SAVE_AGAIN = said("Open it in Excel and save it anew as .xlsx, or fetch the file once more.")
CHUNK = 1 << 20
OVERLAP = 512
CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*?(/?)>")
SHEET_PART = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the filled cells of a sheet reach."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def cells(self) -> int:
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)


def read_workbook(content: bytes, name: str, sheet: str | None = None) -> tuple[Table, ...]:
    """The visible sheets of a workbook, or the named one; raises `Refused` when it is no workbook, broken or too big."""
    _inspect(content, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [_table(workbook.get_sheet_by_name(title), name) for title in _wanted(workbook, name, sheet)]
    except CalamineError:
        raise _refused(name, DAMAGED, SAVE_AGAIN) from None
    return tuple(sheets)


def _refused(name: str, what: Message, mend: Message | None = None) -> Refused:
    return Refused(what, where=said("{file}: ", file=name), mend=mend, field="file")


def _wanted(workbook: CalamineWorkbook, name: str, sheet: str | None) -> list[str]:
    pages = [page for page in workbook.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    if sheet is None:
        return [page.name for page in pages if page.visible == SheetVisibleEnum.Visible]
    if sheet not in [page.name for page in pages]:
        names = "、".join(page.name for page in pages)
        raise Refused(
            said("The workbook has no sheet {sheet}; it has {sheets}.", sheet=sheet, sheets=names),
            where=said("{file}: ", file=name),
            field="sheet",
        )
    return [sheet]


def _table(sheet: CalamineSheet, source: str) -> Table:
    if sheet.start is None:
        return Table(sheet.name, (), source=source)
    first_row, first_column = sheet.start
    lead = ("",) * first_column
    rows = tuple(lead + tuple(_text(cell) for cell in row) for row in sheet.iter_rows())
    skipped = len(rows) - sheet.height
    return Table(sheet.name, rows[skipped:], first_row=first_row + 1, source=source)


def _text(cell: object) -> str:
    """A cell as a person would type it: whole numbers without a decimal point, days in ISO form."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)


def _inspect(content: bytes, name: str) -> None:
    """Refuse what is no workbook, is damaged, or spans more cells than memory should hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {info.filename: info for info in package.infolist()}
            if "xl/workbook.xml" not in parts:
                raise _refused(name, _other_package(parts), said("Save the list as .xlsx or .csv, and choose that file."))
            if sum(info.file_size for info in parts.values()) > MOST_UNPACKED_BYTES:
                raise _refused(name, said("The workbook unpacks to more than {most} MB.", most=MOST_UNPACKED_BYTES // 1_000_000))
            for part in parts:
                _inspect_part(package, part, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise _refused(name, DAMAGED, SAVE_AGAIN) from None


def _other_package(parts: dict[str, zipfile.ZipInfo]) -> Message:
    if any(part.startswith("xl/") for part in parts):
        return said("This kind of Excel file cannot be read; save it as .xlsx.")
    if any(part.startswith("word/") for part in parts):
        return said("This is a Word document, not a list.")
    return said("This is a ZIP archive, not an Excel workbook.")


def _inspect_part(package: zipfile.ZipFile, part: str, name: str) -> None:
    if not SHEET_PART.match(part):
        with package.open(part) as stream:
            while stream.read(CHUNK):
                pass
        return
    reach = _reach(package, part)
    if reach is not None and reach.cells > MOST_CELLS:
        raise _refused(
            name,
            said(
                "A sheet reaches down to row {row:,} and {column:,} columns wide.", row=reach.last_row, column=reach.last_column
            ),
            said(
                "Delete the empty rows and columns after the list (the last used cell is found with Ctrl+End) and save it again."
            ),
        )


def _reach(package: zipfile.ZipFile, part: str) -> Reach | None:
    """How far the cells that hold something reach, read as a stream; the sheet's own `dimension` may lie."""
    rows: list[int] = []
    columns: list[int] = []
    rest = b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            found = [match for match in CELL.finditer(text) if not match[3]]
            if found:
                numbers = [int(match[2]) for match in found]
                wide = {_column(letters) for letters in {match[1] for match in found}}
                rows += (min(numbers), max(numbers))
                columns += (min(wide), max(wide))
            rest = text[-OVERLAP:]
    return Reach(min(rows), max(rows), min(columns), max(columns)) if rows else None


def _column(letters: bytes) -> int:
    """The number of a column, A = 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
