"""The cheapest whole-kW contracts, found and proven by branch and bound over boxes of cumulative limits.

Every box is judged by a linear function that is nowhere above the cost on it (`IntegerYear.minorants`). A box whose bound is
not below the best cost found so far cannot hold anything better and is dropped; the others are cut, first through the best
point, then where the cost bends. When no box is left, the best cost is the lower bound: the proof. A box of one point is
bounded by its own cost, so the search ends.

Time goes with the rounds, not with the boxes of a round, as long as these are few. Hence every new best point is walked down
to where no step of any length helps (else the boxes around it would be cut off kW by kW), and a few open boxes are cut along
all limits at once, many along the one limit that promises most.

Memory is bounded: open boxes are a stack, and a round takes no more than `BATCH` from its end, where the halves it leaves
go back to. So the stack holds boxes of falling size, at most 2 · `BATCH` of each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Stopped
from visitplanner.domain.tariffs.contracts.contract_integers import Boxes, IntegerYear, Whole
from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem, ContractsKw

BATCH = 256
"""Most boxes that are cut in one round."""

LANES = 128
"""Open boxes are cut along all limits at once while that makes no more pieces than this; only the speed hangs on it."""

LONGEST_RUN = 8
"""A step that helped is tried again up to 2^7 times as long."""

TRUST = 0.3
"""How much the place of the bends counts against what the cut was seen to close; only the speed hangs on it."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where to look: least and greatest S1..S4 in whole kW, and which limits move on their own.

    tied[k] is the limit S_k is equal to (k itself where the contract k is sold).
    """

    least_kw: ContractsKw
    most_kw: ContractsKw
    tied: ContractsKw


@dataclass(frozen=True, slots=True)
class Found:
    """Limits S1..S4 in kW, their exact cost in the year's money units, the proven lower bound.

    boxes: how many were judged; widest: the most that were open at the same time.
    """

    limits: ContractsKw
    cost: int
    lower_bound: int
    boxes: int
    widest: int


def region_of(problem: ContractProblem, year: IntegerYear, least_kw: ContractsKw = (0, 0, 0, 0)) -> Region:
    """All contracts that can be cheapest: nothing above the highest demand can save anything.

    c1 = c2 = 0 is left out where there is demand beyond Saturday and off-peak hours (another rule charges it).
    """
    top = max(year.highest_kw, problem.least_total_kw, *least_kw)
    fixed = next((k for k in range(4) if problem.sold[k]), 4)
    ordinary = int(bool(problem.highest(1) or problem.highest(2))) if fixed < 2 else 0
    saturday = int(bool(ordinary or problem.highest(3))) if fixed < 3 else 0
    least = [least_kw[0], max(least_kw[1], ordinary), max(least_kw[2], saturday), max(least_kw[3], problem.least_total_kw)]
    most = [top if k >= fixed else 0 for k in range(4)]
    tied = list(range(4))
    for k in range(1, 4):
        if not problem.sold[k] and k > fixed:
            tied[k] = tied[k - 1]
    for k in range(3, 0, -1):
        if tied[k] != k:
            least[tied[k]] = max(least[tied[k]], least[k])
    return Region(_four(least), _four(most), _four(tied))


def search(year: IntegerYear, region: Region, stop: Callable[[], bool] | None = None) -> Found:
    """The cheapest limits of the region, proven. Raises `Stopped` when `stop()` says so."""
    return _Search(year, region).run(stop)


class _Search:
    def __init__(self, year: IntegerYear, region: Region) -> None:
        self.year = year
        self.region = region
        self.tied = list(region.tied)
        self.axes = sorted(set(self.tied))
        self.pairs = sorted(((i, j) for i in self.axes for j in self.axes if i < j), key=lambda pair: pair[1] - pair[0])
        self.kinks = {axis: self._axis_kinks(axis) for axis in self.axes}
        self.strides = self._all_strides()
        self.best_kw: Whole = np.array(region.most_kw, dtype=np.int64)
        self.best_cost: Any = None
        self.boxes = 0

    def run(self, stop: Callable[[], bool] | None) -> Found:
        self._consider(self._lawful(self.best_kw[:, None]))
        self._walk()
        low = np.array(self.region.least_kw, dtype=np.int64)[:, None]
        high = np.array(self.region.most_kw, dtype=np.int64)[:, None]
        low, high, bounds = self._open(*self._tightened(low, high))
        widest = 0
        while low.shape[1]:
            if stop is not None and stop():
                raise Stopped
            widest = max(widest, low.shape[1])
            low, high, bounds = self._round(low, high, bounds)
        limits = _four([int(kw) for kw in self.best_kw])
        return Found(limits, int(self.best_cost), int(self.best_cost), self.boxes, widest)

    def _round(self, low: Whole, high: Whole, bounds: Whole) -> tuple[Whole, Whole, Whole]:
        """The stack of open boxes after those at its end were cut."""
        rest, taken = slice(None, -BATCH), slice(-BATCH, None)
        cut = self._cut(low[:, taken], high[:, taken], bounds[taken])
        if low.shape[1] <= BATCH:
            return cut
        hopeful = bounds[rest] < self.best_cost
        return (
            np.concatenate([low[:, rest][:, hopeful], cut[0]], axis=1),
            np.concatenate([high[:, rest][:, hopeful], cut[1]], axis=1),
            np.concatenate([bounds[rest][hopeful], cut[2]]),
        )

    def _cut(self, low: Whole, high: Whole, bounds: Whole) -> tuple[Whole, Whole, Whole]:
        if low.shape[1] << len(self.axes) <= LANES:
            return self._shatter(low, high)
        return self._split(low, high, bounds)

    def _shatter(self, low: Whole, high: Whole) -> tuple[Whole, Whole, Whole]:
        """Cut each box in two along every limit; the pieces that stay open."""
        places = high.copy()
        for axis in self.axes:
            places[axis] = self._places(low[axis], high[axis], axis)
        upper = np.zeros((4, 1 << len(self.axes), 1), dtype=np.bool_)
        for bit, axis in enumerate(self.axes):
            upper[axis, :, 0] = np.arange(upper.shape[1]) >> bit & 1
        lows = np.where(upper, places[:, None] + 1, low[:, None]).reshape(4, -1)
        highs = np.where(upper, high[:, None], np.minimum(places, high)[:, None]).reshape(4, -1)
        lows, highs = self._tightened(lows, highs)
        lawful = (lows <= highs).all(axis=0)
        return self._open(lows[:, lawful], highs[:, lawful])

    def _axis_kinks(self, axis: int) -> Whole:
        own = [self.year.kinks_kw[k] for k in range(4) if self.tied[k] == axis]
        return np.unique(np.concatenate(own))

    def _costs(self, points_kw: Whole) -> Whole:
        return self.year.costs(points_kw)

    def _consider(self, points_kw: Whole) -> bool:
        """Keep the cheapest of these points if it is better than the best; True when it was."""
        costs = self._costs(points_kw)
        where = int(costs.argmin())
        if self.best_cost is not None and costs[where] >= self.best_cost:
            return False
        self.best_cost = costs[where]
        self.best_kw = points_kw[:, where].copy()
        return True

    def _walk(self) -> None:
        """Go on from the best point until no step along neighbouring limits is cheaper, nor another like the step before."""
        strides = self.strides
        while True:
            here = self.best_kw
            if not self._consider(self._lawful(here[:, None] + strides)):
                return
            again = (self.best_kw - here)[:, None] << np.arange(LONGEST_RUN)
            strides = np.concatenate([self.strides, again], axis=1)

    def _all_strides(self) -> Whole:
        """Steps of 1, 2, 4, … kW up and down, of every run of neighbouring limits together (4, n)."""
        runs = [(first, last) for place, first in enumerate(self.axes) for last in self.axes[place:]]
        moving = np.array([[first <= k <= last for first, last in runs] for k in range(4)], dtype=np.int64)
        lengths = 1 << np.arange(max(self.region.most_kw).bit_length() or 1, dtype=np.int64)
        return (moving[:, :, None] * np.concatenate([lengths, -lengths])).reshape(4, -1)

    def _lawful(self, points: Whole) -> Whole:
        """The nearest points that ascend and lie in the region."""
        least = np.array(self.region.least_kw)[:, None]
        most = np.array(self.region.most_kw)[:, None]
        points = np.clip(points, least, most)
        points[3] = np.maximum(points[3], np.minimum(points[1] * 3 // 2, most[3]))
        return self._ascending(points)

    def _tightened(self, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        """Limits ascend, and S4 below 1.5·S2 is never cheaper than 1.5·S2: that much is free."""
        low = self._ascending(low)
        if self.tied[3] == 3:
            low[3] = np.maximum(low[3], np.minimum(low[1] * 3 // 2, self.region.most_kw[3]))
        high = high[self.tied]
        for k in (2, 1, 0):
            np.minimum(high[k], high[k + 1], out=high[k])
        return low, high

    def _ascending(self, points: Whole) -> Whole:
        """Tied limits made equal, each limit no less than the one before (a copy)."""
        points = points[self.tied]
        for k in (1, 2, 3):
            np.maximum(points[k], points[k - 1], out=points[k])
        return points

    def _open(self, low: Whole, high: Whole) -> tuple[Whole, Whole, Whole]:
        """The boxes that may hold something better than the best point, which is searched for at their corners first."""
        bounds, corners = self._bounds(low, high)
        return self._still_open(low, high, bounds, corners)

    def _still_open(self, low: Whole, high: Whole, bounds: Whole, corners: Whole) -> tuple[Whole, Whole, Whole]:
        hopeful = bounds < self.best_cost
        if hopeful.any() and self._consider(corners[:, hopeful]):
            self._walk()
            hopeful = bounds < self.best_cost
        return low[:, hopeful], high[:, hopeful], bounds[hopeful]

    def _bounds(self, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        """The least cost each box can hold at best (n,), and the corner (4, n) at which its bound is lowest."""
        self.boxes += low.shape[1]
        nearest = np.clip(self.best_kw[:, None], low, high)
        at = nearest + ((low + high) // 2 - nearest) // 16
        dtype = self.year.dtype
        boxes = Boxes(low.astype(dtype), high.astype(dtype), at.astype(dtype))
        values, slopes = self.year.minorants(boxes)
        slopes = self._gathered(slopes)
        values = self._ordered(values, slopes, boxes)
        bounds = values - np.maximum(slopes * (boxes.at - boxes.low), slopes * (boxes.at - boxes.high)).sum(axis=0)
        corners = np.where(slopes > 0, low, high)
        return bounds, self._ascending(corners)

    def _gathered(self, slopes: Whole) -> Whole:
        """The slope of tied limits on the one that moves."""
        for k in range(3, 0, -1):
            if self.tied[k] != k:
                slopes[self.tied[k]] += slopes[k]
                slopes[k] = 0
        return slopes

    def _ordered(self, values: Whole, slopes: Whole, boxes: Boxes) -> Whole:
        """Let the bound feel that limits ascend: for i < j and any λ ≥ 0, adding λ·(S_i − S_j) raises nothing lawful.

        λ is what makes the bound greatest: as much as S_i wants up and S_j wants down, where the box lets them cross.
        """
        for i, j in self.pairs:
            push = np.minimum(-slopes[i], slopes[j])
            push = np.where(boxes.high[i] > boxes.low[j], np.maximum(push, 0), 0)
            slopes[i] += push
            slopes[j] -= push
            values = values + push * (boxes.at[i] - boxes.at[j])
        return values

    def _split(self, low: Whole, high: Whole, bounds: Whole) -> tuple[Whole, Whole, Whole]:
        """Cut each box in two along the limit where that raises its bound most; the halves that stay open."""
        count = int(low.shape[1])
        pairs = [self._halves(low, high, axis) for axis in self.axes]
        lows = np.concatenate([half for pair in pairs for half in pair[0]], axis=1)
        highs = np.concatenate([half for pair in pairs for half in pair[1]], axis=1)
        lows, highs = self._tightened(lows, highs)
        halves, corners = self._bounds(lows, highs)
        halves = np.where((lows <= highs).all(axis=0), halves, self.best_cost)
        chosen: Whole = np.argmax(self._promise(low, high, bounds, halves), axis=0)
        first: Whole = np.add(chosen * 2 * count, np.arange(count, dtype=np.int64))
        kept: Whole = np.stack([first, first + count], axis=1).reshape(-1)
        return self._still_open(lows[:, kept], highs[:, kept], halves[kept], corners[:, kept])

    def _promise(self, low: Whole, high: Whole, bounds: Whole, halves: Whole) -> NDArray[np.float64]:
        """How good it is to cut each box along each axis (axes, n): the share of the gap that closes, else where it bends."""
        missing = (self.best_cost - bounds).astype(np.float64)
        after = (self.best_cost - halves).astype(np.float64).reshape(len(self.axes), 2, -1)
        closed = 2 - np.clip(after / missing, 0, 1).sum(axis=1)
        doubts = self._gathered(self.year.doubts(low.astype(self.year.dtype), high.astype(self.year.dtype)))
        doubts = doubts[self.axes].astype(np.float64)
        closed += (doubts + 1) / (doubts.sum(axis=0) + 1) * TRUST
        return np.where((high > low)[self.axes], closed, -1)

    def _halves(self, low: Whole, high: Whole, axis: int) -> tuple[tuple[Whole, Whole], tuple[Whole, Whole]]:
        """The lower corners and the upper corners of both halves of each box cut along one limit."""
        place = self._places(low[axis], high[axis], axis)
        top_of_lower, bottom_of_upper = high.copy(), low.copy()
        top_of_lower[axis] = place
        bottom_of_upper[axis] = np.minimum(place + 1, high[axis])
        return (low, bottom_of_upper), (top_of_lower, high)

    def _places(self, low: Whole, high: Whole, axis: int) -> Whole:
        """The last kW of the lower half: the best point's, or a bend of the cost, or the middle."""
        kinks, best = self.kinks[axis], self.best_kw[axis]
        places = (low + high) // 2
        if kinks.size:
            first, last = np.searchsorted(kinks, low), np.searchsorted(kinks, high)
            places = np.where(last > first, kinks[np.minimum((first + last) // 2, kinks.size - 1)], places)
        places = np.where((best - 1 >= low) & (best - 1 < high), best - 1, places)
        return np.where((best > low) & (best < high), best, places)


def _four(values: list[int]) -> ContractsKw:
    first, second, third, fourth = values
    return first, second, third, fourth
