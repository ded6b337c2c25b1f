"""OpenDocument spreadsheets (.ods) as plain text: their merged cells, repeated cells and formula errors, within limits."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.lists.tables import ERROR, Table
from visitplanner.domain.lists.texts import is_error
from visitplanner.exchange.sheet_parts import hidden_told

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = "META-INF/manifest.xml"
WHOLE = "encrypted-package"
"""The part that newer programs put a whole locked file into."""
MOST_CELLS = 3_000_000
"""Cells kept; a repeated filled cell counts as often as it is repeated."""
LONGEST_ROW = 16_384
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass
class _Sheet:
    """A sheet being read. blank: empty rows met since the last filled one, not kept until another filled one follows."""

    name: str
    rows: list[list[str]] = field(default_factory=list[list[str]])
    blank: int = 0
    unread: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    merged: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    hidden: set[int] = field(default_factory=set[int])
    spans: dict[int, tuple[int, str]] = field(default_factory=dict[int, tuple[int, str]])
    """Column to the rows a merged cell still covers, and its value."""

    def table(self, source: str) -> Table:
        told = hidden_told(self.hidden, self.rows, 1)
        return Table(self.name, tuple(map(tuple, self.rows)), 1, source, self.unread, frozenset(self.merged), told)


def is_open_document(package: zipfile.ZipFile) -> bool:
    """Whether a package is such a spreadsheet, locked or not."""
    parts = package.namelist()
    whole = "content.xml" in parts or WHOLE in parts
    return whole and "mimetype" in parts and package.read("mimetype").startswith(MIMETYPE)


def is_encrypted(package: zipfile.ZipFile) -> bool:
    """Whether a password locks it: its manifest says how a part, or the whole package, was encrypted (ODF 1.3, part 2, 3.4)."""
    return MANIFEST in package.namelist() and b"encryption-data" in package.read(MANIFEST)


def read_open_document(content: bytes, name: str) -> tuple[Table, ...]:
    """The sheets of an .ods file; raises `Refused` when they hold more than memory should, ElementTree's error when damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("content.xml") as stream:
        found: list[Table] = []
        sheet: _Sheet | None = None
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            if event == "start":
                if element.tag == TABLE + "table" and sheet is None:
                    sheet = _Sheet(element.get(TABLE + "name", ""))
            elif sheet is not None and element.tag == TABLE + "table-row":
                _take_row(sheet, element, name)
                element.clear()
            elif sheet is not None and element.tag == TABLE + "table":
                found.append(sheet.table(name))
                sheet = None
                element.clear()
    return tuple(found)


def _take_row(sheet: _Sheet, element: Element, name: str) -> None:
    times = _count(element, "number-rows-repeated")
    number = len(sheet.rows) + sheet.blank
    cells = _cells(sheet, element, number + 1, name)
    if not cells:
        sheet.blank += times
        return
    if (sheet.blank + times + len(sheet.rows)) * len(cells) > MOST_CELLS:
        raise Refused(
            said("A sheet reaches down to row {row:,} and {column:,} columns wide.", row=number + times, column=len(cells)),
            where=said("{file}: ", file=name),
            field="file",
        )
    sheet.rows += [[] for _ in range(sheet.blank)]
    sheet.blank = 0
    if element.get(TABLE + "visibility", "visible") != "visible":
        sheet.hidden.update(range(len(sheet.rows) + 1, len(sheet.rows) + times + 1))
    sheet.rows += [list(cells) for _ in range(times)]


def _cells(sheet: _Sheet, element: Element, row: int, name: str) -> list[str]:
    """The filled cells of a row, up to the last one."""
    cells: list[str] = []
    empty = 0
    for cell in element:
        if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            continue
        times = _count(cell, "number-columns-repeated")
        column = len(cells) + empty
        text = _covered(sheet, row, column) if cell.tag == TABLE + "covered-table-cell" else _text(cell)
        if not text:
            empty += times
            continue
        if column + times > LONGEST_ROW:
            raise Refused(
                said("A sheet reaches down to row {row:,} and {column:,} columns wide.", row=row, column=column + times),
                where=said("{file}: ", file=name),
                field="file",
            )
        cells += [""] * empty + [text] * times
        empty = 0
        if is_error(text):
            sheet.unread[row, column] = ERROR
        if (covered := _count(cell, "number-rows-spanned")) > 1:
            sheet.spans[column] = covered - 1, text
    return cells


def _covered(sheet: _Sheet, row: int, column: int) -> str:
    left, text = sheet.spans.pop(column, (0, ""))
    if left <= 0:
        return ""
    if left > 1:
        sheet.spans[column] = left - 1, text
    sheet.merged.add((row, column))
    return text


def _count(element: Element, attribute: str) -> int:
    return max(int(element.get(TABLE + attribute, "1")), 1)


def _text(cell: Element) -> str:
    """A cell as a person would type it."""
    kind = cell.get(OFFICE + "value-type", "")
    if kind in ("float", "percentage", "currency") and not is_error(_paragraphs(cell)):
        number = float(cell.get(OFFICE + "value", "nan"))
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    if kind == "date":
        return cell.get(OFFICE + "date-value", "").replace("T", " ").removesuffix(" 00:00:00")
    if kind == "time":
        return _clock(cell.get(OFFICE + "time-value", ""))
    return _paragraphs(cell)


def _clock(duration: str) -> str:
    """`PT08H15M00S` as 08:15:00."""
    parts = duration.removeprefix("PT").replace("H", ":").replace("M", ":").removesuffix("S").split(":")
    return ":".join(f"{int(float(part or 0)):02}" for part in parts)


def _paragraphs(cell: Element) -> str:
    return "\n".join("".join(part.itertext()) for part in cell.iter(TEXT + "p"))
