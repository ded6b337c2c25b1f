"""Why each visit of a plan stands where it stands, and what would free a place for those left out."""

from __future__ import annotations

from collections.abc import Mapping

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning import explain
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.board.blocks import Obstacles, smallest_change
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.search.search import board_of


def reasons_of(problem: planning.Problem, plan: Plan) -> Mapping[str, tuple[Message, ...]]:
    """For each visit of a plan: how its day relates to the ideal one and why; for one left out what blocks it and what
    would help."""
    board = board_of(Grid(problem), plan)
    found: dict[str, tuple[Message, ...]] = {}
    for place in plan.visits:
        n = board.grid.visit_at[place.id]
        visit = problem.visits[n]
        found[place.id] = (*_drift(visit, place), *_weekday(visit, place), *explain.reasons(board, n))
    obstacles = Obstacles(board)
    for left in plan.unplaced:
        change = smallest_change(board, board.grid.visit_at[left.id], obstacles)
        found[left.id] = (left.reason, change) if change is not None else (left.reason,)
    return found


def _drift(visit: planning.Visit, place: Placed) -> tuple[Message, ...]:
    if visit.passed is not None:
        return (said("Overdue since {ideal}; in a level year its turn is {turn}.", ideal=visit.passed, turn=visit.ideal),)
    days = (place.day - visit.ideal).days
    if days > 0:
        return (said("{days} days after its ideal day {ideal}.", days=days, ideal=visit.ideal),)
    if days < 0:
        return (said("{days} days before its ideal day {ideal}.", days=-days, ideal=visit.ideal),)
    return ()


def _weekday(visit: planning.Visit, place: Placed) -> tuple[Message, ...]:
    if not visit.weekdays:
        return ()
    if place.day.weekday() in visit.weekdays:
        return (said("A weekday the customer prefers."),)
    return (said("The customer prefers other weekdays."),)
