"""Times of day: what is one, what they decide, and a day's visits in a sensible order."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.visits.times import day_in_order, half_of, part_of_day, settled_time, time_of
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, at_one_time

DAY = dt.date(2026, 5, 6)
ONE, OTHER = UUID(int=1), UUID(int=2)
NEAR = {"甲": frozenset({"乙"}), "乙": frozenset({"甲", "丙"}), "丙": frozenset({"乙"})}


def visit(time: str = "", slot: Slot = Slot.AM, leader: UUID = ONE, day: dt.date = DAY) -> Visit:
    return Visit(
        subject_kind=SubjectKind.LARGE, subject_id=uuid4(), year=2026, ordinal=1, day=day, slot=slot, leader_id=leader, time=time
    )


@pytest.mark.parametrize(("text", "time"), [("9:30", "09:30"), ("0930", "09:30"), ("１４：００", "14:00"), (" ", ""), ("", "")])
def test_a_time_is_written_in_one_way(text: str, time: str) -> None:
    assert time_of(text) == time


@pytest.mark.parametrize("text", ["25:00", "9:75", "morning", "9", "-1:30"])
def test_what_is_no_time_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Refused) as refused:
        time_of(text)
    assert refused.value.field == "time"


def test_a_time_decides_the_half_day_and_contradicts_no_other() -> None:
    assert (half_of("11:59"), half_of("12:00")) == (Slot.AM, Slot.PM)
    assert settled_time("14:00", None, visit()) == (Slot.PM, "14:00")
    with pytest.raises(Refused, match="14:00 does not lie in the morning"):
        settled_time("14:00", Slot.AM, None)


def test_a_time_stays_for_its_own_day_and_half_day_only() -> None:
    held = visit("09:30")
    assert settled_time(None, None, held) == settled_time(None, Slot.AM, held, DAY) == (Slot.AM, "09:30")
    assert settled_time(None, Slot.PM, held) == (Slot.PM, "")
    assert settled_time(None, None, held, dt.date(2026, 5, 7)) == (Slot.AM, "")
    assert settled_time("", None, held) == (Slot.AM, "")


def test_two_visits_of_one_half_day_need_times_of_their_own() -> None:
    assert at_one_time(visit("09:00"), visit("09:00")) and at_one_time(visit("09:00"), visit()) and at_one_time(visit(), visit())
    assert not at_one_time(visit("09:00"), visit("10:30")) and not at_one_time(visit(), visit(slot=Slot.PM))


def test_the_part_of_a_day_says_the_time_once_it_is_known() -> None:
    assert (str(part_of_day(visit())), str(part_of_day(visit("09:30")))) == ("morning", "morning 09:30")


def test_a_day_runs_by_half_days_and_times_and_from_one_township_to_its_neighbour() -> None:
    stops = [
        ("later day", visit(day=dt.date(2026, 5, 7)), "甲"),
        ("afternoon, far", visit(slot=Slot.PM), "甲"),
        ("afternoon, beside", visit(slot=Slot.PM), "乙"),
        ("other leader", visit(leader=OTHER), "丙"),
        ("at eleven", visit("11:00"), "丙"),
        ("at nine", visit("09:00"), "甲"),
        ("somewhere", visit(), "丁"),
        ("beside", visit(), "乙"),
    ]
    found = [name for name, *_ in day_in_order(stops, lambda one: one[1], lambda one: one[2], NEAR)]
    assert found == [
        "at nine",
        "at eleven",
        "beside",
        "somewhere",
        "other leader",
        "afternoon, far",
        "afternoon, beside",
        "later day",
    ]


def test_the_afternoon_begins_near_where_the_morning_ended() -> None:
    stops = [("morning", visit(), "丙"), ("far", visit(slot=Slot.PM), "甲"), ("beside", visit(slot=Slot.PM), "乙")]
    found = [name for name, *_ in day_in_order(stops, lambda one: one[1], lambda one: one[2], NEAR)]
    assert found == ["morning", "beside", "far"]
