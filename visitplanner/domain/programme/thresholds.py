"""Who is at or above the threshold of clause 伍一(二)2, on which day somebody entered or dropped out, and thus who is owed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.customers.customers import Company, ContractChange, Contracts, Customer, Group, Park
from visitplanner.domain.programme.obligations import Claimant
from visitplanner.domain.programme.programme import DateRange, Programme
from visitplanner.domain.visits.visits import SubjectKind


@dataclass(frozen=True, slots=True)
class ThresholdChange:
    """A change of contracts that took a customer over the threshold (`entered`) or below it; kW as the threshold is measured."""

    customer: Customer
    on: dt.date
    entered: bool
    before_kw: int
    after_kw: int


def contracts_on(customer: Customer, changes: Iterable[ContractChange], day: dt.date) -> Contracts:
    """The contracts a customer had, or is known to get, on a day. `changes`: that customer's."""
    later = [change for change in changes if change.effective_on > day]
    return min(later, key=lambda change: change.effective_on).before if later else customer.contracts


def threshold_changes(
    programme: Programme, customers: Iterable[Customer], changes: Iterable[ContractChange], span: DateRange
) -> list[ThresholdChange]:
    """Everybody newly in and dropped out within a span of days, in order of the day."""
    known = {customer.id: customer for customer in customers}
    found: list[ThresholdChange] = []
    for change in changes:
        if change.effective_on not in span or change.customer_id not in known:
            continue
        entered = programme.is_large(change.after, change.effective_on)
        if entered != programme.is_large(change.before, change.effective_on):
            before, after = programme.capacity_kw(change.before), programme.capacity_kw(change.after)
            found.append(ThresholdChange(known[change.customer_id], change.effective_on, entered, before, after))
    return sorted(found, key=lambda change: (change.on, change.customer.account))


def large_by_sum_only(programme: Programme, customers: Iterable[Customer], day: dt.date) -> list[Customer]:
    """Those below the threshold on their regular contract who would enter under the sum of contracts (an open question)."""
    kw = programme.threshold_kw(day)
    return [customer for customer in customers if customer.regular_kw < kw <= customer.contracts.sum_kw]


@dataclass(frozen=True, slots=True)
class Register:
    """All the office's subjects as they are kept."""

    groups: Sequence[Group]
    companies: Sequence[Company]
    customers: Sequence[Customer]
    parks: Sequence[Park]
    changes: Sequence[ContractChange] = ()


def claimants(register: Register, programme: Programme, year: int) -> list[Claimant]:
    """To whom visits of a plan year are owed.

    A customer is owed one if it is at or above the threshold on the year's last day, as far as its changes are known,
    and then from the day it entered; one that dropped out is not. A customer of a group is owed its own besides.
    """
    group_of = {company.id: company.group_id for company in register.companies}
    changes: dict[UUID, list[ContractChange]] = defaultdict(list)
    for change in register.changes:
        changes[change.customer_id].append(change)
    found = [Claimant(group.id, SubjectKind.GROUP, group.name) for group in register.groups]
    for customer in register.customers:
        claimant = _of_customer(customer, changes[customer.id], programme, year, group_of.get(customer.company_id))
        found += [claimant] if claimant else []
    return found + [Claimant(park.id, SubjectKind.PARK, park.name) for park in register.parks]


def _of_customer(
    customer: Customer, changes: Sequence[ContractChange], programme: Programme, year: int, group_id: UUID | None
) -> Claimant | None:
    period = programme.period(year)
    large = programme.is_large(contracts_on(customer, changes, period.last), period.first)
    if not large and not customer.visit_anyway.strip():
        return None
    return Claimant(
        customer.id,
        SubjectKind.LARGE if large else SubjectKind.OTHER,
        customer.account,
        owed_from=_entered_on(changes, programme, period) if large else None,
        last_visit_on=customer.last_visit_on,
        group_id=group_id,
        reason="" if large else customer.visit_anyway,
    )


def _entered_on(changes: Sequence[ContractChange], programme: Programme, period: DateRange) -> dt.date | None:
    """The last day within the period on which the customer came over the threshold; None if it was there all along."""
    entries = [
        change.effective_on
        for change in changes
        if period.first < change.effective_on <= period.last
        and programme.is_large(change.after, period.first)
        and not programme.is_large(change.before, period.first)
    ]
    return max(entries, default=None)
