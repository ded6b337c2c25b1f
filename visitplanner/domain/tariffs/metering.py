"""From a load to the months' readings: energy of each period, and the highest demand of each.

A load is first condensed to one row a day with a column for each stretch of the day in which no tariff changes its
period (`condense`); every option then works on these few thousand numbers. All sums are whole numbers and exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.tariffs.load import SLOTS_PER_DAY, Energies, Load
from visitplanner.domain.tariffs.periods import DayKind, Hours
from visitplanner.domain.tariffs.seasons import Month, SummerDates
from visitplanner.domain.tariffs.use import Eight, MonthUse, Span

W_PER_WH = 4
"""A quarter of an hour with 1 Wh has a mean power of 4 W."""


@dataclass(frozen=True, slots=True, eq=False)
class Condensed:
    """A load by day and stretch of the day.

    edges: first slot of each stretch. energy_wh, highest_wh: int64 [days × stretches], the stretch's energy and its
    greatest quarter of an hour.
    """

    load: Load
    edges: tuple[int, ...]
    energy_wh: Energies
    highest_wh: Energies


def condense(load: Load, edges: tuple[int, ...]) -> Condensed:
    """Sum and maximum of every stretch of every day."""
    by_day = load.wh.reshape(load.days, SLOTS_PER_DAY)
    at = np.array(edges, dtype=np.intp)
    return Condensed(load, edges, np.add.reduceat(by_day, at, axis=1), np.maximum.reduceat(by_day, at, axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class PeriodIndex:
    """For each day and stretch the span it belongs to and its place: int64 [days · stretches], span·8 + place of `CELLS`.

    Days outside all spans carry the number of spans. energy and demand are one array unless days are designated.
    """

    energy: NDArray[np.int64]
    demand: NDArray[np.int64]
    spans: int


@lru_cache(maxsize=128)
def period_index(
    first_day: date,
    days: int,
    edges: tuple[int, ...],
    spans: tuple[Span, ...],
    off_days: tuple[date, ...],
    designated: tuple[date, ...] = (),
) -> PeriodIndex:
    """The index of `days` days from `first_day`; kept for the next load of the same days and tariffs."""
    demand = _bins(first_day, days, edges, off_days, (), tuple(_demand_part(span) for span in spans))
    if not designated and all(span.tariff.hours is span.tariff.demand_hours for span in spans):
        return PeriodIndex(demand, demand, len(spans))
    energy = _bins(first_day, days, edges, off_days, designated, tuple(_energy_part(span) for span in spans))
    return PeriodIndex(energy, demand, len(spans))


class _Part(NamedTuple):
    """Days, both included, with the division of the day and the summer that hold in them."""

    first: date
    last: date
    hours: Hours
    summer: SummerDates


def _energy_part(span: Span) -> _Part:
    return _Part(span.first, span.last, span.tariff.hours, span.tariff.summer)


def _demand_part(span: Span) -> _Part:
    return _Part(span.first, span.last, span.tariff.demand_hours, span.tariff.summer)


@lru_cache(maxsize=64)
def _bases(first_day: date, days: int, bounds: tuple[tuple[date, date], ...]) -> NDArray[np.int64]:
    """Eight times the number of the span each day lies in; int64 [days × 1]."""
    base = np.full(days, len(bounds), dtype=np.int64)
    for number, (first, last) in enumerate(bounds):
        base[_cut(first_day, days, first, last)] = number
    return (base * 8)[:, None]


@lru_cache(maxsize=64)
def _rows(
    first_day: date, days: int, off_days: tuple[date, ...], designated: tuple[date, ...], summer: SummerDates
) -> NDArray[np.int64]:
    """Each day's row in `Hours.codes`: season·4 + kind of day."""
    kinds = _day_kinds(first_day, days, off_days)
    for day in designated:
        kinds[_cut(first_day, days, day, day)] = DayKind.DESIGNATED
    return _seasons(first_day, days, summer) * 4 + kinds


def forget() -> None:
    """Drop every index that is kept; for measuring what making one costs."""
    for kept in (period_index, _bins, _bases, _rows):
        kept.cache_clear()


def _cut(first_day: date, days: int, first: date, last: date) -> slice:
    return slice(max(0, (first - first_day).days), max(0, min(days, (last - first_day).days + 1)))


