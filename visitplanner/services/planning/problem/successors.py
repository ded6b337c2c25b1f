"""Who may take over from somebody whose service ends: a lawful leader for each subject that nobody looks after afterwards."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.assignments import Charge, propose
from visitplanner.domain.staff.staff import Assignment, Person, Role
from visitplanner.domain.visits.visits import SubjectKind, Visit
from visitplanner.services.planning.problem.facts import Facts

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Successor:
    """`taker` may look after a subject of `leaver` from the day after the last day of service."""

    leaver: Person
    taker: Person

    @property
    def on(self) -> dt.date:
        assert self.leaver.leaves_on is not None
        return self.leaver.leaves_on + ONE_DAY


@dataclass(frozen=True, slots=True)
class DueHandOver:
    """What somebody who leaves is to hand over to whom, first from the day `on`; why: in a sentence."""

    leaver: Person
    taker: Person
    on: dt.date
    why: Message


@dataclass(frozen=True)
class Successors:
    """Those suggested, by subject; nothing is kept of them."""

    by_subject: Mapping[UUID, Successor] = field(default_factory=dict[UUID, Successor])

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

    def due(self) -> Iterator[DueHandOver]:
        """One for each two people."""
        for one, count in Counter(self.by_subject.values()).items():
            why = said(
                "From {day} on nobody looks after {count} subjects of {person}; {taker} may take them over: hand them over or "
                "assign them, else their visits do not count.",
                day=one.on,
                count=count,
                person=one.leaver.name,
                taker=one.taker.name,
            )
            yield DueHandOver(one.leaver, one.taker, one.on, why)


def with_successors(facts: Facts) -> tuple[Facts, Successors]:
    """The facts in which those suggested look after what would have nobody, and who they are: of the same rank where one is."""
    last = facts.programme.period(facts.year).last
    people = {person.id: person for person in facts.people}
    left = {
        one.subject_id: people[one.person_id]
        for one in facts.assignments
        if one.person_id in people and _ends_alone(one, people[one.person_id], facts, last)
    }
    if not left:
        return facts, Successors()
    held = [one for one in facts.assignments if one.subject_id not in left or one.person_id != left[one.subject_id].id]
    found = {one.subject_id: one for one in proposed(facts, held) if one.subject_id in left}
    for rank in {person.rank for person in left.values()}:
        peers = replace(facts, people=[person for person in facts.people if person.rank is rank])
        of_rank = (one for one in proposed(peers, held) if one.subject_id in left and left[one.subject_id].rank is rank)
        found |= {one.subject_id: one for one in of_rank}
    successors = {ident: Successor(left[ident], people[one.person_id]) for ident, one in found.items()}
    new = [replace(one, begins_on=max(one.begins_on, successors[ident].on)) for ident, one in found.items()]
    return replace(facts, assignments=[*facts.assignments, *new]), Successors(successors)


def _ends_alone(one: Assignment, person: Person, facts: Facts, last: dt.date) -> bool:
    """Whether a person's service ends within the year and nobody else looks after the subject on the day after."""
    if person.leaves_on is None or person.leaves_on >= last or (one.ends_on and one.ends_on <= person.leaves_on):
        return False
    after = max(person.leaves_on + ONE_DAY, facts.first_day)
    others = (other for other in facts.assignments if (other.subject_id, other.role) == (one.subject_id, one.role))
    return not any(other.person_id != person.id and other.holds_on(after) for other in others)


def proposed(facts: Facts, held: Sequence[Assignment]) -> list[Assignment]:
    """An assignment for everybody owed a visit whom nobody looks after."""
    looked_after = {(one.subject_id, one.role) for one in held}
    loads = Counter((one.person_id, one.role) for one in held)
    charges: dict[UUID, Charge] = {}
    for owed in facts.obligations:
        role = Role.LEADER if owed.kind is SubjectKind.GROUP else Role.SPECIALIST
        if (owed.subject_id, role) in looked_after or owed.subject_id in charges:
            continue
        subject = facts.subjects.get(owed.subject_id)
        rule = facts.programme.rule(owed.kind, owed.window.first)
        towns = tuple(dict.fromkeys(site.township for site in subject.sites if site.township))
        charges[owed.subject_id] = Charge(subject.id, subject.name, role, rule.leader_rank, rule.visits, towns)
    found = propose(list(charges.values()), [one for one in facts.people if one.leaves_on is None], loads)
    return [
        Assignment(subject_id=one.charge.subject_id, person_id=one.person.id, role=one.charge.role, begins_on=facts.first_day)
        for one in found.proposals
    ]
