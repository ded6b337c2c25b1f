"""Explanations say what is so: the rule that blocks, the change that frees, the price of another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import inf

import pytest

from tests.domain.planning.years import PEOPLE, WEEK, annual_visit, at, group_visit, plan, small
from visitplanner.domain.planning.board.blocks import (
    LEADER_AWAY,
    LEADER_TAKEN,
    MEMBER,
    NOT_ALLOWED,
    SPACING,
    Block,
    blocks,
    reason_left_out,
    smallest_change,
)
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.explain import alternatives, reasons
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.problem import Norms, Prices, Problem, Spacing, Visitor
from visitplanner.domain.planning.search.search import board_of

IN_PLACE = at("G", WEEK[2], "am", "boss", "seller", "engineer")


def board(problem: Problem, places: Plan | None = None) -> Board:
    return board_of(Grid(problem), places or plan())


def away(ident: str, *days: date) -> tuple[Visitor, ...]:
    return tuple(replace(p, off=frozenset(days)) if p.id == ident else p for p in PEOPLE)


def test_a_free_day_has_no_block() -> None:
    assert blocks(board(small(group_visit("G"))), 0, 2) == []


def test_each_rule_that_blocks_a_day_is_named() -> None:
    assert blocks(board(small(group_visit("G", days=WEEK[:2]))), 0, 2) == [Block(NOT_ALLOWED)]
    assert blocks(board(small(group_visit("G"), people=away("boss", WEEK[2]))), 0, 2) == [Block(LEADER_AWAY)]
    assert blocks(board(small(group_visit("G"), people=away("engineer", WEEK[2]))), 0, 2) == [Block(MEMBER, "technical")]
    led = small(group_visit("G"), *(group_visit(f"H{n}", needs={}) for n in (1, 2)))
    taken = plan(at("H1", WEEK[2], "am"), at("H2", WEEK[2], "pm"))
    assert blocks(board(led, taken), 0, 2) == [Block(LEADER_TAKEN)]
    spaced = small(group_visit("G"), group_visit("H", needs={}), spacings=(Spacing("G", "H", 2, 9),))
    assert blocks(board(spaced, plan(at("H", WEEK[3]))), 0, 2) == [Block(SPACING)]


def test_a_visit_left_out_counts_its_days_by_the_rule_that_blocks_them() -> None:
    people = tuple(replace(p, off=frozenset(WEEK[3:])) if p.id == "boss" else p for p in away("engineer", *WEEK[:3]))
    told = str(reason_left_out(board(small(group_visit("G"), people=people)), 0))
    assert told == "Of 5 allowed days: nobody who may lead is in the office on 2, a member is missing on 3."  # and no other on 0


def test_a_visit_without_days_says_so() -> None:
    problem = small(group_visit("G", days=()))
    assert "No working day" in str(reason_left_out(board(problem), 0))
    assert "one working day" in str(smallest_change(board(problem), 0))


def test_one_more_member_is_named_and_really_frees_the_visit() -> None:
    problem = small(group_visit("G"), people=away("engineer", *WEEK))
    change = smallest_change(board(problem), 0)
    assert change is not None
    assert (str(change.values["skill"]), change.values["month"], change.values["days"]) == ("technical skill", 3, 5)
    helped = replace(problem, people=(*problem.people, Visitor("new", "staff", frozenset({"technical"}))))
    assert blocks(board(helped), 0, 2) == []


def test_no_single_change_is_promised_when_two_members_are_missing() -> None:
    people = tuple(p for p in PEOPLE if p.id in ("boss",))
    assert smallest_change(board(small(group_visit("G"), people=people)), 0) is None


@pytest.mark.parametrize(("person", "word"), [("boss", "in the office"), ("engineer", "technical")])
def test_the_change_follows_who_is_missing(person: str, word: str) -> None:
    assert word in str(smallest_change(board(small(group_visit("G"), people=away(person, *WEEK))), 0))


def test_alternatives_are_the_nearest_days_with_what_they_cost_more_and_leave_the_board_alone() -> None:
    problem = small(annual_visit("A"), annual_visit("B"))
    here = board(problem, plan(at("A", WEEK[2], "am", "expert"), at("B", WEEK[2], "pm", "expert")))
    before = (list(here.seat), here.total())
    views = alternatives(here, 0, 3)
    assert views[0].day in (WEEK[1], WEEK[3])
    assert [view.extra for view in views] == [16.0, 16.0, 17.0]
    assert all("A trip of its own" in str(view.words[-1]) for view in views)
    assert (list(here.seat), here.total()) == before


def test_a_blocked_alternative_names_the_rule() -> None:
    here = board(
        small(group_visit("G"), people=away("boss", WEEK[1])), plan(at("G", WEEK[2], "am", "boss", "seller", "engineer"))
    )
    view = next(view for view in alternatives(here, 0) if view.day == WEEK[1])
    assert view.extra == inf
    assert str(view.words[0]) == "Nobody who may lead is in the office."


def test_a_placed_visit_says_what_speaks_for_its_day() -> None:
    problem = small(annual_visit("A"), annual_visit("B", ideal=WEEK[4]), fixed=(at("A", WEEK[2], "am", "expert"),))
    here = board(problem, plan(at("A", WEEK[2], "am", "expert"), at("B", WEEK[2], "pm", "expert")))
    assert [str(reason) for reason in reasons(here, 0)][:2] == ["Agreed with the customer.", "It is the ideal day."]
    assert "Shares a trip to 板橋區." in [str(reason) for reason in reasons(here, 1)]


def test_a_visit_on_the_next_day_says_that_nobody_was_free_before() -> None:
    here = board(
        small(group_visit("G"), people=away("boss", WEEK[2])), plan(at("G", WEEK[3], "am", "boss", "seller", "engineer"))
    )
    assert [str(reason) for reason in reasons(here, 0)] == ["Of 1 nearer days: nobody who may lead is in the office on 1."]


def test_a_visit_that_keeps_its_distance_from_another_says_so() -> None:
    spaced = small(group_visit("G"), group_visit("H", needs={}, ideal=WEEK[1]), spacings=(Spacing("H", "G", 3, 9),))
    places = (at("H", WEEK[0]), at("G", WEEK[3], "am", "boss", "seller", "engineer"))
    assert said_of(spaced, 0, *places) == ["Every nearer day (1) is too near to, or too far from, the customer's other visit."]
    later = (places[0], at("G", WEEK[4], "am", "boss", "seller", "engineer"))
    assert said_of(replace(spaced, people=away("boss", WEEK[3])), 0, *later) == [
        "Of 3 nearer days: nobody who may lead is in the office on 1, the customer's other visit is too near or too far on 2."
    ]


def test_an_ideal_day_that_was_not_to_be_had_says_what_it_is() -> None:
    problem = small(annual_visit("A", ideal=WEEK[2]), avoided=frozenset({WEEK[2]}), prices=Prices(avoided=10))
    told = said_of(problem, 0, at("A", WEEK[1], "am", "expert"))
    assert "The ideal day 2026-03-04 is one nobody likes: a long holiday or the lunar new year is near." in told
    problem = small(annual_visit("A", ideal=WEEK[2], weekdays=frozenset({1})), prices=Prices(weekday=10))
    assert "The ideal day 2026-03-04 is not on a weekday the customer prefers." in said_of(
        problem, 0, at("A", WEEK[1], "am", "expert")
    )


def said_of(problem: Problem, n: int, *places: Placed) -> list[str]:
    return [str(reason) for reason in reasons(board(problem, plan(*places)), n)]


def test_a_visit_that_waits_for_its_leader_says_that_the_leader_is_busy() -> None:
    problem = small(*(annual_visit(ident, ideal=WEEK[0], township=ident) for ident in "ABC"))
    first = (at("A", WEEK[0], "am", "expert"), at("B", WEEK[0], "pm", "expert"), at("C", WEEK[1], "am", "expert"))
    assert said_of(problem, 2, *first) == ["On every nearer day (1) whoever may lead is already at other visits."]


def test_a_visit_kept_out_of_a_full_month_names_the_month() -> None:
    days = (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1))
    problem = small(*(annual_visit(ident, ideal=days[0], days=days) for ident in "AB"), days=days)
    places = (at("A", days[0], "am", "expert"), at("B", days[2], "am", "expert"))
    assert said_of(problem, 1, *places) == ["Nearer open days lie in month 3, which is full: 1 visits."]


def test_a_visit_that_keeps_a_trip_shared_says_that_nearer_days_need_one_of_their_own() -> None:
    problem = small(annual_visit("A", ideal=WEEK[0]), annual_visit("B", ideal=WEEK[2]))
    places = (at("A", WEEK[0], "am", "expert"), at("B", WEEK[0], "pm", "expert"))
    assert said_of(problem, 1, *places)[1:] == ["On nearer open days it would need a trip of its own."]


def test_a_visit_whose_ideal_day_is_no_working_day_stands_on_the_nearest() -> None:
    problem = small(annual_visit("A", ideal=date(2026, 3, 1)))
    assert said_of(problem, 0, at("A", WEEK[0], "am", "expert")) == ["The ideal day 2026-03-01 is no working day."]


def told(problem: Problem, places: Plan, n: int = 0) -> list[str]:
    return [str(reason) for reason in reasons(board(problem, places), n)]


def test_a_visit_that_found_its_norms_reached_says_so() -> None:
    problem = small(annual_visit("A"), annual_visit("B"), annual_visit("C"), norms=Norms(office_day=2))
    places = plan(at("A", WEEK[3], "am", "expert"), at("B", WEEK[2], "am", "expert"), at("C", WEEK[2], "pm", "expert"))
    people = tuple(replace(p, per_day=9) for p in PEOPLE)
    words = told(replace(problem, people=people, slots=("am", "pm", "eve")), places)
    assert "On every nearer day (1) as much is planned as the norms of a week or a day allow." in words


def test_sites_of_one_company_and_its_group_are_named_where_one_journey_may_do() -> None:
    problem = small(annual_visit("A", company="C"), annual_visit("B", company="C"), group_visit("G", company="C"))
    same = plan(at("A", WEEK[2], "am", "expert"), at("B", WEEK[2], "pm", "expert"), IN_PLACE)
    assert "On one day with another site of its company." in told(problem, same)
    once = "visited on the same day: one journey does for both, each recorded by its own rule."
    assert f"Its group is {once}" in told(problem, same)
    assert f"One of its sites is {once}" in told(problem, same, 2)
    near = plan(at("A", WEEK[3], "am", "expert"), IN_PLACE)
    assert "Its group is visited on 2026-03-04: moved to the same day, one journey would do for both." in told(problem, near)
    assert "One of its sites is visited on 2026-03-05: moved to the same day, one journey would do for both." in told(
        problem, near, 2
    )
    alone = plan(at("A", WEEK[2], "am", "expert"), at("B", WEEK[3], "am", "expert"))
    assert not [word for word in told(problem, alone) if "another site" in word or "journey" in word]


def test_turns_and_days_nobody_likes_stand_among_the_reasons() -> None:
    problem = small(group_visit("G"), prices=Prices(turn=20), avoided=frozenset({WEEK[2]}))
    words = told(problem, plan(IN_PLACE))
    assert {"The members go in turn.", "A day nobody likes: a long holiday or the lunar new year is near."} <= set(words)
    assert "The members go in turn." not in told(small(group_visit("G")), plan(IN_PLACE))


def test_a_visit_that_has_its_turn_late_is_not_said_to_stand_on_its_ideal_day() -> None:
    problem = small(annual_visit("A", passed=date(2025, 1, 2)))
    assert "It is the ideal day." not in told(problem, plan(at("A", WEEK[2], "am", "expert")))


def test_a_person_who_looks_for_a_day_is_told_of_the_norms_it_goes_beyond() -> None:
    norms = Norms(leader_week=1, office_day=1, binding=False)
    problem = small(annual_visit("A"), annual_visit("B"), norms=norms)
    standing = board(problem, plan(at("B", WEEK[2], "am", "expert")))
    views = {view.day: {str(word) for word in view.words} for view in alternatives(standing, 0)}
    week = "Whoever may lead would have more than 1 visits that week."
    assert week in views[WEEK[3]]
    assert {week, "The office would have more than 1 visits that day."} <= views[WEEK[2]]
    assert all(view.seats for view in alternatives(standing, 0))


def test_a_company_called_on_again_within_a_month_says_when_and_whether_it_can_be_otherwise() -> None:
    three = small(*(annual_visit(ident, company="C") for ident in "ABC"))
    places = (at("A", WEEK[0], "am", "expert"), at("B", WEEK[0], "pm", "expert"), at("C", WEEK[2], "am", "expert"))
    (again,) = [word for word in told(three, plan(*places), 2) if "called on" in word]
    assert again.startswith(
        "Its company is called on on 2026-03-02 too. It cannot be otherwise: 3 of its visits are with one leader"
    )
    assert "who pays 2 a day, and from 2026-03-02 to 2026-03-06 no two days are 30 days apart" in again
    two = small(*(annual_visit(ident, company="C") for ident in "AC"))
    (again,) = [word for word in told(two, plan(places[0], places[2]), 1) if "called on" in word]
    assert again == "Its company is called on on 2026-03-02 too.", "both would have a place on one day"
