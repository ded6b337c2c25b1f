"""Values are written as the user's language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.i18n import language


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (dt.date(2026, 3, 18), "115/03/18", "2026-03-18"),
        (Month(2025, 1), "114 年 1 月", "2025-01"),
        (said("morning"), "上午", "morning"),
        (1250, "1250", "1250"),
    ],
)
def test_a_value_is_written_after_the_language(value: object, chinese: str, english: str) -> None:
    message = said("value: {value}", value=value)
    assert language("zh_TW").say(message) == f"value: {chinese}"
    assert language("en").say(message) == f"value: {english}"


def test_a_refusal_is_one_line_with_place_reason_and_mending() -> None:
    refusal = Refused(said("It is wrong."), where=said("{file}: ", file="a.csv"), mend=said("Mend it."))
    assert language("en").say_refusal(refusal) == "a.csv: It is wrong. Mend it."
    assert language("zh_TW").say_refusal(refusal).startswith("a.csv：")


def test_weekdays_are_named() -> None:
    assert language("zh_TW").date(dt.date(2026, 3, 18), weekday=True) == "115/03/18（三）"
    assert language("en").date(dt.date(2026, 3, 18), weekday=True) == "2026-03-18 (Wed)"
