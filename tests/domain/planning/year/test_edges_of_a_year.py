"""The edges of what a year is made of: exactly as many days or skills as there may be, nobody to go along, whole days to lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, combinations

import pytest

from tests.domain.planning.years import PEOPLE, WEEK, annual_visit, days_from, small
from visitplanner.domain.planning.turns import fair_turns
from visitplanner.domain.planning.year.crews import MOST_SKILLS, Crews
from visitplanner.domain.planning.year.leading import Leader
from visitplanner.domain.planning.year.level_year import DAYS_AROUND_IDEAL, near_days
from visitplanner.domain.staff.staff import Person, Rank


def test_a_leader_leads_on_all_its_days_or_on_those_of_them_that_are_lent() -> None:
    person, there = Person(name="王專員", rank=Rank.STAFF), frozenset(WEEK[:3])
    assert Leader(person, there).able == there
    assert Leader(person, there, frozenset(WEEK[2:])).able == {WEEK[2]}
    assert Leader(person, there, frozenset()).able == frozenset()


def test_where_nobody_has_a_skill_that_is_asked_nobody_has_a_turn() -> None:
    without = tuple(replace(person, skills=frozenset[str]()) for person in PEOPLE)
    assert fair_turns(small(annual_visit(needs={"technical": 1}), people=without)).joining == {}
    assert fair_turns(small()).joining == {}


@pytest.mark.parametrize("count", [1, 2, MOST_SKILLS, MOST_SKILLS + 1])
def test_every_choice_of_skills_is_counted_as_long_as_they_are_few(count: int) -> None:
    """By hand: all choices of up to six skills; of more only each by itself and all of them together."""
    skills = [f"skill{n}" for n in range(count)]
    few = range(1, count + 1) if count <= 6 else (1, count)
    expected = {frozenset(one) for one in chain.from_iterable(combinations(skills, size) for size in few)}
    assert set(Crews([frozenset(skills[:1])], 2, skills).most) == expected


@pytest.mark.parametrize(("near", "kept"), [(41, 41), (40, 40), (39, 40), (3, 40)])
def test_a_yearly_visit_keeps_the_days_near_its_ideal_one_or_the_nearest_forty(near: int, kept: int) -> None:
    """The year has sixty days more, all farther away than another year's spacing allows."""
    days = days_from(date(2027, 1, 4), near)
    far = days_from(days[-1] + timedelta(DAYS_AROUND_IDEAL + 60), 60)
    whole = (*days, *far)
    found = near_days(whole[::-1], ideal=days[0])
    assert sorted(found) == list(whole[:kept])
