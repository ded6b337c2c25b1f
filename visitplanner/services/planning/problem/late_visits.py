"""What finds no place within norms and time: how much would fit at other norms, and a day on which it is made up for (補訪).

What was left out of its year is made up for in the weeks after it, level over them; what missed its part of the year on the
first day that has room.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.board.blocks import left_out_reasons
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.problem import APART_DAYS
from visitplanner.domain.planning.search.chains import left_out
from visitplanner.domain.planning.search.clerk import first_board
from visitplanner.domain.planning.year.level_year import levelled
from visitplanner.domain.planning.year.norms import LEADER_WEEKS, Fit, NormChoice, OfficeNorms, what_fits, wider
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.planning.problem.office_problem import OfficeProblem, norms_of

LATE = said("Found no place within the norms of its year: to be made up for, and recorded with a reason.")
MISSED = said("Its time is over: to be made up for, and recorded with a reason.")


def fits_of(office: OfficeProblem, norms: OfficeNorms, usual: OfficeNorms, stop: Callable[[], bool]) -> list[Fit]:
    """How much of the year's visits fits at the other norms a person may choose; usual: those the office settled.

    Where the office's day keeps visits out, more a week for each leader is no help: then its day is raised with the week.
    """
    problem, own = office.problem, (norms.leader_week, norms.office_day)
    owed = [visit for visit in problem.visits if visit.id in office.owed]
    days = [day for day in problem.days if str(day.year) == problem.name]

    def look(pairs: Iterable[tuple[int, int]]) -> list[Fit]:
        choices: dict[NormChoice, planning.Norms] = {
            (week, day if day != usual.office_day else None): norms_of(
                owed, days, replace(norms, leader_week=week, office_day=day)
            )
            for week, day in pairs
            if (week, day) != own
        }
        return what_fits(problem, choices, stop)

    found = look((week, usual.office_day) for week in LEADER_WEEKS)
    return found if any(one.fit >= one.owed for one in found) else [*found, *look(wider(usual).items())]


def fits_within(office: OfficeProblem, norms: OfficeNorms, usual: OfficeNorms, seconds: float | None) -> tuple[list[Fit], bool]:
    """What `fits_of` finds in so many seconds (None: in any), and whether they were over before it had looked at everything."""
    began = time.monotonic()

    def over() -> bool:
        return seconds is not None and time.monotonic() - began >= seconds

    return fits_of(office, norms, usual, over), over()


@dataclass(frozen=True, slots=True)
class Rest:
    """What becomes of the visits left over. places: a day to make up for them; why_not: by id, what keeps the others from one."""

    places: tuple[Placed, ...] = ()
    why_not: Mapping[str, Message] = field(default_factory=dict[str, Message])


def rest_of(office: OfficeProblem, norms: OfficeNorms, plan: Plan) -> Rest:
    """A day for everything left over that finds one beside the plan, at the same norms."""
    weeks, left = office.late, {one.id for one in plan.unplaced if one.id in office.owed}
    if weeks is None or not (left or office.missed):
        return Rest()
    staying = put_off_still(office, plan)
    left -= staying.keys()
    called = _called(office, plan, staying)
    owed = [_to_make_up(visit, weeks.days, called[visit.customer]) for visit in office.problem.visits if visit.id in left]
    over = [visit for key, (_, visit) in office.missed.items() if key not in staying]
    missed = [_to_make_up(visit, (*office.open_days, *weeks.days), called[visit.customer]) for visit in over]
    if not (owed or missed):
        return Rest()
    gone = _gone(office, staying)
    problem = levelled(_beside(office, plan, (*owed, *missed), norms, gone), weeks.days[1:])
    soon = {visit.id: visit for visit in missed}
    problem = replace(problem, visits=tuple(soon.get(visit.id, visit) for visit in problem.visits))
    board, owed = first_board(Grid(problem)), [*owed, *missed]
    ids = {visit.id for visit in owed}
    why = {problem.visits[n].id: reason for n, reason in left_out_reasons(board, left_out(board)).items()}
    last = weeks.days[-1] if weeks.days else None
    return Rest(
        tuple(place for place in board.placed() if place.id in ids),
        {ident: _not_made_up(reason, last, office.late_until) for ident, reason in why.items() if ident in ids},
    )


Called = tuple[int, dt.date]
"""Which of its subject's a visit of the year is (0: of another year), and its day."""


def put_off_still(office: OfficeProblem, plan: Plan) -> dict[str, Visit]:
    """By id what the plan has no place for and what stands in the calendar for it already, after its time: it stays put off."""
    owed = [*(office.owed[one.id] for one in plan.unplaced if one.id in office.owed), *(one for one, _ in office.unled)]
    return {one.key: one.kept for one in owed if one.kept is not None and one.kept.id in office.put_off}


def _gone(office: OfficeProblem, staying: Mapping[str, Visit]) -> set[str]:
    """The suggestions of the calendar that do not stay where they stand: their visits are owed and have another day, or none."""
    owed = (*office.owed.values(), *(one for one, _ in office.unled))
    kept = {one.kept.id for one in owed if one.kept is not None}
    return {str(ident) for ident in kept - office.made_up - {visit.id for visit in staying.values()}}


