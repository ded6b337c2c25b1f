"""Energy and power as whole numbers: watt-hours and kilowatts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NewType

WattHours = NewType("WattHours", int)
"""Energy in whole Wh. 1 kWh = 1 度 = 1,000 Wh."""


def watt_hours(kwh: Decimal | str | int) -> WattHours:
    """Whole watt-hours of an energy in kWh, half-up."""
    return WattHours(int((Decimal(kwh) * 1000).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def kwh(energy: WattHours | int) -> Decimal:
    """The exact energy in kWh of whole watt-hours."""
    return Decimal(energy).scaleb(-3)
