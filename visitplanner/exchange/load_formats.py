"""Which columns of a load file hold what: the portal's export, the steel plant's, and plain tables of time and kW or kWh."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.exchange.load_text import HEADER_WITHIN
from visitplanner.services.loads.loads import Stamp, Unit, account_digits

PORTAL_PERIODS = ("尖峰", "半尖峰", "週六半尖峰", "離峰")
"""The portal writes each row's kW under the period it falls in and leaves the others blank (facts.md §6)."""

_DATE = ("年月日", "日期", "date", "day", "資料日期")
_TIME = ("時分", "時刻", "time", "hour")
_MOMENT = ("時間", "日期時間", "datetime", "timestamp", "date/time", "date time", "起始時間", "結束時間")
_ACCOUNT = ("電號", "account")
_KWH = re.compile(r"kwh|用電量|度數|用電度|energy|usage|（度）|\(度\)")
_KW = re.compile(r"kw|瓩|需量|負載|功率|demand|power(?! *factor)|load$")
_NOT_POWER = re.compile(r"kvar|無效|reactive|factor|因數|type|co2")


@dataclass(frozen=True, slots=True)
class Layout:
    """Column numbers from 0.

    header_row: the row of the names, from 0; -1 when the file has none. time: None when `date` holds date and time together.
    values: one column, or several of which one is filled in each row. unit: None when the file does not say.
    """

    header_row: int
    names: tuple[str, ...]
    date: int
    time: int | None
    values: tuple[int, ...]
    unit: Unit | None
    lagging: int | None = None
    leading: int | None = None
    account: int | None = None
    declared: Stamp | None = None


def layout_of(head: list[list[str]], file: str) -> Layout:
    """Find the header within the first lines; Refused when there is none and the first row is no reading either."""
    for number, row in enumerate(head):
        names = tuple(_plain(cell) for cell in row)
        layout = _portal(number, names) or _plain_table(number, names)
        if layout:
            return layout
    return _without_header(head, file)


def account_in(head: list[list[str]], layout: Layout, column: Iterable[str]) -> str | None:
    """The account above the table (「電號,05-12-…」) or in its own column; Refused when the rows name several."""
    above = next(filter(None, (_account_of(row) for row in head[: max(layout.header_row, 0)])), None)
    if above is not None:
        return account_digits(above)
    named = {text.strip() for text in column} - {""}
    if len(named) > 1:
        raise Refused(
            said("The file holds the loads of {count} accounts.", count=len(named)), mend=said("Choose one account a file.")
        )
    return account_digits(named.pop()) if named else None


def _account_of(row: Sequence[str]) -> str | None:
    for number, cell in enumerate(row):
        found = re.match(r"^電號(?:[::\s]*)(.*)$", unicodedata.normalize("NFKC", cell).strip())
        if found:
            return found[1] or (row[number + 1] if number + 1 < len(row) else "")
    return None


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().lower().replace("\n", "").replace("_", " ")


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((number for number, name in enumerate(names) if re.sub(r"[((].*$", "", name).strip() in wanted), None)


def _portal(row: int, names: tuple[str, ...]) -> Layout | None:
    """年月日, 時分 and the four periods; the workbook has 時間 instead and more columns behind, which are not consumption."""
    values = tuple(number for number, name in enumerate(names) if name in PORTAL_PERIODS)
    if len(values) < 2:
        return None
    date, time, moment = _first(names, _DATE), _first(names, _TIME), _first(names, _MOMENT)
    if date is None:
        date, time = moment, None
    elif time is None:
        time = moment
    if date is None:
        return None
    return Layout(row, names, date, time, values, Unit.KW, account=_first(names, _ACCOUNT), declared=Stamp.END)


def _plain_table(row: int, names: tuple[str, ...]) -> Layout | None:
    date, time, moment = _first(names, _DATE), _first(names, _TIME), _first(names, _MOMENT)
    if date is None:
        date, time = (moment, None) if moment is not None else (time, None)
    elif time is None and moment is not None:
        time = moment
    value = _value_column(names, {date, time})
    if date is None or value is None:
        return None
    return Layout(
        row,
        names,
        date,
        time,
        (value[0],),
        value[1],
        _reactive(names, ("lagging", "落後")) if value[1] is Unit.KWH else None,
        _reactive(names, ("leading", "超前")) if value[1] is Unit.KWH else None,
        _first(names, _ACCOUNT),
        _declared(names[date if time is None else time]),
    )


def _value_column(names: Sequence[str], taken: set[int | None]) -> tuple[int, Unit | None] | None:
    free = [(number, name) for number, name in enumerate(names) if number not in taken and name and name not in _ACCOUNT]
    free = [(number, name) for number, name in free if not _NOT_POWER.search(name)]
    for pattern, unit in ((_KWH, Unit.KWH), (_KW, Unit.KW)):
        for number, name in free:
            if pattern.search(name):
                return number, unit
    if len(free) == 1:
        return free[0][0], None
    return None


def _reactive(names: Sequence[str], words: tuple[str, ...]) -> int | None:
    for number, name in enumerate(names):
        if any(word in name for word in words) and re.search(r"kvar|無效|reactive", name) and "factor" not in name:
            return number
    return None


def _declared(name: str) -> Stamp | None:
    if re.search(r"end|迄|結束|止", name):
        return Stamp.END
    if re.search(r"start|begin|起|開始", name):
        return Stamp.START
    return None


def _without_header(rows: list[list[str]], file: str) -> Layout:
    """A bare table whose first row already is a reading: two columns (moment, number) or three (date, time, number)."""
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    names = tuple("" for _ in first)
    if len(first) in (2, 3) and re.match(r"^\s*\d{1,8}[/.\-年]?\d", first[0]):
        return Layout(-1, names, 0, 1 if len(first) == 3 else None, (len(first) - 1,), None)
    raise Refused(
        said("{file} names no time and kW or kWh within its first {lines} lines.", file=file, lines=HEADER_WITHIN),
        mend=said("Choose the 15-minute CSV export of the high-voltage customer portal, or a table of times and kW or kWh."),
    )
