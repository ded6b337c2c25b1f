"""Specialists and leaders: who has none, a proposal for each, taking it over, and one person following another."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.programme.assignments import (
    in_force,
    refuse_leaver,
    refuse_low_rank,
    stood_in_for,
    succession,
)
from visitplanner.domain.programme.obligations import Claimant
from visitplanner.domain.programme.programme import Programme
from visitplanner.domain.programme.proposals import Charge, Proposal, propose
from visitplanner.domain.programme.takeovers import desk_of
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Assignment, Person, Rank, Role
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subject, Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.charges import charge_of, role_for
from visitplanner.services.programme.counting import assignments_since, programme_of
from visitplanner.services.programme.year_book import claimants_of


@dataclass(frozen=True, slots=True)
class AssignedRow:
    """A subject and who looks after it; person is None when nobody does.

    ends_on: the last day, None until further notice. stands_in_for: whose place the person takes for a while.
    """

    subject: Subject
    role: Role
    person: Person | None
    begins_on: dt.date | None = None
    assignment_id: UUID | None = None
    ends_on: dt.date | None = None
    stands_in_for: Person | None = None


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A proposal with its subject, to be shown and edited. leaver: who looks after it now and leaves; begins_on: the day after
    the leaver's last one, None for what nobody looks after."""

    subject: Subject
    proposal: Proposal
    leaver: Person | None = None
    begins_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """Visits a year of somebody in one role, the proposals among them."""

    person: Person
    role: Role
    visits: int


