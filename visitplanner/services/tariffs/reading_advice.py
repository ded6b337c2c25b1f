"""What twelve monthly readings allow: the best contracts with proof, over contract, power factor, options, other prices.

Demands give the contracts of the whole year. Bills of May and October, which a reading cannot divide between the seasons, lie
within bounds; so do the sums they are in. Sums are of the months named.
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
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.domain.tariffs.advice.trial import Version
from visitplanner.domain.tariffs.bills.accounts import CONCESSION_UNKNOWN
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.power_factor import BEST_PERCENT
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.services.core.work import Work
from visitplanner.services.tariffs.bills import MeterReading, bill_reading
from visitplanner.services.tariffs.contracts import ContractAdvice, Demands, MonthDemand, advise_contracts
from visitplanner.services.tariffs.monthly_readings import account_of_month, four, metered
from visitplanner.services.tariffs.reading_options import WEIGHED, Translation, translation
from visitplanner.services.tariffs.split_months import Bounds, bounds_of

WHOLE_YEAR = 12
NEEDS_LOAD = (said("Shifting needs the 15-minute load: monthly readings do not tell the hours."),)


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
    """NT$ over the months that could be computed: the likely sum, and between which it lies."""

    months: tuple[Month, ...]
    ntd: Decimal
    least: Decimal
    most: Decimal

    @property
    def is_exact(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class OptionOfReadings:
    """An option with its best contracts. saving: against the present option and contracts over the same months."""

    option: TariffOption
    contracts: ContractsKw
    total: PartialSum
    saving: PartialSum


@dataclass(frozen=True, slots=True)
class ReadingAdvice:
    """months: the newest twelve. contracts: their best contracts by the present option, beside the present ones; None, with
    `contracts_why`, where the readings do not tell. present: the bills with the present contracts. options: those that the
    readings allow to weigh. to_best_power_factor: what 95 % instead of the months' own would save. trial: what the second
    version of prices adds. notes: what was not counted, and what needs a load."""

    months: tuple[Month, ...]
    contracts: ContractAdvice | None
    contracts_why: Message | None
    present: PartialSum
    options: tuple[OptionOfReadings, ...]
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
    options, why_not = _options(library, customer, newest, today) if contracts is not None else ((), ())
    return ReadingAdvice(
        months=tuple(Month.of(reading.month) for reading in newest),
        contracts=contracts,
        contracts_why=why,
        present=bills_of(library, customer, newest, today),
        options=options,
        to_best_power_factor=_power_factor(library, customer, newest),
        trial=trial,
        notes=(*notes, *why_not, *NEEDS_LOAD),
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
    return advise_contracts(library, _demands(customer, newest, today))


def _demands(customer: Customer, newest: Sequence[MonthlyReading], today: date) -> Demands:
    account = account_of_month(customer, customer.contracts, newest[-1])
    return Demands(
        voltage=account.voltage,
        option=account.option,
        prices_of=today,
        months=tuple(_demand(reading) for reading in newest),
        power_factor_percent=_usual_power_factor(newest),
        present=four(customer.contracts),
        customer_class=account.customer_class,
    )


def _options(
    library: Library, customer: Customer, newest: Sequence[MonthlyReading], today: date
) -> tuple[tuple[OptionOfReadings, ...], tuple[Message, ...]]:
    """The present option and others with their best contracts at today's prices, and why others cannot be weighed."""
    demands = _demands(customer, newest, today)
    book = library.books.on(today, demands.customer_class)
    found, why_not = list[OptionOfReadings](), list[Message]()
    for option in dict.fromkeys((customer.option, *WEIGHED)):
        try:
            moved = translation(book.tariff(customer.voltage, customer.option), book.tariff(customer.voltage, option))
            found.append(_option(library, customer, newest, demands, moved, book))
        except Refused as refusal:
            why_not.append(refusal.what)
    return tuple(found), tuple(why_not)


def _option(
    library: Library,
    customer: Customer,
    newest: Sequence[MonthlyReading],
    demands: Demands,
    moved: Translation,
    book: Book,
) -> OptionOfReadings:
    months = list[MonthDemand]()
    for reading in newest:
        ways = metered(library, account_of_month(customer, customer.contracts, reading), reading, prices_from=book)
        months.append(MonthDemand(reading.month.month, {}, moved.demands(ways[0])))
    best = advise_contracts(library, replace(demands, option=moved.option, months=tuple(months), present=None)).best
    contracts: ContractsKw = best.contracts

    def there(way: MeterReading) -> Decimal:
        account = replace(way.account, option=moved.option, contracts=contracts)
        return bill_reading(library, moved.of(way, account), book).bill.total

    def saved(way: MeterReading) -> Decimal:
        return bill_reading(library, way, book).bill.total - there(way)

    total, saving = (_summed(library, customer, newest, amount, book) for amount in (there, saved))
    return OptionOfReadings(moved.option, contracts, total, saving)


def bills_of(library: Library, customer: Customer, readings: Sequence[MonthlyReading], today: date) -> PartialSum:
    """The bills of these months with the present contracts at today's prices."""
    book = library.books.on(today, account_of_month(customer, customer.contracts, readings[-1]).customer_class)
    return _summed(library, customer, readings, lambda way: bill_reading(library, way, book).bill.total, book)


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

    def difference(way: MeterReading) -> Decimal:
        books = (before.of(way.account.customer_class), after.of(way.account.customer_class))
        one, other = (bill_reading(library, way, book).bill.total for book in books)
        return other - one

    own = account_of_month(customer, customer.contracts, readings[-1]).customer_class
    return _summed(library, customer, readings, difference, before.of(own))


def _power_factor(library: Library, customer: Customer, readings: Sequence[MonthlyReading]) -> PartialSum:
    def gain(way: MeterReading) -> Decimal:
        best = replace(way, account=replace(way.account, power_factor_percent=Decimal(BEST_PERCENT)))
        return bill_reading(library, way).bill.total - bill_reading(library, best).bill.total

    return _summed(library, customer, [each for each in readings if each.power_factor_percent is not None], gain)


def _summed(
    library: Library,
    customer: Customer,
    readings: Sequence[MonthlyReading],
    amount: Callable[[MeterReading], Decimal],
    prices_from: Book | None = None,
) -> PartialSum:
    """An amount over the months that can be computed, each within the bounds its reading leaves."""
    months, found = list[Month](), list[Bounds]()
    for reading in readings:
        account = account_of_month(customer, customer.contracts, reading)
        try:
            found.append(bounds_of(metered(library, account, reading, prices_from=prices_from), amount))
        except Refused:
            continue
        months.append(Month.of(reading.month))
    sums = (sum((getattr(each, name) for each in found), Decimal(0)) for name in ("likely", "least", "most"))
    return PartialSum(tuple(months), *sums)
