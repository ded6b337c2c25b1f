"""A month of a customer's meter and bill as it is kept, for the many who have bills and no 15-minute load."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record


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

    @property
    def energy(self) -> Decimal | None:
        """All kWh of the month: the sum of the periods, else the total."""
        return sum(self.kwh.values(), Decimal(0)) if self.kwh else self.kwh_total

    @property
    def demand(self) -> Decimal | None:
        """The month's highest demand in kW."""
        return max(self.max_kw.values()) if self.max_kw else self.highest_kw


MONTHLY_READINGS = Kind(
    name="monthly_readings",
    record=MonthlyReading,
    noun=said("a monthly reading"),
    label=lambda reading: said("the reading of {month}", month=f"{reading.month:%Y-%m}"),
    order=("customer_id", "month"),
    topic="loads",
)
