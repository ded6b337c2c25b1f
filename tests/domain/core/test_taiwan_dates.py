"""Dates as Taiwanese offices write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.taiwan_dates import (
    Half,
    half_of,
    half_words,
    parse_date,
    roc_digits,
    roc_slashes,
    roc_words,
    roc_year,
)

DAYS = st.dates(dt.date(1912, 1, 1), dt.date(2110, 12, 31))
WIDE = str.maketrans("0123456789/", "０１２３４５６７８９／")


@pytest.mark.parametrize(
    "text",
    [
        "1140703", "114/7/3", "114/07/03", "114.07.03", "114-7-3", "民國114年7月3日", "中華民國 114 年 7 月 3 日",
        "114年7月3日", "2025-07-03", "2025/7/3", "2025.7.3", "20250703", "１１４／７／３", "１１４０７０３", " 114/07/03 ",
        "114/07/03（四）", "114/07/03(星期四)", "2025-07-03 (四)", "2025年7月3日",
    ],
)  # fmt: skip
def test_every_usual_way_of_writing_a_day_is_understood(text: str) -> None:
    assert parse_date(text) == dt.date(2025, 7, 3)


@pytest.mark.parametrize("text", ["99/12/31", "25/1/5", "990101", "99年1月1日", "1/2/3"])
def test_a_year_of_two_digits_is_refused_because_it_may_mean_either_calendar(text: str) -> None:
    with pytest.raises(Refused, match="two digits"):
        parse_date(text)


def test_a_year_of_two_digits_is_plain_when_the_republic_is_named() -> None:
    assert parse_date("民國99年12月31日") == parse_date("099/12/31") == dt.date(2010, 12, 31)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("114/02/29", "month 2 of that year has 28 days"),
        ("114/2/30", "month 2 of that year has 28 days"),
        ("2025-04-31", "month 4 of that year has 30 days"),
        ("114-13-01", "there is no month 13"),
        ("1140001", "there is no month 0"),
        ("114/7/0", "has 31 days"),
        ("1911/10/10", "year 1911"),
        ("250/1/1", "year 250"),
        ("000/1/1", "year 0"),
        ("民國2025年1月1日", "year 2025"),
        ("114/07/03（五）", "a 四"),
        ("114/7-3", "does not read"),
        ("45000", "does not read"),
        ("", "does not read"),
        ("明天", "does not read"),
    ],
)
def test_what_is_no_date_is_refused_with_its_text_and_the_reason(text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_date(text)
    assert why in str(refused.value) and text in str(refused.value)


def test_the_leap_day_of_year_113_exists() -> None:
    assert parse_date("113/02/29") == dt.date(2024, 2, 29)


@given(DAYS)
def test_what_is_written_is_read_back(day: dt.date) -> None:
    for text in (roc_slashes(day), roc_slashes(day, weekday=True), "民國" + roc_words(day), roc_digits(day), day.isoformat()):
        if len(text.split("/")[0]) >= 3:
            assert parse_date(text) == day
            assert parse_date(text.translate(WIDE)) == day


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        day = parse_date(text)
    except Refused:
        return
    assert 1912 <= day.year <= 2110


def test_days_are_written_the_office_way() -> None:
    day = dt.date(2025, 7, 3)
    assert (roc_words(day), roc_slashes(day), roc_slashes(day, weekday=True)) == ("114年7月3日", "114/07/03", "114/07/03（四）")
    assert roc_digits(dt.date(2010, 1, 2)) == "0990102"


def test_there_is_no_year_of_the_republic_before_1912() -> None:
    assert roc_year(dt.date(1912, 1, 1)) == 1
    with pytest.raises(ValueError, match="before the Republic"):
        roc_year(dt.date(1911, 12, 31))


def test_the_year_is_halved_at_the_end_of_june() -> None:
    assert [half_of(dt.date(2025, 6, 30)), half_of(dt.date(2025, 7, 1))] == [Half.FIRST, Half.SECOND]
    assert [half_words(2025, half) for half in Half] == ["114年上半年", "114年下半年"]


def test_the_republic_has_a_first_year_and_none_before_it() -> None:
    assert parse_date("民國1年1月1日") == parse_date("001/01/01") == dt.date(1912, 1, 1)
    with pytest.raises(Refused):
        parse_date("民國0年1月1日")
