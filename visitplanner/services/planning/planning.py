"""Plan a year: from what is owed to visits in the calendar, each with its reasons; what cannot be placed, with its reason."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, counted, said
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.search.search import Progress as SearchProgress
from visitplanner.domain.planning.search.search import first_plan, improve
from visitplanner.domain.planning.terms import together_cost
from visitplanner.domain.planning.turns import balance
from visitplanner.domain.planning.year.crowded import crowded_months
from visitplanner.domain.planning.year.norms import Fit, OfficeNorms, worth_choosing
from visitplanner.domain.programme.counting import Judge
from visitplanner.domain.programme.programme import DateRange
from visitplanner.domain.staff.staff import ASSIGNMENTS
from visitplanner.domain.visits.visits import VISITS, Slot, Visit, VisitState, lapsed
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.customers.wishes import wishes_of
from visitplanner.services.planning.office_norms import checked_norms
from visitplanner.services.planning.plan_reasons import reasons_of
from visitplanner.services.planning.problem.facts import Facts, OwedVisit
from visitplanner.services.planning.problem.late_visits import Rest, fits_within, put_off_still, rest_of, why_late
from visitplanner.services.planning.problem.office_problem import OfficeProblem, office_problem
from visitplanner.services.planning.weights import prices_of, urgencies_of
from visitplanner.services.planning.year_plan import LeftOut, PlannedVisit, PutOff, YearPlan
from visitplanner.services.programme.practice import notice_until, practice_of
from visitplanner.services.programme.year_book import judge_of, year_book

ONE_DAY, ONE_YEAR = dt.timedelta(days=1), dt.timedelta(days=366)
SEED = 115
FITTING = 0.2
"""The share of the time that asking what fits at other norms may take."""
ENDING = 1.3
"""How much time is kept back for putting the plan into words, against what the first plan took to make."""


@dataclass(frozen=True)
class Prepared:
    """Everything needed to plan without the store. norms: of this plan; usual: those the office settled."""

    year: int
    office: OfficeProblem
    subjects: Subjects
    provisional: bool
    until: dt.date
    norms: OfficeNorms = field(default_factory=OfficeNorms)
    usual: OfficeNorms = field(default_factory=OfficeNorms)


@dataclass(frozen=True)
class YearToPlan:
    """Read what the planning of a year needs; raises `Refused` when nothing of the year is left to plan.

    free: a visit that may move though it is agreed, or a subject; all its possible days are wanted. leader_week,
    office_day: visits a leader pays in a week, the office on a day, instead of the office's norms.
    """

    year: int
    free: UUID | None = None
    leader_week: int | None = None
    office_day: int | None = None

    def answer(self, work: Work) -> Prepared:
        asked = {"leader_week": self.leader_week, "office_day": self.office_day}
        wanted = {name: value for name, value in asked.items() if value is not None}
        return replace(prepared(facts_of(work, self.year, self.free, wanted=wanted)), usual=practice_of(work).norms)


def facts_of(
    work: Work, year: int, free: UUID | None = None, judge: Judge | None = None, wanted: Mapping[str, int] | None = None
) -> Facts:
    """What the planning of a year starts from. judge: another than the office's, for what-if questions; wanted: norms by name
    instead of the office's."""
    judge, calendars = judge or judge_of(work), calendars_of(work)
    period: DateRange = judge.programme.period(year)
    first_day = max(period.first, work.today + ONE_DAY)
    if work.today > period.last:
        raise Refused(
            said("The year {year} is over; nothing can be planned in it.", year=year),
            mend=said("Choose this year or a later one."),
        )
    subjects, practice = Subjects(work), practice_of(work)
    if wanted:
        practice = replace(practice, norms=checked_norms(replace(practice.norms, **wanted)))
    book = year_book(work, year, judge=judge, subjects=subjects)
    return Facts(
        year=year,
        today=work.today,
        first_day=first_day,
        notice_until=notice_until(work),
        programme=judge.programme,
        calendars=calendars,
        subjects=subjects,
        obligations=book.obligations(),
        visits=visits_around(work, period, book.visits),
        people=list(judge.people.values()),
        assignments=[one for one in work.shelf(ASSIGNMENTS).find() if not one.proposed],
        prices=prices_of(work),
        wishes=wishes_of(work),
        urgencies=urgencies_of(work, subjects),
        practice=practice,
        free=free,
    )


def visits_around(work: Work, period: DateRange, counted: Iterable[Visit]) -> list[Visit]:
    """The visits that have a say in a year's plan, by day: those its book names, and all of the year before and the months after,
    for spacing and turns go over the turn of the year."""
    near = work.shelf(VISITS).find(day=Between(period.first - ONE_YEAR, period.last + ONE_YEAR / 2))
    known = {visit.id: visit for visit in (*counted, *near)}
    return sorted(known.values(), key=lambda visit: (visit.day, visit.slot, visit.id))


