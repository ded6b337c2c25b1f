"""Mending the year's plan after something changed: a leader away, a typhoon day, a customer who postpones.

What changed is kept first, by its own command (days away, `AddClosure`, `CancelVisit`…); mending then keeps what is agreed
or placed by hand, leaves today and the next weeks alone and moves as few other visits as it can. Every line of what it
changes names the cause in words, what leaves the calendar and what is owed without a place included.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.case import Breach
from visitplanner.domain.planning.plan import Placed, Plan, Unplaced
from visitplanner.domain.planning.replan import Change, Mended, replan
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.programme.takeovers import DueHandOver
from visitplanner.services.core.work import Work
from visitplanner.services.planning.office_norms import untouched_weeks
from visitplanner.services.planning.plan_reasons import in_names
from visitplanner.services.planning.planning import Prepared, facts_of, in_words, prepared
from visitplanner.services.planning.problem.causes import causes
from visitplanner.services.planning.problem.dropped import Dropped, dropped
from visitplanner.services.planning.problem.planned_visits import placed
from visitplanner.services.planning.problem.successors import Successors, with_successors
from visitplanner.services.planning.year_plan import PlannedVisit, YearPlan

NEW_PLACE = said("It was owed and had no place; now it has one.")
PlanNames = tuple[Mapping[str, str], Mapping[str, str]]
"""Names of people, and of visits' subjects, by the engine's ids."""


@dataclass(frozen=True)
class ToMend:
    """What mending needs without the store. weeks: how many of the coming ones stay. dropped: what stands for nothing owed.
    causes: why visits cannot stay as they are, by their ids in the problem. successors: who may take over from whom.
    closed: days on which visits stand though nobody works."""

    prepared: Prepared
    today: dt.date
    weeks: int
    dropped: tuple[Dropped, ...] = ()
    causes: Mapping[str, Message] = field(default_factory=dict[str, Message])
    successors: Successors = field(default_factory=Successors)
    closed: frozenset[dt.date] = frozenset()


@dataclass(frozen=True)
class YearToMend:
    """Read what the mending of a year needs; raises `Refused` when it is over. weeks: None for the office's setting."""

    year: int
    weeks: int | None = None

    def answer(self, work: Work) -> ToMend:
        facts, successors = with_successors(replace(facts_of(work, self.year), mending=True))
        weeks = untouched_weeks(work) if self.weeks is None else self.weeks
        ready = prepared(facts)
        known = causes(facts, ready.office)
        taken_over = ((key, successors.why(one.kept)) for key, one in ready.office.owed.items() if one.kept is not None)
        agreed = ((str(visit.id), successors.why(visit)) for visit in facts.visits if visit.is_open)
        known = {**known, **{key: why for key, why in (*taken_over, *agreed) if why is not None}}
        closed = frozenset(visit.day for visit in facts.visits if facts.calendars.day_off(visit.day) is not None)
        return ToMend(ready, work.today, weeks, dropped(work, facts), known, successors, closed)


@dataclass(frozen=True)
class Line:
    """One line of the before/after list, in names: who, where it stood and stands, and why it changed."""

    subject: str
    before: Placed | None
    after: Placed | None
    leader_before: str
    leader_after: str
    why: Message


@dataclass(frozen=True)
class Waiting:
    """What is owed and has no place: to whom, what it lacks, and the visit by which it may be made up for, if it may."""

    subject: str
    why: Message
    late: PlannedVisit | None = None

    @property
    def told(self) -> Message:
        """What it lacks, and when and by whom it may be made up for."""
        if self.late is None:
            return self.why
        made_up = said("It may be made up for on {day} by {leader}.", day=self.late.place.day, leader=self.late.leader)
        return said("{first} {second}", first=self.why, second=made_up)


@dataclass(frozen=True)
class Mending:
    """plan: to be applied by `ApplyPlan`. lines: what it changes, what leaves the calendar first. clashes: agreed visits that
    cannot stay as agreed. waiting: what is owed and has no place, with what it lacks. handovers: who may take over from whom."""

    plan: YearPlan
    lines: tuple[Line, ...]
    clashes: tuple[tuple[str, Message], ...]
    waiting: tuple[Waiting, ...] = ()
    handovers: tuple[DueHandOver, ...] = ()


def calendar_plan(problem: planning.Problem) -> Plan:
    """The suggestions and agreements as they stand in the calendar now."""
    standing = (*problem.previous.values(), *problem.fixed)
    there = {place.id for place in standing}
    nowhere = said("Not in the calendar yet.")
    return Plan(standing, tuple(Unplaced(visit.id, nowhere) for visit in problem.visits if visit.id not in there))


