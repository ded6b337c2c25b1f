"""The office's people: the list, and every change made to it by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import name_key, tidy
from visitplanner.domain.programme.assignments import in_force
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Person, Role
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person, and how many subjects it leads or looks after today."""

    person: Person
    leads: int
    looks_after: int


@dataclass(frozen=True)
class StaffList:
    """All people, the highest rank first."""

    def answer(self, work: Work) -> list[StaffRow]:
        count: Counter[tuple[UUID, Role]] = Counter()
        for (_, role), one in in_force(work.shelf(ASSIGNMENTS).find(), work.today).items():
            count[one.person_id, role] += 1
        people = sorted(work.shelf(PEOPLE).find(), key=lambda person: (-person.rank, person.department, person.name))
        return [StaffRow(one, count[one.id, Role.LEADER], count[one.id, Role.SPECIALIST]) for one in people]


@dataclass(frozen=True)
class AddPerson:
    """A new person; raises `Refused` when the name is missing or taken."""

    person: Person

    def carry_out(self, work: Work) -> Outcome[Person]:
        return Outcome(work.shelf(PEOPLE).add(_checked(work, self.person)))


@dataclass(frozen=True)
class ChangePerson:
    """A person edited by hand; raises `Refused` or `Stale`."""

    person: Person

    def carry_out(self, work: Work) -> Outcome[Person]:
        return Outcome(work.shelf(PEOPLE).change(_checked(work, self.person)))


@dataclass(frozen=True)
class RemovePerson:
    """Forget a person; raises `Refused` while it is assigned to somebody or was at a visit."""

    person: Person

    def carry_out(self, work: Work) -> Outcome[None]:
        count = len(work.shelf(ASSIGNMENTS).find(person_id=self.person.id))
        if count:
            raise Refused(
                said("{name} still stands in {count} assignments, past ones included.", name=self.person.name, count=count),
                mend=said("People who were assigned stay in the list, so that the history stays whole."),
            )
        work.shelf(PEOPLE).remove(self.person)
        return Outcome(None)


def _checked(work: Work, person: Person) -> Person:
    name = tidy(person.name)
    if not name:
        raise Refused(said("The person's name is missing."), field="name")
    if any(other.id != person.id and name_key(other.name) == name_key(name) for other in work.shelf(PEOPLE).find()):
        raise Refused(
            said("Somebody called {name} is in the staff list already.", name=name),
            mend=said("Tell them apart in the name, by the department for instance."),
            field="name",
        )
    if person.visits_a_day not in (1, 2):
        raise Refused(said("There are one or two visits a day, in the morning and in the afternoon."), field="visits_a_day")
    if any(absence.last < absence.first for absence in person.absences):
        raise Refused(said("A period of days away ends before it begins."), field="absences")
    return replace(person, name=name, department=tidy(person.department))
