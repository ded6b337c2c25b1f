"""A substitute or a successor leads on its own days and on no other, whatever looks for a place."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning.test_bound import best_of_all, tiny_years
from tests.domain.planning.years import WEEK, annual_visit, at, plan, random_year, small
from visitplanner.domain.planning.board.blocks import blocks
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.bounds.bound import lower_bound
from visitplanner.domain.planning.explain import alternatives
from visitplanner.domain.planning.find_day import Grade, find_days
from visitplanner.domain.planning.problem import Problem
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.search.search import board_of, improve

LENT = annual_visit(leaders=("expert", "boss"), leading={"boss": frozenset(WEEK[:2])})


def on_some_days(problem: Problem, seed: int) -> Problem:
    """The problem with leaders who may lead on some of the days only."""
    random = Random(seed)
    visits = [
        replace(v, leading={p: frozenset(d for d in problem.days if random.random() < 0.5) for p in v.leaders[::-1][:1]})
        for v in problem.visits
    ]
    return replace(problem, visits=tuple(visits))


def test_a_substitute_may_lead_on_its_days_and_on_no_other() -> None:
    problem = small(LENT)
    assert judge(problem, plan(at("A", WEEK[1]))) == []
    assert [breach.rule for breach in judge(problem, plan(at("A", WEEK[2])))] == ["leader_may_lead"]
    assert judge(problem, plan(at("A", WEEK[2], "am", "expert"))) == []


def test_with_the_leader_away_the_visit_goes_to_a_day_of_the_substitute() -> None:
    people = tuple(replace(p, off=frozenset(WEEK)) if p.id == "expert" else p for p in small().people)
    made = improve(small(LENT, people=people), steps=5)
    assert [(place.day, place.leader) for place in made.visits] == [(WEEK[1], "boss")]
    graded = {one.day: one.grade for one in find_days(small(LENT, people=people), made, "A")}
    assert [day for day, grade in graded.items() if grade is not Grade.NOT] == list(WEEK[:2])


def test_a_plan_that_lets_the_substitute_lead_too_late_loses_that_visit() -> None:
    board = board_of(Grid(small(LENT)), plan(at("A", WEEK[4])))
    assert board.seat == [None]
    assert blocks(board, 0, 4) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_year_of_substitutes_is_planned_lawfully_and_not_below_its_bound(seed: int) -> None:
    problem = on_some_days(random_year(seed), seed)
    made = improve(problem, steps=30, seed=seed)
    assert judge(problem, made) == []
    assert made.bound is not None and made.cost >= made.bound - 1e-6
    board = board_of(Grid(problem), made)
    for n in range(len(problem.visits)):
        alternatives(board, n)


@settings(max_examples=30)
@given(tiny_years(), st.integers(0, 99))
def test_no_plan_with_substitutes_is_cheaper_than_the_bound(problem: Problem, seed: int) -> None:
    lent = on_some_days(replace(problem, fixed=()), seed)
    best = best_of_all(lent)
    assert lower_bound(Grid(lent), 40).value <= best + 1e-6
    assert improve(lent, steps=20).cost >= best - 1e-6
