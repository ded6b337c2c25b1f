"""The year of a `ContractProblem` as whole numbers: the exact cost of many contracts at once, and bounds over boxes of them.

Points are the cumulative limits S1..S4 in whole kW; demands and excesses are in units of 10^-k kW, money in the largest
unit in which every amount is a whole number, hence no figure here is rounded. Arrays are int64, or Python integers where
a year would not fit into 63 bits. Shapes: `n` points or boxes, `m` months, 4 limits.

Cost of a month = basic charge + the sum over the periods k, in the order of netting, of

    a_k · M_k  +  q_k · max(0, D_k − S_k − T_k)      M_k = max(0, D_1 − S_1, …, D_k − S_k),  a_k = 2 (q_k − q_k+1)

The first term is the surcharge at 2× (the net excesses telescope), the second what 3× adds to it. T_k is the excess up to
which no more than 2× is due: M_k-1 + band, or max(M_k-1, band). The first term is convex, the second is not, because
M_k-1 enters it with a minus sign: over a box M_k-1 is replaced by a linear function that is nowhere below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import zip_longest
from math import gcd, lcm
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.tariffs.contracts.contract_terms import (
    EXACT,
    BandBase,
    BandNetting,
    ContractProblem,
    DemandRounding,
    MonthTerms,
)

Whole: TypeAlias = NDArray[Any]
"""Whole numbers: int64, or object holding Python integers."""

_WIDEST = 2**61


@dataclass(frozen=True, slots=True)
class _Ceiling:
    """A linear function that is nowhere below T_k on its box: the value at the box's point, its rise along each limit."""

    value: Whole
    slopes: tuple[tuple[int, Whole], ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes of limits: `low` and `high` (4, n) are the corners, `at` a point inside; all in one unit, kW or the year's."""

    low: Whole
    high: Whole
    at: Whole

    def times(self, unit: int) -> Boxes:
        return Boxes(self.low * unit, self.high * unit, self.at * unit)


class IntegerYear:
    """One problem in whole numbers. `unit` units of demand make a kW; one unit of money is `ntd` NT$."""

    def __init__(self, problem: ContractProblem, widest_kw: int = 0) -> None:
        """widest_kw: the greatest limit that will be asked about, where that is more than every demand."""
        with localcontext(EXACT):
            self._read(problem, widest_kw)

    def in_ntd(self, amount: int) -> Decimal:
        """An amount of money units in NT$, exact."""
        with localcontext(EXACT):
            return int(amount) * self.ntd

    def _read(self, problem: ContractProblem, widest_kw: int) -> None:
        reading = problem.reading
        self._by_regular = reading.band_base is BandBase.REGULAR
        self._slice = reading.band_netting is BandNetting.SLICE
        self._whole_band = reading.rounding is DemandRounding.WHOLE_KW
        demands, prices = _tables(problem)
        basics = _basic_prices(problem.months)
        self.unit = 10 ** (_places([d for row in demands for d in row]) + 1)
        # A point is whole kW, so the basic charge needs no more than its own decimals and a half.
        whole = lcm(2 * 10 ** _places(list(basics)), self.unit * 10 ** _places([q for row in prices for q in row]))
        regular, second, half = int(basics[0] * whole), int(basics[1] * whole), int(basics[2] * whole) // 2
        charges = [[int(price * whole) // self.unit for price in row] for row in prices]
        common = gcd(regular, second, half, *(q for row in charges for q in row)) or 1
        self.ntd = common / Decimal(whole)
        self.highest_kw = int(max((d for row in demands for d in row), default=Decimal(0)).__ceil__())
        top = max(self.highest_kw, problem.least_total_kw, widest_kw) + 1
        size = top * (regular + second + 2 * half + 6 * self.unit * sum(map(sum, charges))) // common
        self.dtype: Any = np.int64 if size < _WIDEST else object
        self.basic = (regular // common, second // common, half // common)
        self._demands = self._columns([[int(d * self.unit) for d in row] for row in demands])
        self._prices = self._columns([[q // common for q in row] for row in charges])
        self.limits = tuple(k for k in range(4) if any(row[k] for row in demands))
        self._steps = self._price_steps()
        self._falling = {k: bool((steps < 0).any()) for k, steps in self._steps.items()}
        self.kinks_kw = [_kinks([row[k] for row in demands]) for k in range(4)]

    def _columns(self, rows: list[list[int]]) -> Whole:
        return np.array(rows, dtype=self.dtype).reshape(-1, 4).T

    def _price_steps(self) -> dict[int, Whole]:
        zero = np.zeros_like(self._prices[0])
        return {
            k: 2 * (self._prices[k] - (zero if after is None else self._prices[after]))
            for k, after in zip_longest(self.limits, self.limits[1:])
        }

    def costs(self, points_kw: Whole) -> Whole:
        """Exact cost (n,) of limits `points_kw` (4, n)."""
        points_kw = points_kw.astype(self.dtype)
        total = self._basic_costs(points_kw)
        points = points_kw * self.unit
        reached: Whole | None = None
        for k in self.limits:
            gross = self._demands[k][:, None] - points[k]
            beyond = gross - self._threshold(reached, self._band(points, k))
            total = total + self._prices[k] @ np.maximum(beyond, 0)
            reached = np.maximum(gross, 0 if reached is None else reached)
            total = total + self._steps[k] @ reached
        return total

    def minorants(self, boxes_kw: Boxes) -> tuple[Whole, Whole]:
        """A linear function below the cost on each box: its value at `at` (n,) and its gradient per kW (4, n)."""
        regular, second, _ = self.basic
        total = regular * boxes_kw.at[0] + second * (boxes_kw.at[1] - boxes_kw.at[0])
        slope = np.zeros(boxes_kw.at.shape, dtype=self.dtype)
        slope[0] = regular - second
        slope[1] = second
        boxes = boxes_kw.times(self.unit)
        rises: list[tuple[int, Whole]] = []
        cover = _Cover()
        reached: Whole | None = None
        for k in self.limits:
            demand = self._demands[k][:, None]
            gross = demand - boxes.at[k]
            total = total + self._add_triple(slope, k, gross, self._ceiling(cover, boxes, k))
            risen = gross > (0 if reached is None else reached)
            top: Whole = np.maximum(gross, 0 if reached is None else reached)
            cover.add(k, demand, boxes)
            total = total + self._steps[k] @ top
            rises.append((k, risen))
            if self._falling[k]:
                total = total + self._lower_falling(slope, k, top, cover, boxes)
            reached = top
        self._add_double(slope, rises)
        return total + self._add_beyond_half(slope, boxes_kw), slope

    def doubts(self, low_kw: Whole, high_kw: Whole) -> Whole:
        """By how much a bound on these boxes may fall short, told by the limit whose width is to blame (4, n).

        A maximum of two terms bends only where each may be the greater: by no more than the smaller of the two leads.
        """
        blame = self._doubt_of_half(low_kw, high_kw)
        low, high = low_kw * self.unit, high_kw * self.unit
        most = least = np.zeros((self._demands.shape[1], low.shape[1]), dtype=self.dtype)
        widest, culprit = most, np.zeros(most.shape, dtype=np.int8)
        for k in self.limits:
            upper, lower = self._demands[k][:, None] - low[k], self._demands[k][:, None] - high[k]
            own = np.maximum(upper - np.maximum(lower, least), 0)
            bend = np.maximum(np.minimum(upper - least, most - lower), 0)
            triple = np.minimum(
                upper - self._threshold(least, self._band(low, k)), self._threshold(most, self._band(high, k)) - lower
            )
            curved = np.minimum(np.maximum(triple, 0), own + widest)
            culprit = np.where(own >= widest, k, culprit)
            widest = np.maximum(own, widest)
            amount = np.abs(self._steps[k])[:, None] * bend + self._prices[k][:, None] * curved
            for j in self.limits:
                if j <= k:
                    blame[j] += (amount * (culprit == j)).sum(axis=0)
            most, least = np.maximum(most, upper), np.maximum(least, lower)
        return blame

    def _doubt_of_half(self, low: Whole, high: Whole) -> Whole:
        blame = np.zeros(low.shape, dtype=self.dtype)
        lead = np.minimum(2 * high[3] - 3 * low[1], 3 * high[1] - 2 * low[3])
        amount = np.maximum(lead, 0) * self.basic[2]
        by_second = 3 * (high[1] - low[1]) > 2 * (high[3] - low[3])
        blame[1] = amount * by_second
        blame[3] = amount * ~by_second
        return blame

    def _basic_costs(self, points_kw: Whole) -> Whole:
        regular, second, half = self.basic
        beyond_half = np.maximum(2 * points_kw[3] - 3 * points_kw[1], 0)
        return regular * points_kw[0] + second * (points_kw[1] - points_kw[0]) + half * beyond_half

    def _add_beyond_half(self, slope: Whole, boxes: Boxes) -> Whole:
        """w·max(0, 2·S4 − 3·S2) ≥ t·(2·S4 − 3·S2) for every t from 0 to w: where the box lies on both sides, the t that
        stops S4 from falling further."""
        price = self.basic[2]
        above = 2 * boxes.low[3] >= 3 * boxes.high[1]
        below = 2 * boxes.high[3] <= 3 * boxes.low[1]
        weight = np.where(above, price, np.where(below, 0, np.clip(-slope[3] // 2, 0, price)))
        slope[1] -= 3 * weight
        slope[3] += 2 * weight
        return weight * (2 * boxes.at[3] - 3 * boxes.at[1])

    def _band(self, points: Whole, k: int) -> Whole:
        """10 % of the contract, exact, or rounded up to whole kW."""
        contract = points[0] if self._by_regular else points[k]
        if self._whole_band:
            return -(-contract // (10 * self.unit)) * self.unit
        return contract // 10

    def _threshold(self, reached: Whole | None, band: Whole) -> Whole:
        if reached is None:
            return band
        return np.maximum(reached, band) if self._slice else reached + band

    def _add_triple(self, slope: Whole, k: int, gross: Whole, ceiling: _Ceiling) -> Whole:
        beyond = gross - ceiling.value
        price = self._prices[k]
        due = beyond > 0
        slope[k] -= price @ due * self.unit
        for limit, rise in ceiling.slopes:
            slope[limit] -= price @ (due * rise) * (self.unit // 10)
        return price @ np.maximum(beyond, 0)

    def _add_double(self, slope: Whole, rises: list[tuple[int, Whole]]) -> None:
        """The gradient of the telescoped part: each a_k belongs to the last period up to k that raised the maximum."""
        waiting: Whole | None = None
        for k, risen in reversed(rises):
            step = np.maximum(self._steps[k], 0)[:, None]
            waiting = step if waiting is None else waiting + step
            taken = waiting * risen
            slope[k] -= taken.sum(axis=0) * self.unit
            waiting = waiting - taken

    def _lower_falling(self, slope: Whole, k: int, reached: Whole, cover: _Cover, boxes: Boxes) -> Whole:
        """Where a later period is dearer than an earlier one its step is negative: lean on the ceiling of M_k instead."""
        step = np.minimum(self._steps[k], 0)
        ceiling = cover.least(boxes)
        for limit, rise in ceiling.slopes:
            slope[limit] += (step[:, None] * rise).sum(axis=0) * (self.unit // 10)
        return step @ (ceiling.value - reached)

    def _ceiling(self, cover: _Cover, boxes: Boxes, k: int) -> _Ceiling:
        """Above the threshold T_k everywhere on the box, as near to it as we can at `boxes.at`."""
        source = 0 if self._by_regular else k
        band, rising = self._band_ceiling(boxes, source, k)
        if cover.highest is None:
            return _Ceiling(band, ((source, rising),))
        before = cover.least(boxes)
        if not self._slice:
            return _Ceiling(before.value + band, (*before.slopes, (source, rising)))
        return self._slice_ceiling(cover, boxes, (source, band, rising), self._band(boxes.high, k))

    def _band_ceiling(self, boxes: Boxes, source: int, k: int) -> tuple[Whole, Whole]:
        if not self._whole_band:
            return boxes.at[source] // 10, np.ones_like(boxes.at[source])
        flat = self._band(boxes.high, k)
        inclined = boxes.at[source] // 10 + 9 * self.unit // 10
        return np.minimum(flat, inclined), (inclined < flat) * np.ones_like(flat)

    def _slice_ceiling(self, cover: _Cover, boxes: Boxes, band: tuple[int, Whole, Whole], widest: Whole) -> _Ceiling:
        """max(M, band) ≤ band + (the most by which M can exceed the band), or a line above M lifted over the band."""
        source, value, rising = band
        assert cover.highest is not None
        least_band = boxes.low[source] // 10
        lifted = value + np.maximum(cover.highest - least_band, 0)
        above = _Ceiling(lifted, ((source, rising * np.ones_like(lifted)),))
        return _nearer(above, cover.least(boxes, floor=widest))


class _Cover:
    """Lines above M = max(0, D_1 − S_1, …): constant, or falling by 1 along one limit."""

    def __init__(self) -> None:
        self.highest: Whole | None = None
        self._lines: dict[int, Whole] = {}

    def add(self, k: int, demand: Whole, boxes: Boxes) -> None:
        """Let the lines also cover the period of limit k. A line along j is `constant − S_j`."""
        most = np.maximum(demand - boxes.low[k], 0)
        for j, constant in self._lines.items():
            self._lines[j] = np.maximum(constant, most + boxes.high[j])
        own = np.maximum(demand, boxes.high[k])
        self._lines[k] = own if self.highest is None else np.maximum(own, self.highest + boxes.high[k])
        self.highest = most if self.highest is None else np.maximum(self.highest, most)

    def least(self, boxes: Boxes, floor: Whole | None = None) -> _Ceiling:
        """The line that is lowest at `boxes.at`; all lines lifted so as to stay above `floor` (n,) too."""
        assert self.highest is not None
        value = self.highest if floor is None else np.maximum(self.highest, floor)
        best = _Ceiling(value, ())
        for j, constant in self._lines.items():
            lifted = constant if floor is None else np.maximum(constant, floor + boxes.high[j])
            line = lifted - boxes.at[j]
            best = _nearer(best, _Ceiling(line, ((j, np.full_like(line, -10)),)))
        return best


def _nearer(one: _Ceiling, other: _Ceiling) -> _Ceiling:
    """Point by point the lower of the two."""
    second = other.value < one.value
    slopes = (*((k, rise * ~second) for k, rise in one.slopes), *((k, rise * second) for k, rise in other.slopes))
    return _Ceiling(np.minimum(one.value, other.value), slopes)


def _tables(problem: ContractProblem) -> tuple[list[list[Decimal]], list[list[Decimal]]]:
    """Demand and surcharge price by month and limit; a limit without demand takes its neighbour's price (it never counts)."""
    demands: list[list[Decimal]] = []
    prices: list[list[Decimal]] = []
    for month in problem.months:
        found = {period.limit - 1: period for period in month.demands if period.demand_kw}
        row: list[Decimal | None] = [None] * 4
        for k, period in found.items():
            row[k] = period.price_ntd * month.surcharge_factor
        filled = _neighbours(row)
        prices.append(filled)
        demands.append([problem.measured(found[k].demand_kw) if k in found else Decimal(0) for k in range(4)])
    return demands, prices


def _neighbours(row: list[Decimal | None]) -> list[Decimal]:
    price = next((p for p in row if p is not None), Decimal(0))
    filled: list[Decimal] = []
    for given in row:
        price = price if given is None else given
        filled.append(price)
    return filled


def _basic_prices(months: tuple[MonthTerms, ...]) -> tuple[Decimal, Decimal, Decimal]:
    """The year's NT$ per kW of c1, of c2, and of what c3 + c4 exceed half of c1 + c2 by."""
    regular = sum((m.basic_factor * (m.regular_ntd + m.backup_ntd) for m in months), Decimal(0))
    second = sum((m.basic_factor * m.second_ntd for m in months), Decimal(0))
    off_peak = sum((m.basic_factor * m.off_peak_ntd for m in months), Decimal(0))
    return regular, second, off_peak


def _places(amounts: list[Decimal]) -> int:
    """Decimal places that hold all these amounts exactly."""
    found = 0
    for amount in amounts:
        exponent = amount.normalize().as_tuple().exponent
        if isinstance(exponent, int):
            found = max(found, -exponent)
    return found


def _kinks(demands: list[Decimal]) -> Whole:
    """Whole kW below which a demand, or the edge of its 10 % band, lies: where the cost bends along one limit."""
    edges = {int(d) for d in demands if d} | {int(d * 10) // 11 for d in demands if d}
    return np.array(sorted(edges), dtype=np.int64)
