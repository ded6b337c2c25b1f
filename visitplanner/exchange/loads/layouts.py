"""Which columns of a load file hold what: by their headings, and by what stands in the first rows below them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.columns.load_words import LOAD_ENDINGS, LOAD_OTHERS, LOAD_REGISTERS, LOAD_VALUES, LOAD_WORDS
from visitplanner.domain.lists.columns.values import ACCOUNT
from visitplanner.domain.lists.moments import BEHIND, CLOCK, looks_like_day
from visitplanner.domain.lists.tables import letters
from visitplanner.exchange.loads.sheets import HEADER_WITHIN
from visitplanner.exchange.loads.units import unit_above, units_in
from visitplanner.services.loads.loads import Stamp, Unit, account_digits

PORTAL_PERIODS = ("尖峰", "半尖峰", "週六半尖峰", "離峰")
"""The portal writes each row's kW under the period it falls in and leaves the others blank (facts.md §6)."""
DAY_SHAPE = re.compile(
    r"(?:民國)?\d{3,4}[/.\-年]\d{1,2}[/.\-月]\d{1,2}日?|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|(?:1\d{2}|20\d{2}|19\d{2})[01]\d[0-3]\d"
)
MOMENT_SHAPE = re.compile(r"(?:20\d{2}|19\d{2}|1\d{2})[01]\d[0-3]\d[ T]?[0-2]\d[0-5]\d(?:\d{2})?|[34]\d{4}\.\d{3,}")
NUMBER_SHAPE = re.compile(r"[+-]?[\d.,]+\s*(?:kwh|mwh|wh|kw|mw|w|瓩|千瓦|仟瓦|度)?", re.IGNORECASE)
COUNTED = re.compile(r"第?(\d{1,4})(?:時段|小時|時|點|刻)?")
COUNTED_WITHIN, FEWEST_COUNTED = 8, 4
COUNTED_FIRST = (0, 1, 15, 30, 100)


@dataclass(frozen=True, slots=True)
class Layout:
    """Column numbers from 0.

    header_row: the row of the names, from 0; -1 when the file has none. time: None when `date` holds date and time together.
    values: one column, or several of which one is filled in each row. units: what the value's heading says, empty when
    nothing. above: the unit a line above the table states. register: whether the heading says that a meter's reading is meant.
    aside: names of further columns of a table that was turned. told: what was taken from elsewhere than the table.
    """

    header_row: int
    names: tuple[str, ...]
    date: int
    time: int | None
    values: tuple[int, ...]
    units: frozenset[Unit] = frozenset()
    above: Unit | None = None
    lagging: int | None = None
    leading: int | None = None
    account: int | None = None
    declared: Stamp | None = None
    register: bool = False
    end: int | None = None
    aside: tuple[str, ...] = ()
    told: tuple[Message, ...] = ()

    def like(self) -> Layout:
        """What sheets that are one load have in common: neither where their headers stand nor the days heading a turned one."""
        names = ("",) * len(self.names) if self.names[:2] == ("", "") else self.names
        return replace(self, names=names, above=None, header_row=0, aside=(), told=())

    def left(self) -> tuple[str, ...]:
        """The names of columns nothing is taken from."""
        taken = {self.date, self.time, self.lagging, self.leading, self.account, self.end, *self.values}
        return (*(name for number, name in enumerate(self.names) if name and number not in taken), *self.aside)


def layout_of(rows: list[list[str]], file: str, wanted: str | None = None) -> Layout:
    """Find the header within the first lines, else the first reading; Refused when there is neither.

    wanted: heading or letter of the column that holds the values, when a person says so.
    """
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        names = tuple(_plain(cell) for cell in row)
        layout = (None if wanted else _portal(number, names)) or _by_headings(number, names, wanted)
        if layout:
            layout = _with_counted_times(layout, rows[number + 1 :])
            return replace(layout, names=tuple(cell.strip().replace("\n", " ") for cell in row), above=unit_above(rows[:number]))
    return _by_readings(rows, file, wanted)


def account_in(head: list[list[str]], header_row: int, column: Iterable[str]) -> list[str]:
    """The account above the table (「電號,05-12-…」), or those in its own column; empty when the file names none."""
    above = next(filter(None, (_account_of(row) for row in head[: max(header_row, 0)])), None)
    if above is not None:
        return [account_digits(above)]
    return [account_digits(text) for text in dict.fromkeys(text.strip().lstrip("'") for text in column) if text]


def _account_of(row: Sequence[str]) -> str | None:
    for number, cell in enumerate(row):
        found = re.match(r"^電號(?:[::\s]*)(.*)$", unicodedata.normalize("NFKC", cell).strip())
        if found:
            return found[1] or (row[number + 1] if number + 1 < len(row) else "")
    return None


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).strip().lower().replace("\n", "").replace("_", " ").split())


