"""Evening out the turns of members: whoever went too often gives a visit to one who went less often and is free then.

Where nobody is, the visit changes days with another of its leader, in a week in which somebody is.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.seat import Seat, bits
from visitplanner.domain.planning.problem import week_of
from visitplanner.domain.planning.search.months import TINY


def even_out(board: Board, stop: Callable[[], bool]) -> None:
    """Exchange members while that makes turns fairer, and days where no other members are free, as long as the cost falls.

    stop: says when no more days are to be exchanged; members are exchanged to the end.
    """
    if board.turns is None:
        return
    moved = True
    while moved:
        moved = False
        for n in _joint(board):
            seat = board.seat[n]
            moved |= seat is not None and _exchanged(board, n, seat)
        for n in () if moved else _joint(board):
            moved |= _out_of_turn(board, n) and _days_exchanged(board, n, stop)


def _joint(board: Board) -> list[int]:
    """The visits placed to which members go, those that were agreed left out."""
    return [n for n, seat in enumerate(board.seat) if seat is not None and seat.members and n not in board.grid.fixed]


def _out_of_turn(board: Board, n: int) -> bool:
    """Whether somebody goes along who has gone more often than is fair."""
    seat, turns = board.seat[n], board.turns
    return seat is not None and turns is not None and any(turns.joined[p] > turns.fair[p] for p in bits(seat.members))


def _days_exchanged(board: Board, n: int, stop: Callable[[], bool]) -> bool:
    """Whether visit n and another of its leader, in another week, took each other's days, to a lower cost."""
    seat = board.seat[n]
    assert seat is not None
    weeks = [week_of(day) for day in board.grid.problem.days]
    for k, other in enumerate(board.seat):
        if other is None or other.leader != seat.leader or k in board.grid.fixed or weeks[other.day] == weeks[seat.day]:
            continue
        if stop():
            return False
        if _exchange_days(board, (n, seat), (k, other)):
            return True
    return False


def _exchange_days(board: Board, one: tuple[int, Seat], two: tuple[int, Seat]) -> bool:
    """Exchange the days of two visits; taken back unless both find a seat and the whole costs less."""
    before = board.total()
    (n, seat), (k, other) = one, two
    if inf in (board.grid.cost[n][other.day], board.grid.cost[k][seat.day]):
        return False
    board.lift(n)
    board.lift(k)
    placed: list[int] = []
    for visit, day in ((n, other.day), (k, seat.day)):
        found = board.find(visit, day)
        if found is not None:
            board.place(visit, found)
            placed.append(visit)
    if len(placed) == 2 and board.total() < before - TINY:
        return True
    for visit in placed:
        board.lift(visit)
    board.place(n, seat)
    board.place(k, other)
    return False


def _exchanged(board: Board, n: int, seat: Seat) -> bool:
    """Whether another team took the visit over; the least used people who can are asked."""
    before = board.core
    board.lift(n)
    team = board.members(board.grid.wanted[n], board.free[_at(board, seat)] & ~(1 << seat.leader), seat.day)
    other = seat if team is None else seat._replace(members=team)
    board.place(n, other)
    if board.core < before - TINY:
        return True
    board.lift(n)
    board.place(n, seat)
    return False


def _at(board: Board, seat: Seat) -> int:
    return seat.day * board.grid.slots + seat.slot
