"""The rows below a header: data, or a sum, a note, a signature, a heading repeated on each printed page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.lists.columns.other_tables import other_table
from visitplanner.domain.lists.columns.values import ACCOUNT, NUMBER
from visitplanner.domain.lists.moments import WHOLE
from visitplanner.domain.lists.tables import ERROR, FORMULA, ColumnMap, Fault, Table, is_blank
from visitplanner.domain.lists.texts import NOTE_ROW, SUM_ONLY, SUM_ROW, is_error

COMPANY_END = re.compile(r"(?:公司|企業社|商行|工廠|[^\W\d_]廠)$")
PAGE_SUM = re.compile(r"\D{0,6}(?:小計|合計|總計|共計|加總|subtotal|total)[\W\d]*(?:戶|筆|件|家|列|元|度|kwh|kw|瓩)?[:：]?", re.I)
PRINTED = re.compile(r"^(?!\d{5}).*(?:第\d+頁|page\d|[共計]\d+[戶家筆])", re.I)
"""The title of a printed page or of a section with its count."""
MOST_NOTE_CELLS = 4
"""A signature line has a few filled cells: 承辦, 覆核, 主管, 日期."""


def sorted_rows(table: Table, mapping: ColumnMap, key: str) -> tuple[list[int], list[Fault], list[Fault]]:
    """Spreadsheet rows that hold data; rows passed over with what they were taken for; and those of them that are notes.

    key: the field without which a row is none; a row that has it is data, whatever else stands there.
    """
    data: list[int] = []
    passed: list[Fault] = []
    notes: list[Fault] = []
    column = mapping.columns.get(key, 0)
    other = other_table(table, mapping, key)
    for offset in range(mapping.header_row - table.first_row + 1, len(table.rows)):
        cells = table.rows[offset]
        if column < len(cells) and cells[column][:2].isdecimal() and not (column and _is_a_sum(cells, plain(cells[column]))):
            data.append(table.first_row + offset)
            continue
        if is_blank(cells):
            continue
        kind = _kind(cells, mapping, column)
        if kind is None and other is not None and table.first_row + offset >= other:
            kind = ("note" if table.first_row + offset == other else "other", said("Another table; nothing was taken from it."))
        if kind is None:
            data.append(table.first_row + offset)
            continue
        fault = Fault(table.first_row + offset, "", next(tidy(cell) for cell in cells if tidy(cell)), kind[1])
        passed.append(fault)
        if kind[0] == "note":
            notes.append(fault)
    return data, passed, notes


def _is_a_sum(cells: Sequence[str], key: str) -> bool:
    """Whether a row begins like a sum; with a whole account or day as its key only if nothing else stands in its first cell."""
    first = next((shown for cell in cells if (shown := plain(cell))), "").replace(" ", "")
    whole = ACCOUNT.fullmatch(key.replace(" ", "")) is not None or WHOLE.match(key) is not None
    return (SUM_ONLY.match(first) if whole or COMPANY_END.search(first) else SUM_ROW.match(first)) is not None


def _is_page_sum(filled: Sequence[str]) -> bool:
    """Whether a row without a key is a sum with its word in any cell (`本頁小計`), and nothing but figures beside it."""
    others = [cell for cell in filled if not PAGE_SUM.fullmatch(cell.replace(" ", ""))]
    return len(others) < len(filled) and all(NUMBER.fullmatch(cell) for cell in others)


def _kind(cells: Sequence[str], mapping: ColumnMap, column: int) -> tuple[str, Message] | None:
    """What a row without data is; None when it holds data."""
    if all(tidy(cell) == heading for cell, heading in zip_longest(cells, mapping.headings, fillvalue="")):
        return "heading", said("The headings once more; passed over.")
    filled = [shown for cell in cells if (shown := plain(cell))]
    first = filled[0].replace(" ", "")
    if _is_a_sum(cells, ""):
        return "sum", said("A sum; passed over.")
    if not plain(cells[column] if column < len(cells) else "") and _is_page_sum(filled):
        return "sum", said("A sum; passed over.")
    if len(filled) == 1 and (PRINTED.search(first) or not any(sign.isdecimal() for sign in first)):
        return "note", said("Only one cell of this row is filled; it was passed over.")
    known = column < len(cells) and any(sign.isdecimal() for sign in cells[column]) and not NOTE_ROW.match(first)
    if not known and len(filled) <= MOST_NOTE_CELLS and NOTE_ROW.match(first):
        return "note", said("A note or a signature; passed over.")
    return None


def unread_why(table: Table, row: int, column: int) -> Message | None:
    """Why a cell holds no value though something stands in it; None when it can be read."""
    if table.unread:
        kind = table.unread.get((row, column))
        if kind == FORMULA:
            return said("The formula was never computed: open the file in Excel, save it, and import it again.")
        if kind == ERROR:
            return _failed()
    text = table.cell(row, column)
    return _failed() if text[:1] in ("#", "E") and is_error(text) else None


def _failed() -> Message:
    return said("The spreadsheet shows an error here, not a value.")
