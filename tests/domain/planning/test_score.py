"""The cost of a plan is the sum of its drift, trips, busiest month, visits left out and the wishes of the settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.planning.years import WEEK, annual_visit, at, days_from, group_visit, random_year, small
from visitplanner.domain.core.messages import Message
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import Plan, Unplaced
from visitplanner.domain.planning.problem import Prices
from visitplanner.domain.planning.score import score
from visitplanner.domain.planning.search.clerk import first_board
from visitplanner.domain.planning.search.search import improve


def test_each_day_from_the_ideal_one_costs_one_before_as_after() -> None:
    problem = small(group_visit("G", ideal=WEEK[2]))
    costs = [score(problem, [at("G", day)]).total for day in WEEK]
    assert costs == [2 + 25, 1 + 25, 25, 1 + 25, 2 + 25]


def test_two_annual_visits_in_one_township_on_one_day_share_a_trip() -> None:
    problem = small(annual_visit("A"), annual_visit("B"))
    apart = score(problem, [at("A", WEEK[2], "am", "expert"), at("B", WEEK[3], "am", "expert")])
    together = score(problem, [at("A", WEEK[2], "am", "expert"), at("B", WEEK[2], "pm", "expert")])
    assert (apart.trips, together.trips) == (2, 1)
    assert apart.total - together.total == 15 + 1


def test_other_townships_and_other_leaders_are_other_trips_and_groups_make_none() -> None:
    problem = small(annual_visit("A"), annual_visit("B", township="三重區"), annual_visit("C"), group_visit("G"))
    places = [at("A", WEEK[2], "am", "x"), at("B", WEEK[2], "pm", "x"), at("C", WEEK[2], "am", "y"), at("G", WEEK[2])]
    assert score(problem, places).trips == 3


def test_only_the_busiest_month_counts() -> None:
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2))
    problem = small(*(group_visit(f"G{n}", ideal=day) for n, day in enumerate(days)), days=days)
    assert score(problem, [at(f"G{n}", day) for n, day in enumerate(days)]).busiest_month == 2


def test_a_visit_left_out_costs_its_own_price_or_the_common_one() -> None:
    problem = small(group_visit("G"), annual_visit("A", unplaced=70.0))
    assert score(problem, []).total == 1000 + 70


def test_haste_weekdays_and_moves_cost_what_the_settings_say() -> None:
    visit = annual_visit("A", haste=2.0, weekdays=frozenset({0}))
    problem = small(visit, prices=Prices(weekday=7, moved=30), previous={"A": at("A", WEEK[0])})
    assert score(problem, [at("A", WEEK[0])]).wishes == 0
    assert score(problem, [at("A", WEEK[3])]).wishes == 2 * 3 + 7 + 30


def test_a_day_nobody_likes_costs_its_price_in_the_score_as_on_the_board() -> None:
    problem = small(annual_visit("A"), prices=Prices(avoided=9), avoided=frozenset({WEEK[3]}))
    assert [score(problem, [at("A", day, "am", "expert")]).wishes for day in WEEK] == [0, 0, 0, 9, 0]
    board = Board(Grid(problem))
    for day in WEEK:
        place = at("A", day, "am", "expert")
        board.place(0, board.seat_of(place))
        assert board.total() == score(problem, [place]).total
        board.lift(0)


@pytest.mark.parametrize("seed", range(5))
def test_the_board_keeps_the_same_cost_while_visits_come_and_go(seed: int) -> None:
    problem = random_year(seed)
    board = first_board(Grid(problem))
    assert board.total() == pytest.approx(score(problem, board.placed()).total)
    for n in range(0, len(problem.visits), 3):
        if board.seat[n] is not None:
            board.lift(n)
    assert board.total() == pytest.approx(score(problem, board.placed()).total)


def test_an_emptied_board_is_as_it_was_at_the_start() -> None:
    grid = Grid(random_year(1))
    board, fresh = first_board(grid), Board(grid)
    for n, seat in enumerate(board.seat):
        if seat is not None:
            board.lift(n)
    assert (board.free, board.room, board.load, dict(board.trip)) == (fresh.free, fresh.room, fresh.load, {})
    assert board.core == pytest.approx(fresh.core)


def test_working_days_of_the_builder_skip_weekends() -> None:
    assert [day.weekday() for day in days_from(date(2026, 3, 5), 4)] == [3, 4, 0, 1]


def test_nothing_but_days_trips_months_and_what_is_left_out_costs_unless_the_office_says_so() -> None:
    """The prices a problem file has that names none."""
    assert Prices() == Prices(1, 15, 25, 1000, 0, 0, 0, 0, 0, 0)
    year = random_year(3)
    places = improve(year, steps=0).visits
    alone = replace(year, prices=Prices(), previous={p.id: replace(p, day=year.days[0]) for p in places})
    assert score(alone, places).total == score(replace(alone, previous={}), places).total


@pytest.mark.parametrize(
    ("cost", "bound", "gap"), [(110, 100, 0.1), (100, 100, 0), (99, 100, 0), (300, 200, 0.5), (5, None, None), (5, 0, None)]
)
def test_the_gap_is_the_share_by_which_the_cost_lies_above_the_bound(cost: float, bound: float | None, gap: float | None) -> None:
    found = Plan((), cost=cost, bound=bound)
    assert found.gap == (None if gap is None else pytest.approx(gap))
    assert found.steps == 0


@pytest.mark.parametrize(("cost", "gap"), [(100, 0), (104, 0.04), (106, None), (150, None)])
def test_with_visits_left_out_a_gap_of_more_than_a_twentieth_is_not_told(cost: int, gap: float | None) -> None:
    left = (Unplaced("A", Message("No room.")),)
    found = Plan((), left, cost=cost, bound=100).gap
    assert found == (None if gap is None else pytest.approx(gap))
    assert Plan((), cost=cost, bound=100).gap == pytest.approx(cost / 100 - 1)
