"""The parts of an .xlsx package, looked at before any cell is read: how far they reach, and cells that hold no value."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.tables import ERROR, FORMULA, is_blank

CHUNK = 1 << 20
MOST_NAMED = 12
"""Hidden rows that are named; of more only the first."""
LONGEST_CELL = 40_000
"""Bytes of a cell that may lie across two chunks; a cell's text has at most 32,767 signs."""
SHEET_PART = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*?(?:(/)>|>(\s*</(?:\w+:)?c>)?)")
"""A cell with its place; the third and fourth group: it holds nothing, written either way."""
LONGEST_END = 64
"""Bytes at the end of a chunk in which the end of a cell may be cut off."""
WRONG = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^>]*?\br=\"(?!(?:[A-Z]{1,3})?\d{1,7}\")")
"""A cell or row whose place cannot be one; the reader would count on with it and ask for more memory than there is."""
BARE = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*?\br=)[^>]*)?>")
"""A cell without a place: it stands behind the one before."""
ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^>]*?\br=\"(\d{1,7})\")?")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
TROUBLED = re.compile(
    rb"<(?:\w+:)?c\s([^>]*?)>(?:\s*<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>))?"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell: its attributes, its formula's attributes and text, its value."""
PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
KIND = re.compile(rb"\bt=\"(\w+)\"")
HIDDEN = re.compile(rb"<(?:\w+:)?row\s(?=[^>]*?\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d{1,7})\"")
"""A row that nobody sees: hidden by hand or by a filter."""
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class PartFindings:
    """A sheet's first and last row and last column with a filled cell, from 1; 0 when there is none.

    unread: (row, column from 0) of cells without a value, to the text to show for it and `ERROR` or `FORMULA`. hidden: rows that
    are hidden or filtered out.
    """

    first_row: int = 0
    last_row: int = 0
    last_column: int = 0
    unread: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict[tuple[int, int], tuple[str, str]])
    hidden: frozenset[int] = frozenset()

    @property
    def cells(self) -> int:
        """Cells of the rectangle the reader will keep: whole rows from column A on."""
        return (self.last_row - self.first_row + 1) * self.last_column if self.last_row else 0


def inspect_part(package: zipfile.ZipFile, part: str) -> PartFindings | None:
    """Read a part as a stream, which checks it whole; None when it is no sheet. A sheet's own `dimension` may lie.

    Raises ValueError for a place no sheet has.
    """
    if not SHEET_PART.match(part):
        with package.open(part) as stream:
            while stream.read(CHUNK):
                pass
        return None
    rows: list[int] = []
    columns: list[int] = []
    unread: dict[tuple[int, int], tuple[str, str]] = {}
    hidden: set[int] = set()
    rest = b""
    with package.open(part) as stream:
        following = stream.read(CHUNK)
        while chunk := following:
            following, text = stream.read(CHUNK), rest + chunk
            whole = text.rfind(b">") + 1  # a tag that is cut off is looked at with the next chunk
            text, tail = (text[:whole], text[whole:]) if following and len(text) - whole < LONGEST_CELL else (text, b"")
            cells = list(CELL.finditer(text))
            if following and cells and cells[-1].end() > len(text) - LONGEST_END:
                cells.pop()  # whether it holds anything may stand in the next chunk, with which it is looked at again
            found = [match for match in cells if not match[3] and not match[4]]
            if found:
                numbers = [int(match[2]) for match in found]
                wide = {column_number(letters) for letters in {match[1] for match in found}}
                rows += (min(numbers), max(numbers))
                columns.append(max(wide))
            if WRONG.search(text) or max(rows, default=0) > LAST_ROW or max(columns, default=0) > LAST_COLUMN:
                raise ValueError("a place no sheet has")
            if BARE.search(text):
                reach = _without_places(text)
                rows += (1, reach[0])
                columns.append(reach[1])
            if b't="e"' in text or b":f" in text or b"<f" in text:
                unread.update(_unread(text))
            if b"hidden=" in text:
                hidden.update(int(match[1]) for match in HIDDEN.finditer(text))
            cut = max(text.rfind(b"<c "), text.rfind(b":c "))
            rest = text[max(cut - 8, len(text) - LONGEST_CELL, 0) :] + tail
    return PartFindings(min(rows), max(rows), max(columns), unread, frozenset(hidden)) if rows else PartFindings()


def _without_places(text: bytes) -> tuple[int, int]:
    """The last row and the widest row of a text in which cells stand without their places; never too small."""
    starts = [match.start() for match in ROW.finditer(text)]
    numbers = [int(match[1]) for match in ROW.finditer(text) if match[1]]
    pieces = [text[begin:end] for begin, end in pairwise([0, *starts, len(text)])]
    widest = max(sum(1 for _ in BARE.finditer(piece)) for piece in pieces)
    return max(numbers, default=0) + len(starts), widest


def _unread(text: bytes) -> dict[tuple[int, int], tuple[str, str]]:
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for match in TROUBLED.finditer(text):
        attributes, shared, formula, value = match.groups()
        place = PLACE.search(attributes)
        if place is None:
            continue
        kind = KIND.search(attributes)
        cell = int(place[2]), column_number(place[1]) - 1
        if kind is not None and kind[1] == b"e":
            found[cell] = _shown(value or b"#N/A"), ERROR
        elif shared is not None and not value and not (value == b"" and kind is not None and kind[1] == b"str"):
            found[cell] = "=" + _shown(formula or b""), FORMULA
    return found


def _shown(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace"))


def column_number(letters: bytes) -> int:
    """The number of a column, A = 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def parts_by_sheet(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by the sheet's name; empty where the package does not say."""
    try:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    found: dict[str, str] = {}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(RELATION) or element.get(STRICT_RELATION), "")
            part = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            found[element.get("name", "")] = part
    return found


def hidden_told(hidden: Collection[int], rows: Sequence[Sequence[str]], first_row: int) -> tuple[Message, ...]:
    """That filled rows of a sheet are hidden, by hand or by a filter, and are read like all others; nothing without such rows.

    hidden: row numbers of the file; rows: the sheet's, from `first_row` on.
    """
    at = sorted(row for row in hidden if 0 <= row - first_row < len(rows) and not is_blank(rows[row - first_row]))
    if not at:
        return ()
    named = "、".join(map(str, at[:MOST_NAMED])) + ("…" if len(at) > MOST_NAMED else "")
    return (said("{count} hidden or filtered rows are read like the others: rows {rows}.", count=len(at), rows=named),)
