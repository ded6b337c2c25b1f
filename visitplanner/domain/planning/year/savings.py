"""What customers could save with other contracts or another option, as it was found last: who could save much comes earlier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from uuid import UUID

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record

LARGE_SHARE = 5
"""A saving is large when it is among the greatest fifth of those found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving(Record):
    """The saving found for one customer, one record a customer; ntd: NT$ a year, below zero where nothing can be saved."""

    customer_id: UUID
    ntd: Decimal


def large_savings(savings: Mapping[UUID, Decimal]) -> dict[UUID, Decimal]:
    """The greatest fifth of the savings, at least one if there is any; those as great as the last of them too."""
    gains = sorted((ntd for ntd in savings.values() if ntd > 0), reverse=True)
    if not gains:
        return {}
    least = gains[ceil(len(gains) / LARGE_SHARE) - 1]
    return {ident: ntd for ident, ntd in savings.items() if ntd >= least}


SAVINGS = Kind(
    name="savings",
    record=Saving,
    noun=said("a saving that was found"),
    label=lambda saving: said("the saving of NT$ {ntd:,.0f} a year", ntd=float(saving.ntd)),
    order=("customer_id",),
)
