"""Against last year: the same months of two years from loads or monthly readings, and why the second is dearer or cheaper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import CONTRACT_CHANGES, ContractChange, Customer
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.domain.tariffs.advice.comparison import compared_months
from visitplanner.domain.tariffs.answers.two_years import TwoYears, two_years
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.year import Question, bill_load, months_of_load
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.core.work import Work
from visitplanner.services.tariffs.bills import bill_reading
from visitplanner.services.tariffs.monthly_readings import account_of_month, contracts_on, metered


@dataclass(frozen=True, slots=True, eq=False)
class YearsAnswer:
    """years: the months both years have. notes: what was left out, and what the sums rest on."""

    years: TwoYears
    notes: tuple[Message, ...]


def year_before(month: Month) -> Month:
    """The same month a year earlier."""
    return Month(month.year - 1, month.month)


def years_of_loads(library: Library, earlier: Load, later: Load, question: Question) -> YearsAnswer:
    """The newest whole months of `later` that `earlier` has whole a year before, with the same contracts in both.

    The two loads may be one. Refused where no month is in both.
    """
    whole_before = {month for month in months_of_load(earlier) if _whole(earlier, month)}
    shared = tuple(month for month in months_of_load(later) if year_before(month) in whole_before)
    asked = compared_months(later, shared) if shared else ()
    first, second = condense(earlier, library.edges), condense(later, library.edges)
    before, repriced, after = list[MonthBill](), list[MonthBill](), list[MonthBill]()
    for month in asked:
        book = library.books.on(month.last, question.account.customer_class)
        old = replace(question, months=(year_before(month),), prices_from=None)
        before += bill_load(library, first, old).months
        repriced += bill_load(library, first, replace(old, prices_from=book)).months
        after += bill_load(library, second, replace(question, months=(month,), prices_from=None)).months
    note = said("Both years are billed with the same contracts: {contracts} kW.", contracts=_four(question.account.contracts))
    return YearsAnswer(two_years(before, repriced, after), (note, _basis()))


def _whole(load: Load, month: Month) -> bool:
    try:
        return compared_months(load, (month,)) == (month,)
    except Refused:
        return False


@dataclass(frozen=True)
class ReadingsWithChanges:
    """The kept monthly readings of a customer and its changes of contract."""

    customer_id: UUID

    def answer(self, work: Work) -> tuple[list[MonthlyReading], list[ContractChange]]:
        readings = work.shelf(MONTHLY_READINGS).find(customer_id=self.customer_id)
        return list(readings), list(work.shelf(CONTRACT_CHANGES).find(customer_id=self.customer_id))


def years_of_readings(
    library: Library, customer: Customer, readings: Sequence[MonthlyReading], changes: Sequence[ContractChange]
) -> YearsAnswer:
    """The newest twelve months that have a reading a year before, each with the contracts of its time. Refused where none
    has."""
    by_month = {Month.of(reading.month): reading for reading in readings}
    pairs = [(by_month[year_before(month)], by_month[month]) for month in sorted(by_month) if year_before(month) in by_month]
    before, repriced, after = list[MonthBill](), list[MonthBill](), list[MonthBill]()
    left = list[Message]()
    for old, new in pairs[-12:]:
        try:
            three = _three(library, customer, old, new, changes)
        except Refused as refusal:
            left.append(said("{month} is left out: {why}", month=f"{new.month:%Y-%m}", why=refusal.what))
            continue
        for bills, bill in zip((before, repriced, after), three, strict=True):
            bills.append(bill)
    return YearsAnswer(two_years(before, repriced, after), (*left, _basis()))


def _three(
    library: Library, customer: Customer, old: MonthlyReading, new: MonthlyReading, changes: Sequence[ContractChange]
) -> tuple[MonthBill, MonthBill, MonthBill]:
    """The first year's bill, its use at the second year's prices, the second year's bill."""
    accounts = [account_of_month(customer, contracts_on(customer, changes, each.month), each) for each in (old, new)]
    book = library.books.on(Month.of(new.month).last, accounts[1].customer_class)
    before = bill_reading(library, metered(library, accounts[0], old)[0]).bill
    repriced = bill_reading(library, metered(library, accounts[0], old, prices_from=book)[0], book).bill
    return before, repriced, bill_reading(library, metered(library, accounts[1], new)[0]).bill


def _basis() -> Message:
    return said(
        "Prices: the first year's use at the second year's prices. Demand: basic charge and surcharge. Use: kWh at the mean "
        "price of the first year's hours. Hours: the same kWh at other hours. A month in which prices changed takes the later "
        "ones."
    )


def _four(contracts: Sequence[int]) -> str:
    return " / ".join(f"{kw:,}" for kw in contracts)
