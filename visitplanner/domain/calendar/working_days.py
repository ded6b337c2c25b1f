"""Working days: the official office calendars, the rule calendar where none is published yet, and days closed locally.

An official calendar may make a Saturday a working day (補行上班) and is revised within its year; a typhoon closes the
office of one city. A year without an official calendar is never passed off as one: its calendar is `provisional`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import Message, said

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one year.

    working: every day on which the office works. provisional: 暫定, made by rule because no official calendar is known.
    source: where it comes from. remarks: what the source says of a day (its holiday, 補行上班), by day.
    """

    year: int
    working: frozenset[dt.date]
    provisional: bool
    source: str
    remarks: Mapping[dt.date, str] = field(default_factory=dict[dt.date, str])

    def __post_init__(self) -> None:
        astray = [day for day in (*self.working, *self.remarks) if day.year != self.year]
        if astray:
            raise ValueError(f"{min(astray)} is not in {self.year}")


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """A day on which two calendars of one year differ. works: whether the newer one has it as a working day."""

    day: dt.date
    works: bool
    remark: str


class Calendars:
    """Calendars of many years as one line of working days.

    by_rule: makes the provisional calendar of a year that `official` lacks; without it such a year raises `Unknown`.
    closures: days on which this office is closed though the calendar says otherwise, with the reason.
    """

    def __init__(
        self,
        official: Iterable[Calendar] = (),
        by_rule: Callable[[int], Calendar] | None = None,
        closures: Mapping[dt.date, str] | None = None,
    ) -> None:
        self._official = {calendar.year: calendar for calendar in official}
        self._by_rule = by_rule
        self.closures = dict(closures or {})
        self._made: dict[int, Calendar] = {}
        self._lines: dict[int, list[dt.date]] = {}

    @property
    def official_years(self) -> list[int]:
        return sorted(year for year, calendar in self._official.items() if not calendar.provisional)

    def with_changes(self, calendars: Iterable[Calendar] = (), closures: Mapping[dt.date, str] | None = None) -> Calendars:
        """These calendars, with some years replaced and days closed besides."""
        official = [*self._official.values(), *calendars]
        return Calendars(official, self._by_rule, {**self.closures, **(closures or {})})

    def calendar(self, year: int) -> Calendar:
        """The calendar of a year as published, local closures left aside; raises `Unknown` naming the year."""
        found = self._official.get(year) or self._made.get(year)
        if found is None:
            if self._by_rule is None:
                raise Unknown(said("No office calendar is known for {year}.", year=year), mend=IMPORT_IT)
            found = self._made[year] = self._by_rule(year)
        return found

    def is_provisional(self, year: int) -> bool:
        return self.calendar(year).provisional

    def is_working(self, day: dt.date) -> bool:
        return day in self.calendar(day.year).working and day not in self.closures

    def remark(self, day: dt.date) -> str:
        """Why a day is special, in the words of its source; empty for an ordinary day."""
        return self.closures.get(day) or self.calendar(day.year).remarks.get(day, "")

    def day_off(self, day: dt.date) -> Message | None:
        """Why nobody works on a day, by the name of its holiday or the office's reason where there is one; None when they do."""
        if self.is_working(day):
            return None
        remark = self.remark(day)
        if remark:
            return said("{day} is not a working day: {remark}.", day=day, remark=remark)
        return said("{day} is not a working day.", day=day)

    def working_days(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """All working days from `first` to `last`, both included, in order."""
        days: list[dt.date] = []
        for year in range(first.year, last.year + 1):
            line = self._line(year)
            days += line[bisect_left(line, first) : bisect_right(line, last)]
        return days

    def following(self, day: dt.date) -> dt.date:
        """The first working day on or after `day`."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def preceding(self, day: dt.date) -> dt.date:
        """The last working day on or before `day`."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def add(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after `day` (before it if negative); with 0 the first on or after `day`."""
        if count == 0:
            return self.following(day)
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day = self.following(day + step) if count > 0 else self.preceding(day + step)
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after `start` up to `end` included; negative when `end` comes first. `between(d, add(d, n)) == n`."""
        if end < start:
            return -len(self.working_days(end, start - ONE_DAY))
        return len(self.working_days(start + ONE_DAY, end))

    def _line(self, year: int) -> list[dt.date]:
        if year not in self._lines:
            self._lines[year] = sorted(day for day in self.calendar(year).working if day not in self.closures)
        return self._lines[year]


IMPORT_IT = said("Import the official office calendar of that year.")


def days_of(year: int) -> list[dt.date]:
    """Every day of a year."""
    first = dt.date(year, 1, 1)
    return [first + ONE_DAY * offset for offset in range((dt.date(year + 1, 1, 1) - first).days)]


def weekday_calendar(
    year: int, holidays: Mapping[dt.date, str], make_up: Mapping[dt.date, str], *, source: str, provisional: bool = False
) -> Calendar:
    """The calendar in which Monday to Friday are worked except `holidays`, and of the weekends only `make_up` days are."""
    working = frozenset(day for day in days_of(year) if day in make_up or (day.weekday() < 5 and day not in holidays))
    return Calendar(year, working, provisional, source, {**holidays, **make_up})


def changes(before: Calendar, after: Calendar) -> list[CalendarChange]:
    """The days that became working days or stopped being ones, in order."""
    differing = sorted(before.working ^ after.working)
    return [CalendarChange(day, day in after.working, after.remarks.get(day, "")) for day in differing]
