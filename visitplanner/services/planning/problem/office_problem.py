"""The office's year as a planning problem: every visit still owed, who may pay it and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.year.group_turns import spread_groups
from visitplanner.domain.planning.year.leading import Presence, leaders_for
from visitplanner.domain.planning.year.level_year import even_shares, levelled
from visitplanner.domain.planning.year.norms import OfficeNorms, level_ballast, level_month, norms_in, unliked_days
from visitplanner.domain.programme.programme import DateRange
from visitplanner.domain.staff.staff import Assignment, Person
from visitplanner.domain.visits.visits import Slot, Visit, VisitState, stands_fast
from visitplanner.services.planning.problem.facts import Facts, OwedVisit
from visitplanner.services.planning.problem.planned_visits import (
    agreed_visit,
    no_day,
    placed,
    planned_person,
    planned_visit,
    spacings,
)
from visitplanner.services.planning.weights import AT_LEISURE, Urgency

ONE_DAY = dt.timedelta(days=1)
TURN = dt.timedelta(days=31)
"""So far over the turn of the year visits of its neighbours are counted with."""
MAKING_UP = dt.timedelta(weeks=2)
"""What is left, after the notice, for visits that missed their half to be made up for before the second ones."""
FIRST_BEFORE = said("The visit of its first half is to be made up for before it.")


@dataclass(frozen=True)
class OfficeProblem:
    """The problem and what its ids mean. unled: owed visits nobody may lead, with the reason; stranded: agreed visits on days
    that are not worked, with what the day is. Neither are in the problem.

    remarks: by visit, what its wishes and its urgency came to. stand_ins: by visit and leader, whose place the leader takes.
    elsewhere: visits of the years before and after that stand near the turn of the year; the problem counts with them.
    late: the weeks after the year in which what found no place may be paid after all, until `late_until`. missed: of those in
    `unled` the visits whose time is over though somebody may lead them, by id. open_days: on which new visits may be suggested.
    put_off: suggestions that stand in the calendar after their time, with a reason: they stay where their year has no place for
    them. made_up: those that stay in any case, while the year is mended or no day of their own time is left.
    ordinals: which of its subject's a visit of the year is that is agreed.
    """

    problem: planning.Problem
    owed: Mapping[str, OwedVisit]
    people: Mapping[str, Person]
    unled: tuple[tuple[OwedVisit, Message], ...] = ()
    stranded: tuple[tuple[Visit, Message], ...] = ()
    remarks: Mapping[str, tuple[Message, ...]] = field(default_factory=dict[str, tuple[Message, ...]])
    stand_ins: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    elsewhere: int = 0
    late: planning.Problem | None = None
    late_until: dt.date = dt.date.max
    missed: Mapping[str, tuple[OwedVisit, planning.PlannedVisit]] = field(
        default_factory=dict[str, "tuple[OwedVisit, planning.PlannedVisit]"]
    )
    open_days: tuple[dt.date, ...] = ()
    made_up: frozenset[UUID] = frozenset()
    put_off: Mapping[UUID, Visit] = field(default_factory=dict[UUID, Visit])
    ordinals: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def agreed(self) -> int:
        """How many visits of the year are agreed and stay."""
        return len(self.problem.fixed) - self.elsewhere

    def subject_of(self, ident: str) -> UUID:
        """The subject a visit of the problem is paid to; KeyError for an id it does not have."""
        if ident in self.owed:
            return self.owed[ident].obligation.subject_id
        return UUID(self.problem.visit(ident).customer)


def office_problem(facts: Facts) -> OfficeProblem:
    """Make the problem: what is agreed stays fixed, what is owed and not agreed is to be placed after the notice."""
    period = facts.programme.period(facts.year)
    days = facts.calendars.working_days(max(period.first, facts.first_day), period.last)
    led = _led(facts, days)
    working, made_up = set(days), made_up_for(facts)
    agreed = [
        visit
        for visit in facts.visits
        if visit.id != facts.free and (is_agreed(visit, working) or (visit.id in made_up and visit.day in working))
    ]
    near = standing_near(facts, period, agreed)
    fixed = [*agreed, *near]
    open_days = [day for day in days if day > facts.notice_until] or days
    shares = even_shares((*led.visits, *(agreed_visit(facts, visit) for visit in fixed if visit.day in working)), open_days)
    other_years = Counter((visit.day.year, visit.day.month) for visit in near if visit.day not in working)
    ballast = level_ballast(shares)
    norms = norms_of(led.visits, days, facts.practice.norms)
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
        norms=replace(norms, binding=facts.free is None, month=level_month(shares, open_days, ballast)),
        ballast={**ballast, **{month: -count for month, count in other_years.items()}},
        avoided=unliked(facts, days),
        neighbours=facts.practice.neighbours,
    )
    return OfficeProblem(
        problem=problem if facts.free is not None else levelled(problem, open_days, shares),
        owed=led.owed,
        people={str(person.id): person for person in facts.people},
        unled=tuple(led.unled),
        stranded=stranded(facts),
        remarks=led.remarks,
        stand_ins=led.stand_ins,
        elsewhere=len(near),
        late=late_weeks(facts, period.last) if facts.free is None else None,
        late_until=period.last + dt.timedelta(days=facts.programme.late_days),
        missed=led.missed,
        open_days=tuple(day for day in days if day > facts.notice_until),
        made_up=made_up,
        put_off=put_off(facts),
        ordinals={str(visit.id): visit.ordinal for visit in agreed if visit.year == facts.year},
    )


def norms_of(visits: Iterable[planning.PlannedVisit], days: Sequence[dt.date], norms: OfficeNorms) -> planning.Norms:
    """The norms for visits on the days, each of whose leaders pays as many as the norm says."""
    return norms_in(norms, days, len({leader for visit in visits for leader in visit.leaders[:1]}))


def late_weeks(facts: Facts, last: dt.date) -> planning.Problem:
    """The weeks after the year in which its visits may still be recorded, with what stands there; nothing is owed in it yet."""
    days = facts.calendars.working_days(last + ONE_DAY, last + dt.timedelta(days=facts.programme.late_days))
    days = [day for day in days if day > facts.notice_until]
    standing = [visit for visit in facts.visits if visit.is_open and visit.day in days]
    return planning.Problem(
        days=tuple(days),
        slots=tuple(slot.value for slot in Slot),
        people=tuple(planned_person(facts, person, days) for person in facts.people),
        visits=tuple(agreed_visit(facts, visit) for visit in standing),
        fixed=tuple(placed(visit, str(visit.id)) for visit in standing),
        prices=facts.prices,
        avoided=unliked(facts, days),
        neighbours=facts.practice.neighbours,
    )


def unliked(facts: Facts, days: Sequence[dt.date]) -> frozenset[dt.date]:
    """The days of the year nobody likes, by the office's calendars."""
    if not days:
        return frozenset()
    works, remark = facts.calendars.is_working, facts.calendars.remark
    return unliked_days(days[0], days[-1], facts.practice.unliked, works, remark)


