"""What a person reads: English source sentences turned into the chosen language, dates into the chosen calendar.

Translations are gettext catalogues, one a feature, in `resources/translations/<language>/*.po`. All of a language are
compiled into `<language>.mo` beside its folder the first time they are read after a change, as Python does with modules.
Traditional Chinese is the default and complete (a test proves it); English needs no catalogue.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.paths import resources_folder

LANGUAGES = ("zh_TW", "en")
WEEKDAYS = {"zh_TW": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEAR_ONE_OF_THE_REPUBLIC = 1912
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""The program's type is made for Chinese: its curved quotation marks are as wide as a Chinese sign and tear English apart."""


class English(NullTranslations):
    """The source sentences themselves, with straight quotation marks."""

    def gettext(self, message: str) -> str:
        return super().gettext(message).translate(STRAIGHT)


@dataclass(frozen=True)
class Language:
    """One language: `text` for a sentence of the program, `say` for one a rule has spoken, `date` for a day."""

    code: str = "zh_TW"
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False, compare=False)

    def text(self, source: str, /, **values: object) -> str:
        """The translation of an English source sentence, its placeholders filled."""
        sentence = self.catalogue.gettext(source)
        return sentence.format(**{name: self._value(value) for name, value in values.items()}) if values else sentence

    def say(self, message: Message) -> str:
        return self.text(message.template, **message.values)

    def say_refusal(self, refusal: Refused) -> str:
        """What is wrong, where, and how to mend it, as one line."""
        return self.together(part for part in (refusal.where, refusal.what, refusal.mend) if part is not None)

    def together(self, sentences: Iterable[Message | str]) -> str:
        """Sentences one after another: a space between them in English, nothing in Chinese; empty ones are left out."""
        said = [one if isinstance(one, str) else self.say(one) for one in sentences]
        return " ".join(one.strip() for one in said if one.strip()) if self.code == "en" else "".join(said)

    def listed(self, names: Iterable[str]) -> str:
        """Names or phrases as an enumeration: `A、B`, or `A, B` in English."""
        return (", " if self.code == "en" else "、").join(names)

    def in_turn(self, clauses: Iterable[str]) -> str:
        """Clauses of one sentence: `甲；乙`, or `A; B` in English."""
        return ("; " if self.code == "en" else "；").join(clauses)

    def bracketed(self, text: str) -> str:
        """A text in brackets, as it follows another: `（三）`, or ` (Wed)` in English."""
        return f" ({text})" if self.code == "en" else f"（{text}）"

    def date(self, day: dt.date, *, weekday: bool = False) -> str:
        """A day as the user's calendar writes it: `115/03/18（三）`, or `2026-03-18 (Wed)` in English."""
        if self.code == "en":
            return f"{day:%Y-%m-%d}" + (f" ({self.weekday(day)})" if weekday else "")
        written = f"{day.year - YEAR_ONE_OF_THE_REPUBLIC + 1}/{day:%m/%d}"
        return written + (f"（{self.weekday(day)}）" if weekday else "")

    def weekday(self, day: dt.date) -> str:
        """The weekday of a day in short: `三`, or `Wed`."""
        return WEEKDAYS[self.code][day.weekday()]

    def year(self, year: int) -> str:
        """A year as people say it: `115 年`, or `2026`."""
        return str(year) if self.code == "en" else f"{year - YEAR_ONE_OF_THE_REPUBLIC + 1} 年"

    def month(self, month: Month) -> str:
        """A calendar month: `114 年 1 月`, or `2025-01`."""
        return str(month) if self.code == "en" else f"{self.year(month.year)} {month.month} 月"

    def month_in_short(self, year: int, month: int) -> str:
        """A month where there is little room: `114/07`, or `2025-07`."""
        return self.date(dt.date(year, month, 1))[: -len("/01")]

    def day_of_year(self, day: dt.date) -> str:
        """A day of a year one knows, with its weekday: `03/18（三）`; in English the whole date."""
        return self.date(day) if self.code == "en" else self.date(day, weekday=True).partition("/")[2]

    def month_name(self, number: int) -> str:
        """A month of any year, in short: `3 月`, or `Mar`."""
        return MONTHS[number - 1] if self.code == "en" else f"{number} 月"

    def month_of_year(self, day: dt.date) -> str:
        """The month of a day as a heading: `115 年 5 月`, or `May 2026`."""
        parts = (self.month_name(day.month), self.year(day.year))
        return " ".join(parts if self.code == "en" else parts[::-1])

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
    return Language(code, English()) if code == "en" else Language(code, catalogue_of(resources_folder() / "translations" / code))


def catalogue_of(folder: Path) -> NullTranslations:
    """All translated sentences of a folder of `.po` files, from its compiled catalogue if that was made of just these files."""
    sources = [file.read_bytes() for file in sorted(folder.glob("*.po"))]
    mark = sha256(b"\0".join(sources)).hexdigest()
    compiled = folder.with_suffix(".mo")
    with suppress(OSError, ValueError, struct.error):
        found = GNUTranslations(BytesIO(compiled.read_bytes()))
        if found.info().get("x-made-of") == mark:
            return found
    content = compiled_catalogue(sources, mark)
    being_written = compiled.with_suffix(".new")
    try:
        being_written.write_bytes(content)
        being_written.replace(compiled)
    except OSError:
        with suppress(OSError):
            being_written.unlink(missing_ok=True)
    return GNUTranslations(BytesIO(content))


def compiled_catalogue(sources: Iterable[bytes], mark: str) -> bytes:
    """The sentences of `.po` files as one `.mo` file that bears `mark`; of a sentence that stands twice, the later file's."""
    import polib

    whole = polib.POFile()
    whole.metadata = {"Content-Type": "text/plain; charset=UTF-8", "X-Made-Of": mark}
    entries = {entry.msgid: entry for source in sources for entry in polib.pofile(source.decode("utf-8")) if entry.msgstr}
    whole.extend(entry for entry in entries.values() if not entry.obsolete)
    return whole.to_binary()
