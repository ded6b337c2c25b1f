"""Each rule of a plan bites on the plan that breaks it, and on that rule alone, and leaves a lawful plan in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.planning.years import MONDAY, PEOPLE, WEEK, annual_visit, at, group_visit, plan, small
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import PersonId, Plan, VisitId
from visitplanner.domain.planning.problem import Norms, Problem, Spacing, week_of
from visitplanner.domain.planning.rules import RULES, judge
from visitplanner.domain.planning.search.search import board_of

GROUP_PLACE = at("G", WEEK[2], "am", "boss", "seller", "engineer")
PROBLEM = small(
    group_visit("G"),
    annual_visit("A"),
    annual_visit("B", days=(*WEEK,)),
    spacings=(Spacing("A", "B", 1, 3),),
    fixed=(at("A", WEEK[1], "am", "expert"),),
)
LAWFUL = plan(GROUP_PLACE, at("A", WEEK[1], "am", "expert"), at("B", WEEK[3], "am", "expert"))


def with_place(ident: str, **change: object) -> Plan:
    """The lawful plan with one place changed."""
    return replace(LAWFUL, visits=tuple(replace(p, **change) if p.id == ident else p for p in LAWFUL.visits))  # type: ignore[arg-type]


def with_people(ident: str, **change: object) -> Problem:
    """The problem with one person changed."""
    people = tuple(replace(p, **change) if p.id == ident else p for p in PEOPLE)  # type: ignore[arg-type]
    return replace(PROBLEM, people=people)


def test_a_lawful_plan_breaks_no_rule() -> None:
    assert judge(PROBLEM, LAWFUL) == []


BREAKS: dict[str, list[tuple[Problem, Plan]]] = {
    "known_and_once": [
        (PROBLEM, replace(LAWFUL, visits=(*LAWFUL.visits, at("stranger", WEEK[0], "pm")))),
        (PROBLEM, replace(LAWFUL, visits=(*LAWFUL.visits, LAWFUL.visits[2]))),
    ],
    "placed_or_explained": [
        (PROBLEM, replace(LAWFUL, visits=LAWFUL.visits[:2])),
        (PROBLEM, replace(LAWFUL, unplaced=plan(left=("B",)).unplaced)),
    ],
    "day_allowed": [(PROBLEM, with_place("G", day=MONDAY - timedelta(7)))],
    "slot_exists": [(PROBLEM, with_place("G", slot="night"))],
    "slot_suits": [(replace(PROBLEM, visits=(group_visit("G", slots=("pm",)), *PROBLEM.visits[1:])), LAWFUL)],
    "leader_may_lead": [(PROBLEM, with_place("B", leader="seller"))],
    "team_of_different_people": [
        (PROBLEM, with_place("G", members=("seller", "engineer", "engineer"))),
        (PROBLEM, with_place("G", members=("boss", "seller", "engineer"))),
    ],
    "nobody_away": [
        (with_people("boss", off=frozenset({WEEK[2]})), LAWFUL),
        (with_people("engineer", off=frozenset({WEEK[2]})), LAWFUL),
        (PROBLEM, with_place("G", members=("seller", "engineer", "nobody"))),
    ],
    "skills_present": [
        (PROBLEM, with_place("G", members=("seller",))),
        (PROBLEM, with_place("G", members=("seller", "expert"))),
        (replace(PROBLEM, visits=(group_visit("G", needs={"business": 2}), *PROBLEM.visits[1:])), LAWFUL),
    ],
    "one_visit_at_a_time": [
        (replace(PROBLEM, spacings=()), with_place("B", day=WEEK[1])),
        (PROBLEM, with_place("G", day=WEEK[3], members=("expert", "engineer"))),
    ],
    "daily_limit": [(replace(with_people("expert", per_day=1), spacings=()), with_place("B", day=WEEK[1], slot="pm"))],
    "spacing_kept": [
        (PROBLEM, with_place("B", day=WEEK[0])),
        (replace(PROBLEM, spacings=(Spacing("A", "B", 3, 9),)), LAWFUL),
        (replace(PROBLEM, spacings=(Spacing("A", "B", 0, 1),)), LAWFUL),
    ],
    "agreed_visits_kept": [
        (PROBLEM, with_place("A", slot="pm")),
        (PROBLEM, with_place("A", day=WEEK[0])),
        (PROBLEM, with_place("A", members=("seller",))),
    ],
    "leader_week_norm": [(replace(PROBLEM, norms=Norms(leader_week=1)), LAWFUL)],
    "member_week_norm": [(replace(PROBLEM, norms=Norms(member_week=0)), LAWFUL)],
    "office_day_norm": [(replace(PROBLEM, norms=Norms(office_day=1)), with_place("B", day=WEEK[2]))],
    "office_week_norm": [(replace(PROBLEM, norms=Norms(weeks={week_of(MONDAY): 2})), LAWFUL)],
}


def test_every_rule_has_a_plan_that_breaks_it() -> None:
    assert set(BREAKS) == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(("rule", "problem", "broken"), [(rule, *case) for rule, cases in BREAKS.items() for case in cases])
def test_a_plan_that_breaks_one_rule_is_told_that_rule_and_no_other(rule: str, problem: Problem, broken: Plan) -> None:
    assert {breach.rule for breach in judge(problem, broken)} == {rule}
    assert all(str(breach.what) for breach in judge(problem, broken))


def test_an_agreed_visit_keeps_a_day_and_a_leader_the_rules_would_not_give_it() -> None:
    agreed = at("A", WEEK[1], "am", "seller")
    problem = small(annual_visit("A", days=(WEEK[4],)), fixed=(agreed,))
    assert judge(problem, plan(agreed)) == []


def test_a_person_with_both_skills_counts_for_one_of_them() -> None:
    both = replace(PEOPLE[3], id="both", skills=frozenset({"business", "technical"}))
    problem = small(group_visit("G"), people=(*PEOPLE, both))
    assert [b.rule for b in judge(problem, plan(at("G", WEEK[2], "am", "boss", "both")))] == ["skills_present"]
    assert judge(problem, plan(at("G", WEEK[2], "am", "boss", "both", "seller"))) == []


def test_what_was_agreed_counts_and_may_go_beyond_the_norms() -> None:
    norms = Norms(leader_week=1, office_day=1, weeks={week_of(MONDAY): 1})
    agreed = (at("A", WEEK[1], "am", "expert"), at("B", WEEK[1], "pm", "expert"))
    problem = small(annual_visit("A"), annual_visit("B"), annual_visit("C"), fixed=agreed, norms=norms)
    assert judge(problem, plan(*agreed, left=("C",))) == []
    third = judge(problem, plan(*agreed, at("C", WEEK[2], "am", "expert")))
    assert {(breach.rule, breach.visit) for breach in third} == {("leader_week_norm", "C"), ("office_week_norm", "C")}


def test_norms_that_do_not_bind_are_no_rules() -> None:
    problem = replace(PROBLEM, norms=Norms(leader_week=1, office_day=1, binding=False))
    assert judge(problem, LAWFUL) == []


def test_people_and_visits_stand_in_a_breach_as_what_they_are() -> None:
    broken = judge(PROBLEM, with_place("B", leader="seller"))[0].what.values
    assert (type(broken["person"]), type(broken["visit"])) == (PersonId, VisitId)


def test_one_person_may_be_at_two_visits_of_a_slot_that_are_agreed_for_times_of_their_own() -> None:
    first, second = (replace(at(n, WEEK[1], "am", "expert"), time=time) for n, time in (("A", "09:00"), ("B", "10:30")))
    agreed = replace(PROBLEM, spacings=(), fixed=(first, second))
    assert judge(agreed, plan(GROUP_PLACE, first, second)) == []
    assert board_of(Grid(agreed), plan(GROUP_PLACE)).placed() == (GROUP_PLACE, first, second)
    untimed = replace(second, time="")
    (breach,) = judge(replace(agreed, fixed=(first, untimed)), plan(GROUP_PLACE, first, untimed))
    assert breach.rule == "one_visit_at_a_time"
