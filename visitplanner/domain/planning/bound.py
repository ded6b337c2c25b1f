"""No plan can cost less: a proven lower bound, and the month prices that prove it.

The busiest month is the only thing that ties the whole year together. Put a price on each month instead: every visit pays
the price of its month, and the busiest month is paid by the prices. With one price a month, none negative, a plan whose
busiest month holds P visits pays at most P times their sum, so

    sum of (cost + price of its month) over the visits + (peak price - sum of prices) * P  <=  the plan's cost.

The left side, clashes between visits dropped, falls apart into single visits and, for each leader and township, into
pairs of annual visits that share a trip: a matching of the greatest saving (`matching.py`). Visits that a plan may leave
out pay at most their price for that.

P is a whole number, and this makes the bound sharper than prices that sum to exactly the peak price: while the prices sum
to no more than that, the left side grows with P and proves something for every plan with P or more visits in its busiest
month; while they sum to no less, it does so for every plan with P or fewer. So two sets of prices, one for some P and more,
one for P - 1 and fewer, together cover every plan, and the smaller of the two values bounds them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.planning.board import Board
from visitplanner.domain.planning.grid import Grid
from visitplanner.domain.planning.matching import Pair, best_pairs

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Relaxed:
    """The year under month prices, clashes dropped.

    value: its cost, the prices included.  load: visits per month.
    month: per visit its month, -1 when it is left out or fixed.  pairs: visits that share a trip.
    """

    value: float
    load: Numbers
    month: list[int]
    pairs: list[Pair]


class Relaxation:
    """The parts into which the year falls under month prices.

    alone: [visits, months] least cost of a visit by itself in a month, its trip included.
    both:  [pairs, months] least cost of two visits of one family that share a trip.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.price = grid.problem.prices
        self.empty = Board(grid)
        self.fixed_load = np.array(self.empty.load, dtype=np.float64)
        self.fixed_cost = self.empty.core - sum(u for n, u in enumerate(grid.unplaced) if n not in grid.fixed)
        self.free = [n for n in range(len(grid.cost)) if n not in grid.fixed]
        self.ideal = [v.ideal.toordinal() for v in grid.problem.visits]
        self.families: dict[tuple[int, int], list[int]] = defaultdict(list)
        for n, family in enumerate(grid.family):
            if family is not None:
                self.families[family].append(n)
        month = np.array(grid.month, dtype=np.int64)
        self.starts = np.flatnonzero(np.r_[True, month[1:] != month[:-1]])
        open_costs = self._open_costs()
        self.alone = np.minimum.reduceat(open_costs + self._trip_costs(), self.starts, axis=1)
        self.pairs, self.both = self._pairs(open_costs)
        self.unplaced = np.array(grid.unplaced, dtype=np.float64)

    def _trip_share(self, n: int) -> float:
        """What visit n pays at least for its trip when no fixed visit makes it.

        A plain visit pays the trip; of two that share it, the pair does. Of a visit with several possible leaders only a slot's
        share is sure, and nothing where it may join the trip of a family: the family's visits pay that in full.
        """
        grid, trip = self.grid, self.price.trip
        if not grid.trips[n]:
            return 0.0
        if grid.family[n] is not None:
            return trip if grid.slots <= 2 else trip / grid.slots
        joins = any((p, grid.town[n]) in self.families for p in grid.leaders[n])
        return 0.0 if joins else trip / grid.slots

    def _open_costs(self) -> Numbers:
        """[visits, days] cost on days on which the visit could be held if it were the only one besides the fixed ones."""
        grid, board = self.grid, self.empty
        costs = grid.costs.copy()
        room = np.array(board.room, dtype=np.int64)
        for n in self.free:
            if not grid.leaders[n]:
                costs[n] = inf
                continue
            costs[n, ~(room[grid.leaders[n]] > 0).any(axis=0)] = inf
            if grid.wanted[n] or grid.barred[n]:
                for d in np.flatnonzero(costs[n] < inf).tolist():
                    if not board.seats(n, d):
                        costs[n, d] = inf
        return costs

    def _trip_costs(self) -> Numbers:
        """[visits, days] what a visit alone pays for its trip: nothing where a fixed visit already makes it."""
        grid = self.grid
        costs = np.zeros(self.grid.costs.shape)
        by_key: dict[tuple[int, int], list[int]] = defaultdict(list)
        for leader, town, d in self.empty.trip:
            by_key[leader, town].append(d)
        for n in self.free:
            if not grid.trips[n]:
                continue
            costs[n] = self._trip_share(n)
            for leader in grid.leaders[n]:
                costs[n, by_key.get((leader, grid.town[n]), [])] = 0.0
        return costs

    def _pairs(self, open_costs: Numbers) -> tuple[list[Pair], Numbers]:
        grid = self.grid
        pairs: list[Pair] = []
        parts: list[Numbers] = []
        for (leader, _), visits in self.families.items():
            first, second = np.triu_indices(len(visits), 1)
            if grid.slots != 2 or not len(first):
                continue
            costs = open_costs[visits]
            costs[:, np.array(self.empty.room[leader]) < 2] = inf
            both = np.minimum.reduceat(costs[first] + costs[second], self.starts, axis=1)
            useful = np.flatnonzero((both < inf).any(axis=1))
            parts.append(both[useful] + self.price.trip)
            pairs += [(visits[i], visits[j]) for i, j in zip(first[useful].tolist(), second[useful].tolist(), strict=True)]
        return pairs, np.concatenate(parts) if parts else np.empty((0, grid.months))

    def under(self, prices: Numbers) -> Relaxed:
        """The cheapest year under these month prices."""
        priced = self.alone + prices
        month = priced.argmin(axis=1)
        alone = priced[np.arange(len(month)), month]
        left = alone > self.unplaced
        alone = np.where(left, self.unplaced, alone)
        month = np.where(left, -1, month)
        paired = self.both + 2 * prices
        pair_month = paired.argmin(axis=1) if len(self.pairs) else np.empty(0, dtype=np.int64)
        ends = np.array(self.pairs, dtype=np.int64).reshape(-1, 2)
        saved = alone[ends[:, 0]] + alone[ends[:, 1]] - paired[np.arange(len(ends)), pair_month]
        gains = {self.pairs[k]: (float(saved[k]), int(pair_month[k])) for k in np.flatnonzero(saved > 1e-9).tolist()}
        chosen = best_pairs({pair: gain for pair, (gain, _) in gains.items()}, self.ideal)
        months: list[int] = month.tolist()
        value = self.fixed_cost + float(alone[self.free].sum()) + float(self.fixed_load @ prices)
        for pair in chosen:
            value -= gains[pair][0]
            months[pair[0]] = months[pair[1]] = gains[pair][1]
        for n in self.grid.fixed:
            months[n] = -1
        load = self.fixed_load + np.bincount([m for m in months if m >= 0], minlength=self.grid.months)
        return Relaxed(value, load, months, chosen)


