"""After a disruption the hit visits find new places; what is agreed, what is near, and nearly all others stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.planning.years import (
    MONDAY,
    PEOPLE,
    WEEK,
    annual_visit,
    at,
    days_from,
    group_visit,
    kept_year,
    plan,
    postponed,
    random_year,
    small,
    without_days,
    without_person,
)
from visitplanner.domain.planning.plan import Plan, VisitId
from visitplanner.domain.planning.problem import Norms, Prices, Problem
from visitplanner.domain.planning.replan import replan
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.search.search import improve


@pytest.fixture(scope="module", params=[1, 2])
def year(request: pytest.FixtureRequest) -> tuple[Problem, Plan]:
    problem = random_year(request.param, groups=6, annual=40, months=6, specialists=3, away=0.1)
    return problem, improve(problem, steps=2)


def test_nothing_changes_when_nothing_happened(year: tuple[Problem, Plan]) -> None:
    problem, before = year
    mended = replan(problem, before)
    assert mended.changes == ()
    assert mended.plan.places() == before.places()


def test_a_leader_away_for_two_weeks_leads_nothing_then_and_few_others_move(year: tuple[Problem, Plan]) -> None:
    problem, before = year
    first = before.visits[len(before.visits) // 2]
    gone = [day for day in problem.days if first.day <= day < first.day + timedelta(14)]
    now = without_person(problem, first.leader, gone)
    hit = {breach.visit for breach in judge(now, before)}
    mended = replan(now, before)
    assert first.id in hit
    assert judge(now, mended.plan) == []
    assert hit <= {change.visit for change in mended.changes}
    assert len({change.visit for change in mended.changes} - hit) <= 0.05 * len(before.visits)


def test_a_typhoon_day_is_empty_afterwards_and_every_change_says_why(year: tuple[Problem, Plan]) -> None:
    problem, before = year
    storm = before.visits[3].day
    mended = replan(without_days(problem, [storm]), before)
    assert all(place.day != storm for place in mended.plan.visits)
    assert {p.id for p in before.visits if p.day == storm} <= {change.visit for change in mended.changes}
    assert all(str(change.why) for change in mended.changes)
    assert all(change.before != change.after for change in mended.changes)


def test_a_customer_who_postpones_is_visited_later_and_nobody_else_moves(year: tuple[Problem, Plan]) -> None:
    problem, before = year
    place = next(p for p in before.visits if p.day < problem.visit(p.id).days[-8])
    until = place.day + timedelta(2)
    mended = replan(postponed(problem, place.id, until), before)
    assert mended.plan.places()[place.id].day >= until
    assert [change.visit for change in mended.changes][:1] == [place.id]
    assert len(mended.changes) <= 2


def test_agreed_visits_never_move_and_those_the_disruption_hits_are_named(year: tuple[Problem, Plan]) -> None:
    problem, before = year
    storm = before.visits[0].day
    agreed = tuple(p for p in before.visits if p.day == storm)
    mended = replan(without_days(replace(problem, fixed=agreed), [storm]), before)
    assert set(agreed) <= set(mended.plan.visits)
    assert {clash.visit for clash in mended.clashes} == {p.id for p in agreed}


def test_the_next_weeks_are_left_alone() -> None:
    problem = small(annual_visit("A", ideal=WEEK[0]), annual_visit("B", ideal=WEEK[4]))
    before = plan(at("A", WEEK[0], "am", "expert"), at("B", WEEK[4], "am", "expert"))
    closer = replace(problem, visits=(replace(problem.visits[0], ideal=WEEK[0], weekdays=frozenset({4})), problem.visits[1]))
    dear = replace(closer, prices=replace(problem.prices, weekday=500))
    assert replan(dear, before).plan.places()["A"].day == WEEK[4]
    assert replan(dear, before, leave_until=WEEK[1]).changes == ()


def test_a_visit_that_was_added_finds_a_place_and_one_that_is_no_longer_owed_leaves() -> None:
    before = plan(at("A", WEEK[2], "am", "expert"), at("old", WEEK[2], "pm", "expert"))
    mended = replan(small(annual_visit("A"), annual_visit("new")), before)
    assert mended.plan.places()["new"].day == WEEK[2]
    assert {change.visit: (change.before is None, change.after is None) for change in mended.changes} == {
        "old": (False, True),
        "new": (True, False),
    }


def test_a_second_mend_moves_nothing_under_norms() -> None:
    year = kept_year(3, annual=40)
    passed = {visit.id: visit.ideal - timedelta(300) for visit in year.visits[::2]}
    problem = replace(
        year, visits=tuple(replace(visit, passed=passed[visit.id]) if visit.id in passed else visit for visit in year.visits)
    )
    plan = improve(problem, steps=2)
    leader = plan.visits[0].leader
    away = without_person(problem, leader, problem.days[10:20])
    mended = replan(away, plan)
    assert judge(away, mended.plan) == []
    turned = replace(away, visits=tuple(replace(v, ideal=v.days[-1]) if v.passed and v.days else v for v in away.visits))
    assert [change for change in replan(turned, mended.plan).changes if change.after] == []


def test_a_group_visit_keeps_its_turn_though_mending_knows_only_its_own_ideal_day() -> None:
    days = days_from(MONDAY, 10)
    group = group_visit("G", days=days, ideal=days[0])
    problem = small(group, annual_visit("A", days=days, ideal=days[3]), days=days, prices=Prices(day_from_ideal=100))
    before = plan(at("G", days[8], "am", "boss", "seller", "engineer"), at("A", days[3], "pm", "expert"))
    assert judge(problem, before) == []
    closed = without_days(problem, [days[3]])
    assert [change.visit for change in replan(closed, before).changes] == ["A"]


def test_a_visit_that_made_room_names_the_one_it_made_room_for() -> None:
    moved = annual_visit("A", days=(WEEK[2], WEEK[3]))
    coming = annual_visit("B", days=(WEEK[2],))
    people = tuple(replace(p, per_day=1) for p in PEOPLE)
    mended = replan(small(moved, coming, people=people), Plan((at("A", WEEK[2], "am", "expert"),)))
    why = {change.visit: change.why for change in mended.changes}
    assert why["A"].values["visit"] == VisitId("B")
    assert str(why["B"]) == "Newly owed; it had no day before."


def test_a_visit_that_left_its_week_to_another_says_so_and_not_that_a_better_place_became_free() -> None:
    days = days_from(MONDAY, 10)
    moved = annual_visit("A", days=days, ideal=days[1])
    coming = annual_visit("B", days=days[:5], ideal=days[3])
    norms = Norms(leader_week=1)
    problem = replace(small(moved, coming, days=days, people=PEOPLE), norms=norms)
    mended = replan(problem, plan(at("A", days[1], "am", "expert")))
    assert mended.plan.places()["A"].day >= days[5], "the week has room for one"
    why = {change.visit: change.why for change in mended.changes}
    assert why["A"].values == {"visit": VisitId("B")}
    back = replan(replace(problem, visits=(moved,)), plan(at("A", days[7], "am", "expert")))
    assert [str(change.why) for change in back.changes] in ([], ["A better place became free for it."])


def test_who_is_away_is_away_alone_and_a_closed_day_is_closed_for_all_and_a_postponement_concerns_one(
    year: tuple[Problem, Plan],
) -> None:
    """The disruptions these tests make are those they say."""
    problem, before = year
    leader, gone = before.visits[0].leader, problem.days[3:9]
    away = without_person(problem, leader, gone)
    for was, now in zip(problem.people, away.people, strict=True):
        assert now == (replace(was, off=was.off | set(gone)) if was.id == leader else was)
    closed = without_days(problem, gone)
    assert all(set(gone) <= person.off for person in closed.people)
    assert all(
        visit.days == tuple(d for d in was.days if d not in gone)
        for was, visit in zip(problem.visits, closed.visits, strict=True)
    )
    agreed = replace(problem, fixed=before.visits[:3])
    late = postponed(agreed, before.visits[1].id, problem.days[-1])
    assert late.fixed == (before.visits[0], before.visits[2])
    assert [v for v in late.visits if v.id != before.visits[1].id] == [v for v in agreed.visits if v.id != before.visits[1].id]


def test_a_visit_that_was_hit_says_by_what_and_not_that_it_made_room(year: tuple[Problem, Plan]) -> None:
    problem, before = year
    storm = before.visits[3].day
    now = without_days(problem, [storm])
    why = {change.visit: str(change.why) for change in replan(now, before, leave_until=problem.days[-1]).changes}
    hit = [place.id for place in before.visits if place.day == storm]
    assert hit and all("not among" in why[ident] or "away" in why[ident] for ident in hit), why


@pytest.mark.parametrize(("badly", "moved"), [(0, 0), (1, 1), (2, 0), (5, 0)])
def test_a_mend_moves_one_untouched_visit_in_twenty_for_a_better_place_and_no_more(badly: int, moved: int) -> None:
    """Ten visits, some three days from their ideal day though that day is free and dear to miss: one may move, or none."""
    days = days_from(MONDAY, 10)
    visits = tuple(annual_visit(f"V{n}", township=f"T{n}", ideal=day, days=days) for n, day in enumerate(days))
    problem = small(*visits, days=days, prices=Prices(day_from_ideal=100))
    before = plan(
        *(
            at(f"V{n}", days[(n + 3) % 10], "pm", "expert") if n < badly else at(f"V{n}", days[n], "am", "expert")
            for n in range(10)
        )
    )
    assert judge(problem, before) == []
    mended = replan(problem, before)
    assert len(mended.changes) == moved
    if moved:
        assert mended.plan.places()["V0"].day == days[0]
