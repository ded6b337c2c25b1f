"""How a value of a record or setting is written as JSON and read back: one codec a type, found by the field's type hint.

Days and instants become ISO text (instants in UTC, with microseconds, so that their text sorts), enumerations their
value, ids text, tuples and sets lists, mappings objects, bytes base64, exact decimals text, messages their sentence and
values, so that they are still translated when they are read again. `float` amounts have no codec: energy is kept as whole
watt-hours.

Two things a field of a dataclass says in its `metadata`: `written`, two functions (value → JSON value and back) of a field that
has a form of its own; `unread`, that this field takes whatever the others could not read: see `forgiving`.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from visitplanner.domain.core.messages import Message

DEEPEST = 100
"""Levels of a document from outside; the deepest this program reads has five."""


@dataclass(frozen=True, slots=True)
class Codec:
    """plain: value → JSON value; raises TypeError or ValueError for a value of another kind. value: the way back."""

    plain: Callable[[Any], Any]
    value: Callable[[Any], Any]


def written(value: object) -> str:
    """JSON text of a plain value, always the same for the same value: sorted keys, no blanks, no NaN."""
    return _WRITER.encode(value)


_WRITER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def read_json(text: str) -> Any:
    """A JSON document from outside; raises ValueError for what JSON does not know or nothing can keep: NaN, numbers beyond all
    bounds, halves of a sign, a depth without end, a field that stands twice."""
    try:
        document = json.loads(text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_each_once)
    except RecursionError:
        raise ValueError("nested too deep") from None
    level: list[Any] = [document]
    for _depth in range(DEEPEST):
        level = [part for each in level for part in _parts(each)]
    if level:
        raise ValueError("nested too deep")
    json.dumps(document, ensure_ascii=False).encode()
    return document


def _parts(value: Any) -> list[Any]:
    """What a document's value consists of: nothing but for lists and objects."""
    if isinstance(value, dict):
        return list(cast("dict[str, Any]", value).values())
    return cast("list[Any]", value) if isinstance(value, list) else []


