"""The even shares of the months: as level as the visits' own days allow, and what a year makes of them."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning.years import days_from, small
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import ANNUAL, PlannedVisit
from visitplanner.domain.planning.year.crowded import crowded_months
from visitplanner.domain.planning.year.level import Wanted, level
from visitplanner.domain.planning.year.level_year import even_shares
from visitplanner.domain.planning.year.shares import MonthName, month_of, month_shares

YEAR = days_from(date(2027, 1, 4), 259)
WORKED = Counter(map(month_of, YEAR))


def of_months(*months: int) -> tuple[date, ...]:
    return tuple(day for day in YEAR if day.month in months)


def test_free_visits_fall_to_the_months_by_their_working_days() -> None:
    shares = month_shares([YEAR] * 74, YEAR)
    assert shares == pytest.approx({month: 74 * count / len(YEAR) for month, count in WORKED.items()})


def test_what_must_be_late_is_level_over_the_late_months_and_the_rest_over_the_others() -> None:
    shares = month_shares([*[of_months(9, 10, 11, 12)] * 51, *[YEAR] * 23], YEAR)
    late = sum(shares[2027, month] for month in (9, 10, 11, 12))
    assert late == pytest.approx(51, abs=0.01)
    crowding = [shares[2027, month] / WORKED[2027, month] for month in range(1, 9)]
    assert max(crowding) - min(crowding) < 0.01


@given(st.lists(st.sets(st.integers(1, 12), min_size=1, max_size=4), max_size=30))
def test_no_visit_could_move_to_a_month_that_is_less_crowded(owned: list[set[int]]) -> None:
    shares = month_shares([of_months(*months) for months in owned], YEAR)
    crowding = {month: share / WORKED[month] for month, share in shares.items()}
    assert sum(shares.values()) == pytest.approx(len(owned))
    for low in sorted({crowding[2027, month] for month in range(1, 13)}):
        within = {month for month in range(1, 13) if crowding[2027, month] <= low + 1e-3}
        forced = sum(months <= within for months in owned)
        reach = sum(bool(months & within) for months in owned)
        held = sum(shares[2027, month] for month in within)
        assert forced - 0.05 <= held <= reach + 0.05
        assert held == pytest.approx(reach, abs=0.2), "who may stand in a less crowded month does"


def test_visits_that_were_late_last_year_are_level_over_the_days_near_theirs_and_the_overdue_before() -> None:
    late = [PlannedVisit(f"A{n}", f"A{n}", ANNUAL, "T", date(2027, 12, 15 + n % 8), tuple(YEAR), ("L",)) for n in range(48)]
    overdue = [PlannedVisit(f"B{n}", f"B{n}", ANNUAL, "T", date(2026, 1, 1 + n), tuple(YEAR), ("L",)) for n in range(24)]
    shares = even_shares((*late, *overdue), YEAR)
    low, high = [shares[2027, month] for month in range(1, 9)], [shares[2027, month] for month in (9, 10, 11, 12)]
    assert max(high) < 1.25 * 48 / 4 and min(high) > 0.75 * 48 / 4
    assert max(low) < 1.25 * 3
    turns = level((Wanted(one.id, "L", one.ideal, one.days) for one in (*late, *overdue)), YEAR, shares=shares)
    months: Counter[MonthName] = Counter(month_of(day) for day in turns.values())
    assert max(months.values()) <= 4 and months.total() - months[2027, 9] == 24
    assert all(months[2027, month] for month in range(1, 9))


def test_a_month_beyond_its_share_is_named_with_those_that_could_stand_nowhere_else() -> None:
    late, free = of_months(11, 12), YEAR
    visits = tuple(PlannedVisit(f"A{n}", f"A{n}", ANNUAL, "T", YEAR[0], late if n < 14 else free, ("L",)) for n in range(30))
    problem = small(*visits, days=YEAR)
    ends = [of_months(month)[-1] for month in (11, 12)]
    level_days = [YEAR[n * 8] for n in range(14)]
    crowded = [Placed(f"A{n}", ends[n % 2] if n < 16 else level_days[n - 16], "am", "L", ()) for n in range(30)]
    told = crowded_months(problem, crowded, YEAR)
    assert told is not None
    assert (told.values["held"], told.values["bound"]) == (16, 14)
    assert str(told.values["months"]) == "month 11: 8 visits, even share 2.5, month 12: 8 visits, even share 2.5"
    even = [Placed(f"A{n}", YEAR[n * 8], "am", "L", ()) for n in range(30)]
    assert crowded_months(problem, even, YEAR) is None