def prepared(facts: Facts) -> Prepared:
    return Prepared(
        year=facts.year,
        office=office_problem(facts),
        subjects=facts.subjects,
        provisional=facts.calendars.is_provisional(facts.year),
        until=facts.programme.period(facts.year).last,
        norms=facts.practice.norms,
        usual=facts.practice.norms,
    )


def plan_year(
    ready: Prepared,
    seconds: float = 0,
    seed: int = SEED,
    progress: Progress | None = None,
    stop: Stop | None = None,
    steps: int | None = None,
    so_far: Callable[[SearchProgress], object] | None = None,
    began: float | None = None,
) -> YearPlan:
    """A lawful plan at once and, until `seconds` are over or the bound is met, a better one; cancelling keeps the best.

    so_far: is told cost and bound of the best plan now and then.
    steps: ends the search after so many steps instead, so that the same seed gives the same plan on every machine.
    began: when the seconds began to run (`time.monotonic`), if it was before now: what reading the year took is part of them.
    """
    begun = time.monotonic()
    began, problem = begun if began is None else began, ready.office.problem

    def tell_time() -> None:
        if progress is not None and seconds > 0:
            progress(min(1.0, (time.monotonic() - began) / seconds))

    tell_time()
    plan = first_plan(problem, grid := Grid(problem))
    first, limited = time.monotonic() - begun, seconds > 0 and steps is None
    look = (ready.office, ready.norms, ready.usual, seconds * FITTING if limited else None)
    fits, hurried = fits_within(*look) if plan.unplaced else ([], False)

    def told(plan: Plan) -> YearPlan:
        return replace(in_words(ready, plan, time.monotonic() - began, fits, grid), hurried=hurried)

    if not problem.visits or (seconds <= 0 and steps is None):
        return told(plan)
    budget = max(seconds - ENDING * first, 0.01)
    if limited and time.monotonic() - began >= budget:
        return told(plan)

    def tell(found: SearchProgress) -> None:
        if so_far is not None:
            so_far(found)
        tell_time()

    def spent() -> float:
        tell_time()  # the search asks this all the time, also before it has found anything
        return (time.monotonic() - began) / budget

    limit = None if steps is not None else spent
    plan = improve(problem, plan, steps=steps, seed=seed, progress=tell, stop=stop, spent=limit, grid=grid)
    return told(plan)


def in_words(ready: Prepared, plan: Plan, seconds: float, fits: Iterable[Fit] = (), grid: Grid | None = None) -> YearPlan:
    """The plan with names instead of ids, agreed visits left aside, and what nobody may lead named.

    grid: of the problem, if it is made already.
    """
    office = ready.office
    reasons = reasons_of(office.problem, plan, grid)
    visits = [
        planned(ready, place, (*reasons.get(place.id, ()), *remarks_on(office, place)))
        for place in plan.visits
        if place.id in office.owed
    ]
    rest, staying = rest_of(office, ready.norms, plan), put_off_still(office, plan)
    left = [_left(ready, one, (why, *made_up_for(rest, one.key))) for one, why in office.unled if one.key not in staying]
    for each in plan.unplaced:
        if each.id in office.owed and each.id not in staying:
            why = (*reasons.get(each.id, (each.reason,)), *office.remarks.get(each.id, ()), *made_up_for(rest, each.id))
            left.append(_left(ready, office.owed[each.id], why))
    made_up = office.made_up | {visit.id for visit in staying.values()}
    aside = together_cost(office.problem, plan.visits)
    gap = replace(plan, cost=plan.cost - aside).gap
    asked = balance(office.problem, (place for place in plan.visits if place.day.year == ready.year))
    return YearPlan(
        year=ready.year,
        visits=in_order(visits),
        unplaced=tuple(left),
        agreed=office.agreed,
        cost=plan.cost,
        bound=plan.bound,
        seconds=seconds,
        provisional=ready.provisional,
        until=ready.until,
        leader_week=ready.norms.leader_week,
        office_day=ready.norms.office_day,
        fits=with_own(fits, ready, plan) if left else (),
        late=in_order(planned(ready, place, tuple(why_late(office, plan, place))) for place in rest.places),
        put_off=tuple(put_off_rows(ready, made_up)),
        balance=tuple((office.people[one.person].name, one) for one in asked if one.person in office.people),
        reached=plan.reached,
        gap_percent=None if gap is None else 100 * gap,
        aside=aside,
        crowded=crowded_months(office.problem, plan.visits, office.open_days),
        made_up=made_up,
    )


def put_off_rows(ready: Prepared, idents: Collection[UUID]) -> list[PutOff]:
    """What stays put off, by day and name."""
    kept = (ready.office.put_off[ident] for ident in idents)
    rows = [PutOff(ready.subjects.name(visit.subject_id), visit.ordinal, visit.day, visit.override) for visit in kept]
    return sorted(rows, key=lambda row: (row.day, row.subject, row.ordinal))