def _each_once(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, each of whose fields stands once: of two values JSON readers drop one without a word."""
    made = dict(fields)
    if len(made) < len(fields):
        raise ValueError("a field stands twice")
    return made


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _finite(text: str) -> float:
    value = float(text)
    return value if isfinite(value) else _no_number(text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"kept as text, but is {type(value).__name__}")
    return str(value)


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"kept as a whole number, but is {type(value).__name__}")
    return int(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"kept as yes or no, but is {type(value).__name__}")
    return value


def _day(value: Any) -> str:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise TypeError(f"kept as a day, but is {type(value).__name__}")
    return value.isoformat()


def _instant(value: Any) -> str:
    if not isinstance(value, dt.datetime):
        raise TypeError(f"kept as an instant, but is {type(value).__name__}")
    if value.tzinfo is None:
        raise ValueError("an instant is kept in UTC; this one names no time zone")
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _identity(value: Any) -> str:
    if not isinstance(value, UUID):
        raise TypeError(f"kept as an id, but is {type(value).__name__}")
    return str(value)


def _exact(value: Any) -> str:
    if not isinstance(value, Decimal):
        raise TypeError(f"kept as an exact decimal, but is {type(value).__name__}")
    if not value.is_finite():
        raise ValueError("an exact decimal is finite")
    return str(value)


def _json(value: Any) -> Any:
    """A copy in which tuples are lists; raises TypeError for what JSON does not know."""
    if value is None or isinstance(value, str | bool | int | float):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, list | tuple):
        return [_json(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {_text(key): _json(item) for key, item in cast("dict[Any, Any]", value).items()}
    raise TypeError(f"kept as JSON, but holds {type(value).__name__}")


def _message(message: Any) -> dict[str, Any]:
    """Days and messages among the values are marked; numbers and text stay, everything else becomes text."""
    if not isinstance(message, Message):
        raise TypeError(f"kept as a message, but is {type(message).__name__}")
    return {"template": message.template, "values": {name: _filling(value) for name, value in message.values.items()}}


def _filling(value: object) -> Any:
    if isinstance(value, Message):
        return {"message": _message(value)}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return value if isinstance(value, int | float | str) else str(value)


def _spoken(kept: dict[str, Any]) -> Message:
    return Message(str(kept["template"]), {name: _filled(value) for name, value in kept.get("values", {}).items()})


def _filled(value: Any) -> object:
    if isinstance(value, dict) and "message" in value:
        return _spoken(cast("dict[str, Any]", value["message"]))
    if isinstance(value, dict) and "date" in value:
        return dt.date.fromisoformat(cast("str", value["date"]))
    return cast("object", value)


_SCALARS: dict[Any, Codec] = {
    str: Codec(_text, str),
    int: Codec(_whole, int),
    bool: Codec(_flag, bool),
    bytes: Codec(lambda value: b64encode(value).decode("ascii"), lambda text: b64decode(text, validate=True)),
    dt.date: Codec(_day, dt.date.fromisoformat),
    dt.datetime: Codec(_instant, dt.datetime.fromisoformat),
    UUID: Codec(_identity, UUID),
    Message: Codec(_message, _spoken),
    Decimal: Codec(_exact, Decimal),
    Any: Codec(_json, lambda value: value),
}


@cache
def codec(hint: Any) -> Codec:
    """The codec of a type hint; raises TypeError for a type that is not kept (float, open classes)."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _optional(hint)
    if origin is tuple or origin is frozenset:
        return _many(origin, codec(get_args(hint)[0]))
    if origin in (dict, Mapping):
        return _mapping(*map(codec, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Codec(lambda member: hint(member).value, hint)
    if isinstance(hint, type) and is_dataclass(cast("type[Any]", hint)):
        kept_as_it_was = any(field.metadata.get("unread") for field in fields(hint))
        return forgiving(hint) if kept_as_it_was else _compound(cast("type[Any]", hint))
    raise TypeError(f"no way to keep {hint!r}")


def _optional(hint: Any) -> Codec:
    (inner,) = (codec(part) for part in get_args(hint) if part is not type(None))
    return Codec(
        lambda value: None if value is None else inner.plain(value),
        lambda value: None if value is None else inner.value(value),
    )


def _many(kind: type, item: Codec) -> Codec:
    def plain(values: Any) -> list[Any]:
        listed = [item.plain(value) for value in values]
        return sorted(listed) if kind is frozenset else listed

    return Codec(plain, lambda values: kind(item.value(value) for value in values))


def _mapping(key: Codec, item: Codec) -> Codec:
    """Keys must be kept as text: text, days, ids, enumerations of words."""
    return Codec(
        lambda values: {_text(key.plain(name)): item.plain(value) for name, value in values.items()},
        lambda values: {key.value(name): item.value(value) for name, value in values.items()},
    )


def _compound(kind: type) -> Codec:
    """A dataclass becomes an object by field name. Read back, a missing field takes its default, an unknown one is left out."""
    codecs = _codecs_of_fields(kind)
    known = fields(kind)
    required = {field.name for field in known if field.default is MISSING and field.default_factory is MISSING}

    ways = [(name, each.plain) for name, each in codecs.items()]

    def plain(record: Any) -> dict[str, Any]:
        return {name: way(getattr(record, name)) for name, way in ways}

    def value(mapping: dict[str, Any]) -> Any:
        present = {name: each.value(mapping[name]) for name, each in codecs.items() if name in mapping}
        if missing := required - present.keys():
            raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
        return kind(**present)

    return Codec(plain, value)


def _codecs_of_fields(kind: type) -> dict[str, Codec]:
    hints = get_type_hints(kind)
    own = {field.name: field.metadata["written"] for field in fields(kind) if "written" in field.metadata}
    return {name: Codec(*own[name]) if name in own else codec(hint) for name, hint in hints.items()}


@cache
def forgiving(kind: type) -> Codec:
    """A dataclass, all of whose fields have a default, that refuses no object: a field that holds what it does not read takes its
    default. Its field marked `unread`, if it has one, keeps what no field could read, and it is written again as it was read;
    fields at their default are then not written."""
    codecs = _codecs_of_fields(kind)
    rest = next((field.name for field in fields(kind) if field.metadata.get("unread")), None)
    if rest is not None:
        del codecs[rest]
    first = kind()

    def plain(record: Any) -> dict[str, Any]:
        kept: dict[str, Any] = {} if rest is None else dict(getattr(record, rest))
        for name, way in codecs.items():
            held = getattr(record, name)
            if rest is None or held != getattr(first, name):
                kept[name] = way.plain(held)
        return kept

    def value(mapping: Any) -> Any:
        read: dict[str, Any] = {}
        unread: dict[str, Any] = {}
        for name, held in mapping.items():
            found = _faithful(codecs[name], held) if name in codecs else UNREAD
            if found is UNREAD or (rest is not None and found == getattr(first, name)):
                unread[name] = held
            else:
                read[name] = found
        return kind(**read, **({} if rest is None else {rest: unread}))

    return Codec(plain, value)


UNREAD = object()


def _faithful(way: Codec, held: Any) -> Any:
    """What was read, if it would be written in the very same words; else `UNREAD`."""
    try:
        found = way.value(held)
        return found if written(way.plain(found)) == written(held) else UNREAD
    except (TypeError, ValueError, AttributeError, KeyError):
        return UNREAD
