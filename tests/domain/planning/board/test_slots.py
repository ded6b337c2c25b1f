"""A customer asks for a morning or an afternoon: search, rules, bound, reasons and days by hand keep to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning.test_bound import best_of_all
from tests.domain.planning.years import PEOPLE, WEEK, annual_visit, at, days_from, group_visit, plan, random_year, small
from visitplanner.domain.planning.board.blocks import LEADER_TAKEN, SLOT, Block, blocks, reason_left_out, smallest_change
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.bounds.bound import lower_bound
from visitplanner.domain.planning.find_day import Grade, find_days
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import PlannedVisit, Prices, Problem
from visitplanner.domain.planning.replan import replan
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.search.clerk import seat_nearest
from visitplanner.domain.planning.search.moves import Move, carry_out, change_over, take_back
from visitplanner.domain.planning.search.search import board_of, first_plan, improve
from visitplanner.domain.planning.year.level_year import levelled

DAY = WEEK[2]


def only(ident: str, slot: str, *days: date, **other: object) -> PlannedVisit:
    return annual_visit(ident, slots=(slot,), days=days or (DAY,), **other)


@st.composite
def choosy_years(draw: st.DrawFn) -> Problem:
    days = (*days_from(date(2026, 3, 30), 2), *days_from(date(2026, 4, 1), 1))
    visits = []
    for n in range(draw(st.integers(2, 4))):
        values = {
            "ideal": draw(st.sampled_from(days)),
            "days": tuple(d for d in days if draw(st.integers(0, 4))),
            "township": draw(st.sampled_from("甲乙")),
            "slots": draw(st.sampled_from([(), ("am",), ("am",), ("pm",)])),
        }
        if draw(st.integers(0, 2)):
            leaders = draw(st.sampled_from([("expert",), ("expert",), ("expert", "boss")]))
            visits.append(annual_visit(f"A{n}", leaders=leaders, **values))
        else:
            visits.append(group_visit(f"G{n}", needs={}, **values))
    fixed = ()
    if draw(st.booleans()) and visits[0].days:
        fixed = (Placed(visits[0].id, visits[0].days[0], "am", visits[0].leaders[0]),)
    return small(*visits, days=days, fixed=fixed, prices=Prices(busiest_month_visit=draw(st.sampled_from([0, 25]))))


@settings(max_examples=60, deadline=None)
@given(choosy_years())
def test_no_plan_is_cheaper_than_the_bound_and_the_search_leaves_out_no_more_than_the_best(problem: Problem) -> None:
    best, found = best_of_all(problem), improve(problem, steps=20)
    assert lower_bound(Grid(problem), 40).value <= best + 1e-6
    assert best - 1e-6 <= found.cost
    assert judge(problem, found) == []
    assert len(found.unplaced) == int(best // problem.prices.unplaced)


@pytest.mark.parametrize("seed", range(3))
def test_a_year_of_wishes_is_kept_and_stays_near_its_bound(seed: int) -> None:
    random, year = Random(seed), random_year(seed, annual=40)
    visits = tuple(replace(v, slots=(random.choice(("am", "pm")),) if random.random() < 0.5 else ()) for v in year.visits)
    problem = replace(year, visits=visits)
    free, found = improve(year, steps=10), improve(problem, steps=10)
    assert all(problem.visit(place.id).suits(place.slot) for place in found.visits)
    assert found.bound is not None and found.bound <= found.cost
    assert len(found.unplaced) <= len(free.unplaced) + 1 and found.cost <= free.cost * 1.15


def test_one_who_does_not_mind_makes_room_on_the_day_for_one_who_does() -> None:
    problem = small(annual_visit("A", days=(DAY,)), only("B", "am"))
    board = board_of(Grid(problem), plan(at("A", DAY, "am", "expert"), left=("B",)))
    assert blocks(board, 1, 2) == [Block(SLOT, slots=("am",))]
    for found in (first_plan(problem), improve(problem, plan(at("A", DAY, "am", "expert"), left=("B",)), steps=3)):
        assert {place.id: place.slot for place in found.visits} == {"A": "pm", "B": "am"}


def test_a_move_has_another_change_its_slot_and_is_taken_back_whole() -> None:
    problem = small(annual_visit("A", days=(DAY,)), only("B", "am"))
    board = board_of(Grid(problem), plan(at("A", DAY, "am", "expert"), left=("B",)))
    seats = list(board.seat)
    journal = carry_out(board, Move(0.0, 0, ((1, 2),)))
    assert journal is not None and [seat and seat.slot for seat in board.seat] == [1, 0]
    take_back(board, journal)
    assert board.seat == seats
    assert seat_nearest(board, 1) and [seat and seat.slot for seat in board.seat] == [1, 0]


def test_nobody_agreed_changes_the_slot_for_another() -> None:
    agreed = at("A", DAY, "am", "expert")
    board = board_of(Grid(small(annual_visit("A", days=(DAY,)), only("B", "am"), fixed=(agreed,))), plan(agreed, left=("B",)))
    seats = list(board.seat)
    assert not change_over(board, 1, 2)
    assert carry_out(board, Move(0.0, 0, ((1, 2),))) is None and board.seat == seats


def test_two_mornings_of_one_leader_share_no_trip_and_the_bound_knows_it() -> None:
    days = days_from(date(2026, 3, 30), 2)
    apart = small(only("A", "am", *days, ideal=days[0]), only("B", "am", *days, ideal=days[0]), days=days)
    mixed = small(only("A", "am", *days, ideal=days[0]), only("B", "pm", *days, ideal=days[0]), days=days)
    prices = Prices(busiest_month_visit=0)
    plain = small(*(annual_visit(n, days=days, ideal=days[0]) for n in "AB"), days=days, prices=prices)
    assert lower_bound(Grid(plain)).value == 15
    assert lower_bound(Grid(replace(mixed, prices=prices))).value == improve(replace(mixed, prices=prices)).cost == 15
    assert 30 <= lower_bound(Grid(replace(apart, prices=prices))).value <= improve(replace(apart, prices=prices)).cost == 31


def test_the_judge_names_the_half_day_and_leaves_what_was_agreed() -> None:
    problem = small(only("A", "am"))
    (breach,) = judge(problem, plan(at("A", DAY, "pm", "expert")))
    assert (breach.rule, str(breach.what)) == ("slot_suits", "The customer of A asks for the morning.")
    agreed = at("A", DAY, "pm", "expert")
    assert judge(replace(problem, fixed=(agreed,)), plan(agreed)) == []
    assert improve(replace(problem, fixed=(agreed,)), steps=1).visits == (agreed,)


def test_what_keeps_a_morning_out_and_what_would_help_are_said() -> None:
    problem = small(only("A", "am"), only("B", "am", leaders=("expert",)))
    board = board_of(Grid(problem), plan(at("B", DAY, "am", "expert"), left=("A",)))
    assert str(blocks(board, 0, 2)[0].words()) == "The customer asks for the morning, and the team is not free then."
    assert str(reason_left_out(board, 0)).endswith(
        "The customer asks for the morning: on 1 days only another part of the day is free."
    )
    assert str(smallest_change(board, 0)) == "If another part of the day suited the customer in month 3: 1 days would open."
    full = board_of(Grid(small(only("A", "am"), *(annual_visit(n, days=(DAY,)) for n in "BC"))), plan(
        at("B", DAY, "am", "expert"), at("C", DAY, "pm", "expert"), left=("A",)))  # fmt: skip
    assert blocks(full, 0, 2) == [Block(LEADER_TAKEN)]


def test_a_team_that_is_free_in_the_other_half_only_is_no_missing_skill() -> None:
    led = group_visit("G", slots=("am",), days=(DAY,))
    others = (group_visit("H", needs={}, days=(DAY,)), annual_visit("E", leaders=("engineer",), days=(DAY,)))
    standing = plan(at("H", DAY, "am"), at("E", DAY, "pm", "engineer"), left=("G",))
    assert blocks(board_of(Grid(small(led, *others, people=PEOPLE)), standing), 0, 2) == [Block(LEADER_TAKEN)]


def test_by_hand_only_the_half_day_that_suits_is_offered() -> None:
    problem = small(only("A", "pm", *WEEK), only("B", "pm"))
    graded = {day.day: day for day in find_days(problem, plan(at("B", DAY, "pm", "expert")), "A")}
    assert {place.slot for day in graded.values() for place in day.places} == {"pm"}
    assert graded[DAY].grade is Grade.NOT
    assert [str(word) for word in graded[DAY].words] == ["The customer asks for the afternoon, and the team is not free then."]


def test_mending_takes_a_visit_to_the_half_day_its_customer_asks_for_now() -> None:
    before = plan(at("A", DAY, "am", "expert"), at("B", DAY, "pm", "expert"))
    now = small(only("A", "pm", *WEEK), annual_visit("B"))
    mended = replan(now, before)
    places = mended.plan.places()
    assert (places["A"].day, places["A"].slot) == (DAY, "pm") and places["B"].slot == "am"
    assert (
        str(next(change.why for change in mended.changes if change.visit == "A")) == "The customer of A asks for the afternoon."
    )


def test_sites_of_one_company_that_ask_for_one_half_day_have_their_turns_apart() -> None:
    days = days_from(date(2026, 3, 2), 60)
    late = date(2025, 1, 1)

    def turns(*slots: str) -> int:
        sites = [annual_visit(f"S{n}", slots=(slot,), days=days, ideal=late, company="C") for n, slot in enumerate(slots)]
        return len({visit.ideal for visit in levelled(small(*sites, days=days), days).visits})

    assert (turns("am", "am"), turns("am", "pm")) == (2, 1)
