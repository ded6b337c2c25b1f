"""Loads with a row for each day: 96, 48 or 24 values side by side, turned into a row for each value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from visitplanner.domain.lists.columns.load_words import LOAD_WORDS
from visitplanner.domain.lists.moments import clock_of
from visitplanner.domain.lists.tables import letters
from visitplanner.exchange.loads.layouts import Layout, is_day
from visitplanner.exchange.loads.sheets import HEADER_WITHIN, Sheet, Table
from visitplanner.exchange.loads.units import unit_above, unit_in_brackets, units_in
from visitplanner.services.loads.loads import Stamp

COUNTS = (96, 48, 24)
"""Values a day that are understood: a quarter of an hour, half an hour, an hour each."""
NUMBERED = re.compile(r"(?:第|t|h|q|v|時段|點|小時)?\s*(\d{1,2})\s*(?:時段|時|點|hr|h)?")
CLOCKED = re.compile(r"\D*?(\d{1,2}:\d{2}|\d{4})(?:\s*[-~〜～至]\s*(\d{1,2}:\d{2}|\d{4}))?\D*")


def by_days(rows: list[list[str]], sheet: Sheet) -> tuple[Layout, Table] | None:
    """The values of such a file one below the other, as a table of day, time, value and account; None when it is none.

    rows: the first lines of the sheet, among them the header.
    """
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        first = next((at for at, cell in enumerate(row) if is_day(cell)), None)
        times = _times(row) if first is None else None
        if times is not None:
            return _turned(_Columns(number, *times), rows, sheet.body())
        if first is not None:
            filled = [at for at in range(first + 1, len(row)) if row[at].strip()]
            if len(filled) in COUNTS and filled == list(range(filled[0], filled[0] + len(filled))):
                step = 1440 // len(filled)
                clocks = [_clock(at * step) for at in range(len(filled))]
                return _turned(_Columns(number - 1, filled, clocks, Stamp.START), rows, sheet.body())
            return None
    return None


def _times(row: Sequence[str]) -> tuple[list[int], list[str], Stamp | None] | None:
    """The columns whose headings are the times of a day, those times, and which end they name if the headings say it."""
    plain = [unicodedata.normalize("NFKC", cell).strip().lower() for cell in row]
    clocked = [
        (at, found) for at, cell in enumerate(plain) if (found := CLOCKED.fullmatch(cell)) and clock_of(found[1]) is not None
    ]
    if len(clocked) in COUNTS:
        declared = Stamp.START if all(found[2] for _, found in clocked) else None
        return [at for at, _ in clocked], [found[1] for _, found in clocked], declared
    numbered = [(at, int(found[1])) for at, cell in enumerate(plain) if (found := NUMBERED.fullmatch(cell))]
    count = len(numbered)
    if count in COUNTS and [number - numbered[0][1] for _, number in numbered] == list(range(count)) and numbered[0][1] in (0, 1):
        return [at for at, _ in numbered], [_clock(at * (1440 // count)) for at in range(count)], Stamp.START
    return None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the values of a day stand and which time each is of. declared: the end of the interval the headings say."""

    header: int
    numbers: list[int]
    clocks: list[str]
    declared: Stamp | None


def _turned(columns: _Columns, rows: list[list[str]], body: list[list[str]]) -> tuple[Layout, Table] | None:
    row = rows[columns.header] if columns.header >= 0 else []
    day = next((at for line in body[columns.header + 1 :] for at, cell in enumerate(line) if is_day(cell)), None)
    if day is None:
        return None
    account = _account(row)
    cells: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(body[columns.header + 1 :], columns.header + 2):
        if not any(cell.strip() for cell in line):
            continue
        padded = [*line, *[""] * (max(columns.numbers) + 1 - len(line))]
        date = padded[day].strip() or next(cell for cell in line if cell.strip())
        whose = padded[account] if account is not None else ""
        for column, clock in zip(columns.numbers, columns.clocks, strict=True):
            cells += (date, clock, padded[column], whose)
        lines += [number] * len(columns.numbers)
    others = [cell for at, cell in enumerate(row) if at not in columns.numbers and at != account]
    aside = [cell.strip() for at, cell in enumerate(row) if cell.strip() and at not in (*columns.numbers, account, day)]
    first, last = (row[at].strip() if row else letters(at) for at in (columns.numbers[0], columns.numbers[-1]))
    units = {unit for cell in others for unit in units_in(cell)}
    layout = Layout(
        columns.header,
        ("", "", f"{first}–{last}", ""),
        0,
        1,
        (2,),
        frozenset(units),
        unit_above(above := rows[: max(columns.header, 0)]) or unit_in_brackets(above),
        account=3 if account is not None else None,
        declared=columns.declared,
        aside=tuple(aside),
    )
    return layout, Table(cells, 4, lines)


def _account(row: Sequence[str]) -> int | None:
    names = [unicodedata.normalize("NFKC", cell).strip().lower() for cell in row]
    return next((at for at, name in enumerate(names) if name in LOAD_WORDS["account"]), None)
