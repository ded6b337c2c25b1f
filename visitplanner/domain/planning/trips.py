"""Moves of the annual visits of one leader in one township: which of them share a trip, and on which day.

Two trips at a time are taken apart and put together in every other way, each resulting trip in every month; a trip that
wants a day taken by another trip of the leader may push that one to its next best day.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

import numpy as np

from visitplanner.domain.planning.board import Board
from visitplanner.domain.planning.grid import Grid
from visitplanner.domain.planning.moves import BASE, Move

Trip = tuple[int, ...]
Option = tuple[float, int]
"""Cost of a trip on a day, the trip's price included, and the day."""

KEPT_DAYS = 6
PUSHED_DAYS = 4


class Families:
    """The families of a grid and what is worked out once for each pair of visits.

    reach: an option that costs so much more than the best one is not looked at.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        prices = grid.problem.prices
        self.reach = prices.trip + prices.busiest_month_visit
        self.weight = [BASE**m for m in range(grid.months)]
        self.pair_days: dict[Trip, list[list[int]]] = {}

    def days_of(self, trip: Trip) -> list[list[int]]:
        """The allowed days of a trip month by month, cheapest first."""
        if len(trip) == 1:
            return [days for _, days in self.grid.by_month[trip[0]]]
        known = self.pair_days.get(trip)
        if known is None:
            known = self.pair_days[trip] = self._pair_days(trip)
        return known

    def _pair_days(self, trip: Trip) -> list[list[int]]:
        costs = self.grid.costs[trip[0]] + self.grid.costs[trip[1]]
        order = np.argsort(costs, kind="stable")[: int((costs < inf).sum())]
        months: dict[int, list[int]] = {}
        for d in order[costs[order] <= costs[order[0]] + self.reach].tolist() if len(order) else []:
            days = months.setdefault(self.grid.month[d], [])
            if len(days) < KEPT_DAYS:
                days.append(d)
        return list(months.values())


class FamilyView:
    """One family on a board as it stands: its trips, its visits left out, and the options of any trip."""

    def __init__(self, families: Families, board: Board, visits: list[int]) -> None:
        self.families, self.board, self.grid = families, board, board.grid
        family = self.grid.family[visits[0]]
        assert family is not None
        self.leader, self.town = family
        self.room = board.room[self.leader]
        self.memo: dict[Trip, list[Option]] = {}
        days: dict[int, list[int]] = {}
        self.trips: list[tuple[Trip, int]] = []
        for n in visits:
            seat = board.seat[n]
            if seat is None:
                self.trips.append(((n,), -1))
            else:
                days.setdefault(seat.day, []).append(n)
        self.own = {d: len(trip) for d, trip in days.items()}
        self.trips += [(tuple(trip), d) for d, trip in days.items()]

    def price(self, d: int) -> float:
        """What a trip on that day costs: nothing if somebody outside the family makes it anyway."""
        outside = self.board.trip.get((self.leader, self.town, d), 0) - self.own.get(d, 0)
        return 0.0 if outside > 0 else self.board.trip_price

    def cost(self, trip: Trip, d: int) -> float:
        """The cost of a trip on a day, or of leaving it out (-1)."""
        if d < 0:
            return sum(self.grid.unplaced[n] for n in trip)
        return self.price(d) + sum(self.grid.cost[n][d] for n in trip)

    def options(self, trip: Trip) -> list[Option]:
        """The best day of each month with room for the trip, on the board as it stands; cheapest first."""
        known = self.memo.get(trip)
        if known is None:
            room, size, found = self.room, len(trip), list[Option]()
            for days in self.families.days_of(trip):
                for d in days:
                    if room[d] >= size:
                        found.append((self.cost(trip, d), d))
                        break
            found.sort()
            least = found[0][0] + self.families.reach if found else 0.0
            known = self.memo[trip] = [option for option in found if option[0] <= least]
        return known

    def options_without(self, trip: Trip, lifted: list[tuple[int, int]]) -> list[Option]:
        """The same after other trips, (day, size) each, left their days."""
        extra = [d for d, size in lifted if d >= 0 and self.room[d] < len(trip) <= self.room[d] + size]
        if not extra:
            return self.options(trip)
        days = [(self.cost(trip, d), d) for d in extra]
        return self.options(trip) + [option for option in days if option[0] < inf]

    def shift(self, olds: list[tuple[int, int]], news: list[tuple[int, int]]) -> int:
        """The shift between months when trips, (day, size) each, go from old to new days."""
        month, weight = self.grid.month, self.families.weight
        gone = sum(weight[month[d]] * size for d, size in olds if d >= 0)
        return sum(weight[month[d]] * size for d, size in news) - gone


def other_trips(first: Trip, second: Trip) -> Iterator[tuple[Trip, ...]]:
    """The other ways to make one or two trips of the visits of two trips."""
    if len(first) > len(second):
        first, second = second, first
    if len(first) == 1 and len(second) == 1:
        yield (ordered(first[0], second[0]),)
    elif len(first) == 1 and len(second) == 2:
        yield ordered(first[0], second[0]), (second[1],)
        yield ordered(first[0], second[1]), (second[0],)
    elif len(first) == 2 and len(second) == 2:
        yield ordered(first[0], second[0]), ordered(first[1], second[1])
        yield ordered(first[0], second[1]), ordered(first[1], second[0])


def ordered(i: int, j: int) -> Trip:
    return (i, j) if i < j else (j, i)


def family_moves(families: Families, board: Board, visits: list[int], prices: list[float], slack: float) -> dict[int, Move]:
    """The best move of a family for each shift between months.

    Kept are moves whose delta, with the months' prices counted in, lies below `slack`.
    """
    view = FamilyView(families, board, visits)
    best: dict[int, Move] = {}

    def offer(olds: list[tuple[int, int]], old: float, trips: tuple[Trip, ...], options: tuple[Option, ...]) -> None:
        delta = sum(cost for cost, _ in options) - old
        news = [(d, len(trip)) for trip, (_, d) in zip(trips, options, strict=True)]
        priced = delta + _month_cost(board.grid, olds, news, prices)
        if priced >= slack:
            return
        shift = view.shift(olds, news)
        if shift not in best or delta < best[shift].delta - 1e-9:
            best[shift] = Move(delta, shift, tuple((n, d) for trip, (_, d) in zip(trips, options, strict=True) for n in trip))

    for k, (trip, day) in enumerate(view.trips):
        olds, old = [(day, len(trip))], view.cost(trip, day)
        for option in view.options_without(trip, olds):
            if option[1] != day:
                offer(olds, old, (trip,), (option,))
        if len(trip) == 2:
            _both(view, olds, old, (trip[:1], trip[1:]), offer)
        for other, other_day in view.trips[:k]:
            both = [(day, len(trip)), (other_day, len(other))]
            cost = old + view.cost(other, other_day)
            for trips in other_trips(trip, other):
                _both(view, both, cost, trips, offer)
        _pushes(view, trip, day, offer)
    return best


def _month_cost(grid: Grid, olds: list[tuple[int, int]], news: list[tuple[int, int]], prices: list[float]) -> float:
    month = grid.month
    gone = sum(prices[month[d]] * size for d, size in olds if d >= 0)
    return sum(prices[month[d]] * size for d, size in news) - gone


def _both(view: FamilyView, olds: list[tuple[int, int]], old: float, trips: tuple[Trip, ...], offer) -> None:
    options = view.options_without(trips[0], olds)
    if len(trips) == 1:
        for option in options:
            offer(olds, old, trips, (option,))
        return
    seconds = view.options_without(trips[1], olds)
    for first in options:
        for second in seconds:
            if first[1] != second[1]:
                offer(olds, old, trips, (first, second))


def _pushes(view: FamilyView, trip: Trip, day: int, offer) -> None:
    """The trip takes a better day from another trip of its leader, which goes to its own next best day."""
    board, grid, size = view.board, view.grid, len(trip)
    old, tried = view.cost(trip, day), 0
    for days in view.families.days_of(trip):
        for d in days:
            if tried == PUSHED_DAYS or d == day or view.cost(trip, d) >= old:
                break
            if view.room[d] >= size:
                continue
            tried += 1
            for other in _trips_of_others(view, d):
                if view.room[d] + len(other) >= size and other[0] not in trip:
                    _push(view, trip, day, other, d, offer)


def _trips_of_others(view: FamilyView, d: int) -> list[Trip]:
    """The trips of the leader's other families on that day."""
    board, grid, found = view.board, view.grid, dict[int, list[int]]()
    for n in sorted(board.at[d]):
        family = grid.family[n]
        if family is not None and family[0] == view.leader and family[1] != view.town:
            found.setdefault(family[1], []).append(n)
    return [tuple(trip) for trip in found.values() if len(trip) <= 2]


def _push(view: FamilyView, trip: Trip, day: int, other: Trip, d: int, offer) -> None:
    board, grid = view.board, view.grid
    town = grid.town[other[0]]
    shared = board.trip[view.leader, town, d] > len(other)

    def cost(at: int) -> float:
        made = (view.leader, town, at) in board.trip and (at != d or shared)
        return (0.0 if made else board.trip_price) + sum(grid.cost[n][at] for n in other)

    olds, old = [(day, len(trip)), (d, len(other))], view.cost(trip, day) + cost(d)
    taken = (view.cost(trip, d), d)
    for days in view.families.days_of(other):
        for at in days:
            room = view.room[at] + (len(trip) if at == day else 0)
            if at != d and room >= len(other):
                offer(olds, old, (trip, other), (taken, (cost(at), at)))
                break
