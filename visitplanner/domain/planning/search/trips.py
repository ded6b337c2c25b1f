"""Moves of the annual visits of one leader in one township: which of them share a trip, and on which day.

Two trips at a time are taken apart and put together in every other way, each resulting trip in every month; a trip that
wants a day taken by another trip of the leader may push that one to its next best day.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import inf

import numpy as np

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.board.quota import Quota
from visitplanner.domain.planning.search.months import TINY
from visitplanner.domain.planning.search.moves import BASE, Move

Trip = tuple[int, ...]
Option = tuple[float, int]
"""Cost of a trip on a day, the trip's price included, and the day."""

Bundles = list[tuple[int, int]]
"""(day, size) of trips; day -1 for a visit left out."""

KEPT_DAYS = 6
PUSHED_DAYS = 4
COMPANY_DAYS = 8
"""Days of a month that are looked at for a visit whose company is called on more than once."""


class Families:
    """The families of a grid and what is worked out once for each pair of visits.

    joined: families whose trips visits from outside may share: agreed ones, or those with several possible leaders.
    reach:  an option that costs so much more than the best one is not looked at.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        prices = grid.problem.prices
        self.reach = prices.trip + prices.busiest_month_visit
        self.weight = [BASE**m for m in range(grid.months)]
        self.pair_days: dict[Trip, list[list[int]]] = {}
        others = [n for n, family in enumerate(grid.family) if grid.trips[n] and family is None]
        self.joined = {(p, grid.town[n]) for n in others for p in grid.leaders[n]}
        self.joined |= {(grid.person_at[p.leader], grid.town[n]) for n, p in grid.fixed.items()}

    def days_of(self, trip: Trip) -> list[list[int]]:
        """The allowed days of a trip month by month, cheapest first."""
        if len(trip) == 1:
            return [days for _, days in self.grid.by_month[trip[0]]]
        known = self.pair_days.get(trip)
        if known is None:
            known = self.pair_days[trip] = self._pair_days(trip)
        return known

    def at_one_time(self, trip: Trip) -> bool:
        """Whether two visits ask for the same single slot, so that one leader pays them on no day together."""
        halves = [self.grid.halves[n] for n in trip]
        return len(trip) == 2 and len(halves[0]) == 1 and halves[0] == halves[1]

    def _pair_days(self, trip: Trip) -> list[list[int]]:
        costs = self.grid.costs[trip[0]] + self.grid.costs[trip[1]]
        if self.at_one_time(trip):
            return []
        order = np.argsort(costs, kind="stable")[: int((costs < inf).sum())]
        months: dict[int, list[int]] = {}
        near: list[int] = order[costs[order] <= costs[order[:1]] + self.reach].tolist()
        for d in near:
            days = months.setdefault(self.grid.month[d], [])
            if len(days) < KEPT_DAYS:
                days.append(d)
        return list(months.values())


class FamilyMoves:
    """The moves of one family on a board as it stands.

    trips: the family's trips and their days; a visit left out is a trip on day -1.
    best:  the best move found for each shift between months.
    """

    def __init__(self, families: Families, board: Board, visits: list[int], prices: list[float], slack: float) -> None:
        self.families, self.board, self.grid = families, board, board.grid
        self.prices, self.slack = prices, slack
        family = self.grid.family[visits[0]]
        assert family is not None
        self.leader, self.town = family
        self.room, self.quota = board.room[self.leader], board.quota
        self.memo: dict[Trip, list[Option]] = {}
        self.best: dict[int, Move] = {}
        days: dict[int, list[int]] = {}
        self.trips: list[tuple[Trip, int]] = []
        for n in visits:
            seat = board.seat[n]
            if seat is None:
                self.trips.append(((n,), -1))
            else:
                days.setdefault(seat.day, []).append(n)
        self.own = {d: len(trip) for d, trip in days.items()}
        self.made = self._made_by_others() if family in families.joined else list[int]()
        self.trips += [(tuple(trip), d) for d, trip in days.items()]

    def _made_by_others(self) -> list[int]:
        """Days on which the leader makes a trip to the township for visits outside the family."""
        trips = self.board.trip.items()
        return [d for (p, t, d), n in trips if p == self.leader and t == self.town and n > self.own.get(d, 0)]

    def price(self, d: int) -> float:
        """What a trip on that day costs: nothing if somebody outside the family makes it anyway."""
        outside = self.board.trip.get((self.leader, self.town, d), 0) - self.own.get(d, 0)
        return 0.0 if outside > 0 else self.board.trip_price

    def cost(self, trip: Trip, d: int) -> float:
        """The cost of a trip on a day, or of leaving it out (-1)."""
        if d < 0:
            return sum(self.grid.unplaced[n] for n in trip)
        return self.price(d) + sum(self.grid.cost[n][d] for n in trip) + self._near(trip, d)

    def _looked_at(self, trip: Trip) -> int:
        """How many days of a month are looked at: the cheapest, unless a company makes another one better."""
        companies = self.board.companies
        return COMPANY_DAYS if companies is not None and any(companies.of[n] for n in trip) else 1

    def _near(self, trip: Trip, d: int) -> float:
        """What the companies of a trip's visits cost for being called on near that day."""
        companies = self.board.companies
        if companies is None:
            return 0.0
        return sum(companies.near(n, d, seat.day if (seat := self.board.seat[n]) else -1) for n in trip if companies.of[n])

    def _calls(self, trip: Trip) -> list[int]:
        """Days with room on which the company of one of the trip's visits is called on."""
        companies, quota = self.board.companies, self.quota
        if companies is None:
            return []
        size = len(trip)
        days = {d for n in trip for d in companies.calls(n)}
        return [d for d in days if self.room[d] >= size and (quota is None or quota.room(self.leader, d) >= size)]

    def options(self, trip: Trip) -> list[Option]:
        """The best day of each month with room for the trip, on the board as it stands; cheapest first."""
        known = self.memo.get(trip)
        if known is None:
            room, quota, size, found = self.room, self.quota, len(trip), list[Option]()
            for days in self.families.days_of(trip):
                open_days = (d for d in days if room[d] >= size and (quota is None or quota.room(self.leader, d) >= size))
                kept = [(self.cost(trip, d), d) for d in islice(open_days, self._looked_at(trip))]
                found += [min(kept)] if kept else []
            found.sort()
            most = found[0][0] + self.families.reach if found else 0.0
            known = self.memo[trip] = [option for option in found if option[0] <= most]
        return known

    def options_without(self, trip: Trip, lifted: Bundles) -> list[Option]:
        """The same after other trips, (day, size) each, left their days."""
        if self.families.at_one_time(trip):
            return []
        if self.quota is not None:
            extra = self._opened(self.quota, len(trip), lifted)
        else:
            extra = [d for d, size in lifted if d >= 0 and self.room[d] < len(trip) <= self.room[d] + size]
        extra += [d for d in self.made if self.room[d] >= len(trip)]
        extra += self._calls(trip)
        if not extra:
            return self.options(trip)
        days = [(self.cost(trip, d), d) for d in extra]
        return self.options(trip) + [option for option in days if option[0] < inf]

    def _opened(self, quota: Quota, size: int, lifted: Bundles) -> list[int]:
        """Days that others, which left theirs, opened for a trip: their own and, under the norms, those of the same week."""
        found: dict[int, None] = {}
        for old, gone in lifted:
            for d in quota.days_of[quota.week[old]] if old >= 0 else ():
                room = self.room[d] + (gone if d == old else 0)
                if (
                    min(self.room[d], quota.room(self.leader, d))
                    < size
                    <= min(room, quota.room_without(self.leader, d, old, gone))
                ):
                    found[d] = None
        return list(found)

    def offer(self, olds: Bundles, old: float, trips: tuple[Trip, ...], options: tuple[Option, ...]) -> None:
        """Remember a move from old days, (day, size) each, to new ones, if it is the best of its shift."""
        delta = priced = -old
        shift, month, weight = 0, self.grid.month, self.families.weight
        for cost, _ in options:
            delta += cost
        priced = delta
        for d, size in olds:
            if d >= 0:
                priced -= self.prices[month[d]] * size
                shift -= weight[month[d]] * size
        for trip, (_, d) in zip(trips, options, strict=True):
            priced += self.prices[month[d]] * len(trip)
            shift += weight[month[d]] * len(trip)
        if priced < self.slack and (shift not in self.best or delta < self.best[shift].delta - TINY):
            days = tuple((n, d) for trip, (_, d) in zip(trips, options, strict=True) for n in trip)
            self.best[shift] = Move(delta, shift, days)

    def search(self) -> dict[int, Move]:
        """Look at every trip and every two trips."""
        for k, (trip, day) in enumerate(self.trips):
            olds, old = [(day, len(trip))], self.cost(trip, day)
            for option in self.options_without(trip, olds):
                if option[1] != day:
                    self.offer(olds, old, (trip,), (option,))
            if len(trip) == 2:
                self.rearrange(olds, old, (trip[:1], trip[1:]))
            for other, other_day in self.trips[:k]:
                both = [(day, len(trip)), (other_day, len(other))]
                cost = old + self.cost(other, other_day)
                for trips in other_trips(trip, other):
                    self.rearrange(both, cost, trips)
            self.push_others(trip, day)
        return self.best

    def rearrange(self, olds: Bundles, old: float, trips: tuple[Trip, ...]) -> None:
        """Offer one or two trips that take the place of the old ones, in every month."""
        firsts = self.options_without(trips[0], olds)
        if len(trips) == 1:
            for option in firsts:
                self.offer(olds, old, trips, (option,))
            return
        seconds = self.options_without(trips[1], olds)
        for first in firsts:
            for second in seconds:
                if first[1] != second[1]:
                    self.offer(olds, old, trips, (first, second))

    def push_others(self, trip: Trip, day: int) -> None:
        """The trip takes a better day from another trip of its leader, which goes to its own next best day."""
        size, old, tried = len(trip), self.cost(trip, day), 0
        for days in self.families.days_of(trip):
            for d in days:
                if tried == PUSHED_DAYS or d == day or self.cost(trip, d) >= old:
                    break
                if self.room[d] >= size:
                    continue
                tried += 1
                for other in self.trips_of_others(d):
                    if self.room[d] + len(other) >= size:
                        self.push(trip, day, other, d)

    def trips_of_others(self, d: int) -> list[Trip]:
        """The trips of the leader's other families on that day."""
        found: dict[int, list[int]] = {}
        for n in sorted(self.board.at[d]):
            family = self.grid.family[n]
            if family is not None and family[0] == self.leader and family[1] != self.town:
                found.setdefault(family[1], []).append(n)
        return [tuple(trip) for trip in found.values() if len(trip) <= 2]

    def push(self, trip: Trip, day: int, other: Trip, d: int) -> None:
        """Offer the trip on the other's day d, the other on the best day of each month."""
        board, grid = self.board, self.grid
        town = grid.town[other[0]]
        shared = board.trip[self.leader, town, d] > len(other)

        def cost(at: int) -> float:
            made = (self.leader, town, at) in board.trip and (at != d or shared)
            return (0.0 if made else board.trip_price) + sum(grid.cost[n][at] for n in other)

        olds, old = [(day, len(trip)), (d, len(other))], self.cost(trip, day) + cost(d)
        taken = (self.cost(trip, d), d)
        for days in self.families.days_of(other):
            for at in days:
                room = self.room[at] + (len(trip) if at == day else 0)
                if at != d and room >= len(other):
                    self.offer(olds, old, (trip, other), (taken, (cost(at), at)))
                    break


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
    """The two visits as the key under which their days are kept."""
    return (i, j) if i < j else (j, i)


def family_moves(families: Families, board: Board, visits: list[int], prices: list[float], slack: float) -> dict[int, Move]:
    """The best move of a family for each shift between months, among those that cost less than `slack` with month prices."""
    return FamilyMoves(families, board, visits, prices, slack).search()
