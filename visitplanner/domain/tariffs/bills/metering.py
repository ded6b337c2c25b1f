"""From a load to the months' readings: energy of each period, and the highest demand of each.

A load is condensed twice before any option looks at it: to one row a day with a column for each stretch of the day in which
no tariff changes its period (`condense`), and then to one row for all days of a month that are billed alike (`DayGroups`).
Every option works on these few hundred numbers. All sums are whole numbers and exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Energies, Load
from visitplanner.domain.tariffs.books.periods import DayKind, Hours
from visitplanner.domain.tariffs.books.seasons import Month, SummerDates
from visitplanner.domain.tariffs.books.use import Eight, MonthUse, Span

W_PER_WH = 4
"""A quarter of an hour with 1 Wh has a mean power of 4 W."""

Places = NDArray[np.int64]


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
    _grouped: dict[DayGroups, tuple[Energies, Energies]] = field(default_factory=dict["DayGroups", tuple[Energies, Energies]])

    def grouped(self, groups: DayGroups) -> tuple[Energies, Energies]:
        """Energy and greatest quarter of each group of days; int64 [groups × stretches] each."""
        known = self._grouped.get(groups)
        if known is None:
            known = (
                np.add.reduceat(self.energy_wh[groups.order], groups.starts, axis=0),
                np.maximum.reduceat(self.highest_wh[groups.order], groups.starts, axis=0),
            )
            self._grouped[groups] = known
        return known


def condense(load: Load, edges: tuple[int, ...]) -> Condensed:
    """Sum and maximum of every stretch of every day."""
    by_day = load.wh.reshape(load.days, SLOTS_PER_DAY)
    at = np.array(edges, dtype=np.intp)
    return Condensed(load, edges, np.add.reduceat(by_day, at, axis=1), np.maximum.reduceat(by_day, at, axis=1))


class BillDays(NamedTuple):
    """Days, both included, of one bill and one version, with the summer that holds in them."""

    first: date
    last: date
    summer: SummerDates


@dataclass(frozen=True, slots=True, eq=False)
class DayGroups:
    """The days of a load sorted by stretch and by how they are billed.

    order: int64 [days], the days' numbers, group by group. starts: where in `order` each group begins. stretch, row: of
    each group, the number of its stretch (that of the last + 1 for days outside all) and its row in `Hours.codes`.
    """

    order: Places
    starts: Places
    stretch: Places
    row: Places


@lru_cache(maxsize=64)
def day_groups(
    first_day: date,
    days: int,
    stretches: tuple[BillDays, ...],
    off_days: tuple[date, ...],
    designated: tuple[date, ...] = (),
) -> DayGroups:
    """The groups of `days` days from `first_day`; kept for the next load and the next option of the same days.

    stretches: at least one, in order, none overlapping another.
    """
    kinds = _day_kinds(first_day, days, off_days)
    kinds[_numbers(first_day, days, designated)] = DayKind.DESIGNATED
    numbers = np.arange(days)
    starts = np.array([(stretch.first - first_day).days for stretch in stretches])
    ends = np.array([(stretch.last - first_day).days for stretch in stretches])
    own = np.searchsorted(starts, numbers, side="right") - 1
    summers = list(dict.fromkeys(stretch.summer for stretch in stretches))
    seasons = _seasons(first_day, days, summers[0])
    for summer in summers[1:]:
        theirs = np.array([stretch.summer == summer for stretch in stretches])[own]
        seasons = np.where(theirs, _seasons(first_day, days, summer), seasons)
    outside = (own < 0) | (numbers > ends[own])
    keys = np.where(outside, len(stretches) * 8, own * 8 + seasons * 4 + kinds)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    return DayGroups(order, begins, keys[begins] // 8, keys[begins] % 8)


@lru_cache(maxsize=128)
def period_index(groups: DayGroups, edges: tuple[int, ...], divisions: tuple[Hours, ...]) -> Places:
    """For each group and stretch of the day: stretch of days · 8 + place of `CELLS`; int64 [groups · stretches].

    divisions: the hours of each stretch of days. Groups outside all stretches carry places of their own at the end.
    """
    columns = list(edges)
    bins = np.repeat((groups.stretch * 8)[:, None], len(columns), axis=1)
    if len(set(divisions)) == 1:
        bins += divisions[0].codes[:, columns][groups.row]
    else:
        for number, hours in enumerate(divisions):
            own = groups.stretch == number
            bins[own] += hours.codes[:, columns][groups.row[own]]
    return bins.reshape(-1)


def forget() -> None:
    """Drop every index that is kept; for measuring what making one costs."""
    day_groups.cache_clear()
    period_index.cache_clear()


def _cut(first_day: date, days: int, first: date, last: date) -> slice:
    return slice(max(0, (first - first_day).days), max(0, min(days, (last - first_day).days + 1)))


def _day_kinds(first_day: date, days: int, off_days: tuple[date, ...]) -> Places:
    """Off-peak days and Sundays before Saturdays before weekdays."""
    kinds = np.zeros(days, dtype=np.int64)
    weekday = first_day.weekday()
    kinds[(5 - weekday) % 7 :: 7] = DayKind.SATURDAY
    kinds[(6 - weekday) % 7 :: 7] = DayKind.OFF_DAY
    kinds[_numbers(first_day, days, off_days)] = DayKind.OFF_DAY
    return kinds


def _numbers(first_day: date, days: int, named: tuple[date, ...]) -> list[int]:
    """The numbers of these days among `days` days from `first_day`; those outside are left out."""
    origin = first_day.toordinal()
    return [number for day in named if 0 <= (number := day.toordinal() - origin) < days]


def _seasons(first_day: date, days: int, summer: SummerDates) -> Places:
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
    spans = [span for _, own in months for span in own]
    energies, demands = _by_span(condensed, spans, off_days, designated)
    first, last = (load.first_day, load.last_day) if load.missing_count == 0 else (date.max, date.min)
    found, at = list[MonthUse](), 0
    for month, own in months:
        stop = at + len(own)
        demand = demands[at] if stop == at + 1 else _highest(demands[at:stop])
        missing = 0 if first <= month.first and month.last <= last else missing_quarters(load, month)
        lagging = None if load.varh_lagging is None else _lagging(load.varh_lagging, load, month)
        found.append(MonthUse(month, own, tuple(energies[at:stop]), demand, missing, lagging_varh=lagging))
        at = stop
    return found


def _by_span(
    condensed: Condensed, spans: Sequence[Span], off_days: tuple[date, ...], designated: tuple[date, ...]
) -> tuple[list[Eight], list[Eight]]:
    """Energy in Wh and highest demand in W of every span; demand always by the days without designation."""
    load = condensed.load
    stretches = tuple(BillDays(span.first, span.last, span.tariff.summer) for span in spans)
    groups = day_groups(load.first_day, load.days, stretches, off_days)
    index = period_index(groups, condensed.edges, tuple(span.tariff.demand_hours for span in spans))
    size = (len(spans) + 1) * 8
    energy, highest = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.maximum.at(highest, index, condensed.grouped(groups)[1].reshape(-1))
    if designated or any(span.tariff.hours is not span.tariff.demand_hours for span in spans):
        groups = day_groups(load.first_day, load.days, stretches, off_days, designated)
        index = period_index(groups, condensed.edges, tuple(span.tariff.hours for span in spans))
    np.add.at(energy, index, condensed.grouped(groups)[0].reshape(-1))
    return _eights(energy), _eights(highest * W_PER_WH)


def _eights(values: Places) -> list[Eight]:
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
