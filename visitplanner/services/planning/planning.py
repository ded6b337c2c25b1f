"""Plan a year: from what is owed to visits in the calendar, each with its reasons; what cannot be placed, with its reason."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.search import Progress as SearchProgress
from visitplanner.domain.planning.search import first_plan, improve
from visitplanner.domain.programme.counting import Judge
from visitplanner.domain.programme.obligations import obligations
from visitplanner.domain.programme.programme import DateRange
from visitplanner.domain.programme.thresholds import claimants
from visitplanner.domain.visits.visits import Slot, Visit, VisitState
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.kept_messages import as_json
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.customers.wishes import wishes_of
from visitplanner.services.planning.office_problem import Facts, OfficeProblem, OwedVisit, office_problem
from visitplanner.services.planning.plan_reasons import reasons_of
from visitplanner.services.planning.weights import prices_of, urgencies_of
from visitplanner.services.programme.counting import judge_of, register_of

ONE_DAY = dt.timedelta(days=1)
SEED = 115


@dataclass(frozen=True)
class PlannedVisit:
    """One visit of a plan in the office's words. id: of the suggestion it keeps or, once applied, of the visit made."""

    id: str
    subject: str
    account: str
    owed: OwedVisit
    place: Placed
    leader: str
    members: tuple[str, ...]
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class LeftOut:
    """An owed visit the plan could not place, and why."""

    subject: str
    owed: OwedVisit
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class YearPlan:
    """A plan of the office's year. agreed: visits that were fixed before and stay. provisional: the calendar is 暫定."""

    year: int
    visits: tuple[PlannedVisit, ...]
    unplaced: tuple[LeftOut, ...]
    agreed: int
    cost: float
    bound: float | None
    seconds: float
    provisional: bool

    @property
    def gap_percent(self) -> float | None:
        """How far the cost may lie above the best possible, in percent of the bound."""
        if not self.bound:
            return None
        return max(0.0, 100 * (self.cost / self.bound - 1))


@dataclass(frozen=True)
class Prepared:
    """Everything needed to plan without the store."""

    year: int
    office: OfficeProblem
    subjects: Subjects
    provisional: bool


@dataclass(frozen=True)
class YearToPlan:
    """Read what the planning of a year needs; raises `Refused` when nothing of the year is left to plan.

    free: a visit that may move though it is agreed, or a subject; all its possible days are wanted.
    """

    year: int
    free: UUID | None = None

    def answer(self, work: Work) -> Prepared:
        return prepared(facts_of(work, self.year, self.free))


def facts_of(work: Work, year: int, free: UUID | None = None, judge: Judge | None = None) -> Facts:
    """What the planning of a year starts from. judge: another than the office's, for what-if questions."""
    judge, calendars = judge or judge_of(work), calendars_of(work)
    period: DateRange = judge.programme.period(year)
    first_day = max(period.first, work.today + ONE_DAY)
    if first_day > period.last:
        raise Refused(
            said("The year {year} is over; nothing can be planned in it.", year=year),
            mend=said("Choose this year or a later one."),
        )
    visits, subjects = work.visits.find(), Subjects(work)
    return Facts(
        year=year,
        first_day=first_day,
        programme=judge.programme,
        calendars=calendars,
        subjects=subjects,
        obligations=obligations(claimants(register_of(work), judge.programme, year), year, visits, judge),
        visits=visits,
        people=list(judge.people.values()),
        assignments=[one for one in work.assignments.find() if not one.proposed],
        prices=prices_of(work),
        wishes=wishes_of(work),
        urgencies=urgencies_of(work, subjects),
        free=free,
    )


def prepared(facts: Facts) -> Prepared:
    return Prepared(facts.year, office_problem(facts), facts.subjects, facts.calendars.is_provisional(facts.year))


def plan_year(
    ready: Prepared,
    seconds: float = 0,
    seed: int = SEED,
    progress: Progress | None = None,
    stop: Stop | None = None,
    steps: int | None = None,
    so_far: Callable[[SearchProgress], object] | None = None,
) -> YearPlan:
    """A lawful plan at once and, until `seconds` are over or the bound is met, a better one; cancelling keeps the best.

    so_far: is told cost and bound of the best plan now and then.

    steps: ends the search after so many steps instead, so that the same seed gives the same plan on every machine.
    """
    began = time.monotonic()
    problem = ready.office.problem

    def over() -> bool:
        return (stop is not None and stop()) or (steps is None and time.monotonic() - began >= seconds)

    def tell(found: SearchProgress) -> None:
        if so_far is not None:
            so_far(found)
        if progress is not None and seconds > 0:
            progress(min(1.0, (time.monotonic() - began) / seconds))

    plan = first_plan(problem)
    if problem.visits and (seconds > 0 or steps is not None):
        plan = improve(problem, plan, steps=steps, seed=seed, progress=tell, stop=over)
    return in_words(ready, plan, time.monotonic() - began)


