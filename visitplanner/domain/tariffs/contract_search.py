"""The cheapest whole-kW contracts, found and proven by branch and bound over boxes of cumulative limits.

Every box is judged by a linear function that is nowhere above the cost on it (`IntegerYear.minorants`). A box whose bound is
not below the best cost found so far cannot hold anything better and is dropped; the others are cut in two, first through
the best point, then where the cost bends. When no box is left, the best cost is the lower bound: the proof.
A box of one point is bounded by its own cost, so the search ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from visitplanner.domain.errors import Stopped
from visitplanner.domain.tariffs.contract_integers import Boxes, IntegerYear, Whole
from visitplanner.domain.tariffs.contract_terms import ContractProblem, Contracts


@dataclass(frozen=True, slots=True)
class Region:
    """Where to look: least and greatest S1..S4 in whole kW, and which limits move on their own.

    tied[k] is the limit S_k is equal to (k itself where the contract k is sold).
    """

    least_kw: Contracts
    most_kw: Contracts
    tied: Contracts


@dataclass(frozen=True, slots=True)
class Found:
    """Limits S1..S4 in kW, their exact cost in the year's money units, the proven lower bound, and boxes judged."""

    limits: Contracts
    cost: int
    lower_bound: int
    boxes: int


def region_of(problem: ContractProblem, year: IntegerYear, least_kw: Contracts = (0, 0, 0, 0)) -> Region:
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
        self.best_kw: Whole = np.array(region.most_kw, dtype=np.int64)
        self.best_cost: Any = None
        self.boxes = 0

    def run(self, stop: Callable[[], bool] | None) -> Found:
        self._descend()
        low = np.array(self.region.least_kw, dtype=np.int64)[:, None]
        high = np.array(self.region.most_kw, dtype=np.int64)[:, None]
        for axis in self.axes:
            low, high = self._cut(low, high, np.full(low.shape[1], axis), np.full(low.shape[1], self.best_kw[axis]))
        while True:
            if stop is not None and stop():
                raise Stopped
            low, high = self._tightened(low, high)
            self.boxes += low.shape[1]
            low, high, losses = self._judge(low, high)
            if not low.shape[1]:
                break
            low, high = self._split(low, high, losses)
        limits = _four([int(kw) for kw in self.best_kw])
        return Found(limits, int(self.best_cost), int(self.best_cost), self.boxes)

    def _axis_kinks(self, axis: int) -> Whole:
        own = [self.year.kinks_kw[k] for k in range(4) if self.tied[k] == axis]
        return np.unique(np.concatenate(own))

    def _costs(self, points_kw: Whole) -> Whole:
        return self.year.costs(points_kw.astype(self.year.dtype) * self.year.unit)

    def _consider(self, points_kw: Whole) -> bool:
        """Keep the cheapest of these points if it is better than the best; True when it was."""
        costs = self._costs(points_kw)
        where = int(costs.argmin())
        if self.best_cost is not None and costs[where] >= self.best_cost:
            return False
        self.best_cost = costs[where]
        self.best_kw = points_kw[:, where].copy()
        return True

    def _descend(self) -> None:
        """A good start: move one limit, or one and all after it, to the places where the cost bends, while that helps."""
        self._consider(self._lawful(self.best_kw[:, None]))
        better = True
        while better:
            better = False
            for axis in self.axes:
                better |= self._consider(self._lawful(self._moves(axis)))

    def _moves(self, axis: int) -> Whole:
        kinks = self.kinks[axis]
        places = np.concatenate([kinks, kinks + 1, self.best_kw[axis : axis + 1]])
        alone = np.repeat(self.best_kw[:, None], places.size, axis=1)
        alone[axis] = places
        shift = places - self.best_kw[axis]
        together = self.best_kw[:, None] + np.where((np.arange(4) >= axis)[:, None], shift, 0)
        return np.concatenate([alone, together], axis=1)

    def _lawful(self, points: Whole) -> Whole:
        """The nearest points that ascend and lie in the region."""
        least = np.array(self.region.least_kw)[:, None]
        most = np.array(self.region.most_kw)[:, None]
        points = np.clip(points, least, most)
        points[3] = np.maximum(points[3], np.minimum(points[1] * 3 // 2, most[3]))
        return np.maximum.accumulate(points[self.tied], axis=0)

    def _tightened(self, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        """Limits ascend, and S4 below 1.5·S2 is never cheaper than 1.5·S2 (that much is free); empty boxes are dropped."""
        low = np.maximum.accumulate(low[self.tied], axis=0)
        if self.tied[3] == 3:
            low[3] = np.maximum(low[3], np.minimum(low[1] * 3 // 2, self.region.most_kw[3]))
        high = np.minimum.accumulate(high[self.tied][::-1], axis=0)[::-1]
        filled = (low <= high).all(axis=0)
        return low[:, filled], high[:, filled]

    def _judge(self, low: Whole, high: Whole) -> tuple[Whole, Whole, Whole]:
        """Drop the boxes that cannot hold anything better; what the bound of the others loses along each limit."""
        unit, dtype = self.year.unit, self.year.dtype
        nearest = np.clip(self.best_kw[:, None], low, high)
        middle = (low + high) // 2
        at = nearest.astype(dtype) * unit + (middle - nearest).astype(dtype) * (unit // 10) // 16 * 10
        boxes = Boxes(low.astype(dtype) * unit, high.astype(dtype) * unit, at)
        values, slopes = self.year.minorants(boxes)
        slopes = self._gathered(slopes)
        values = self._ordered(values, slopes, boxes)
        losses = np.maximum(slopes * (at - boxes.low), slopes * (at - boxes.high))
        bounds = values - losses.sum(axis=0)
        open_ = bounds < self.best_cost
        if not open_.any():
            return low[:, :0], high[:, :0], losses[:, :0]
        low, high, slopes, bounds, losses = low[:, open_], high[:, open_], slopes[:, open_], bounds[open_], losses[:, open_]
        corners = np.where(slopes > 0, low, high)
        if self._consider(np.maximum.accumulate(corners[self.tied], axis=0)):
            still = bounds < self.best_cost
            low, high, losses = low[:, still], high[:, still], losses[:, still]
        return low, high, losses

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

    def _split(self, low: Whole, high: Whole, losses: Whole) -> tuple[Whole, Whole]:
        """Cut each box along the limit where its bound loses most, at the best point or at the middle bend."""
        unit, dtype = self.year.unit, self.year.dtype
        doubts = self._gathered(self.year.doubts(low.astype(dtype) * unit, high.astype(dtype) * unit))
        score = np.where(high > low, doubts * 8 + (high - low), -1)
        score[[k for k in range(4) if self.tied[k] != k]] = -1
        axis = score.argmax(axis=0)
        columns = np.arange(axis.size)
        return self._cut(low, high, axis, self._places(low[axis, columns], high[axis, columns], axis))

    def _places(self, low: Whole, high: Whole, axis: Whole) -> Whole:
        """The last kW of the lower half."""
        places = (low + high) // 2
        for k in self.axes:
            kinks = self.kinks[k]
            if not kinks.size:
                continue
            first, last = np.searchsorted(kinks, low), np.searchsorted(kinks, high)
            bend = kinks[np.minimum((first + last) // 2, kinks.size - 1)]
            places = np.where((axis == k) & (last > first), bend, places)
        best = self.best_kw[axis]
        return np.where((best >= low) & (best < high), np.where(best > low, best, places), places)

    def _cut(self, low: Whole, high: Whole, axis: Whole, place: Whole) -> tuple[Whole, Whole]:
        columns = np.arange(axis.size)
        lower, upper = high.copy(), low.copy()
        lower[axis, columns] = np.minimum(place, high[axis, columns])
        upper[axis, columns] = np.maximum(place + 1, low[axis, columns])
        low, high = np.concatenate([low, upper], axis=1), np.concatenate([lower, high], axis=1)
        filled = (low <= high).all(axis=0)
        return low[:, filled], high[:, filled]


def _four(values: list[int]) -> Contracts:
    first, second, third, fourth = values
    return first, second, third, fourth
