"""What stands elsewhere than the plan that was proposed; and weeks that are fuller than usual already, which may stay so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SmallOffice
from visitplanner.domain.planning.problem import Norms, Placed, week_of
from visitplanner.domain.planning.year.approvals import Departure, departures, proposed
from visitplanner.domain.visits.visits import Visit, VisitState

SMALL = SmallOffice()
MAY = dt.date(2026, 5, 4)
LEADERS = (SMALL.manager.id, SMALL.supervisor.id)
Stand = tuple[int, int]
"""How many days behind 4 May a visit stands, and which of two people leads it."""


def visit(number: int, stand: Stand) -> Visit:
    day, leader = stand
    return replace(
        SMALL.visit(day=MAY + dt.timedelta(days=day), leader_id=LEADERS[leader]),
        id=UUID(int=number),
        subject_id=UUID(int=900 + number),
    )


stands = st.dictionaries(st.integers(1, 5), st.tuples(st.integers(0, 3), st.integers(0, 1)), max_size=5)


@given(before=stands.filter(bool), now=stands, off=st.sets(st.integers(1, 5)))
def test_a_visit_departs_when_it_moved_changed_its_leader_came_or_went(
    before: dict[int, Stand], now: dict[int, Stand], off: set[int]
) -> None:
    approval = proposed(2026, [visit(number, stand) for number, stand in before.items()], MAY)
    calendar = [
        replace(visit(number, stand), state=VisitState.CANCELLED if number in off else VisitState.BOOKED)
        for number, stand in now.items()
    ]
    there = {number: stand for number, stand in now.items() if number not in off}
    expected = set[Departure]()
    for number in range(1, 6):
        old, new = before.get(number), there.get(number)
        if old == new:
            continue
        days = [None if one is None else MAY + dt.timedelta(days=one[0]) for one in (old, new)]
        anew = old is not None and new is not None and old[1] != new[1]
        expected.add(Departure(UUID(int=900 + number), days[0], days[1], anew))
    found = departures(approval, calendar)
    assert set(found) == expected and len(found) == len(expected)


places = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("AB"), st.sets(st.sampled_from("CD"))), max_size=12)


@given(places, st.none() | st.integers(1, 3), st.none() | st.integers(1, 3), st.none() | st.integers(1, 3))
def test_what_stands_is_the_limit_where_it_is_more_than_the_norm(
    drawn: list[tuple[int, str, set[str]]], lead: int | None, join: int | None, day: int | None
) -> None:
    standing = [
        Placed(str(number), MAY + dt.timedelta(days=on), "am", leader, tuple(sorted(members)))
        for number, (on, leader, members) in enumerate(drawn)
    ]
    norms = Norms(leader_week=lead, member_week=join, office_day=day).beside(standing)
    for week in {week_of(MAY + dt.timedelta(days=on)) for on in range(10)}:
        here = [one for one in standing if week_of(one.day) == week]
        for name in "AB":
            count = sum(one.leader == name for one in here)
            assert norms.may_lead(name, week) == (None if lead is None else max(lead, count))
        for name in "CD":
            count = sum(name in one.members for one in here)
            assert norms.may_join(name, week) == (None if join is None else max(join, count))
    for on in range(10):
        date = MAY + dt.timedelta(days=on)
        assert norms.may_hold(date) == (None if day is None else max(day, sum(one.day == date for one in standing)))
