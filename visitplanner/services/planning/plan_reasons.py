"""Why each visit of a plan stands where it stands, and what would free a place for those left out."""

from __future__ import annotations

from collections.abc import Mapping

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning import explain
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.board.blocks import Obstacles, smallest_change
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import PersonId, Placed, Plan, VisitId
from visitplanner.domain.planning.search.search import board_of


def reasons_of(problem: planning.Problem, plan: Plan, grid: Grid | None = None) -> Mapping[str, tuple[Message, ...]]:
    """For each visit of a plan: how its day relates to the ideal one and why; for one left out what blocks it and what
    would help. grid: of the problem, if it is made already."""
    board = board_of(grid or Grid(problem), plan)
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


def _drift(visit: planning.PlannedVisit, place: Placed) -> tuple[Message, ...]:
    days = (place.day - visit.ideal).days
    if visit.passed is not None:
        turn = said(
            "Its ideal day {ideal} lies before the days that can be planned; in a level year its turn is {turn}.",
            ideal=visit.passed,
            turn=visit.ideal,
        )
        return (
            turn,
            *_from_turn(days),
        )
    if visit.levelled_from is not None:
        turn = said(
            "Its own ideal day would be {ideal}; group visits are level over the months, and its turn is {turn}.",
            ideal=visit.levelled_from,
            turn=visit.ideal,
        )
        return (turn, *_from_turn(days))
    return _distance(
        days,
        said("{days} days after its ideal day {ideal}.", days=days, ideal=visit.ideal),
        said("{days} days before its ideal day {ideal}.", days=-days, ideal=visit.ideal),
    )


def _from_turn(days: int) -> tuple[Message, ...]:
    return _distance(days, said("{days} days after its turn.", days=days), said("{days} days before its turn.", days=-days))


def _distance(days: int, after: Message, before: Message) -> tuple[Message, ...]:
    return (after,) if days > 0 else (before,) if days < 0 else ()


def _weekday(visit: planning.PlannedVisit, place: Placed) -> tuple[Message, ...]:
    if not visit.weekdays:
        return ()
    if place.day.weekday() in visit.weekdays:
        return (said("A weekday the customer prefers."),)
    return (said("The customer prefers other weekdays."),)


def in_names(message: Message, people: Mapping[str, str], visits: Mapping[str, str]) -> Message:
    """A message of the planner with the names of people and of visits' subjects in place of their ids."""

    def named(value: object) -> object:
        if isinstance(value, Message):
            return in_names(value, people, visits)
        if isinstance(value, PersonId):
            return people.get(value, "?")
        return visits.get(value, "?") if isinstance(value, VisitId) else value

    return Message(message.template, {name: named(value) for name, value in message.values.items()})
