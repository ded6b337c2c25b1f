"""Placing visits that found no place: others make room for them, and others again for those (augmenting chains)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.search.clerk import hopeless, seat_nearest
from visitplanner.domain.planning.search.loose import in_the_way
from visitplanner.domain.planning.search.moves import restore

DEPTH = 12
FILLED_EVERY = 40
PATIENT = (12, 60, 1_000_000)
"""How many visits are asked to move for one that is left out: first few for each, then more."""
MOST_ASKED = 30_000
"""How many are asked in vain in all; where hundreds find no place, asking everybody for each would take minutes."""
WORSE = 60.0
"""A shaken plan may cost so much more, as long as no more is left out."""


def left_out(board: Board) -> list[int]:
    """Visits that stand nowhere."""
    return [n for n, seat in enumerate(board.seat) if seat is None]


def fill(board: Board, stop: Callable[[], bool], patient: Sequence[int] = PATIENT) -> int:
    """Place as many of the visits left out as chains can, the dearest first; returns how many.

    Where one found no place, another that is like it finds none either until something was placed.
    """
    return sum(_fill(board, stop, most) for most in patient)


def _fill(board: Board, stop: Callable[[], bool], most: int) -> int:
    count = asked = 0
    failed: set[Likeness] = set()
    for n in sorted(left_out(board), key=lambda n: (-board.grid.unplaced[n], len(board.grid.nearest[n]), n)):
        if stop() or asked > MOST_ASKED:
            break
        like = likeness(board, n)
        if like in failed or hopeless(board, n):
            continue
        seen = {n}
        if insert(board, n, seen, DEPTH, most):
            count += 1
            failed.clear()
            continue
        asked += len(seen)
        if like is not None:
            failed.add(like)
    return count


Likeness = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], frozenset[int]]
"""Leaders, masks of members, slots that suit and allowed days."""


def likeness(board: Board, n: int) -> Likeness | None:
    """What decides where visit n may stand; None for one that is tied to others or to days of its leaders."""
    grid = board.grid
    if grid.apart[n] or grid.barred[n]:
        return None
    return tuple(grid.leaders[n]), tuple(grid.wanted[n]), tuple(grid.halves[n]), frozenset(grid.nearest[n])


def insert(board: Board, n: int, seen: set[int], depth: int, most: int = PATIENT[-1]) -> bool:
    """Place visit n, making others make room; the board is as it was if that fails.

    seen: visits that were already asked to move for the same one.  most: how many may be asked.
    """
    if seat_nearest(board, n):
        return True
    if depth == 0 or len(seen) > most:
        return False
    for d in board.grid.nearest[n]:
        for k in in_the_way(board, n, d):
            if len(seen) > most:
                return False
            if k in seen or (board.grid.unplaced[k] < board.grid.unplaced[n] and depth < DEPTH):
                continue
            old = board.lift(k)
            seat = board.find(n, d)
            if seat is None:
                board.place(k, old)
                continue
            seen.add(k)
            board.place(n, seat)
            if insert(board, k, seen, depth - 1, most):
                return True
            board.lift(n)
            board.place(k, old)
    return False


def shake(board: Board, random: Random) -> bool:
    """Force a visit that was left out into the plan and place again what it drove out; undone if more is lost than won."""
    out = left_out(board)
    if not out:
        return False
    before, seats = board.core, list(board.seat)
    n = random.choice(out)
    days = board.grid.nearest[n]
    driven = _force(board, n, random.choice(days), random) if days else None
    if driven is not None:
        freed = {seat.day for k in driven if (seat := seats[k]) is not None}
        seen = {n}
        for k in driven:
            insert(board, k, seen, DEPTH // 2)
        for k in random.sample(out, len(out)):
            if board.seat[k] is None:
                _seat_on(board, k, freed)
        if board.core < before + WORSE and _price_left_out(board) <= sum(board.grid.unplaced[k] for k in out):
            return True
    restore(board, seats)
    return False


def _price_left_out(board: Board) -> float:
    return sum(board.grid.unplaced[k] for k in left_out(board))


def _seat_on(board: Board, n: int, days: set[int]) -> None:
    """Put visit n on the cheapest of some days that has a seat, if any has."""
    for d in sorted(days & set(board.grid.nearest[n]), key=lambda d: (board.grid.cost[n][d], d)):
        seat = board.find(n, d)
        if seat is not None:
            board.place(n, seat)
            return


def _force(board: Board, n: int, d: int, random: Random) -> list[int] | None:
    """Seat visit n on day d, lifting what is in its way; returns what was lifted, None if nothing more can be."""
    driven: list[int] = []
    while (seat := board.find(n, d)) is None:
        blockers = in_the_way(board, n, d)
        if not blockers:
            return None
        driven.append(random.choice(blockers))
        board.lift(driven[-1])
    board.place(n, seat)
    return driven


def rattle(board: Board, shakes: int, random: Random, stop: Callable[[], bool]) -> None:
    """Shake so many times, filling up now and then, and end with the plan that left out least."""
    best, seats = board.core, list(board.seat)
    for n in range(shakes):
        if stop() or None not in board.seat or all(hopeless(board, k) for k in left_out(board)):
            break
        shake(board, random)
        if n % FILLED_EVERY == FILLED_EVERY - 1:
            fill(board, stop)
        if board.core < best - 1e-6:
            best, seats = board.core, list(board.seat)
    restore(board, seats)
