"""Summer and the rest of the year, as the tariff book divides them (chapter 5, article 4: 16 May to 15 October)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple


class Season(IntEnum):
    """夏月 and 非夏月; the number is the place in price tables."""

    SUMMER = 0
    NON_SUMMER = 1

    @property
    def key(self) -> str:
        return self.name.lower()


class Month(NamedTuple):
    """A calendar month, the unit of a bill."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return _last_day(self)

    @property
    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)


@lru_cache(maxsize=512)
def _last_day(month: Month) -> date:
    return date(month.year, month.month, monthrange(month.year, month.month)[1])


class SummerDates(NamedTuple):
    """First and last day of summer as (month, day), both included; never across the turn of the year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def season(self, day: date) -> Season:
        return Season.SUMMER if self.first <= (day.month, day.day) <= self.last else Season.NON_SUMMER

    def summer(self, year: int) -> tuple[date, date]:
        """First and last day of the summer of a year."""
        return date(year, *self.first), date(year, *self.last)

    def days(self, first: date, last: date) -> tuple[int, int]:
        """How many days from `first` to `last`, both included and of one year, lie in summer and outside."""
        start, end = self.summer(first.year)
        inside = max(0, (min(last, end) - max(first, start)).days + 1)
        return inside, (last - first).days + 1 - inside


def months_between(first: date, last: date) -> list[Month]:
    """Every month that has a day from `first` to `last`."""
    month, found = Month.of(first), list[Month]()
    while month.first <= last:
        found.append(month)
        month = month.next
    return found
