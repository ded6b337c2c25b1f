"""The office's year as a planning problem: every visit still owed, who may pay it and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from visitplanner.domain.calendar.working_days import Calendars
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.wishes import Wish, days_allowed, in_words
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.leading import Leader, leaders_for
from visitplanner.domain.planning.level_year import levelled
from visitplanner.domain.planning.norms import Practice, level_ballast, norms_in, unliked_days
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.programme.obligations import Obligation, one_interval_later
from visitplanner.domain.programme.programme import Period, Programme, Rule
from visitplanner.domain.staff.staff import Assignment, Person
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.planning.weights import AT_LEISURE, Urgency

TURN = dt.timedelta(days=31)
"""So far over the turn of the year visits of its neighbours are counted with."""
MOST_FOR_OVERDUE = 500
FOR_GROUPS = 300
"""Points by which a visit is worth more than another when not all find a place: most for one long overdue, and for a group."""


@dataclass(frozen=True)
class OwedVisit:
    """One visit of the problem. key: its id there; kept: the suggestion that stood for it before, if any."""

    key: str
    obligation: Obligation
    kept: Visit | None


@dataclass(frozen=True)
class OfficeProblem:
    """The problem and what its ids mean. unled: owed visits nobody may lead, with the reason; stranded: agreed visits on days
    that are not worked. Neither are in the problem.

    remarks: by visit, what its wishes and its urgency came to. stand_ins: by visit and leader, whose place the leader takes.
    elsewhere: visits of the years before and after that stand near the turn of the year; the problem counts with them.
    """

    problem: planning.Problem
    owed: Mapping[str, OwedVisit]
    people: Mapping[str, Person]
    unled: tuple[tuple[OwedVisit, Message], ...] = ()
    stranded: tuple[Visit, ...] = ()
    remarks: Mapping[str, tuple[Message, ...]] = field(default_factory=dict[str, tuple[Message, ...]])
    stand_ins: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    elsewhere: int = 0

    @property
    def agreed(self) -> int:
        """How many visits of the year are agreed and stay."""
        return len(self.problem.fixed) - self.elsewhere

    def subject_of(self, ident: str) -> UUID:
        """The subject a visit of the problem is paid to; KeyError for an id it does not have."""
        if ident in self.owed:
            return self.owed[ident].obligation.subject_id
        return UUID(self.problem.visit(ident).customer)


@dataclass
class Facts:
    """What the problem is made of, read in one transaction.

    first_day: of the days that are left. notice_until: nothing new is suggested up to this day.
    """

    year: int
    first_day: dt.date
    notice_until: dt.date
    programme: Programme
    calendars: Calendars
    subjects: Subjects
    obligations: Sequence[Obligation]
    visits: Sequence[Visit]
    people: Sequence[Person]
    assignments: Sequence[Assignment]
    prices: planning.Prices = field(default_factory=planning.Prices)
    wishes: Mapping[UUID, Wish] = field(default_factory=dict[UUID, Wish])
    urgencies: Mapping[UUID, Urgency] = field(default_factory=dict[UUID, Urgency])
    practice: Practice = field(default_factory=Practice)
    free: UUID | None = None
    """A visit or subject whose every possible day is wanted, though its visit may be agreed."""

    @cached_property
    def standing(self) -> Mapping[UUID, Sequence[Visit]]:
        """Open visits of other years, by subject."""
        found: dict[UUID, list[Visit]] = defaultdict(list)
        for visit in self.visits:
            if visit.is_open and visit.year != self.year:
                found[visit.subject_id].append(visit)
        return found

    @cached_property
    def joined(self) -> Counter[UUID]:
        """How many visits held this year each person joined as a member."""
        held = (visit for visit in self.visits if visit.year == self.year and visit.state is VisitState.DONE)
        return Counter(ident for visit in held for ident in visit.member_ids)


def office_problem(facts: Facts) -> OfficeProblem:
    """Make the problem: what is agreed stays fixed, what is owed and not agreed is to be placed after the notice."""
    period = facts.programme.period(facts.year)
    days = facts.calendars.working_days(max(period.first, facts.first_day), period.last)
    led = _Led(facts, days)
    for one in owed_visits(facts):
        led.take(one)
    working = set(days)
    agreed = [visit for visit in facts.visits if is_agreed(visit, working) and visit.id != facts.free]
    near = standing_near(facts, period, agreed)
    fixed = [*agreed, *near]
    leaders = {leader for visit in led.visits for leader in visit.leaders[:1]}
    norms = norms_in(facts.practice.norms, days, len(leaders))
    open_days = [day for day in days if day > facts.notice_until] or days
    problem = planning.Problem(
        days=tuple(sorted({*days, *(visit.day for visit in near)})),
        slots=tuple(slot.value for slot in Slot),
        people=tuple(planned_person(facts, person, days) for person in facts.people),
        visits=(*led.visits, *(agreed_visit(facts, visit) for visit in fixed)),
        spacings=tuple(spacings(facts, led.owed)),
        fixed=tuple(placed(visit, str(visit.id)) for visit in fixed),
        prices=facts.prices,
        previous={key: placed(one.kept, key) for key, one in led.owed.items() if one.kept},
        name=str(facts.year),
        norms=replace(norms, binding=facts.free is None),
        ballast=level_ballast(len(led.visits), open_days),
        avoided=unliked(facts, days),
        neighbours=facts.practice.neighbours,
    )
    return OfficeProblem(
        problem=problem if facts.free is not None else levelled(problem, open_days),
        owed=led.owed,
        people={str(person.id): person for person in facts.people},
        unled=tuple(led.unled),
        stranded=stranded(facts, days),
        remarks=led.remarks,
        stand_ins=led.stand_ins,
        elsewhere=len(near),
    )


def unliked(facts: Facts, days: Sequence[dt.date]) -> frozenset[dt.date]:
    """The days of the year nobody likes, by the office's calendars."""
    if not days:
        return frozenset()
    works, remark = facts.calendars.is_working, facts.calendars.remark
    return unliked_days(days[0], days[-1], facts.practice.unliked, works, remark)


