"""What a visit taught about the customer's business: how it went, where it is going, which load it plans.

Records were free in what they kept before this form existed, and a file may say more than it knows: whatever has no field
here, or another kind of value, is kept as it was written and written again as it was read: nothing in it is refused or lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def _month_text(month: dt.date | None) -> str | None:
    return None if month is None else month.isoformat()[:7]


def _month(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{text}-01")


def _kilowatts(held: int) -> int:
    if held < 0:
        raise ValueError("an additional load is not below zero")
    return int(held)


@dataclass(frozen=True, slots=True)
class Intelligence:
    """All of it optional.

    past, outlook: 過去經營狀況, 未來展望. expansion: what is to be built. planned_kw: additional load in whole kilowatts,
    needed from planned_month on (the first day of that month, written "2027-03"). confidence, source: how sure, and who said so.
    collected_on: when it was learnt. other: what has no field here, JSON values by name.
    """

    past: str = ""
    outlook: str = ""
    expansion: str = ""
    planned_kw: int | None = field(default=None, metadata={"written": (int, _kilowatts)})
    planned_month: dt.date | None = field(default=None, metadata={"written": (_month_text, _month)})
    confidence: str = ""
    source: str = ""
    collected_on: dt.date | None = None
    other: Mapping[str, Any] = field(default_factory=dict[str, Any], metadata={"unread": True})


NOTHING_LEARNT = Intelligence()
