"""A month of a customer's meter and bill as it is kept, for the many who have bills and no 15-minute load."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record


class Metered(Protocol):
    """A month's energy and highest demand by period, or as one figure where no periods are known."""

    @property
    def kwh(self) -> Mapping[str, Decimal]: ...
    @property
    def max_kw(self) -> Mapping[str, Decimal]: ...
    @property
    def kwh_total(self) -> Decimal | None: ...
    @property
    def highest_kw(self) -> Decimal | None: ...


def energy_of(month: Metered) -> Decimal | None:
    """All kWh of a month: the sum of the periods, else the total."""
    return sum(month.kwh.values(), Decimal(0)) if month.kwh else month.kwh_total


def demand_of(month: Metered) -> Decimal | None:
    """A month's highest demand in kW."""
    return max(month.max_kw.values()) if month.max_kw else month.highest_kw


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyReading(Record):
    """One month of one customer. month: its first day.

    kwh, max_kw: energy and highest demand by period (keys as in `Period.key`), only those known; kwh_total, highest_kw where
    no periods are known. power_factor_percent: the month's average. billed_ntd: the amount printed on the bill. None: not known.
    """

    customer_id: UUID
    month: dt.date
    kwh: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    max_kw: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    kwh_total: Decimal | None = None
    highest_kw: Decimal | None = None
    power_factor_percent: Decimal | None = None
    billed_ntd: Decimal | None = None
    notes: str = ""


MONTHLY_READINGS = Kind(
    name="monthly_readings",
    record=MonthlyReading,
    noun=said("a monthly reading"),
    label=lambda reading: said("the reading of {month}", month=f"{reading.month:%Y-%m}"),
    order=("customer_id", "month"),
    topic="loads",
)
