"""A field's text is read as what a person meant, or refused with what is taken; what is written reads back as the value."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import (
    LARGEST,
    Day,
    FieldType,
    Flag,
    Number,
    OneOf,
    Reference,
    SomeOf,
    Wording,
    Words,
    YearMonth,
)
from visitplanner.domain.core.messages import Message
from visitplanner.domain.customers.customers import CUSTOMERS, GROUPS


class Shade(StrEnum):
    DARK = "dark"
    LIGHT = "light"


CHINESE = {"dark shade": "深色", "light shade": "淺色", "yes": "是", "no": "否", "{first}, {second}": "{first}、{second}"}
SHADES = OneOf({Shade.DARK: Message("dark shade"), Shade.LIGHT: Message("light shade")})
FIRST, SECOND, TWIN, OTHER_TWIN = (UUID(int=number) for number in range(1, 5))
NAMES: dict[str, dict[UUID, tuple[str, ...]]] = {
    "groups": {FIRST: ("虛構集團",), TWIN: ("同名",)},
    "customers": {SECOND: ("Fiction Co., Ltd. 05-12-3456-78-9", "05123456789"), OTHER_TWIN: ("同名",)},
}
ANYONE = Reference((GROUPS, CUSTOMERS))


def chinese(message: Message) -> str:
    values = {name: chinese(each) if isinstance(each, Message) else each for name, each in message.values.items()}
    day = values.get("value")
    if isinstance(day, dt.date):
        return f"{day.year - 1911}/{day:%m/%d}"
    return CHINESE.get(message.template, message.template).format(**values)


WORDINGS = (Wording(names=NAMES), Wording(chinese, NAMES))
DAYS = st.dates(dt.date(1912, 1, 1), dt.date(2110, 12, 31))
VALUES: list[tuple[FieldType, st.SearchStrategy[Any]]] = [
    (Words(), st.text()),
    (Words(4), st.text()),
    (Number(), st.integers(0, LARGEST)),
    (Number(least=-LARGEST), st.integers(-LARGEST, LARGEST)),
    (Number(places=2, least=-500, most=10**9), st.integers(-500, 10**9)),
    (Day(), DAYS),
    (YearMonth(), DAYS.map(lambda day: day.replace(day=1))),
    (Flag(), st.booleans()),
    (SHADES, st.sampled_from(Shade)),
    (ANYONE, st.sampled_from([FIRST, SECOND])),
    (SomeOf(SHADES), st.lists(st.sampled_from(Shade), min_size=1)),
    (SomeOf(ANYONE), st.lists(st.sampled_from([FIRST, SECOND]), min_size=1)),
]


@pytest.mark.parametrize("wording", WORDINGS, ids=["en", "zh_TW"])
@pytest.mark.parametrize(("kind", "values"), VALUES)
@given(st.data())
def test_what_is_written_reads_back_as_the_value(
    kind: FieldType, values: st.SearchStrategy[Any], wording: Wording, data: st.DataObject
) -> None:
    value = kind.checked(data.draw(values))
    assert kind.checked(value) == value
    text = kind.write(value, wording)
    if text:
        assert kind.read(text, wording) == value


@pytest.mark.parametrize("text", ["1140703", "114/7/3", "114.07.03", "2025-07-03", "民國114年7月3日", "１１４／７／３"])
def test_a_day_is_read_in_every_way_an_office_writes_it(text: str) -> None:
    assert Day().read(text, Wording()) == dt.date(2025, 7, 3)


@pytest.mark.parametrize("text", ["11407", "114/7", "114.07", "114年7月", "2025-07", "202507", "２０２５／０７"])
def test_a_month_is_read_in_every_way_an_office_writes_it(text: str) -> None:
    assert YearMonth().read(text, Wording()) == dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Number(), "１，２５０", 1250),
        (Number(), "+7", 7),
        (Number(places=2), "1,234.5", 123450),
        (Words(), " 兩　個\u200b 字 ", "兩 個 字"),
        (Words(2), " 一行  \n二行\n", "一行\n二行"),
        (Flag(), "有", True),
        (Flag(), "N", False),
        (SHADES, "DARK", Shade.DARK),
        (SHADES, "深 色", Shade.DARK),
        (ANYONE, "05123456789", SECOND),
        (ANYONE, str(FIRST), FIRST),
        (SomeOf(SHADES), "淺色；dark，light", (Shade.DARK, Shade.LIGHT)),
    ],
)
def test_other_ways_of_writing_are_taken_too(kind: FieldType, text: str, value: object) -> None:
    assert kind.read(text, WORDINGS[1]) == value


@pytest.mark.parametrize(
    ("kind", "text", "taken"),
    [
        (Day(), "下週三", "Write the day as 114/07/03 or 2025-07-03."),
        (YearMonth(), "114/13", "Write the month as 114/07 or 2025-07."),
        (YearMonth(), "114/7/3", "Write the month as 114/07 or 2025-07."),
        (Number(), "1.5", "Write it as 1,250."),
        (Number(places=2), "1.234", "Write it as 1,234.56."),
        (Number(places=2), "一千", "Write it as 1,234.56."),
        (Flag(), "或許", "Choose one of: yes, no."),
        (SHADES, "紅", "Choose one of: dark shade, light shade."),
        (SomeOf(SHADES), "dark、紅", "Choose one of: dark shade, light shade."),
        (ANYONE, "無此集團", "Choose one that is kept."),
        (ANYONE, "同名", "Choose one from the list that opens, or give its id."),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_with_what_is_taken(kind: FieldType, text: str, taken: str) -> None:
    with pytest.raises(Refused) as refusal:
        kind.read(text, Wording(names=NAMES))
    assert str(refusal.value.mend) == taken


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        (Number(), -1, "It is at least 0."),
        (Number(most=9), 10, "It is at most 9."),
        (Number(places=1, least=5, most=15), 16, "It is at most 1.5."),
        (Number(), 10**15, "It is at most 999,999,999,999,999."),
        (SHADES, "red", "red is not possible."),
        (SomeOf(SHADES), (Shade.DARK, "red"), "red is not possible."),
    ],
)
def test_a_value_out_of_bounds_is_refused(kind: FieldType, value: Any, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        kind.checked(value)
    assert str(refusal.value) == says


def test_a_record_that_was_removed_is_written_by_its_id() -> None:
    gone = uuid4()
    assert ANYONE.write(gone, Wording()) == str(gone)


def test_a_program_gets_values_not_words() -> None:
    assert Number(places=2).plain(123450) == "1234.50"
    assert Number().plain(7) == 7
    assert YearMonth().plain(dt.date(2025, 7, 1)) == "2025-07"
    assert SomeOf(SHADES).plain((Shade.DARK,)) == ["dark"]
    assert Day().plain(dt.date(2025, 7, 3)) == dt.date(2025, 7, 3)
