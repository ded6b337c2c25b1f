"""Evening out the turns of members: whoever went too often gives a visit to one who went less often and is free then."""

from __future__ import annotations

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.seat import Seat
from visitplanner.domain.planning.search.months import TINY


def even_out(board: Board) -> None:
    """Exchange members while that makes turns fairer; days, slots and leaders stay."""
    if board.turns is None:
        return
    moved = True
    while moved:
        moved = False
        for n, seat in enumerate(board.seat):
            if seat is not None and seat.members and n not in board.grid.fixed:
                moved |= _exchanged(board, n, seat)


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
