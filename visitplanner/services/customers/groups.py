"""Groups, companies and parks: lists, and making, renaming and joining groups by hand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.texts import name_key, search_key
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, GROUPS, PARKS, Company, Customer, Group, Park
from visitplanner.domain.lists.customer_checks import checked_company, checked_group
from visitplanner.domain.programme.assignments import in_force
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Person, Role
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.customers.wishes import forget_wish
from visitplanner.services.programme.counting import assignments_since


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its companies, all their 電號 (the largest first), and who leads its visits."""

    group: Group
    companies: tuple[Company, ...]
    sites: tuple[Customer, ...]
    leader: Person | None

    @property
    def regular_kw(self) -> int:
        return sum(site.regular_kw for site in self.sites)


@dataclass(frozen=True, slots=True)
class ParkRow:
    """A park with the 電號 in it, and its specialist."""

    park: Park
    sites: tuple[Customer, ...]
    specialist: Person | None


class Leading:
    """Who leads the visits to some subjects today; None: to all."""

    def __init__(self, work: Work, role: Role, subjects: Iterable[Record] | None) -> None:
        self.role = role
        about: dict[str, Any] = {} if subjects is None else {"subject_id": [one.id for one in subjects]}
        assignments = assignments_since(work, work.today, role=role, **about)
        self.people = {person.id: person for person in work.shelf(PEOPLE).find()}
        self.held = in_force(assignments, work.today, self.people)

    def person(self, subject_id: UUID) -> Person | None:
        held = self.held.get((subject_id, self.role))
        return self.people.get(held.person_id) if held else None


@dataclass(frozen=True)
class GroupList:
    """All groups by name; `ident`: only the one of that id, if it is a group's."""

    ident: UUID | None = None

    def answer(self, work: Work) -> list[GroupRow]:
        groups = work.shelf(GROUPS).find() if self.ident is None else work.shelf(GROUPS).find(id=self.ident)
        subjects = Subjects(work, [group.id for group in groups])
        leading = Leading(work, Role.LEADER, groups)
        companies: dict[UUID | None, list[Company]] = defaultdict(list)
        for company in subjects.companies.values():
            companies[company.group_id].append(company)
        rows = [
            GroupRow(group, tuple(companies[group.id]), subjects.get(group.id).sites, leading.person(group.id))
            for group in groups
        ]
        return sorted(rows, key=lambda row: row.group.name)


@dataclass(frozen=True)
class GroupsFound:
    """The groups in whose name every word of a text is found, by name, `limit` at most."""

    text: str
    limit: int = 20

    def answer(self, work: Work) -> list[Group]:
        words = [search_key(word) for word in self.text.split()]
        found = [group for group in work.shelf(GROUPS).find() if all(word in search_key(group.name) for word in words)]
        return sorted(found, key=lambda group: group.name)[: self.limit]


@dataclass(frozen=True)
class ParkList:
    """All parks by name; `ident`: only the one of that id, if it is a park's."""

    ident: UUID | None = None

    def answer(self, work: Work) -> list[ParkRow]:
        parks = work.shelf(PARKS).find() if self.ident is None else work.shelf(PARKS).find(id=self.ident)
        subjects = Subjects(work, [park.id for park in parks])
        looking_after = Leading(work, Role.SPECIALIST, parks)
        rows = [ParkRow(park, subjects.get(park.id).sites, looking_after.person(park.id)) for park in parks]
        return sorted(rows, key=lambda row: row.park.name)


@dataclass(frozen=True)
class GroupNamed:
    """The group of a name, blanks and full-width signs aside; raises `Refused` when there is none."""

    name: str

    def answer(self, work: Work) -> Group:
        for group in work.shelf(GROUPS).find():
            if name_key(group.name) == name_key(self.name) or str(group.id) == self.name:
                return group
        raise Refused(
            said("There is no group called {name}.", name=self.name), mend=said("Look at `visitplanner groups`."), field="group"
        )


