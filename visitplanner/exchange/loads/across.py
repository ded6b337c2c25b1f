"""Loads with a column for each day, or for each quarter of an hour of the hours below: turned into a row for each value."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.columns.load_words import LOAD_PARTS
from visitplanner.domain.lists.moments import clock_of
from visitplanner.domain.lists.texts import year_named
from visitplanner.exchange.loads.layouts import Layout, account_in, is_day, is_time
from visitplanner.exchange.loads.parts import year_told
from visitplanner.exchange.loads.sheets import HEADER_WITHIN, Sheet, Table
from visitplanner.exchange.loads.units import unit_above, unit_in_brackets, units_in
from visitplanner.services.loads.loads import Stamp

FEWEST_TIMES = 20
"""Times of day below one another from which on a column of them is the day."""
MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:月|[/.-])\s*(\d{1,2})\s*日?(?:\(.\))?")
DAY_NUMBER = re.compile(r"(\d{1,2})\s*日?")
MONTH_ABOVE = re.compile(r"(?<!\d)(\d{1,2})\s*月(?!\s*\d)")
FEWEST_NUMBERS = 28
"""Bare numbers from 1 on from which on they are the days of a month."""
RANGE = re.compile(r"\s*[-~〜～至到]\s*")
QUARTERS: dict[tuple[int, ...], Stamp] = {(0, 15, 30, 45): Stamp.START, (15, 30, 45, 60): Stamp.END}
LEAP_YEAR = 2024
"""In it every day of a year without a number exists."""
QUARTER = re.compile(r"[:第]?\s*(\d{1,2})\s*分?(?:鐘)?")


@dataclass(frozen=True, slots=True)
class _Across:
    """Where a header's columns of values stand. days: the day of each; minutes: the minute of the hour of each."""

    header: int
    columns: tuple[int, ...]
    days: tuple[str, ...] = ()
    minutes: tuple[int, ...] = ()
    day_at: int = -1
    time_at: int = 0
    declared: Stamp | None = None
    told: tuple[Message, ...] = ()


def by_columns(rows: list[list[str]], sheet: Sheet, file: str) -> tuple[Layout, Table] | None:
    """The values of such a file one below the other, as a table of day, time and value; None when it is none.

    rows: the first lines of the sheet, among them the header.
    """
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        above = [cell for line in (*rows[:number], [sheet.name], [file]) for cell in line if cell.strip()]
        found = _days(number, row, above) or _quarters(number, row)
        if found is not None:
            body = sheet.body()
            found = _with_times(found, body)
            return None if found is None else (_layout(found, rows, row), _table(found, body))
        _refuse_without_year(number, row, sheet, file)
    return None


def _refuse_without_year(header: int, row: Sequence[str], sheet: Sheet, file: str) -> None:
    """Raise `Refused` where times stand below days that name no year, and nothing above them does."""
    short = [at for at, cell in enumerate(row) if (found := MONTH_DAY.fullmatch(_plain(cell))) and _is_day(LEAP_YEAR, found)]
    if len(short) > 1 and _with_times(_Across(header, tuple(short)), sheet.body()) is not None:
        raise Refused(
            said("{file}: the days “{first}” to “{last}” name no year.", file=file, first=row[short[0]], last=row[short[-1]]),
            mend=said("Write the year above them or in the name of the sheet or file, as 114年 or 2025."),
        )


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


def _days(header: int, row: Sequence[str], above: Sequence[str]) -> _Across | None:
    """Columns headed by days: whole dates, days of a month in the year named above, or the numbers of the days of a month."""
    plain = [_plain(cell) for cell in row]
    whole = [(at, cell) for at, cell in enumerate(plain) if is_day(cell)]
    if len(whole) > 1:
        return _Across(header, tuple(at for at, _ in whole), tuple(cell for _, cell in whole))
    named = next(((found, cell) for cell in above if (found := year_named(cell)) is not None), None)
    if named is None:
        return None
    year, told = named[0], (year_told(*named),)
    short = [(at, found) for at, cell in enumerate(plain) if (found := MONTH_DAY.fullmatch(cell)) and _is_day(year, found)]
    if len(short) > 1:
        days = tuple(f"{year}/{found[1]}/{found[2]}" for _, found in short)
        return _Across(header, tuple(at for at, _ in short), days, told=told)
    numbers = [(at, int(found[1])) for at, cell in enumerate(plain) if (found := DAY_NUMBER.fullmatch(cell))]
    months = [found[1] for cell in above if (found := MONTH_ABOVE.search(_plain(cell)))]
    if months and len(numbers) >= FEWEST_NUMBERS and [day for _, day in numbers] == list(range(1, len(numbers) + 1)):
        days = tuple(f"{year}/{months[0]}/{day}" for _, day in numbers)
        return _Across(header, tuple(at for at, _ in numbers), days, told=told)
    return None


