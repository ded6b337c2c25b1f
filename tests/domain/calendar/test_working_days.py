"""Working days: holidays, make-up Saturdays, local closures, provisional years."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from visitplanner.domain.calendar.working_days import Calendar, Calendars, changes, weekday_calendar
from visitplanner.domain.core.errors import Unknown
from visitplanner.reference.working_days import read_calendars

CALENDARS = read_calendars(ROOT / "data" / "calendars")
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_make_up_saturday_is_worked_and_a_common_one_is_not() -> None:
    assert CALENDARS.is_working(day("2025-02-08"))
    assert not CALENDARS.is_working(day("2025-02-15"))
    assert CALENDARS.remark(day("2025-02-08")) == "補行上班"


def test_a_typhoon_closes_this_office_though_the_calendar_says_otherwise() -> None:
    closed = CALENDARS.with_changes(closures={day("2026-07-10"): "颱風"})
    assert CALENDARS.is_working(day("2026-07-10"))
    assert not closed.is_working(day("2026-07-10"))
    assert closed.following(day("2026-07-10")) == day("2026-07-13")
    assert closed.remark(day("2026-07-10")) == "颱風"
    assert day("2026-07-10") not in closed.working_days(day("2026-07-09"), day("2026-07-13"))


def test_a_day_off_names_its_holiday_or_the_offices_reason() -> None:
    closed = CALENDARS.with_changes(closures={day("2026-07-10"): "颱風"})
    assert str(closed.day_off(day("2026-07-10"))) == "2026-07-10 is not a working day: 颱風."
    assert str(closed.day_off(day("2026-01-01"))) == "2026-01-01 is not a working day: 開國紀念日."
    assert str(closed.day_off(day("2026-07-11"))) == "2026-07-11 is not a working day."
    assert closed.day_off(day("2026-07-09")) is None


def test_the_lunar_new_year_is_jumped_over_both_ways() -> None:
    assert CALENDARS.following(day("2026-02-14")) == day("2026-02-23")
    assert CALENDARS.preceding(day("2026-02-22")) == day("2026-02-13")


def test_a_year_without_an_official_calendar_is_marked_provisional() -> None:
    assert not CALENDARS.is_provisional(2026)
    assert CALENDARS.is_provisional(2027)
    assert CALENDARS.official_years == [2025, 2026]


def test_a_year_nobody_knows_is_an_error_that_names_it() -> None:
    with pytest.raises(Unknown, match="1990"):
        CALENDARS.calendar(1990)
    with pytest.raises(Unknown, match="2027"):
        Calendars([CALENDARS.calendar(2026)]).is_working(day("2027-01-04"))


def test_an_imported_calendar_takes_the_place_of_the_provisional_one() -> None:
    official = weekday_calendar(2027, {day("2027-01-01"): "開國紀念日"}, {}, source="115年公布")
    replaced = CALENDARS.with_changes([official])
    assert not replaced.is_provisional(2027)
    assert replaced.is_working(day("2027-02-08")) and not CALENDARS.is_working(day("2027-02-08"))


def test_days_are_counted_across_the_turn_of_the_year() -> None:
    assert CALENDARS.add(day("2025-12-31"), 1) == day("2026-01-02")
    assert CALENDARS.between(day("2025-12-30"), day("2026-01-05")) == 3


def test_adding_no_days_gives_the_next_day_that_is_worked() -> None:
    assert CALENDARS.add(day("2026-01-01"), 0) == day("2026-01-02")


@given(DAYS, st.integers(-300, 300).filter(bool))
def test_counting_takes_back_what_adding_gave(start: dt.date, count: int) -> None:
    assert CALENDARS.between(start, CALENDARS.add(start, count)) == count


@given(DAYS)
def test_the_neighbouring_working_days_hold_no_other_between_them(start: dt.date) -> None:
    before, after = CALENDARS.preceding(start), CALENDARS.following(start)
    assert set(CALENDARS.working_days(before, after)) == {before, after}


def test_the_difference_of_two_calendars_names_days_and_direction() -> None:
    before = weekday_calendar(2025, {}, {}, source="a")
    after = weekday_calendar(2025, {day("2025-09-29"): "補假"}, {day("2025-02-08"): "補行上班"}, source="b")
    assert [(one.day, one.works, one.remark) for one in changes(before, after)] == [
        (day("2025-02-08"), True, "補行上班"),
        (day("2025-09-29"), False, "補假"),
    ]


def test_a_calendar_holds_days_of_its_own_year_only() -> None:
    with pytest.raises(ValueError, match="2026-01-01"):
        Calendar(2025, frozenset({day("2026-01-01")}), False, "x")
