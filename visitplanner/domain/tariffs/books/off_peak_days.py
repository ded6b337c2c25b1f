"""Off-peak days (離峰日): billed like a Sunday, all day off-peak (chapter 5, article 4(3), note 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said


class FixedDay(NamedTuple):
    """A named day of the solar calendar, counted on and after `first`."""

    name: str
    month: int
    day: int
    first: date = date.min


class MovingDay(NamedTuple):
    """Days counted from a date that moves (lunar new year, Qingming, ...), on and after `first`."""

    name: str
    of: str
    offsets: tuple[int, ...]
    first: date = date.min


class YearList(NamedTuple):
    """The off-peak days of one year as listed. `official`: taken from a published calendar, so the rule must agree."""

    days: frozenset[date]
    official: bool
    confidence: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class OffPeakDays:
    """Off-peak days by rule and by list.

    moon:  for each year the dates the rule's moving days start from.
    lists: the years for which a list exists; it goes before the rule.
    Raises Refused when an official list and the rule disagree.
    """

    fixed: tuple[FixedDay, ...]
    moving: tuple[MovingDay, ...]
    moon: Mapping[int, Mapping[str, date]]
    lists: Mapping[int, YearList]
    _by_year: dict[int, tuple[date, ...]] = field(default_factory=dict[int, tuple[date, ...]])

    def __post_init__(self) -> None:
        for year, listed in self.lists.items():
            odd = sorted(listed.days ^ self.by_rule(year)) if listed.official else []
            if odd:
                raise Refused(said("The official off-peak days of {year} and the rule disagree on {day}.", year=year, day=odd[0]))

    def by_rule(self, year: int) -> frozenset[date]:
        """The off-peak days of a year by the rule alone. Unknown outside the years whose lunar dates are recorded."""
        moon = self.moon.get(year)
        if moon is None:
            raise Unknown(
                said("The off-peak days of {year} are not known: its lunar dates are not recorded.", year=year),
                mend=said("Add the year to data/off_peak_days.toml."),
            )
        found = {date(year, day.month, day.day): day.first for day in self.fixed}
        for moving in self.moving:
            for offset in moving.offsets:
                found.setdefault(moon[moving.of] + timedelta(days=offset), moving.first)
        return frozenset(day for day, first in found.items() if day >= first)

    def of_year(self, year: int) -> tuple[date, ...]:
        """The off-peak days of a year in order, by its list if there is one, else by the rule."""
        known = self._by_year.get(year)
        if known is None:
            listed = self.lists.get(year)
            known = tuple(sorted(listed.days if listed else self.by_rule(year)))
            self._by_year[year] = known
        return known

    def between(self, first: date, last: date) -> tuple[date, ...]:
        return tuple(day for year in range(first.year, last.year + 1) for day in self.of_year(year) if first <= day <= last)

    def is_off_peak(self, day: date) -> bool:
        """Whether a day is billed as off-peak all day: an off-peak day or a Sunday."""
        if day.weekday() == 6:
            return True
        listed = self.lists.get(day.year)
        return day in (listed.days if listed else self.of_year(day.year))
