"""The programme in force with the office's choices, and whether a visit counts under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from uuid import UUID

from visitplanner.domain.core.messages import Message
from visitplanner.domain.programme.counting import Judge, remaining
from visitplanner.domain.programme.obligations import Claimant, Verdict, verdict
from visitplanner.domain.programme.programme import Choices, Programme
from visitplanner.domain.programme.thresholds import Register, claimants
from visitplanner.domain.staff.staff import Assignment, Role
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.core.codec import codec
from visitplanner.services.core.work import Work

CHOICES = "programme_choices"


def programme_of(work: Work) -> Programme:
    """The visit programme with the answers this office gave to its open questions."""
    return work.known.programme.with_choices(codec(Choices).value(work.setting(CHOICES, {})))


def register_of(work: Work) -> Register:
    """All groups, companies, customers, parks and changes of contracts."""
    return Register(
        groups=work.groups.find(),
        companies=work.companies.find(),
        customers=work.customers.find(),
        parks=work.parks.find(),
        changes=work.contract_changes.find(),
    )


def judge_of(work: Work) -> Judge:
    return Judge(
        programme=programme_of(work),
        people={person.id: person for person in work.people.find()},
        specialists=specialists_of(work.assignments.find(role=Role.SPECIALIST)),
        today=work.today,
    )


def specialists_of(assignments: Iterable[Assignment]) -> Callable[[UUID, dt.date], frozenset[UUID]]:
    """Who looked after a subject on a day: 服務專員 and substitutes; proposals do not bind anybody yet."""
    by_subject: dict[UUID, list[Assignment]] = {}
    for assignment in assignments:
        if not assignment.proposed:
            by_subject.setdefault(assignment.subject_id, []).append(assignment)

    def named(subject_id: UUID, day: dt.date) -> frozenset[UUID]:
        return frozenset(
            one.person_id
            for one in by_subject.get(subject_id, ())
            if one.begins_on <= day and (one.ends_on is None or day <= one.ends_on)
        )

    return named


def verdict_of(work: Work, visit: Visit) -> Verdict:
    """Whether a visit counts towards the year it was planned for, among its subject's other visits."""
    judge = judge_of(work)
    owed = {one.id: one for one in claimants(register_of(work), judge.programme, visit.year)}
    claimant = owed.get(visit.subject_id) or Claimant(visit.subject_id, visit.subject_kind, str(visit.subject_id))
    return verdict(visit, claimant, work.visits.find(subject_id=visit.subject_id), judge)


def failures_of(work: Work, visit: Visit) -> list[Message]:
    """Why a visit does not count, clause by clause, a stated reason taken into account; empty when it counts."""
    judged = verdict_of(work, visit)
    return [failure.message for failure in remaining(list(judged.failures), visit.override)]
