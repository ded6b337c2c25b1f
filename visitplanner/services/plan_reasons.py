"""Why each visit of a plan stands where it stands, in sentences for the office."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping

from visitplanner.domain.messages import Message, said
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.plan import Placed, Plan


def reasons_of(problem: planning.Problem, plan: Plan) -> Mapping[str, tuple[Message, ...]]:
    """For each placed visit: how its day relates to the ideal one, with whom the trip is shared, who leads and why."""
    visits = {visit.id: visit for visit in problem.visits}
    trips: dict[tuple[str, str, dt.date], list[str]] = defaultdict(list)
    for place in plan.visits:
        if visits[place.id].kind == planning.ANNUAL:
            trips[place.leader, visits[place.id].township, place.day].append(place.id)
    months = Counter((place.day.year, place.day.month) for place in plan.visits)
    return {place.id: tuple(_reasons(visits[place.id], place, trips, months)) for place in plan.visits}


def _reasons(
    visit: planning.Visit,
    place: Placed,
    trips: Mapping[tuple[str, str, dt.date], list[str]],
    months: Mapping[tuple[int, int], int],
) -> list[Message]:
    found = [_of_day(visit, place)]
    shared = trips.get((place.leader, visit.township, place.day), [])
    if visit.kind == planning.ANNUAL and len(shared) > 1:
        found.append(said("Same trip as another visit in {township}.", township=visit.township))
    elif place.day != visit.ideal and months[place.day.year, place.day.month] < months[visit.ideal.year, visit.ideal.month]:
        found.append(said("Eases a busier month."))
    if visit.kind == planning.GROUP and place.members:
        found.append(said("The leader and both skills are free that half-day."))
    return found


def _of_day(visit: planning.Visit, place: Placed) -> Message:
    days = (place.day - visit.ideal).days
    if days == 0:
        return said("On its ideal day.")
    if days > 0:
        return said("{days} days after its ideal day {ideal}.", days=days, ideal=visit.ideal)
    return said("{days} days before its ideal day {ideal}.", days=-days, ideal=visit.ideal)
