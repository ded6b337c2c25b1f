"""Column types: what a value of a record looks like in a column, and what is never let in.

An engine may keep a `Decimal` as a float without a word and drop time zones; so every column states its type here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from enum import Enum, IntEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from visitplanner.services.core.codec import codec, written


class Kept(TypeDecorator[Any]):
    """A column whose values pass through the codec of `hint`."""

    impl = Text
    cache_ok = True
    hint: Any = str

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.written_as()(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """`process_bind_param` with its codec found once a statement, not once a value: an import writes a million."""
        written_as, inner = self.written_as(), self.impl_instance.bind_processor(dialect)
        if inner is None:
            return lambda value: None if value is None else written_as(value)
        return lambda value: inner(None if value is None else written_as(value))

    def written_as(self) -> Callable[[Any], Any]:
        """From a value to what stands in the column."""
        return codec(self.hint).plain

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else codec(self.hint).value(value)


class KeptJson(Kept):
    """A column of JSON text with sorted keys: lists, objects, settings."""

    cache_ok = True

    def written_as(self) -> Callable[[Any], Any]:
        plain = codec(self.hint).plain
        return lambda value: written(plain(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else codec(self.hint).value(json.loads(value))


class Bytes(TypeDecorator[bytes]):
    """Raw bytes."""

    impl = LargeBinary
    cache_ok = True


class Whole(Kept):
    """Whole numbers: kilowatts, cents, watt-hours, counts. A float, a `Decimal` or a bool is refused."""

    impl = Integer
    cache_ok = True
    hint = int


class Exact(Kept):
    """An exact decimal as text: percentages, prices, amounts below a cent. A float is refused."""

    cache_ok = True
    hint = Decimal


class Flag(Kept):
    """Yes or no, as 1 or 0."""

    impl = Integer
    cache_ok = True
    hint = bool

    def written_as(self) -> Callable[[Any], Any]:
        plain = codec(self.hint).plain
        return lambda value: int(plain(value))


class Words(Kept):
    """Text of any length."""

    cache_ok = True


class Identity(Kept):
    """An id, as the 36 characters people and logs know."""

    cache_ok = True
    hint = UUID


class Day(Kept):
    """A calendar day as ISO text."""

    cache_ok = True
    hint = dt.date


class Instant(Kept):
    """A UTC instant as ISO text; an instant without a time zone is refused."""

    cache_ok = True
    hint = dt.datetime


@cache
def choice(kind: type[Enum]) -> type[Kept]:
    """The type of a column that holds a member of an enumeration, by value."""
    stored = Integer if issubclass(kind, IntEnum) else Text
    return type(f"Choice{kind.__name__}", (Kept,), {"impl": stored, "cache_ok": True, "hint": kind})


@cache
def structured(hint: Any) -> type[KeptJson]:
    """The type of a column that holds a tuple, a set, a small dataclass or plain JSON values."""
    return type("Structured", (KeptJson,), {"cache_ok": True, "hint": hint})
