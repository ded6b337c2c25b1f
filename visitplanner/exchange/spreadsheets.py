"""Sheets of workbooks and of .csv files as plain text, in any encoding an office uses, and refusals for what is no list."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.tables import GUARDED, Table, guarded
from visitplanner.exchange.workbook_writing import write_workbook
from visitplanner.exchange.workbooks import is_workbook, read_workbook
from visitplanner.paths import cannot_be_written

MOST_BYTES = 50_000_000
MOST_ROWS = 200_000
SLASHES = ("∕", "／")
"""Big5 has two full-width slashes; the one that no other form of text knows is read as the other."""
SEPARATORS = (",", "\t", ";")
QUOTED = re.compile(r'"[^"]*"')
HEAD = 4000
"""Signs of a text file looked at for what separates its cells."""
WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".ods"}


def read_tables(path: Path, sheet: str | None = None) -> tuple[Table, ...]:
    """The visible sheets of a workbook, or the one table of a text file; only `sheet` if it is named.

    What counts is the content, not the file's name. Raises `Refused` with one sentence when the file is missing, empty,
    cut short, too big or of another kind.
    """
    content = _content(path)
    if is_workbook(content):
        return read_workbook(content, path.name, sheet)
    _refuse_other_kinds(content, path)
    return (_text_table(content, path.name),)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _refused(path.name, said("This is a folder, not a file."), said("Name the .xlsx or .csv file in it."))
        if not path.is_file():
            raise _refused(path.name, said("There is no such file."), said("Check its name and folder."))
        if path.stat().st_size > MOST_BYTES:
            raise _refused(path.name, said("The file is too big for a list: more than {most} MB.", most=MOST_BYTES // 1_000_000))
        content = path.read_bytes()
    except OSError:
        raise _refused(path.name, said("The file cannot be read; is it open in another program?")) from None
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise _refused(
            path.name, said("The file is empty."), said("Save the list once more as .xlsx or .csv, and choose that file.")
        )
    return content


def _refused(name: str, what: Message, mend: Message | None = None) -> Refused:
    return Refused(what, where=said("{file}: ", file=name), mend=mend, field="file")


def _refuse_other_kinds(content: bytes, path: Path) -> None:
    as_xlsx = said("Open it in Excel and save it as .xlsx.")
    as_list = said("Save the list as .xlsx or .csv, and choose that file.")
    if content.startswith(b"%PDF"):
        raise _refused(path.name, said("This is a PDF, not a list."), as_list)
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        raise _refused(path.name, said("This is not an Excel workbook, whatever its name says."), as_xlsx)
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(path.name, said("This is neither an Excel workbook nor a text file."), as_list)


def decoded(content: bytes, name: str) -> str:
    """The text of a file: by its byte order mark, else strict UTF-8, else strict CP950; raises `Refused` when none fits."""
    if content.startswith(b"\xef\xbb\xbf"):
        candidates = ("utf-8-sig",)
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ("utf-16",)
    else:
        candidates = ("utf-8", "cp950")
    for encoding in candidates:
        try:
            return content.decode(encoding).replace(*SLASHES)
        except UnicodeDecodeError:
            continue
    raise _refused(
        name,
        said("The text is neither UTF-8 nor CP950 (Big5), so its Chinese cannot be read for certain."),
        said("Save it in Excel as “CSV UTF-8” or as .xlsx."),
    )


def _text_table(content: bytes, name: str) -> Table:
    text = decoded(content, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text[:HEAD].splitlines()), strict=True)
    rows: list[tuple[str, ...]] = []
    try:
        for cells in reader:
            rows.append(tuple(_bare(cell) for cell in cells))
            if len(rows) > MOST_ROWS:
                raise _refused(name, said("The file is too long for a list: more than {most:,} rows.", most=MOST_ROWS))
    except csv.Error:
        raise _refused(
            name, said("Row {row} cannot be read: its quotation marks do not fit together.", row=len(rows) + 1)
        ) from None
    return Table(name, tuple(rows), source=name)


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if cell[:1] == "'" and GUARDED.match(cell, 1) else cell


def write_table(rows: Iterable[Sequence[str]], path: Path) -> None:
    """Write rows as .xlsx or, by any other ending, as CSV (UTF-8 with BOM, as Excel wants it); `read_tables` gives the same
    cells back.

    In a CSV an apostrophe goes before what a spreadsheet would compute or change. Raises `Refused` when it cannot be written.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            write_workbook(rows, path)
            return
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([guarded(cell) for cell in cells] for cells in rows)
    except OSError as fault:
        raise cannot_be_written(path, fault) from fault


def separator_of(lines: Iterable[str]) -> str:
    """The sign between the cells: the one in most lines, then as often in each of them, then most usual; else a comma.

    A figure's own commas (`1,234,567` between semicolons) stand in no heading; what stands in quotation marks divides nothing.
    """
    bare = [QUOTED.sub("", line) for line in lines]

    def usual(sign: str) -> tuple[int, int, int]:
        counts = [count for line in bare if (count := line.count(sign))]
        return len(counts), max(map(counts.count, set(counts)), default=0), sum(counts)

    return max(SEPARATORS, key=usual)
