"""A plan being worked on: who is free when, what stands where, and what it all costs, kept up with every move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import inf

from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.board.ledger import running_costs
from visitplanner.domain.planning.board.quota import Quota
from visitplanner.domain.planning.board.seat import Seat, bits
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.terms import peak_cost


class Board:
    """The state of a search.

    seat: per visit its seat or None.  load: visits per month.
    core: the cost without the busiest month; visits left out are in it.
    free: per (day * slots + slot) the people who are neither away nor taken, as bits.
    room: [person][day] how many more visits the person could have that day.
    quota: what the norms leave; None without norms that bind.
    running: the parts of the cost that depend on several visits.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.trip_price = grid.problem.prices.trip
        self.seat: list[Seat | None] = [None] * len(grid.cost)
        self.load = list(grid.ballast)
        self.core = float(sum(grid.unplaced))
        everybody = (1 << len(grid.order)) - 1
        self.free = [everybody] * (grid.days * grid.slots)
        self.room = [[limit] * grid.days for limit in grid.limit]
        self.at: list[set[int]] = [set() for _ in range(grid.days)]
        self.trip: Counter[tuple[int, int, int]] = Counter()
        self.quota = Quota(grid) if grid.problem.norms is not None and grid.problem.norms.binding else None
        self.running, self.companies, self.turns = running_costs(grid)
        for p, days in enumerate(grid.away):
            for d in days:
                self._close(p, d)
        for n, place in grid.fixed.items():
            self.place(n, self.seat_of(place))

    def _close(self, p: int, d: int) -> None:
        self.room[p][d] = 0
        for k in range(d * self.grid.slots, (d + 1) * self.grid.slots):
            self.free[k] &= ~(1 << p)

    def seat_of(self, place: Placed) -> Seat:
        """The seat of a place; its day, slot and people must be the problem's."""
        grid = self.grid
        members = sum(1 << grid.person_at[p] for p in set(place.members))
        slot = grid.problem.slots.index(place.slot)
        return Seat(grid.day_at[place.day], slot, grid.person_at[place.leader], members)

    def place(self, n: int, seat: Seat) -> None:
        """Put a visit that stands nowhere on a seat whose people are free."""
        grid, d = self.grid, seat.day
        self.seat[n] = seat
        self.at[d].add(n)
        self.load[grid.month[d]] += 1
        cost = grid.cost[n][d]
        self.core += (cost if cost != inf else 0.0) - grid.unplaced[n]
        if grid.trips[n]:
            key = (seat.leader, grid.town[n], d)
            self.trip[key] += 1
            if self.trip[key] == 1:
                self.core += self.trip_price
        team = seat.members | 1 << seat.leader
        self.free[d * grid.slots + seat.slot] &= ~team
        for p in bits(team):
            self.room[p][d] -= 1
        if self.quota is not None:
            self.quota.come(seat)
        for cost_of in self.running:
            self.core += cost_of.come(n, seat)

    def lift(self, n: int) -> Seat:
        """Take a placed visit off the calendar; returns the seat it had."""
        grid, seat = self.grid, self.seat[n]
        assert seat is not None
        d = seat.day
        self.seat[n] = None
        self.at[d].remove(n)
        self.load[grid.month[d]] -= 1
        cost = grid.cost[n][d]
        self.core += grid.unplaced[n] - (cost if cost != inf else 0.0)
        if grid.trips[n]:
            key = (seat.leader, grid.town[n], d)
            self.trip[key] -= 1
            if self.trip[key] == 0:
                del self.trip[key]
                self.core -= self.trip_price
        team = seat.members | 1 << seat.leader
        self.free[d * grid.slots + seat.slot] |= team
        for p in bits(team):
            self.room[p][d] += 1
        if self.quota is not None:
            self.quota.go(seat)
        for cost_of in self.running:
            self.core -= cost_of.go(n, seat)
        return seat

    def total(self) -> float:
        """The whole cost, the busiest month included."""
        return self.core + peak_cost(self.grid.problem, max(self.load, default=0))

    def apart(self, n: int, d: int) -> bool:
        """Whether visit n on day d keeps its spacing to the visits placed."""
        day = self.grid.ordinal[d]
        for rule in self.grid.apart[n]:
            other = self.seat[rule.other]
            if other is not None and not rule.least <= day - self.grid.ordinal[other.day] <= rule.most:
                return False
        return True

    def find(self, n: int, d: int) -> Seat | None:
        """A lawful seat for visit n, which stands nowhere, on day d; None if there is none."""
        if self.grid.apart[n] and not self.apart(n, d):
            return None
        seats = self.seats(n, d)
        if not seats:
            return None
        best = seats[0]
        if self.grid.trips[n] and len(seats) > 1:
            town = self.grid.town[n]
            best = next((s for s in seats if (s.leader, town, d) in self.trip), best)
        before = self.grid.before.get(n)
        if before is not None and len(seats) > 1:
            wish = (before.slot, before.leader)
            best = next((s for s in seats if self._told(s) == wish), best)
        return best

    def _told(self, seat: Seat) -> tuple[str, str]:
        return self.grid.problem.slots[seat.slot], self.grid.order[seat.leader].id

    def leaders(self, n: int, d: int) -> list[int]:
        """Those who may lead visit n on day d as far as rank, assignment and the norms go, there or not."""
        leaders, quota, turns = self.grid.leaders_on(n, d), self.quota, self.turns
        if quota is not None:
            leaders = [p for p in leaders if quota.room(p, d) > 0]
        if turns is not None and len(leaders) > 1:
            leaders = sorted(leaders, key=lambda p: turns.led[p] >= turns.fair_lead[p])
        return leaders

    def seats(self, n: int, d: int, slots: Iterable[int] | None = None) -> list[Seat]:
        """One seat for each slot and leader that can hold visit n on day d, spacing aside. slots: other than those that suit."""
        grid, found = self.grid, list[Seat]()
        wanted, leaders = grid.wanted[n], self.leaders(n, d)
        for slot in grid.halves[n] if slots is None else slots:
            free = self.free[d * grid.slots + slot]
            for leader in leaders:
                if not free >> leader & 1 or self.room[leader][d] < 1:
                    continue
                members = self.members(wanted, free & ~(1 << leader), d) if wanted else 0
                if members is not None:
                    found.append(Seat(d, slot, leader, members))
        return found

    def members(self, wanted: list[int], free: int, d: int, at: int = 0) -> int | None:
        """One free person for each mask from `at` on, as bits; the people who lead least are asked first."""
        if at == len(wanted):
            return 0
        for p in self._in_turn(free & wanted[at]):
            if self.room[p][d] > 0 and (self.quota is None or self.quota.join[p][self.quota.week[d]] > 0):
                rest = self.members(wanted, free & ~(1 << p), d, at + 1)
                if rest is not None:
                    return rest | 1 << p
        return None

    def _in_turn(self, able: int) -> list[int]:
        return bits(able) if self.turns is None else self.turns.in_turn(able)

    def holds(self, n: int, seat: Seat) -> bool:
        """Whether visit n, which stands nowhere, may be put on exactly that seat."""
        grid, d = self.grid, seat.day
        team = seat.members | 1 << seat.leader
        free = self.free[d * grid.slots + seat.slot]
        if seat.slot not in grid.halves[n]:
            return False
        if grid.cost[n][d] == inf or seat.leader not in grid.leaders_on(n, d) or free & team != team or not self.apart(n, d):
            return False
        if any(self.room[p][d] < 1 for p in bits(team)) or (self.quota and not self.quota.holds(seat)):
            return False
        members = seat.members & ~(1 << seat.leader)
        return self.members(grid.wanted[n], members, d) is not None

    def place_of(self, n: int, seat: Seat) -> Placed:
        """A seat of visit n in the problem's words."""
        grid = self.grid
        team = tuple(grid.order[p].id for p in bits(seat.members))
        day, slot = grid.problem.days[seat.day], grid.problem.slots[seat.slot]
        return Placed(grid.problem.visits[n].id, day, slot, grid.order[seat.leader].id, team)

    def placed(self) -> tuple[Placed, ...]:
        """The visits placed, in the problem's order; agreed ones as they were agreed."""
        fixed = self.grid.fixed
        return tuple(fixed.get(n) or self.place_of(n, seat) for n, seat in enumerate(self.seat) if seat is not None)
