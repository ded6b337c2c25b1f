"""A year has one calendar, the newest that was imported; today's visits are asked about, yesterday's are not."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import TODAY, Clock, Keep, SmallOffice
from visitplanner.domain.calendar.working_days import Calendar, weekday_calendar
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.calendar.calendar import AddClosure, CalendarClashes, CalendarOf, ImportCalendar, RemoveClosure
from visitplanner.store.office import SqlOffice

MONDAY, TUESDAY = dt.date(2027, 3, 1), dt.date(2027, 3, 2)
DAY = dt.timedelta(days=1)


def official(year: int, *off: dt.date, source: str = "辦公日曆表") -> Calendar:
    return weekday_calendar(year, dict.fromkeys(off, "補假"), {}, source=source)


def test_the_newest_import_of_a_year_is_in_use_and_other_years_stay(office: SqlOffice) -> None:
    office.do(ImportCalendar(official(2027, MONDAY)))
    office.do(ImportCalendar(official(2028)))
    second = office.do(ImportCalendar(official(2027, TUESDAY, source="修正版")))
    assert {(one.day, one.works) for one in second.value.changed} == {(MONDAY, True), (TUESDAY, False)}
    assert second.value.undone == (MONDAY,)
    year = office.ask(CalendarOf(2027))
    assert (year.days_off, year.source, year.provisional) == (((TUESDAY, "補假"),), "修正版", False)
    assert office.ask(CalendarOf(2028)).days_off == ()
    assert second.undo is not None
    office.do(second.undo)
    assert office.ask(CalendarOf(2027)).days_off == ((MONDAY, "補假"),)


def test_the_same_calendar_again_is_no_change_that_could_be_taken_back(office: SqlOffice) -> None:
    assert office.do(ImportCalendar(official(2027, MONDAY))).undo is not None
    again = office.do(ImportCalendar(official(2027, MONDAY)))
    assert again.undo is None and again.value.changed == () and again.value.working_days == 260


def test_visits_from_today_on_clash_in_the_order_of_their_days(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    states = (VisitState.SUGGESTED, VisitState.TENTATIVE, VisitState.BOOKED)
    stood = [
        small.visit(day=day, ordinal=n, state=state)
        for n, (day, state) in enumerate(zip((TUESDAY, MONDAY, MONDAY), states, strict=True))
    ]
    over = [small.visit(day=MONDAY, ordinal=n, state=state) for n, state in ((7, VisitState.DONE), (8, VisitState.CANCELLED))]
    clock.today = MONDAY
    office.do(Keep(tuple(("visits", one) for one in (*stood, *over))))
    found = office.do(ImportCalendar(official(2027, MONDAY, TUESDAY))).value.clashes
    assert [clash.day for clash in found] == [MONDAY, MONDAY, TUESDAY]
    assert {clash.visit_id for clash in found} == {one.id for one in stood}
    clock.today = TUESDAY
    assert [clash.visit_id for clash in office.ask(CalendarClashes())] == [stood[0].id]


def test_a_closure_names_its_own_days_visits_alone_and_comes_back(office: SqlOffice, small: SmallOffice) -> None:
    visits = [small.visit(day=TODAY + DAY, ordinal=1), small.visit(day=TODAY + 2 * DAY, ordinal=2)]
    office.do(Keep(tuple(("visits", one) for one in visits)))
    office.do(AddClosure(visits[1].day, " 颱風 "))
    found = office.do(AddClosure(visits[0].day, "停電")).value
    assert [(clash.visit_id, clash.remark) for clash in found] == [(visits[0].id, "停電")]
    closures = office.ask(CalendarOf(2026)).closures
    assert closures == ((visits[0].day, "停電"), (visits[1].day, "颱風"))
    with pytest.raises(Refused) as caught:
        office.do(AddClosure(visits[0].day, "停電"))
    assert caught.value.field == "day"
    before = office.ask(CalendarOf(2026)).working_days
    office.do(RemoveClosure(visits[0].day))
    assert office.ask(CalendarOf(2026)).closures == closures[1:] and office.ask(CalendarOf(2026)).working_days == before + 1
    with pytest.raises(Unknown) as unknown:
        office.do(RemoveClosure(visits[0].day))
    assert unknown.value.field == "day"


@pytest.mark.parametrize(("day", "reason", "field"), [(TUESDAY, " 　", "reason"), (dt.date(2026, 3, 21), "颱風", "day")])
def test_a_closure_that_says_nothing_is_refused_beside_its_field(
    office: SqlOffice, day: dt.date, reason: str, field: str
) -> None:
    with pytest.raises(Refused) as caught:
        office.do(AddClosure(day, reason))
    assert caught.value.field == field and caught.value.mend is not None


def test_an_import_names_the_clashes_of_its_own_year_alone(office: SqlOffice, small: SmallOffice) -> None:
    office.do(AddClosure(TODAY + DAY, "颱風"))
    office.do(Keep((("visits", small.visit(day=TODAY + DAY, ordinal=1)), ("visits", small.visit(day=MONDAY, ordinal=2)))))
    assert [clash.day for clash in office.do(ImportCalendar(official(2027, MONDAY))).value.clashes] == [MONDAY]
