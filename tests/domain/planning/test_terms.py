"""Companies, far townships and turns cost what they say, on a board that visits come to and leave as in a finished plan."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.domain.planning.years import MONDAY, WEEK, annual_visit, at, days_from, group_visit, kept_year, small
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import Norms, Prices, Problem, Visitor
from visitplanner.domain.planning.score import score
from visitplanner.domain.planning.search.clerk import first_board, seat_nearest
from visitplanner.domain.planning.search.even import even_out
from visitplanner.domain.planning.search.search import first_plan, improve
from visitplanner.domain.planning.terms import company_cost, far_cost, peak_cost
from visitplanner.domain.planning.turns import balance, beyond_turn, fair_turns

DAYS = days_from(MONDAY, 40)
STAFF = tuple(Visitor(f"S{n}", "staff", frozenset({"business", "technical"})) for n in range(4))
BOSS = Visitor("boss", "manager", frozenset({"business"}))


@pytest.mark.parametrize("seed", range(5))
def test_the_board_keeps_the_cost_of_every_term_while_visits_come_and_go(seed: int) -> None:
    problem, random = kept_year(seed, annual=30), Random(seed)
    board = first_board(Grid(problem))
    for _ in range(40):
        n = random.randrange(len(problem.visits))
        if board.seat[n] is None:
            seat_nearest(board, n)
        else:
            board.lift(n)
        assert board.total() == pytest.approx(score(problem, board.placed()).total)


def test_a_company_is_paid_for_on_each_two_days_within_a_month() -> None:
    visits = (*(annual_visit(f"A{n}", company="C", days=DAYS) for n in range(3)), group_visit("G", company="C", days=DAYS))
    problem = small(*visits, days=DAYS, prices=Prices(company=40))

    def cost(*days: int) -> float:
        return company_cost(problem, [at(f"A{n}", DAYS[day]) for n, day in enumerate(days)] + [at("G", DAYS[4])])

    assert [cost(0, 0, 0), cost(0, 5, 0), cost(0, 5, 10), cost(0, 22)] == [0, 80, 120, 0]


def test_one_leader_pays_a_company_on_one_day_though_the_ideal_days_are_two_months_apart() -> None:
    days = days_from(MONDAY, 60)
    visits = [annual_visit(f"A{n}", company="C", days=days, ideal=days[5 + 40 * n], township=f"T{n}") for n in range(2)]
    crowd = [annual_visit(f"B{n}", days=days, ideal=days[46 + n], leaders=("boss",), township="T") for n in range(7)]
    other = replace(visits[1], leaders=("boss",))
    problem = small(*visits, *crowd, days=days, prices=Prices(company=40, split=60), norms=Norms(month=9))
    apart = [at("A0", days[5]), at("A1", days[45])]
    assert company_cost(problem, apart) == 60
    assert company_cost(replace(problem, visits=(visits[0], other, *crowd)), apart) == 0
    assert company_cost(replace(problem, slots=("am",)), apart) == 0, "two days are needed"
    for plan in (first_plan(problem), improve(problem, steps=5)):
        places = plan.places()
        assert places["A0"].day == places["A1"].day


def test_townships_of_one_day_cost_only_where_they_are_known_not_to_be_neighbours() -> None:
    near = {"甲": frozenset({"乙"}), "乙": frozenset({"甲"}), "丙": frozenset[str]()}
    visits = tuple(annual_visit(town, township=town) for town in "甲乙丙丁")
    problem = small(*visits, neighbours=near, prices=Prices(far=8))

    def cost(*towns: str) -> float:
        return far_cost(problem, [at(town, WEEK[0]) for town in towns])

    assert [cost("甲", "乙"), cost("甲", "丙"), cost("甲", "丁"), cost("甲", "乙", "丙")] == [0, 8, 0, 16]


def test_the_busiest_month_costs_more_from_its_norm_on_while_the_norms_bind() -> None:
    days = days_from(MONDAY, 60)
    problem = small(days=days, prices=Prices(busiest_month_visit=25, overfull=200))
    norms = Norms(month=4)
    assert [peak_cost(problem, 6), peak_cost(replace(problem, norms=replace(norms, binding=False)), 6)] == [150, 150]
    assert [peak_cost(replace(problem, norms=norms), peak) for peak in (3, 4, 6)] == [75, 100, 550]


def test_the_first_plan_is_level_and_calls_on_a_company_once() -> None:
    """Twenty visits want the same week of March; two sites of one company lie a fortnight apart, their second leader away."""
    days = days_from(MONDAY, 85)
    leaders = tuple(Visitor(f"L{n}", "supervisor", frozenset()) for n in range(10))
    crowd = [annual_visit(f"A{n}", days=days, ideal=days[8], leaders=(f"L{n % 10}",), township=f"T{n}") for n in range(20)]
    sites = [
        annual_visit(f"C{n}", days=days, ideal=days[50 + 10 * n], leaders=(f"L{n}",), company="C", township="C") for n in (0, 1)
    ]
    prices = Prices(company=40, busiest_month_visit=25)
    problem = small(*crowd, *sites, days=days, people=leaders, prices=prices, norms=Norms(leader_week=2, office_day=6, month=6))
    places = first_plan(problem).places()
    months = [sum(place.day.month == month for place in places.values()) for month in (3, 4, 5, 6)]
    assert len(places) == 22 and max(months) <= 6
    assert places["C0"].day == places["C1"].day


def groups(count: int, people: tuple[Visitor, ...]) -> Problem:
    visits = tuple(group_visit(f"G{n}", ideal=DAYS[n], days=DAYS) for n in range(count))
    return small(*visits, days=DAYS, people=people, prices=Prices(turn=20))


def test_members_go_equally_often_and_leaders_only_when_nobody_else_can() -> None:
    plan = first_plan(groups(8, (BOSS, *STAFF)))
    asked = {one.person: one.joined for one in balance(groups(8, (BOSS, *STAFF)), plan.visits)}
    assert asked == {"boss": 0, "S0": 4, "S1": 4, "S2": 4, "S3": 4}


def test_who_has_gone_often_this_year_goes_less() -> None:
    people = (BOSS, replace(STAFF[0], taken=4), *STAFF[1:])
    problem = groups(4, people)
    assert fair_turns(problem).joining == dict.fromkeys(("S0", "S1", "S2", "S3"), 3)
    joined = [name for place in first_plan(problem).visits for name in place.members]
    assert joined.count("S0") == 0


def test_turns_beyond_the_fair_ones_are_counted_for_members_and_for_leaders() -> None:
    problem = groups(2, (BOSS, *STAFF))
    fair = [at(f"G{n}", DAYS[n], "am", "boss", *names) for n, names in enumerate((("S0", "S1"), ("S2", "S3")))]
    unfair = [at(f"G{n}", DAYS[n], "am", "boss", "S0", "S1") for n in range(2)]
    assert (beyond_turn(problem, fair), beyond_turn(problem, unfair)) == (0, 2)
    either = replace(problem, visits=tuple(replace(visit, leaders=("boss", "S3")) for visit in problem.visits))
    led = [Placed(f"G{n}", DAYS[n], "am", "boss", ()) for n in range(2)]
    assert beyond_turn(either, led) == 1


def test_members_are_exchanged_until_turns_are_fair() -> None:
    problem = groups(6, (BOSS, *STAFF))
    board = first_board(Grid(replace(problem, prices=Prices())))
    crooked = list(board.placed())
    assert beyond_turn(problem, crooked) > 0
    fair = first_board(Grid(problem))
    for n, place in enumerate(crooked):
        fair.lift(n)
        fair.place(n, fair.seat_of(place))
    even_out(fair, lambda: False)
    assert beyond_turn(problem, fair.placed()) == 0


def test_a_visit_changes_weeks_with_another_of_its_leader_where_only_people_out_of_turn_are_free() -> None:
    pair = (Visitor("A", "staff", frozenset({"business"})), Visitor("B", "staff", frozenset({"technical"})))
    chief = Visitor("chief", "manager", frozenset({"business", "technical"}))
    visits = (
        *(group_visit(f"G{n}", ideal=DAYS[5 + n], days=DAYS[:10], leaders=(name,)) for n, name in enumerate(("boss", "chief"))),
        *(annual_visit(f"A{n}", ideal=DAYS[n], days=DAYS[:10], leaders=("chief",)) for n in range(2)),
        annual_visit("B", ideal=DAYS[9], days=DAYS[:10], leaders=("other",)),
    )
    norms = Norms(leader_week=2, member_week=1)
    problem = small(
        *visits, days=DAYS, people=(BOSS, chief, replace(chief, id="other"), *pair), prices=Prices(turn=20), norms=norms
    )
    board = first_board(Grid(problem))
    assert beyond_turn(problem, board.placed()) == 2
    seats = list(board.seat)
    even_out(board, lambda: True)
    assert board.seat == seats, "the time is over"
    even_out(board, lambda: False)
    assert beyond_turn(problem, board.placed()) == 0
    assert sum(seat.day < 5 for seat in board.seat[:2] if seat) == 1


def test_a_search_brings_the_sites_of_one_company_together() -> None:
    visits = tuple(annual_visit(f"A{n}", company="C", days=DAYS, ideal=DAYS[8 * n], township=f"T{n}") for n in range(2))
    problem = small(*visits, days=DAYS, prices=Prices(company=40))
    assert company_cost(problem, first_plan(problem).visits) == 40
    assert company_cost(problem, improve(problem, steps=5).visits) == 0
