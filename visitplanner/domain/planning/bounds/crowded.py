"""Prices for the days of leaders who are asked for more visits than they can lead.

Where many visits are overdue, their cheapest day is the first one, and a year without clashes puts them all there. That a
leader p has room for only so many visits on day d is a rule like the busiest month: broken rules are paid for. With prices
that are not negative, lawful plans gain room x price and pay that price at most as often, so

    cost under the prices - sum of price of (p, d) * room of p on d  <=  the plan's cost

and pairs that share a trip stay pairs: they pay the price of their day twice (Lagrangian relaxation). The prices go up where
too many visits come, along a mean of the last steps (volume method: Barahona and Anbil, Mathematical Programming 87, 2000).
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import numpy as np

from visitplanner.domain.planning.bounds.relaxed import Best, Indexes, Numbers, Relaxation, Relaxed

MEMORY = 0.8
"""Share of the direction before in each new direction."""
AIMED = 0.035, 0.004
"""How far above the best value the first steps aim, as a share of it: from nothing, and from prices that are good already."""
PATIENCE = 8
NARROWER = 0.7
"""After so many steps that proved nothing better, the aim comes so much nearer."""
WIDEST = 6_000_000
"""Pairs times days that are worth looking at in every step."""

Within = Callable[[Numbers, float], Numbers]


class Crowd:
    """Steps along the month loads and the days of crowded leaders; they change the tables of the relaxation.

    leader: per visit its only leader, -1 for visits that are fixed or have a choice of leaders: their days cost nothing more.
    room:   [people, days] visits that each can lead besides the fixed ones.
    """

    def __init__(self, relaxation: Relaxation, peak: float, stop: Callable[[], bool]) -> None:
        self.relaxation, self.peak, self.stop = relaxation, peak, stop
        self.busiest, self.risen = 0.0, False
        grid = relaxation.grid
        self.room = np.maximum(0.0, np.array(relaxation.empty.room, dtype=np.float64)).reshape(len(grid.order), grid.days)
        self.month = np.array(grid.month, dtype=np.int64)
        fixed = grid.fixed
        self.leader = np.array([ps[0] if len(ps) == 1 and n not in fixed else -1 for n, ps in enumerate(grid.leaders)])

    def gather(self, relaxed: Relaxed, roomy: float) -> bool:
        """Find the crowded leaders of a year without clashes; False if they or their pairs are not worth the work.

        roomy: the share of all visits by which they must be asked for too many.
        """
        excess = np.maximum(0.0, self._led(relaxed, np.zeros(self.room.shape)) - self.room).sum(axis=1)
        if excess.sum() <= roomy * len(self.leader):
            return False
        year, crowded = self.relaxation, np.flatnonzero(excess > 0)
        self.visits = np.flatnonzero(np.isin(self.leader, crowded))
        ends = np.array(year.pairs, dtype=np.int64).reshape(-1, 2)
        self.pairs = np.flatnonzero(np.isin(self.leader[ends[:, 0]], crowded))
        self.ends = ends[self.pairs]
        if self.ends.size * len(self.month) > WIDEST:
            return False
        self.alone = year.open[self.visits] + year.trip[self.visits]
        self.both = self._together(self.ends)
        return True

    def _together(self, ends: Indexes) -> Numbers:
        """[pairs, days] cost of pairs on one trip, inf on days on which their leader cannot lead both."""
        costs = self.relaxation.open[ends[:, 0]] + self.relaxation.open[ends[:, 1]] + self.relaxation.price.trip
        return np.where(self.room[self.leader[ends[:, 0]]] < 2, inf, costs)

    def _led(self, relaxed: Relaxed, led: Numbers) -> Numbers:
        """[people, days] visits that each leads in a year without clashes; `led` are the prices of the days."""
        month = np.array(relaxed.month, dtype=np.int64)
        ends = np.array(relaxed.pairs, dtype=np.int64).reshape(-1, 2)
        paired = np.isin(np.arange(len(month)), ends)
        single = np.flatnonzero((self.leader >= 0) & (month >= 0) & ~paired)
        count = np.zeros(self.room.shape)
        alone = self.relaxation.open[single] + self.relaxation.trip[single] + led[self.leader[single]]
        np.add.at(count, (self.leader[single], self._cheapest(alone, month[single])), 1.0)
        first = ends[:, 0]
        both = self._together(ends) + 2 * led[self.leader[first]]
        np.add.at(count, (self.leader[first], self._cheapest(both, month[first])), 2.0)
        return count

    def _cheapest(self, costs: Numbers, month: Indexes) -> Indexes:
        return np.where(self.month == month[:, None], costs, inf).argmin(axis=1)

    def _under(self, prices: Numbers, led: Numbers) -> Relaxed:
        """The cheapest year under prices of months and days; its value is without what the rooms gain."""
        year, leader = self.relaxation, self.leader
        year.alone[self.visits] = np.minimum.reduceat(self.alone + led[leader[self.visits]], year.starts, axis=1)
        if len(self.pairs):
            paid = self.both + 2 * led[leader[self.ends[:, 0]]]
            year.both[self.pairs] = np.minimum.reduceat(paid, year.starts, axis=1)
        return year.under(prices)

    def rise(self, start: Best, limit: int, within: Within, rounds: int, above: float = inf) -> Best:
        """The best prices for a limit within `rounds` steps; ends early once the value is above `above`."""
        best, led, prices = start, start.led, within(start.prices, self.peak)
        aim, failures = AIMED[self.risen] * abs(start.value), 0
        toward, toward_led = np.zeros(prices.shape), np.zeros(led.shape)
        for n in range(max(1, rounds)):
            relaxed = self._under(prices, led)
            value = relaxed.value - float((led * self.room).sum()) + (self.peak - float(prices.sum())) * limit
            failures = 0 if value > best.value else failures + 1
            if n == 0 or value > best.value:
                best = Best(value, prices, led, relaxed)
            if self.stop() or best.value > above:
                break
            if failures == PATIENCE:
                aim, failures = aim * NARROWER, 0
            paid = float(prices @ relaxed.load) / max(float(prices.sum()), 1e-9)
            self.busiest = self.busiest + (paid - self.busiest) * 0.1 if self.risen or n else paid
            slope = relaxed.load - (limit or float(relaxed.load.mean()))
            slope_led = self._led(relaxed, led) - self.room
            slope_led[(led <= 0) & (slope_led < 0)] = 0
            toward = MEMORY * toward + (1 - MEMORY) * slope
            toward_led = MEMORY * toward_led + (1 - MEMORY) * slope_led
            step = (best.value + aim - value) / max(1.0, float((toward**2).sum() + (toward_led**2).sum()))
            prices, led = within(prices + step * toward, self.peak), np.maximum(0.0, led + step * toward_led)
        self.risen = True
        return best
