"""What keeps a visit from a day, from all its days, and the smallest change that would let it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.seat import Seat
from visitplanner.domain.planning.problem import slot_names

NOT_ALLOWED = "not_allowed"
SPACING = "spacing"
LEADER_AWAY = "leader_away"
LEADER_TAKEN = "leader_taken"
MEMBER = "member"
SLOT = "slot"
LEADER_NORM = "leader_norm"
MEMBER_NORM = "member_norm"
OFFICE_DAY = "office_day"
OFFICE_WEEK = "office_week"
NORMS = (LEADER_NORM, MEMBER_NORM, OFFICE_DAY, OFFICE_WEEK)

SKILLS = {"business": said("business skill"), "technical": said("technical skill")}


@dataclass(frozen=True, slots=True)
class Block:
    """A rule that keeps a visit from a day; `skill` says which member is missing when the rule is MEMBER, `slots` what the
    customer asks for when it is SLOT."""

    rule: str
    skill: str = ""
    slots: tuple[str, ...] = ()

    def words(self) -> Message:
        """The rule in a sentence."""
        if self.rule == MEMBER:
            return said("No member with {skill} is free.", skill=skill_name(self.skill))
        if self.rule == SLOT:
            return said("The customer asks for the {slot}, and the team is not free then.", slot=slot_names(self.slots))
        return {
            NOT_ALLOWED: said("The day is not among the allowed days."),
            SPACING: said("Too near to, or too far from, the customer's other visit."),
            LEADER_AWAY: said("Nobody who may lead is in the office."),
            LEADER_TAKEN: said("Whoever may lead is already at other visits."),
            LEADER_NORM: said("Whoever may lead has as many visits that week as the norm allows."),
            MEMBER_NORM: said("The members have joined as many visits that week as the norm allows."),
            OFFICE_DAY: said("The office has as many visits that day as the norm allows."),
            OFFICE_WEEK: said("As much of that week is planned as the norm allows; the rest is kept for the unforeseen."),
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
    if seats_beyond_norms(board, n, d):
        return [norm_reached(board, n, d)]
    if seats_at_other_times(board, n, d):
        return [_slot(board, n)]
    free = [board.free[d * grid.slots + slot] for slot in grid.halves[n]]
    leaders = [p for p in leaders if board.room[p][d] > 0 and any(here >> p & 1 for here in free)]
    if not leaders:
        return [Block(LEADER_TAKEN)]
    return [Block(MEMBER, skill) for skill in _missing(board, n, d, leaders)]


def seats_beyond_norms(board: Board, n: int, d: int) -> list[Seat]:
    """Where visit n could stand on day d if there were no norms; empty where no norm binds."""
    quota, board.quota = board.quota, None
    try:
        return board.seats(n, d) if quota is not None else []
    finally:
        board.quota = quota


def seats_at_other_times(board: Board, n: int, d: int) -> list[Seat]:
    """Where visit n could stand on day d in the slots that do not suit its customer."""
    grid = board.grid
    return board.seats(n, d, [k for k in range(grid.slots) if k not in grid.halves[n]]) if grid.choosy[n] else []


def _slot(board: Board, n: int) -> Block:
    return Block(SLOT, slots=board.grid.problem.visits[n].slots)


def norm_reached(board: Board, n: int, d: int) -> Block:
    """Which norm keeps visit n from day d, on which it could stand without them."""
    quota = board.quota
    assert quota is not None
    if all(quota.lead[p][quota.week[d]] < 1 for p in board.grid.leaders_on(n, d)):
        return Block(LEADER_NORM)
    if quota.office[quota.week[d]] < 1:
        return Block(OFFICE_WEEK)
    return Block(OFFICE_DAY if quota.day[d] < 1 else MEMBER_NORM)


def _missing(board: Board, n: int, d: int, leaders: Sequence[int]) -> list[str]:
    """Skills for which nobody is free while a leader is; the scarcest needed one if only their sum is too much."""
    grid, needs = board.grid, board.grid.problem.visits[n].needs
    free = [board.free[d * grid.slots + slot] for slot in grid.halves[n]]

    def found(skill: str) -> bool:
        able = grid.able[skill]
        return any(here >> p & 1 and here & able & ~(1 << p) for here in free for p in leaders)

    return [skill for skill in needs if not found(skill)] or sorted(needs, key=lambda s: grid.able[s].bit_count())[:1]


Alike = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Leaders, masks of members and slots: visits alike in these are kept from a day alike, spacing and hand-overs aside."""
Codes = dict[int, int]
"""By day which blocks stand there, as a number."""


