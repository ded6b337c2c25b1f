"""Dates and times of a load file as minutes, whatever calendar and clock they are written in.

Minutes count from 0001-01-01 00:00 + 1 day (`date.toordinal() * 1440`), so that they subtract like numbers.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.domain.lists.moments import SERIAL_FROM, clock_of, offset_of
from visitplanner.services.loads.loads import DayOrder

DAY = 1440
"""Minutes of a day; the time 24:00 of a date."""

Minutes = NDArray[np.int64]

_YEAR_LAST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_YEAR_FIRST = re.compile(r"\d{3,4}[/.\-]?(\d{1,2})[/.\-]?(\d{1,2})")
_COMPACT = re.compile(r"(\d{7,8})[ T]?(\d{4}(?:\d{2})?)")
_SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?")
_FRACTION = re.compile(r"0?\.\d{3,}|0|1(?:\.0+)?")
_NUMBERED = re.compile(r"第?(\d{1,2})(?:時段|小時|時|點|刻)?")
COUNTS = (24, 48, 96)
"""Values a day whose times may be counted instead of written."""
TAIWAN = 480
"""Minutes by which Taiwan's clock is ahead of UTC."""
FULL_DAY = frozenset({"1900-01-01", "1899-12-31", "1900-01-00"})
"""How a workbook's 24:00 arrives: one whole day after day 0."""
ROUNDING = 2
"""Seconds off the minute that are a recorder's rounding, not another time."""


def minutes_of(
    days: Sequence[str], times: Sequence[str] | None, lines: Sequence[int], order: DayOrder | None
) -> tuple[Minutes, bool]:
    """The stamp of every row in minutes, int64 [rows], and whether any is written 24:00. times: None when `days` holds both.

    Raises Refused by row for what is no date or time, and once when 03/04/2018 can be read either way.
    """
    if times is None:
        if _SERIAL.fullmatch(days[0].strip()):
            return _by_serial_numbers(days, lines)
        days, times = _split(days)
    times = _counted(times)
    distinct = dict.fromkeys(days)
    first_of_pair = _day_order(distinct, order)
    ordinals = {text: _ordinal(text, first_of_pair) for text in distinct}
    clocks = {text: _minute(text) for text in set(times)}
    _refuse_unread(days, ordinals, lines, _why_no_day)
    _refuse_unread(times, clocks, lines, lambda _: said("This is no time from 00:00 to 24:00."))
    count = len(days)
    day_part = np.fromiter(map(ordinals.__getitem__, days), dtype=np.int64, count=count)
    clock_part = np.fromiter(map(clocks.__getitem__, times), dtype=np.int64, count=count)
    zones = {text: offset_of(text) for text in clocks}
    if any(zone not in (None, TAIWAN) for zone in zones.values()):
        shifts = {text: 0 if zone is None else TAIWAN - zone for text, zone in zones.items()}
        clock_part = clock_part + np.fromiter(map(shifts.__getitem__, times), dtype=np.int64, count=count)
    return day_part * DAY + clock_part, DAY in clocks.values()


def _counted(times: Sequence[str]) -> Sequence[str]:
    """Times as a clock writes them where a day's hours, half-hours or quarters are counted: 1 to 24 are ends, 0 to 23 starts."""
    distinct = set(times)
    whole = {text: int(text) for text in distinct if text.strip().isdecimal() and len(text.strip()) <= 4}
    if len(whole) == len(distinct) and max(whole.values(), default=0) > max(COUNTS):
        return [f"{whole[text]:04}" for text in times]
    if len(distinct) not in COUNTS or not all(_NUMBERED.fullmatch(text.strip()) for text in distinct):
        return times
    numbers = {text: int(_NUMBERED.sub(r"\1", text.strip())) for text in distinct}
    count = len(distinct)
    if set(numbers.values()) not in (set(range(count)), set(range(1, count + 1))):
        return times
    clocks = {text: f"{number * (DAY // count) // 60:02}:{number * (DAY // count) % 60:02}" for text, number in numbers.items()}
    return [clocks[text] for text in times]


def _by_serial_numbers(moments: Sequence[str], lines: Sequence[int]) -> tuple[Minutes, bool]:
    """Stamps of a workbook's day numbers (45658.0104166667), to the nearest minute."""
    read = {text: _serial_minutes(text) for text in set(moments)}
    _refuse_unread(moments, read, lines, _why_no_day)
    return np.fromiter(map(read.__getitem__, moments), dtype=np.int64, count=len(moments)), False


