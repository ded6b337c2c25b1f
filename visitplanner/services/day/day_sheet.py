"""What stands on a day, with what one needs on the way: where it is, whom one meets and at which number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.customers.customers import CONTACTS, Contact, Customer
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.visits.visits import VisitList, VisitRow


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit of the day. address: of the site, of a group's or park's largest one; contact: who has a telephone number there.

    Each is empty where the office does not know it.
    """

    row: VisitRow
    address: str
    contact: str
    phone: str

    @property
    def place(self) -> str:
        """Where one goes: the address, else the township."""
        return self.address or self.row.township


@dataclass(frozen=True)
class VisitsOfDay:
    """The visits of a day in the order they are made, cancelled ones left out."""

    day: dt.date

    def answer(self, work: Work) -> list[DayVisit]:
        rows = VisitList(self.day, self.day, with_cancelled=False).answer(work)
        subjects = Subjects(work, {row.visit.subject_id for row in rows})
        return [self._sheet(work, row, subjects) for row in rows]

    @staticmethod
    def _sheet(work: Work, row: VisitRow, subjects: Subjects) -> DayVisit:
        found = subjects.find(row.visit.subject_id)
        sites: Sequence[Customer] = sorted(found.sites, key=lambda site: -site.regular_kw) if found else ()
        contact = reached(work, [site.id for site in sites])
        address = next((site.address for site in sites if site.address), "")
        return DayVisit(row, address, contact.name if contact else "", contact.phone if contact else "")


def reached(work: Work, site_ids: Sequence[UUID]) -> Contact | None:
    """Whom one calls: of the first site that has somebody, a person with a number before a number alone; None for nobody."""
    known: dict[UUID, list[Contact]] = {}
    for contact in work.shelf(CONTACTS).find(customer_id=set(site_ids)) if site_ids else ():
        known.setdefault(contact.customer_id, []).append(contact)
    there = [contact for ident in site_ids for contact in known.get(ident, ())]
    return min(there, key=lambda contact: (not contact.phone, not contact.name), default=None)
