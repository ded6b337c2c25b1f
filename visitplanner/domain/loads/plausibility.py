"""What makes a load look like another customer's, or like figures of another unit or year; told before it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.tariffs.books.load import Load, demand_kw

LOW = 4
"""A highest demand below a quarter of all contracts is worth a question."""
HIGH = 2
"""So is one of more than twice all contracts."""
OLDEST_YEAR = 2000
FEWEST_EQUAL = 3
"""So many months of the very same energy are worth a question."""
THOUSAND = (400, 2500)
"""A step from month to month by a factor between these is one of units, not of use."""


def doubts_of(load: Load, contracts: Contracts, today: dt.date) -> tuple[Message, ...]:
    """Questions a person should answer before the load is kept: is it this customer's, and of this time."""
    told = _demand_against(demand_kw(int(load.wh.max())), contracts)
    if load.last_day > today:
        told.append(said("The load runs until {day}, which is still to come: is the year right?", day=load.last_day))
    if load.first_day.year < OLDEST_YEAR:
        told.append(said("The load begins on {day}: is the year right?", day=load.first_day))
    return tuple(told)


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
