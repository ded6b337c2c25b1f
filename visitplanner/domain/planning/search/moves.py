"""What a search may do to a board: take some visits off and put them on other days, as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import inf
from typing import NamedTuple

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.seat import Seat

BASE = 16
"""A shift between months is one number: the change of each month's load as a digit of this base."""


class Move(NamedTuple):
    """Visits that go to other days.

    delta: change of the core cost, as far as it is known before it is done.
    shift: change of the months' loads, as digits of `BASE`.
    days:  (visit, its new day) for each visit that moves or is placed.
    """

    delta: float
    shift: int
    days: tuple[tuple[int, int], ...]


Journal = list[tuple[int, "Seat | None"]]
"""Visits and the seats they had, in the order in which they were lifted."""


@cache
def loads_of(shift: int) -> tuple[tuple[int, int], ...]:
    """(month, change of its load) for each month that a shift changes."""
    found: list[tuple[int, int]] = []
    month = 0
    while shift:
        digit = (shift + BASE // 2) % BASE - BASE // 2
        if digit:
            found.append((month, digit))
        shift = (shift - digit) // BASE
        month += 1
    return tuple(found)


def carry_out(board: Board, move: Move) -> Journal | None:
    """Do a move; None, and nothing changed, if a visit finds no seat on its new day.

    Who is there already stays there, though in another slot where one that comes wants its own.
    """
    journal: Journal = []
    going = [(n, d) for n, d in move.days if (seat := board.seat[n]) is None or seat.day != d]
    for n, _ in going:
        journal.append((n, board.lift(n) if board.seat[n] is not None else None))
    for n, d in going:
        seat = board.find(n, d)
        if seat is not None:
            board.place(n, seat)
        elif not (board.grid.choosy[n] and change_over(board, n, d, journal)):
            take_back(board, journal)
            return None
    return journal


def change_over(board: Board, n: int, d: int, journal: Journal | None = None) -> bool:
    """Place visit n, which finds no seat on day d, where another visit of the day stands that another slot suits as well.

    The board is as before if that fails.  journal: is told who changed the slot.
    """
    grid = board.grid
    if grid.cost[n][d] == inf or not board.apart(n, d):
        return False
    for k in sorted(board.at[d]):
        if k in grid.fixed or (grid.choosy[k] and len(grid.halves[k]) == 1):
            continue
        old = board.lift(k)
        seat = board.find(n, d)
        if seat is not None:
            board.place(n, seat)
            other = board.find(k, d)
            if other is not None and other.leader == old.leader:
                board.place(k, other)
                if journal is not None:
                    journal.append((k, old))
                return True
            board.lift(n)
        board.place(k, old)
    return False


def take_back(board: Board, journal: Journal) -> None:
    """Put every visit of a journal back on the seat it had before the first entry that names it."""
    for n, _ in journal:
        if board.seat[n] is not None:
            board.lift(n)
    back: dict[int, Seat | None] = {}
    for n, seat in journal:
        back.setdefault(n, seat)
    for n, seat in back.items():
        if seat is not None:
            board.place(n, seat)


def restore(board: Board, seats: Sequence[Seat | None]) -> None:
    """Put every visit where `seats` says."""
    moved = [n for n, seat in enumerate(seats) if board.seat[n] != seat]
    for n in moved:
        if board.seat[n] is not None:
            board.lift(n)
    for n in moved:
        seat = seats[n]
        if seat is not None:
            board.place(n, seat)
