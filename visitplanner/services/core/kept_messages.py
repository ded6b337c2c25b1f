"""Messages kept with a record as plain JSON, so that they are still translated when they are read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from visitplanner.domain.core.messages import Message


def as_json(message: Message) -> dict[str, Any]:
    """A message as JSON: dates and messages among its values are marked, everything else stays a number or text."""
    return {"template": message.template, "values": {name: _kept(value) for name, value in message.values.items()}}


def from_json(kept: Mapping[str, Any]) -> Message:
    """The message that `as_json` kept."""
    values = cast("Mapping[str, Any]", kept.get("values", {}))
    return Message(str(kept["template"]), {name: _read(value) for name, value in values.items()})


def _kept(value: object) -> Any:
    if isinstance(value, Message):
        return {"message": as_json(value)}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return value if isinstance(value, int | float | str) else str(value)


def _read(value: Any) -> object:
    if isinstance(value, dict) and "message" in value:
        return from_json(cast("Mapping[str, Any]", value["message"]))
    if isinstance(value, dict) and "date" in value:
        return dt.date.fromisoformat(cast("str", value["date"]))
    return cast("object", value)