@dataclass(frozen=True)
class Bound:
    """No plan costs less than `value`.

    limit:   visits in the busiest month of the cheapest plans, as far as the prices tell.
    prices:  month prices for that limit.  relaxed: the year under them.
    """

    value: float
    limit: int
    prices: list[float]
    relaxed: Relaxed


@dataclass(frozen=True)
class _Best:
    """The best value found for a limit, and where."""

    value: float
    prices: Numbers
    relaxed: Relaxed


Within = Callable[[Numbers, float], Numbers]


def lower_bound(grid: Grid, rounds: int = 120, stop: Callable[[], bool] | None = None) -> Bound:
    """The best bound found in about `rounds` steps along the month loads (subgradient); `stop` ends it early, still proven."""
    climb = _Climb(Relaxation(grid), float(grid.problem.prices.busiest_month_visit), stop or (lambda: False))
    months = max(1, grid.months)
    start = np.full(months, climb.peak / months)
    even = climb.rise(start, 0, summing_to, rounds // 2)
    if climb.peak == 0:
        return Bound(whole(grid, even.value), len(grid.cost), even.prices.tolist(), even.relaxed)
    limit = ceil(climb.busiest - 1e-6)
    more = climb.rise(even.prices, limit, at_most, rounds // 4)
    fewer = climb.rise(even.prices, limit - 1, at_least, rounds // 4, above=more.value)
    best, limit = (more, limit) if more.value <= fewer.value else (fewer, limit - 1)
    return Bound(whole(grid, best.value), limit, best.prices.tolist(), best.relaxed)


@dataclass
class _Climb:
    """Steps along the month loads. busiest: the load of the priced months, a mean over the steps so far."""

    relaxation: Relaxation
    peak: float
    stop: Callable[[], bool]
    busiest: float = 0.0

    def rise(self, prices: Numbers, limit: int, within: Within, rounds: int, above: float = inf) -> _Best:
        """The best prices for a limit within `rounds` steps; ends early once the value is above `above`."""
        best: _Best | None = None
        for n in range(max(1, rounds)):
            relaxed = self.relaxation.under(prices)
            value = relaxed.value + (self.peak - float(prices.sum())) * limit
            if best is None or value > best.value:
                best = _Best(value, prices, relaxed)
            if self.stop() or best.value > above:
                break
            if self.peak:
                paid = float(prices @ relaxed.load) / max(float(prices.sum()), 1e-9)
                self.busiest = paid if n == 0 else self.busiest + (paid - self.busiest) * 0.1
            slope = relaxed.load - (limit or float(relaxed.load.mean()))
            size = max(1.0, float(np.linalg.norm(slope)))
            step = (0.1 if limit < self.busiest else 0.05) * self.peak / (1 + n / 6)
            prices = within(prices + step * slope / size, self.peak)
        assert best is not None
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
