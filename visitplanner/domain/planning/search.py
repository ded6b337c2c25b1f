"""From a problem to a plan: a lawful one at once, then a better one for as long as is wanted."""

from __future__ import annotations

from collections.abc import Callable

from visitplanner.domain.planning.board import Board
from visitplanner.domain.planning.clerk import first_board
from visitplanner.domain.planning.explain import reason_left_out
from visitplanner.domain.planning.grid import Grid
from visitplanner.domain.planning.plan import Plan, Unplaced
from visitplanner.domain.planning.problem import Problem
from visitplanner.domain.planning.rules import judge


class Unlawful(Exception):  # noqa: N818
    """The search made a plan that breaks a rule: a fault of the program, never shown as a plan."""


def first_plan(problem: Problem) -> Plan:
    """A lawful plan at once."""
    return plan_of(first_board(Grid(problem)))


def plan_of(board: Board, bound: float | None = None, steps: int = 0) -> Plan:
    """The plan on a board, judged by the rules; raises `Unlawful` if it breaks one."""
    problem = board.grid.problem
    left = [n for n, seat in enumerate(board.seat) if seat is None]
    unplaced = tuple(Unplaced(problem.visits[n].id, reason_left_out(board, n)) for n in left)
    plan = Plan(board.placed(), unplaced, board.total(), bound, steps)
    breaches = judge(problem, plan)
    if breaches:
        raise Unlawful("; ".join(str(b.what) for b in breaches[:5]))
    return plan
