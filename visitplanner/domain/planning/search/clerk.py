"""The first lawful plan, at once: each visit on the nearest day that has a seat, as a careful clerk would.

Where an office has a norm for its months the clerk keeps them level too, and calls on a company on one day or long enough
afterwards: a year is worth keeping before any search.
"""

from __future__ import annotations

from math import inf

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.search.moves import change_over
from visitplanner.domain.planning.terms import level_of


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


BEYOND = 100.0
"""Days of drift the clerk accepts to keep a month from holding one visit more."""


class EvenMonths:
    """A board whose months are to be filled evenly. most: visits the busiest month holds then, its ballast among them."""

    def __init__(self, board: Board) -> None:
        grid = self.grid = board.grid
        self.board = board
        open_to = [n for n, nearest in enumerate(grid.nearest) if nearest and n not in grid.fixed]
        months = {grid.month[d] for n in open_to for d in grid.nearest[n]}
        held = sum(board.load[m] - grid.ballast[m] for m in months)
        self.most = level_of(held + sum(board.seat[n] is None for n in open_to), [grid.ballast[m] for m in months])

    def seat(self, n: int) -> bool:
        """Put visit n on the day that is best for month and company too; False if no day has a seat."""
        board, grid = self.board, self.grid
        cost, companies = grid.cost[n], board.companies
        least, best = inf, None
        for d in grid.nearest[n]:
            if cost[d] >= least:
                break
            price = cost[d] + self._beyond(d) + (companies.near(n, d, -1) if companies is not None else 0.0)
            if price < least and (seat := board.find(n, d)) is not None:
                least, best = price, seat
        if best is None:
            return seat_nearest(board, n)
        board.place(n, best)
        return True

    def _beyond(self, d: int) -> float:
        over = self.board.load[self.grid.month[d]] + 1 - self.most
        return BEYOND * self.grid.problem.prices.day_from_ideal * max(0, over)


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
    norms = grid.problem.norms
    months = EvenMonths(board) if board.quota is not None and norms is not None and norms.month is not None else None
    dear = grid.unplaced if board.quota is not None else [0.0] * len(visits)
    for n in sorted(rest, key=lambda n: (-len(grid.wanted[n]), -dear[n], visits[n].ideal, not grid.choosy[n], n)):
        if not hopeless(board, n):
            _ = months.seat(n) if months is not None else seat_nearest(board, n)
    return board
