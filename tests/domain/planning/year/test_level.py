"""Overdue visits get their turn by urgency where weeks and people have room; a company is called on on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning.years import days_from
from visitplanner.domain.planning.problem import APART_DAYS, Norms, week_of
from visitplanner.domain.planning.year.level import Held, Wanted, level

YEAR = days_from(date(2027, 1, 4), 240)


def overdue(number: int, leader: str = "L", **other: object) -> Wanted:
    """A visit that has been due for `number` days."""
    values: dict[str, object] = {"ideal": YEAR[0] - timedelta(number + 1), "days": YEAR}
    return Wanted(f"V{number}", leader, **(values | other))  # type: ignore[arg-type]


def test_the_longest_overdue_come_first_and_the_year_is_level() -> None:
    wanted = [overdue(n, f"L{n % 4}") for n in range(96)]
    turns = level(wanted, YEAR)
    weeks = Counter(week_of(day) for day in turns.values())
    assert max(weeks.values()) - min(weeks[week_of(day)] for day in YEAR) <= 2
    for leader in range(4):
        own = [turns[f"V{n}"] for n in reversed(range(96)) if n % 4 == leader]
        assert own == sorted(own)
        assert max(Counter(map(week_of, own)).values()) == 1


def test_what_is_still_to_come_keeps_its_day_and_fills_its_share() -> None:
    ahead = [Wanted(f"A{n}", "L", YEAR[n], tuple(YEAR)) for n in range(0, 120, 5)]
    turns = level([*ahead, *(overdue(n) for n in range(24))], YEAR)
    assert set(turns) == {f"V{n}" for n in range(24)}
    assert min(turns.values()) > YEAR[100]


def test_haste_comes_before_age() -> None:
    turns = level([overdue(500), overdue(1, haste=2.0)], YEAR)
    assert turns["V1"] < turns["V500"]


def test_agreed_visits_take_their_place_in_the_week() -> None:
    held = [Held("L", day) for day in YEAR[:2]]
    assert week_of(level([overdue(1)], YEAR, norms=Norms(leader_week=2), held=held)["V1"]) > week_of(YEAR[0])


def test_sites_of_one_company_have_one_day_whoever_looks_after_them_and_other_days_are_a_month_apart() -> None:
    sites = [overdue(n, f"L{n % 3}", company="C") for n in range(10)]
    turns = level(sites, YEAR)
    days = Counter(turns.values())
    assert max(days.values()) > 1
    assert all(abs((one - other).days) >= APART_DAYS for one, other in combinations(days, 2))


def test_a_company_that_is_called_on_has_its_turn_a_month_away_and_nearer_only_where_no_other_day_suits() -> None:
    days, held = YEAR[:40], [Held("M", YEAR[10], "C")]

    def turn(company: str, *suitable: int) -> date:
        wanted = overdue(1, company=company, days=tuple(YEAR[n] for n in suitable))
        return level([wanted], days, held=held)["V1"]

    assert (YEAR[20] - YEAR[10]).days < APART_DAYS < (YEAR[38] - YEAR[10]).days
    assert [turn("C", 20, 38), turn("D", 20, 38), turn("C", 20, 21)] == [YEAR[38], YEAR[20], YEAR[21]]


def joint(number: int, **other: object) -> Wanted:
    """An overdue visit that needs two members."""
    return overdue(number, f"L{number}", **{"needs": {"business": 1, "technical": 1}, **other})


CREW = (*[frozenset({"business"})] * 3, *[frozenset({"technical"})] * 3, frozenset({"business", "technical"}))
"""Seven people who go along: fourteen places a week, eight of each skill."""


def weeks_of(turns: Mapping[str, date]) -> list[int]:
    """Visits by week, as many first as the first week has."""
    return [count for _, count in sorted(Counter(map(week_of, turns.values())).items())]


def test_a_week_gets_no_more_joint_visits_than_its_people_can_join() -> None:
    days, norms = YEAR[:15], Norms(member_week=2)
    late = [joint(n, days=days[5:]) for n in range(14)]
    assert weeks_of(level(late, days, along=CREW)) == [10, 4], "two of three weeks are over by then"
    assert weeks_of(level(late, days, norms=norms, along=CREW)) == [7, 7]
    crowd = [joint(n, days=days[10:]) for n in range(9)]
    assert level(crowd, days, norms=norms, along=CREW).keys() == {one.id for one in crowd}


def test_joint_visits_have_their_turn_first_and_are_level_among_themselves() -> None:
    alone, some = [overdue(100 + n, f"M{n}") for n in range(24)], [joint(n) for n in range(12)]
    turns = level([*alone, *some], YEAR[:15])
    assert weeks_of({one.id: turns[one.id] for one in some}) == [4, 4, 4]
    assert weeks_of(turns) == [12, 12, 12]


def test_the_people_of_agreed_visits_are_taken() -> None:
    days, norms = YEAR[:15], Norms(member_week=1)
    technical = [skills for skills in CREW if "technical" in skills]
    others = [Held("L", day, joined=(frozenset({"other"}),)) for day in days[10:] for _ in range(2)]

    def turn(*joined: frozenset[str]) -> date:
        agreed = [Held("L", days[5], joined=(skills,)) for skills in joined]
        return level([joint(1, days=days[5:])], days, norms=norms, held=[*agreed, *others], along=CREW)["V1"]

    assert turn(*technical[:3]) < days[10] <= turn(*technical)


def test_days_nobody_likes_are_not_given() -> None:
    assert level([overdue(1)], YEAR[:5], avoided=frozenset(YEAR[:4])) == {"V1": YEAR[4]}


def test_a_day_is_given_even_where_nothing_fits() -> None:
    crowd = [overdue(n, days=YEAR[:5]) for n in range(9)]
    turns = level(crowd, YEAR[:5], norms=Norms(leader_week=2))
    assert Counter(turns.values())[YEAR[4]] >= 7
    assert level([], YEAR) == level(crowd, ()) == {}


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-60, 400), st.sampled_from("KLM"), st.sampled_from(["", "C", "D"]), st.integers(0, 30)),
        max_size=40,
    )
)
def test_every_overdue_visit_gets_one_of_its_days(rows: list[tuple[int, str, str, int]]) -> None:
    wanted = [
        Wanted(f"V{n}", leader, YEAR[0] - timedelta(age), tuple(YEAR[start : start + 60]), company=company)
        for n, (age, leader, company, start) in enumerate(rows)
    ]
    turns = level(wanted, YEAR, norms=Norms(leader_week=2, office_day=6))
    assert set(turns) == {one.id for one in wanted if one.ideal < YEAR[0]}
    assert all(turns[one.id] in one.days for one in wanted if one.id in turns)


def test_mondays_are_not_favoured() -> None:
    """One visit a week: its day is a tie in each week, and the weekdays have it in turn."""
    turns = level([overdue(n) for n in range(40)], YEAR[:200])
    count = Counter(day.weekday() for day in turns.values())
    assert max(count.values()) - min(count.values()) <= 2, count
