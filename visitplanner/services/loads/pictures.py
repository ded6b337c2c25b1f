"""The newest months of a load against the contracts: what the customer's card and the sheet draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.loads.monthly_readings import MonthlyReading, demand_of, energy_of
from visitplanner.domain.tariffs.advice.over_contract import OverYear
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load

SHOWN_MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthPeak:
    """A calendar month of a load: highest quarter of an hour in kW, energy in kWh, whether all its quarters are there."""

    year: int
    month: int
    max_kw: float
    kwh: float
    is_whole: bool


@dataclass(frozen=True, slots=True)
class LoadPicture:
    """The newest months of a load against the contracts. site: whose load, when the sheet is for several sites.
    measured_at: the other 電號 the load's file names, empty when it is the customer's own or not named. from_readings: from
    monthly readings, as the customer has no load. over: the months billed over contract, None where they cannot be billed.
    hours: the highest demand in kW of each hour of the day; peak_at: when the quarter of an hour of the highest demand began;
    both only of a load."""

    months: tuple[MonthPeak, ...]
    contracts: Contracts
    site: str = ""
    interval_minutes: int = 15
    missing: int = 0
    measured_at: str = ""
    from_readings: bool = False
    over: OverYear | None = None
    hours: tuple[float, ...] = ()
    peak_at: dt.datetime | None = None

    @property
    def highest(self) -> MonthPeak:
        return max(self.months, key=lambda month: month.max_kw)

    @property
    def over_contract(self) -> tuple[MonthPeak, ...]:
        """Those of the months that are billed over contract."""
        billed = {(each.month.year, each.month.month) for each in self.over.months} if self.over else set[tuple[int, int]]()
        return tuple(month for month in self.months if (month.year, month.month) in billed)

    @property
    def kwh(self) -> float:
        return sum(month.kwh for month in self.months)

    @property
    def whole_months(self) -> int:
        """Months with all their quarters of an hour; a yearly comparison needs twelve."""
        return sum(month.is_whole for month in self.months)


def picture_of(load: Load, contracts: Contracts, site: str = "") -> LoadPicture:
    """The newest twelve calendar months of a load."""
    spans = _months(load)[-SHOWN_MONTHS:]
    months: list[MonthPeak] = []
    for first, days in spans:
        begin = max(0, (first - load.first_day).days) * SLOTS_PER_DAY
        end = min(load.wh.size, ((first - load.first_day).days + days) * SLOTS_PER_DAY)
        part, gaps = load.wh[begin:end], load.missing[begin:end]
        whole = end - begin == days * SLOTS_PER_DAY and not bool(np.any(gaps))
        months.append(MonthPeak(first.year, first.month, int(part.max()) * 4 / 1000, int(part.sum()) / 1000, whole))
    hours, peak_at = _hours(load, spans[0][0])
    return LoadPicture(tuple(months), contracts, site, load.interval_minutes, load.missing_count, hours=hours, peak_at=peak_at)


def _hours(load: Load, since: dt.date) -> tuple[tuple[float, ...], dt.datetime]:
    """The highest demand of each hour of the day from a day on, and when the highest quarter began."""
    begin = max(0, (since - load.first_day).days) * SLOTS_PER_DAY
    part = load.wh[begin : begin + (load.wh.size - begin) // SLOTS_PER_DAY * SLOTS_PER_DAY]
    by_hour = part.reshape(-1, 24, SLOTS_PER_DAY // 24).max(axis=(0, 2)) * 4 / 1000
    day, slot = divmod(begin + int(part.argmax()), SLOTS_PER_DAY)
    peak = dt.datetime.combine(load.first_day, dt.time()) + dt.timedelta(days=day, minutes=slot * 15)
    return tuple(float(kw) for kw in by_hour), peak


def picture_of_readings(readings: Sequence[MonthlyReading], contracts: Contracts, site: str = "") -> LoadPicture | None:
    """The newest twelve monthly readings that give a highest demand; None where none does."""
    newest = sorted(readings, key=lambda each: each.month)[-SHOWN_MONTHS:]
    months = [
        MonthPeak(each.month.year, each.month.month, float(highest), float(energy_of(each) or 0), True)
        for each in newest
        if (highest := demand_of(each)) is not None
    ]
    return LoadPicture(tuple(months), contracts, site, from_readings=True) if months else None


def _months(load: Load) -> list[tuple[dt.date, int]]:
    """First day and length in days of every calendar month the load touches."""
    found: list[tuple[dt.date, int]] = []
    first = load.first_day.replace(day=1)
    while first <= load.last_day:
        following = (first + dt.timedelta(days=32)).replace(day=1)
        found.append((first, (following - first).days))
        first = following
    return found
