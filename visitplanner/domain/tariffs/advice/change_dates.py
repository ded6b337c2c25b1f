"""When an option may lawfully be left: one year at least, then on certain days (電價表, chapter 5, article 8(3) to (5)).

Two-stage, batch production and EV charging: any day after the first year. Three-stage with fixed peak, after its first
year: a cycle that began outside summer ends on the first day of the next one or may be left once summer is over; one that
began in summer may be left until summer's last day of that year or when the next one begins. Variable peak, after its
first year: only once the summer of the running cycle is over, and not in summer.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.books.seasons import Season, SummerDates

ONE_DAY = timedelta(days=1)


def earliest_change(present: TariffOption, since: date | None, today: date, summer: SummerDates) -> date | None:
    """The first day from `today` on that the present option may be left; None (unknown) where its start is not known."""
    if since is None:
        return None
    first = max(today, anniversary(since, 1))
    if not present.three_stage:
        return first
    return next(day for day in _days_from(first) if _open(present, since, day, summer))


def anniversary(since: date, years: int) -> date:
    """The first day after so many whole years; of 29 February in a common year that is 1 March (Civil Code, article 121)."""
    if (since.month, since.day) == (2, 29) and not isleap(since.year + years):
        return date(since.year + years, 3, 1)
    return since.replace(year=since.year + years)


def cycle_start(since: date, day: date) -> date:
    """The first day of the yearly cycle in which `day` lies."""
    years = day.year - since.year
    start = anniversary(since, years)
    return start if start <= day else anniversary(since, years - 1)


def _open(present: TariffOption, since: date, day: date, summer: SummerDates) -> bool:
    start = cycle_start(since, day)
    if present is TariffOption.THREE_STAGE_VARIABLE:
        return _after_summer(start, day, summer) or _summer_ended_with_cycle(start, day, summer)
    if summer.season(since) is Season.SUMMER:
        return day <= summer.summer(start.year)[1]
    return day == start or _after_summer(start, day, summer)


def _after_summer(start: date, day: date, summer: SummerDates) -> bool:
    """Whether a summer has ended in the cycle and none is on."""
    ended = any(start <= summer.summer(year)[1] < day for year in (start.year, day.year))
    return ended and summer.season(day) is not Season.SUMMER


def _summer_ended_with_cycle(start: date, day: date, summer: SummerDates) -> bool:
    """Whether `day` begins a cycle and the one before ended on summer's last day: its summer is over only now."""
    return day == start and summer.summer(day.year)[1] == day - ONE_DAY


def _days_from(first: date) -> Iterator[date]:
    day = first
    while True:
        yield day
        day += ONE_DAY
