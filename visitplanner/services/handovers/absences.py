"""Somebody is away for some days: kept at once, and the visits it hits are named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, UNANSWERED, FollowUp
from visitplanner.domain.staff.staff import PEOPLE, Absence, Person
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.staff.staff import ChangePerson
from visitplanner.services.visits.clashes import Clash, coming_visits
from visitplanner.services.visits.visits import rows_of


@dataclass(frozen=True, slots=True)
class Away:
    """The person as it is kept now, the visits in the calendar it cannot go to (`services.replanning` mends them), and the open
    cases it sees to that are due in that time."""

    person: Person
    clashes: tuple[Clash, ...]
    cases: tuple[FollowUp, ...] = ()


@dataclass(frozen=True)
class SetAway:
    """A person is away from `first` to `last`, both included. Visits stay where they are until somebody mends the plan.

    Raises `Refused` when the days are in the wrong order or the person is marked away then already.
    """

    person_id: UUID
    first: dt.date
    last: dt.date
    reason: str = ""

    def carry_out(self, work: Work) -> Outcome[Away]:
        if self.last < self.first:
            raise Refused(said("The last day lies before the first one."), mend=said("Exchange them."), field="last")
        person = work.shelf(PEOPLE).get(self.person_id)
        if any(one.first <= self.first and self.last <= one.last for one in person.absences):
            raise Refused(said("{person} is marked as away then already.", person=person.name), field="first")
        absence = Absence(self.first, self.last, self.reason.strip())
        absences = tuple(sorted((*person.absences, absence), key=lambda one: (one.first, one.last)))
        away = ChangePerson(replace(person, absences=absences)).carry_out(work).value
        clashes = clashes_of(work, away, self.first, self.last)
        due = work.shelf(FOLLOW_UPS).find(owner_id=person.id, state=UNANSWERED, due_on=Between(self.first, self.last))
        cases = tuple(sorted(due, key=lambda one: one.due_on))
        message = said(
            "{person} is away; {count} visits in the calendar are hit, {cases} open cases fall due in that time.",
            person=person.name,
            count=len(clashes),
            cases=len(cases),
        )
        return Outcome(Away(away, clashes, cases), message)


def clashes_of(work: Work, person: Person, first: dt.date, last: dt.date) -> tuple[Clash, ...]:
    """Visits still to come that a person who is away from `first` to `last` was to lead or to join."""
    rows = rows_of(work, coming_visits(work, person.id, first, last))
    return tuple(Clash(row, (said("{person} is away on {day}.", person=person.name, day=row.visit.day),)) for row in rows)
