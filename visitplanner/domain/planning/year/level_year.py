"""A problem whose overdue visits have their turn in a level year (`level.py`), and whose visits stay near their ideal days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from visitplanner.domain.planning.problem import ANNUAL, PlannedVisit, Problem
from visitplanner.domain.planning.turns import who_goes_along
from visitplanner.domain.planning.year.level import Held, Wanted, level
from visitplanner.domain.planning.year.shares import MonthName, month_shares

DAYS_AROUND_IDEAL = 100
"""A yearly visit may be moved this far from its ideal day; beyond, another year's spacing would suffer."""
FEWEST_DAYS = 40


def levelled(problem: Problem, days: Sequence[date], shares: Mapping[MonthName, float] | None = None) -> Problem:
    """The problem with a turn for every visit whose ideal day lies before `days`, the days on which anything new may stand.

    Its visits then keep the days that are not farther from the ideal one than is sensible.
    shares: of the months (`even_shares`); those of their working days if left out.
    """
    fixed = {place.id for place in problem.fixed}
    owed = [visit for visit in problem.visits if visit.id not in fixed]
    wanted = [_wanted(visit) for visit in owed if visit.days and visit.leaders]
    companies = {visit.id: visit.company if visit.kind == ANNUAL else "" for visit in problem.visits}
    along = {person.id: person.skills for person in who_goes_along(problem)}
    held = [
        Held(place.leader, place.day, companies[place.id], tuple(along[one] for one in place.members if one in along))
        for place in problem.fixed
    ]
    turns = level(
        wanted,
        days,
        norms=problem.norms,
        held=held,
        avoided=problem.avoided,
        together=len(problem.slots),
        along=tuple(along.values()),
        shares=shares,
    )
    return replace(problem, visits=tuple(_settled(problem, visit, turns, fixed) for visit in problem.visits))


def even_shares(visits: Iterable[PlannedVisit], days: Sequence[date]) -> dict[MonthName, float]:
    """The even share of each month: overdue visits may stand on any of their days, the others near their ideal one."""
    if not days:
        return {}
    return month_shares((near_days(visit.days, visit.ideal) if visit.ideal >= days[0] else visit.days for visit in visits), days)


def _wanted(visit: PlannedVisit) -> Wanted:
    company = visit.company if visit.kind == ANNUAL else ""
    slot = visit.slots[0] if len(visit.slots) == 1 else ""
    return Wanted(visit.id, visit.leaders[0], visit.ideal, visit.days, visit.township, company, visit.haste, slot, visit.needs)


def _settled(problem: Problem, visit: PlannedVisit, turns: dict[str, date], fixed: set[str]) -> PlannedVisit:
    if visit.id in fixed:
        return visit
    turn = turns.get(visit.id)
    if turn is not None:
        visit = replace(visit, ideal=turn, passed=visit.ideal)
    near, before = near_days(visit.days, visit.ideal), problem.previous.get(visit.id)
    if before is not None and before.day in visit.days and before.day not in near:
        near = sorted((*near, before.day))
    return replace(visit, days=tuple(near))


def near_days(days: Sequence[date], ideal: date) -> list[date]:
    """The days that are not farther from the ideal one than is sensible."""
    near = [day for day in days if abs((day - ideal).days) <= DAYS_AROUND_IDEAL]
    if len(near) >= FEWEST_DAYS or len(near) == len(days):
        return near
    return sorted(sorted(days, key=lambda day: abs((day - ideal).days))[:FEWEST_DAYS])
