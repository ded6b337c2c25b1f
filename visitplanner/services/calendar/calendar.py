"""The office's working days: the published calendars, those imported since, and days this office is closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from visitplanner.domain.calendar.office_days import CLOSURES, OFFICE_CALENDARS, Closure, OfficeCalendar
from visitplanner.domain.calendar.working_days import Calendar, CalendarChange, Calendars, changes
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import OPEN_STATES, VISITS, VisitState
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work


@dataclass(frozen=True)
class VisitOnDayOff:
    """A visit not yet held that stands on a day off. remark: what the day is."""

    visit_id: UUID
    subject: str
    day: dt.date
    state: VisitState
    remark: str


@dataclass(frozen=True)
class CalendarImported:
    """changed: days that differ from the calendar used until now. clashes: visits that stand on days off now.

    undone: days the official calendar used until now had off and this one works: the mark of an older edition.
    """

    year: int
    working_days: int
    changed: tuple[CalendarChange, ...]
    clashes: tuple[VisitOnDayOff, ...]
    undone: tuple[dt.date, ...] = ()


@dataclass(frozen=True)
class CalendarYear:
    """What is known of a year. provisional: 暫定, by rule. closures: days this office is closed besides."""

    year: int
    provisional: bool
    source: str
    working_days: int
    days_off: tuple[tuple[dt.date, str], ...]
    closures: tuple[tuple[dt.date, str], ...]


def calendars_of(work: Work) -> Calendars:
    """The calendars in force: imported ones replace those the program brought, closures are taken off."""
    imported = [kept.calendar for kept in work.shelf(OFFICE_CALENDARS).find()]
    closures = {closure.day: closure.reason for closure in work.shelf(CLOSURES).find()}
    return work.known.calendars.with_changes(imported, closures)


@dataclass(frozen=True)
class CalendarOf:
    """The working year `year`; raises `Unknown` where not even a rule is known."""

    year: int

    def answer(self, work: Work) -> CalendarYear:
        calendars = calendars_of(work)
        calendar = calendars.calendar(self.year)
        days = calendars.working_days(dt.date(self.year, 1, 1), dt.date(self.year, 12, 31))
        closures = tuple(sorted(item for item in calendars.closures.items() if item[0].year == self.year))
        days_off = tuple(sorted(item for item in calendar.remarks.items() if item[0] not in calendar.working))
        return CalendarYear(self.year, calendar.provisional, calendar.source, len(days), days_off, closures)


@dataclass(frozen=True)
class CalendarClashes:
    """Every visit of today or later that stands on a day off."""

    def answer(self, work: Work) -> list[VisitOnDayOff]:
        return clashes(work, calendars_of(work))


@dataclass(frozen=True)
class ImportCalendar:
    """Take an official calendar into use; visits are left where they are, and those on new days off are listed."""

    BACKED_UP_FIRST: ClassVar[int] = 0

    calendar: Calendar

    def carry_out(self, work: Work) -> Outcome[CalendarImported]:
        if self.calendar.provisional:
            raise Refused(said("A provisional calendar cannot be imported."), mend=said("Import the published file."))
        year = self.calendar.year
        before = _known_before(calendars_of(work), year)
        _keep(work, self.calendar)
        work.note(calendar=year, source=self.calendar.source)
        changed = tuple(changes(before, self.calendar)) if before else ()
        result = CalendarImported(
            year,
            len(self.calendar.working),
            changed,
            tuple(clash for clash in clashes(work, calendars_of(work)) if clash.day.year == year),
            tuple(one.day for one in changed if one.works) if before and not before.provisional else (),
        )
        message = said("The office calendar of {year} is in use; {count} days changed.", year=year, count=len(result.changed))
        return Outcome(result, message)


@dataclass(frozen=True)
class AddClosure:
    """The office is closed on a working day: a typhoon, local works."""

    day: dt.date
    reason: str

    def carry_out(self, work: Work) -> Outcome[tuple[VisitOnDayOff, ...]]:
        if not self.reason.strip():
            raise Refused(said("A day of closure needs a reason."), mend=said("Say why, such as 颱風."), field="reason")
        calendars = calendars_of(work)
        if not calendars.is_working(self.day):
            raise Refused(said("{day} is no working day anyway.", day=self.day), mend=said("Choose a working day."), field="day")
        work.shelf(CLOSURES).add(Closure(day=self.day, reason=self.reason.strip()))
        found = tuple(clash for clash in clashes(work, calendars_of(work)) if clash.day == self.day)
        return Outcome(found, said("The office is closed on {day}.", day=self.day))


@dataclass(frozen=True)
class RemoveClosure:
    """The office works on that day after all."""

    day: dt.date

    def carry_out(self, work: Work) -> Outcome[None]:
        kept = work.shelf(CLOSURES).find(day=self.day)
        if not kept:
            raise Unknown(said("No closure is kept for {day}.", day=self.day), field="day")
        work.shelf(CLOSURES).remove(kept[0])
        return Outcome(None, said("{day} is a working day again.", day=self.day))


def clashes(work: Work, calendars: Calendars) -> list[VisitOnDayOff]:
    """The visits from today on, suggested, tentative or booked, on days that are not worked."""
    coming = work.shelf(VISITS).find(state=OPEN_STATES, day=Between(work.today))
    off = [visit for visit in coming if not calendars.is_working(visit.day)]
    subjects = Subjects(work, {visit.subject_id for visit in off})
    found = [
        VisitOnDayOff(visit.id, subjects.name(visit.subject_id), visit.day, visit.state, calendars.remark(visit.day))
        for visit in off
    ]
    return sorted(found, key=lambda clash: (clash.day, clash.subject))


def _known_before(calendars: Calendars, year: int) -> Calendar | None:
    try:
        return calendars.calendar(year)
    except Unknown:
        return None


def _keep(work: Work, calendar: Calendar) -> None:
    """One calendar a year; importing one that says nothing else leaves the kept one as it is."""
    wanted = OfficeCalendar(year=calendar.year, source=calendar.source, working=calendar.working, remarks=dict(calendar.remarks))
    kept = next(iter(work.shelf(OFFICE_CALENDARS).find(year=calendar.year)), None)
    if kept is None:
        work.shelf(OFFICE_CALENDARS).add(wanted)
    elif (wanted := replace(wanted, id=kept.id, version=kept.version)) != kept:
        work.shelf(OFFICE_CALENDARS).change(wanted)
