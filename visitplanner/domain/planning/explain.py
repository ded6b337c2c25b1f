"""Why a visit stands where it stands, why another stands nowhere, and what would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from visitplanner.domain.messages import Message, said
from visitplanner.domain.planning.board import Board

NO_DAY = "no_day"
LEADER_AWAY = "leader_away"
LEADER_TAKEN = "leader_taken"
SPACING = "spacing"
MEMBER = "member"


def blocks(board: Board, n: int, d: int) -> list[tuple[str, str]]:
    """What keeps visit n, which stands nowhere, from day d: (rule, skill or empty); empty if nothing does."""
    grid = board.grid
    if not board.apart(n, d):
        return [(SPACING, "")]
    if board.seats(n, d):
        return []
    leaders = [p for p in grid.leaders[n] if d not in grid.away[p]]
    if not leaders:
        return [(LEADER_AWAY, "")]
    if not any(_free(board, p, d) for p in leaders):
        return [(LEADER_TAKEN, "")]
    return [(MEMBER, skill) for skill in _missing(board, n, d, leaders)]


def _free(board: Board, p: int, d: int) -> bool:
    return board.room[p][d] > 0


def _missing(board: Board, n: int, d: int, leaders: Sequence[int]) -> list[str]:
    """Skills for which nobody is free in any slot in which a leader is; the scarcest needed one if it is only their sum."""
    grid, needs = board.grid, board.grid.problem.visits[n].needs
    found: list[str] = []
    for skill in needs:
        able = grid.able[skill]
        slots = [board.free[d * grid.slots + s] for s in range(grid.slots)]
        if not any(free >> p & 1 and free & able & ~(1 << p) for free in slots for p in leaders):
            found.append(skill)
    return found or [min(needs, key=lambda s: grid.able[s].bit_count())] if needs else []


def blocking_counts(board: Board, n: int) -> Counter[tuple[str, str]]:
    """How many allowed days of visit n each rule blocks."""
    return Counter(block for d in board.grid.nearest[n] for block in blocks(board, n, d))


def reason_left_out(board: Board, n: int) -> Message:
    """Why visit n stands nowhere: the blocking rules counted over its allowed days."""
    days = len(board.grid.nearest[n])
    if not days:
        return said("No working day is allowed for this visit.")
    counts = blocking_counts(board, n)
    away, taken, spacing = counts[LEADER_AWAY, ""], counts[LEADER_TAKEN, ""], counts[SPACING, ""]
    members = sum(count for (rule, _), count in counts.items() if rule == MEMBER)
    return said(
        "Of {days} allowed days: leader away on {away}, leader taken on {taken}, a member missing on {members}, "
        "too near or too far from the customer's other visit on {spacing}.",
        days=days,
        away=away,
        taken=taken,
        members=members,
        spacing=spacing,
    )
