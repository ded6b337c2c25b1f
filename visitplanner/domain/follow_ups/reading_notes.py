"""What the notes of a visit say, read by a word list: topics, cases, whom they name, by when. It proposes; a person decides."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.calendar.working_days import Calendars
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.follow_ups.word_list import WordList, stands_in

SENTENCE = re.compile(r"[^。！!；;\n？?]+[？?]?")
ONES = {"一": 1, "兩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
WEEKDAYS = "一二三四五六日"
NUMBER = r"(\d{1,2}|[一兩二三四五六七八九十])"
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ProposedCase:
    """A sentence that asks for something. owner_id: who is named in it. due_on: the day it names, None when it names none."""

    text: str
    window: Window
    owner_id: UUID | None = None
    due_on: dt.date | None = None
    petition: bool = False
    public_opinion: bool = False


@dataclass(frozen=True, slots=True)
class Proposals:
    """What notes say. topics: ids of talking points. held_on: the day they say the visit was on, if they do."""

    topics: tuple[str, ...] = ()
    cases: tuple[ProposedCase, ...] = ()
    held_on: dt.date | None = None


NOTHING_PROPOSED = Proposals()


@dataclass(frozen=True, slots=True)
class Reader:
    """words, topics: by which topics are known, by id. people: ids by name. calendars: for working days."""

    words: WordList
    topics: Mapping[str, tuple[str, ...]]
    people: Mapping[str, UUID]
    calendars: Calendars

    def read(self, notes: str, today: dt.date) -> Proposals:
        """What the notes propose; days are counted from today, as the person who writes does."""
        sentences = [found.group().strip() for found in SENTENCE.finditer(notes) if found.group().strip()]
        asking = [sentence for sentence in sentences if self.words.asks(sentence)]
        topics = tuple(ident for ident, words in self.topics.items() if stands_in(notes, words))
        told = [sentence for sentence in sentences if sentence not in asking]
        held = next((day for one in told if "訪" in one and (day := day_in(one, today, self.calendars)) and day <= today), None)
        return Proposals(topics, tuple(self._case(one, today) for one in dict.fromkeys(asking)), held)

    def _case(self, sentence: str, today: dt.date) -> ProposedCase:
        named = [ident for name, ident in self.people.items() if name in sentence]
        due = day_in(sentence, today, self.calendars)
        return ProposedCase(
            text=sentence.lstrip("，,、 "),
            window=self.words.window(sentence),
            owner_id=named[0] if len(named) == 1 else None,
            due_on=due if due is not None and due >= today else None,
            petition=stands_in(sentence, self.words.petition),
            public_opinion=stands_in(sentence, self.words.public_opinion),
        )


def day_in(sentence: str, today: dt.date, calendars: Calendars) -> dt.date | None:
    """The first day a sentence names, as people write it (114/7/3, 7月3日, 7/3, 月底, 下週三, 5個工作天內); None if none."""
    for pattern, day_of in DAYS:
        found = pattern.search(sentence)
        if found is not None:
            try:
                day = day_of(found, today, calendars)
            except (ValueError, OverflowError, Refused):
                continue
            return day
    return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else ONES[text]


def _whole(found: re.Match[str], today: dt.date, calendars: Calendars) -> dt.date:
    return parse_date(found.group())


def _month_day(found: re.Match[str], today: dt.date, calendars: Calendars) -> dt.date:
    """The day of that month that lies nearest, half a year back at most."""
    month, day = int(found[1]), int(found[2])
    this = dt.date(today.year, month, day)
    return this if this >= today - 183 * ONE_DAY else dt.date(today.year + 1, month, day)


def _month_end(found: re.Match[str], today: dt.date, calendars: Calendars) -> dt.date:
    """The last day of a month: the named one, the next (下月底, 下個月底), or this one."""
    named = int(found[2]) if found[2] else (today.month % 12 + 1 if found[1] else today.month)
    year = today.year + (named < today.month)
    return dt.date(year + named // 12, named % 12 + 1, 1) - ONE_DAY


def _weekday(found: re.Match[str], today: dt.date, calendars: Calendars) -> dt.date:
    """A day of this week, or of one of the next: one 下 for each. A bare one that is over is that of next week."""
    monday = today - today.weekday() * ONE_DAY
    day = monday + WEEKDAYS.index(found[2].replace("天", "日")) * ONE_DAY + 7 * found[1].count("下") * ONE_DAY
    return day + 7 * ONE_DAY if not found[1] and day < today else day


def _working_days(found: re.Match[str], today: dt.date, calendars: Calendars) -> dt.date:
    return calendars.add(today, _number(found[1]))


def _within(found: re.Match[str], today: dt.date, calendars: Calendars) -> dt.date:
    return today + _number(found[1]) * (7 if found[2] in ("週", "周", "星期") else 1) * ONE_DAY


def _near(found: re.Match[str], today: dt.date, calendars: Calendars) -> dt.date:
    return today + {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "後天": 2}[found[1]] * ONE_DAY


DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], dt.date, Calendars], dt.date]], ...] = (
    (re.compile(r"(?:民國)?\d{3,4}(?:年|/|\.|-)\d{1,2}(?:月|/|\.|-)\d{1,2}日?"), _whole),
    (re.compile(r"(?<![\d/.-])(\d{1,2})(?:月|/)(\d{1,2})(?:日|號)?(?![\d/])"), _month_day),
    (re.compile(r"(下個?)?(?:(\d{1,2})\s*)?月底"), _month_end),
    (re.compile(r"((?:本|這|下{1,2})?個?)(?:週|周|星期|禮拜)([一二三四五六日天])"), _weekday),
    (re.compile(NUMBER + r"\s*個?工作[天日]"), _working_days),
    (re.compile(NUMBER + r"\s*個?(天|日|週|周|星期)(?:內|後|之內|以內)"), _within),
    (re.compile(r"(前天|昨天|昨日|今天|今日|明天|明日|後天)"), _near),
)
"""How people write a day, the most exact first."""
