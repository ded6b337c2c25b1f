"""Which days are off-peak from which day on, and the hours of a day, read back as they were written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.off_peak_days import FixedDay, MovingDay, OffPeakDays
from visitplanner.domain.tariffs.books.periods import DayKind, Period, Stretch, hours_of, stretches_of
from visitplanner.domain.tariffs.books.seasons import Season


@pytest.mark.parametrize(("first", "off_peak"), [(9, True), (10, True), (11, False)])
def test_a_holiday_is_off_peak_from_the_very_day_on_which_the_rule_begins(first: int, off_peak: bool) -> None:
    begins = date(2026, 10, first)
    days = OffPeakDays((FixedDay("國慶日", 10, 10, begins),), (), {2026: {}}, {})
    assert (date(2026, 10, 10) in days.by_rule(2026)) is off_peak
    moon = {2026: {"mid_autumn": date(2026, 10, 10)}}
    moving = OffPeakDays((), (MovingDay("中秋節", "mid_autumn", (0,), begins),), moon, {})
    assert (date(2026, 10, 10) in moving.by_rule(2026)) is off_peak


def test_a_year_whose_lunar_dates_nobody_recorded_is_unknown_and_says_what_to_add(library: Library) -> None:
    with pytest.raises(Unknown) as refusal:
        library.off_peak_days.by_rule(2099)
    assert str(refusal.value.what) == "The off-peak days of 2099 are not known: its lunar dates are not recorded."
    assert "data/off_peak_days.toml" in str(refusal.value.mend)


@pytest.mark.parametrize(
    ("day", "off_peak"),
    [
        (date(2026, 3, 8), True),
        (date(2026, 3, 9), False),
        (date(2026, 3, 14), False),
        (date(2026, 1, 1), True),
        (date(2018, 1, 1), True),
        (date(2018, 1, 2), False),
    ],
)
def test_a_sunday_and_a_holiday_are_off_peak_all_day_and_no_other(library: Library, day: date, off_peak: bool) -> None:
    assert library.off_peak_days.is_off_peak(day) is off_peak


@st.composite
def days_of_hours(draw: st.DrawFn) -> list[Stretch]:
    """One day, cut anywhere, no two neighbours of one period."""
    cuts = sorted(draw(st.sets(st.integers(1, 95), max_size=6)))
    found: list[Stretch] = []
    for start, stop in zip([0, *cuts], [*cuts, 96], strict=True):
        others = [period for period in Period if not found or period is not found[-1][2]]
        found.append((start, stop, draw(st.sampled_from(others))))
    return found


@given(st.lists(days_of_hours(), min_size=8, max_size=8))
def test_the_hours_of_every_kind_of_day_are_read_back_as_they_were_written(days: list[list[Stretch]]) -> None:
    places = [(season, kind) for season in Season for kind in DayKind]
    hours = hours_of("h", dict(zip(places, days, strict=True)))
    for (season, kind), day in zip(places, days, strict=True):
        assert stretches_of(hours, season, kind) == day
        for start, stop, period in day:
            assert hours.period(season, kind, start) is hours.period(season, kind, stop - 1) is period


@pytest.mark.parametrize(
    ("stretches", "sentence"),
    [
        ([(0, 32, Period.OFF_PEAK), (32, 32, Period.PEAK), (32, 96, Period.OFF_PEAK)], "empty stretch on saturday in summer"),
        ([(0, 32, Period.OFF_PEAK), (33, 96, Period.PEAK)], "without gap and overlap"),
        ([(0, 34, Period.OFF_PEAK), (33, 96, Period.PEAK)], "without gap and overlap"),
        ([(0, 95, Period.OFF_PEAK)], "without gap and overlap"),
    ],
)
def test_a_day_with_an_empty_stretch_a_gap_or_an_overlap_is_refused(stretches: list[Stretch], sentence: str) -> None:
    whole: list[Stretch] = [(0, 96, Period.OFF_PEAK)]
    rows = {(season, kind): whole for season in Season for kind in DayKind}
    with pytest.raises(Refused, match=sentence):
        hours_of("h", {**rows, (Season.SUMMER, DayKind.SATURDAY): stretches})
