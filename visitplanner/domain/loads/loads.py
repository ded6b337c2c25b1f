"""A customer's measured load as it is kept: which days, how measured, what was mended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRecord(Record):
    """Energy per 15 minutes of one customer.

    first_on: the first day; values run from its 00:00 on, 96 a day. wh: little-endian int64 watt-hours, -1 = missing.
    varh_lagging: the same shape in varh, or empty. findings: what the reader counted and mended (plain JSON values).
    """

    customer_id: UUID
    first_on: dt.date
    last_on: dt.date
    wh: bytes
    varh_lagging: bytes = b""
    source_name: str = ""
    findings: dict[str, Any] = field(default_factory=dict[str, Any])


LOADS = Kind(
    name="loads",
    record=LoadRecord,
    noun=said("a load"),
    label=lambda load: said("the load from {first} to {last}", first=load.first_on, last=load.last_on),
    order=("customer_id", "first_on"),
)
