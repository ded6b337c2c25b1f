"""Days for one customer are graded by what they cost, and a day that cannot be says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import inf

from tests.domain.planning.years import PEOPLE, WEEK, annual_visit, at, days_from, group_visit, plan, random_year, small
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.find_day import Grade, find_days, grade_days
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.search.search import board_of, improve


def test_every_working_day_is_graded_and_the_joined_trip_is_best() -> None:
    problem = small(annual_visit("A"), annual_visit("B", ideal=WEEK[2]))
    graded = find_days(problem, plan(at("A", WEEK[1], "am", "expert")), "B")
    assert [day.day for day in graded] == list(WEEK)
    assert [day.extra for day in graded] == [16, 0, 14, 15, 16]
    assert [day.grade for day in graded] == [Grade.POOR, Grade.GOOD, Grade.FAIR, Grade.FAIR, Grade.POOR]


def test_a_day_that_cannot_be_has_no_place_and_says_why() -> None:
    people = tuple(replace(p, off=frozenset({WEEK[1]})) if p.id == "boss" else p for p in PEOPLE)
    blocked = find_days(small(group_visit("G", days=WEEK[:4]), people=people), plan(), "G")
    assert (blocked[1].grade, blocked[1].extra, blocked[1].places) == (Grade.NOT, inf, ())
    assert str(blocked[1].words[0]) == "Nobody who may lead is in the office."
    assert str(blocked[4].words[0]) == "The day is not among the allowed days."


def test_each_place_offered_is_lawful_and_where_the_visit_stood_does_not_matter() -> None:
    problem = random_year(4)
    made = improve(problem, steps=0)
    ident = made.visits[0].id
    others = tuple(p for p in made.visits if p.id != ident)
    offered = [place for day in find_days(problem, made, ident) for place in day.places]
    assert offered
    for place in offered:
        assert judge(problem, replace(made, visits=(*others, place))) == []


def test_grading_leaves_the_board_alone_and_can_begin_later() -> None:
    board = board_of(Grid(small(annual_visit("A"))), plan(at("A", WEEK[1], "am", "expert")))
    before = list(board.seat)
    assert [day.day for day in grade_days(board, 0, WEEK[3])] == [WEEK[3], WEEK[4]]
    assert board.seat == before


def test_the_ideal_day_itself_says_nothing_and_the_days_around_it_count_from_it() -> None:
    graded = find_days(small(annual_visit("A"), annual_visit("B")), plan(at("B", WEEK[2], "am", "expert")), "A")
    away = [[str(word) for word in day.words if "ideal day" in str(word)] for day in graded]
    assert away == [
        ["2 days before the ideal day."],
        ["1 days before the ideal day."],
        [],
        ["1 days after the ideal day."],
        ["2 days after the ideal day."],
    ]


def test_only_in_the_busiest_month_a_day_would_make_it_busier() -> None:
    """Two visits in March, one in April: a third in March raises the highest month, a second in April does not."""
    days = days_from(date(2026, 3, 26), 8)
    march, april = [day for day in days if day.month == 3], [day for day in days if day.month == 4]
    visits = [annual_visit(name, days=days, ideal=days[0]) for name in "ABCD"]
    places = (at("A", march[0], "am", "expert"), at("B", march[0], "pm", "expert"), at("C", april[0], "am", "expert"))
    graded = find_days(small(*visits, days=days), plan(*places), "D")
    busier = {day.day for day in graded if any("busiest month" in str(word) for word in day.words)}
    assert busier == set(march) - {march[0]}
