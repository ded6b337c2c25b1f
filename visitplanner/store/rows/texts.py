"""Texts as they are kept: without signs nobody sees, no longer than anybody reads, wherever in a record they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.texts import LONGEST_TEXT, SURROGATES, without_controls

V = TypeVar("V")
R = TypeVar("R", bound=Record)


def without_controls_in(value: V) -> V:
    """The value whose texts hold no control or direction signs; itself where none does."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, tuple | list):
        return _changed(value, [without_controls_in(part) for part in value], type(value))
    if isinstance(value, Mapping):
        table = cast(Mapping[Any, Any], value)
        clean = {without_controls_in(key): without_controls_in(part) for key, part in table.items()}
        return value if _same([*table, *table.values()], [*clean, *clean.values()]) else cast(V, clean)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        clean = {name: without_controls_in(part) for name, part in parts.items()}
        return value if _same(list(parts.values()), list(clean.values())) else replace(value, **clean)
    return value


def _changed(value: Any, parts: list[Any], made: type) -> Any:
    return value if _same(value, parts) else made(parts)


def _same(one: Any, two: Any) -> bool:
    return len(one) == len(two) and all(left is right for left, right in zip(one, two, strict=True))


def texts_in(value: object) -> Iterator[str]:
    """Every text in a value, in its rows, tables and parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, Mapping):
        yield from texts_in([*value, *value.values()])
    elif is_dataclass(value) and not isinstance(value, type):
        yield from texts_in([getattr(value, field.name) for field in fields(value)])


def refuse_what_cannot_be_kept(kind: Kind[R], record: R, before: R | None = None) -> None:
    """Raises `Refused` for a text longer than anybody reads, or one with half a sign, which no file can hold.

    before: what is kept of the record; what stays as it was is not judged again.
    """
    for name in kind.names:
        value = getattr(record, name)
        if before is not None and value == getattr(before, name):
            continue
        most = kind.longest(name) if isinstance(value, str) else LONGEST_TEXT
        for text in texts_in(value):
            if len(text) > most or not text.isprintable():
                _refuse(kind, name, text, most)


def _refuse(kind: Kind[Any], name: str, text: str, most: int) -> None:
    where = said("{record}: ", record=kind.noun)
    if len(text) > most:
        what = said("This text has {count:,} signs; at most {most:,} are kept.", count=len(text), most=most)
        mend = said("Shorten it, or keep it as a file of its own.") if most == LONGEST_TEXT else said("Shorten it.")
        raise Refused(what, where=where, mend=mend, field=name)
    if any(ord(sign) in SURROGATES for sign in text):
        raise Refused(
            said("This text holds half a sign, which cannot be kept."), where=where, mend=said("Type it anew."), field=name
        )
