"""What a search may do to a board: take some visits off and put them on other days, as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
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
    """Do a move; None, and nothing changed, if a visit finds no seat on its new day. Who is there already stays there."""
    journal: Journal = []
    going = [(n, d) for n, d in move.days if (seat := board.seat[n]) is None or seat.day != d]
    for n, _ in going:
        journal.append((n, board.lift(n) if board.seat[n] is not None else None))
    for n, d in going:
        seat = board.find(n, d)
        if seat is None:
            take_back(board, journal)
            return None
        board.place(n, seat)
    return journal


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
