"""A list as .xlsx, or as .csv in UTF-8 with BOM or in Big5, in which no text becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.exchange.sheets_out import WHOLE, Cell, SheetColumn, SheetOut, write_sheets
from visitplanner.exchange.spreadsheets import guarded
from visitplanner.i18n import Language
from visitplanner.services.exports.list_tables import Encoding, ListCell, ListTable

WORKBOOK = ".xlsx"
CODECS = {Encoding.UTF8: "utf-8-sig", Encoding.BIG5: "cp950"}
"""Big5 as Windows writes it, which holds a few signs more."""
NAMED = 20


def write_list_file(table: ListTable, path: Path, language: Language, encoding: Encoding = Encoding.UTF8) -> int:
    """Write the list and return its rows; encoding holds for what is not .xlsx.

    Equal lists give equal bytes. Raises `Refused` naming the signs that Big5 lacks, OSError where nothing can be written.
    """
    if path.suffix.lower() == WORKBOOK:
        _write_workbook(table, path, language)
    else:
        path.write_bytes(_text_of(table, language, encoding))
    return len(table.rows)


def _write_workbook(table: ListTable, path: Path, language: Language) -> None:
    title = language.say(table.title)
    columns = [SheetColumn(language.say(one.heading), one.width, WHOLE) for one in table.columns]
    rows = [[_cell(cell, language) for cell in row] for row in table.rows]
    mark = [language.text("demonstration data, invented")] if table.demonstration else []
    above = [title, "　".join((table.office, language.date(table.made_on), *mark)).strip("　")]
    write_sheets([SheetOut(title, above, columns, rows)], path, title, table.made_on, table.office)


def _text_of(table: ListTable, language: Language, encoding: Encoding) -> bytes:
    rows = [[language.say(one.heading) for one in table.columns]]
    rows += [[_plain(_cell(cell, language)) for cell in row] for row in table.rows]
    page = io.StringIO(newline="")
    csv.writer(page).writerows([guarded(cell) for cell in row] for row in rows)
    text = page.getvalue()
    try:
        return text.encode(CODECS[encoding])
    except UnicodeEncodeError as fault:
        lacking = lacking_in(text, CODECS[encoding])
        raise Refused(
            said("Big5 has no sign for: {signs}.", signs=" ".join(lacking[:NAMED])),
            mend=said("Write the list as UTF-8, or change these names."),
            field="encoding",
        ) from fault


def lacking_in(text: str, codec: str) -> list[str]:
    """The signs of a text that a codec cannot write, each once, in the order of the text."""
    return [sign for sign in dict.fromkeys(text) if not _holds(sign, codec)]


def _holds(sign: str, codec: str) -> bool:
    try:
        sign.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _cell(cell: ListCell, language: Language) -> Cell:
    if isinstance(cell, Message):
        return language.say(cell)
    return language.listed(cell) if isinstance(cell, tuple) else cell


def _plain(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
