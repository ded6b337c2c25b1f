"""What if somebody came in addition or were not there: an even share is taken from the busiest, visits that are hit are named."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TODAY, Keep, SmallOffice, assignment, person
from visitplanner.domain.customers.customers import Park
from visitplanner.domain.staff.staff import Assignment, Rank, Role
from visitplanner.domain.visits.visits import Slot, VisitState
from visitplanner.services.planning.what_if import HitVisits, WhatIf, hit_by, shared_out, stand_in
from visitplanner.store.office import SqlOffice

PEOPLE = [person(name, Rank.SUPERVISOR) for name in "甲乙丙"]
DAY = dt.timedelta(days=1)


def loads(held: list[Assignment]) -> Counter[object]:
    return Counter(one.person_id for one in held if one.role is Role.SPECIALIST)


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.integers(1, 3), st.integers(0, 3))
def test_newcomers_get_an_even_share_of_the_busiest(each: list[int], count: int, groups: int) -> None:
    """Counted another way: everybody's subjects stay in one pile, the busiest is levelled down, never below what is usual."""
    subjects = iter(Park(name=str(n)).id for n in range(99))
    held = [assignment(next(subjects), who, Role.SPECIALIST) for who, load in zip(PEOPLE, each, strict=True) for _ in range(load)]
    held += [assignment(next(subjects), PEOPLE[0], Role.LEADER) for _ in range(groups)]
    more = [stand_in(number) for number in range(1, count + 1)]
    after = shared_out(held, more)
    assert [(one.subject_id, one.role) for one in after] == [(one.subject_id, one.role) for one in held]
    assert [one.person_id for one in after if one.role is Role.LEADER] == [PEOPLE[0].id] * groups
    present = sum(load > 0 for load in each)
    share = sum(each) // (present + count) if present else 0
    assert [loads(after)[one.id] for one in more] == [share] * count
    piles = {who.id: load for who, load in zip(PEOPLE, each, strict=True)}
    for _ in range(share * count):
        piles[max(piles, key=lambda ident: piles[ident])] -= 1
    assert sorted(loads(after)[who.id] for who in PEOPLE) == sorted(piles.values())


def test_those_invented_may_look_after_customers_and_are_told_apart() -> None:
    first, second = stand_in(1), stand_in(2)
    assert first.rank is Rank.SUPERVISOR and first.skills and first.invented and first.id != second.id
    assert (first.name, second.name) == ("+1", "+2")


@pytest.mark.parametrize("part", ["leader_id", "member_ids"])
def test_visits_are_hit_from_the_day_on_by_whoever_goes_along(small_visits: SmallOffice, part: str) -> None:
    small, gone = small_visits, small_visits.technical.id
    team = {part: gone if part == "leader_id" else (small.business.id, gone)}
    late = small.visit(day=TODAY, slot=Slot.PM, **team)
    early = small.visit(day=TODAY, slot=Slot.AM, **team)
    before = small.visit(day=TODAY - DAY, **team)
    over = [small.visit(day=TODAY, state=state, **team) for state in (VisitState.DONE, VisitState.CANCELLED)]
    without = small.visit(day=TODAY)
    assert hit_by([late, before, *over, without, early], (gone,), TODAY) == [early, late]
    assert hit_by([late, early], (small.manager.id,), TODAY) == []


@pytest.fixture
def small_visits() -> SmallOffice:
    return SmallOffice()


def test_agreed_and_placed_visits_of_the_year_are_named_and_suggestions_are_not(office: SqlOffice, small: SmallOffice) -> None:
    agreed = small.visit()
    pinned = small.visit(state=VisitState.SUGGESTED, pinned=True, day=TODAY + DAY, ordinal=2)
    suggested = small.visit(state=VisitState.SUGGESTED, day=TODAY + 9 * DAY, ordinal=3)
    other_year = small.visit(year=2027, day=dt.date(2027, 3, 16))
    office.do(Keep(tuple(("visits", one) for one in (agreed, pinned, suggested, other_year))))
    gone = (small.supervisor.id,)
    assert [row.visit.id for row in office.ask(HitVisits(2026, gone))] == [pinned.id, agreed.id]
    assert office.ask(HitVisits(2026, (small.business.id,))) == ()


def test_the_circumstances_are_told_and_a_name_nobody_has_is_a_question_mark(small_visits: SmallOffice) -> None:
    small = small_visits
    asked = WhatIf(2026, (small.manager.id, small.park.id), 800, 2)
    assert [str(one) for one in asked.describe([small.manager])] == [
        "王經理 is not there",
        "? is not there",
        "threshold 800 kW",
        "2 more specialists",
    ]
    assert WhatIf(2026).describe([small.manager]) == []
    assert [str(one) for one in WhatIf(2026, threshold_kw=0).describe()] == ["threshold 0 kW"]


def test_somebody_who_is_not_there_leaves_the_visits_owed_to_others(office: SqlOffice, small: SmallOffice) -> None:
    """The large customer's visit is agreed with its supervisor; without him the manager looks after it and the visit is owed."""
    office.do(Keep((("visits", small.visit()),)))
    found = office.ask(WhatIf(2026, (small.supervisor.id,)))
    with_him = office.ask(WhatIf(2026))
    led = {leader for visit in found.office.problem.visits for leader in visit.leaders}
    assert str(small.supervisor.id) not in led and str(small.manager.id) in led
    fixed = {place.id for place in with_him.office.problem.fixed}
    assert fixed and not fixed & {place.id for place in found.office.problem.fixed}


def test_nothing_of_it_is_kept(office: SqlOffice, small: SmallOffice) -> None:
    before = office.ask(WhatIf(2026))
    office.ask(WhatIf(2026, (small.supervisor.id,), 500, 2))
    again = office.ask(WhatIf(2026))
    assert [visit.id for visit in before.office.problem.visits] == [visit.id for visit in again.office.problem.visits]