def standing_near(facts: Facts, period: DateRange, agreed: Sequence[Visit]) -> list[Visit]:
    """Visits of the years before and after that stand in the calendar near the turn of the year or within the year."""
    known = {visit.id for visit in agreed}
    first, last = period.first - TURN, period.last + TURN
    return [
        visit
        for visit in facts.visits
        if visit.is_open
        and visit.year != facts.year
        and first <= visit.day <= last
        and visit.day > facts.today
        and visit.id not in known
    ]


def owed_visits(facts: Facts) -> Iterator[OwedVisit]:
    """Everything owed that is neither done nor agreed, placed by hand nor suggested for today; and the agreed visit that is free
    to move."""
    by_id, made_up = {visit.id: visit for visit in facts.visits}, made_up_for(facts)
    for obligation in facts.obligations:
        kept = by_id.get(obligation.visit_id) if obligation.visit_id else None
        fast = kept is not None and kept.id != facts.free and (stands_fast(kept) or kept.id in made_up or _today(facts, kept))
        if not obligation.done and not fast:
            yield OwedVisit(f"{obligation.subject_id}:{obligation.ordinal}", obligation, kept)


def _today(facts: Facts, kept: Visit) -> bool:
    """Whether a suggestion is for today and today is worked."""
    return kept.day < facts.first_day and facts.calendars.day_off(kept.day) is None


def made_up_for(facts: Facts) -> frozenset[UUID]:
    """The suggestions after their time that stay in any case: the year is mended, or no day of their own time is left."""
    due = {one.visit_id: one.window.last for one in facts.obligations}
    return frozenset(ident for ident in put_off(facts) if facts.mending or due.get(ident, dt.date.max) <= facts.notice_until)


def put_off(facts: Facts) -> Mapping[UUID, Visit]:
    """The suggestions after their time, with a reason, that can stay: their day is worked and their team is there."""
    people, due = {person.id: person for person in facts.people}, {one.visit_id: one.window.last for one in facts.obligations}
    return {
        visit.id: visit
        for visit in facts.visits
        if visit.state is VisitState.SUGGESTED
        and visit.override.strip()
        and visit.day > max(facts.today, due.get(visit.id, dt.date.max))
        and facts.calendars.day_off(visit.day) is None
        and all(one in people and people[one].serves(visit.day) and not people[one].is_away(visit.day) for one in visit.team_ids)
    }


def _led(facts: Facts, days: Sequence[dt.date]) -> _Led:
    """Everything owed, taken in the order of the obligations."""
    led = _Led(facts, days)
    for one in owed_visits(facts):
        led.take(one)
    led.make_room()
    led.spread_groups()
    return led