def _is_day(year: int, found: re.Match[str]) -> bool:
    try:
        dt.date(year if year > 1900 else year + 1911, int(found[1]), int(found[2]))
    except ValueError:
        return False
    return True


def _quarters(header: int, row: Sequence[str]) -> _Across | None:
    """Columns headed by the quarters of an hour, behind a column of hours and one of days."""
    plain = [_plain(cell) for cell in row]
    hour = next((at for at, cell in enumerate(plain) if re.sub(r"\(.*\)$", "", cell).lower() in LOAD_PARTS["hour"]), None)
    found = [(at, int(one[1])) for at, cell in enumerate(plain) if (one := QUARTER.fullmatch(cell))]
    declared = QUARTERS.get(tuple(minute for _, minute in found))
    if hour is None or declared is None:
        return None
    minutes = tuple(minute for _, minute in found)
    return _Across(header, tuple(at for at, _ in found), minutes=minutes, time_at=hour, declared=declared)


def _with_times(found: _Across, body: list[list[str]]) -> _Across | None:
    """The columns with that of the times (and of the days) below the header; None when there is none."""
    below = [row for row in body[found.header + 1 :] if any(cell.strip() for cell in row)]
    if found.minutes:
        day = next((at for row in below for at, cell in enumerate(row) if is_day(cell)), None)
        return None if day is None else replace(found, day_at=day)
    for at in range(min(found.columns)):
        times = [_plain(row[at]) for row in below if at < len(row)]
        clocked = [text for text in times if is_time(RANGE.split(text)[0])]
        if len(clocked) >= FEWEST_TIMES and len(clocked) * 2 > len(times):
            ranges = all(len(RANGE.split(text)) > 1 for text in clocked)
            return replace(found, time_at=at, declared=Stamp.START if ranges else None)
    return None


def _layout(found: _Across, rows: list[list[str]], header: Sequence[str]) -> Layout:
    taken = {*found.columns, found.day_at, found.time_at}
    others = [cell.strip() for at, cell in enumerate(header) if at not in taken and cell.strip()]
    units = {unit for at, cell in enumerate(header) if at not in found.columns for unit in units_in(cell)}
    above = rows[: found.header]
    name = f"{header[found.columns[0]].strip()}–{header[found.columns[-1]].strip()}"
    return Layout(
        found.header,
        ("", "", name, ""),
        0,
        1,
        (2,),
        frozenset(units),
        unit_above(above) or unit_in_brackets(above),
        account=3 if account_in(above, len(above), ()) else None,
        declared=found.declared,
        aside=tuple(others),
        told=found.told,
    )


def _table(found: _Across, body: list[list[str]]) -> Table:
    """Day after day; a row without a time is no reading but a sum or a note, and stands with its own words."""
    cells: list[str] = []
    lines: list[int] = []
    for day, time, value, line in _values(found, body):
        cells += (day, time, value, "")
        lines.append(line)
    return Table(cells, 4, lines)


def _values(found: _Across, body: list[list[str]]) -> Iterator[tuple[str, str, str, int]]:
    rows = [(line, row) for line, row in enumerate(body[found.header + 1 :], found.header + 2) if any(map(str.strip, row))]
    if found.minutes:
        for line, row in rows:
            for at, minute in zip(found.columns, found.minutes, strict=True):
                yield _cell(row, found.day_at), _clock(_cell(row, found.time_at), minute), _cell(row, at), line
        return
    for at, day in zip(found.columns, found.days, strict=True):
        for line, row in rows:
            text = RANGE.split(_plain(_cell(row, found.time_at)))[0]
            if clock_of(text) is not None:
                yield day, text, _cell(row, at), line
            elif at == found.columns[0]:
                yield next(filter(None, map(str.strip, row))), text, _cell(row, at), line


def _clock(hour: str, minute: int) -> str:
    shown = re.sub(r"\D.*$", "", _plain(hour))
    return f"{(int(shown) * 60 + minute) // 60:02}:{minute % 60:02}" if shown else hour


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if 0 <= at < len(row) else ""
