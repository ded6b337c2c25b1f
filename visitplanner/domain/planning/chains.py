"""Placing visits that found no place: others make room for them, and others again for those (augmenting chains)."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from visitplanner.domain.planning.board import Board
from visitplanner.domain.planning.clerk import seat_nearest
from visitplanner.domain.planning.loose import in_the_way
from visitplanner.domain.planning.moves import Journal, take_back

DEPTH = 12


def left_out(board: Board) -> list[int]:
    """Visits that stand nowhere."""
    return [n for n, seat in enumerate(board.seat) if seat is None]


def fill(board: Board, stop: Callable[[], bool]) -> int:
    """Place as many of the visits left out as chains can, the dearest first; returns how many."""
    count = 0
    for n in sorted(left_out(board), key=lambda n: (-board.grid.unplaced[n], len(board.grid.nearest[n]), n)):
        if stop():
            break
        count += insert(board, n, {n}, DEPTH)
    return count


def insert(board: Board, n: int, seen: set[int], depth: int) -> bool:
    """Place visit n, making others make room; the board is as it was if that fails.

    seen: visits that were already asked to move for the same one.
    """
    if seat_nearest(board, n):
        return True
    if depth == 0:
        return False
    for d in board.grid.nearest[n]:
        for k in in_the_way(board, n, d):
            if k in seen or (board.grid.unplaced[k] < board.grid.unplaced[n] and depth < DEPTH):
                continue
            old = board.lift(k)
            seat = board.find(n, d)
            if seat is None:
                board.place(k, old)
                continue
            seen.add(k)
            board.place(n, seat)
            if insert(board, k, seen, depth - 1):
                return True
            board.lift(n)
            board.place(k, old)
    return False


def shake(board: Board, random: Random, stop: Callable[[], bool]) -> bool:
    """Force a visit that was left out into the plan, then place what it drove out and the rest; kept if no visit more is lost."""
    out = left_out(board)
    if not out:
        return False
    before = board.core
    journal: Journal = list(enumerate(board.seat))
    n = random.choice(out)
    days = board.grid.nearest[n]
    if not days or not _force(board, n, random.choice(days), random):
        take_back(board, journal)
        return False
    seen = {n}
    for k in random.sample(left := left_out(board), len(left)):
        if stop():
            break
        insert(board, k, seen, 6)
    lost = sum(board.grid.unplaced[k] for k in left_out(board)) - sum(board.grid.unplaced[k] for k in out)
    if lost > 0 or (lost == 0 and board.core > before + 50):
        take_back(board, journal)
        return False
    return True


def _force(board: Board, n: int, d: int, random: Random) -> bool:
    """Seat visit n on day d, lifting what is in its way, one after the other."""
    while (seat := board.find(n, d)) is None:
        blockers = in_the_way(board, n, d)
        if not blockers:
            return False
        board.lift(random.choice(blockers))
    board.place(n, seat)
    return True