@dataclass(frozen=True)
class ParkNamed:
    """The park of a name, blanks and full-width signs aside; raises `Refused` when there is none."""

    name: str

    def answer(self, work: Work) -> Park:
        for park in work.shelf(PARKS).find():
            if name_key(park.name) == name_key(self.name) or str(park.id) == self.name:
                return park
        raise Refused(
            said("There is no industrial park called {name}.", name=self.name),
            mend=said("Look at `visitplanner parks`."),
            field="park",
        )


@dataclass(frozen=True)
class AddGroup:
    """A new group; raises `Refused` when its name is taken."""

    name: str

    def carry_out(self, work: Work) -> Outcome[Group]:
        group = checked_group(Group(name=self.name))
        _refuse_taken(group, work.shelf(GROUPS).find())
        return Outcome(work.shelf(GROUPS).add(group))


@dataclass(frozen=True)
class ChangeGroup:
    """A group under another name; raises `Refused` when that is taken, `Stale` when somebody was faster."""

    group: Group

    def carry_out(self, work: Work) -> Outcome[Group]:
        group = checked_group(self.group)
        _refuse_taken(group, work.shelf(GROUPS).find())
        return Outcome(work.shelf(GROUPS).change(group))


@dataclass(frozen=True)
class RemoveGroup:
    """Dissolve a group: its companies stand alone again. Raises `Refused` while visits refer to it."""

    group: Group

    def carry_out(self, work: Work) -> Outcome[None]:
        for company in work.shelf(COMPANIES).find(group_id=self.group.id):
            work.shelf(COMPANIES).change(replace(company, group_id=None))
        for assignment in work.shelf(ASSIGNMENTS).find(subject_id=self.group.id):
            work.shelf(ASSIGNMENTS).remove(assignment)
        forget_wish(work, self.group.id)
        work.shelf(GROUPS).remove(self.group)
        return Outcome(None)


@dataclass(frozen=True)
class ChangeCompany:
    """A company edited by hand: name, 統一編號, group."""

    company: Company

    def carry_out(self, work: Work) -> Outcome[Company]:
        return Outcome(work.shelf(COMPANIES).change(checked_company(self.company)))


@dataclass(frozen=True)
class RenameCompany:
    """A company under another name from a day on (plan 伍三(四)): its 電號 that bore the old one bear the new one, and old name
    and day stay in their notes, where a search finds them. Raises `Refused` for an empty or unchanged name."""

    company_id: UUID
    name: str
    on: dt.date

    def carry_out(self, work: Work) -> Outcome[Company]:
        kept = work.shelf(COMPANIES).get(self.company_id)
        after = checked_company(replace(kept, name=self.name))
        if name_key(after.name) == name_key(kept.name):
            raise Refused(said("It bears this name already."), field="name")
        changed = work.shelf(COMPANIES).change(after)
        sites = work.shelf(CUSTOMERS).find(company_id=kept.id)
        line = f"{kept.name} → {after.name} {self.on:%Y-%m-%d}"
        for site in sites:
            name = after.name if name_key(site.name) == name_key(kept.name) else site.name
            notes = "\n".join(filter(None, (site.notes, line)))
            work.shelf(CUSTOMERS).change(replace(site, name=name, notes=notes))
        told = said(
            "{old} is called {new} from {day} on; {count} account numbers.",
            old=kept.name,
            new=after.name,
            day=self.on,
            count=len(sites),
        )
        return Outcome(changed, told)


def refuse_taken_park(work: Work, park: Park) -> None:
    """Raise `Refused` when another park bears the name."""
    _refuse_taken(park, work.shelf(PARKS).find())


def release_park(work: Work, park: Park) -> None:
    """Let the customers of a park go that is about to be removed, with its assignments and its wish."""
    for customer in work.shelf(CUSTOMERS).find(park_id=park.id):
        work.shelf(CUSTOMERS).change(replace(customer, park_id=None))
    for assignment in work.shelf(ASSIGNMENTS).find(subject_id=park.id):
        work.shelf(ASSIGNMENTS).remove(assignment)
    forget_wish(work, park.id)


def _refuse_taken(one: Group | Park, kept: list[Group] | list[Park]) -> None:
    if any(other.id != one.id and name_key(other.name) == name_key(one.name) for other in kept):
        raise Refused(said("The name {name} is taken.", name=one.name), field="name")
