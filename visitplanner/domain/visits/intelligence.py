"""What a visit taught about the customer's business: how it went, where it is going, which load it plans.

Records were free in what they kept before this form existed, and a file may say more than it knows: whatever has no field
here, or another kind of value, is kept as it was written and written again as it was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said


@dataclass(frozen=True, slots=True)
class Intelligence:
    """All of it optional.

    past, outlook: 過去經營狀況, 未來展望. expansion: what is to be built. planned_kw: additional load in whole kilowatts,
    needed from planned_month on (the first day of that month). confidence, source: how sure, and who said so.
    collected_on: when it was learnt. other: what has no field here, JSON values by name.
    """

    past: str = ""
    outlook: str = ""
    expansion: str = ""
    planned_kw: int | None = None
    planned_month: dt.date | None = None
    confidence: str = ""
    source: str = ""
    collected_on: dt.date | None = None
    other: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Intelligence:
        """From an object by field name, planned_month as "2027-03"; nothing in it is refused or lost."""
        known: dict[str, Any] = {}
        other: dict[str, Any] = {}
        for name, value in written.items():
            read = READERS[name](value) if name in READERS else None
            if read is None:
                other[name] = value
            else:
                known[name] = read
        return cls(**known, other=other)

    def as_json(self) -> dict[str, Any]:
        """The object it was read from; fields without a value are left out."""
        shown = {name: getattr(self, name) for name in READERS}
        plain = {name: _plain(name, value) for name, value in shown.items() if value not in ("", None)}
        return {**self.other, **plain}


NOTHING_LEARNT = Intelligence()


def intelligence_given(written: Mapping[str, Any]) -> Intelligence:
    """What somebody writes down today: raises `Refused` where a field holds another kind of value than it says."""
    given = Intelligence.from_json(written)
    for name in READERS:
        if given.other.get(name, "") not in ("", None):
            raise Refused(
                said("{name} of the intelligence cannot be {value}.", name=name, value=str(given.other[name])[:40]),
                mend=said("Texts are text, planned_kw a whole number, planned_month like 2027-03, collected_on like 2026-05-06."),
                field="intelligence",
            )
    return given


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _kilowatts(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _day(value: Any) -> dt.date | None:
    """A day in the one way this form writes it; another spelling of the same day would come back changed."""
    try:
        read = dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read if read is not None and read.isoformat() == value else None


def _month(value: Any) -> dt.date | None:
    return _day(f"{value}-01") if isinstance(value, str) else None


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()[:7] if name == "planned_month" else value.isoformat()
    return value


READERS: Mapping[str, Callable[[Any], Any]] = {
    "past": _text,
    "outlook": _text,
    "expansion": _text,
    "planned_kw": _kilowatts,
    "planned_month": _month,
    "confidence": _text,
    "source": _text,
    "collected_on": _day,
}
"""How each field is read; None for a value that is not of its kind."""
