"""What is paid for visits that stand together, kept up with a board (`terms.py` says the same of a finished plan).

Each running cost is told of every visit that comes or goes and answers by how much the cost rises or falls.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Protocol

from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.board.seat import Seat, bits
from visitplanner.domain.planning.problem import ANNUAL, APART_DAYS
from visitplanner.domain.planning.terms import far_apart, fewest_days, first_leader
from visitplanner.domain.planning.turns import fair_turns, shared


class RunningCost(Protocol):
    """A part of the cost that depends on several visits."""

    def come(self, n: int, seat: Seat) -> float:
        """Visit n takes a seat; returns what that adds to the cost."""
        ...

    def go(self, n: int, seat: Seat) -> float:
        """Visit n leaves its seat; returns what that takes off the cost."""
        ...


class Companies:
    """Annual visits of one company on different days (`terms.company_cost`)."""

    def __init__(self, grid: Grid) -> None:
        self.price, self.split, self.ordinal = grid.problem.prices.company, grid.problem.prices.split, grid.ordinal
        known = Counter(visit.company for visit in grid.problem.visits if visit.kind == ANNUAL and visit.company)
        self.of = [visit.company if visit.kind == ANNUAL and known[visit.company] > 1 else "" for visit in grid.problem.visits]
        visits = zip(self.of, grid.problem.visits, strict=True)
        self.led = [(company, first_leader(visit)) for company, visit in visits]
        self.agreed = grid.fixed
        self.days: dict[str, Counter[int]] = defaultdict(Counter)
        self.own: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        self.fewest = fewest_days(grid.problem)

    def come(self, n: int, seat: Seat) -> float:
        if not self.of[n]:
            return 0.0
        cost = self._near(self.of[n], seat.day) + self._beyond(n, seat.day)
        self.days[self.of[n]][seat.day] += 1
        if n not in self.agreed:
            self.own[self.led[n]][seat.day] += 1
        return cost

    def go(self, n: int, seat: Seat) -> float:
        if not self.of[n]:
            return 0.0
        self.days[self.of[n]][seat.day] -= 1
        own = self.own[self.led[n]]
        if n not in self.agreed:
            own[seat.day] -= 1
            if not own[seat.day]:
                del own[seat.day]
        return self._near(self.of[n], seat.day) + self._beyond(n, seat.day)

    def near(self, n: int, d: int, own: int) -> float:
        """What visit n, which stands on day `own` (-1: nowhere), would pay on day d."""
        company = self.of[n]
        if not company:
            return 0.0
        mine = self.price if own >= 0 and 0 < abs(self.ordinal[own] - self.ordinal[d]) < APART_DAYS else 0.0
        return self._near(company, d) - mine + self._beyond(n, d, own)

    def calls(self, n: int) -> list[int]:
        """The days on which the company of visit n is called on."""
        return [d for d, count in self.days[self.of[n]].items() if count] if self.of[n] else []

    def _near(self, company: str, d: int) -> float:
        day = self.ordinal[d]
        near = (count for other, count in self.days[company].items() if 0 < abs(self.ordinal[other] - day) < APART_DAYS)
        return self.price * sum(near)

    def _beyond(self, n: int, d: int, own: int = -1) -> float:
        """What day d adds, on which the leader of visit n may call on its company anyway; `own` is the day the visit leaves."""
        if n in self.agreed:
            return 0.0
        called = self.own[self.led[n]]
        alone = own >= 0 and called[own] == 1
        if d == own or not self.split or called.get(d):
            return 0.0 if d != own else self.split * (alone and len(called) > self.fewest[self.led[n]])
        return self.split * (len(called) - alone >= self.fewest[self.led[n]])


class FarTownships:
    """Each two townships of one leader's day that are not neighbours, as far as neighbours are known."""

    def __init__(self, grid: Grid) -> None:
        self.price, self.grid = grid.problem.prices.far, grid
        names = sorted({visit.township for visit in grid.problem.visits})
        self.far = [[far_apart(grid.problem.neighbours, one, other) for other in names] for one in names]
        self.towns: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)

    def come(self, n: int, seat: Seat) -> float:
        if not self.grid.trips[n]:
            return 0.0
        towns, town = self.towns[seat.leader, seat.day], self.grid.town[n]
        towns[town] += 1
        return self._far(towns, town) if towns[town] == 1 else 0.0

    def go(self, n: int, seat: Seat) -> float:
        if not self.grid.trips[n]:
            return 0.0
        towns, town = self.towns[seat.leader, seat.day], self.grid.town[n]
        towns[town] -= 1
        return self._far(towns, town) if towns[town] == 0 else 0.0

    def _far(self, towns: Counter[int], town: int) -> float:
        return self.price * sum(1 for other, count in towns.items() if count and self.far[town][other])


class Turns:
    """Turns beyond the fair ones (`turns.py`)."""

    def __init__(self, grid: Grid) -> None:
        self.price, self.grid = grid.problem.prices.turn, grid
        fair = fair_turns(grid.problem)
        self.pool = [person.id in fair.joining for person in grid.order]
        self.joined = [person.taken for person in grid.order]
        self.fair = [max(fair.joining.get(person.id, 0), person.taken) for person in grid.order]
        self.led = [0] * len(grid.order)
        self.fair_lead = [fair.leading.get(person.id, 0) for person in grid.order]
        self.shared = [shared(visit) and n not in grid.fixed for n, visit in enumerate(grid.problem.visits)]

    def come(self, n: int, seat: Seat) -> float:
        beyond = 0
        for p in bits(seat.members):
            self.joined[p] += 1
            beyond += self.joined[p] > self.fair[p]
        if self.shared[n]:
            self.led[seat.leader] += 1
            beyond += self.led[seat.leader] > self.fair_lead[seat.leader]
        return self.price * beyond

    def go(self, n: int, seat: Seat) -> float:
        beyond = 0
        for p in bits(seat.members):
            beyond += self.joined[p] > self.fair[p]
            self.joined[p] -= 1
        if self.shared[n]:
            beyond += self.led[seat.leader] > self.fair_lead[seat.leader]
            self.led[seat.leader] -= 1
        return self.price * beyond

    def in_turn(self, able: int) -> list[int]:
        """Able people (as bits) in the order in which they are asked: those who lead last, whoever went least often first."""
        return sorted(bits(able), key=lambda p: (not self.pool[p], self.joined[p], p))


def running_costs(grid: Grid) -> tuple[list[RunningCost], Companies | None, Turns | None]:
    """The running costs a problem has prices for; the companies and the turns among them."""
    prices, found = grid.problem.prices, list[RunningCost]()
    companies = Companies(grid) if prices.company or prices.split else None
    turns = Turns(grid) if prices.turn else None
    if companies is not None:
        found.append(companies)
    if prices.far and grid.problem.neighbours:
        found.append(FarTownships(grid))
    if turns is not None:
        found.append(turns)
    return found, companies, turns