class _Led:
    """Owed visits with those who may lead them, taken one by one in the order of the obligations."""

    def __init__(self, facts: Facts, days: Sequence[dt.date]) -> None:
        self.facts, self.days, self.presence = facts, days, Presence(days)
        self.people = {person.id: person for person in facts.people}
        self.assigned: dict[UUID, list[Assignment]] = defaultdict(list)
        for assignment in facts.assignments:
            self.assigned[assignment.subject_id].append(assignment)
        self.hastened: set[UUID] = set()
        self.owed: dict[str, OwedVisit] = {}
        self.visits: list[planning.PlannedVisit] = []
        self.unled: list[tuple[OwedVisit, Message]] = []
        self.missed: dict[str, tuple[OwedVisit, planning.PlannedVisit]] = {}
        self.remarks: dict[str, tuple[Message, ...]] = {}
        self.stand_ins: dict[tuple[str, str], str] = {}

    def take(self, one: OwedVisit) -> None:
        obligation = one.obligation
        if obligation.excused is not None and self.facts.free is None:
            self.unled.append((one, obligation.excused))
            return
        rule = self.facts.programme.rule(obligation.kind, obligation.window.first)
        leaders = leaders_for(obligation.kind, rule, self.assigned[obligation.subject_id], self.people, self.presence)
        if isinstance(leaders, Message):
            self.unled.append((one, leaders))
            return
        without = no_day(self.facts, one, self.days, leaders)
        if without is not None:
            self.unled.append((one, without))
            if self.facts.free is None:
                self.missed[one.key] = one, planned_visit(self.facts, one, self.days, leaders, AT_LEISURE)[0]
            return
        visit, remarks = planned_visit(self.facts, one, self.days, leaders, self._urgency(obligation.subject_id))
        self.owed[one.key] = one
        self.visits.append(visit)
        if remarks:
            self.remarks[one.key] = remarks
        for leader in leaders:
            if leader.stands_in_for:
                self.stand_ins[one.key, str(leader.person.id)] = leader.stands_in_for

    def make_room(self) -> None:
        """Leave the weeks before the second visit of a subject to the first, where that missed its half and is made up for; the
        second ones are then level over the days that are left."""
        first = next((day for day in self.days if day > self.facts.notice_until), None)
        if first is None or self.facts.mending:
            return
        at, early = {visit.id: n for n, visit in enumerate(self.visits)}, list[int]()
        for key in self.missed:
            subject, _, ordinal = key.rpartition(":")
            n = at.get(f"{subject}:{int(ordinal) + 1}")
            days = self._after(self.visits[n], first) if n is not None else ()
            if n is None or not days:
                continue
            early += [n] if self.visits[n].ideal < days[0] else []
            self.visits[n] = replace(self.visits[n], days=days)
            self.remarks[self.visits[n].id] = (*self.remarks.get(self.visits[n].id, ()), FIRST_BEFORE)
        in_turn = sorted(early, key=lambda n: (self.visits[n].ideal, self.visits[n].id))
        for k, n in enumerate(in_turn):
            days = self.visits[n].days
            self.visits[n] = replace(self.visits[n], ideal=days[(2 * k + 1) * len(days) // (2 * len(in_turn))])

    def spread_groups(self) -> None:
        """Group visits whose ideal days gather in a month have their turn one by one."""
        if self.facts.mending or self.facts.free is not None:
            return
        open_days = [day for day in self.days if day > self.facts.notice_until]
        halves = [self.owed[visit.id].obligation.ordinal for visit in self.visits]
        turns = spread_groups(self.visits, open_days, halves)
        self.visits = [turns.get(visit.id, visit) for visit in self.visits]

    def _after(self, visit: planning.PlannedVisit, first: dt.date) -> tuple[dt.date, ...]:
        """The days of a second visit far enough from the weeks in which the first one is made up for; none if there are none."""
        obligation = self.owed[visit.id].obligation
        rule = self.facts.programme.rule(obligation.kind, obligation.window.first)
        for gap in (max(rule.min_days, planning.APART_DAYS), planning.APART_DAYS):
            days = tuple(day for day in visit.days if day >= first + MAKING_UP + dt.timedelta(days=gap))
            if days:
                return days
        return ()

    def _urgency(self, subject_id: UUID) -> Urgency:
        """A subject's urgency, for the next of its visits only."""
        if subject_id in self.hastened:
            return AT_LEISURE
        self.hastened.add(subject_id)
        return self.facts.urgencies.get(subject_id, AT_LEISURE)


def is_agreed(visit: Visit, days: Collection[dt.date]) -> bool:
    """Agreed, pencilled in or placed by hand, and still to come."""
    return stands_fast(visit) and visit.day in days


def stranded(facts: Facts) -> tuple[tuple[Visit, Message], ...]:
    """Agreed visits from today on whose day is no working day any more, wherever they were moved, and what the day is; with
    them those of an earlier year, which no mending moves."""
    late = [visit for visit in facts.visits if visit.day >= facts.today and _stays(visit, facts.year)]
    named = ((visit, facts.calendars.day_off(visit.day)) for visit in late if visit.id != facts.free)
    return tuple((visit, day_off) for visit, day_off in named if day_off is not None)


def _stays(visit: Visit, year: int) -> bool:
    return stands_fast(visit) if visit.year == year else visit.is_open and visit.year < year