def made_up_for(rest: Rest, ident: str) -> Iterator[Message]:
    """That a visit left over may be made up for, or why not; nothing for one that nobody may lead."""
    if any(place.id == ident for place in rest.places):
        yield said("It may be made up for, recorded with a reason.")
    elif ident in rest.why_not:
        yield rest.why_not[ident]


def with_own(fits: Iterable[Fit], ready: Prepared, plan: Plan) -> tuple[Fit, ...]:
    """What more would fit at other norms with what does at the plan's own, by norm; nothing where everything has a place."""
    left = sum(each.id in ready.office.owed for each in plan.unplaced)
    if not left:
        return ()
    owed = len(ready.office.owed)
    day = ready.norms.office_day if ready.norms.office_day != ready.usual.office_day else None
    return worth_choosing(fits, Fit(ready.norms.leader_week, owed - left, owed, day))


def in_order(visits: Iterable[PlannedVisit]) -> tuple[PlannedVisit, ...]:
    """Visits by day, slot and name."""
    return tuple(sorted(visits, key=lambda visit: (visit.place.day, visit.place.slot, visit.subject)))


def remarks_on(office: OfficeProblem, place: Placed) -> Iterator[Message]:
    """What came of the customer's wishes, of its urgency, and who stands in for whom."""
    replaced = office.stand_ins.get((place.id, place.leader))
    if replaced is not None:
        yield said("{leader} stands in for {person} then.", leader=office.people[place.leader].name, person=replaced)
    yield from office.remarks.get(place.id, ())


def planned(ready: Prepared, place: Placed, reasons: Iterable[Message]) -> PlannedVisit:
    office, people = ready.office, ready.office.people
    owed = office.owed[place.id] if place.id in office.owed else office.missed[place.id][0]
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


def _left(ready: Prepared, owed: OwedVisit, reasons: tuple[Message, ...]) -> LeftOut:
    subject = ready.subjects.get(owed.obligation.subject_id)
    return LeftOut(subject.name, owed, reasons, subject.account)


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
    """Put a plan into the calendar as suggestions (建議); suggestions it does not need any more leave the calendar.

    late_reason: why visits whose time is over are made up for; with it those are put into the calendar as well.
    """

    plan: YearPlan
    late_reason: str = ""

    def carry_out(self, work: Work) -> Outcome[Applied]:
        suggested = work.shelf(VISITS).find(year=self.plan.year, state=VisitState.SUGGESTED)
        before = {visit.id: visit for visit in suggested if self._may_go(visit, work.today)}
        ids: dict[str, UUID] = {}
        fresh: list[Visit] = []
        moved = kept = 0
        for one, reason in self._wanted():
            wanted = replace(visit_of(one, self.plan.year), override=reason)
            held = before.pop(wanted.id, None) if one.owed.kept else None
            if held is None:
                fresh.append(wanted)
                ids[one.place.id] = wanted.id
                continue
            stays = (held.day, held.slot) == (wanted.day, wanted.slot)
            time = held.time if stays else ""
            changed = replace(wanted, id=held.id, version=held.version, notes=held.notes, time=time)
            ids[one.place.id] = held.id
            if changed == held:
                kept += 1
                continue
            work.shelf(VISITS).change(changed)
            moved += 1
        for visit in before.values():
            work.shelf(VISITS).remove(visit)
        work.shelf(VISITS).add_all(fresh)
        telling = self.plan.gap_percent is not None
        work.note(
            year=self.plan.year,
            cost=self.plan.cost,
            bound=self.plan.bound if telling else None,
            gap_percent=self.plan.gap_percent,
        )
        done = Applied(len(fresh), moved, kept, len(before), ids)
        message = counted(
            (done.added, said("{count} visits added", count=done.added)),
            (done.moved, said("{count} visits moved", count=done.moved)),
            (done.removed, said("{count} visits taken out", count=done.removed)),
            nothing=said("The calendar stays as it was."),
        )
        return Outcome(done, message)

    def _may_go(self, visit: Visit, today: dt.date) -> bool:
        """Whether a suggestion may move or leave: when its day is over; not by hand, not made up for, today's when named."""
        if lapsed(visit, today):
            return True
        if visit.id in self.plan.made_up or visit.pinned:
            return False
        named = (one.owed.kept.id for one in (*self.plan.visits, *self.plan.unplaced) if one.owed.kept)
        return visit.day != today or visit.id in named

    def _wanted(self) -> Iterator[tuple[PlannedVisit, str]]:
        """What is put into the calendar, each with the reason why it counts though its time is over.

        What was to be made up for already keeps its reason where no other is given.
        """
        yield from ((one, "") for one in self.plan.visits)
        for one in self.plan.late:
            reason = self.late_reason.strip() or (one.owed.kept.override.strip() if one.owed.kept else "")
            if reason:
                yield one, reason


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
        reasons=planned_visit.reasons,
    )
    return replace(visit, id=owed.kept.id) if owed.kept else visit
