"""What wishes cost, summed by hand: haste, weekdays, days nobody likes, moves; each only where it is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning.years import WEEK, annual_visit, at, small
from visitplanner.domain.planning.problem import Prices
from visitplanner.domain.planning.score import score, unplaced_cost, wishes_cost

PRICES = Prices(weekday=7, moved=30, avoided=9)


@given(
    first=st.integers(0, 4),
    day=st.integers(0, 4),
    haste=st.sampled_from([0.0, 2.0]),
    weekdays=st.frozensets(st.integers(0, 4), max_size=3),
    avoided=st.frozensets(st.integers(0, 4), max_size=3),
    before=st.none() | st.integers(0, 4),
)
def test_each_wish_costs_its_price_on_its_own_days(
    first: int, day: int, haste: float, weekdays: frozenset[int], avoided: frozenset[int], before: int | None
) -> None:
    """The days are a Monday to a Friday, so that a place in the week is a weekday."""
    assert [each.weekday() for each in WEEK] == [0, 1, 2, 3, 4]
    visit = replace(annual_visit("A", haste=haste, weekdays=weekdays), days=tuple(WEEK[first:]))
    previous = {} if before is None else {"A": at("A", WEEK[before])}
    problem = small(visit, prices=PRICES, previous=previous, avoided=frozenset(WEEK[each] for each in avoided))
    by_hand = [
        haste * (day - first) if day > first else 0,
        7 if weekdays and day not in weekdays else 0,
        9 if day in avoided else 0,
        30 if before is not None and before != day else 0,
    ]
    assert wishes_cost(problem, visit, WEEK[day]) == sum(by_hand)
    assert score(problem, [at("A", WEEK[day], "am", "expert")]).wishes == sum(by_hand)


def test_a_hasty_visit_without_any_day_left_costs_nothing_more() -> None:
    visit = replace(annual_visit("A", haste=2.0), days=())
    problem = small(visit, prices=PRICES)
    assert wishes_cost(problem, visit, WEEK[3]) == 0
    assert score(problem, []).total == unplaced_cost(problem, visit) == problem.prices.unplaced


@pytest.mark.parametrize("own", [0.0, 70.0])
def test_a_price_of_its_own_goes_before_the_common_one_even_where_it_is_nothing(own: float) -> None:
    visit = annual_visit("A", unplaced=own)
    assert unplaced_cost(small(visit), visit) == own
