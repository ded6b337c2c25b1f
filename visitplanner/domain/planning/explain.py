"""Why a visit stands where it stands, what other days would mean, and what would let one in that was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.planning.board.blocks import (
    LEADER_TAKEN,
    NORMS,
    SLOT,
    SPACING,
    Block,
    blocks,
    clauses,
    reason_left_out,
)
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.seat import Seat
from visitplanner.domain.planning.problem import ANNUAL, APART_DAYS, PlannedVisit, week_of


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
    if day in board.grid.problem.avoided:
        found.append(said("A day nobody likes: a long holiday or the lunar new year is near."))
    return [*found, *_beyond_norms(board, n, d)]


def _beyond_norms(board: Board, n: int, d: int) -> list[Message]:
    """Which norms a visit on day d would go beyond, while a person looks for a day by hand."""
    problem, norms = board.grid.problem, board.grid.problem.norms
    if norms is None or norms.binding:
        return []
    found: list[Message] = []
    if norms.office_day is not None and len(board.at[d]) >= norms.office_day:
        found.append(said("The office would have more than {norm} visits that day.", norm=norms.office_day))
    week = week_of(problem.days[d])
    led = Counter(seat.leader for seat in board.seat if seat is not None and week_of(problem.days[seat.day]) == week)
    leaders = board.grid.leaders_on(n, d)
    if norms.leader_week is not None and leaders and all(led[p] >= norms.leader_week for p in leaders):
        found.append(said("Whoever may lead would have more than {norm} visits that week.", norm=norms.leader_week))
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
    if day == visit.ideal and visit.turn_of is None:
        found.append(said("It is the ideal day."))
    if grid.trips[n] and board.trip[seat.leader, grid.town[n], seat.day] > 1:
        found.append(said("Shares a trip to {township}.", township=visit.township))
    found += together(board, n, seat)
    nearer = [d for d in grid.nearest[n] if grid.cost[n][d] < grid.cost[n][seat.day]]
    if not nearer and day != visit.ideal and n not in grid.fixed:
        found.append(_not_ideal(board, visit))
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


def _not_ideal(board: Board, visit: PlannedVisit) -> Message:
    """Why a visit that stands on its best day does not stand on the ideal one."""
    problem, ideal = board.grid.problem, visit.ideal
    if visit.turn_of is not None:
        if ideal not in problem.days:
            return said("{turn}, the day of its turn, is no working day.", turn=ideal)
        if ideal in problem.avoided:
            return said(
                "{turn}, the day of its turn, is one nobody likes: a long holiday or the lunar new year is near.", turn=ideal
            )
        if visit.weekdays and ideal.weekday() not in visit.weekdays:
            return said("{turn}, the day of its turn, is not on a weekday the customer prefers.", turn=ideal)
        return said("No allowed day is better for it.")
    if ideal not in problem.days:
        return said("The ideal day {ideal} is no working day.", ideal=ideal)
    if ideal in problem.avoided:
        return said("The ideal day {ideal} is one nobody likes: a long holiday or the lunar new year is near.", ideal=ideal)
    if visit.weekdays and ideal.weekday() not in visit.weekdays:
        return said("The ideal day {ideal} is not on a weekday the customer prefers.", ideal=ideal)
    return said("No allowed day is better for it.")


def together(board: Board, n: int, seat: Seat) -> list[Message]:
    """What speaks for a visit's day or its team, apart from the ideal day and the trip: company, turns; or against the day."""
    grid, visit, day = board.grid, board.grid.problem.visits[n], board.grid.problem.days[seat.day]
    found: list[Message] = []
    own = [(k, other) for k in grid.companies.get(visit.company, ()) if k != n and (other := board.seat[k])]
    if visit.kind == ANNUAL and any(other.day == seat.day and grid.trips[k] for k, other in own):
        found.append(said("On one day with another site of its company."))
    if visit.kind == ANNUAL:
        found += _called_on_again(board, n, seat)
    joint = [grid.problem.days[other.day] for k, other in own if grid.trips[k] != grid.trips[n]]
    near = min((d for d in joint if abs((d - day).days) < APART_DAYS), key=lambda d: abs((d - day).days), default=None)
    if near is not None:
        found.append(_one_journey(near, day, of_site=visit.kind == ANNUAL))
    if seat.members and board.turns is not None and n not in grid.fixed:
        found.append(said("The members go in turn."))
    if day in grid.problem.avoided:
        found.append(said("A day nobody likes: a long holiday or the lunar new year is near."))
    return found


def _called_on_again(board: Board, n: int, seat: Seat) -> list[Message]:
    """That the company is called on on another day less than a month away, and why: it cannot be otherwise where one leader has
    more of its visits than fit on a day, or several lead them, and the days left are fewer than a month."""
    grid, days = board.grid, board.grid.problem.days
    sites = [k for k in grid.companies.get(grid.problem.visits[n].company, ()) if grid.trips[k]]
    calls = {other.day for k in sites if (other := board.seat[k])}
    near = sorted(d for d in calls if 0 < abs(grid.ordinal[d] - grid.ordinal[seat.day]) < APART_DAYS)
    if not near:
        return []
    again = said("Its company is called on on {days} too.", days=listed(said("{day}", day=days[d]) for d in near))
    allowed = [day for k in sites for day in grid.problem.visits[k].days]
    own = sum(grid.leaders[k][:1] == grid.leaders[n][:1] for k in sites)
    most = min(grid.slots, *(grid.limit[leader] for leader in grid.leaders[n][:1]))
    if own > most and (max(allowed) - min(allowed)).days < APART_DAYS:
        why = said(
            "It cannot be otherwise: {own} of its visits are with one leader, who pays {most} a day, and from {first} to {last} "
            "no two days are {apart} days apart.",
            own=own,
            most=most,
            first=min(allowed),
            last=max(allowed),
            apart=APART_DAYS,
        )
        return [said("{first} {second}", first=again, second=why)]
    return [again]


def _one_journey(near: date, day: date, *, of_site: bool) -> Message:
    """That group and site are called on on one day, or are near enough to be moved to one."""
    if near == day and of_site:
        return said("Its group is visited on the same day: one journey does for both, each recorded by its own rule.")
    if near == day:
        return said("One of its sites is visited on the same day: one journey does for both, each recorded by its own rule.")
    if of_site:
        return said("Its group is visited on {day}: moved to the same day, one journey would do for both.", day=near)
    return said("One of its sites is visited on {day}: moved to the same day, one journey would do for both.", day=near)


def _why_blocked(blocked: Mapping[int, Sequence[Block]]) -> Message:
    """Why a visit stands on none of the nearer days, all of which are blocked."""
    if all(any(block.rule in NORMS for block in rules) for rules in blocked.values()):
        return said("On every nearer day ({days}) as much is planned as the norms of a week or a day allow.", days=len(blocked))
    if all(Block(LEADER_TAKEN) in rules for rules in blocked.values()):
        return said("On every nearer day ({days}) whoever may lead is already at other visits.", days=len(blocked))
    if all(Block(SPACING) in rules for rules in blocked.values()):
        return said("Every nearer day ({days}) is too near to, or too far from, the customer's other visit.", days=len(blocked))
    by_rule = Counter(rule for rules in blocked.values() for rule in {block.rule for block in rules})
    why = clauses(by_rule)
    if by_rule[SLOT]:
        why.append(said("the part of the day the customer asks for is taken on {days}", days=by_rule[SLOT]))
    return said("Of {days} nearer days: {why}.", days=len(blocked), why=listed(why))


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