def _day_kinds(first_day: date, days: int, off_days: tuple[date, ...]) -> NDArray[np.int64]:
    """Off-peak days and Sundays before Saturdays before weekdays."""
    weekdays = (np.arange(days) + first_day.weekday()) % 7
    kinds = np.where(weekdays == 6, DayKind.OFF_DAY, np.where(weekdays == 5, DayKind.SATURDAY, DayKind.WEEKDAY)).astype(np.int64)
    for day in off_days:
        kinds[_cut(first_day, days, day, day)] = DayKind.OFF_DAY
    return kinds


@lru_cache(maxsize=128)
def _bins(
    first_day: date,
    days: int,
    edges: tuple[int, ...],
    off_days: tuple[date, ...],
    designated: tuple[date, ...],
    parts: tuple[_Part, ...],
) -> NDArray[np.int64]:
    bins = np.repeat(_bases(first_day, days, tuple((part.first, part.last) for part in parts)), len(edges), axis=1)
    ways = {(part.hours, part.summer) for part in parts}
    for hours, summer in ways:
        codes = hours.codes[:, list(edges)][_rows(first_day, days, off_days, designated, summer)]
        if len(ways) == 1:
            bins += codes
            break
        for part in parts:
            if part.hours is hours and part.summer == summer:
                cut = _cut(first_day, days, part.first, part.last)
                bins[cut] += codes[cut]
    return bins.reshape(-1)


def _seasons(first_day: date, days: int, summer: SummerDates) -> NDArray[np.int64]:
    seasons = np.ones(days, dtype=np.int64)
    for year in range(first_day.year, date.fromordinal(first_day.toordinal() + days - 1).year + 1):
        seasons[_cut(first_day, days, *summer.summer(year))] = 0
    return seasons


def month_uses(
    condensed: Condensed,
    months: Sequence[tuple[Month, tuple[Span, ...]]],
    off_days: tuple[date, ...],
    designated: tuple[date, ...] = (),
) -> list[MonthUse]:
    """The readings of the months named, each with its spans; `months` in order.

    A month that the load covers in part is read as far as it goes, its missing quarters of an hour counted.
    """
    load = condensed.load
    spans = tuple(span for _, own in months for span in own)
    index = period_index(load.first_day, load.days, condensed.edges, spans, off_days, designated)
    size = (index.spans + 1) * 8
    energy, highest = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(energy, index.energy, condensed.energy_wh.reshape(-1))
    np.maximum.at(highest, index.demand, condensed.highest_wh.reshape(-1))
    energies, demands = _eights(energy), _eights(highest * W_PER_WH)
    first, last = (load.first_day, load.last_day) if load.missing_count == 0 else (date.max, date.min)
    found, at = list[MonthUse](), 0
    for month, own in months:
        stop = at + len(own)
        demand = demands[at] if stop == at + 1 else _highest(demands[at:stop])
        missing = 0 if first <= month.first and month.last <= last else missing_quarters(load, month)
        found.append(
            MonthUse(
                month,
                own,
                tuple(energies[at:stop]),
                demand,
                missing,
                lagging_varh=None if load.varh_lagging is None else _lagging(load.varh_lagging, load, month),
            )
        )
        at = stop
    return found


def _eights(values: NDArray[np.int64]) -> list[Eight]:
    return [tuple(row) for row in values.reshape(-1, 8).tolist()]  # type: ignore[misc]


def _highest(rows: Sequence[Eight]) -> Eight:
    return tuple(max(column) for column in zip(*rows, strict=True))  # type: ignore[return-value]


def missing_quarters(load: Load, month: Month) -> int:
    """Quarters of an hour of a month for which a load has no reading."""
    cut = _cut(load.first_day, load.days, month.first, month.last)
    days = max(0, cut.stop - cut.start)
    absent = (month.last.day - days) * SLOTS_PER_DAY
    slots = slice(cut.start * SLOTS_PER_DAY, cut.stop * SLOTS_PER_DAY)
    return absent + (int(np.count_nonzero(load.missing[slots])) if days else 0)


def _lagging(varh: Energies, load: Load, month: Month) -> int:
    cut = _cut(load.first_day, load.days, month.first, month.last)
    return int(varh[cut.start * SLOTS_PER_DAY : cut.stop * SLOTS_PER_DAY].sum())
