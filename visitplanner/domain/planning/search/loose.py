"""Moves of a visit that stands by itself: group visits, and whatever needs members, spacing or a choice of leaders."""

from __future__ import annotations

from math import inf

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.search.moves import BASE, Journal, Move, take_back

TRIED_DAYS = 3
PUSHED_DAYS = 4


def loose_moves(board: Board, n: int, prices: list[float], slack: float) -> dict[int, Move]:
    """The best move of visit n for each shift between months, among those that cost less than `slack` with month prices."""
    best: dict[int, Move] = {}
    before = board.core
    had = board.lift(n) if board.seat[n] is not None else None
    without = board.core
    month = board.grid.month

    def offer(delta: float, days: tuple[tuple[int, int], ...], shift: int, priced: float) -> None:
        if priced < slack and (shift not in best or delta < best[shift].delta - 1e-9):
            best[shift] = Move(delta, shift, days)

    old_day = had.day if had is not None else -1
    gone = BASE ** month[old_day] if had is not None else 0
    gone_price = prices[month[old_day]] if had is not None else 0.0
    for m, days in board.grid.by_month[n]:
        for cost, d in _open_days(board, n, days, old_day):
            delta = without + cost - before
            offer(delta, ((n, d),), BASE**m - gone, delta + prices[m] - gone_price)
    if had is not None:
        board.place(n, had)
    for delta, days, shift in _pushes(board, n, old_day):
        offer(delta, days, shift, delta)
    return best


def _open_days(board: Board, n: int, days: list[int], old_day: int) -> list[tuple[float, int]]:
    """Cost relative to being left out, and day: the first days of a month with a seat, and days on which a trip can be joined."""
    grid, found = board.grid, list[tuple[float, int]]()
    trip, town, tried = grid.trips[n], grid.town[n], 0
    for d in days:
        if d == old_day or (tried >= TRIED_DAYS and not _made(board, n, d)):
            continue
        seat = board.find(n, d)
        if seat is None:
            continue
        tried += 1
        if board.running:
            before = board.core
            board.place(n, seat)
            found.append((board.core - before, d))
            board.lift(n)
            continue
        price = board.trip_price if trip and (seat.leader, town, d) not in board.trip else 0.0
        found.append((grid.cost[n][d] - grid.unplaced[n] + price, d))
        if not trip:
            break
    return found


def _made(board: Board, n: int, d: int) -> bool:
    """Whether one of those who may lead visit n makes a trip to its township on day d anyway."""
    town = board.grid.town[n]
    return any((p, town, d) in board.trip for p in board.grid.leaders[n])


def _pushes(board: Board, n: int, old_day: int) -> list[tuple[float, tuple[tuple[int, int], ...], int]]:
    """Visit n takes a better day; one visit in its way goes to its own next best day."""
    grid, found = board.grid, list[tuple[float, tuple[tuple[int, int], ...], int]]()
    old = grid.cost[n][old_day] if old_day >= 0 else grid.unplaced[n]
    tried = 0
    for d in grid.nearest[n]:
        if tried == PUSHED_DAYS or grid.cost[n][d] >= old:
            break
        if d == old_day:
            continue
        start, journal = board.core, [(n, board.lift(n) if board.seat[n] is not None else None)]
        if board.find(n, d) is None:
            tried += 1
            for k in in_the_way(board, n, d):
                move = _push(board, n, d, k, start, old_day)
                if move is not None:
                    found.append(move)
        take_back(board, journal)
    return found


def in_the_way(board: Board, n: int, d: int) -> list[int]:
    """Visits that hold people, or a spacing, that visit n needs on day d; agreed ones stay."""
    grid = board.grid
    useful = sum(1 << p for p in grid.leaders[n])
    for mask in grid.wanted[n]:
        useful |= mask
    found = [k for k in sorted(board.at[d]) if (seat := board.seat[k]) and (seat.members | 1 << seat.leader) & useful]
    found += _within_norms(board, n, d, found)
    found += [rule.other for rule in grid.apart[n] if board.seat[rule.other] is not None]
    return [k for k in found if k not in grid.fixed and k != n]


def _within_norms(board: Board, n: int, d: int, known: list[int]) -> list[int]:
    """Further visits that the norms set in the way: of the leader's week, of a day or week of the office that is full."""
    quota = board.quota
    if quota is None:
        return []
    w = quota.week[d]
    days = quota.days_of[w] if quota.office[w] < 1 else [d] if quota.day[d] < 1 else []
    found = {k for at in days for k in board.at[at]}
    for p in board.grid.leaders[n]:
        if quota.lead[p][w] < 1:
            found |= {k for at in quota.days_of[w] for k in board.at[at] if (seat := board.seat[k]) and seat.leader == p}
    return sorted(found.difference(known))


def _push(
    board: Board, n: int, d: int, k: int, start: float, old_day: int
) -> tuple[float, tuple[tuple[int, int], ...], int] | None:
    """Lift k, seat n on day d, and k on its next best day; the board is left as it was."""
    grid = board.grid
    journal: Journal = [(k, board.lift(k))]
    old_seat = journal[0][1]
    seat = board.find(n, d)
    move = None
    if seat is not None and old_seat is not None:
        board.place(n, seat)
        journal.append((n, None))
        for at in grid.nearest[k]:
            again = board.find(k, at) if grid.cost[k][at] < inf else None
            if again is not None:
                board.place(k, again)
                shift = BASE ** grid.month[d] + BASE ** grid.month[at] - BASE ** grid.month[old_seat.day]
                shift -= BASE ** grid.month[old_day] if old_day >= 0 else 0
                move = (board.core - start, ((n, d), (k, at)), shift)
                break
    take_back(board, journal)
    return move