def in_words(ready: Prepared, plan: Plan, seconds: float) -> YearPlan:
    """The plan with names instead of ids, agreed visits left aside, and what nobody may lead named."""
    office = ready.office
    reasons = reasons_of(office.problem, plan, office.passed)
    visits = [
        planned(ready, place, (*reasons.get(place.id, ()), *remarks_on(office, place)))
        for place in plan.visits
        if place.id in office.owed
    ]
    left = [LeftOut(name_of(ready, one), one, (why,)) for one, why in office.unled]
    left += [
        LeftOut(
            name_of(ready, office.owed[each.id]),
            office.owed[each.id],
            (*reasons.get(each.id, (each.reason,)), *office.remarks.get(each.id, ())),
        )
        for each in plan.unplaced
        if each.id in office.owed
    ]
    return YearPlan(
        year=ready.year,
        visits=tuple(sorted(visits, key=lambda visit: (visit.place.day, visit.place.slot, visit.subject))),
        unplaced=tuple(left),
        agreed=len(office.problem.fixed),
        cost=plan.cost,
        bound=plan.bound,
        seconds=seconds,
        provisional=ready.provisional,
    )


def remarks_on(office: OfficeProblem, place: Placed) -> Iterator[Message]:
    """What came of the customer's wishes, of its urgency, and who stands in for whom."""
    replaced = office.stand_ins.get((place.id, place.leader))
    if replaced is not None:
        yield said("{leader} stands in for {person} then.", leader=office.people[place.leader].name, person=replaced)
    yield from office.remarks.get(place.id, ())


def planned(ready: Prepared, place: Placed, reasons: Iterable[Message]) -> PlannedVisit:
    owed, people = ready.office.owed[place.id], ready.office.people
    subject = ready.subjects.get(owed.obligation.subject_id)
    return PlannedVisit(
        id=str(owed.kept.id) if owed.kept else place.id,
        subject=subject.name,
        account=subject.account,
        owed=owed,
        place=place,
        leader=people[place.leader].name,
        members=tuple(people[ident].name for ident in place.members),
        reasons=tuple(reasons),
    )


def name_of(ready: Prepared, owed: OwedVisit) -> str:
    return ready.subjects.name(owed.obligation.subject_id)


@dataclass(frozen=True)
class Applied:
    """What applying a plan did; `ids` gives each placed visit's record by its id in the plan."""

    added: int
    moved: int
    kept: int
    removed: int
    ids: Mapping[str, UUID] = field(default_factory=dict[str, UUID])


@dataclass(frozen=True)
class ApplyPlan:
    """Put a plan into the calendar as suggestions (建議); suggestions it does not need any more leave the calendar."""

    plan: YearPlan

    def carry_out(self, work: Work) -> Outcome[Applied]:
        before = {visit.id: visit for visit in work.visits.find(year=self.plan.year, state=VisitState.SUGGESTED)}
        ids: dict[str, UUID] = {}
        fresh: list[Visit] = []
        moved = kept = 0
        for one in self.plan.visits:
            wanted = visit_of(one, self.plan.year)
            held = before.pop(wanted.id, None) if one.owed.kept else None
            if held is None:
                fresh.append(wanted)
                ids[one.place.id] = wanted.id
                continue
            changed = replace(wanted, id=held.id, version=held.version, notes=held.notes)
            ids[one.place.id] = held.id
            if changed == held:
                kept += 1
                continue
            work.visits.change(changed)
            moved += 1
        for visit in before.values():
            work.visits.remove(visit)
        work.visits.add_all(fresh)
        work.note(year=self.plan.year, cost=self.plan.cost, bound=self.plan.bound)
        done = Applied(len(fresh), moved, kept, len(before), ids)
        message = said(
            "{added} visits added, {moved} moved, {removed} removed.", added=done.added, moved=done.moved, removed=done.removed
        )
        return Outcome(done, message)


def visit_of(planned_visit: PlannedVisit, year: int) -> Visit:
    """The suggestion a plan makes of an owed visit."""
    owed, place = planned_visit.owed, planned_visit.place
    visit = Visit(
        subject_kind=owed.obligation.kind,
        subject_id=owed.obligation.subject_id,
        year=year,
        ordinal=owed.obligation.ordinal,
        day=place.day,
        slot=Slot(place.slot),
        leader_id=UUID(place.leader),
        member_ids=tuple(UUID(ident) for ident in place.members),
        reasons=tuple(as_json(reason) for reason in planned_visit.reasons),
    )
    return replace(visit, id=owed.kept.id) if owed.kept else visit
