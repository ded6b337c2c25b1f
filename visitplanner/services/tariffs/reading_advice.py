"""What twelve monthly readings allow: the best contracts with proof, over contract, power factor, a trial of other prices.

Demands give the contracts of the whole year. Bills are computed only of months that lie in one season (a reading of May or
October cannot be divided), so their sums are of the months named and never called a year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.domain.tariffs.advice.trial import Version
from visitplanner.domain.tariffs.bills.accounts import CONCESSION_UNKNOWN, Account
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.power_factor import BEST_PERCENT
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.core.work import Work
from visitplanner.services.tariffs.bills import bill_reading
from visitplanner.services.tariffs.contracts import ContractAdvice, Demands, MonthDemand, advise_contracts
from visitplanner.services.tariffs.monthly_readings import account_of_month, four, metered

WHOLE_YEAR = 12
NEEDS_LOAD = (
    said("Another option divides the day otherwise: weighing it needs the 15-minute load."),
    said("Shifting needs the 15-minute load: monthly readings do not tell the hours."),
)


@dataclass(frozen=True)
class ReadingsOf:
    """The kept monthly readings of a customer, or of all customers (None), by month."""

    customer_id: UUID | None = None

    def answer(self, work: Work) -> dict[UUID, list[MonthlyReading]]:
        shelf = work.shelf(MONTHLY_READINGS)
        kept = shelf.find() if self.customer_id is None else shelf.find(customer_id=self.customer_id)
        found = dict[UUID, list[MonthlyReading]]()
        for reading in sorted(kept, key=lambda each: each.month):
            found.setdefault(reading.customer_id, []).append(reading)
        return found


@dataclass(frozen=True, slots=True)
class PartialSum:
    """NT$ over the months that could be computed."""

    months: tuple[Month, ...]
    ntd: Decimal


@dataclass(frozen=True, slots=True)
class ReadingAdvice:
    """months: the newest twelve. contracts: their best contracts by the present option, beside the present ones; None, with
    `contracts_why`, where the readings do not tell. to_best_power_factor: what 95 % instead of the months' own would save.
    trial: what the second version of prices adds. notes: what was not counted, and what needs a load."""

    months: tuple[Month, ...]
    contracts: ContractAdvice | None
    contracts_why: Message | None
    to_best_power_factor: PartialSum
    trial: PartialSum | None
    notes: tuple[Message, ...]


def advise_readings(
    library: Library,
    customer: Customer,
    readings: Sequence[MonthlyReading],
    today: date,
    versions: tuple[Version, Version] | None = None,
) -> ReadingAdvice:
    """Everything the newest twelve readings allow, at today's prices. Unknown without any."""
    newest = sorted(readings, key=lambda reading: reading.month)[-WHOLE_YEAR:]
    if not newest:
        raise Unknown(said("No monthly readings of this customer are kept."), mend=said("Import them with import readings FILE."))
    contracts, why = None, None
    try:
        contracts = best_contracts_of(library, customer, newest, today)
    except Refused as refusal:
        why = refusal.what
    trial = None if versions is None else trial_of_readings(library, customer, newest, versions)
    notes = () if contracts is None else (*contracts.notes, *_power_factor_note(newest))
    return ReadingAdvice(
        months=tuple(Month.of(reading.month) for reading in newest),
        contracts=contracts,
        contracts_why=why,
        to_best_power_factor=_power_factor(library, customer, newest),
        trial=trial,
        notes=(*notes, *NEEDS_LOAD),
    )


def best_contracts_of(library: Library, customer: Customer, readings: Sequence[MonthlyReading], today: date) -> ContractAdvice:
    """The best contracts for twelve months running. Refused for other months, and where one gives no demand by period."""
    newest = sorted(readings, key=lambda reading: reading.month)[-WHOLE_YEAR:]
    months = [Month.of(reading.month) for reading in newest]
    gaps = [before.next for before, after in pairwise(months) if after != before.next]
    if len(months) < WHOLE_YEAR:
        what = said("Best contracts need twelve months running; only {count} are kept.", count=len(months))
        raise Refused(what, mend=said("Import the months that are missing."))
    if gaps:
        what = said("Best contracts need twelve months running; {month} is missing.", month=gaps[0])
        raise Refused(what, mend=said("Import the months that are missing."))
    without = [month for month, reading in zip(months, newest, strict=True) if not reading.max_kw]
    if without:
        raise Refused(
            said("{month}: no highest demand by period is given.", month=without[0]),
            mend=said("Add columns with the highest demand of each period."),
        )
    account = account_of_month(customer, customer.contracts, newest[-1])
    demands = Demands(
        voltage=account.voltage,
        option=account.option,
        prices_of=today,
        months=tuple(_demand(reading) for reading in newest),
        power_factor_percent=_usual_power_factor(newest),
        present=four(customer.contracts),
        customer_class=account.customer_class,
    )
    return advise_contracts(library, demands)


def _demand(reading: MonthlyReading) -> MonthDemand:
    by_period = {period: reading.max_kw[period.key] for period in Period if period.key in reading.max_kw}
    return MonthDemand(reading.month.month, by_period)


def _usual_power_factor(readings: Sequence[MonthlyReading]) -> Decimal | None:
    """The percentage most months have, the lower of two as frequent; None where one does not give it."""
    counted = Counter(reading.power_factor_percent for reading in readings)
    known = {percent: count for percent, count in counted.items() if percent is not None}
    return min(known, key=lambda percent: (-known[percent], percent)) if len(known) == len(counted) else None


def _power_factor_note(readings: Sequence[MonthlyReading]) -> tuple[Message, ...]:
    taken = _usual_power_factor(readings)
    if taken is None:
        return (said("A month gives no power factor: contracts are compared without it."),)
    if any(reading.power_factor_percent != taken for reading in readings):
        return (said("Contracts are compared with the power factor most months have, {percent} %.", percent=taken),)
    return ()


def claims_no_saving(customer: Customer) -> bool:
    """Whether the customer has a concession that is not recorded, so that no saving may be claimed."""
    return customer.sector in CONCESSION_UNKNOWN


def trial_of_readings(
    library: Library, customer: Customer, readings: Sequence[MonthlyReading], versions: tuple[Version, Version]
) -> PartialSum:
    """What the second version costs more than the first, with the present contracts, in the months that can be computed."""
    before, after = versions

    def difference(account: Account, reading: MonthlyReading) -> Decimal:
        books = (before.of(account.customer_class), after.of(account.customer_class))
        one, other = (_total(library, account, reading, book) for book in books)
        return other - one

    return _summed(customer, readings, difference)


def _power_factor(library: Library, customer: Customer, readings: Sequence[MonthlyReading]) -> PartialSum:
    def gain(account: Account, reading: MonthlyReading) -> Decimal:
        best = replace(account, power_factor_percent=Decimal(BEST_PERCENT))
        return _total(library, account, reading) - _total(library, best, reading)

    return _summed(customer, [each for each in readings if each.power_factor_percent is not None], gain)


def _total(library: Library, account: Account, reading: MonthlyReading, book: Book | None = None) -> Decimal:
    return bill_reading(library, metered(library, account, reading, prices_from=book), book).bill.total


def _summed(
    customer: Customer, readings: Sequence[MonthlyReading], amount: Callable[[Account, MonthlyReading], Decimal]
) -> PartialSum:
    months, ntd = list[Month](), Decimal(0)
    for reading in readings:
        try:
            found = amount(account_of_month(customer, customer.contracts, reading), reading)
        except Refused:
            continue
        months.append(Month.of(reading.month))
        ntd += found
    return PartialSum(tuple(months), ntd)
