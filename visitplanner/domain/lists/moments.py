"""Days, months and times of day as lists and loads write them: with a time behind, as a spreadsheet's number, or in part."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.taiwan_dates import BEFORE_YEAR_ONE, LAST_ROC_YEAR, parse_date
from visitplanner.domain.core.texts import plain

MINUTES_A_DAY = 1440
SERIAL_FROM = dt.date(1899, 12, 30)
"""Day 0 of a spreadsheet's numbers (the 1900 system, right from March 1900 on)."""
SERIALS = (20_000, 80_000)
"""Spreadsheet numbers taken for days: October 1954 to January 2119."""
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
CLOCK = re.compile(
    r"(上午|下午|am|pm)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm)?(Z|[+-]\d{2}:?\d{2})?|(\d{2})(\d{2})(\d{2})?", re.I
)
BEHIND = re.compile(r"^(.*?\d日?)(?:\s*T|\s+)((?:上午|下午|am|pm)?\s*\d{1,2}:\d{2}.*|\d{4}(?:\d{2})?)$", re.I)
"""A day with a time of day behind it: the day, the time."""
HALF_BEHIND = re.compile(r"^(.*\d日?)\s*\(?(?:上午|下午|早上|午後|am|pm)\)?$", re.I)
"""A day with half a day behind it."""
WHOLE = re.compile(r"(?:中華)?(?:民國)?(?:\d{3,4}([./-])\d{1,2}\1\d{1,2}|\d{3,4}年\d{1,2}月\d{1,2}日|\d{7,8})(?:\(.*\))?")
PART = re.compile(r"(?:中華)?(?:民國)?(\d{2,4})(?:年|[./-](\d{1,2})月?|年(\d{1,2})月(?:份)?|年度)?")
MONTH = re.compile(r"(?:中華)?(?:民國)?(\d{3,4})(?:(?:年|[./-])(\d{1,2})月?份?|(\d{2}))")

PERIOD = re.compile(r"([\d年月日/.]{7,11}|\d{4}-\d\d-\d\d)[-~至到–—]([\d年月日/.]{7,11}|\d{4}-\d\d-\d\d)")
"""From a day to a day."""
NAMED_MONTH = re.compile(r"([a-z]{3,9})\.?[-/ ',]*(\d{4}|\d{2})|(\d{4})[-/ ]*([a-z]{3,9})", re.I)
"""How a spreadsheet in English shows a month: `Mar-25`, `March 2025`, `2025-Mar`. `25-Mar` is a day of no year."""
NAMED_DAY = re.compile(
    r"(\d{1,2})[-/ ]*([a-z]{3,9})\.?[-/ ,']*(\d{4}|\d{2})|([a-z]{3,9})\.?[-/ ]*(\d{1,2})(?:st|nd|rd|th)?[-/ ]*,?[-/ ]+(\d{4})",
    re.I,
)
"""A whole day with its month's name: `5 Mar 2025`, `5-Mar-25`, `March 5, 2025`."""
NUMERALS = "〇零○一二三四五六七八九"
VALUES = {sign: max(at - 2, 0) for at, sign in enumerate(NUMERALS)}
NUMERAL_DAY = re.compile(rf"(?:中華)?(?:民國)?[{NUMERALS}十百]+年[{NUMERALS}十]+月[{NUMERALS}十]+日")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day that was read, what was mended to read it, and why none could be read."""

    value: dt.date | None
    repaired: Message | None = None
    doubt: Message | None = None


def day_in(text: str) -> DayRead:
    """The day of a cell; a time behind it is left out, a spreadsheet's number is turned into its day.

    What names no day (`114年`, `2025.3`) or is no date has no value and a doubt. Raises `Refused` for a whole date that does
    not exist (113/13/45).
    """
    shown = plain(text)
    behind = BEHIND.match(shown)
    if behind and minute_of(behind[2]) is not None:
        shown = behind[1]
    half = HALF_BEHIND.match(shown)
    shown = half[1] if half else shown
    if SERIAL.fullmatch(shown):
        day = serial_day(float(shown))
        return (
            _unread(shown)
            if day is None
            else DayRead(day, said("The spreadsheet's number {number} is {day}.", number=shown, day=day))
        )
    shown = _spelled(shown)
    compact = shown.replace(" ", "")
    if not WHOLE.fullmatch(compact):
        return _unread(shown)
    return DayRead(parse_date(compact))


def _spelled(shown: str) -> str:
    """A day with its month's name or in Chinese numerals (`5 Mar 2025`, `Mar 5, 2025`, `民國一一四年三月五日`) in figures."""
    found = NAMED_DAY.fullmatch(shown)
    if found:
        month = _named_month(found[2] or found[4], found[3] or found[6])
        return f"{month.year}/{month.month}/{int(found[1] or found[5])}" if month else shown
    if NUMERAL_DAY.fullmatch(shown.replace(" ", "")):
        return re.sub(f"[{NUMERALS}十百]+", lambda part: str(_numeral(part[0])), shown)
    return shown


