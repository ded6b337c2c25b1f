"""What makes a load look like another customer's, or like figures of another unit or year; told before it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

import numpy as np

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load, demand_kw

LOW = 4
"""A highest demand below a quarter of all contracts is worth a question."""
HIGH = 2
"""So is one of more than twice all contracts."""
OLDEST_YEAR = 2000
FEWEST_EQUAL = 3
"""So many months of the very same energy are worth a question."""
THOUSAND = (400, 2500)
"""A lasting step, from day to day or month to month, by a factor between these is one of units, not of use."""
FEWEST_VALUES = SLOTS_PER_DAY
"""From so many readings on, all of one value is worth a word."""
FEWEST_DAYS = 3
"""Days on either side of such a step."""


def doubts_of(load: Load, contracts: Contracts, today: dt.date) -> tuple[Message, ...]:
    """Questions a person should answer before the load is kept: is it this customer's, and of this time."""
    told = _demand_against(demand_kw(int(load.wh.max())), contracts)
    if load.last_day > today:
        told.append(said("The load runs until {day}, which is still to come: is the year right?", day=load.last_day))
    if load.first_day.year < OLDEST_YEAR:
        told.append(said("The load begins on {day}: is the year right?", day=load.first_day))
    return tuple(told)


def strange_in(load: Load) -> tuple[Message, ...]:
    """What makes a load unlikely whoever's it is: one value throughout, a lasting step by a factor of a thousand."""
    told: list[Message] = []
    read = load.wh[~load.missing]
    if read.size >= FEWEST_VALUES and int(read.min()) == int(read.max()):
        told.append(
            said("All {count:,} values are the same, {kw:,.1f} kW: is this a measured load?", count=read.size, kw=read[0] / 250)
        )
    day = _thousandfold(load)
    if day is not None:
        told.append(said("From {day} on the values are about a thousand times larger or smaller: is the unit the same?", day=day))
    return tuple(told)


def _thousandfold(load: Load) -> dt.date | None:
    """The day from which on the daily energy lies a thousand times above or below that of all days before; None without one."""
    daily = load.wh.reshape(-1, SLOTS_PER_DAY).sum(axis=1)
    used = np.flatnonzero(daily > 0)
    if used.size < 2 * FEWEST_DAYS:
        return None
    size = np.log10(daily[used])
    at = int(np.argmax(np.abs(np.diff(size)))) + 1
    if not FEWEST_DAYS <= at <= used.size - FEWEST_DAYS:
        return None
    step = abs(float(np.median(size[at:]) - np.median(size[:at])))
    if not np.log10(THOUSAND[0]) <= step <= np.log10(THOUSAND[1]):
        return None
    return load.first_day + dt.timedelta(days=int(used[at]))


def doubts_of_months(
    months: Mapping[dt.date, tuple[Decimal | None, Decimal | None]], contracts: Contracts
) -> tuple[tuple[dt.date, Message], ...]:
    """Questions about a customer's monthly readings, each with the month it is asked of. months: energy and highest demand."""
    told: list[tuple[dt.date, Message]] = []
    used = [(month, energy) for month, (energy, _) in sorted(months.items()) if energy]
    if len(used) >= FEWEST_EQUAL and len({energy for _, energy in used}) == 1:
        equal = said(
            "All {count} months have the same energy, {kwh:,} kWh: are these measured figures?", count=len(used), kwh=used[0][1]
        )
        told.append((used[0][0], equal))
    for (_, before), (month, energy) in pairwise(used):
        if THOUSAND[0] <= max(before, energy) / min(before, energy) <= THOUSAND[1]:
            step = said("The energy is about a thousand times that of the month before, or a thousandth: is the unit the same?")
            told.append((month, step))
            break
    demands = [(demand, month) for month, (_, demand) in months.items() if demand]
    if demands:
        highest, month = max(demands)
        told += [(month, doubt) for doubt in _demand_against(highest, contracts)]
    return tuple(told)


def _demand_against(highest: Decimal, contracts: Contracts) -> list[Message]:
    if highest * LOW >= contracts.sum_kw and highest <= HIGH * contracts.sum_kw:
        return []
    return [
        said(
            "The highest demand is {kw:,.0f} kW, the contracts are {contract:,} kW: is this the right customer?",
            kw=highest,
            contract=contracts.sum_kw,
        )
    ]
