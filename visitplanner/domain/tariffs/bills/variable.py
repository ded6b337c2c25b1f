"""The variable peak before Taipower has named its 30 days: the worst, the expected and the best for a customer's own load.

What a named day costs more is its energy from 16:00 to 22:00 times the difference of peak and half-peak price, so days are
ranked by that energy. Expected: every eligible day is as likely as another; the 30 days that stand for this are taken at
even steps through the ranking, each the middle of a thirtieth of the days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.bills.year import DESIGNATED_DAYS
from visitplanner.domain.tariffs.books.book import Tariff
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.books.periods import DayKind, Period
from visitplanner.domain.tariffs.books.seasons import Season


class VariableCase(StrEnum):
    WORST = "worst"
    EXPECTED = "expected"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class VariableDays:
    """Thirty days each: dearest, likely and cheapest for the load."""

    worst: tuple[date, ...]
    expected: tuple[date, ...]
    best: tuple[date, ...]

    def of(self, case: VariableCase) -> tuple[date, ...]:
        return {VariableCase.WORST: self.worst, VariableCase.EXPECTED: self.expected, VariableCase.BEST: self.best}[case]


def variable_days(load: Load, tariff: Tariff, off_peak_days: OffPeakDays, year: int) -> VariableDays:
    """The three cases over one summer of a load. Refused when the load has fewer than 30 eligible days of that summer."""
    peak = tariff.hours.codes[int(Season.SUMMER) * 4 + int(DayKind.DESIGNATED)] == int(Period.PEAK)
    days = eligible_days(load, tariff, off_peak_days, year)
    if len(days) < DESIGNATED_DAYS:
        raise Refused(
            said("The load has only {count} weekdays in the summer of {year}.", count=len(days), year=year),
            mend=said("The variable peak is compared over a whole summer."),
        )
    by_day = load.wh.reshape(load.days, SLOTS_PER_DAY)
    rows = np.array([(day - load.first_day).days for day in days])
    energy = by_day[rows][:, peak].sum(axis=1)
    ranked = [days[int(place)] for place in np.argsort(-energy, kind="stable")]
    middles = [(2 * step + 1) * len(ranked) // (2 * DESIGNATED_DAYS) for step in range(DESIGNATED_DAYS)]
    return VariableDays(
        worst=tuple(sorted(ranked[:DESIGNATED_DAYS])),
        expected=tuple(sorted(ranked[place] for place in middles)),
        best=tuple(sorted(ranked[-DESIGNATED_DAYS:])),
    )


def eligible_days(load: Load, tariff: Tariff, off_peak_days: OffPeakDays, year: int) -> list[date]:
    """The weekdays of a summer that may be named and that the load has (chapter 5, article 4, note 2)."""
    first, last = tariff.summer.summer(year)
    first, last = max(first, load.first_day), min(last, load.last_day)
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and not off_peak_days.is_off_peak(day)]