@dataclass(frozen=True, slots=True)
class AssignmentProposals:
    """rows: one proposal for each subject nobody looks after, or will once somebody left. nobody: subjects for which no person
    holds the rank.

    loads: what everybody has then, those with most first by role. remarks: companies that are not with one person, and who has
    much more or less than another of the same rank.
    """

    rows: tuple[ProposedRow, ...]
    nobody: tuple[Subject, ...] = ()
    loads: tuple[PersonLoad, ...] = ()
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person chosen for a subject. begins_on: not before this day, None for no such day."""

    subject_id: UUID
    person_id: UUID
    begins_on: dt.date | None = None


def lowest_rank(programme: Programme, kind: SubjectKind, day: dt.date) -> Rank:
    """The lowest rank that may look after a subject of this kind, as the plan of that day says."""
    return programme.rule(kind, day).leader_rank


class _Desk:
    """What every request here needs, read once."""

    def __init__(self, work: Work, since: dt.date | None = None) -> None:
        """since: the first day whose assignments matter, None: today."""
        self.work = work
        self.programme = programme_of(work)
        self.subjects = Subjects(work)
        self.people = {person.id: person for person in work.shelf(PEOPLE).find()}
        self.assignments = assignments_since(work, min(since or work.today, work.today))
        self.held = in_force(self.assignments, work.today, self.people)

    def owed(self) -> list[tuple[Claimant, Subject]]:
        """Everybody to whom a visit is owed in the current plan year."""
        year = self.programme.year_of(self.work.today)
        owed = claimants_of(self.work, year, self.programme, self.subjects)
        return [(one, self.subjects.get(one.id)) for one in owed]

    def charge(self, claimant: Claimant, subject: Subject) -> Charge:
        return charge_of(subject, claimant.kind, self.programme.rule(claimant.kind, self.work.today), self.subjects)


@dataclass(frozen=True)
class AssignmentList:
    """All subjects to whom a visit is owed, with who looks after them today."""

    def answer(self, work: Work) -> list[AssignedRow]:
        desk = _Desk(work)
        rows: list[AssignedRow] = []
        for claimant, subject in desk.owed():
            role = role_for(claimant.kind)
            held = desk.held.get((subject.id, role))
            if held is None:
                rows.append(AssignedRow(subject, role, None))
            else:
                person, original = desk.people.get(held.person_id), stood_in_for(held, desk.assignments)
                replaced = desk.people.get(original.person_id) if original else None
                rows.append(AssignedRow(subject, role, person, held.begins_on, held.id, held.ends_on, replaced))
        return rows


@dataclass(frozen=True)
class ProposeAssignments:
    """A proposed person for every subject to whom a visit is owed and whom nobody looks after, or will once somebody left."""

    def answer(self, work: Work) -> AssignmentProposals:
        desk = _Desk(work)
        charges = [desk.charge(claimant, subject) for claimant, subject in desk.owed()]
        ready = desk_of(charges, desk.assignments, list(desk.people.values()), work.today)
        over = {one.charge.subject_id: one for one in ready.takeovers}
        vacant = [one for one in charges if (one.subject_id, one.role) not in ready.held and one.subject_id not in over]
        found = propose(vacant, [one for one in desk.people.values() if one.leaves_on is None], ready.loads, ready.known)
        rows = [ProposedRow(desk.subjects.get(one.charge.subject_id), one) for one in found.proposals]
        rows += [
            ProposedRow(desk.subjects.get(ident), one.proposal, one.leaver, max(one.on, work.today))
            for ident, one in over.items()
        ]
        who = {key: desk.people[one.person_id] for key, one in ready.held.items() if one.person_id in desk.people}
        who |= {(row.subject.id, row.proposal.charge.role): row.proposal.person for row in rows}
        given = [(one, who[one.subject_id, one.role]) for one in charges if (one.subject_id, one.role) in who]
        loads = _loads(given)
        return AssignmentProposals(
            tuple(rows),
            tuple(desk.subjects.get(one.subject_id) for one in found.nobody),
            loads,
            (*_apart(given, desk.subjects), *_uneven(loads)),
        )


UNEVEN = 2
"""Visits a year by which two people of one rank may differ before it is said."""


def _loads(given: Iterable[tuple[Charge, Person]]) -> tuple[PersonLoad, ...]:
    """What everybody has, by role and rank, those with most first."""
    visits = Counter[tuple[UUID, Role]]()
    people: dict[UUID, Person] = {}
    for charge, person in given:
        visits[person.id, charge.role] += charge.visits
        people[person.id] = person
    rows = [PersonLoad(people[ident], role, count) for (ident, role), count in visits.items()]
    return tuple(sorted(rows, key=lambda row: (row.role, -row.person.rank, -row.visits, row.person.name, row.person.id)))


def _apart(given: Iterable[tuple[Charge, Person]], subjects: Subjects) -> Iterator[Message]:
    """Companies and groups whose accounts are with several people, each person with how many."""
    companies: dict[str, Counter[str]] = defaultdict(Counter)
    for charge, person in given:
        if charge.company:
            companies[charge.company][person.name] += 1
    for company, who in companies.items():
        if len(who) > 1:
            parts = listed(said("{person} {count}", person=name, count=count) for name, count in sorted(who.items()))
            yield said(
                "{company} is with several people ({people}); its accounts cannot all be called on in one trip.",
                company=subjects.company_name(company),
                people=parts,
            )


def _uneven(loads: Sequence[PersonLoad]) -> Iterator[Message]:
    """By role and rank who has most and who least, where they are far apart."""
    of_rank: dict[tuple[Role, Rank], list[PersonLoad]] = defaultdict(list)
    for row in loads:
        of_rank[row.role, row.person.rank].append(row)
    for rows in of_rank.values():
        most, least = rows[0], rows[-1]
        if most.visits - least.visits > UNEVEN:
            yield said(
                "{most} has {many} visits a year, {least} {few}: townships, companies kept together and who looks after whom "
                "already leave nothing more level.",
                most=most.person.name,
                many=most.visits,
                least=least.person.name,
                few=least.visits,
            )


@dataclass(frozen=True)
class AcceptAssignments:
    """Take proposals over, as they were made or edited. begins_on: None means today. Raises `Refused` for too low a rank."""

    chosen: tuple[Chosen, ...]
    begins_on: dt.date | None = None

    def carry_out(self, work: Work) -> Outcome[list[AssignedRow]]:
        begins_on = self.begins_on or work.today
        desk = _Desk(work, begins_on)
        new = [_assignment(desk, one, max(begins_on, one.begins_on or begins_on)) for one in self.chosen]
        for one in new:
            _end_former(work, desk.assignments, one)
        kept = work.shelf(ASSIGNMENTS).add_all(new)
        rows = [
            AssignedRow(desk.subjects.get(one.subject_id), one.role, desk.people[one.person_id], one.begins_on, one.id)
            for one in kept
        ]
        return Outcome(rows, said("{count} assignments were made.", count=len(rows)))


@dataclass(frozen=True)
class Assign:
    """Put one person in charge of a subject from a day on (None: today); who did it before ends the day before.

    The role follows from the subject: 領隊 of a group, else 服務專員. Raises `Refused` for too low a rank.
    """

    subject_id: UUID
    person_id: UUID
    begins_on: dt.date | None = None

    def carry_out(self, work: Work) -> Outcome[list[AssignedRow]]:
        return AcceptAssignments((Chosen(self.subject_id, self.person_id),), self.begins_on).carry_out(work)


@dataclass(frozen=True)
class EndAssignment:
    """Let an assignment end on a day; its subject then has nobody until somebody is assigned."""

    assignment_id: UUID
    ends_on: dt.date

    def carry_out(self, work: Work) -> Outcome[Assignment]:
        kept = work.shelf(ASSIGNMENTS).get(self.assignment_id)
        if self.ends_on < kept.begins_on:
            raise Refused(said("It cannot end before it began on {day}.", day=kept.begins_on), field="ends_on")
        return Outcome(work.shelf(ASSIGNMENTS).change(replace(kept, ends_on=self.ends_on)))


def _assignment(desk: _Desk, chosen: Chosen, begins_on: dt.date) -> Assignment:
    subject = desk.subjects.get(chosen.subject_id)
    person = desk.people.get(chosen.person_id) or desk.work.shelf(PEOPLE).get(chosen.person_id)
    role = role_for(subject.kind)
    refuse_leaver(person, begins_on)
    refuse_low_rank(person, role, lowest_rank(desk.programme, subject.kind, begins_on))
    return Assignment(subject_id=subject.id, person_id=person.id, role=role, begins_on=begins_on)


def _end_former(work: Work, assignments: Iterable[Assignment], new: Assignment) -> None:
    ended, void = succession(assignments, new)
    for one in ended:
        work.shelf(ASSIGNMENTS).change(one)
    for one in void:
        work.shelf(ASSIGNMENTS).remove(one)
