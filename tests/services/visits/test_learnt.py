"""What was learnt at a visit has fields, and whatever else was written stays as it was written."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT, Intelligence
from visitplanner.services.core.codec import codec
from visitplanner.services.visits.learnt import intelligence_given

FORM = codec(Intelligence)
NAMES = [field.name for field in fields(Intelligence)]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["2027-03", "2026-05-06", "20260506", 3000, 3000.0, -1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), VALUES))
def test_an_old_record_is_written_again_as_it_was_read(written: dict[str, Any]) -> None:
    again = FORM.plain(FORM.value(written))
    assert json.dumps(again, sort_keys=True) == json.dumps(written, sort_keys=True)


def test_the_fields_are_read_for_what_they_are() -> None:
    written = {"outlook": "擴廠", "planned_kw": 3000, "planned_month": "2027-03", "collected_on": "2026-05-06", "擴廠": True}
    assert FORM.value(written) == Intelligence(
        outlook="擴廠",
        planned_kw=3000,
        planned_month=dt.date(2027, 3, 1),
        collected_on=dt.date(2026, 5, 6),
        other={"擴廠": True},
    )
    assert FORM.value({}) == NOTHING_LEARNT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("planned_kw", "3 MW"),
        ("planned_kw", -5),
        ("planned_kw", True),
        ("planned_month", "116/3"),
        ("past", 5),
        ("collected_on", []),
    ],
)
def test_what_is_written_today_says_in_every_field_what_the_field_is_for(name: str, value: Any) -> None:
    with pytest.raises(Refused, match=name) as refusal:
        intelligence_given({name: value})
    assert refusal.value.field == "intelligence"
    assert FORM.plain(FORM.value({name: value})) == {name: value}


def test_fields_left_empty_and_words_of_ones_own_are_taken() -> None:
    given_ = {"past": "", "planned_kw": None, "自備電源": "500 瓩"}
    assert FORM.plain(intelligence_given(given_)) == given_
