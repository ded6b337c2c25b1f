"""Writing a change of contracts down on the shelves."""

from __future__ import annotations

import datetime as dt

from visitplanner.domain.customers.contract_changes import written
from visitplanner.domain.customers.customers import CONTRACT_CHANGES, Contracts, Customer
from visitplanner.services.core.work import Work


def write_contract_change(work: Work, kept: Customer, after: Contracts, effective_on: dt.date) -> None:
    """Keep the day from which `after` holds; raises `Refused` when a later change is known already."""
    if after == kept.contracts:
        return
    change = written(kept, after, effective_on, work.shelf(CONTRACT_CHANGES).find(customer_id=kept.id))
    if change.add is not None:
        work.shelf(CONTRACT_CHANGES).add(change.add)
    if change.correct is not None:
        work.shelf(CONTRACT_CHANGES).change(change.correct)
    if change.take_away is not None:
        work.shelf(CONTRACT_CHANGES).remove(change.take_away)