def _first(names: Sequence[str], kind: str) -> int | None:
    """The column that is called so; else one called so behind other words (量測日期) that is called nothing else."""
    wanted, bare = LOAD_WORDS[kind], [re.sub(r"[(\[].*$", "", name).strip() for name in names]
    exact = next((number for number, name in enumerate(bare) if name in wanted), None)
    ending = LOAD_ENDINGS.get(kind)
    if exact is not None or ending is None:
        return exact
    others = {word for words in LOAD_WORDS.values() for word in words}
    return next((number for number, name in enumerate(bare) if name not in others and name.endswith(ending)), None)


def _portal(row: int, names: tuple[str, ...]) -> Layout | None:
    """年月日, 時分 and the four periods; the workbook has 時間 instead and more columns behind, which are not consumption."""
    values = tuple(number for number, name in enumerate(names) if re.sub(r"\(.*$", "", name) in PORTAL_PERIODS)
    if len(values) < 2:
        return None
    named: set[Unit] = set().union(*(units_in(names[number]) for number in values))
    return _timed(row, names, values, frozenset(named or {Unit.KW}), Stamp.END)


def _timed(
    row: int, names: tuple[str, ...], values: tuple[int, ...], units: frozenset[Unit], declared: Stamp | None = None
) -> Layout | None:
    """The layout with the columns of day and time; None when no heading names them."""
    day, time, moment, start, end = (_first(names, kind) for kind in ("day", "time", "moment", "start", "end"))
    if day is None:
        first = next((at for at in (moment, start, end, time) if at is not None), None)
        day, time = first, None
    else:
        time = next((at for at in (time, moment, start, end) if at is not None), None)
    if day is None or {day, time} & set(values):
        return None
    heading = names[day if time is None else time]
    told = Stamp.START if start in (day, time) and start is not None else _declared(heading)
    other = end if end not in (day, time) else None
    return Layout(
        row,
        names,
        day,
        time,
        values,
        units,
        account=_first(names, "account"),
        declared=declared or told,
        end=other,
    )


def _by_headings(row: int, names: tuple[str, ...], wanted: str | None) -> Layout | None:
    times = {_first(names, kind) for kind in ("day", "time", "moment", "start", "end", "account")}
    value = _wanted(names, wanted) if wanted else _value_column(names, times)
    if value is None:
        return None
    units = frozenset(units_in(names[value]))
    layout = _timed(row, names, (value,), units)
    if layout is None:
        return None
    if units <= {Unit.KWH, Unit.MWH, Unit.WH} and units:
        layout = replace(layout, lagging=_reactive(names, ("lagging", "落後")), leading=_reactive(names, ("leading", "超前")))
    return replace(layout, register=bool(re.search(LOAD_REGISTERS, names[value])))


def _wanted(names: Sequence[str], wanted: str) -> int | None:
    """The column of a heading or letter; None where there is no such heading and the letter lies outside."""
    plain = _plain(wanted)
    if plain in names:
        return names.index(plain)
    return next((at for at in range(len(names)) if letters(at).lower() == plain), None)


def _value_column(names: Sequence[str], taken: set[int | None]) -> int | None:
    free = [(number, name) for number, name in enumerate(names) if number not in taken and name]
    free = [(number, name) for number, name in free if not re.search(LOAD_OTHERS, name)]
    for units in ({Unit.KWH}, {Unit.KW}, {Unit.MWH, Unit.WH}, {Unit.MW, Unit.W}):
        for number, name in free:
            if units_in(name) & units:
                return number
    for number, name in free:
        if re.search(LOAD_VALUES, name):
            return number
    return free[0][0] if len(free) == 1 else None


def _reactive(names: Sequence[str], words: tuple[str, ...]) -> int | None:
    for number, name in enumerate(names):
        if any(word in name for word in words) and re.search(r"kvar|無效|reactive", name) and "factor" not in name:
            return number
    return None


def _with_counted_times(layout: Layout, below: Sequence[Sequence[str]]) -> Layout:
    """The layout with the column that counts or writes a day's times, where the days stand alone and no heading names one."""
    first = next((row for row in below if any(cell.strip() for cell in row)), [])
    if layout.time is not None or layout.date >= len(first) or not is_day(first[layout.date].strip()):
        return layout
    taken = {layout.date, layout.account, *layout.values}
    return replace(layout, time=_counted_times(below, taken))


