"""The programme in force with the office's choices, and who looked after whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from visitplanner.domain.programme.programme import Choices, Programme
from visitplanner.domain.staff.staff import ASSIGNMENTS, Assignment, Role
from visitplanner.services.core.codec import codec
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.work import Work

CHOICES = "programme_choices"


def programme_of(work: Work) -> Programme:
    """The visit programme with the answers this office gave to its open questions."""
    return work.known.programme.with_choices(codec(Choices).value(work.setting(CHOICES, {})))


def assignments_since(work: Work, day: dt.date, **fields: Any) -> list[Assignment]:
    """The assignments that hold on a day or begin later; what ended before is left aside. fields: further conditions."""
    return work.shelf(ASSIGNMENTS).find(ends_on=Between(day, or_none=True), **fields)


def specialists_of(assignments: Iterable[Assignment]) -> Callable[[UUID, dt.date], frozenset[UUID]]:
    """Who looked after a subject on a day: 服務專員 and substitutes; proposals do not bind anybody yet."""
    by_subject: dict[UUID, list[Assignment]] = {}
    for assignment in assignments:
        if not assignment.proposed and assignment.role is Role.SPECIALIST:
            by_subject.setdefault(assignment.subject_id, []).append(assignment)

    def named(subject_id: UUID, day: dt.date) -> frozenset[UUID]:
        return frozenset(
            one.person_id
            for one in by_subject.get(subject_id, ())
            if one.begins_on <= day and (one.ends_on is None or day <= one.ends_on)
        )

    return named
