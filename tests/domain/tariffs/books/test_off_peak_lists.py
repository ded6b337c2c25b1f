"""Off-peak days: a list goes before the rule, and an official one that the rule contradicts is not believed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.tariffs.books.off_peak_days import FixedDay, MovingDay, OffPeakDays, YearList

NATIONAL, MOON = date(2026, 10, 10), date(2026, 2, 17)
FIXED = (FixedDay("國慶日", 10, 10),)
MOVING = (MovingDay("春節", "new_year", (-1, 0, 1)),)
BY_RULE = {NATIONAL, *(MOON + timedelta(days=n) for n in (-1, 0, 1))}


def days(listed: set[date] | None = None, official: bool = False) -> OffPeakDays:
    lists = {} if listed is None else {2026: YearList(frozenset(listed), official, "sure", "台電")}
    return OffPeakDays(FIXED, MOVING, {2026: {"new_year": MOON}}, lists)


def test_by_rule_the_named_days_and_sundays_are_off_peak() -> None:
    rule = days()
    assert set(rule.of_year(2026)) == BY_RULE and list(rule.of_year(2026)) == sorted(BY_RULE)
    off = {date(2026, 1, 1) + timedelta(days=n) for n in range(365) if rule.is_off_peak(date(2026, 1, 1) + timedelta(days=n))}
    assert off == BY_RULE | {day for day in off if day.weekday() == 6} and len(off - BY_RULE) == 52


@pytest.mark.parametrize("listed", [BY_RULE - {NATIONAL}, BY_RULE | {date(2026, 5, 1)}])
def test_an_official_list_that_the_rule_contradicts_is_refused_with_its_day(listed: set[date]) -> None:
    with pytest.raises(Refused) as caught:
        days(listed, official=True)
    assert caught.value.what.values == {"year": 2026, "day": next(iter(listed ^ BY_RULE))}
    assert set(days(listed).of_year(2026)) == listed, "a list somebody else made goes before the rule all the same"
    assert set(days(BY_RULE, official=True).of_year(2026)) == BY_RULE


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=6), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_list_says_of_each_day_what_it_lists(listed: set[date], day: date) -> None:
    found = days(listed)
    assert found.is_off_peak(day) == (day in listed or day.isoweekday() == 7)
    assert found.between(date(2026, 1, 1), day) == tuple(sorted(each for each in listed if each <= day))
    assert found.between(day, date(2026, 12, 31)) == tuple(sorted(each for each in listed if each >= day))


def test_a_year_listed_without_any_day_has_none() -> None:
    """`is_off_peak` and `of_year` say the same."""
    empty = days(set())
    assert empty.is_off_peak(NATIONAL) == (NATIONAL in empty.of_year(2026))


def test_a_year_without_lunar_dates_is_an_error_that_names_it() -> None:
    for asked in (lambda: days().of_year(2027), lambda: days().between(date(2026, 12, 1), date(2027, 1, 5))):
        with pytest.raises(Unknown, match="2027") as caught:
            asked()
        assert caught.value.mend is not None
    assert not days().is_off_peak(date(2026, 10, 9)) and days().is_off_peak(date(2027, 1, 3)), "a Sunday needs no list"
