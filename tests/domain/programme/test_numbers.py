"""One definition of each number: the parts add up to what is owed, and a visit stands in one of them only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_programme import PROGRAMME, SITE, SUPERVISOR, held, judge, named, planned
from visitplanner.domain.programme.numbers import VisitNumbers, numbers_of
from visitplanner.domain.programme.obligations import Claimant, State, obligations
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitState

TODAY = dt.date(2026, 7, 1)
PAST, COMING = dt.date(2026, 6, 30), dt.date(2026, 9, 9)
CROWD = [Claimant(named(f"n{n}"), SubjectKind.LARGE, f"n{n}") for n in range(12)]


def numbers(*visits: Visit, claimants: list[Claimant] | None = None, today: dt.date = TODAY) -> VisitNumbers:
    return numbers_of(obligations(claimants or [SITE], 2026, visits, judge(today)))


@pytest.mark.parametrize(
    ("day", "state", "part"),
    [
        (COMING, VisitState.BOOKED, "agreed"),
        (COMING, VisitState.TENTATIVE, "tentative"),
        (COMING, VisitState.SUGGESTED, "suggested"),
        (TODAY, VisitState.BOOKED, "agreed"),
        (TODAY, VisitState.SUGGESTED, "suggested"),
        (PAST, VisitState.BOOKED, "unrecorded"),
        (PAST, VisitState.TENTATIVE, "unrecorded"),
        (PAST, VisitState.SUGGESTED, "to_book"),
        (COMING, VisitState.CANCELLED, "to_book"),
    ],
)
def test_a_visit_in_the_calendar_stands_in_one_part(day: dt.date, state: VisitState, part: str) -> None:
    found = numbers(planned(SITE, day, SUPERVISOR, state=state))
    parts = ("done", "unrecorded", "agreed", "tentative", "suggested", "to_book")
    assert {name: getattr(found, name) for name in parts if getattr(found, name)} == {part: 1}


def test_only_a_visit_somebody_stood_for_waits_for_its_record_and_a_suggestion_gone_by_is_to_be_booked_again() -> None:
    agreed, suggested = (planned(SITE, PAST, SUPERVISOR, state=state) for state in (VisitState.BOOKED, VisitState.SUGGESTED))
    [waiting] = obligations([SITE], 2026, [agreed], judge(TODAY))
    assert (waiting.state, waiting.visit_id) == (State.UNRECORDED, agreed.id)
    [owed] = obligations([SITE], 2026, [suggested], judge(TODAY))
    assert owed.visit_id is None and owed.state in (State.DUE, State.LEFT)


def test_what_is_overdue_or_to_be_arranged_now_is_part_of_what_is_to_be_booked() -> None:
    found = numbers(today=dt.date(2027, 1, 5))
    assert (found.to_book, found.overdue, found.urgent) == (1, 1, 1)


@given(st.lists(st.tuples(st.sampled_from([*VisitState]), st.sampled_from([PAST, TODAY, COMING])), max_size=len(CROWD)))
def test_the_parts_always_add_up_to_what_is_owed(stand: list[tuple[VisitState, dt.date]]) -> None:
    visits: list[Visit] = []
    for claimant, (state, day) in zip(CROWD, stand, strict=False):
        if state is VisitState.DONE:
            visits.append(held(claimant, min(day, TODAY), SUPERVISOR))
        else:
            visits.append(planned(claimant, day, SUPERVISOR, state=state))
    found = numbers(*visits, claimants=CROWD)
    parts = (found.done, found.unrecorded, found.agreed, found.tentative, found.suggested, found.to_book)
    assert found.required == sum(parts) == len(CROWD)
    assert found.done == sum(visit.state is VisitState.DONE for visit in visits)
    assert found.overdue <= found.urgent <= found.to_book
    assert (found.booked, found.left) == (found.unrecorded + found.agreed + found.tentative, found.suggested + found.to_book)


def test_a_visit_a_person_moved_out_of_its_year_still_stands_for_it() -> None:
    moved = replace(planned(SITE, dt.date(2027, 1, 5), SUPERVISOR, year=2026), pinned=True)
    [owed] = obligations([SITE], 2026, [moved], judge(TODAY))
    assert (owed.visit_id, owed.state) == (moved.id, State.BOOKED)
    [following] = obligations([SITE], 2027, [moved], judge(TODAY, PROGRAMME))
    assert following.visit_id is None
    [loose] = obligations([SITE], 2026, [replace(moved, pinned=False)], judge(TODAY))
    assert loose.visit_id is None
