"""Messages and choices survive being kept as JSON."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.programme import CapacityMeasure, Choices
from visitplanner.services.core.codec import codec

VALUES = st.one_of(st.integers(), st.text(max_size=20), st.dates(), st.builds(said, st.just("inner {x}"), x=st.dates()))


@given(st.dictionaries(st.sampled_from(["day", "person", "count"]), VALUES))
def test_a_message_comes_back_as_it_was_kept(values: dict[str, object]) -> None:
    message = Message("some sentence", values)
    assert codec(Message).value(json.loads(json.dumps(codec(Message).plain(message)))) == message


def test_a_kept_date_is_still_a_date() -> None:
    kept = codec(Message).plain(said("It is due on {day}.", day=dt.date(2026, 3, 18)))
    assert codec(Message).value(kept).values["day"] == dt.date(2026, 3, 18)


def test_a_message_in_words_alone_is_not_kept() -> None:
    with pytest.raises(TypeError, match="kept as a message"):
        codec(Message).plain("It is due.")


def test_choices_are_kept_and_those_of_a_later_version_left_aside() -> None:
    choices = Choices(group_settles_sites=True, capacity=CapacityMeasure.SUM, threshold_kw=800)
    kept = codec(Choices).plain(choices)
    assert codec(Choices).value({**kept, "of_a_later_version": 1}) == choices
    assert codec(Choices).value({}) == Choices()
