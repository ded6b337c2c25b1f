"""Lists in other shapes than headings above rows: lying on their side, with further headings below, with another table below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.lists.columns.recognition import FEWEST_HEADINGS, HEADER_WITHIN_ROWS, find_header, guess
from visitplanner.domain.lists.columns.values import ACCOUNT
from visitplanner.domain.lists.tables import ColumnMap, Field, Table
from visitplanner.domain.lists.texts import heading_key

MOST_MISSING = 2
"""Voltage and billing option are often the same for a whole list and stand nowhere."""
MOST_TURNED = 60
"""A list on its side has so many rows at most: one for each heading, and titles."""


def upright(tables: Sequence[Table], fields: Sequence[Field]) -> tuple[Table, ...]:
    """The tables, a list that lies on its side (headings in the first column) turned round where none stands upright."""
    if any(find_header(table, fields) is not None for table in tables):
        return tuple(tables)
    return tuple(turned if _is_whole(turned := _turned(table), fields) else table for table in tables)


def _is_whole(table: Table, fields: Sequence[Field]) -> bool:
    """Whether a row of headings names what such a list needs, its key first; what is the same for all rows may be missing."""
    row = find_header(table, fields)
    needed = {field.key for field in fields if field.required}
    if row is None:
        return False
    found = guess(table.rows[row - table.first_row], fields)[0].keys()
    return needed <= found or (fields[0].key in found and len(needed - found) <= MOST_MISSING and len(found) >= FEWEST_HEADINGS)


def _turned(table: Table) -> Table:
    if len(table.rows) > MOST_TURNED:
        return replace(table, rows=())
    rows = tuple(zip_longest(*table.rows, fillvalue=""))
    first = table.first_row
    unread = {(column + 1, row - first): kind for (row, column), kind in table.unread.items()}
    told = said("The list lies on its side: its columns are taken as rows, so that row 2 is the column B.")
    return Table(table.sheet, rows, 1, table.source, unread, told=(*table.told, told))


DATE_PARTS = ({"年", "年度", "year"}, {"月", "月份", "month"}, {"日", "day"})
NUMBERS = re.compile(r"\d{1,4}")


def dated(table: Table) -> Table:
    """The table with one column of days where its first row of headings cuts them into year, month and day."""
    for offset, cells in enumerate(table.rows[:HEADER_WITHIN_ROWS]):
        keys = [heading_key(cell) for cell in cells]
        at = [next((place for place, key in enumerate(keys) if key in words), -1) for words in DATE_PARTS]
        if min(at[1:]) >= 0:
            at = [place for place in at if place >= 0]
            rows = [*table.rows[:offset], *(_dated(row, at) for row in table.rows[offset:])]
            named = "、".join(tidy(cells[place]) for place in at)
            told = said("The columns {columns} were taken together as the day.", columns=named)
            return replace(table, rows=tuple(rows), told=(*table.told, told))
    return table


def _dated(row: tuple[str, ...], at: Sequence[int]) -> tuple[str, ...]:
    parts = [plain(row[place]) if place < len(row) else "" for place in at]
    if all(NUMBERS.fullmatch(part) for part in parts):
        day = "/".join(parts)
    elif any(part and heading_key(part) in words for part, words in zip(parts, DATE_PARTS[-len(parts) :], strict=True)):
        day = "日期"
    else:
        return row
    cells = list(row)
    for place in at:
        cells[place] = day if place == at[-1] else ""
    return tuple(cells)


def straightened(table: Table, mapping: ColumnMap, fields: Sequence[Field]) -> tuple[Table, ColumnMap]:
    """The table with the rows below a further row of headings moved under those of the first one.

    Columns only a further part has stand behind the others.
    """
    first = mapping.header_row - table.first_row
    key = mapping.columns.get(fields[0].key, -1)
    rows: list[tuple[str, ...]] | None = None
    headings = list(mapping.headings)
    order: dict[int, int] | None = None
    moved: list[int] = []
    for offset in range(first + 1, len(table.rows)):
        cells = table.rows[offset]
        if not (0 <= key < len(cells) and cells[key][:1].isdecimal()):
            order_here = _further(cells, mapping, fields, headings)
            if order_here is not None:
                order = order_here if any(at != to for at, to in order_here.items()) else None
                if order is not None:
                    moved.append(table.first_row + offset)
        if order is not None:
            rows = list(table.rows) if rows is None else rows
            rows[offset] = _ordered(cells, order, len(headings))
    if rows is None:
        return table, mapping
    rows[first] = tuple(headings)
    told = said(
        "Row {row} has the headings in another order: the rows below it were brought into that of the first ones.", row=moved[0]
    )
    return replace(table, rows=tuple(rows), told=(*table.told, told)), replace(mapping, headings=tuple(headings))


def _further(cells: tuple[str, ...], mapping: ColumnMap, fields: Sequence[Field], headings: list[str]) -> dict[int, int] | None:
    """To which column each cell of a further row of headings belongs; None when the row is none. Adds headings that are new."""
    names = [tidy(cell) for cell in cells]
    if sum(map(bool, names)) < FEWEST_HEADINGS or any(sign.isdecimal() for name in names for sign in name):
        return None
    if any(ACCOUNT.fullmatch(name) for name in names):
        return None
    found = guess(names, fields)[0]
    needed = {field.key for field in fields if field.required}
    if len(found) < FEWEST_HEADINGS or not needed <= found.keys():
        return None
    order = {at: mapping.columns[key] for key, at in found.items() if key in mapping.columns}
    keys = {heading_key(name): at for at, name in enumerate(headings) if name and at not in order.values()}
    for at, name in enumerate(names):
        if name and at not in order:
            to = keys.pop(heading_key(name), None)
            if to is None:
                to = len(headings)
                headings.append(name)
            order[at] = to
    return order


def _ordered(cells: tuple[str, ...], order: dict[int, int], width: int) -> tuple[str, ...]:
    new = [""] * width
    left = [cell for at, cell in enumerate(cells) if at not in order and tidy(cell)]
    for at, to in order.items():
        if at < len(cells):
            new[to] = cells[at]
    return (*new, *left)
