"""A customer's contracts over time: each change with the day it holds from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import ContractChange, Contracts, Customer


@dataclass(frozen=True, slots=True)
class Written:
    """What to do with the list of changes: one to add, or the one of the same day to correct or to take away."""

    add: ContractChange | None = None
    correct: ContractChange | None = None
    take_away: ContractChange | None = None


def written(customer: Customer, after: Contracts, effective_on: dt.date, changes: Iterable[ContractChange]) -> Written:
    """How a change of `customer`'s contracts is written down. changes: those of this customer so far.

    A second change on one day corrects the first. Raises `Refused` when a later change is known already, because the
    present contracts are those of the latest.
    """
    if after == customer.contracts:
        return Written()
    latest = max(changes, key=lambda change: change.effective_on, default=None)
    if latest is None or latest.effective_on < effective_on:
        return Written(
            add=ContractChange(customer_id=customer.id, effective_on=effective_on, before=customer.contracts, after=after)
        )
    if latest.effective_on > effective_on:
        raise Refused(
            said("A later change of this customer's contracts, of {day}, is known already.", day=latest.effective_on),
            mend=said("Choose a day after it."),
            field="effective_on",
        )
    return Written(take_away=latest) if latest.before == after else Written(correct=replace(latest, after=after))
