"""Moving evening use to other hours: the same energy, day by day, billed and measured anew.

On every weekday that is no off-peak day, some of the energy from 16:00 to 22:00 is used in other hours of the same day
instead, spread evenly over them. Whole watt-hours are moved, so no day's energy changes. A higher demand in the other
hours is billed like any other. What a plant can really move only the customer knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.advice.advice import Weighed, at_contracts
from visitplanner.domain.tariffs.advice.comparison import Comparison
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, WH_PER_KW, Energies, Load, spread
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import Stop

DEFAULT_PERCENTS = (10, 20, 30)


class ClockHours(NamedTuple):
    """From slot, up to but not including slot; quarters of an hour from midnight, within one day."""

    start: int
    stop: int

    def __str__(self) -> str:
        return f"{clock_of(self.start)}-{clock_of(self.stop)}"

    @property
    def slots(self) -> slice:
        return slice(self.start, self.stop)

    @property
    def length(self) -> int:
        return self.stop - self.start


EVENING = ClockHours(64, 88)
"""16:00 to 22:00, the summer peak of three-stage tariffs since 2023-01-01 (chapter 5, article 4(2))."""

NIGHT = ClockHours(0, 24)
"""00:00 to 06:00, off-peak in every option and season."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """What moving saves under one option. percent: of the evening's energy, None for the largest block.

    moved_wh: over the months compared. block_kw: the mean power moved on a day on which something was moved. total_ntd:
    the bills afterwards with the contracts as they are; best_ntd with the contracts then best. before_ntd, best_before_ntd:
    the same with nothing moved.
    """

    percent: int | None
    out_of: ClockHours
    into: ClockHours
    days: int
    moved_wh: int
    block_kw: Decimal
    contracts: ContractsKw
    before_ntd: Decimal
    total_ntd: Decimal
    best_contracts: ContractsKw
    best_ntd: Decimal
    best_before_ntd: Decimal

    @property
    def saving_ntd(self) -> Decimal:
        """By moving, the contracts staying as they are."""
        return self.before_ntd - self.total_ntd

    @property
    def saving_with_best_ntd(self) -> Decimal:
        """By moving and by the best contracts together."""
        return self.before_ntd - self.best_ntd

    @property
    def saving_of_moving_ntd(self) -> Decimal:
        """By moving, the contracts being the best before and after."""
        return self.best_before_ntd - self.best_ntd


def shifted(
    comparison: Comparison,
    weighed: Weighed,
    contracts: ContractsKw,
    percent: int,
    into: ClockHours = NIGHT,
    stop: Stop | None = None,
) -> Shifted:
    """Move `percent` of every evening. Refused for hours that overlap the evening or lie outside the day."""
    refuse_hours(EVENING, into)
    if not 0 < percent <= 100:
        raise Refused(said("The share to move is a whole percentage from 1 to 100."), field="shift")
    load = comparison.load.load
    evening = _days(load)[working_days(load, comparison.library.off_peak_days)][:, EVENING.slots]
    return _result(comparison, weighed, contracts, percent, evening * percent // 100, into, stop)


def largest_block(
    comparison: Comparison, weighed: Weighed, contracts: ContractsKw, into: ClockHours = NIGHT, stop: Stop | None = None
) -> Shifted:
    """The most that can move as an even block: on each day all that runs through the whole evening, as far as the other
    hours have room below the contracts together. An upper estimate: whether the plant allows it is another question."""
    refuse_hours(EVENING, into)
    load = comparison.load.load
    days = _days(load)[working_days(load, comparison.library.off_peak_days)]
    steady = days[:, EVENING.slots].min(axis=1)
    room = np.maximum(sum(contracts) * WH_PER_KW - days[:, into.slots].max(axis=1), 0) * into.length // EVENING.length
    block = np.minimum(steady, room)
    return _result(comparison, weighed, contracts, None, np.repeat(block[:, None], EVENING.length, axis=1), into, stop)


def moved_load(load: Load, rows: NDArray[np.intp], taken: Energies, into: ClockHours) -> Load:
    """The load with `taken` (days × evening slots, Wh) used in `into` of the same days; energy of every day as before."""
    days = _days(load).copy()
    days[rows, EVENING.start : EVENING.stop] -= taken
    days[rows, into.start : into.stop] += spread(taken.sum(axis=1), into.length).reshape(-1, into.length)
    return replace(load, wh=days.reshape(-1))


def working_days(load: Load, off_peak_days: OffPeakDays) -> NDArray[np.intp]:
    """Places of the weekdays that are no off-peak days."""
    off = set(off_peak_days.between(load.first_day, load.last_day))
    days = (load.first_day + timedelta(days=place) for place in range(load.days))
    return np.array([place for place, day in enumerate(days) if day.weekday() < 5 and day not in off], dtype=np.intp)


def refuse_hours(out_of: ClockHours, into: ClockHours) -> None:
    if not 0 <= into.start < into.stop <= SLOTS_PER_DAY or (into.start < out_of.stop and out_of.start < into.stop):
        raise Refused(
            said("Energy cannot be moved from {evening} to {hours}.", evening=str(out_of), hours=str(into)),
            mend=said("Name hours of one day outside the evening peak, such as 00:00-06:00."),
            field="shift",
        )


def _days(load: Load) -> Energies:
    return load.wh.reshape(load.days, SLOTS_PER_DAY)


def _result(
    comparison: Comparison,
    weighed: Weighed,
    contracts: ContractsKw,
    percent: int | None,
    taken: Energies,
    into: ClockHours,
    stop: Stop | None,
) -> Shifted:
    load, library = comparison.load.load, comparison.library
    rows = working_days(load, library.off_peak_days)
    after = comparison.with_load(condense(moved_load(load, rows, taken, into), library.edges))
    year = after.under(weighed.choice.option, weighed.year.question.designated)
    best = year.best(stop)
    inside = _in_months(comparison, rows)
    by_day = taken[inside].sum(axis=1)
    moved, days = int(by_day.sum()), int(np.count_nonzero(by_day))
    hours = Decimal(EVENING.length) / 4
    return Shifted(
        percent=percent,
        out_of=EVENING,
        into=into,
        days=days,
        moved_wh=moved,
        block_kw=Decimal(moved).scaleb(-3) / hours / days if days else Decimal(0),
        contracts=contracts,
        before_ntd=at_contracts(weighed, contracts).total_ntd,
        total_ntd=year.bills(contracts).total,
        best_contracts=best,
        best_ntd=year.bills(best).total,
        best_before_ntd=weighed.total_ntd,
    )


def _in_months(comparison: Comparison, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    months, first = set(comparison.terms.months), comparison.load.load.first_day
    days = (first + timedelta(days=int(row)) for row in rows)
    return np.array([(day.year, day.month) in months for day in days], dtype=np.bool_)
