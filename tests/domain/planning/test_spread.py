"""The tie-break after the search: half-days and weekdays are even where nothing else decides, and the cost never rises."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.domain.planning.years import WEEK, annual_visit, at, days_from, random_year, small
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.problem import Problem
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.search.clerk import first_board
from visitplanner.domain.planning.search.search import first_plan, improve, plan_of
from visitplanner.domain.planning.search.spread import spread


def spread_of(problem: Problem) -> tuple[Board, float]:
    board = first_board(Grid(problem))
    before = board.total()
    spread(board)
    return board, before


def alone(count: int) -> Problem:
    """One visit a day of one leader."""
    days = days_from(WEEK[0], count)
    return small(*(annual_visit(f"A{n}", ideal=day, days=(day,)) for n, day in enumerate(days)), days=days)


def test_mornings_and_afternoons_are_even() -> None:
    slots = Counter(place.slot for place in first_plan(alone(20)).visits)
    assert slots == {"am": 10, "pm": 10}
    improved = improve(alone(20), steps=1)
    assert Counter(place.slot for place in improved.visits) == {"am": 10, "pm": 10}


def test_of_days_that_cost_the_same_the_less_used_weekday_is_taken() -> None:
    """Their ideal day lies between two that are allowed: Monday and Wednesday."""
    visits = [
        annual_visit(f"A{n}", ideal=WEEK[1], days=(WEEK[0], WEEK[2]), leaders=(who,)) for n, who in enumerate(("boss", "expert"))
    ]
    board, before = spread_of(small(*visits))
    assert {place.day for place in board.placed()} == {WEEK[0], WEEK[2]} and board.total() == before


@pytest.mark.parametrize("seed", range(6))
def test_the_cost_never_rises_the_plan_stays_lawful_and_it_ends_the_same(seed: int) -> None:
    problem = random_year(seed)
    board, before = spread_of(problem)
    assert board.total() <= before + 1e-9
    assert judge(problem, plan_of(board)) == []
    again, _ = spread_of(problem)
    assert again.placed() == board.placed()


def test_wishes_agreements_and_what_stood_there_keep_their_half_day() -> None:
    problem = alone(12)
    asked = [replace(visit, slots=("am",)) for visit in problem.visits[:4]]
    stood = {visit.id: at(visit.id, visit.days[0], "am", "expert") for visit in problem.visits[4:8]}
    problem = replace(problem, visits=(*asked, *problem.visits[4:]), previous=stood)
    places = {place.id: place.slot for place in first_plan(problem).visits}
    assert [places[visit.id] for visit in problem.visits[:8]] == ["am"] * 8
    assert [places[visit.id] for visit in problem.visits[8:]] == ["pm"] * 4
