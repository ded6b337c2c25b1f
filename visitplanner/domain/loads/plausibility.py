"""What makes a load look like another customer's, or like figures of another unit or year; told before it is kept."""

from __future__ import annotations

import datetime as dt

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.tariffs.books.load import Load, demand_kw

LOW = 4
"""A highest demand below a quarter of all contracts is worth a question."""
HIGH = 2
"""So is one of more than twice all contracts."""
OLDEST_YEAR = 2000


def doubts_of(load: Load, contracts: Contracts, today: dt.date) -> tuple[Message, ...]:
    """Questions a person should answer before the load is kept: is it this customer's, and of this time."""
    highest = demand_kw(int(load.wh.max()))
    told: list[Message] = []
    if highest * LOW < contracts.sum_kw or highest > HIGH * contracts.sum_kw:
        told.append(
            said(
                "The highest demand is {kw:,.0f} kW, the contracts are {contract:,} kW: is this the right customer?",
                kw=highest,
                contract=contracts.sum_kw,
            )
        )
    if load.last_day > today:
        told.append(said("The load runs until {day}, which is still to come: is the year right?", day=load.last_day))
    if load.first_day.year < OLDEST_YEAR:
        told.append(said("The load begins on {day}: is the year right?", day=load.first_day))
    return tuple(told)