def standing_near(facts: Facts, period: Period, agreed: Sequence[Visit]) -> list[Visit]:
    """Visits of the years before and after that stand in the calendar near the turn of the year or within the year."""
    known = {visit.id for visit in agreed}
    first, last = period.first - TURN, period.last + TURN
    return [
        visit
        for visit in facts.visits
        if visit.is_open
        and visit.year != facts.year
        and first <= visit.day <= last
        and visit.day >= facts.first_day
        and visit.id not in known
    ]


def owed_visits(facts: Facts) -> Iterator[OwedVisit]:
    """Everything owed that is neither done nor agreed, and the agreed visit that is free to move."""
    by_id = {visit.id: visit for visit in facts.visits}
    for obligation in facts.obligations:
        kept = by_id.get(obligation.visit_id) if obligation.visit_id else None
        if not obligation.done and (not obligation.booked or (kept is not None and kept.id == facts.free)):
            yield OwedVisit(f"{obligation.subject_id}:{obligation.ordinal}", obligation, kept)


class _Led:
    """Owed visits with those who may lead them, taken one by one in the order of the obligations."""

    def __init__(self, facts: Facts, days: Sequence[dt.date]) -> None:
        self.facts, self.days = facts, days
        self.people = {person.id: person for person in facts.people}
        self.assigned: dict[UUID, list[Assignment]] = defaultdict(list)
        for assignment in facts.assignments:
            self.assigned[assignment.subject_id].append(assignment)
        self.hastened: set[UUID] = set()
        self.owed: dict[str, OwedVisit] = {}
        self.visits: list[planning.Visit] = []
        self.unled: list[tuple[OwedVisit, Message]] = []
        self.remarks: dict[str, tuple[Message, ...]] = {}
        self.stand_ins: dict[tuple[str, str], str] = {}

    def take(self, one: OwedVisit) -> None:
        obligation = one.obligation
        rule = self.facts.programme.rule(obligation.kind, obligation.window.first)
        leaders = leaders_for(obligation.kind, rule, self.assigned[obligation.subject_id], self.people, self.days)
        if isinstance(leaders, Message):
            self.unled.append((one, leaders))
            return
        without = no_day(self.facts, one, self.days, leaders)
        if without is not None:
            self.unled.append((one, without))
            return
        visit, remarks = planned_visit(self.facts, one, self.days, leaders, self._urgency(obligation.subject_id))
        self.owed[one.key] = one
        self.visits.append(visit)
        if remarks:
            self.remarks[one.key] = remarks
        for leader in leaders:
            if leader.stands_in_for:
                self.stand_ins[one.key, str(leader.person.id)] = leader.stands_in_for

    def _urgency(self, subject_id: UUID) -> Urgency:
        """A subject's urgency, for the next of its visits only."""
        if subject_id in self.hastened:
            return AT_LEISURE
        self.hastened.add(subject_id)
        return self.facts.urgencies.get(subject_id, AT_LEISURE)


