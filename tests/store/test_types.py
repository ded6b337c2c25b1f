"""What a column's type writes for a value, by itself and for the many values of a statement."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.dialects.sqlite import dialect

from visitplanner.domain.core.supply import Voltage
from visitplanner.store.types import Day, Exact, Flag, Identity, Instant, Kept, Whole, Words, choice, structured

IDENT = "6f9619ff-8b86-4d01-b42d-00c04fc964ff"
NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.mark.parametrize(
    ("kept", "value", "written"),
    [
        (Words(), "甲電子", "甲電子"),
        (Whole(), 7, 7),
        (Exact(), Decimal("0.10"), "0.10"),
        (Flag(), True, True),
        (Identity(), UUID(IDENT), IDENT),
        (Day(), dt.date(2026, 1, 5), "2026-01-05"),
        (Instant(), NOON, "2026-01-05T04:00:00.000000+00:00"),
        (choice(Voltage)(), Voltage.HIGH, Voltage.HIGH.value),
        (structured(dict[str, Decimal])(), {"b": Decimal(1), "a": Decimal("2.5")}, '{"a":"2.5","b":"1"}'),
        (structured(Any)(), (1, "甲", None), '[1,"甲",null]'),
        (structured(Any)(), None, None),
    ],
)
def test_a_statement_writes_each_value_as_its_type_says(kept: Kept, value: object, written: object) -> None:
    process = kept.bind_processor(dialect())
    assert process(value) == written == kept.process_bind_param(value, dialect())


@pytest.mark.parametrize(("kept", "value"), [(Words(), 7), (Whole(), 1.5), (Whole(), True), (Exact(), 0.1), (Identity(), "a")])
def test_a_statement_writes_no_value_of_another_kind(kept: Kept, value: object) -> None:
    with pytest.raises(TypeError, match="kept as"):
        kept.bind_processor(dialect())(value)
