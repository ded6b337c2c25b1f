"""The first lawful plan, at once: each visit on the nearest day that has a seat, as a careful clerk would."""

from __future__ import annotations

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.search.moves import change_over


def seat_nearest(board: Board, n: int) -> bool:
    """Put visit n on its cheapest day that has a seat; False if there is none."""
    for d in board.grid.nearest[n]:
        seat = board.find(n, d)
        if seat is not None:
            board.place(n, seat)
            return True
        if board.grid.choosy[n] and change_over(board, n, d):
            return True
    return False


def hopeless(board: Board, n: int) -> bool:
    """Whether the norms leave nobody who may lead visit n another visit in any week, so that moving others cannot help it."""
    quota = board.quota
    return quota is not None and all(quota.full(p) for p in board.grid.leaders[n])


def first_board(grid: Grid) -> Board:
    """A board with every visit seated that a clerk would seat.

    Visits that stood somewhere in the plan before keep their place when they can; then those that need most people, then,
    under norms, the dearest to leave out, then the earlier ideal day.
    """
    board = Board(grid)
    for n in sorted(grid.before):
        before = grid.before[n]
        if board.seat[n] is None and before.day in grid.day_at and grid.cost[n][grid.day_at[before.day]] < float("inf"):
            seat = board.find(n, grid.day_at[before.day])
            if seat is not None:
                board.place(n, seat)
    visits = grid.problem.visits
    rest = [n for n in range(len(visits)) if board.seat[n] is None]
    dear = grid.unplaced if board.quota is not None else [0.0] * len(visits)
    for n in sorted(rest, key=lambda n: (-len(grid.wanted[n]), -dear[n], visits[n].ideal, not grid.choosy[n], n)):
        if not hopeless(board, n):
            seat_nearest(board, n)
    return board