def is_agreed(visit: Visit, days: Collection[dt.date]) -> bool:
    """Agreed or pencilled in, and still to come."""
    return visit.state in (VisitState.BOOKED, VisitState.TENTATIVE) and visit.day in days


def stranded(facts: Facts, days: Sequence[dt.date]) -> tuple[Visit, ...]:
    """Agreed visits still to come whose day is no working day any more."""
    working = set(days)
    firm = (VisitState.BOOKED, VisitState.TENTATIVE)
    late = [visit for visit in facts.visits if visit.state in firm and visit.year == facts.year and visit.day >= facts.first_day]
    return tuple(visit for visit in late if visit.day not in working and visit.id != facts.free)


def planned_visit(
    facts: Facts, one: OwedVisit, days: Sequence[dt.date], leaders: Sequence[Leader], urgency: Urgency
) -> tuple[planning.Visit, tuple[Message, ...]]:
    """The visit as the problem sees it, and what a person should know of how it came about.

    Its ideal day is the true one, also when that is over; `levelled` gives it its turn.
    """
    obligation, wish = one.obligation, facts.wishes.get(one.obligation.subject_id)
    rule = facts.programme.rule(obligation.kind, obligation.window.first)
    wide = facts.free is not None and facts.free in (obligation.subject_id, obligation.visit_id)
    before, after = neighbours_of(facts, obligation)
    wanted = obligation.rhythm or obligation.ideal
    if before is not None and obligation.ordinal == 1:
        wanted = max(wanted, one_interval_later(before, rule))
    ideal = min(wanted, obligation.due)
    present = present_days(days, obligation, leaders)
    if not wide:
        present = apart_from(noticed(present, facts.notice_until, one.kept), before, after, rule)
    allowed, heeded = days_allowed(wish, present)
    passed = ideal if wide and ideal < days[0] else None
    visit = planning.Visit(
        id=one.key,
        customer=str(obligation.subject_id),
        kind=kind_of(obligation.kind),
        township=facts.subjects.get(obligation.subject_id).township,
        ideal=days[0] if passed else ideal,
        days=tuple(allowed),
        leaders=tuple(str(leader.person.id) for leader in leaders),
        needs=needs_of(rule),
        weekdays=frozenset(wish.preferred_weekdays) if wish else frozenset(),
        haste=urgency.haste,
        unplaced=unplaced_price(facts, obligation, ideal, urgency, allowed),
        leading={str(leader.person.id): leader.days for leader in leaders if leader.days is not None},
        company=facts.subjects.company_of(obligation.subject_id),
        passed=passed,
    )
    return visit, (*wish_remarks(wish, heeded=heeded), *urgency.reasons)


def neighbours_of(facts: Facts, obligation: Obligation) -> tuple[dt.date | None, dt.date | None]:
    """The nearest days on which the subject is to be visited for the years before and after; None without such a visit."""
    own = [visit for visit in facts.standing.get(obligation.subject_id, ()) if visit.day >= facts.first_day]
    before = max((visit.day for visit in own if visit.year < facts.year), default=None)
    return before, min((visit.day for visit in own if visit.year > facts.year), default=None)


def noticed(days: Sequence[dt.date], notice_until: dt.date, kept: Visit | None) -> list[dt.date]:
    """The days after the notice, and the one on which a suggestion stands already."""
    return [day for day in days if day > notice_until or (kept is not None and kept.day == day)]


def apart_from(days: list[dt.date], before: dt.date | None, after: dt.date | None, rule: Rule) -> list[dt.date]:
    """The days far enough from the subject's visits of the years before and after; all of them where none is."""
    gap = dt.timedelta(days=max(rule.min_days, planning.APART_DAYS))
    kept = [day for day in days if (before is None or day >= before + gap) and (after is None or day <= after - gap)]
    return kept or days


