"""Notes are read by a word list: what asks for something becomes a proposed case, with the day and person it names."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4

import pytest

from visitplanner import bootstrap
from visitplanner.domain.calendar.working_days import Calendars
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.follow_ups.reading_notes import NOTHING_PROPOSED, Proposals, Reader, day_in
from visitplanner.domain.follow_ups.word_list import WordList

TODAY = dt.date(2026, 3, 16)
"""A Monday."""
PEOPLE = {"吳電務": uuid4(), "陳業務": uuid4()}


def read(notes: str, people: dict[str, UUID] | None = None) -> Proposals:
    known = bootstrap.known()
    topics = {point.id: (*point.words, *known.words.topics.get(point.id, ())) for point in known.topics}
    return Reader(known.words, topics, PEOPLE if people is None else people, known.calendars).read(notes, TODAY)


def test_a_sentence_that_asks_becomes_a_case_with_window_owner_and_day() -> None:
    found = read("今天洽訪，產能利用率八成五。夜間電壓驟降影響產線，希望3月底前協助量測，請吳電務聯絡。對綠電有興趣。")
    (case,) = found.cases
    assert (case.window, case.owner_id, case.due_on) == (Window.TECHNICAL, PEOPLE["吳電務"], dt.date(2026, 3, 31))
    assert case.text == "夜間電壓驟降影響產線，希望3月底前協助量測，請吳電務聯絡"
    assert (found.held_on, {"outlook", "small_green_power"} <= set(found.topics)) == (TODAY, True)


def test_what_asks_for_nothing_proposes_no_case() -> None:
    assert read("已申請增設，廠長請假，對需量反應說明反應良好。").cases == ()
    assert read("") == NOTHING_PROPOSED


def test_two_people_named_are_no_owner_and_one_sentence_twice_is_one_case() -> None:
    found = read("請吳電務與陳業務回復停電時間？請吳電務與陳業務回復停電時間？")
    assert [case.owner_id for case in found.cases] == [None]


def test_petitions_and_public_opinion_are_seen() -> None:
    (case,) = read("居民已向議員陳情，要求說明並擔心媒體報導。").cases
    assert (case.petition, case.public_opinion) == (True, True)
    (case,) = read("請提供帳單明細。").cases
    assert (case.petition, case.public_opinion, case.window, case.due_on) == (False, False, Window.BILLING, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("115/4/3前", dt.date(2026, 4, 3)),
        ("115年4月3日前", dt.date(2026, 4, 3)),
        ("2026-04-03", dt.date(2026, 4, 3)),
        ("4月3日", dt.date(2026, 4, 3)),
        ("4/3前", dt.date(2026, 4, 3)),
        ("4月底前", dt.date(2026, 4, 30)),
        ("月底前", dt.date(2026, 3, 31)),
        ("下個月底", dt.date(2026, 4, 30)),
        ("2月底", dt.date(2027, 2, 28)),
        ("週五前", dt.date(2026, 3, 20)),
        ("下週三", dt.date(2026, 3, 25)),
        ("下下週一", dt.date(2026, 3, 30)),
        ("5個工作天內", dt.date(2026, 3, 23)),
        ("兩週內", dt.date(2026, 3, 30)),
        ("三天內", dt.date(2026, 3, 19)),
        ("後天", dt.date(2026, 3, 18)),
        ("昨天", dt.date(2026, 3, 15)),
        ("1月5日", dt.date(2026, 1, 5)),
        ("8月20日", dt.date(2026, 8, 20)),
        ("9月31日", None),
        ("13/45", None),
        ("契約1250瓩", None),
        ("99999999999/1/1", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: dt.date | None) -> None:
    assert day_in(f"{text}回復", TODAY, bootstrap.known().calendars) == day


def test_a_day_that_is_over_is_no_due_day() -> None:
    (case,) = read("昨天起停電三次，請說明。").cases
    assert case.due_on is None


def test_an_empty_word_list_proposes_nothing() -> None:
    assert Reader(WordList(), {}, {}, Calendars()).read("請回電。", TODAY) == NOTHING_PROPOSED
