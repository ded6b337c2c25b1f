"""Words of the command line turned into values: years of both calendars, numbers as printed, files of JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.cli.core.arguments import field_of, identity, json_file, number, one_of, western
from visitplanner.domain.core.errors import Refused


class Meal(StrEnum):
    NOON = "noon"
    EVENING = "evening"
    NIGHT = "night"


@given(st.integers(100, 200))
def test_a_year_of_the_republic_is_the_western_one(year: int) -> None:
    assert western(year) == western(year + 1911) == year + 1911


@given(st.integers(-3000, 4000).filter(lambda year: not (100 <= year <= 200 or 2011 <= year <= 2111)))
def test_any_other_number_is_no_year(year: int) -> None:
    with pytest.raises(Refused, match=f"{year} is not a year") as refusal:
        western(year)
    assert "115" in str(refusal.value.mend)


def test_a_choice_is_one_of_those_offered_and_the_refusal_names_them_with_the_option() -> None:
    assert one_of(Meal, "noon", "--meal") is Meal.NOON
    with pytest.raises(Refused) as refusal:
        one_of(Meal, "night", "--meal", [Meal.NOON, Meal.EVENING])
    assert str(refusal.value.where) == "--meal: " and "noon, evening." in str(refusal.value.mend)
    with pytest.raises(Refused):
        one_of(Meal, "NOON", "--meal")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_is_taken_exactly_as_it_is_printed(value: Decimal) -> None:
    assert number(f" {value} ", "x") == value


@pytest.mark.parametrize("value", [True, False, "NaN", "Infinity", "", "12,5x", None, [1]])
def test_what_is_no_number_is_refused_with_its_field(value: object) -> None:
    with pytest.raises(Refused, match="is no number") as refusal:
        number(value, "kw")
    assert (refusal.value.field, str(refusal.value.where)) == ("kw", "kw: ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[1]", "one JSON object"),
        ('{"a": 1,\n "b": }', r"not JSON \(line 2\)"),
        ('{"a": NaN}', "no record can hold"),
        ('{"a": 1, "a": 2}', "no record can hold"),
    ],
)
def test_a_file_of_json_is_refused_with_its_name_and_what_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=why) as refusal:
        json_file(path)
    assert str(refusal.value.where) == "record.json: " and refusal.value.mend is not None


def test_a_file_that_is_not_there_or_not_utf8_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        json_file(tmp_path / "absent.json")
    (tmp_path / "old.json").write_bytes('{"名": 1}'.encode("cp950"))
    with pytest.raises(Refused, match=r"not JSON \(line 1\)"):
        json_file(tmp_path / "old.json")
    (tmp_path / "marked.json").write_text(json.dumps({"a": 1}), encoding="utf-8-sig")
    assert json_file(tmp_path / "marked.json") == {"a": 1}


def test_a_field_that_is_missing_and_one_of_another_kind_are_told_apart() -> None:
    assert field_of({"n": "7"}, "n", int, "record.json") == 7
    with pytest.raises(Refused, match="The field n is missing"):
        field_of({}, "n", int, "record.json")
    with pytest.raises(Refused, match='The field n cannot be "七個"'):
        field_of({"n": "七個"}, "n", int, "record.json")


@pytest.mark.parametrize("text", ["", "5", "no-id", "00000000-0000-0000-0000-00000000000g"])
def test_what_is_no_id_is_refused_with_where_to_copy_one(text: str) -> None:
    with pytest.raises(Refused, match="is not an id") as refusal:
        identity(text)
    assert "list" in str(refusal.value.mend)
