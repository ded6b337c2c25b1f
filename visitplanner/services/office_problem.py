"""The office's year as a planning problem: every visit still owed, who may pay it and when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from visitplanner.domain.messages import Message, said
from visitplanner.domain.obligations import Obligation
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.programme import Programme, Rule
from visitplanner.domain.staff import Assignment, Person, Role
from visitplanner.domain.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.domain.working_days import Calendars
from visitplanner.services.subjects import Subjects

DAYS_AROUND_IDEAL = 100
"""A yearly visit may be moved this far from its ideal day; beyond, another year's spacing would suffer."""
FEWEST_DAYS = 40


@dataclass(frozen=True)
class OwedVisit:
    """One visit of the problem. key: its id there; kept: the suggestion that stood for it before, if any."""

    key: str
    obligation: Obligation
    kept: Visit | None


@dataclass(frozen=True)
class OfficeProblem:
    """The problem and what its ids mean. unled: owed visits nobody may lead, with the reason; stranded: agreed visits on days
    that are not worked. Neither are in the problem."""

    problem: planning.Problem
    owed: Mapping[str, OwedVisit]
    people: Mapping[str, Person]
    unled: tuple[tuple[OwedVisit, Message], ...] = ()
    stranded: tuple[Visit, ...] = ()

    def subject_of(self, ident: str) -> UUID:
        """The subject a visit of the problem is paid to; KeyError for an id it does not have."""
        if ident in self.owed:
            return self.owed[ident].obligation.subject_id
        return UUID(self.problem.visit(ident).customer)


@dataclass
class Facts:
    """What the problem is made of, read in one transaction."""

    year: int
    first_day: dt.date
    programme: Programme
    calendars: Calendars
    subjects: Subjects
    obligations: Sequence[Obligation]
    visits: Sequence[Visit]
    people: Sequence[Person]
    assignments: Sequence[Assignment]
    prices: planning.Prices = field(default_factory=planning.Prices)
    free: UUID | None = None
    """A visit or subject whose every possible day is wanted, though its visit may be agreed."""


def office_problem(facts: Facts) -> OfficeProblem:
    """Make the problem: what is agreed stays fixed, what is owed and not agreed is to be placed from `first_day` on."""
    period = facts.programme.period(facts.year)
    days = facts.calendars.working_days(max(period.first, facts.first_day), period.last)
    by_id = {visit.id: visit for visit in facts.visits}
    owed: dict[str, OwedVisit] = {}
    visits: list[planning.Visit] = []
    unled: list[tuple[OwedVisit, Message]] = []
    for obligation in facts.obligations:
        kept = by_id.get(obligation.visit_id) if obligation.visit_id else None
        if obligation.done or (obligation.booked and not (kept and kept.id == facts.free)):
            continue
        one = OwedVisit(f"{obligation.subject_id}:{obligation.ordinal}", obligation, kept)
        leaders = leaders_for(facts, obligation)
        if isinstance(leaders, Message):
            unled.append((one, leaders))
            continue
        owed[one.key] = one
        visits.append(planned_visit(facts, one, days, leaders))
    agreed = [visit for visit in facts.visits if is_agreed(visit, days) and visit.id != facts.free]
    problem = planning.Problem(
        days=tuple(days),
        slots=tuple(slot.value for slot in Slot),
        people=tuple(planned_person(person, days) for person in facts.people),
        visits=(*visits, *(agreed_visit(facts, visit) for visit in agreed)),
        spacings=tuple(spacings(facts, owed)),
        fixed=tuple(placed(visit, str(visit.id)) for visit in agreed),
        prices=facts.prices,
        previous={key: placed(one.kept, key) for key, one in owed.items() if one.kept},
        name=str(facts.year),
    )
    return OfficeProblem(problem, owed, {str(person.id): person for person in facts.people}, tuple(unled), stranded(facts, days))


def is_agreed(visit: Visit, days: Sequence[dt.date]) -> bool:
    """Agreed or pencilled in, and still to come."""
    return visit.state in (VisitState.BOOKED, VisitState.TENTATIVE) and bool(days) and visit.day in set(days)


