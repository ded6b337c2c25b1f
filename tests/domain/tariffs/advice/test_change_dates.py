"""From which day an option may be left, by the words of chapter 5, article 8(3) to (5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.change_dates import anniversary, earliest_change
from visitplanner.domain.tariffs.books.seasons import Season, SummerDates

SUMMER = SummerDates((5, 16), (10, 15))
FIXED, VARIABLE, TWO = TariffOption.THREE_STAGE_FIXED, TariffOption.THREE_STAGE_VARIABLE, TariffOption.TWO_STAGE
days = st.dates(date(2023, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("present", "since", "today", "expected"),
    [
        (TWO, date(2025, 6, 1), date(2025, 12, 1), date(2026, 6, 1)),
        (TWO, date(2025, 6, 1), date(2027, 2, 3), date(2027, 2, 3)),
        (TariffOption.BATCH, date(2025, 6, 1), date(2025, 12, 1), date(2026, 6, 1)),
        (TariffOption.EV, date(2024, 2, 29), date(2024, 6, 1), date(2025, 3, 1)),
        # Began outside summer: the next cycle's first day, or after a summer's end.
        (FIXED, date(2025, 3, 1), date(2025, 12, 1), date(2026, 3, 1)),
        (FIXED, date(2025, 3, 1), date(2026, 4, 1), date(2026, 10, 16)),
        (FIXED, date(2025, 3, 1), date(2026, 12, 24), date(2026, 12, 24)),
        (FIXED, date(2025, 11, 10), date(2026, 11, 11), date(2027, 10, 16)),
        # Began in summer: until 15 October of the year in which a cycle begins, or its end.
        (FIXED, date(2025, 7, 1), date(2026, 1, 5), date(2026, 7, 1)),
        (FIXED, date(2025, 7, 1), date(2026, 10, 15), date(2026, 10, 15)),
        (FIXED, date(2025, 7, 1), date(2026, 10, 16), date(2027, 7, 1)),
        # Variable: only once the summer of the running cycle is over.
        (VARIABLE, date(2025, 3, 1), date(2025, 12, 1), date(2026, 10, 16)),
        (VARIABLE, date(2025, 3, 1), date(2027, 1, 5), date(2027, 1, 5)),
        (VARIABLE, date(2024, 7, 1), date(2025, 8, 1), date(2025, 10, 16)),
        (VARIABLE, date(2024, 7, 1), date(2026, 5, 16), date(2026, 10, 16)),
    ],
)
def test_the_earliest_day_follows_the_cycle(present: TariffOption, since: date, today: date, expected: date) -> None:
    assert earliest_change(present, since, today, SUMMER) == expected


@given(st.sampled_from(TariffOption), days)
def test_an_unknown_start_gives_no_day(present: TariffOption, today: date) -> None:
    assert earliest_change(present, None, today, SUMMER) is None


@given(st.sampled_from(TariffOption), days, days)
def test_no_option_is_left_within_its_first_year_or_in_the_past(present: TariffOption, since: date, today: date) -> None:
    found = earliest_change(present, since, today, SUMMER)
    assert found is not None
    assert found >= today and found >= anniversary(since, 1) and found >= since + timedelta(days=365)


@given(days, days)
def test_the_variable_peak_is_never_left_in_summer(since: date, today: date) -> None:
    found = earliest_change(VARIABLE, since, today, SUMMER)
    assert found is not None
    assert SUMMER.season(found) is Season.NON_SUMMER


def test_a_variable_peak_whose_cycle_ends_with_summer_is_left_on_the_day_the_next_begins() -> None:
    found = earliest_change(TariffOption.THREE_STAGE_VARIABLE, date(2024, 10, 16), date(2025, 1, 1), SUMMER)
    assert found == date(2025, 10, 16)
