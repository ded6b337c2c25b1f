"""The same reason is said once, with the names of all it holds for; nothing that differs in words is thrown together."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from visitplanner import i18n
from visitplanner.domain.core.messages import Message, said
from visitplanner.ui.planning.forms.same_reason import Reason, names_of, same_reasons

Pair = tuple[str, tuple[Message, ...]]


def grouped(*pairs: Pair) -> list[Reason]:
    return same_reasons(pairs, lambda pair: pair[1], lambda pair: pair[0])


def test_fourteen_times_the_same_reason_is_one_line_with_fourteen_names() -> None:
    (one,) = grouped(*((f"用戶{n}", (said("No leader is assigned to this group; assign one first."),)) for n in range(14)))
    assert one.count == 14
    assert names_of(one, i18n.language()) == "、".join(f"用戶{n}" for n in range(14))


def test_numbers_and_days_that_differ_are_given_from_first_to_last() -> None:
    words = "{days} days after its ideal day {ideal}."
    first = said(words, days=3, ideal=dt.date(2026, 3, 1))
    second = said(words, days=12, ideal=dt.date(2026, 2, 1))
    (one,) = grouped(("甲", (first,)), ("乙", (second,)))
    assert i18n.language().say(one.why[0]) == "比理想日期 115/02/01 至 115/03/01 晚 3 至 12 天。"


def test_other_names_in_a_sentence_are_another_reason() -> None:
    pairs = [(town, (said("Shares a trip to {town}.", town=town),)) for town in ("新店區", "中和區", "新店區")]
    assert [(reason.count, reason.why[0].values["town"]) for reason in grouped(*pairs)] == [(2, "新店區"), (1, "中和區")]


def test_a_number_with_a_form_of_its_own_is_never_given_as_a_span() -> None:
    pairs = [(str(kw), (said("threshold {kw:,} kW", kw=kw),)) for kw in (1000, 2000)]
    reasons = grouped(*pairs)
    assert len(reasons) == 2
    assert all(i18n.language().say(reason.why[0]) for reason in reasons)


@given(st.lists(st.tuples(st.text(min_size=1), st.sampled_from(("A.", "B {n}.", "C {m}.")), st.integers(-9, 9)), max_size=30))
def test_every_name_stands_in_exactly_one_line(drawn: list[tuple[str, str, int]]) -> None:
    pairs = [(name, (said(template, n=number, m=str(number)),)) for name, template, number in drawn]
    reasons = grouped(*pairs)
    assert sorted(name for reason in reasons for name in reason.names) == sorted(name for name, _, _ in drawn)
    assert [reason.count for reason in reasons] == sorted((reason.count for reason in reasons), reverse=True)
