"""Workbooks (.xlsx, .xls, .ods) as plain text, without letting a file of two megabytes take the machine's memory."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import replace

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.tables import Table
from visitplanner.exchange.old_excel import SIGNATURE, sheets_of
from visitplanner.exchange.open_document import is_encrypted, is_open_document, read_open_document
from visitplanner.exchange.sheet_parts import PartFindings, hidden_told, inspect_part, parts_by_sheet

MOST_UNPACKED_BYTES = 120_000_000
"""All parts of a workbook together; a list of 10,000 customers unpacks to about 10 MB."""
MOST_CELLS = 3_000_000
"""Cells of the rectangle a sheet spans from column A on; the reader keeps every one of them, filled or not."""
DAMAGED = said("The workbook is damaged or cut short.")
SAVE_AGAIN = said("Open it in Excel and save it anew as .xlsx, or fetch the file once more.")
FAULTS_OF_READERS = (CalamineError, OSError, ValueError, KeyError, IndexError, OverflowError, struct.error, zlib.error)
"""What damaged files make the reading libraries raise."""
FAULTS_OF_ARCHIVES = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, UnicodeError, SyntaxError)

PANIC = "PanicException"
"""What the reader's own fault on a damaged .xls arrives as; its class cannot be imported, and it is no `Exception`."""

Merges = Iterable[tuple[tuple[int, int], tuple[int, int]]]


def is_workbook(content: bytes) -> bool:
    return content.startswith((b"PK", SIGNATURE))


def read_workbook(content: bytes, name: str, sheet: str | None = None) -> tuple[Table, ...]:
    """The visible sheets of a workbook, or the named one; raises `Refused` when it is no workbook, locked, broken or too big."""
    try:
        if content.startswith(SIGNATURE):
            found = sheets_of(content)
            if found is None:
                raise _locked(name)
            return _sheets(content, name, sheet, found)
        findings = _inspect(content, name)
        if findings is None:
            return _chosen(read_open_document(content, name), name, sheet)
        return _sheets(content, name, sheet, findings)
    except PasswordError:
        raise _locked(name) from None
    except (*FAULTS_OF_READERS, *FAULTS_OF_ARCHIVES):
        raise refused(name, DAMAGED, SAVE_AGAIN) from None
    except BaseException as fault:
        if type(fault).__name__ != PANIC:
            raise
        raise refused(name, DAMAGED, SAVE_AGAIN) from None


def refused(name: str, what: Message, mend: Message | None = None) -> Refused:
    return Refused(what, where=said("{file}: ", file=name), mend=mend, field="file")


def _locked(name: str, mend: Message | None = None) -> Refused:
    in_excel = said("Open it in Excel, take the password away (File › Info › Protect Workbook) and save it anew.")
    return refused(name, said("The workbook is protected by a password."), mend or in_excel)


