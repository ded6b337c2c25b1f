"""A suitable day for one customer, while on the phone: every working day graded, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf

from visitplanner.domain.core.messages import Message
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.explain import DayView, day_view
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.problem import Problem
from visitplanner.domain.planning.search.search import board_of


class Grade(StrEnum):
    """How well a day suits: GOOD costs at most a few days of drift more than the best day, FAIR at most a trip more."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    NOT = "not"


GOOD_DAYS = 5
"""A day is good while it costs no more than so many days of drift above the best one."""


@dataclass(frozen=True, slots=True)
class GradedDay:
    """One working day for one visit.

    places: where the visit could stand, one for each slot and leader; empty when the grade is NOT.
    extra:  points above the best day; inf when the grade is NOT.
    words:  why not, or what makes the day worse.
    """

    day: date
    grade: Grade
    extra: float
    places: tuple[Placed, ...]
    words: tuple[Message, ...]


def find_days(problem: Problem, plan: Plan, visit: str, *, since: date | None = None) -> list[GradedDay]:
    """All working days from `since` on, graded for a visit, in the order of the calendar; KeyError for an unknown visit.

    Where the visit stands in the plan does not matter; all others stay where they are.
    """
    board = board_of(Grid(problem), plan)
    return grade_days(board, board.grid.visit_at[visit], since)


def grade_days(board: Board, n: int, since: date | None = None) -> list[GradedDay]:
    """The same on a board; the board is as before when this returns."""
    peak = max(board.load, default=0)
    seat = board.lift(n) if board.seat[n] is not None else None
    base, days = board.total(), board.grid.problem.days
    views = [day_view(board, n, d, base, peak) for d, day in enumerate(days) if since is None or day >= since]
    best = min((view.extra for view in views), default=inf)
    graded = [_graded(board, n, view, best) for view in views]
    if seat is not None:
        board.place(n, seat)
    return graded


def _graded(board: Board, n: int, view: DayView, best: float) -> GradedDay:
    if not view.seats:
        return GradedDay(view.day, Grade.NOT, inf, (), view.words)
    prices, extra = board.grid.problem.prices, view.extra - best
    grade = Grade.POOR
    if extra <= GOOD_DAYS * prices.day_from_ideal:
        grade = Grade.GOOD
    elif extra <= prices.trip:
        grade = Grade.FAIR
    return GradedDay(view.day, grade, extra, tuple(board.place_of(n, seat) for seat in view.seats), view.words)