def unplaced_price(
    facts: Facts, obligation: Obligation, ideal: dt.date, urgency: Urgency, days: Sequence[dt.date]
) -> float | None:
    """What leaving a visit out costs: more the longer it is overdue, and for groups, whose teams are hard to find."""
    overdue = max(0, (facts.first_day - ideal).days)
    more = min(overdue // 4, MOST_FOR_OVERDUE) + (FOR_GROUPS if obligation.kind is SubjectKind.GROUP else 0)
    if urgency.haste and days:
        more += urgency.haste * (days[-1] - days[0]).days
    return facts.prices.unplaced + more if more else None


def no_day(facts: Facts, one: OwedVisit, days: Sequence[dt.date], leaders: Sequence[Leader]) -> Message | None:
    """Why no day at all is left for an owed visit; None when there is one."""
    obligation, window = one.obligation, one.obligation.window
    if not any(day in window for day in days):
        return said(
            "Its time, {first} to {last}, is over (plan {clause}); held later it counts only with a stated reason.",
            first=window.first,
            last=window.last,
            clause=obligation.clause,
        )
    present = present_days(days, obligation, leaders)
    if not present:
        names = "、".join(leader.person.name for leader in leaders)
        return said("{people} may lead it, but on no day until {last}.", people=names, last=window.last)
    if facts.free is None and not noticed(present, facts.notice_until, one.kept):
        return said(
            "Its time ends on {last}, and up to {notice} nothing new is suggested; agree a day with the customer yourself.",
            last=present[-1],
            notice=facts.notice_until,
        )
    return None


def wish_remarks(wish: Wish | None, *, heeded: bool) -> tuple[Message, ...]:
    """What was made of a wish. The preferred weekday is left out: whether it was met shows once there is a plan."""
    if wish is None:
        return ()
    if heeded:
        return in_words(replace(wish, preferred_weekdays=()))
    return (said("Against the customer's wish: it leaves no day on which this visit can be settled. Ask the customer."),)


def present_days(days: Sequence[dt.date], obligation: Obligation, leaders: Iterable[Leader]) -> list[dt.date]:
    """Working days of the obligation's span on which somebody who may lead is there."""
    within = [day for day in days if obligation.ready <= day <= obligation.due] or [
        day for day in days if obligation.window.first <= day <= obligation.window.last
    ]
    return [day for day in within if any(leader.can(day) for leader in leaders)]


def kind_of(kind: SubjectKind) -> str:
    return planning.GROUP if kind is SubjectKind.GROUP else planning.ANNUAL


def needs_of(rule: Rule) -> dict[str, int]:
    needs: dict[str, int] = defaultdict(int)
    for skill in rule.member_skills:
        needs[skill.value] += 1
    return dict(needs)


def planned_person(facts: Facts, person: Person, days: Sequence[dt.date]) -> planning.Person:
    return planning.Person(
        id=str(person.id),
        rank=person.rank.name.lower(),
        skills=frozenset(skill.value for skill in person.skills),
        off=frozenset(day for day in days if person.is_away(day)),
        per_day=person.visits_a_day,
        taken=facts.joined[person.id],
    )


def agreed_visit(facts: Facts, visit: Visit) -> planning.Visit:
    """An agreed visit as the problem sees it: it has one place and keeps it."""
    return planning.Visit(
        id=str(visit.id),
        customer=str(visit.subject_id),
        kind=kind_of(visit.subject_kind),
        township=township_of(facts.subjects, visit.subject_id),
        ideal=visit.day,
        days=(visit.day,),
        leaders=(str(visit.leader_id),),
        company=facts.subjects.company_of(visit.subject_id),
    )


def township_of(subjects: Subjects, ident: UUID) -> str:
    known = ident in subjects.customers or ident in subjects.groups or ident in subjects.parks
    return subjects.get(ident).township if known else ""


def placed(visit: Visit, key: str) -> Placed:
    return Placed(key, visit.day, visit.slot.value, str(visit.leader_id), tuple(str(ident) for ident in visit.member_ids))


def spacings(facts: Facts, owed: Mapping[str, OwedVisit]) -> Iterable[planning.Spacing]:
    """Between the two visits of one subject that are both still to be placed; a placed one narrows the other's days."""
    for one in owed.values():
        if one.obligation.ordinal < 2:
            continue
        before = owed.get(f"{one.obligation.subject_id}:{one.obligation.ordinal - 1}")
        rule = facts.programme.rule(one.obligation.kind, one.obligation.window.first)
        if before is not None:
            yield planning.Spacing(before.key, one.key, rule.min_days, rule.max_days or 366)
