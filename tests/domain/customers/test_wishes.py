"""Wishes know the half of the day and the hours, and what a visit against them departs from."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.wishes import Wish, against, checked_wish, hours_of, in_words
from visitplanner.domain.visits.visits import Slot


def wish(**facts: Any) -> Wish:
    return Wish(subject_id=uuid4(), **facts)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("9:30-11:30", "09:30-11:30"), ("０９：３０～１１：００", "09:30-11:00"), ("14-16", "14:00-16:00"), ("  ", "")],
)
def test_hours_are_read_as_people_write_them(text: str, kept: str) -> None:
    assert hours_of(text) == kept


@pytest.mark.parametrize("text", ["11:30-9:30", "9:30", "25-26", "9:70-10", "morning", "9:30-9:30"])
def test_what_is_no_span_of_hours_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        hours_of(text)
    assert refusal.value.field == "hours"


@given(st.times(), st.times())
def test_every_span_of_hours_survives_being_written(begins: dt.time, ends: dt.time) -> None:
    first, last = f"{begins:%H:%M}", f"{ends:%H:%M}"
    if first < last:
        assert hours_of(f"{first}-{last}") == hours_of(hours_of(f"{first}-{last}")) == f"{first}-{last}"


@pytest.mark.parametrize(
    ("hours", "slot"), [("09:00-12:00", Slot.AM), ("13:30-15:00", Slot.PM), ("11:00-14:00", None), ("", None)]
)
def test_hours_in_one_half_of_the_day_wish_that_half(hours: str, slot: Slot | None) -> None:
    assert checked_wish(wish(hours=hours, closed_months=(7,))).slot is slot


def test_hours_that_contradict_the_half_are_refused() -> None:
    with pytest.raises(Refused, match="does not lie in the afternoon"):
        checked_wish(wish(hours="09:00-10:00", slot=Slot.PM))


def test_a_wish_for_the_morning_says_something() -> None:
    kept = checked_wish(wish(slot=Slot.AM))
    assert [str(word) for word in in_words(kept)] == ["In the morning."]
    assert kept.allows_slot(Slot.AM) and not kept.allows_slot(Slot.PM)


def test_what_a_visit_departs_from_is_said_part_by_part() -> None:
    asked = wish(closed_months=(9, 10), not_before=dt.date(2026, 4, 1), not_after=dt.date(2026, 11, 30), slot=Slot.AM)
    assert against(asked, dt.date(2026, 5, 6), Slot.AM) == ()
    assert [str(word) for word in against(asked, dt.date(2026, 10, 15), Slot.PM)] == [
        "The customer is closed in month 10.",
        "The customer asks for the morning.",
    ]
    assert len(against(asked, dt.date(2026, 3, 31), Slot.AM)) == len(against(asked, dt.date(2026, 12, 1), Slot.AM)) == 1
