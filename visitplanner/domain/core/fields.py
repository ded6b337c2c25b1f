"""What a field of a record holds: how it is read from what a person wrote, and written for a person to read.

Each type says in its refusal what it takes. Reading what was written gives the value back, in every language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.domain.core.texts import name_key, plain, tidy

SEPARATORS = re.compile(r"[、,，;；\n]")
BETWEEN_NAMES = re.compile(r"[、;；\n]")
"""Names of companies hold commas."""
LARGEST = 10**15 - 1
"""What a database and a spreadsheet keep to the last digit."""
EARLY = re.compile(r"\d{1,2}/")
"""A year of the Republic before 100, which alone could be meant of either century."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How values are put into words.

    say: a message in the user's language. names: of records that fields refer to, by kind and id: what each is called, and
    other texts by which it may be named.
    """

    say: Callable[[Message], str] = str
    names: Mapping[str, Mapping[UUID, tuple[str, ...]]] = field(default_factory=dict[str, Mapping[UUID, tuple[str, ...]]])

    def written(self, value: object) -> str:
        """A day or a number as the language writes it."""
        return self.say(Message("{value}", {"value": value}))


class FieldType(Protocol):
    """A type of field. Its values are never empty: `kinds.Kind` knows what an empty field holds."""

    def read(self, text: str, wording: Wording) -> Any:
        """The value of a text that is not blank; raises `Refused` saying what is taken."""
        ...

    def write(self, value: Any, wording: Wording) -> str: ...

    def checked(self, value: Any) -> Any:
        """The value as it is kept; raises `Refused` when it cannot be."""
        ...

    def plain(self, value: Any) -> Any:
        """The value for a program: text, a number, a day, an id, or a list of them."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """Text; lines: how many a form shows, more than one for sentences."""

    lines: int = 1

    def read(self, text: str, wording: Wording) -> str:
        return self.checked(text)

    def write(self, value: str, wording: Wording) -> str:
        return value

    def checked(self, value: str) -> str:
        if self.lines == 1:
            return tidy(value)
        return "\n".join(map(tidy, value.splitlines())).strip("\n")

    def plain(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number of units; with `places`, of the last decimal place shown (2: cents). least, most: in what is kept."""

    places: int = 0
    least: int = 0
    most: int = LARGEST

    def read(self, text: str, wording: Wording) -> int:
        shown = plain(text).replace(",", "").replace(" ", "")
        if not re.fullmatch(r"[+-]?\d+" + (rf"(\.\d{{1,{self.places}}})?" if self.places else ""), shown, re.ASCII):
            raise self._unreadable(text)
        return self.checked(int(Decimal(shown).scaleb(self.places)))

    def write(self, value: int, wording: Wording) -> str:
        return f"{Decimal(value).scaleb(-self.places):,.{self.places}f}"

    def checked(self, value: int) -> int:
        if value < self.least:
            raise Refused(said("It is at least {least}.", least=self.write(self.least, Wording())))
        if value > self.most:
            raise Refused(said("It is at most {most}.", most=self.write(self.most, Wording())))
        return value

    def plain(self, value: int) -> int | str:
        return f"{Decimal(value).scaleb(-self.places):.{self.places}f}" if self.places else value

    def _unreadable(self, text: str) -> Refused:
        if self.places:
            return Refused(
                said("“{text}” is not a number with at most {places} decimals.", text=tidy(text), places=self.places),
                mend=said("Write it as {example}.", example=self.write(123456, Wording())),
            )
        return Refused(
            said("“{text}” is not a whole number.", text=tidy(text)), mend=said("Write it as {example}.", example="1,250")
        )


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as 1140703, 114/7/3, 114.07.03, 民國114年7月3日 or 2025-07-03."""

    def read(self, text: str, wording: Wording) -> dt.date:
        return parse_date(text)

    def write(self, value: dt.date, wording: Wording) -> str:
        written = wording.written(value)
        return f"民國{written}" if EARLY.match(written) else written

    def checked(self, value: dt.date) -> dt.date:
        return value

    def plain(self, value: dt.date) -> dt.date:
        return value


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month of a year, kept as its first day; as 11407, 114/7, 114.07, 114年7月 or 2025-07."""

    def read(self, text: str, wording: Wording) -> dt.date:
        shown = plain(text).replace(" ", "")
        mark = re.search(r"[./-]", shown)
        first = "1日" if shown.endswith("月") else f"{mark[0]}1" if mark else "01"
        try:
            return parse_date(shown + first)
        except Refused:
            raise Refused(
                said("“{text}” is not a month.", text=tidy(text)), mend=said("Write the month as 114/07 or 2025-07.")
            ) from None

    def write(self, value: dt.date, wording: Wording) -> str:
        return Day().write(value, wording)[: -len("/01")]

    def checked(self, value: dt.date) -> dt.date:
        return value.replace(day=1)

    def plain(self, value: dt.date) -> str:
        return f"{value:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Flag:
    def read(self, text: str, wording: Wording) -> bool:
        key = name_key(text)
        for value, taken in ((True, ("yes", "y", "true", "1", "是", "有")), (False, ("no", "n", "false", "0", "否", "無"))):
            if key in taken:
                return value
        raise Refused(
            said("“{text}” is neither yes nor no.", text=tidy(text)),
            mend=said("Choose one of: {choices}.", choices=listed((said("yes"), said("no")))),
        )

    def write(self, value: bool, wording: Wording) -> str:
        return wording.say(said("yes") if value else said("no"))

    def checked(self, value: bool) -> bool:
        return value

    def plain(self, value: bool) -> bool:
        return value


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few values, each with its name; read by its name or, from a program, by its own value."""

    names: Mapping[Any, Message]

    def read(self, text: str, wording: Wording) -> Any:
        key = name_key(text)
        for value, name in self.names.items():
            if key in map(name_key, (wording.say(name), str(name), str(self.plain(value)))):
                return value
        raise self._not_offered(text)

    def write(self, value: Any, wording: Wording) -> str:
        return wording.say(self.names[value])

    def checked(self, value: Any) -> Any:
        if value not in self.names:
            raise self._not_offered(str(value))
        return value

    def plain(self, value: Any) -> Any:
        return getattr(value, "value", value)

    def _not_offered(self, text: str) -> Refused:
        return Refused(
            said("{text} is not possible.", text=tidy(text)),
            mend=said("Choose one of: {choices}.", choices=listed(self.names.values())),
        )


class Named(Protocol):
    """What a reference needs to know of a kind of record; `kinds.Kind` is one."""

    @property
    def name(self) -> str: ...

    @property
    def many(self) -> Message: ...


@dataclass(frozen=True, slots=True)
class Reference:
    """A record of one of several kinds, by its name or id."""

    kinds: tuple[Named, ...]

    def read(self, text: str, wording: Wording) -> UUID:
        """Raises `Refused` when nothing bears the name, or several do."""
        key = name_key(text)
        found = [ident for ident, names in self.offered(wording).items() if key in map(name_key, (*names, str(ident)))]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(
                said("Several are called “{text}”.", text=tidy(text)),
                mend=said("Choose one from the list that opens, or give its id."),
            )
        raise Refused(
            said("Nothing is called “{text}” among: {things}.", text=tidy(text), things=listed(kind.many for kind in self.kinds)),
            mend=said("Choose one that is kept."),
        )

    def write(self, value: UUID, wording: Wording) -> str:
        """What the record is called; of one that was removed since, its id."""
        return self.offered(wording).get(value, (str(value),))[0]

    def offered(self, wording: Wording) -> dict[UUID, tuple[str, ...]]:
        """All records that can be named."""
        return {ident: names for kind in self.kinds for ident, names in wording.names.get(kind.name, {}).items()}

    def checked(self, value: UUID) -> UUID:
        return value

    def plain(self, value: UUID) -> UUID:
        return value


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Any of some choices in their order, or of the records that can be named; each once."""

    of: OneOf | Reference

    def read(self, text: str, wording: Wording) -> tuple[Any, ...]:
        parts = (SEPARATORS if isinstance(self.of, OneOf) else BETWEEN_NAMES).split(text)
        return self.checked(tuple(self.of.read(part, wording) for part in parts if part.strip()))

    def write(self, value: tuple[Any, ...], wording: Wording) -> str:
        words = [self.of.write(each, wording) for each in value]
        return wording.say(listed(words)) if isinstance(self.of, OneOf) else "、".join(words)

    def checked(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        chosen = dict.fromkeys(self.of.checked(each) for each in value)
        return tuple(each for each in self.of.names if each in chosen) if isinstance(self.of, OneOf) else tuple(chosen)

    def plain(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.of.plain(each) for each in value]


def referred(kind: FieldType) -> tuple[Named, ...]:
    """The kinds of records whose ids a field of this type holds."""
    inner = kind.of if isinstance(kind, SomeOf) else kind
    return inner.kinds if isinstance(inner, Reference) else ()
