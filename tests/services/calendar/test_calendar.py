"""Importing an office calendar, closing a day, and the visits that clash."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders_memory import MemoryOffice
from tests.builders_programme import DATA, SITE, SUPERVISOR, held, planned
from visitplanner.domain.calendar.working_days import Calendar, weekday_calendar
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.visits.visits import VISITS, VisitState
from visitplanner.reference.working_days import read_calendars
from visitplanner.services.calendar.calendar import (
    AddClosure,
    CalendarClashes,
    CalendarOf,
    ImportCalendar,
    RemoveClosure,
    calendars_of,
)
from visitplanner.services.core.reference_data import ReferenceData

TUESDAY = dt.date(2027, 3, 2)


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice(ReferenceData(calendars=read_calendars(DATA / "calendars")), today=dt.date(2026, 12, 1))


def official(*off: dt.date) -> Calendar:
    return weekday_calendar(2027, dict.fromkeys(off, "補假"), {}, source="116年辦公日曆表")


def test_an_imported_calendar_replaces_the_provisional_one_and_names_what_changed(office: MemoryOffice) -> None:
    assert office.ask(CalendarOf(2027)).provisional
    result = office.do(ImportCalendar(official(TUESDAY))).value
    assert (result.year, result.working_days) == (2027, 260)
    assert (TUESDAY, False) in [(one.day, one.works) for one in result.changed]
    year = office.ask(CalendarOf(2027))
    assert (year.provisional, year.source, year.days_off) == (False, "116年辦公日曆表", ((TUESDAY, "補假"),))


def test_visits_not_yet_held_on_new_days_off_are_listed_and_stay_where_they_are(office: MemoryOffice) -> None:
    agreed = office.work.shelf(VISITS).add(planned(SITE, TUESDAY, SUPERVISOR))
    office.work.shelf(VISITS).add(planned(SITE, TUESDAY, SUPERVISOR, state=VisitState.CANCELLED))
    office.work.shelf(VISITS).add(held(SITE, TUESDAY, SUPERVISOR))
    result = office.do(ImportCalendar(official(TUESDAY))).value
    assert [(clash.visit_id, clash.day, clash.remark) for clash in result.clashes] == [(agreed.id, TUESDAY, "補假")]
    assert office.work.shelf(VISITS).get(agreed.id) == agreed


def test_importing_the_same_calendar_again_changes_nothing(office: MemoryOffice) -> None:
    office.do(ImportCalendar(official(TUESDAY)))
    assert office.do(ImportCalendar(official(TUESDAY))).value.changed == ()


def test_a_file_that_undoes_official_days_off_is_told_apart_as_an_older_edition(office: MemoryOffice) -> None:
    assert office.do(ImportCalendar(official(TUESDAY))).value.undone == ()
    assert office.do(ImportCalendar(official())).value.undone == (TUESDAY,)


def test_taking_an_import_back_brings_the_provisional_year_back(office: MemoryOffice) -> None:
    office.do(ImportCalendar(official(TUESDAY)))
    office.work.revert(office.work.change_sets()[0].id)
    assert calendars_of(office.work).is_provisional(2027)


def test_a_provisional_calendar_is_not_taken_for_an_official_one(office: MemoryOffice) -> None:
    with pytest.raises(Refused, match="provisional"):
        office.do(ImportCalendar(office.work.known.calendars.calendar(2027)))


def test_a_typhoon_day_is_no_working_day_and_names_the_visits_to_be_moved(office: MemoryOffice) -> None:
    agreed = office.work.shelf(VISITS).add(planned(SITE, TUESDAY, SUPERVISOR))
    clashes = office.do(AddClosure(TUESDAY, "颱風")).value
    assert [(clash.visit_id, clash.remark) for clash in clashes] == [(agreed.id, "颱風")]
    assert not calendars_of(office.work).is_working(TUESDAY)
    assert office.ask(CalendarOf(2027)).closures == ((TUESDAY, "颱風"),)
    assert [clash.visit_id for clash in office.ask(CalendarClashes())] == [agreed.id]
    office.do(RemoveClosure(TUESDAY))
    assert office.ask(CalendarClashes()) == []


def test_a_closure_needs_a_working_day_and_a_reason(office: MemoryOffice) -> None:
    for closure in (AddClosure(dt.date(2027, 3, 6), "颱風"), AddClosure(TUESDAY, " ")):
        with pytest.raises(Refused):
            office.do(closure)
    with pytest.raises(Unknown):
        office.do(RemoveClosure(TUESDAY))
