"""How much is planned at most: weeks, days and notice; what fits at which norm; which days nobody likes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning.years import WEEK, annual_visit, days_from, kept_year, overloaded_year, small
from visitplanner.domain.planning.board.blocks import LEADER_NORM, OFFICE_DAY, OFFICE_WEEK, Block, Obstacles, blocks
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.problem import Norms, week_of
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.search.clerk import hopeless
from visitplanner.domain.planning.search.search import first_plan, improve
from visitplanner.domain.planning.terms import level_of
from visitplanner.domain.planning.year.norms import (
    Fit,
    NormChoice,
    OfficeNorms,
    UnlikedDays,
    level_ballast,
    level_month,
    norms_in,
    unliked_days,
    what_fits,
    wider,
    worth_choosing,
)
from visitplanner.domain.planning.year.shares import month_shares


@pytest.mark.parametrize("seed", range(6))
def test_every_plan_keeps_the_norms(seed: int) -> None:
    problem = kept_year(seed, annual=40)
    assert judge(problem, first_plan(problem)) == judge(problem, improve(problem, steps=4, seed=seed)) == []


def test_no_more_of_a_week_is_planned_ahead_than_its_share() -> None:
    days = days_from(date(2026, 3, 2), 8)
    norms = norms_in(OfficeNorms(leader_week=2, office_day=6, ahead_percent=85), days, leaders=20)
    assert norms.weeks == {week_of(days[0]): 25, week_of(days[5]): 15}
    assert norms_in(OfficeNorms(), days, leaders=1).weeks[week_of(days[0])] == 1


@given(st.integers(0, 500), st.integers(0, 40), st.integers(1, 100))
def test_a_week_never_plans_beyond_its_share_unless_that_is_less_than_one_visit(leaders: int, start: int, percent: int) -> None:
    days = days_from(date(2026, 1, 1) + timedelta(start), 30)
    for week, most in norms_in(OfficeNorms(ahead_percent=percent), days, leaders).weeks.items():
        whole = min(2 * leaders, 6 * sum(week_of(day) == week for day in days))
        assert most == 1 or 100 * most <= percent * whole


def test_a_short_month_counts_as_if_it_held_visits_already() -> None:
    days = days_from(date(2026, 2, 16), 30)
    ballast = level_ballast(month_shares([days] * 60, days))
    worked = {month: sum(day.month == month for day in days) for month in (2, 3)}
    assert worked[2] < worked[3]
    assert ballast == {(2026, 2): ceil(60 * (worked[3] - worked[2]) / 30), (2026, 3): 0}


@given(st.integers(0, 400), st.integers(0, 360), st.integers(1, 250))
def test_a_month_that_keeps_its_norm_holds_little_more_than_its_share(visits: int, start: int, count: int) -> None:
    days = days_from(date(2026, 1, 1) + timedelta(start), count)
    shares = month_shares([days] * visits, days)
    ballast = level_ballast(shares)
    norm = level_month(shares, days, ballast)
    worked = Counter((day.year, day.month) for day in days)
    assert sum(max(0, norm - own) for own in ballast.values()) >= visits
    level = level_of(visits, ballast.values())
    for month, held in worked.items():
        share = visits * held / count
        assert held < 10 or norm == level or norm - ballast[month] <= 1.25 * share + 1e-9


@given(st.integers(0, 60), st.lists(st.integers(0, 6), min_size=1, max_size=5))
def test_as_level_as_can_be_has_room_for_all_and_one_less_has_not(visits: int, ballast: list[int]) -> None:
    def room(most: int) -> int:
        return sum(max(0, most - own) for own in ballast)

    level = level_of(visits, ballast)
    assert room(level) >= visits and (not level or room(level - 1) < visits)


def test_the_day_before_a_long_holiday_and_the_end_of_the_lunar_year_are_not_liked() -> None:
    off = {date(2026, 2, day) for day in (16, 17, 18, 19, 20)}

    def works(day: date) -> bool:
        return day.weekday() < 5 and day not in off

    def remark(day: date) -> str:
        return "農曆除夕" if day == date(2026, 2, 16) else ""

    found = unliked_days(date(2026, 2, 2), date(2026, 3, 31), UnlikedDays(), works, remark)
    assert found == {date(2026, 2, 12), date(2026, 2, 13)}
    off.add(date(2026, 3, 6))
    found = unliked_days(date(2026, 3, 2), date(2026, 3, 31), UnlikedDays(), works, lambda _: "")
    assert found == {date(2026, 3, 5)}


def test_more_fits_at_a_higher_norm_and_nothing_is_counted_that_is_agreed() -> None:
    problem = overloaded_year(3, specialists=3, annual=60, months=1)
    choices: dict[NormChoice, Norms] = {(n, None): Norms(leader_week=n) for n in (1, 2, 4)}
    found = what_fits(problem, choices)
    assert [one.leader_week for one in found] == [1, 2, 4]
    assert found[0].fit < found[1].fit < found[2].fit <= found[0].owed == 60
    agreed = replace(problem, fixed=first_plan(replace(problem, norms=choices[1, None])).visits[:5])
    assert what_fits(agreed, choices)[0].owed == 55


def test_a_look_that_was_cut_short_tells_no_figure() -> None:
    problem = overloaded_year(3, specialists=3, annual=60, months=1)
    asked = iter([False, *[False] * 3, *[True] * 500])
    assert what_fits(problem, {(2, None): Norms(leader_week=2)}, lambda: next(asked)) == []


def test_the_norm_of_the_day_grows_with_the_week_and_only_what_lets_more_fit_is_offered() -> None:
    assert wider(OfficeNorms(leader_week=2, office_day=6)) == {3: 9, 4: 12}
    assert wider(OfficeNorms(leader_week=3, office_day=5)) == {4: 7}
    own = Fit(2, 54, 200)
    fits = [Fit(3, 65, 200), Fit(4, 65, 200), Fit(4, 111, 200, 12), Fit(3, 84, 200, 9)]
    assert worth_choosing(fits, own) == (own, fits[0], fits[3], fits[2])
    wide = Fit(4, 60, 200, 12)
    assert worth_choosing(fits[:2], wide) == (fits[0], wide), "the plan's own norm is named, whatever fits at it"


def test_a_norm_that_is_reached_is_named_where_it_keeps_a_visit_away() -> None:
    visits = (annual_visit("A"), annual_visit("B"))

    def blocked(norms: Norms, day: int) -> list[Block]:
        board = Board(Grid(small(*visits, norms=norms)))
        seat = board.find(0, 2)
        assert seat is not None
        board.place(0, seat)
        return blocks(board, 1, day)

    assert blocked(Norms(leader_week=1), 3) == [Block(LEADER_NORM)]
    assert blocked(Norms(office_day=1), 2) == [Block(OFFICE_DAY)]
    assert blocked(Norms(office_day=1), 3) == []
    assert blocked(Norms(weeks={week_of(WEEK[0]): 1}), 3) == [Block(OFFICE_WEEK)]
    assert blocked(Norms(leader_week=2), 3) == []


def test_a_visit_left_out_for_the_norms_alone_says_so() -> None:
    problem = small(annual_visit("A"), annual_visit("B"), norms=Norms(leader_week=1))
    plan = first_plan(problem)
    assert [left.reason.template for left in plan.unplaced] == [
        "On all of its {days} allowed days the norm of visits in the week or on the day is reached."
    ]


def test_nobody_is_moved_for_a_visit_that_the_norms_leave_no_week() -> None:
    problem = small(annual_visit("A"), annual_visit("B"), norms=Norms(leader_week=1))
    board = Board(Grid(problem))
    assert not hopeless(board, 1)
    seat = board.find(0, 2)
    assert seat is not None
    board.place(0, seat)
    assert hopeless(board, 1)


def test_visits_that_are_alike_are_told_the_same_as_if_each_was_asked() -> None:
    problem = kept_year(4, annual=60)
    board = Board(Grid(problem))
    for n in range(0, len(problem.visits), 2):
        for d in board.grid.nearest[n]:
            seat = board.find(n, d)
            if seat is not None:
                board.place(n, seat)
                break
    obstacles = Obstacles(board)
    for n, seat in enumerate(board.seat):
        if seat is None:
            codes = obstacles._codes(n, obstacles.known, blocks)
            assert [list(obstacles.found[code]) for code in codes] == [blocks(board, n, d) for d in board.grid.nearest[n]]
