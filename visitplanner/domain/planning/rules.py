"""The rules a plan keeps, one named function each. Whatever made a plan, these decide whether it is lawful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from visitplanner.domain.core.messages import said
from visitplanner.domain.planning.case import Breach, Case, PlanRule
from visitplanner.domain.planning.norm_rules import NORM_RULES
from visitplanner.domain.planning.plan import PersonId, Plan, VisitId
from visitplanner.domain.planning.problem import Problem, Visitor, slot_names


def known_and_once(case: Case) -> Iterator[Breach]:
    """Only visits of the problem are placed, each once."""
    for ident, count in Counter(p.id for p in case.plan.visits).items():
        if ident not in case.visits:
            yield Breach("known_and_once", ident, said("The plan places {visit}, which nobody owes.", visit=VisitId(ident)))
        elif count > 1:
            yield Breach("known_and_once", ident, said("{visit} is placed {count} times.", visit=VisitId(ident), count=count))


def placed_or_explained(case: Case) -> Iterator[Breach]:
    """Each visit is either placed or named as unplaced with its reason."""
    named = {u.id for u in case.plan.unplaced}
    for ident in case.visits:
        if (ident in case.places) == (ident in named):
            what = said("{visit} is neither placed nor left out with a reason, or both.", visit=VisitId(ident))
            yield Breach("placed_or_explained", ident, what)


def day_allowed(case: Case) -> Iterator[Breach]:
    """A visit takes place on one of its allowed days; an agreed one keeps the day that was agreed."""
    agreed = {p.id for p in case.problem.fixed}
    for ident, place in case.places.items():
        if place.day not in case.visits[ident].days and ident not in agreed:
            yield Breach("day_allowed", ident, said("{visit} may not take place on {day}.", visit=VisitId(ident), day=place.day))


def slot_exists(case: Case) -> Iterator[Breach]:
    """A visit stands in one of the day's slots."""
    for ident, place in case.places.items():
        if place.slot not in case.problem.slots:
            yield Breach(
                "slot_exists", ident, said("{visit} stands in a part of the day that does not exist.", visit=VisitId(ident))
            )


def slot_suits(case: Case) -> Iterator[Breach]:
    """A visit stands in a part of the day that suits its customer; an agreed one keeps what was agreed."""
    agreed = {p.id for p in case.problem.fixed}
    for ident, place in case.places.items():
        visit = case.visits[ident]
        if not visit.suits(place.slot) and ident not in agreed:
            what = said("The customer of {visit} asks for the {slot}.", visit=VisitId(ident), slot=slot_names(visit.slots))
            yield Breach("slot_suits", ident, what)


def leader_may_lead(case: Case) -> Iterator[Breach]:
    """The leader is one of those who may lead the visit on that day (rank and assignment)."""
    agreed = {p.id for p in case.problem.fixed}
    for ident, place in case.places.items():
        if not case.visits[ident].may_lead(place.leader, place.day) and ident not in agreed:
            yield Breach(
                "leader_may_lead",
                ident,
                said("{person} may not lead {visit}.", person=PersonId(place.leader), visit=VisitId(ident)),
            )


def team_of_different_people(case: Case) -> Iterator[Breach]:
    """Nobody is in one team twice."""
    for ident, place in case.places.items():
        if len(set(place.team)) != len(place.team):
            yield Breach(
                "team_of_different_people", ident, said("Somebody is in the team of {visit} twice.", visit=VisitId(ident))
            )


def nobody_away(case: Case) -> Iterator[Breach]:
    """Everybody in the team exists and is in the office on that day."""
    for ident, place in case.places.items():
        for name in place.team:
            person = case.people.get(name)
            if person is None or place.day in person.off:
                what = said(
                    "{person} is away on {day}, but goes to {visit}.", person=PersonId(name), day=place.day, visit=VisitId(ident)
                )
                yield Breach("nobody_away", ident, what)


def skills_present(case: Case) -> Iterator[Breach]:
    """The members cover every skill the visit needs, each member one skill."""
    for ident, place in case.places.items():
        wanted = [skill for skill, count in case.visits[ident].needs.items() for _ in range(count)]
        if not _covered(wanted, place.members, case.people):
            yield Breach("skills_present", ident, said("The team of {visit} lacks a skill it needs.", visit=VisitId(ident)))


def _covered(wanted: list[str], members: tuple[str, ...], people: dict[str, Visitor]) -> bool:
    if not wanted:
        return True
    able = [m for m in members if m in people and wanted[0] in people[m].skills]
    return any(_covered(wanted[1:], tuple(x for x in members if x != m), people) for m in able)


def one_visit_at_a_time(case: Case) -> Iterator[Breach]:
    """A person is at one visit in a slot, unless each of two is agreed for a time of its own."""
    seen: dict[tuple[str, date, str], dict[str, str]] = {}
    for ident, place in case.places.items():
        for name in set(place.team):
            there = seen.setdefault((name, place.day, place.slot), {})
            other = next((one for time, one in there.items() if not (time and place.time and time != place.time)), ident)
            there.setdefault(place.time, ident)
            if other != ident:
                what = said(
                    "{person} would be at {visit} and {other} at one time.",
                    person=PersonId(name),
                    visit=VisitId(ident),
                    other=VisitId(other),
                )
                yield Breach("one_visit_at_a_time", ident, what)


def daily_limit(case: Case) -> Iterator[Breach]:
    """A person has at most so many visits a day."""
    seen: Counter[tuple[str, date]] = Counter()
    for ident, place in case.places.items():
        for name in set(place.team):
            seen[name, place.day] += 1
            limit = case.people[name].per_day if name in case.people else None
            if limit is not None and seen[name, place.day] > limit:
                what = said("{person} has more than {limit} visits on {day}.", person=PersonId(name), limit=limit, day=place.day)
                yield Breach("daily_limit", ident, what)


def spacing_kept(case: Case) -> Iterator[Breach]:
    """Two visits of one customer lie as far apart as they must."""
    for spacing in case.problem.spacings:
        first, second = case.places.get(spacing.first), case.places.get(spacing.second)
        if first and second and not spacing.least_days <= (second.day - first.day).days <= spacing.most_days:
            what = said(
                "{visit} is {gap} days after {other}; {least} to {most} are asked for.",
                visit=VisitId(spacing.second),
                other=VisitId(spacing.first),
                gap=(second.day - first.day).days,
                least=spacing.least_days,
                most=spacing.most_days,
            )
            yield Breach("spacing_kept", spacing.second, what)


def agreed_visits_kept(case: Case) -> Iterator[Breach]:
    """A visit that is agreed keeps day, slot, leader and members."""
    for fixed in case.problem.fixed:
        place = case.places.get(fixed.id)
        same = place and (place.day, place.slot, place.leader) == (fixed.day, fixed.slot, fixed.leader)
        if not (place and same and set(place.members) == set(fixed.members)):
            yield Breach("agreed_visits_kept", fixed.id, said("{visit} is agreed and may not be moved.", visit=VisitId(fixed.id)))


RULES: tuple[PlanRule, ...] = (
    known_and_once,
    placed_or_explained,
    day_allowed,
    slot_exists,
    slot_suits,
    leader_may_lead,
    team_of_different_people,
    nobody_away,
    skills_present,
    one_visit_at_a_time,
    daily_limit,
    spacing_kept,
    agreed_visits_kept,
    *NORM_RULES,
)


def judge(problem: Problem, plan: Plan) -> list[Breach]:
    """Every breach of every rule; an empty list means the plan is lawful."""
    case = Case(problem, plan)
    return [breach for rule in RULES for breach in rule(case)]
