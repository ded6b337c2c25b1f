"""Who may take over from somebody whose service ends, as a year is planned: the proposals of the office (`takeovers.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.proposals import Charge, propose
from visitplanner.domain.programme.takeovers import DueHandOver, Takeover, desk_of, due_handovers
from visitplanner.domain.staff.staff import Assignment
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.planning.problem.facts import Facts
from visitplanner.services.programme.charges import charge_of


@dataclass(frozen=True)
class Successors:
    """Those proposed, by subject, and the hand-overs that are due; nothing is kept of them."""

    by_subject: Mapping[UUID, Takeover] = field(default_factory=dict[UUID, Takeover])
    due: tuple[DueHandOver, ...] = ()

    def why(self, visit: Visit) -> Message | None:
        """Why a visit cannot stay with its leader, whose service is over by then, and who may lead it; None for any other."""
        found = self.by_subject.get(visit.subject_id)
        if found is None or visit.leader_id != found.leaver.id or found.leaver.serves(visit.day):
            return None
        return said(
            "The last day of service of {person} is {last}; {taker} may take it over: hand it over or assign it.",
            person=found.leaver.name,
            last=found.leaver.leaves_on,
            taker=found.taker.name,
        )


def with_successors(facts: Facts) -> tuple[Facts, Successors]:
    """The facts in which those proposed look after what would have nobody, and who they are."""
    last = facts.programme.period(facts.year).last
    ready = desk_of(list(charges_of(facts)), facts.assignments, facts.people, facts.today)
    over = {one.charge.subject_id: one for one in ready.takeovers if one.on <= last}
    new = [
        Assignment(subject_id=ident, person_id=one.taker.id, role=one.charge.role, begins_on=max(one.on, facts.first_day))
        for ident, one in over.items()
    ]
    due = tuple(due_handovers(over.values(), facts.obligations, last))
    return replace(facts, assignments=[*facts.assignments, *new]), Successors(over, due)


def charges_of(facts: Facts) -> Iterator[Charge]:
    """Everybody owed a visit, once each."""
    kinds = {owed.subject_id: owed for owed in reversed(facts.obligations)}
    for owed in kinds.values():
        rule = facts.programme.rule(owed.kind, owed.window.first)
        yield charge_of(facts.subjects.get(owed.subject_id), owed.kind, rule, facts.subjects)


def proposed(facts: Facts, held: Sequence[Assignment]) -> list[Assignment]:
    """An assignment for everybody owed a visit whom nobody looks after."""
    looked_after = {(one.subject_id, one.role) for one in held}
    charges = list(charges_of(facts))
    ready = desk_of(charges, held, facts.people, facts.today)
    vacant = [one for one in charges if (one.subject_id, one.role) not in looked_after]
    found = propose(vacant, [one for one in facts.people if one.leaves_on is None], ready.loads, ready.known)
    return [
        Assignment(subject_id=one.charge.subject_id, person_id=one.person.id, role=one.charge.role, begins_on=facts.first_day)
        for one in found.proposals
    ]
