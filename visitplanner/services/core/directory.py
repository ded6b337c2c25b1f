"""Whom and what a form can name: every group, customer and park, and every person of the office."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.customers.customers import CUSTOMERS, GROUPS, PARKS, account_printed
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Person
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.work import Work


@dataclass(frozen=True, slots=True)
class Entry:
    """A subject as a form offers it. account: eleven digits, empty for groups and parks."""

    id: UUID
    kind: SubjectKind
    name: str
    account: str = ""

    @property
    def label(self) -> str:
        """Its name, of a customer with the account number, so that no two are the same."""
        return " ".join(part for part in (self.name, account_printed(self.account)) if part)


@dataclass(frozen=True)
class Directory:
    """Every subject, groups first, then parks, then customers by name."""

    def answer(self, work: Work) -> list[Entry]:
        groups = [Entry(group.id, SubjectKind.GROUP, group.name) for group in work.shelf(GROUPS).find()]
        parks = [Entry(park.id, SubjectKind.PARK, park.name) for park in work.shelf(PARKS).find()]
        sites = [Entry(site.id, SubjectKind.LARGE, site.name, site.account) for site in work.shelf(CUSTOMERS).find()]
        return [entry for kind in (groups, parks, sites) for entry in sorted(kind, key=lambda entry: entry.name)]


@dataclass(frozen=True, slots=True)
class Beginnings:
    """subjects: whether there is anybody to visit; people: whether there is anybody to do it; assigned: whether anybody looks
    after anybody."""

    subjects: bool
    people: bool
    assigned: bool = False


@dataclass(frozen=True)
class BeginningsMade:
    """What an office that just began has entered."""

    def answer(self, work: Work) -> Beginnings:
        subjects = work.shelf(CUSTOMERS).count() or work.shelf(GROUPS).count() or work.shelf(PARKS).count()
        return Beginnings(bool(subjects), bool(work.shelf(PEOPLE).count()), bool(work.shelf(ASSIGNMENTS).count()))


@dataclass(frozen=True)
class People:
    """The office's people still in service today, the highest rank first; `everybody`: those who left too."""

    everybody: bool = False

    def answer(self, work: Work) -> list[Person]:
        found = [person for person in work.shelf(PEOPLE).find() if self.everybody or person.serves(work.today)]
        return sorted(found, key=lambda person: (-person.rank, person.name))