def stranded(facts: Facts, days: Sequence[dt.date]) -> tuple[Visit, ...]:
    """Agreed visits still to come whose day is no working day any more."""
    working = set(days)
    firm = (VisitState.BOOKED, VisitState.TENTATIVE)
    late = [visit for visit in facts.visits if visit.state in firm and visit.year == facts.year and visit.day >= facts.first_day]
    return tuple(visit for visit in late if visit.day not in working and visit.id != facts.free)


def leaders_for(facts: Facts, obligation: Obligation) -> list[Person] | Message:
    """Who may lead: the leader assigned to a group, the specialist of a customer or park (and who stands in for them);
    a sentence when nobody may."""
    role = Role.LEADER if obligation.kind is SubjectKind.GROUP else Role.SPECIALIST
    rule = facts.programme.rule(obligation.kind, obligation.window.first)
    people = {person.id: person for person in facts.people}
    named = [
        people[each.person_id]
        for each in facts.assignments
        if each.subject_id == obligation.subject_id
        and each.role is role
        and each.person_id in people
        and not (each.ends_on and each.ends_on < facts.first_day)
    ]
    able = [person for person in named if person.rank >= rule.leader_rank]
    if able:
        return able
    if named:
        return said(
            "{person} does not hold the rank to lead this visit (plan {clause}).", person=named[0].name, clause=rule.clause
        )
    if role is Role.LEADER:
        return said("No leader is assigned to this group; assign one first.")
    return said("No service specialist is assigned; assign one first.")


def planned_visit(facts: Facts, one: OwedVisit, days: Sequence[dt.date], leaders: Sequence[Person]) -> planning.Visit:
    obligation = one.obligation
    subject = facts.subjects.get(obligation.subject_id)
    rule = facts.programme.rule(obligation.kind, obligation.window.first)
    ideal = max(obligation.ideal, days[0]) if days else obligation.ideal
    return planning.Visit(
        id=one.key,
        customer=str(obligation.subject_id),
        kind=kind_of(obligation.kind),
        township=subject.township,
        ideal=ideal,
        days=tuple(
            allowed_days(days, obligation, ideal, leaders, wide=facts.free in (obligation.subject_id, obligation.visit_id))
        ),
        leaders=tuple(str(person.id) for person in leaders),
        needs=needs_of(rule),
    )


def allowed_days(
    days: Sequence[dt.date], obligation: Obligation, ideal: dt.date, leaders: Iterable[Person], *, wide: bool
) -> list[dt.date]:
    """Working days of the obligation's span on which a leader is there, not farther from the ideal than is sensible.

    wide: all of them, because a person wants to see every day.
    """
    within = [day for day in days if obligation.ready <= day <= obligation.due] or [
        day for day in days if obligation.window.first <= day <= obligation.window.last
    ]
    present = [day for day in within if any(not person.is_away(day) for person in leaders)]
    near = [day for day in present if abs((day - ideal).days) <= DAYS_AROUND_IDEAL]
    if wide:
        return present
    if len(near) >= FEWEST_DAYS or len(near) == len(present):
        return near
    return sorted(sorted(present, key=lambda day: abs((day - ideal).days))[:FEWEST_DAYS])


def kind_of(kind: SubjectKind) -> str:
    return planning.GROUP if kind is SubjectKind.GROUP else planning.ANNUAL


def needs_of(rule: Rule) -> dict[str, int]:
    needs: dict[str, int] = defaultdict(int)
    for skill in rule.member_skills:
        needs[skill.value] += 1
    return dict(needs)


def planned_person(person: Person, days: Sequence[dt.date]) -> planning.Person:
    return planning.Person(
        id=str(person.id),
        rank=person.rank.name.lower(),
        skills=frozenset(skill.value for skill in person.skills),
        off=frozenset(day for day in days if person.is_away(day)),
        per_day=person.visits_a_day,
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
