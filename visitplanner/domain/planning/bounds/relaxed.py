"""A year whose visits do not get in each other's way: what it costs under prices, piece by piece.

Clashes dropped and the busiest month paid by month prices, a year falls apart into single visits and, for each leader and
township, into pairs of annual visits that share a trip: a matching of the greatest saving (`matching.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid, Numbers
from visitplanner.domain.planning.bounds.matching import Pair, near_best_pairs

Indexes = NDArray[np.int64]


MOST_PAIRED = 300
"""In a larger family nobody looks for pairs; each of its visits then pays its share of a trip that a day's slots make."""


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


@dataclass(frozen=True)
class Best:
    """The best value found for a limit, and where.

    prices: of the months.  led: [people, days] price of leading a visit on a day; nothing but 0 unless leaders are crowded.
    """

    value: float
    prices: Numbers
    led: Numbers
    relaxed: Relaxed


class Relaxation:
    """The parts into which the year falls under month prices.

    stop:  ends the search for pairs early; the value is then smaller, and still proven.
    open:  [visits, days] cost on days on which the visit could be held if it were the only one besides the fixed ones.
    trip:  [visits, days] what the visit pays for its trip when it makes it alone.
    alone: [visits, months] least cost of a visit by itself in a month, its trip included.
    both:  [pairs, months] least cost of two visits of one family that share a trip.
    """

    def __init__(self, grid: Grid, stop: Callable[[], bool] | None = None) -> None:
        self.grid, self.stop = grid, stop
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
        self.open, self.trip = self._open_costs(), self._trip_costs()
        self.alone = np.minimum.reduceat(self.open + self.trip, self.starts, axis=1)
        self.pairs, self.both = self._pairs()
        self.unplaced = np.array(grid.unplaced, dtype=np.float64)

    def _trip_share(self, n: int) -> float:
        """What visit n pays at least for its trip when no fixed visit makes it.

        A plain visit pays the trip; of two that share it, the pair does. Of a visit with several possible leaders only a slot's
        share is sure, and nothing where it may join the trip of a family: the family's visits pay that in full.
        """
        grid, trip = self.grid, self.price.trip
        if not grid.trips[n]:
            return 0.0
        family = grid.family[n]
        if family is not None:
            return trip if grid.slots <= 2 and len(self.families[family]) <= MOST_PAIRED else trip / grid.slots
        joins = any((p, grid.town[n]) in self.families for p in grid.leaders[n])
        return 0.0 if joins else trip / grid.slots

    def _open_costs(self) -> Numbers:
        grid, board = self.grid, self.empty
        costs = grid.costs.copy()
        room = np.array(board.room, dtype=np.int64)
        for n in self.free:
            if not grid.leaders[n]:
                costs[n] = inf
                continue
            costs[n, ~(room[grid.leaders[n]] > 0).any(axis=0)] = inf
            if grid.wanted[n] or grid.barred[n] or grid.choosy[n]:
                for d in np.flatnonzero(costs[n] < inf).tolist():
                    if not board.seats(n, d):
                        costs[n, d] = inf
        return costs

    def _trip_costs(self) -> Numbers:
        """Nothing where a fixed visit already makes the trip, else the least share of it."""
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

    def together(self, leader: int, first: Indexes, second: Indexes) -> Numbers:
        """[pairs, days] cost of two visits of one family on one trip, inf on days on which their leader cannot lead both."""
        costs = self.open[first] + self.open[second] + self.price.trip
        costs[:, np.array(self.empty.room[leader]) < 2] = inf
        return costs

    def _pairs(self) -> tuple[list[Pair], Numbers]:
        grid = self.grid
        pairs: list[Pair] = []
        parts: list[Numbers] = []
        for (leader, _), visits in self.families.items():
            if grid.slots != 2 or not 1 < len(visits) <= MOST_PAIRED:
                continue
            first, second = np.triu_indices(len(visits), 1)
            family = np.array(visits)
            both = np.minimum.reduceat(self.together(leader, family[first], family[second]), self.starts, axis=1)
            both[self._at_one_time(family[first], family[second])] = inf
            useful = np.flatnonzero((both < inf).any(axis=1))
            parts.append(both[useful])
            pairs += [(visits[i], visits[j]) for i, j in zip(first[useful].tolist(), second[useful].tolist(), strict=True)]
        return pairs, np.concatenate(parts) if parts else np.empty((0, grid.months))

    def _at_one_time(self, first: Indexes, second: Indexes) -> NDArray[np.bool_]:
        """[pairs] whether two visits ask for the same one of a day's two slots: one leader cannot pay both on one trip."""
        only = np.array([halves[0] if len(halves) == 1 else -1 for halves in self.grid.halves], dtype=np.int64)
        return (only[first] >= 0) & (only[first] == only[second])

    def best(self, prices: Numbers) -> Best:
        """Where steps begin: the year under these month prices, no price on any day."""
        relaxed = self.under(prices)
        return Best(relaxed.value, prices, np.zeros((len(self.grid.order), self.grid.days)), relaxed)

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
        chosen, more = near_best_pairs({pair: gain for pair, (gain, _) in gains.items()}, self.ideal, self.stop)
        months: list[int] = month.tolist()
        value = self.fixed_cost + float(alone[self.free].sum()) + float(self.fixed_load @ prices) - more
        for pair in chosen:
            value -= gains[pair][0]
            months[pair[0]] = months[pair[1]] = gains[pair][1]
        for n in self.grid.fixed:
            months[n] = -1
        load = self.fixed_load + np.bincount([m for m in months if m >= 0], minlength=self.grid.months)
        return Relaxed(value, load, months, chosen)