def _numeral(text: str) -> int:
    """A number below 1,000 in Chinese numerals, or figure by figure (一一四)."""
    if not set(text) & {"十", "百"}:
        return int("".join(str(VALUES[sign]) for sign in text))
    number, figure = 0, 0
    for sign in text:
        if sign in "十百":
            number, figure = number + (figure or 1) * (10 if sign == "十" else 100), 0
        else:
            figure = VALUES[sign]
    return number + figure


def _unread(shown: str) -> DayRead:
    part = PART.fullmatch(shown.replace(" ", ""))
    if part and part[0] and _year(part[1]) is not None:
        return DayRead(None, doubt=said("“{text}” names no day; the cell stays empty.", text=shown))
    try:
        return DayRead(parse_date(shown))
    except Refused as refusal:
        why = refusal.what.values.get("why", "")
        return DayRead(None, doubt=said("“{text}” is not a date: {why}; the cell stays empty.", text=shown, why=why))


def looks_like_day(text: str) -> bool:
    """Whether a cell holds a day, or a part of one."""
    try:
        day = day_in(text)
    except Refused:
        return True
    return day.value is not None or PART.fullmatch(plain(text).replace(" ", "")) is not None


def serial_day(number: float) -> dt.date | None:
    """The day of a spreadsheet's number, or None when it is none of our time."""
    return SERIAL_FROM + dt.timedelta(days=int(number)) if SERIALS[0] <= number < SERIALS[1] else None


def month_in(text: str) -> dt.date | None:
    """The first day of the month a cell names: `11403`, `114/03`, `114年3月`, `2025-03`, `202503`, `Mar-25`, a day of it,
    or a period (`114/03/01~114/03/31`) that lies in it."""
    shown = plain(text).replace(" ", "")
    period = PERIOD.fullmatch(shown)
    if period:
        return _month_of_period(period[1], period[2])
    named = NAMED_MONTH.fullmatch(shown)
    if named:
        return _named_month(named[1] or named[4], named[2] or named[3])
    found = MONTH.fullmatch(shown)
    if found:
        year, month = _year(found[1]), int(found[2] or found[3])
        return dt.date(year, month, 1) if year is not None and 1 <= month <= 12 else None
    try:
        day = day_in(text).value
    except Refused:
        return None
    return day.replace(day=1) if day else None


def _month_of_period(first: str, last: str) -> dt.date | None:
    """The month in which a period lies; its last day may be the first of the next month, as meters are read."""
    try:
        begin, end = day_in(first).value, day_in(last).value
    except Refused:
        return None
    if begin is None or end is None or not begin < end:
        return None
    return begin.replace(day=1) if (end - dt.timedelta(days=1)).replace(day=1) == begin.replace(day=1) else None


def _named_month(name: str, year: str) -> dt.date | None:
    fits = [number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower().replace("sept", "sep"))]
    return dt.date(int(year) + (2000 if len(year) == 2 else 0), fits[0], 1) if len(fits) == 1 else None


def _year(text: str) -> int | None:
    number = int(text)
    if 80 <= number <= LAST_ROC_YEAR:
        return number + BEFORE_YEAR_ONE
    return number if 1991 <= number <= BEFORE_YEAR_ONE + LAST_ROC_YEAR else None


def minute_of(text: str) -> int | None:
    """Minutes since midnight, 24:00 is 1440; None when the text is no time. Seconds are cut off, :59 rounds up."""
    found = clock_of(text)
    if found is None:
        return None
    minutes, seconds = divmod(found, 60)
    return minutes + (seconds == 59)


def clock_of(text: str) -> int | None:
    """Seconds since midnight, 24:00 is 86,400; None when the text is no time of day. An offset behind it is left out."""
    shown = unicodedata.normalize("NFKC", text).strip()
    found = CLOCK.fullmatch(shown)
    if not found:
        return None
    hour, minute = (int(found[2]), int(found[3])) if found[2] else (int(found[7]), int(found[8]))
    second = int(found[4] or found[9] or 0)
    half = (found[1] or found[5] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in ("下午", "pm") else 0)
    total = hour * 3600 + minute * 60 + second
    return total if minute < 60 and second < 60 and total <= MINUTES_A_DAY * 60 else None


def offset_of(text: str) -> int | None:
    """Minutes by which a time's own zone is ahead of UTC (`+08:00` 480, `Z` 0); None when it names none."""
    found = re.search(r"(Z|[+-]\d{2}:?\d{2})$", text.strip(), re.I)
    if not found or not re.search(r"\d{1,2}:\d{2}", text):
        return None
    if found[1].upper() == "Z":
        return 0
    digits = found[1][1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if found[1][0] == "-" else minutes
