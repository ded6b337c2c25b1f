"""Why a visit stands where it stands, what other days would mean, and what would let one in that was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.board import Board, Seat

NOT_ALLOWED = "not_allowed"
SPACING = "spacing"
LEADER_AWAY = "leader_away"
LEADER_TAKEN = "leader_taken"
MEMBER = "member"

SKILLS = {"business": said("business skill"), "technical": said("technical skill")}


@dataclass(frozen=True, slots=True)
class Block:
    """A rule that keeps a visit from a day; `skill` says which member is missing when the rule is MEMBER."""

    rule: str
    skill: str = ""

    def words(self) -> Message:
        """The rule in a sentence."""
        if self.rule == MEMBER:
            return said("No member with {skill} is free.", skill=skill_name(self.skill))
        return {
            NOT_ALLOWED: said("The day is not among the allowed days."),
            SPACING: said("Too near to, or too far from, the customer's other visit."),
            LEADER_AWAY: said("Nobody who may lead is in the office."),
            LEADER_TAKEN: said("Whoever may lead is already at other visits."),
        }[self.rule]


def skill_name(skill: str) -> Message:
    """The skill in words; an unknown one by its own name."""
    return SKILLS.get(skill) or said("skill {name}", name=skill)


def blocks(board: Board, n: int, d: int) -> list[Block]:
    """What keeps visit n, which stands nowhere, from day d; empty if nothing does."""
    grid = board.grid
    if grid.cost[n][d] == inf:
        return [Block(NOT_ALLOWED)]
    if not board.apart(n, d):
        return [Block(SPACING)]
    if board.seats(n, d):
        return []
    leaders = [p for p in grid.leaders_on(n, d) if d not in grid.away[p]]
    if not leaders:
        return [Block(LEADER_AWAY)]
    leaders = [p for p in leaders if board.room[p][d] > 0]
    if not leaders:
        return [Block(LEADER_TAKEN)]
    return [Block(MEMBER, skill) for skill in _missing(board, n, d, leaders)]


def _missing(board: Board, n: int, d: int, leaders: Sequence[int]) -> list[str]:
    """Skills for which nobody is free while a leader is; the scarcest needed one if only their sum is too much."""
    grid, needs = board.grid, board.grid.problem.visits[n].needs
    free = [board.free[d * grid.slots + slot] for slot in range(grid.slots)]

    def found(skill: str) -> bool:
        able = grid.able[skill]
        return any(here >> p & 1 and here & able & ~(1 << p) for here in free for p in leaders)

    return [skill for skill in needs if not found(skill)] or sorted(needs, key=lambda s: grid.able[s].bit_count())[:1]


def blocking_counts(board: Board, n: int) -> Counter[Block]:
    """How many allowed days of visit n each rule blocks."""
    return Counter(block for d in board.grid.nearest[n] for block in blocks(board, n, d))


def reason_left_out(board: Board, n: int) -> Message:
    """Why visit n stands nowhere: the blocking rules counted over its allowed days."""
    days = len(board.grid.nearest[n])
    if not days:
        return said("No working day is allowed for this visit.")
    by_rule: Counter[str] = Counter()
    for block, count in blocking_counts(board, n).items():
        by_rule[block.rule] += count
    return said(
        "Of {days} allowed days: nobody who may lead is in the office on {away}, they are at other visits on {taken}, "
        "a member is missing on {members}, the customer's other visit is too near or too far on {spacing}.",
        days=days,
        away=by_rule[LEADER_AWAY],
        taken=by_rule[LEADER_TAKEN],
        members=by_rule[MEMBER],
        spacing=by_rule[SPACING],
    )


def openers(board: Board, n: int, d: int) -> list[Block]:
    """The rules any one of which, if it alone gave way, would let visit n in on day d, which is blocked."""
    grid, needs = board.grid, board.grid.problem.visits[n].needs
    if not board.apart(n, d):
        return [Block(SPACING)] if board.seats(n, d) else []
    free = [board.free[d * grid.slots + slot] for slot in range(grid.slots)]
    leaders = [p for p in grid.leaders_on(n, d) if board.room[p][d] > 0]
    if not any(here >> p & 1 for here in free for p in leaders):
        present = any(d not in grid.away[p] for p in grid.leaders_on(n, d))
        enough = any(board.members(grid.wanted[n], here, d) is not None for here in free)
        return [Block(LEADER_TAKEN if present else LEADER_AWAY)] if enough else []

    def enough_without(skill: str) -> bool:
        wanted = list(grid.wanted[n])
        wanted.remove(grid.able[skill])
        teams = (here & ~(1 << p) for here in free for p in leaders if here >> p & 1)
        return any(board.members(wanted, others, d) is not None for others in teams)

    return [Block(MEMBER, skill) for skill, count in needs.items() if count and enough_without(skill)]


def smallest_change(board: Board, n: int) -> Message | None:
    """The smallest change that would let visit n in, which was left out: the one that opens most of its days in a month.

    None when no single change would.
    """
    grid = board.grid
    opened: Counter[tuple[Block, int]] = Counter()
    for d in grid.nearest[n]:
        for block in openers(board, n, d):
            opened[block, grid.problem.days[d].month] += 1
    if not opened:
        return None if grid.nearest[n] else said("If at least one working day were allowed.")
    (block, month), days = max(opened.items(), key=lambda item: (item[1], -item[0][1]))
    when = {"month": month, "days": days}
    return {
        MEMBER: said(
            "If there were one more member with {skill} in month {month}: {days} days would open.",
            skill=skill_name(block.skill),
            **when,
        ),
        LEADER_AWAY: said("If a leader were in the office in month {month}: {days} days would open.", **when),
        LEADER_TAKEN: said("If a leader gave up one visit in month {month}: {days} days would open.", **when),
        SPACING: said("If the customer's other visit moved: {days} days would open.", days=days),
    }[block.rule]


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
        return said("Nearer open days lie in month {month}, which is full: {visits} visits.", month=month, visits=peak)
    if len(alone) == len(days) and not full:
        return said("On nearer open days it would need a trip of its own.")
    return said("On nearer days it would need a trip of its own, or fill a month that is full.")
