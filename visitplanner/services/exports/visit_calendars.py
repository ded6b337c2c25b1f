"""A person's visits as entries of a calendar; what they say is stable, so that a calendar program recognises them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.customers.customers import CONTACTS, Contact
from visitplanner.domain.visits.visits import VISITS, Slot, Visit
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.visits.visits import VisitList, VisitRow, rows_of

HALF_DAYS = {Slot.AM: (dt.time(9), dt.time(12)), Slot.PM: (dt.time(13, 30), dt.time(16, 30))}
"""The part of the day a visit takes where no time is agreed; one with a time ends with its half-day."""
SHORTEST = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One visit. sequence rises with every change of the visit, as the store counts them."""

    row: VisitRow
    address: str
    contacts: tuple[Contact, ...]

    @property
    def uid(self) -> str:
        """Stays the same as long as the visit lives."""
        return f"{self.row.visit.id}@visitplanner"

    @property
    def sequence(self) -> int:
        return max(0, self.row.visit.version - 1)

    @property
    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """From when to when, in the office's time."""
        visit = self.row.visit
        begins, ends = HALF_DAYS[visit.slot]
        if visit.time:
            begins = dt.time.fromisoformat(visit.time)
        day = visit.held_on or visit.day
        start = dt.datetime.combine(day, begins)
        return start, max(dt.datetime.combine(day, ends), start + SHORTEST)


@dataclass(frozen=True, slots=True)
class VisitCalendar:
    """Entries by day. whose: a person's name, empty for a single visit. first: the day from which the calendar is whole; what an
    earlier file had on or after it and is here no more is called off."""

    whose: str
    entries: tuple[CalendarEntry, ...]
    made_on: dt.date
    first: dt.date | None = None
    last: dt.date | None = None
    office: str = ""
    demonstration: bool = False


@dataclass(frozen=True)
class PersonCalendar:
    """The calendar of a person who leads or goes along; without days from today on. Cancelled visits are among them."""

    person_id: UUID
    whose: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    demonstration: bool = False

    def answer(self, work: Work) -> VisitCalendar:
        first = self.first or work.today
        rows = [row for row in VisitList(first, self.last).answer(work) if self.person_id in row.visit.team_ids]
        office = str(work.setting("office_name", ""))
        return VisitCalendar(self.whose, entries_of(work, rows), work.today, first, self.last, office, self.demonstration)


@dataclass(frozen=True)
class OneVisitCalendar:
    """One visit as a calendar of its own; raises `Unknown` when there is no such visit."""

    visit_id: UUID
    demonstration: bool = False

    def answer(self, work: Work) -> VisitCalendar:
        visit: Visit = work.shelf(VISITS).get(self.visit_id)
        entries = entries_of(work, rows_of(work, [visit]))
        office = str(work.setting("office_name", ""))
        return VisitCalendar("", entries, work.today, office=office, demonstration=self.demonstration)


def entries_of(work: Work, rows: Sequence[VisitRow]) -> tuple[CalendarEntry, ...]:
    """With the address and the contacts of the site visited."""
    subjects = Subjects(work, [row.visit.subject_id for row in rows])
    sites = {row.visit.id: subjects.get(row.visit.subject_id).sites for row in rows}
    wanted = {found[0].id for found in sites.values() if found}
    people: dict[UUID, list[Contact]] = {}
    for contact in work.shelf(CONTACTS).find(customer_id=wanted) if wanted else []:
        people.setdefault(contact.customer_id, []).append(contact)
    entries = list[CalendarEntry]()
    for row in rows:
        site = sites[row.visit.id][0] if sites[row.visit.id] else None
        known = sorted(people.get(site.id, []), key=lambda one: (one.name, one.phone)) if site else []
        entries.append(CalendarEntry(row, site.address if site else "", tuple(known)))
    return tuple(entries)
