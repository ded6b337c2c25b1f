"""No plan can cost less: a proven lower bound, and the month prices that prove it.

The busiest month is the only thing that ties the whole year together. Put a price on each month instead: every visit pays
the price of its month, and the busiest month is paid by the prices. With one price a month, none negative, a plan whose
busiest month holds P visits pays at most P times their sum, so

    sum of (cost + price of its month) over the visits + (peak price - sum of prices) * P  <=  the plan's cost.

The left side, clashes between visits dropped, falls apart into single visits and, for each leader and township, into
pairs of annual visits that share a trip: a matching of the greatest saving (`matching.py`). Visits that a plan may leave
out pay at most their price for that.

People who are asked for more visits on a day than they can lead get prices for their days as well (`crowded.py`).

P is a whole number, and this makes the bound sharper than prices that sum to exactly the peak price: while the prices sum
to no more than that, the left side grows with P and proves something for every plan with P or more visits in its busiest
month; while they sum to no less, it does so for every plan with P or fewer. So two sets of prices, one for some P and more,
one for P - 1 and fewer, together cover every plan, and the smaller of the two values bounds them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf
from typing import Protocol

import numpy as np

from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.bounds.crowded import Crowd, Within
from visitplanner.domain.planning.bounds.relaxed import Best, Numbers, Relaxation, Relaxed

ROOMY = 0.1
"""Days get prices only if leaders are asked for more visits than they can lead by over this share of all visits."""


@dataclass(frozen=True)
class Bound:
    """No plan costs less than `value`.

    limit:   visits in the busiest month of the cheapest plans, as far as the prices tell.
    prices:  month prices for that limit.  led: [people, days] price of leading a visit.  relaxed: the year under them.
    """

    value: float
    limit: int
    prices: list[float]
    led: Numbers
    relaxed: Relaxed


@dataclass(frozen=True)
class Pace:
    """When a part of the work is to end: when `stop` says so, or when its share of the time from `first` to `last` is gone."""

    stop: Callable[[], bool]
    spent: Callable[[], float] | None
    first: float
    last: float

    def until(self, share: float) -> Callable[[], bool]:
        """Says when that share of the part's own time is gone."""
        end = self.first + share * (self.last - self.first)
        return lambda: self.stop() or (self.spent is not None and self.spent() >= end)


class Rising(Protocol):
    """Makes prices prove more, step by step, until `stop` says so. busiest: the load of the priced months, a mean over the
    steps so far."""

    peak: float
    busiest: float
    stop: Callable[[], bool]

    def rise(self, start: Best, limit: int, within: Within, rounds: int, above: float = inf) -> Best:
        """The best prices for a limit within `rounds` steps; ends early once the value is above `above`."""
        ...


def lower_bound(
    grid: Grid, rounds: int = 120, stop: Callable[[], bool] | None = None, spent: Callable[[], float] | None = None
) -> Bound:
    """The best bound found in about `rounds` steps along the month loads (subgradient), and two thirds as many for crowded days.

    `stop` ends it early, still proven.  spent: the share of its time that is gone; each part of the work keeps to its own.
    """
    asked = stop or (lambda: False)
    relaxation, peak = Relaxation(grid, asked), float(grid.problem.prices.busiest_month_visit)
    months = max(1, grid.months)
    climb = _Climb(relaxation, peak, asked)
    found = _bound(grid, climb, relaxation.best(np.full(months, peak / months)), rounds, Pace(asked, spent, 0.0, 0.75))
    crowd = Crowd(relaxation, peak, asked)
    if asked() or not crowd.gather(found.relaxed, ROOMY):
        return found
    pace = Pace(asked, spent, 0.75, 1.0)
    sharper = _bound(grid, crowd, relaxation.best(np.array(found.prices)), rounds * 2 // 3, pace)
    return max(found, sharper, key=lambda bound: bound.value)


def _bound(grid: Grid, climb: Rising, start: Best, rounds: int, pace: Pace) -> Bound:
    climb.stop = pace.until(0.5)
    even = climb.rise(start, 0, summing_to, rounds // 2)
    best, limit = even, len(grid.cost)
    if climb.peak:
        limit = ceil(climb.busiest - 1e-6)
        climb.stop = pace.until(0.75)
        more = climb.rise(even, limit, at_most, rounds // 4)
        climb.stop = pace.until(1.0)
        fewer = climb.rise(even, limit - 1, at_least, rounds // 4, above=more.value)
        best, limit = (more, limit) if more.value <= fewer.value else (fewer, limit - 1)
    return Bound(whole(grid, best.value), limit, best.prices.tolist(), best.led, best.relaxed)


@dataclass
class _Climb:
    """Steps along the month loads."""

    relaxation: Relaxation
    peak: float
    stop: Callable[[], bool]
    busiest: float = 0.0

    def rise(self, start: Best, limit: int, within: Within, rounds: int, above: float = inf) -> Best:
        """See `Rising`."""
        best, prices = start, within(start.prices, self.peak)
        for n in range(max(1, rounds)):
            relaxed = self.relaxation.under(prices)
            value = relaxed.value + (self.peak - float(prices.sum())) * limit
            if n == 0 or value > best.value:
                best = Best(value, prices, start.led, relaxed)
            if self.stop() or best.value > above:
                break
            if self.peak:
                paid = float(prices @ relaxed.load) / max(float(prices.sum()), 1e-9)
                self.busiest = paid if n == 0 else self.busiest + (paid - self.busiest) * 0.1
            slope = relaxed.load - (limit or float(relaxed.load.mean()))
            size = max(1.0, float(np.linalg.norm(slope)))
            step = (0.1 if limit < self.busiest else 0.05) * self.peak / (1 + n / 6)
            prices = within(prices + step * slope / size, self.peak)
        return best


def whole(grid: Grid, value: float) -> float:
    """The bound, rounded up when every cost is a whole number."""
    prices = grid.problem.prices
    parts = [prices.day_from_ideal, prices.trip, prices.busiest_month_visit, prices.weekday, prices.moved, *grid.unplaced]
    if all(float(part).is_integer() for part in (*parts, *(v.haste for v in grid.problem.visits))):
        return float(ceil(value - 1e-4))
    return value


def summing_to(prices: Numbers, total: float) -> Numbers:
    """The nearest prices that are not negative and sum to `total`."""
    if total <= 0:
        return np.zeros(prices.shape)
    ranked = np.sort(prices)[::-1]
    shifts = (np.cumsum(ranked) - total) / np.arange(1, len(ranked) + 1)
    positive = np.flatnonzero(ranked > shifts)
    shift = shifts[positive[-1]] if len(positive) else shifts[-1]
    return np.maximum(prices - shift, 0.0)


def at_most(prices: Numbers, total: float) -> Numbers:
    """The nearest prices that are not negative and sum to `total` at most."""
    clipped = np.maximum(prices, 0.0)
    return clipped if clipped.sum() <= total else summing_to(prices, total)


def at_least(prices: Numbers, total: float) -> Numbers:
    """The nearest prices that are not negative and sum to `total` at least."""
    clipped = np.maximum(prices, 0.0)
    return clipped if clipped.sum() >= total else summing_to(prices, total)