def _serial_minutes(text: str) -> int | None:
    plain = text.strip()
    if not _SERIAL.fullmatch(plain):
        return None
    return SERIAL_FROM.toordinal() * DAY + round(float(plain) * DAY)


def _split(moments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Day and time of each moment; a moment without a time is its day's midnight where others have one."""
    first = moments[0].strip()
    if _COMPACT.fullmatch(first):
        parts = [_COMPACT.fullmatch(moment.strip()) for moment in moments]
        pairs = [(part[1], part[2]) if part else (moment, "") for part, moment in zip(parts, moments, strict=True)]
    else:
        sign = "T" if re.match(r"\d{4}-\d\d-\d\dT", first) else " "
        if {moment.count(sign) for moment in moments} == {1}:
            flat = sign.join(moments).split(sign)
            return flat[::2], flat[1::2]
        cut = [moment.strip().partition(sign) for moment in moments]
        pairs = [(part[0], part[2]) for part in cut]
    if any(time for _, time in pairs):
        pairs = [(day, time or "00:00") for day, time in pairs]
    return [day for day, _ in pairs], [time for _, time in pairs]


def _refuse_unread(
    column: Sequence[str], read: dict[str, int | None], lines: Sequence[int], why: Callable[[str], Message]
) -> None:
    faulty = {text for text, value in read.items() if value is None}
    if faulty:
        row = next(number for number, text in enumerate(column) if text in faulty)
        raise Refused(
            said("Row {row}: “{value}”. {why}", row=lines[row], value=column[row].strip(), why=why(column[row])),
            mend=said("Mend the row, or export the file again."),
        )


def _why_no_day(text: str) -> Message:
    """Why a text is no date: a day its month does not have (2025/02/30, 30/02/2025, 1140230), or none with a full year."""
    plain = unicodedata.normalize("NFKC", text).strip()
    turned = _YEAR_LAST.fullmatch(plain)
    parts = turned or _YEAR_FIRST.fullmatch(plain)
    if parts:
        month, day = sorted((int(parts[1]), int(parts[2]))) if turned else (int(parts[1]), int(parts[2]))
        if 1 <= month <= 12 and 28 < day <= 31:
            return said("There is no day {day} in month {month} of that year.", day=day, month=month)
    return said("This is no date with a full year.")


def _minute(text: str) -> int | None:
    """Minutes since midnight, 24:00 is 1440; None when it is none. Seconds must be within the recorder's rounding."""
    plain = text.strip()
    if plain in FULL_DAY:
        return DAY
    seconds = round(float(plain) * DAY) * 60 if _FRACTION.fullmatch(plain) else clock_of(plain)
    if seconds is None:
        return None
    minutes, rest = divmod(seconds, 60)
    if rest > ROUNDING and rest < 60 - ROUNDING:
        return None
    return minutes + (rest > ROUNDING)


def _ordinal(text: str, order: DayOrder) -> int | None:
    found = _YEAR_LAST.fullmatch(text.strip())
    try:
        if not found:
            return parse_date(text).toordinal()
        first, second, year = map(int, found.groups())
        day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
        return dt.date(year, month, day).toordinal()
    except (Refused, ValueError):
        return None


def _day_order(distinct: Iterable[str], chosen: DayOrder | None) -> DayOrder:
    """Which of 03/04/2018 is the day: said by the person, else a number above 12, else the order in which days follow."""
    pairs = [(int(found[1]), int(found[2]), int(found[3])) for text in distinct if (found := _YEAR_LAST.fullmatch(text.strip()))]
    if chosen is not None or not pairs:
        return chosen or DayOrder.DAY_FIRST
    if any(first > 12 for first, _, _ in pairs):
        return DayOrder.DAY_FIRST
    if any(second > 12 for _, second, _ in pairs):
        return DayOrder.MONTH_FIRST
    fits = [order for order in DayOrder if _follow(pairs, order)]
    if len(fits) == 1:
        return fits[0]
    if all(first == second for first, second, _ in pairs):
        return DayOrder.DAY_FIRST
    first, second, year = next(pair for pair in pairs if pair[0] != pair[1])
    raise Refused(
        said("{text} can be read day first or month first.", text=f"{first:02}/{second:02}/{year}"),
        mend=said("Say with --dates dmy or --dates mdy which it is."),
        field="dates",
    )


def _follow(pairs: Sequence[tuple[int, int, int]], order: DayOrder) -> bool:
    """Whether the days, so read, follow one another without a gap."""
    days = [_ordinal(f"{first}/{second}/{year}", order) for first, second, year in pairs]
    return all(one is not None and other is not None and other == one + 1 for one, other in pairwise(days))
