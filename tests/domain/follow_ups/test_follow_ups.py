"""The clock of a case stands still while the customer owes the answer; what changed is said with old and new."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.calendar.working_days import Calendars, weekday_calendar
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups import follow_ups as rules
from visitplanner.domain.follow_ups.follow_ups import CaseChange, CaseField, FollowUp, FollowUpState, Window

CALENDARS = Calendars([weekday_calendar(year, {}, {}, source="x") for year in (2026, 2027)])
RAISED = dt.date(2026, 3, 2)
WAITING, WORKING, ANSWERED, CLOSED = (
    FollowUpState.WAITING_FOR_CUSTOMER, FollowUpState.IN_PROGRESS, FollowUpState.REPLIED, FollowUpState.CLOSED,
)  # fmt: skip


def case(**facts: object) -> FollowUp:
    usual = {
        "subject_id": uuid4(), "visit_id": None, "text": "電壓驟降", "window": Window.TECHNICAL, "owner_id": None,
        "raised_on": RAISED, "due_on": CALENDARS.add(RAISED, 7),
    }  # fmt: skip
    return FollowUp(**{**usual, **facts})


def to(kept: FollowUp, state: FollowUpState, day: dt.date) -> FollowUp:
    return rules.moved(kept, state, "已說明", day, CALENDARS)


def test_a_case_that_waits_for_the_customer_is_not_overdue_and_does_not_age() -> None:
    asked = to(case(), WAITING, dt.date(2026, 3, 3))
    late = dt.date(2026, 3, 20)
    assert asked.due_on < late and not rules.is_overdue(asked, late)
    assert rules.age(asked, late, CALENDARS) == 1
    assert rules.waited(asked, late, CALENDARS) == 13
    assert rules.is_overdue(replace(asked, state=WORKING), late), "the office's own delay is one"


def test_the_customers_answer_moves_the_due_day_by_the_days_waited() -> None:
    asked = to(case(), WAITING, dt.date(2026, 3, 3))
    back = dt.date(2026, 3, 20)
    assert rules.proposed_due(asked, WORKING, back, CALENDARS, 7) == CALENDARS.add(asked.due_on, 13)
    again = to(asked, WORKING, back)
    assert (again.waiting_since, again.paused) == (None, 13)
    assert rules.age(again, dt.date(2026, 3, 23), CALENDARS) == 2


def test_a_case_taken_up_again_gets_the_usual_time_and_forgets_the_closed_weeks() -> None:
    closed = to(case(), CLOSED, dt.date(2026, 3, 5))
    later = dt.date(2026, 5, 4)
    assert rules.age(closed, later, CALENDARS) == 3
    assert rules.proposed_due(closed, WORKING, later, CALENDARS, 7) == CALENDARS.add(later, 7)
    again = to(closed, WORKING, later)
    assert again.closed_on is None and rules.age(again, later, CALENDARS) == 3


def test_another_step_leaves_the_due_day() -> None:
    assert rules.proposed_due(case(), WORKING, dt.date(2026, 3, 4), CALENDARS, 7) == case().due_on
    asked = to(case(), WAITING, dt.date(2026, 3, 3))
    assert rules.proposed_due(asked, CLOSED, dt.date(2026, 3, 9), CALENDARS, 7) == asked.due_on


@given(st.lists(st.tuples(st.sampled_from([*FollowUpState]), st.integers(0, 40)), max_size=12))
def test_the_clock_counts_every_working_day_once_at_most(steps: list[tuple[FollowUpState, int]]) -> None:
    kept, day = case(), RAISED
    for state, days in steps:
        day += dt.timedelta(days=days)
        if state is kept.state or state in rules.ALLOWED[kept.state]:
            kept = to(kept, state, day)
    counted = rules.age(kept, day, CALENDARS)
    assert 0 <= counted <= CALENDARS.between(RAISED, day)
    assert kept.paused + rules.waited(kept, day, CALENDARS) + counted == CALENDARS.between(RAISED, day)


def test_what_an_update_changed_is_named_with_old_and_new() -> None:
    before, owner = case(), uuid4()
    after = replace(before, window=Window.BILLING, owner_id=owner, due_on=dt.date(2026, 12, 31), state=WORKING)
    found = rules.changes_of(before, after, lambda ident: {owner: "吳電務"}[ident])
    assert found == (
        CaseChange(CaseField.STATE, "new", "in_progress"),
        CaseChange(CaseField.WINDOW, "technical", "billing"),
        CaseChange(CaseField.OWNER, "", "吳電務"),
        CaseChange(CaseField.DUE, "2026-03-11", "2026-12-31"),
    )
    assert [str(rules.in_words(one)) for one in found] == [
        "State: new case → in progress.",
        "Window: technical → billing.",
        "In charge: nobody → 吳電務.",
        "Due day: 2026-03-11 → 2026-12-31.",
    ]
    assert rules.changes_of(before, before, str) == ()


@pytest.mark.parametrize(("other", "same"), [("電 壓　驟降", True), ("電壓驟降。", False), ("電壓", False)])
def test_two_cases_are_equal_when_they_say_the_same(other: str, same: bool) -> None:
    assert rules.same_case("電壓驟降", other) is same


STEPS = {
    "new": "in_progress waiting replied closed",
    "in_progress": "waiting replied closed",
    "waiting": "in_progress replied closed",
    "replied": "in_progress waiting closed",
    "closed": "in_progress",
}
NAMED = dict(zip(STEPS, FollowUpState, strict=True))


@pytest.mark.parametrize("before", list(STEPS))
@pytest.mark.parametrize("after", list(STEPS))
def test_a_case_takes_the_steps_of_its_way_and_no_others(before: str, after: str) -> None:
    """Written out by hand; every other step is refused beside the state, with a way out."""
    kept = replace(case(), state=NAMED[before])
    if before == after:
        assert to(kept, NAMED[after], RAISED) is kept
    elif after in STEPS[before].split():
        assert to(kept, NAMED[after], RAISED).state is NAMED[after]
    else:
        with pytest.raises(Refused, match="This step is not possible") as refusal:
            to(kept, NAMED[after], RAISED)
        assert refusal.value.field == "state"
        assert str(refusal.value.mend) == "Take it up again first."


def test_the_register_shows_what_is_overdue_then_what_is_open_then_what_is_closed() -> None:
    today = dt.date(2026, 4, 1)
    overdue = case(due_on=dt.date(2026, 3, 31))
    soon, later = case(due_on=today), case(due_on=dt.date(2026, 4, 30))
    closed = replace(case(due_on=dt.date(2026, 3, 1)), state=CLOSED, closed_on=today)
    for shuffled in ([closed, later, soon, overdue], [soon, closed, overdue, later]):
        assert sorted(shuffled, key=lambda one: rules.urgency(one, today)) == [overdue, soon, later, closed]
