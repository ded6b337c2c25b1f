"""Dates as a Taiwanese office writes them: years of the Republic (民國), halves of a year, weekdays in brackets.

Year 1 of the Republic is 1912. A year of two digits is refused, because 99/12/31 may mean 1999 or 2010; only the word
民國 makes it plain. Everything kept is an ordinary `date`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from enum import IntEnum
from typing import NoReturn

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said

BEFORE_YEAR_ONE = 1911
LAST_ROC_YEAR = 199
WEEKDAYS = "一二三四五六日"

_WEEKDAY = re.compile(r"\((?:星期|週)?([一二三四五六日])\)$")
_COMPACT = re.compile(r"(\d{3}|\d{4})(\d{2})(\d{2})")
_SEPARATED = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,2})")
_WORDED = re.compile(r"(\d{1,4})年(\d{1,2})月(\d{1,2})日")
_REPUBLIC = re.compile(r"^(中華)?民國")


class Half(IntEnum):
    """上半年 (January to June) and 下半年 (July to December)."""

    FIRST = 1
    SECOND = 2


def parse_date(text: str) -> dt.date:
    """The day a text names: 1140703, 114/7/3, 114.07.03, 民國114年7月3日, 2025-07-03, 20250703; full-width digits too.

    A weekday in brackets may follow and must fit. Raises `Refused` saying why: unreadable, a year of two digits, a year
    out of reach, or a day that does not exist.
    """
    shown = text.strip()
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    weekday = _WEEKDAY.search(plain)
    if weekday:
        plain = plain[: weekday.start()]
    bare = _REPUBLIC.sub("", plain)
    year_text, month, day = _parts(shown, bare)
    found = _date(shown, _year(shown, year_text, republic=bare != plain), month, day)
    if weekday and WEEKDAYS[found.weekday()] != weekday[1]:
        _refuse(shown, said("that day is a {weekday}", weekday=WEEKDAYS[found.weekday()]))
    return found


def _parts(shown: str, bare: str) -> tuple[str, int, int]:
    """Year as written, month, day."""
    match = _SEPARATED.fullmatch(bare)
    if match:
        return match[1], int(match[3]), int(match[4])
    match = _WORDED.fullmatch(bare) or _COMPACT.fullmatch(bare)
    if match:
        return match[1], int(match[2]), int(match[3])
    if re.fullmatch(r"\d{6}", bare):
        _refuse_two_digits(shown)
    return _refuse(shown, said("it does not read as a date"))


def _year(shown: str, written: str, *, republic: bool) -> int:
    number = int(written)
    if len(written) < 3 and not republic:
        _refuse_two_digits(shown)
    if 1 <= number <= LAST_ROC_YEAR and len(written) < 4:
        return number + BEFORE_YEAR_ONE
    if not republic and BEFORE_YEAR_ONE < number <= LAST_ROC_YEAR + BEFORE_YEAR_ONE:
        return number
    return _refuse(shown, said("the year {year} cannot be meant", year=number))


def _date(shown: str, year: int, month: int, day: int) -> dt.date:
    if not 1 <= month <= 12:
        _refuse(shown, said("there is no month {month}", month=month))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        _refuse(shown, said("month {month} of that year has {days} days", month=month, days=last))
    return dt.date(year, month, day)


def _refuse_two_digits(shown: str) -> NoReturn:
    _refuse(shown, said("a year of two digits is ambiguous"))


def _refuse(shown: str, why: Message) -> NoReturn:
    raise Refused(
        said("“{text}” is not a date: {why}.", text=shown, why=why),
        mend=said("Write the day as 114/07/03 or 2025-07-03."),
    )


def roc_year(day: dt.date) -> int:
    """The year of the Republic; raises ValueError before 1912."""
    if day.year <= BEFORE_YEAR_ONE:
        raise ValueError(f"{day} lies before the Republic")
    return day.year - BEFORE_YEAR_ONE


def roc_words(day: dt.date) -> str:
    """`114年7月3日`."""
    return f"{roc_year(day)}年{day.month}月{day.day}日"


def roc_slashes(day: dt.date, *, weekday: bool = False) -> str:
    """`114/07/03`, or `114/07/03（四）`."""
    return f"{roc_year(day)}/{day:%m/%d}" + (f"（{WEEKDAYS[day.weekday()]}）" if weekday else "")


def roc_digits(day: dt.date) -> str:
    """`1140703`, the form of office files; always seven digits."""
    return f"{roc_year(day):03}{day:%m%d}"


def half_of(day: dt.date) -> Half:
    return Half.FIRST if day.month <= 6 else Half.SECOND


def half_words(year: int, half: Half) -> str:
    """`114年上半年`; `year` is of the common era."""
    return f"{year - BEFORE_YEAR_ONE}年{'上' if half is Half.FIRST else '下'}半年"
