"""What a person reads: English source sentences turned into the chosen language, dates into the chosen calendar.

Translations are gettext catalogues, one a feature, in `resources/translations/<language>/*.po`; all of a language are
read together. Traditional Chinese is the default and complete (a test proves it); English needs no catalogue.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polib

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.paths import resources_folder

LANGUAGES = ("zh_TW", "en")
WEEKDAYS = {"zh_TW": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
YEAR_ONE_OF_THE_REPUBLIC = 1912


@dataclass(frozen=True)
class Language:
    """One language: `text` for a sentence of the program, `say` for one a rule has spoken, `date` for a day."""

    code: str = "zh_TW"
    sentences: dict[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)

    def text(self, source: str, /, **values: object) -> str:
        """The translation of an English source sentence, its placeholders filled."""
        sentence = self.sentences.get(source, source)
        return sentence.format(**{name: self._value(value) for name, value in values.items()}) if values else sentence

    def say(self, message: Message) -> str:
        return self.text(message.template, **message.values)

    def say_refusal(self, refusal: Refused) -> str:
        """What is wrong, where, and how to mend it, as one line."""
        parts = [refusal.where, refusal.what, refusal.mend]
        said = (self.say(part) for part in parts if part is not None)
        return " ".join(part.strip() for part in said) if self.code == "en" else "".join(said)

    def date(self, day: dt.date, *, weekday: bool = False) -> str:
        """A day as the user's calendar writes it: `115/03/18（三）`, or `2026-03-18 (Wed)` in English."""
        if self.code == "en":
            return f"{day:%Y-%m-%d}" + (f" ({WEEKDAYS['en'][day.weekday()]})" if weekday else "")
        written = f"{day.year - YEAR_ONE_OF_THE_REPUBLIC + 1}/{day:%m/%d}"
        return written + (f"（{WEEKDAYS['zh_TW'][day.weekday()]}）" if weekday else "")

    def year(self, year: int) -> str:
        """A year as people say it: `115 年`, or `2026`."""
        return str(year) if self.code == "en" else f"{year - YEAR_ONE_OF_THE_REPUBLIC + 1} 年"

    def month(self, month: Month) -> str:
        """A calendar month: `114 年 1 月`, or `2025-01`."""
        return str(month) if self.code == "en" else f"{self.year(month.year)} {month.month} 月"

    def number(self, value: object, decimals: int = 0) -> str:
        """A number with thousands separators."""
        return f"{value:,.{decimals}f}"

    def _value(self, value: object) -> object:
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Month):
            return self.month(value)
        if isinstance(value, dt.datetime):
            return f"{self.date(value.date())} {value:%H:%M}"
        if isinstance(value, dt.date):
            return self.date(value)
        return value


@cache
def language(code: str = "zh_TW") -> Language:
    """The language of a code of `LANGUAGES`; raises ValueError for another."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    return Language(code, {} if code == "en" else sentences_of(resources_folder() / "translations" / code))


def sentences_of(folder: Path) -> dict[str, str]:
    """All translated sentences of a folder of catalogues."""
    found: dict[str, str] = {}
    for catalogue in sorted(folder.glob("*.po")):
        found |= {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue)) if entry.msgstr and not entry.obsolete}
    return found
