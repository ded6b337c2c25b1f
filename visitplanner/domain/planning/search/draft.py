"""A plan drawn from the prices of the bound: nearly the best year but for clashes, which are then mended."""

from __future__ import annotations

from math import inf

import numpy as np

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.bounds.bound import Bound
from visitplanner.domain.planning.search.clerk import seat_nearest


def draft_board(grid: Grid, bound: Bound) -> Board:
    """A board with pairs and single visits on their best days under the prices, those with most people first."""
    board = Board(grid)
    priced = grid.costs + np.array(bound.prices)[np.array(grid.month, dtype=np.int64)]
    for n, leaders in enumerate(grid.leaders):
        if len(leaders) == 1:
            priced[n] += bound.led[leaders[0]]
    paired = {n for pair in bound.relaxed.pairs for n in pair}
    members = [n for n in range(len(grid.cost)) if n not in grid.fixed and n not in paired]
    for n in sorted(members, key=lambda n: (-len(grid.wanted[n]), len(grid.nearest[n]), n)):
        if grid.wanted[n] or grid.choosy[n]:
            _seat(board, (n,), priced[n])
    for i, j in bound.relaxed.pairs:
        _seat(board, (i, j) if grid.choosy[i] else (j, i), priced[i] + priced[j])
    for n in members:
        if board.seat[n] is None:
            _seat(board, (n,), priced[n])
    for n, seat in enumerate(board.seat):
        if seat is None:
            seat_nearest(board, n)
    return board


def _seat(board: Board, visits: tuple[int, ...], cost: np.ndarray) -> None:
    """Put visits together on the cheapest day that seats them all; none is placed if there is no such day."""
    for d in np.argsort(cost, kind="stable").tolist():
        if cost[d] == inf:
            return
        placed: list[int] = []
        for n in visits:
            seat = board.find(n, d)
            if seat is None:
                break
            board.place(n, seat)
            placed.append(n)
        if len(placed) == len(visits):
            return
        for n in placed:
            board.lift(n)