def _counted_times(below: Sequence[Sequence[str]], taken: set[int | None]) -> int | None:
    """The column of a day's hours or quarters in numbers that follow on (1, 2, 3 or 0000, 0015, 0030)."""
    filled = [row for row in below if any(cell.strip() for cell in row)][:COUNTED_WITHIN]
    for at in range(max(map(len, filled), default=0)):
        numbers = [int(found[1]) for row in filled if at < len(row) and (found := COUNTED.fullmatch(row[at].strip()))]
        if at in taken or len(numbers) < len(filled) or len(numbers) < FEWEST_COUNTED or numbers[0] not in COUNTED_FIRST:
            continue
        steps = {(two // 100 - one // 100) * 60 + two % 100 - one % 100 for one, two in pairwise(numbers)}
        if {two - one for one, two in pairwise(numbers)} == {1} or (len(steps) == 1 and steps <= {15, 30, 60}):
            return at
    return None


def _declared(name: str) -> Stamp | None:
    if re.search(r"end|迄|結束|終止|止", name):
        return Stamp.END
    if re.search(r"start|begin|起|開始", name):
        return Stamp.START
    return None


def is_moment(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    if MOMENT_SHAPE.fullmatch(plain.replace(" ", "")):
        return True
    behind = BEHIND.match(plain)
    return behind is not None and is_day(behind[1])


def is_day(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    return DAY_SHAPE.fullmatch(plain) is not None and (looks_like_day(plain) or plain[-4:].isdecimal())


def is_time(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    return ":" in plain and CLOCK.fullmatch(plain) is not None


def _is_number(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    return any(sign.isdecimal() for sign in plain) and NUMBER_SHAPE.fullmatch(plain) is not None


def _by_readings(rows: list[list[str]], file: str, wanted: str | None) -> Layout:
    """The columns of the first rows that are readings: a moment, or a day and a time, and one column of numbers."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        layout = _reading(number, row, rows, wanted)
        if layout is not None:
            return layout
    if wanted:
        raise Refused(
            said("The file has no column {heading} that holds readings.", heading=wanted),
            mend=said("Write the heading as it stands in the file, or the column's letter."),
            field="column",
        )
    raise Refused(
        said("{file} names no time and no consumption within its first {lines} lines.", file=file, lines=HEADER_WITHIN),
        mend=said("Choose the 15-minute CSV export of the high-voltage customer portal, or a table of times and kW or kWh."),
    )


def _reading(number: int, row: list[str], rows: list[list[str]], wanted: str | None) -> Layout | None:
    kinds = [_kind(cell) for cell in row]
    date = next((at for at, kind in enumerate(kinds) if kind == "moment"), None)
    time = None
    if date is None:
        date = next((at for at, kind in enumerate(kinds) if kind == "day"), None)
        time = next((at for at, kind in enumerate(kinds) if kind == "time"), None)
        if date is not None and time is None:
            time = _counted_times(rows[number:], {date})
        if date is None or time is None:
            return None
    account = next((at for at, kind in enumerate(kinds) if kind == "account"), None)
    header = rows[number - 1] if number else []
    headed = any(cell.strip() for cell in header) and not any(_kind(cell) in ("moment", "day", "number") for cell in header)
    names = tuple((header[at] if headed and at < len(header) else "").strip() for at in range(len(row)))
    plain = tuple(_plain(name) for name in names)
    numbers = [
        at for at, kind in enumerate(kinds) if kind == "number" and at != time and not re.search(LOAD_OTHERS, plain[at] or "·")
    ]
    named = [at for at in numbers if units_in(names[at])] or [at for at in numbers if re.search(LOAD_VALUES, plain[at])]
    if wanted:
        named = [at for at in [_wanted(plain, wanted)] if at is not None]
        numbers = named
    chosen = named[:1] or (numbers if len(numbers) == 1 else [])
    if not chosen and len(numbers) > 1:
        columns = "、".join(names[at] or letters(at) for at in numbers)
        raise Refused(
            said("Several columns hold numbers, and none says that it is the consumption: {columns}.", columns=columns),
            mend=said("Write kW or kWh into the heading of the right one, or leave the others out."),
            field="column",
        )
    if not chosen:
        return None
    end = next((at for at, kind in enumerate(kinds) if kind in ("moment", "time") and at not in (date, time)), None)
    declared = Stamp.START if end is not None else _declared(plain[date if time is None else time])
    return Layout(
        number - 1 if headed or number else -1,
        names,
        date,
        time,
        (chosen[0],),
        frozenset(units_in(names[chosen[0]])),
        unit_above(rows[:number]),
        account=account,
        declared=declared,
        register=bool(re.search(LOAD_REGISTERS, plain[chosen[0]])),
        end=end,
    )


def _kind(cell: str) -> str:
    text = cell.strip()
    if not text:
        return "blank"
    for kind, test in (("moment", is_moment), ("day", is_day), ("time", is_time)):
        if test(text):
            return kind
    if ACCOUNT.fullmatch(text):
        return "account"
    return "number" if _is_number(text) else "text"
