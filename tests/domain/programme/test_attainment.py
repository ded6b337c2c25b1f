"""Done, booked and left against the time gone by, and what that leads to."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders_programme import PROGRAMME, SUPERVISOR, held, judge, named, planned
from visitplanner.domain.calendar.working_days import Calendars, weekday_calendar
from visitplanner.domain.programme.attainment import attainment, attainment_by, elapsed_part, outlook
from visitplanner.domain.programme.obligations import Claimant, Obligation, obligations
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitState

YEAR = PROGRAMME.period(2026)
JULY = dt.date(2026, 7, 1)
CROWD = [Claimant(named(str(n)), SubjectKind.LARGE, str(n)) for n in range(10)]


def standing(done: int, booked: int, planned_only: int = 0) -> list[Obligation]:
    """Ten owed: the first `done` held, the next `booked` agreed, the next suggested."""
    visits: list[Visit] = [held(one, dt.date(2026, 3, 4), SUPERVISOR) for one in CROWD[:done]]
    visits += [planned(one, dt.date(2026, 9, 9), SUPERVISOR) for one in CROWD[done : done + booked]]
    later = CROWD[done + booked : done + booked + planned_only]
    visits += [planned(one, dt.date(2026, 9, 9), SUPERVISOR, state=VisitState.SUGGESTED) for one in later]
    return obligations(CROWD, 2026, visits, judge(JULY))


def test_what_is_owed_is_done_booked_or_left() -> None:
    found = attainment(standing(3, 2, 1), 0.5, YEAR.last)
    assert (found.required, found.done, found.booked, found.left, found.suggested) == (10, 3, 2, 5, 1)
    assert found.expected == 5.0


def test_the_forecast_carries_the_pace_so_far_to_the_end_and_stops_at_all() -> None:
    assert attainment(standing(3, 0), 0.5, YEAR.last).forecast_percent == pytest.approx(60)
    assert attainment(standing(8, 0), 0.5, YEAR.last).forecast_percent == 100.0


def test_what_stands_in_the_calendar_can_be_attained_suggestions_too() -> None:
    planned = attainment(standing(1, 2, 6), 0.5, YEAR.last)
    assert (planned.pace_percent, planned.in_calendar_percent, planned.forecast_percent) == (20.0, 90.0, 90.0)
    [sentence, _book] = outlook(planned, YEAR, JULY, 0)
    assert str(sentence) == "With what stands in the calendar 90 % by 2026-12-31."
    assert attainment(standing(0, 0, 4), 0.0, YEAR.last).forecast_percent == 40.0  # before the year begins


@pytest.mark.parametrize("state", [VisitState.SUGGESTED, VisitState.BOOKED])
def test_what_is_put_off_until_after_the_year_is_not_attained_in_it(state: VisitState) -> None:
    """Two held, three stand within the year, five are to be made up for in January: half of them by its last day."""
    visits = [held(one, dt.date(2026, 3, 4), SUPERVISOR) for one in CROWD[:2]]
    visits += [planned(one, dt.date(2026, 12, 31), SUPERVISOR) for one in CROWD[2:5]]
    january = {"state": state, "year": 2026, "ordinal": 1, "override": "人力不足"}
    visits += [planned(one, dt.date(2027, 1, 4), SUPERVISOR, **january) for one in CROWD[5:]]
    found = attainment(obligations(CROWD, 2026, visits, judge(JULY)), 0.5, YEAR.last)
    assert (found.required, found.to_book, found.after) == (10, 0, 5)
    assert (found.in_calendar_percent, found.forecast_percent) == (50.0, 50.0)
    assert [str(one) for one in outlook(found, YEAR, JULY, 0)][:2] == [
        "With what stands in the calendar 50 % by 2026-12-31.",
        "5 are put off and stand after 2026-12-31.",
    ]


def test_no_pace_carries_what_is_put_off_into_the_year() -> None:
    visits = [held(one, dt.date(2026, 3, 4), SUPERVISOR) for one in CROWD[:6]]
    january = {"state": VisitState.SUGGESTED, "year": 2026, "ordinal": 1, "override": "人力不足"}
    visits += [planned(one, dt.date(2027, 1, 4), SUPERVISOR, **january) for one in CROWD[6:]]
    assert attainment(obligations(CROWD, 2026, visits, judge(JULY)), 0.5, YEAR.last).forecast_percent == 60.0


def test_before_the_year_begins_there_is_no_forecast() -> None:
    assert attainment(standing(0, 0), 0.0, YEAR.last).forecast_percent is None


def test_where_nothing_is_owed_all_is_attained() -> None:
    assert attainment([], 0.5, YEAR.last).forecast_percent == 100.0


def test_parts_are_counted_under_every_name_they_have() -> None:
    owed = standing(3, 2)
    parts = attainment_by(owed, 0.5, YEAR.last, lambda one: ("甲", "乙") if one.done else ("甲",))
    assert {name: (part.required, part.done) for name, part in parts.items()} == {"乙": (3, 3), "甲": (10, 3)}


def test_time_goes_by_in_working_days() -> None:
    calendars = Calendars([weekday_calendar(2026, {}, {}, source="x")])
    assert elapsed_part(calendars, YEAR, dt.date(2026, 1, 1)) == elapsed_part(calendars, YEAR, dt.date(2025, 6, 1)) == 0.0
    assert elapsed_part(calendars, YEAR, dt.date(2026, 1, 2)) == pytest.approx(1 / 261)
    assert elapsed_part(calendars, YEAR, dt.date(2026, 1, 4)) == elapsed_part(calendars, YEAR, dt.date(2026, 1, 5))
    assert elapsed_part(calendars, YEAR, dt.date(2027, 2, 1)) == 1.0


def test_the_outlook_says_where_the_pace_leads_and_what_to_do_about_it() -> None:
    said = [str(sentence) for sentence in outlook(attainment(standing(3, 2), 0.5, YEAR.last), YEAR, dt.date(2026, 12, 18), 7)]
    assert said == [
        "At this pace 60 % by 2026-12-31.",
        "7 group visits lack a leader.",
        "Of those owed by 2026-12-31 5 are not agreed yet; in the 2 weeks left that makes 3 to agree a week.",
    ]


def test_after_the_year_the_outlook_looks_back() -> None:
    [sentence] = outlook(attainment(standing(3, 2), 1.0, YEAR.last), YEAR, dt.date(2027, 1, 5), 0)
    assert str(sentence) == "The year ended with 30 % of the visits done."


def test_where_nothing_is_owed_the_outlook_promises_nothing() -> None:
    assert [str(sentence) for sentence in outlook(attainment([], 0.5, YEAR.last), YEAR, JULY, 0)] == [
        "No visit is owed in this year."
    ]
