"""The official office calendar as published (政府行政機關辦公日曆表, data.gov.tw 14718): one line a day.

Columns 西元日期, 星期, 是否放假 (0 = working day, 2 = day off), 備註; UTF-8 with BOM or CP950.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from visitplanner.domain.calendar.working_days import Calendar, days_of
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.taiwan_dates import WEEKDAYS, parse_date
from visitplanner.domain.lists.tables import Table
from visitplanner.exchange.spreadsheets import read_tables

HEADINGS = ("西元日期", "星期", "是否放假", "備註")
WORKS = {"0": True, "2": False}
FEWEST_WORKING_DAYS = 200
"""Five-day weeks less all holidays leave about 245; far fewer means that the flag was misread."""


def read_calendar(path: Path) -> Calendar:
    """The calendar of the one year in a file; raises `Refused` naming row and fault, or the first missing day."""
    table = next((each for each in read_tables(path) if each.rows), None)
    if table is None:
        raise _refused(path, said("The calendar holds no day."))
    columns = _columns(table, path)
    flags: dict[dt.date, bool] = {}
    remarks: dict[dt.date, str] = {}
    for row, cells in _data(table):
        day, works, remark = _line(cells, columns, path, row)
        if day in flags:
            raise _refused(path, said("{day} stands there twice.", day=day), row)
        if flags and day.year != next(iter(flags)).year:
            raise _refused(path, said("{day} is of another year than the rows before.", day=day), row)
        flags[day] = works
        if remark:
            remarks[day] = remark
    working = _checked(flags, path)
    return Calendar(min(flags).year, working, provisional=False, source=path.stem, remarks=remarks)


def _refused(path: Path, what: Message, row: int | None = None) -> Refused:
    where = said("{file}: ", file=path.name) if row is None else said("{file}, row {row}: ", file=path.name, row=row)
    return Refused(what, where=where, mend=said("Take the file as the Directorate-General publishes it."), field="file")


def _columns(table: Table, path: Path) -> tuple[int, ...]:
    headings = [cell.strip() for cell in table.rows[0]]
    missing = [heading for heading in HEADINGS if heading not in headings]
    if missing:
        raise _refused(path, said("This is no office calendar: the column {name} is missing.", name=missing[0]))
    return tuple(headings.index(heading) for heading in HEADINGS)


def _data(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row, cells in enumerate(table.rows[1:], table.first_row + 1):
        if any(cell.strip() for cell in cells):
            yield row, cells


def _line(cells: tuple[str, ...], columns: tuple[int, ...], path: Path, row: int) -> tuple[dt.date, bool, str]:
    """The day, whether it is worked, and the remark of one row."""
    day_text, weekday, flag, remark = (cells[column].strip() if column < len(cells) else "" for column in columns)
    try:
        day = parse_date(day_text)
    except Refused as refusal:
        raise _refused(path, refusal.what, row) from None
    if weekday != WEEKDAYS[day.weekday()]:
        raise _refused(path, said("{day} is not the weekday “{weekday}”.", day=day, weekday=weekday), row)
    if flag not in WORKS:
        raise _refused(path, said("“{flag}” is neither 0 (working day) nor 2 (day off).", flag=flag), row)
    return day, WORKS[flag], remark


def _checked(flags: dict[dt.date, bool], path: Path) -> frozenset[dt.date]:
    """The working days of a whole year."""
    if not flags:
        raise _refused(path, said("The calendar holds no day."))
    year = min(flags).year
    missing = [day for day in days_of(year) if day not in flags]
    if missing:
        what = said("{count} days of {year} are missing, the first is {day}.", count=len(missing), year=year, day=missing[0])
        raise _refused(path, what)
    working = frozenset(day for day, works in flags.items() if works)
    if len(working) < FEWEST_WORKING_DAYS:
        raise _refused(path, said("Only {count} working days in {year}: that cannot be.", count=len(working), year=year))
    return working
