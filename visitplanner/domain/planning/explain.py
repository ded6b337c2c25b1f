"""Why a visit stands where it stands, what other days would mean, and what would let one in that was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.board.blocks import LEADER_TAKEN, Block, blocks, reason_left_out
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.seat import Seat


@dataclass(frozen=True, slots=True)
class DayView:
    """One day for one visit.

    seats: where the visit could stand that day; empty when it cannot.
    extra: what the whole plan would cost more than with the visit on the day `extra` is measured from.
    words: why not, or what makes it worse; empty when nothing does.
    """

    day: date
    seats: tuple[Seat, ...]
    extra: float
    words: tuple[Message, ...]


def day_view(board: Board, n: int, d: int, base: float, peak: int) -> DayView:
    """Look at day d for visit n, which stands nowhere; `base` and `peak` are the cost and busiest month to compare with."""
    grid, day = board.grid, board.grid.problem.days[d]
    found = blocks(board, n, d)
    if found:
        return DayView(day, (), inf, tuple(block.words() for block in found))
    seat = board.find(n, d)
    assert seat is not None
    board.place(n, seat)
    extra, trip = board.total() - base, grid.trips[n] and board.trip[seat.leader, grid.town[n], d] == 1
    busier = max(board.load) > peak
    board.lift(n)
    return DayView(day, tuple(board.seats(n, d)), extra, tuple(_words(board, n, d, trip, busier)))


def _words(board: Board, n: int, d: int, trip: bool, busier: bool) -> list[Message]:
    visit, day = board.grid.problem.visits[n], board.grid.problem.days[d]
    found: list[Message] = []
    away = (day - visit.ideal).days
    if away > 0:
        found.append(said("{days} days after the ideal day.", days=away))
    elif away < 0:
        found.append(said("{days} days before the ideal day.", days=-away))
    if trip:
        found.append(said("A trip of its own to {township}.", township=visit.township))
    if busier:
        found.append(said("The busiest month would become busier."))
    if visit.weekdays and day.weekday() not in visit.weekdays:
        found.append(said("The customer prefers other weekdays."))
    return found


def alternatives(board: Board, n: int, count: int = 5) -> list[DayView]:
    """The nearest other days of a visit, cheapest first: blocked ones with the rule, open ones with what they cost more.

    The board is as before when this returns.
    """
    base, peak = board.total(), max(board.load)
    seat = board.lift(n) if board.seat[n] is not None else None
    days = [d for d in board.grid.nearest[n] if seat is None or d != seat.day][:count]
    found = [day_view(board, n, d, base, peak) for d in days]
    if seat is not None:
        board.place(n, seat)
    return found


def reasons(board: Board, n: int) -> list[Message]:
    """Why a visit stands where it stands: what speaks for its day, and why not a nearer one; or why it stands nowhere."""
    grid, seat = board.grid, board.seat[n]
    if seat is None:
        return [reason_left_out(board, n)]
    visit, day = grid.problem.visits[n], grid.problem.days[seat.day]
    found: list[Message] = []
    if n in grid.fixed:
        found.append(said("Agreed with the customer."))
    if day == visit.ideal:
        found.append(said("It is the ideal day."))
    if grid.trips[n] and board.trip[seat.leader, grid.town[n], seat.day] > 1:
        found.append(said("Shares a trip to {township}.", township=visit.township))
    nearer = [d for d in grid.nearest[n] if grid.cost[n][d] < grid.cost[n][seat.day]]
    if not nearer and day != visit.ideal:
        found.append(said("No allowed day is better for it."))
    peak = max(board.load)
    board.lift(n)
    blocked = {d: rules for d in nearer if (rules := blocks(board, n, d))}
    open_days = [d for d in nearer if d not in blocked]
    if open_days:
        found.append(_why_not_open(board, n, open_days, peak))
    elif nearer:
        found.append(_why_blocked(blocked))
    board.place(n, seat)
    return found


def _why_blocked(blocked: Mapping[int, Sequence[Block]]) -> Message:
    """Why a visit stands on none of the nearer days, all of which are blocked."""
    if all(Block(LEADER_TAKEN) in rules for rules in blocked.values()):
        return said("On every nearer day ({days}) whoever may lead is already at other visits.", days=len(blocked))
    return said("No nearer day has the people free.")


def _why_not_open(board: Board, n: int, days: Sequence[int], peak: int) -> Message:
    """Why a visit, lifted for the look, stands on none of the nearer days that would be open; `peak` with it in place."""
    grid, town = board.grid, board.grid.town[n]
    full = sorted({grid.month[d] for d in days if board.load[grid.month[d]] >= peak})
    alone = [d for d in days if grid.trips[n] and not any((p, town, d) in board.trip for p in grid.leaders_on(n, d))]
    if len(full) == 1 and all(grid.month[d] == full[0] for d in days):
        month = grid.problem.days[days[0]].month
        return said(
            "Nearer open days lie in month {month}, which is full: {visits} visits.",
            month=month,
            visits=peak - grid.ballast[full[0]],
        )
    if len(alone) == len(days) and not full:
        return said("On nearer open days it would need a trip of its own.")
    return said("On nearer days it would need a trip of its own, or fill a month that is full.")