def _called(office: OfficeProblem, plan: Plan, staying: Mapping[str, Visit]) -> dict[str, list[Called]]:
    """By subject the days on which it is called on: as planned, as agreed, and as put off."""
    called: dict[str, list[Called]] = defaultdict(list)
    for place in plan.visits:
        own = office.owed[place.id].obligation.ordinal if place.id in office.owed else office.ordinals.get(place.id, 0)
        called[str(office.subject_of(place.id))].append((own, place.day))
    known, gone = {place.id for place in plan.visits}, _gone(office, staying)
    kept = {visit.id for visit in staying.values()} | office.made_up
    for visit in office.late.visits if office.late is not None else ():
        if visit.id not in known | gone and UUID(visit.id) not in office.put_off:
            called[visit.customer].append((0, visit.ideal))
    for ident in kept - {UUID(one) for one in known if one not in office.owed}:
        visit = office.put_off[ident]
        called[str(visit.subject_id)].append((visit.ordinal, visit.day))
    return called


def _to_make_up(visit: planning.PlannedVisit, days: Sequence[dt.date], called: Iterable[Called]) -> planning.PlannedVisit:
    """A visit whose time is over: on any of the days far enough from those on which its subject is called on, best soon.

    The visits of a subject keep their order where any day allows it.
    """
    held, ideal, own = tuple(called), visit.passed or visit.ideal, int(visit.id.rpartition(":")[2])
    apart = tuple(day for day in days if all(abs((day - other).days) >= APART_DAYS for _, other in held))
    in_turn = tuple(
        day for day in apart if all(not number or number == own or (day < other) == (own < number) for number, other in held)
    )
    return replace(visit, days=in_turn or apart, ideal=min(ideal, days[0]) if days else ideal, passed=None, leading={})


def _beside(
    office: OfficeProblem, plan: Plan, owed: Sequence[planning.PlannedVisit], norms: OfficeNorms, gone: Collection[str]
) -> planning.Problem:
    """The days still open in the year and the weeks after it, with the plan and what stands there already as agreed.

    gone: what does not stay there.
    """
    year, weeks = office.problem, office.late
    assert weeks is not None
    places = {place.id: place for place in (*weeks.fixed, *plan.visits) if place.id not in gone}
    known = {visit.id: visit for visit in (*weeks.visits, *year.visits)}
    standing = [replace(known[ident], days=(place.day,), ideal=place.day, leading={}) for ident, place in places.items()]
    off = {person.id: person.off for person in weeks.people}
    days = tuple(sorted({*office.open_days, *weeks.days, *(place.day for place in places.values())}))
    first = min((day for visit in owed for day in visit.days), default=days[0] if days else None)
    days = tuple(day for day in days if first is None or day >= first)
    places = {ident: place for ident, place in places.items() if place.day in set(days)}
    led = [*(visit for visit in year.visits if visit.id in office.owed), *owed]
    return replace(
        year,
        days=days,
        people=tuple(replace(person, off=person.off | off.get(person.id, frozenset())) for person in year.people),
        visits=(*owed, *(visit for visit in standing if visit.id in places)),
        spacings=tuple(_in_order(owed)),
        fixed=tuple(places.values()),
        previous={},
        norms=norms_of(led, days, norms),
        ballast={},
        avoided=year.avoided | weeks.avoided,
    )


def _in_order(owed: Iterable[planning.PlannedVisit]) -> Iterator[planning.Spacing]:
    """Two visits of one subject are both made up for in their order, as far apart as calls on one company are."""
    before: dict[str, str] = {}
    for visit in sorted(owed, key=lambda visit: visit.id):
        if visit.customer in before:
            yield planning.Spacing(before[visit.customer], visit.id, APART_DAYS, 366)
        before[visit.customer] = visit.id


def _not_made_up(reason: Message, last: dt.date | None, until: dt.date) -> Message:
    if last is None:
        return said(
            "It cannot be made up for: until {until}, when records of the year end, no day is left to suggest. Agree a day "
            "with the customer yourself.",
            until=until,
        )
    return said(
        "It cannot be made up for until {until}, when records of the year end: {reason} Plan at more visits a week and a "
        "day, or agree a day with the customer yourself.",
        until=until,
        reason=reason,
    )


def why_late(office: OfficeProblem, plan: Plan, late: Placed) -> Iterator[Message]:
    """Why a visit is made up for on its day, also where it stands after the one that should follow it."""
    yield MISSED if late.id in office.missed else LATE
    subject, _, ordinal = late.id.rpartition(":")
    after = (place.day for place in plan.visits if place.id == f"{subject}:{int(ordinal) + 1}" and place.day < late.day)
    for day in after:
        yield said(
            "It stands after the next visit on {day}: no day before that is {days} days apart from it and has room.",
            day=day,
            days=APART_DAYS,
        )