def _sheets(
    content: bytes, name: str, sheet: str | None, findings: dict[str, PartFindings] | list[PartFindings]
) -> tuple[Table, ...]:
    """findings: by the sheet's name, or in the order of the sheets."""
    for finding in findings.values() if isinstance(findings, dict) else findings:
        if finding.cells > MOST_CELLS:
            raise too_far(name, finding.last_row, finding.last_column)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    if isinstance(findings, list):
        findings = dict(zip(workbook.sheet_names, findings, strict=False))
    pages = [page for page in workbook.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    if sheet is None:
        wanted = [page.name for page in pages if page.visible == SheetVisibleEnum.Visible]
    else:
        wanted = [_named(sheet, [page.name for page in pages], name)]
    tables = [_table(workbook.get_sheet_by_name(title), name, findings.get(title, PartFindings())) for title in wanted]
    hidden = [page.name for page in pages if page.visible != SheetVisibleEnum.Visible]
    if sheet is None and tables and hidden:
        told = said("Not read: the hidden sheets {sheets}. Name one with --sheet to read it.", sheets="、".join(hidden))
        tables = [replace(table, told=(told, *table.told)) for table in tables]
    return tuple(tables)


def _named(sheet: str, names: list[str], file: str) -> str:
    if sheet not in names:
        raise Refused(
            said("The workbook has no sheet {sheet}; it has {sheets}.", sheet=sheet, sheets="、".join(names)),
            where=said("{file}: ", file=file),
            field="sheet",
        )
    return sheet


def _chosen(tables: tuple[Table, ...], name: str, sheet: str | None) -> tuple[Table, ...]:
    if sheet is None:
        return tables
    wanted = _named(sheet, [table.sheet for table in tables], name)
    return tuple(table for table in tables if table.sheet == wanted)


def _table(sheet: CalamineSheet, source: str, findings: PartFindings) -> Table:
    if sheet.start is None:
        return Table(sheet.name, (), source=source)
    first_row, first_column = sheet.start
    if sheet.height * sheet.total_width > MOST_CELLS:
        raise too_far(source, sheet.total_height, sheet.total_width)
    lead = ("",) * first_column
    rows = [[*lead, *map(_text, row)] for row in sheet.to_python(skip_empty_area=True)]
    for (row, column), (text, _) in findings.unread.items():
        cells = rows[row - 1 - first_row] if 0 <= row - 1 - first_row < len(rows) else None
        if cells is not None and column < len(cells) and not cells[column]:
            cells[column] = text
    merged = _fill_merged(rows, first_row, sheet.merged_cell_ranges or ())
    unread = {place: kind for place, (_, kind) in findings.unread.items()}
    told = hidden_told(findings.hidden, rows, first_row + 1)
    return Table(sheet.name, tuple(map(tuple, rows)), first_row + 1, source, unread, merged, told)


def _fill_merged(rows: list[list[str]], first_row: int, ranges: Merges) -> frozenset[tuple[int, int]]:
    """Give each row of a merged cell its value; the (spreadsheet row, column) of the cells that got one."""
    filled: set[tuple[int, int]] = set()
    for (top, column), (bottom, _) in ranges:
        if not 0 <= top - first_row < len(rows) or column >= len(rows[top - first_row]):
            continue
        value = rows[top - first_row][column]
        for row in range(top + 1, min(bottom, first_row + len(rows) - 1) + 1):
            cells = rows[row - first_row]
            if value and column < len(cells) and not cells[column]:
                cells[column] = value
                filled.add((row + 1, column))
    return frozenset(filled)


def _text(cell: object) -> str:
    """A cell as a person would type it: whole numbers without a decimal point, days in ISO form, times to the second."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        if cell.microsecond:
            cell = (cell + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)


def too_far(name: str, rows: int, columns: int) -> Refused:
    return refused(
        name,
        said("A sheet reaches down to row {row:,} and {column:,} columns wide.", row=rows, column=columns),
        said("Delete the empty rows and columns after the list (the last used cell is found with Ctrl+End) and save it again."),
    )


def _inspect(content: bytes, name: str) -> dict[str, PartFindings] | None:
    """What the cells of each sheet, by its name, hold that the reader does not give; None for an OpenDocument file.

    Refuses what is no workbook, is damaged, or spans more cells than memory should hold.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {info.filename: info for info in package.infolist()}
        if sum(info.file_size for info in parts.values()) > MOST_UNPACKED_BYTES:
            raise refused(name, said("The workbook unpacks to more than {most} MB.", most=MOST_UNPACKED_BYTES // 1_000_000))
        if is_open_document(package):
            if is_encrypted(package):
                raise _locked(name, said("Open it in the program it was made with and save it anew without a password."))
            return None
        if "xl/workbook.xml" not in parts:
            raise refused(name, _other_package(parts), said("Save the list as .xlsx or .csv, and choose that file."))
        found = {part: inspect_part(package, part) for part in parts}
        sheets = parts_by_sheet(package)
    by_name = {title: found.get(part) or PartFindings() for title, part in sheets.items()}
    others = {part: finding for part, finding in found.items() if finding is not None and part not in sheets.values()}
    return {**others, **by_name}


def _other_package(parts: dict[str, zipfile.ZipInfo]) -> Message:
    if any(part.startswith("xl/") for part in parts):
        return said("This kind of Excel file cannot be read; save it as .xlsx.")
    if any(part.startswith("word/") for part in parts):
        return said("This is a Word document, not a list.")
    return said("This is a ZIP archive, not an Excel workbook.")
