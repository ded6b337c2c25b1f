"""Load files whose dates or times are cut into columns of year, month, day, hour and minute: brought into one of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.columns.load_words import LOAD_PARTS
from visitplanner.domain.lists.texts import year_named
from visitplanner.exchange.loads.layouts import is_day, is_moment
from visitplanner.exchange.loads.sheets import HEADER_WITHIN, Sheet

WHOLE = re.compile(r"(\d{1,4})(?:\.0+)?\s*(?:年|月|日|時|點|分)?")
Parts = dict[str, int]


def joined(sheet: Sheet, file: str) -> Sheet:
    """The sheet with one column of dates and one of times where its header cuts them up; else the sheet itself.

    A year that has no column is that of a line above the header, of the sheet's or the file's name. Raises `Refused` when
    nothing names it.
    """
    head = sheet.head()
    for number, row in enumerate(head[:HEADER_WITHIN]):
        parts = _parts(row, head[number + 1] if number + 1 < len(head) else ())
        if parts is not None:
            return _with_dates(sheet, number, parts, [*head[:number], [sheet.name], [file]])
    return sheet


def _parts(row: Sequence[str], below: Sequence[str]) -> Parts | None:
    """Where year, month, day, hour and minute stand; None unless days or hours are cut up and stand nowhere whole."""
    names = [_plain(cell) for cell in row]
    found: Parts = {}
    for key, words in LOAD_PARTS.items():
        at = next((at for at, name in enumerate(names) if name in words and at not in found.values()), None)
        if at is not None and at < len(below) and WHOLE.fullmatch(_plain(below[at])):
            found[key] = at
    if any(is_moment(cell) for cell in below):
        return None
    days = [at for at, cell in enumerate(below) if is_day(cell)]
    if "month" in found and "day" in found and not days:
        return found
    if days and "hour" in found and "minute" in found:
        return {"date": days[0], "hour": found["hour"], "minute": found["minute"]}
    return None


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell).strip().lower()
    return re.sub(r"\s*\(.*\)$", "", text)


def _with_dates(sheet: Sheet, header: int, parts: Parts, above: Sequence[Sequence[str]]) -> Sheet:
    year, source = ("", "") if "year" in parts or "date" in parts else _year(above, header)
    taken = set(parts.values())
    times = "hour" in parts
    lines: list[str] = []
    for number, row in enumerate(sheet.body()):
        rest = [cell for at, cell in enumerate(row) if at not in taken]
        if number < header or not any(cell.strip() for cell in row):
            lines.append(sheet.lines[number] if number < header else "")
            continue
        first = ["日期", "時間"] if number == header else _moment(row, parts, year)
        lines.append("\t".join(_flat(cell) for cell in (*first[: 1 + times], *rest)))
    above_lines = ["\t".join(map(_flat, row)) for row in sheet.head()[:header]]
    return replace(sheet, lines=[*above_lines, *lines[header:]], separator="\t", told=(year_told(year, source),) if year else ())


def _flat(cell: str) -> str:
    return re.sub(r"[\t\r\n\"]", " ", cell)


def year_told(year: object, source: str) -> Message:
    """That the year was taken from a title or a name, to be looked at."""
    return said("The year {year} is taken from “{source}”; is it right?", year=str(year), source=source.strip())


def _year(above: Sequence[Sequence[str]], header: int) -> tuple[str, str]:
    """The year and the text that names it."""
    found = next(((str(year), cell) for row in above for cell in row if (year := year_named(cell)) is not None), None)
    if found is None:
        raise Refused(
            said("Row {row} names month and day, but no year.", row=header + 1),
            mend=said("Add a column of years (年), or write the year above the table or into the file's name (114年)."),
            field="file",
        )
    return found


def _moment(row: Sequence[str], parts: Parts, year: str) -> list[str]:
    """Date and time of a row; as they stand where they are no numbers, so that the reader names them."""
    cells = {key: row[at].strip() if at < len(row) else "" for key, at in parts.items()}
    read = {key: found[1] if (found := WHOLE.fullmatch(_plain(cell))) else cell for key, cell in cells.items()}
    days = [read.get("year", year), read.get("month", ""), read.get("day", "")]
    date = read.get("date") if "date" in read else "/".join(days) if all(days) else next(filter(None, row), "")
    hour, minute = read.get("hour", ""), read.get("minute")
    time = hour if minute is None or not hour else f"{hour:0>2}:{minute:0>2}"
    return [date or "", time]