def mend(asked: ToMend, stop: Callable[[], bool] | None = None) -> Mending:
    """Mend the calendar's plan for the office as it is now."""
    began = time.monotonic()
    leave_until = asked.today + dt.timedelta(weeks=asked.weeks, days=1)
    problem = as_it_stands(left_alone(asked.prepared.office.problem, leave_until, asked.closed))
    ready = replace(asked.prepared, office=replace(asked.prepared.office, problem=problem))
    before = calendar_plan(problem)
    mended = replan(problem, before, leave_until=leave_until, stop=stop)
    if not needed(problem, before, mended):
        mended = replace(mended, plan=replace(mended.plan, visits=before.visits), changes=())
    names = names_of(ready)
    plan = in_words(ready, mended.plan, time.monotonic() - began)
    again = {one.owed.key: one.place for one in plan.late if one.owed.kept is not None and one.owed.kept.override.strip()}
    return Mending(
        plan=plan,
        lines=(
            *_leaving(asked, ready, again),
            *(_line(ready, _then(change, again), names, asked.causes) for change in mended.changes),
        ),
        clashes=(
            *((ready.subjects.name(visit.subject_id), day_off) for visit, day_off in ready.office.stranded),
            *((_subject(ready, one.visit), _clash(one, asked.causes) or in_names(one.what, *names)) for one in mended.clashes),
        ),
        handovers=asked.successors.due,
        waiting=tuple(_waiting(plan, names)),
    )


def left_alone(problem: planning.Problem, until: dt.date, closed: Collection[dt.date] = ()) -> planning.Problem:
    """The problem in which every suggestion before `until` may stay on its day, though planning would choose later days only.

    closed: days on which nobody works; what stands there has to move.
    """
    near = {ident: place.day for ident, place in problem.previous.items() if place.day < until and place.day not in closed}
    visits = tuple(
        replace(visit, days=tuple(sorted({*visit.days, near[visit.id]}))) if visit.id in near else visit
        for visit in problem.visits
    )
    return replace(problem, days=tuple(sorted({*problem.days, *near.values()})), visits=visits)


def as_it_stands(problem: planning.Problem) -> planning.Problem:
    """The problem whose norms count what stands in the calendar and may stay there: no norm takes a visit out of its place."""
    if problem.norms is None:
        return problem
    days = {visit.id: visit.days for visit in problem.visits}
    standing = [place for place in problem.previous.values() if place.day in days[place.id]]
    return replace(problem, norms=problem.norms.beside((*standing, *problem.fixed)))


def needed(problem: planning.Problem, before: Plan, mended: Mended) -> bool:
    """Whether anything had to be mended: a visit could not stay where it was, or one found a place; else nothing is moved."""
    agreed = {place.id for place in problem.fixed}
    hit = {breach.visit for breach in judge(problem, before) if breach.rule != "known_and_once"} - agreed
    return bool(hit) or any(change.before is None and change.after is not None for change in mended.changes)


def names_of(ready: Prepared) -> PlanNames:
    """What the ids in the engine's sentences are called: people, and visits by whom they are paid to."""
    office = ready.office
    people = {ident: person.name for ident, person in office.people.items()}
    return people, {visit.id: _subject(ready, visit.id) for visit in office.problem.visits}


def _leaving(asked: ToMend, ready: Prepared, again: Mapping[str, Placed]) -> list[Line]:
    """What leaves the calendar: suggestions that stand for nothing owed, and those nobody may lead any more; with its new day
    what was to be made up for already."""
    gone = [(visit, "", why) for visit, why in asked.dropped]
    gone += [(one.kept, one.key, asked.causes.get(one.key, why)) for one, why in ready.office.unled if one.kept is not None]
    lines: list[Line] = []
    for visit, key, why in sorted(gone, key=lambda each: (each[0].day, each[0].slot)):
        place, after = placed(visit, str(visit.id)), again.get(key)
        name = ready.subjects.name(visit.subject_id)
        lines.append(Line(name, place, after, _leader(ready, place), _leader(ready, after), why))
    return lines


def _then(change: Change, again: Mapping[str, Placed]) -> Change:
    """The change with the day on which it is made up for, where it was to be made up for before."""
    return replace(change, after=again.get(change.visit)) if change.after is None else change


def _waiting(plan: YearPlan, names: PlanNames) -> Iterator[Waiting]:
    """What is owed and has no place, what it lacks, and the day on which it may be made up for."""
    late = {one.owed.key: one for one in plan.late}
    for left in plan.unplaced:
        if left.reasons:
            yield Waiting(left.subject, in_names(left.reasons[0], *names), late.get(left.owed.key))


def _line(ready: Prepared, change: Change, names: PlanNames, known: Mapping[str, Message]) -> Line:
    return Line(
        subject=_subject(ready, change.visit),
        before=change.before,
        after=change.after,
        leader_before=_leader(ready, change.before),
        leader_after=_leader(ready, change.after),
        why=known.get(change.visit) or (NEW_PLACE if change.before is None and change.after else in_names(change.why, *names)),
    )


def _clash(breach: Breach, known: Mapping[str, Message]) -> Message | None:
    """Who may lead an agreed visit instead, where its leader has left by then."""
    return known.get(breach.visit) if breach.rule == "nobody_away" else None


def _leader(ready: Prepared, place: Placed | None) -> str:
    return ready.office.people[place.leader].name if place and place.leader in ready.office.people else ""


def _subject(ready: Prepared, ident: str) -> str:
    return ready.subjects.name(ready.office.subject_of(ident))
