"""A problem as whole numbers: days, people and visits by index, people of a team as the bits of one integer.

Search looks at millions of places; this is what makes a look cheap. Nothing here changes while a plan is searched.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from math import inf

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import ANNUAL, PlannedVisit, Problem
from visitplanner.domain.planning.score import unplaced_cost

Numbers = NDArray[np.float64]
"""Costs, prices or loads, in the engine's points."""


@dataclass(frozen=True, slots=True)
class Apart:
    """From one visit's side: its day minus the other's, in calendar days, lies between least and most."""

    other: int
    least: int
    most: int


@dataclass
class Grid:
    """The numbers of a problem.

    costs:    [visits, days] cost of a visit on a day, inf where it is not allowed.
    cost:     the same as lists, for looking up one at a time.
    nearest:  per visit its allowed days, cheapest first.
    by_month: per visit [(month, its days in that month, cheapest first)].
    order:    people in the order in which they are asked to be members: those who lead least come first.
              A person's index is the place in that order and the bit in a team.
    barred:   per visit and day, as bits, those of its leaders who may not lead it that day.
    halves:   per visit the slots that suit its customer.
    choosy:   per visit whether some slots do not suit.
    wanted:   per visit one bit mask of able people for each member it needs, scarcest first.
    ballast:  per month, visits that count in it from the start (`Problem.ballast`).
    companies: by company its visits.
    family:   per visit (leader, township) if it is plain: one possible leader, no members, no spacing, not fixed, annual.
    """

    problem: Problem
    days: int = field(init=False)
    slots: int = field(init=False)
    months: int = field(init=False)
    ordinal: list[int] = field(init=False)
    month: list[int] = field(init=False)

    def __post_init__(self) -> None:
        problem = self.problem
        self.days, self.slots = len(problem.days), len(problem.slots)
        self.ordinal = [d.toordinal() for d in problem.days]
        names = sorted({(d.year, d.month) for d in problem.days})
        month_of = {name: n for n, name in enumerate(names)}
        self.month = [month_of[d.year, d.month] for d in problem.days]
        self.months = len(names)
        self.ballast = [problem.ballast.get(name, 0) for name in names]
        self.day_at = {d: n for n, d in enumerate(problem.days)}
        self.visit_at = {v.id: n for n, v in enumerate(problem.visits)}
        self._number_people()
        self._number_visits()
        self._price_days()

    def _number_people(self) -> None:
        leads = Counter(p for v in self.problem.visits for p in v.leaders)
        place = {p.id: n for n, p in enumerate(self.problem.people)}
        self.order = sorted(self.problem.people, key=lambda p: (leads[p.id], place[p.id]))
        self.person_at = {p.id: n for n, p in enumerate(self.order)}
        self.limit = [self.slots if p.per_day is None else min(p.per_day, self.slots) for p in self.order]
        self.away = [frozenset(self.day_at[d] for d in p.off if d in self.day_at) for p in self.order]
        self.able: dict[str, int] = defaultdict(int)
        for bit, person in enumerate(self.order):
            for skill in person.skills:
                self.able[skill] |= 1 << bit

    def _number_visits(self) -> None:
        visits = self.problem.visits
        towns = {town: n for n, town in enumerate(sorted({v.township for v in visits}))}
        self.town = [towns[v.township] for v in visits]
        self.trips = [v.kind == ANNUAL for v in visits]
        self.leaders = [[self.person_at[p] for p in v.leaders] for v in visits]
        self.barred = [self._barred(v) for v in visits]
        self.wanted = [self._masks(v) for v in visits]
        self.halves = [[k for k, slot in enumerate(self.problem.slots) if v.suits(slot)] for v in visits]
        self.choosy = [len(halves) < self.slots for halves in self.halves]
        self.unplaced = [unplaced_cost(self.problem, v) for v in visits]
        self.apart: list[list[Apart]] = [[] for _ in visits]
        for s in self.problem.spacings:
            first, second = self.visit_at[s.first], self.visit_at[s.second]
            self.apart[second].append(Apart(first, s.least_days, s.most_days))
            self.apart[first].append(Apart(second, -s.most_days, -s.least_days))
        self.companies: dict[str, list[int]] = defaultdict(list)
        for n, visit in enumerate(visits):
            if visit.company:
                self.companies[visit.company].append(n)
        self.fixed = {self.visit_at[p.id]: p for p in self.problem.fixed}
        self.family: list[tuple[int, int] | None] = [self._family(n, v) for n, v in enumerate(visits)]
        self.before: dict[int, Placed] = {
            self.visit_at[ident]: p for ident, p in self.problem.previous.items() if ident in self.visit_at
        }

    def _barred(self, visit: PlannedVisit) -> dict[int, int]:
        found: dict[int, int] = defaultdict(int)
        for name in visit.leaders:
            if name in visit.leading:
                for day in visit.days:
                    if day not in visit.leading[name]:
                        found[self.day_at[day]] |= 1 << self.person_at[name]
        return dict(found)

    def leaders_on(self, n: int, d: int) -> list[int]:
        """Those who may lead visit n on day d, there or not."""
        barred = self.barred[n].get(d, 0) if self.barred[n] else 0
        return [p for p in self.leaders[n] if not barred >> p & 1] if barred else self.leaders[n]

    def _masks(self, visit: PlannedVisit) -> list[int]:
        masks = [self.able[skill] for skill, count in visit.needs.items() for _ in range(count)]
        return sorted(masks, key=lambda mask: (mask.bit_count(), mask))

    def _family(self, n: int, visit: PlannedVisit) -> tuple[int, int] | None:
        plain = self.trips[n] and len(visit.leaders) == 1 and not self.wanted[n] and not self.apart[n] and n not in self.fixed
        return (self.leaders[n][0], self.town[n]) if plain else None

    def _price_days(self) -> None:
        prices, visits = self.problem.prices, self.problem.visits
        ordinal = np.array(self.ordinal, dtype=np.float64)
        weekday = np.array([d.weekday() for d in self.problem.days], dtype=np.int64)
        avoided = np.array([d in self.problem.avoided for d in self.problem.days], dtype=np.float64)
        self.costs: Numbers = np.full((len(visits), self.days), inf)
        self.nearest: list[list[int]] = []
        for n, visit in enumerate(visits):
            led = visit.days if not visit.leading else self._led_days(n)
            at = np.array([self.day_at[d] for d in led], dtype=np.int64)
            cost = prices.day_from_ideal * np.abs(ordinal[at] - visit.ideal.toordinal())
            if visit.haste and len(at):
                cost = cost + visit.haste * (ordinal[at] - visit.days[0].toordinal())
            if visit.weekdays:
                cost = cost + prices.weekday * ~np.isin(weekday[at], list(visit.weekdays))
            if prices.avoided:
                cost = cost + prices.avoided * avoided[at]
            if n in self.before:
                cost = cost + prices.moved * (at != self.day_at.get(self.before[n].day, -1))
            self.costs[n, at] = cost
            self.nearest.append(at[np.argsort(cost, kind="stable")].tolist())
        self.cost: list[list[float]] = self.costs.tolist()
        self.by_month = [self._months_of(days) for days in self.nearest]

    def _led_days(self, n: int) -> tuple[date, ...]:
        return tuple(day for day in self.problem.visits[n].days if self.leaders_on(n, self.day_at[day]))

    def _months_of(self, days: list[int]) -> list[tuple[int, list[int]]]:
        found: dict[int, list[int]] = {}
        for d in days:
            found.setdefault(self.month[d], []).append(d)
        return list(found.items())
