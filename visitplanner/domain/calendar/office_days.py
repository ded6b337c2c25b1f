"""What an office keeps of its own beside the calendars the program brings: imported calendars, and days it is closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from visitplanner.domain.calendar.working_days import Calendar
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCalendar(Record):
    """An official calendar taken into use, one a year; the fields are those of `Calendar`."""

    year: int
    source: str
    working: frozenset[dt.date]
    remarks: dict[dt.date, str] = field(default_factory=dict[dt.date, str])

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.year, self.working, provisional=False, source=self.source, remarks=self.remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Record):
    """A working day on which this office is closed, one record a day: a typhoon, local works."""

    day: dt.date
    reason: str


OFFICE_CALENDARS = Kind(
    name="office_calendars",
    record=OfficeCalendar,
    noun=said("an office calendar"),
    label=lambda calendar: said("the office calendar of {year}", year=calendar.year),
    order=("year",),
    topic="calendar",
)
CLOSURES = Kind(
    name="closures",
    record=Closure,
    noun=said("a day of closure"),
    label=lambda closure: said("the closure of {day}", day=closure.day),
    order=("day",),
    topic="calendar",
)