class Obstacles:
    """What keeps visits from their days, on a board that stays as it is; visits that are alike are asked about once.

    found: the different blocks that stand on days; numbers stand for them, for there are few and they are counted often.
    """

    def __init__(self, board: Board) -> None:
        self.board = board
        self.found: list[tuple[Block, ...]] = []
        self.number: dict[tuple[Block, ...], int] = {}
        self.known: dict[Alike, Codes] = {}
        self.opened: dict[Alike, Codes] = {}

    def _codes(self, n: int, memo: dict[Alike, Codes], ask: Callable[[Board, int, int], list[Block]]) -> list[int]:
        """What `ask` says of each allowed day of visit n, cheapest day first."""
        grid = self.board.grid
        plain = not grid.apart[n] and not grid.barred[n]
        like = tuple(grid.leaders[n]), tuple(grid.wanted[n]), tuple(grid.halves[n])
        codes = memo.setdefault(like, {}) if plain else {}
        for d in grid.nearest[n]:
            if d not in codes:
                blocked = tuple(ask(self.board, n, d))
                codes[d] = self.number.setdefault(blocked, len(self.number))
                if codes[d] == len(self.found):
                    self.found.append(blocked)
        return [codes[d] for d in grid.nearest[n]]

    def openings(self, n: int) -> Iterator[tuple[Block, int, int]]:
        """Rules any one of which, if it alone gave way, would let visit n in, with the month and the number of days it opens."""
        grid = self.board.grid
        months = (grid.problem.days[d].month for d in grid.nearest[n])
        for (code, month), days in Counter(zip(self._codes(n, self.opened, openers), months, strict=True)).items():
            for block in self.found[code]:
                yield block, month, days

    def counts(self, n: int) -> Counter[Block]:
        """How many allowed days of visit n each rule blocks."""
        counted: Counter[Block] = Counter()
        for code, days in Counter(self._codes(n, self.known, blocks)).items():
            for block in self.found[code]:
                counted[block] += days
        return counted

    def reason(self, n: int) -> Message:
        """Why visit n stands nowhere: the blocking rules counted over its allowed days."""
        counts = self.counts(n)
        told, halved = self._counted(n, counts), counts[_slot(self.board, n)]
        if not halved:
            return told
        slot = slot_names(self.board.grid.problem.visits[n].slots)
        return said(
            "{reason} The customer asks for the {slot}: on {days} days only another part of the day is free.",
            reason=told,
            slot=slot,
            days=halved,
        )

    def _counted(self, n: int, counts: Counter[Block]) -> Message:
        days = len(self.board.grid.nearest[n])
        if not days:
            return said("No working day is allowed for this visit.")
        by_rule: Counter[str] = Counter()
        for block, count in counts.items():
            by_rule[block.rule] += count
        norms = sum(by_rule[rule] for rule in NORMS)
        if norms == days:
            return said("On all of its {days} allowed days the norm of visits in the week or on the day is reached.", days=days)
        why = clauses(by_rule)
        if not why:
            return said("None of its {days} allowed days is free.", days=days)
        return said("Of {days} allowed days: {why}.", days=days, why=listed(why))


def clauses(by_rule: Counter[str]) -> list[Message]:
    """On how many days each rule blocks, in words; slots that do not suit are said by whoever asks."""
    norms = sum(by_rule[rule] for rule in NORMS)
    told = (
        (norms, said("the norm of visits in the week or on the day is reached on {days}", days=norms)),
        (by_rule[LEADER_AWAY], said("nobody who may lead is in the office on {days}", days=by_rule[LEADER_AWAY])),
        (by_rule[LEADER_TAKEN], said("whoever may lead is at other visits on {days}", days=by_rule[LEADER_TAKEN])),
        (by_rule[MEMBER], said("a member is missing on {days}", days=by_rule[MEMBER])),
        (by_rule[SPACING], said("the customer's other visit is too near or too far on {days}", days=by_rule[SPACING])),
    )
    return [clause for count, clause in told if count]


def reason_left_out(board: Board, n: int) -> Message:
    """Why visit n stands nowhere; `Obstacles` is quicker for many visits."""
    return Obstacles(board).reason(n)


def left_out_reasons(board: Board, visits: Iterable[int]) -> dict[int, Message]:
    """The same for many visits."""
    obstacles = Obstacles(board)
    return {n: obstacles.reason(n) for n in visits}


def openers(board: Board, n: int, d: int) -> list[Block]:
    """The rules any one of which, if it alone gave way, would let visit n in on day d, which is blocked."""
    grid, needs = board.grid, board.grid.problem.visits[n].needs
    if not board.apart(n, d):
        return [Block(SPACING)] if board.seats(n, d) else []
    if seats_beyond_norms(board, n, d):
        return [norm_reached(board, n, d)]
    if seats_at_other_times(board, n, d):
        return [_slot(board, n)]
    free = [board.free[d * grid.slots + slot] for slot in grid.halves[n]]
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


def smallest_change(board: Board, n: int, obstacles: Obstacles | None = None) -> Message | None:
    """The smallest change that would let visit n in, which was left out: the one that opens most of its days in a month.

    None when no single change would.
    """
    grid, asked = board.grid, obstacles or Obstacles(board)
    opened: Counter[tuple[Block, int]] = Counter()
    for block, month, days in asked.openings(n):
        opened[block, month] += days
    if not opened:
        return None if grid.nearest[n] else said("If at least one working day were allowed.")
    (block, month), days = max(opened.items(), key=lambda item: (item[1], -item[0][1]))
    when = {"month": month, "days": days}
    if block.rule in NORMS:
        return said("If the norm gave way in month {month}: {days} days would open.", **when)
    return {
        MEMBER: said(
            "If there were one more member with {skill} in month {month}: {days} days would open.",
            skill=skill_name(block.skill),
            **when,
        ),
        LEADER_AWAY: said("If a leader were in the office in month {month}: {days} days would open.", **when),
        LEADER_TAKEN: said("If a leader gave up one visit in month {month}: {days} days would open.", **when),
        SPACING: said("If the customer's other visit moved: {days} days would open.", days=days),
        SLOT: said("If another part of the day suited the customer in month {month}: {days} days would open.", **when),
    }[block.rule]
