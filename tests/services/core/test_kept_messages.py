"""Messages survive being kept as JSON."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.messages import Message, said
from visitplanner.services.core.kept_messages import as_json, from_json

VALUES = st.one_of(st.integers(), st.text(max_size=20), st.dates(), st.builds(said, st.just("inner {x}"), x=st.dates()))


@given(st.dictionaries(st.sampled_from(["day", "person", "count"]), VALUES))
def test_a_message_comes_back_as_it_was_kept(values: dict[str, object]) -> None:
    message = Message("some sentence", values)
    assert from_json(json.loads(json.dumps(as_json(message)))) == message


def test_a_kept_date_is_still_a_date() -> None:
    kept = as_json(said("It is due on {day}.", day=dt.date(2026, 3, 18)))
    assert from_json(kept).values["day"] == dt.date(2026, 3, 18)
