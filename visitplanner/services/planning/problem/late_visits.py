"""What finds no place within the norms: how much would fit at other norms, and a day in the weeks after the year (補訪)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.search.clerk import first_board
from visitplanner.domain.planning.year.level_year import levelled
from visitplanner.domain.planning.year.norms import LEADER_WEEKS, Fit, OfficeNorms, what_fits
from visitplanner.services.planning.problem.office_problem import OfficeProblem, norms_of


def fits_of(office: OfficeProblem, norms: OfficeNorms, stop: Callable[[], bool]) -> list[Fit]:
    """How much of the year's visits fits at the other norms a person may choose."""
    problem = office.problem
    owed = [visit for visit in problem.visits if visit.id in office.owed]
    days = [day for day in problem.days if str(day.year) == problem.name]
    choices = [n for n in LEADER_WEEKS if n != norms.leader_week]
    return what_fits(problem, {n: norms_of(owed, days, replace(norms, leader_week=n)) for n in choices}, stop)


def late_places(office: OfficeProblem, norms: OfficeNorms, plan: Plan) -> tuple[Placed, ...]:
    """A place after the year for what the plan left out: at the same norms, the longest overdue first."""
    weeks = office.late
    if weeks is None or not weeks.days:
        return ()
    left = {one.id for one in plan.unplaced}
    first = weeks.days[0]
    owed = [
        replace(visit, days=weeks.days, ideal=min(visit.passed or visit.ideal, first), passed=None, leading={})
        for visit in office.problem.visits
        if visit.id in left
    ]
    late = replace(weeks, visits=(*owed, *weeks.visits), norms=norms_of(owed, weeks.days, norms))
    found = first_board(Grid(levelled(late, weeks.days[1:])))
    return tuple(place for place in found.placed() if place.id in left)
