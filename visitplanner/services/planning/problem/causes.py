"""Why a suggestion cannot stay where it stands, in the office's words: the day, the person, the customer's wish, its time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.wishes import against
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.planning.problem.facts import Facts, OwedVisit
from visitplanner.services.planning.problem.office_problem import OfficeProblem


def causes(facts: Facts, office: OfficeProblem) -> Mapping[str, Message]:
    """For each suggestion that cannot stay the first reason why not, by the visit's id in the problem."""
    planned = {visit.id: visit for visit in office.problem.visits}
    found: dict[str, Message] = {}
    for one in office.owed.values():
        if one.kept is not None:
            why = next(_against(facts, office, one, one.kept, planned[one.key]), None)
            if why is not None:
                found[one.key] = why
    for one, _ in office.unled:
        why = next(_of_calendar(facts, office, one.kept), None) if one.kept is not None else None
        if why is not None:
            found[one.key] = why
    return found


def _of_calendar(facts: Facts, office: OfficeProblem, kept: Visit) -> Iterator[Message]:
    """Why nobody, or not the whole team, works on the day of a suggestion."""
    day = kept.day
    day_off = facts.calendars.day_off(day)
    if day_off is not None:
        yield day_off
    for ident in kept.team_ids:
        person = office.people.get(str(ident))
        if person is None:
            yield said("A member of the team is not in the staff list.")
        elif not person.serves(day):
            yield said("The last day of service of {person} is {last}.", person=person.name, last=person.leaves_on)
        elif person.is_away(day):
            yield said("{person} is away on {day}.", person=person.name, day=day)


def _against(
    facts: Facts, office: OfficeProblem, one: OwedVisit, kept: Visit, planned: planning.PlannedVisit
) -> Iterator[Message]:
    yield from _of_calendar(facts, office, kept)
    day = kept.day
    leader = office.people.get(str(kept.leader_id))
    if leader is not None and not planned.may_lead(str(leader.id), day):
        yield said("{person} does not look after it on {day}.", person=leader.name, day=day)
    wish = facts.wishes.get(one.obligation.subject_id)
    if wish is not None:
        yield from against(wish, day, kept.slot)
    owed = one.obligation
    if not owed.ready <= day <= owed.due:
        yield said("It is owed from {first} to {last} (plan {clause}).", first=owed.ready, last=owed.due, clause=owed.clause)
