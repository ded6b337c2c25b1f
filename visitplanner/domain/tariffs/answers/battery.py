"""A battery that shaves the highest demand of each month, exactly, in whole watt-hours.

It discharges what is above a level and charges in hours that may charge (off-peak ones), as soon and as much as power, room
and the level allow. Charging early costs nothing later and only adds to what is stored, so for a given level no other way of
charging holds where this one fails; the lowest level is then found by halving. Months follow on each other with what is
stored; the first begins empty. The loss stands on charging: of a kWh bought, so many percent are stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, WH_PER_KW, Load
from visitplanner.domain.tariffs.books.seasons import Month, months_between

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Battery:
    """power_wh: most in and out in a quarter of an hour. capacity_wh: usable. efficiency_percent: stored of what is bought,
    there and back together."""

    power_wh: int
    capacity_wh: int
    efficiency_percent: int

    def __post_init__(self) -> None:
        if min(self.power_wh, self.capacity_wh) <= 0 or not 1 <= self.efficiency_percent <= WHOLE:
            raise Refused(
                said("A battery has a power and a capacity above zero and an efficiency of 1 to 100 %."),
                mend=said("Give kW, usable kWh and the efficiency there and back."),
                field="battery",
            )


def battery_of(kw: Decimal, kwh: Decimal, efficiency_percent: int) -> Battery:
    """A battery by kW and usable kWh."""
    return Battery(int(kw * WH_PER_KW), int(kwh * 1000), efficiency_percent)


class ShavedMonth(NamedTuple):
    """Highest quarter of a month before and after, Wh."""

    month: Month
    before_wh: int
    after_wh: int


@dataclass(frozen=True, slots=True, eq=False)
class Shaved:
    """load: what the meter reads then. discharged_wh, charged_wh: out of the battery, and bought for it."""

    load: Load
    months: tuple[ShavedMonth, ...]
    discharged_wh: int
    charged_wh: int


class Course(NamedTuple):
    """A month under one level: what the meter reads in each quarter, what is stored at its end, in hundredths of a Wh."""

    wh: list[int]
    stored: int


def course(wh: Sequence[int], may_charge: Sequence[bool], battery: Battery, level: int, stored: int) -> Course | None:
    """The quarters under a level; None where the battery cannot hold it."""
    power, full, kept = battery.power_wh, battery.capacity_wh * WHOLE, battery.efficiency_percent
    found = list[int]()
    for used, charging in zip(wh, may_charge, strict=True):
        if used > level:
            out = used - level
            if out > power or out * WHOLE > stored:
                return None
            stored -= out * WHOLE
            found.append(level)
        elif charging and stored < full:
            bought = min(power, level - used, -(-(full - stored) // kept))
            stored = min(full, stored + bought * kept)
            found.append(used + bought)
        else:
            found.append(used)
    return Course(found, stored)


def lowest(wh: Sequence[int], may_charge: Sequence[bool], battery: Battery, stored: int) -> tuple[int, Course]:
    """The lowest level the battery can hold, with its course."""
    high = max(wh)
    best = course(wh, may_charge, battery, high, stored)
    assert best is not None, "nothing needs to be discharged at the highest demand"
    low = max(0, high - battery.power_wh)
    while low < high:
        middle = (low + high) // 2
        found = course(wh, may_charge, battery, middle, stored)
        if found is None:
            low = middle + 1
        else:
            high, best = middle, found
    return high, best


def shaved(load: Load, may_charge: NDArray[np.bool_], battery: Battery) -> Shaved:
    """Every month of the load shaved in turn. may_charge: bool [days × 96]."""
    stored, months, net = 0, list[ShavedMonth](), load.wh.copy()
    for month in months_between(load.first_day, load.last_day):
        start = max(0, (month.first - load.first_day).days) * SLOTS_PER_DAY
        stop = min(load.days, (month.last - load.first_day).days + 1) * SLOTS_PER_DAY
        own = load.wh[start:stop].tolist()
        level, found = lowest(own, may_charge[start:stop].tolist(), battery, stored)
        net[start:stop], stored = found.wh, found.stored
        months.append(ShavedMonth(month, max(own), max(level, max(found.wh))))
    out = int(np.maximum(load.wh - net, 0).sum())
    bought = int(np.maximum(net - load.wh, 0).sum())
    return Shaved(replace(load, wh=net), tuple(months), out, bought)
