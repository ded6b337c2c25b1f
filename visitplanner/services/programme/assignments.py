"""Specialists and leaders: who has none, a proposal for each, taking it over, and one person following another."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.assignments import (
    Charge,
    Proposal,
    in_force,
    propose,
    refuse_leaver,
    refuse_low_rank,
    stood_in_for,
    succession,
)
from visitplanner.domain.programme.obligations import Claimant
from visitplanner.domain.programme.programme import Programme
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Assignment, Person, Rank, Role
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subject, Subjects
from visitplanner.services.core.work import Work
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
    """A proposal with its subject, to be shown and edited."""

    subject: Subject
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class AssignmentProposals:
    """rows: one proposal for each subject nobody looks after. nobody: subjects for which no person holds the rank."""

    rows: tuple[ProposedRow, ...]
    nobody: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person chosen for a subject."""

    subject_id: UUID
    person_id: UUID


def role_for(kind: SubjectKind) -> Role:
    """Groups have a 領隊, everybody else a 服務專員."""
    return Role.LEADER if kind is SubjectKind.GROUP else Role.SPECIALIST


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
        rule = self.programme.rule(claimant.kind, self.work.today)
        towns = dict.fromkeys(site.township for site in subject.sites if site.township)
        return Charge(
            subject.id,
            subject.name,
            role_for(claimant.kind),
            rule.leader_rank,
            rule.visits,
            tuple(towns) or ((subject.township,) if subject.township else ()),
            sum(site.regular_kw for site in subject.sites),
        )


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
    """A proposed person for every subject to whom a visit is owed and whom nobody looks after."""

    def answer(self, work: Work) -> AssignmentProposals:
        desk = _Desk(work)
        loads: Counter[tuple[UUID, Role]] = Counter()
        open_charges: list[Charge] = []
        for claimant, subject in desk.owed():
            charge = desk.charge(claimant, subject)
            held = desk.held.get((subject.id, charge.role))
            if held is None:
                open_charges.append(charge)
            else:
                loads[held.person_id, charge.role] += charge.visits
        found = propose(open_charges, [one for one in desk.people.values() if one.leaves_on is None], loads)
        return AssignmentProposals(
            tuple(ProposedRow(desk.subjects.get(one.charge.subject_id), one) for one in found.proposals),
            tuple(desk.subjects.get(one.subject_id) for one in found.nobody),
        )


@dataclass(frozen=True)
class AcceptAssignments:
    """Take proposals over, as they were made or edited. begins_on: None means today. Raises `Refused` for too low a rank."""

    chosen: tuple[Chosen, ...]
    begins_on: dt.date | None = None

    def carry_out(self, work: Work) -> Outcome[list[AssignedRow]]:
        begins_on = self.begins_on or work.today
        desk = _Desk(work, begins_on)
        new = [_assignment(desk, one, begins_on) for one in self.chosen]
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
