"""How a value of a record or setting is written as JSON and read back: one codec a type, found by the field's type hint.

Days and instants become ISO text (instants in UTC, with microseconds, so that their text sorts), enumerations their
value, ids text, tuples and sets lists, bytes base64, messages their sentence and values, so that they are still translated
when they are read again. `Decimal` and `float` amounts have no codec: money is kept as whole
cents, energy as whole watt-hours.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from visitplanner.domain.core.messages import Message


@dataclass(frozen=True, slots=True)
class Codec:
    """plain: value → JSON value; raises TypeError or ValueError for a value of another kind. value: the way back."""

    plain: Callable[[Any], Any]
    value: Callable[[Any], Any]


def written(value: object) -> str:
    """JSON text of a plain value, always the same for the same value: sorted keys, no blanks, no NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


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
    Any: Codec(_json, lambda value: value),
}


@cache
def codec(hint: Any) -> Codec:
    """The codec of a type hint; raises TypeError for a type that is not kept (float, Decimal, open classes)."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _optional(hint)
    if origin is tuple or origin is frozenset:
        return _many(origin, codec(get_args(hint)[0]))
    if origin is dict:
        return _SCALARS[Any]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Codec(lambda member: hint(member).value, hint)
    if isinstance(hint, type) and is_dataclass(cast("type[Any]", hint)):
        return _compound(cast("type[Any]", hint))
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


def _compound(kind: type) -> Codec:
    """A dataclass becomes an object by field name. Read back, a missing field takes its default, an unknown one is left out."""
    codecs = {name: codec(hint) for name, hint in get_type_hints(kind).items()}
    known = fields(kind)
    required = {field.name for field in known if field.default is MISSING and field.default_factory is MISSING}

    def plain(record: Any) -> dict[str, Any]:
        return {name: each.plain(getattr(record, name)) for name, each in codecs.items()}

    def value(mapping: dict[str, Any]) -> Any:
        present = {name: each.value(mapping[name]) for name, each in codecs.items() if name in mapping}
        if missing := required - present.keys():
            raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
        return kind(**present)

    return Codec(plain, value)
