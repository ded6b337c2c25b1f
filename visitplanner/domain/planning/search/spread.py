"""A tie-break when the search is over: mornings and Mondays are no better than other times that cost the same.

Visits change their half of the day, or their day for one that costs no more, as long as that makes weekdays and half-days of
the office and of each leader more even. The cost never rises, and the same plan always ends as the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.seat import Seat
from visitplanner.domain.planning.search.months import TINY

ROUNDS = 3


def spread(board: Board) -> None:
    """Even out weekdays and half-days; agreed visits and those that stand where they stood before keep their places."""
    evenness, moving = _Evenness(board), list(_moving(board))
    for _ in range(ROUNDS):
        if not sum(_moved(board, evenness, n) for n in moving):
            return


def _moving(board: Board) -> Iterator[int]:
    slots, days = board.grid.problem.slots, board.grid.problem.days
    for n, seat in enumerate(board.seat):
        before = board.grid.before.get(n)
        if seat is None or n in board.grid.fixed:
            continue
        if before is None or (before.day, before.slot) != (days[seat.day], slots[seat.slot]):
            yield n


class _Evenness:
    """How many visits each weekday and half-day has, of the office and of each leader."""

    def __init__(self, board: Board) -> None:
        self.weekday = [day.weekday() for day in board.grid.problem.days]
        self.counts = Counter(key for seat in board.seat if seat is not None for key in self._keys(seat))

    def _keys(self, seat: Seat) -> tuple[tuple[object, ...], ...]:
        weekday = self.weekday[seat.day]
        return ("day", weekday), ("half", seat.slot), ("half", seat.leader, seat.slot), ("half", bool(seat.members), seat.slot)

    def gain(self, seat: Seat, other: Seat) -> int:
        """By how much the sum of squares of the counts falls when a visit goes from one seat to another."""
        off, on = self._keys(seat), self._keys(other)
        changed = [(key, new) for key, new in zip(off, on, strict=True) if key != new]
        return sum(2 * (self.counts[key] - self.counts[new] - 1) for key, new in changed)

    def move(self, seat: Seat, other: Seat) -> None:
        self.counts.subtract(self._keys(seat))
        self.counts.update(self._keys(other))


def _moved(board: Board, evenness: _Evenness, n: int) -> bool:
    """Whether visit n found a time that is less used and costs no more."""
    seat = board.seat[n]
    assert seat is not None
    found = [(evenness.gain(seat, other), -other.day, -other.slot, other) for other in _others(board, n, seat)]
    before = board.total()
    for gain, _, _, other in sorted(found, key=lambda each: each[:3], reverse=True):
        if gain <= 0:
            return False
        board.lift(n)
        if board.holds(n, other):
            board.place(n, other)
            if board.total() <= before + TINY / 1000:
                evenness.move(seat, other)
                return True
            board.lift(n)
        board.place(n, seat)
    return False


def _others(board: Board, n: int, seat: Seat) -> Iterator[Seat]:
    """Other times for the same team: each half of the day, on the same day and on days that cost no more by themselves."""
    cost = board.grid.cost[n]
    for d in board.grid.nearest[n]:
        if cost[d] > cost[seat.day] + TINY:
            return
        if d == seat.day or abs(cost[d] - cost[seat.day]) <= TINY:
            for slot in board.grid.halves[n]:
                if (d, slot) != (seat.day, seat.slot):
                    yield seat._replace(day=d, slot=slot)
