"""Capacitors, and accounts of one site billed together or apart."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import CUSTOMERS, Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.advice.comparison import WHOLE_YEAR, Comparison, compared_months
from visitplanner.domain.tariffs.answers.accounts_together import Together, merged_load, together
from visitplanner.domain.tariffs.answers.capacitors import CapacitorAnswer, capacitors
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.year import Question, bill_load
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.core.ports import Stop
from visitplanner.services.core.work import Work
from visitplanner.services.loads.loads import LoadOf
from visitplanner.services.tariffs.advice import account_of_customer
from visitplanner.services.tariffs.bills import bill_reading
from visitplanner.services.tariffs.monthly_readings import account_of_month, metered


def capacitors_of_load(library: Library, load: Load, question: Question, price_ntd: Decimal | None) -> CapacitorAnswer:
    """The newest whole months of a load. Refused without a whole month, Unknown without a power factor."""
    months = compared_months(load, question.months)
    bill = bill_load(library, load, replace(question, months=months))
    return capacitors(bill.months, load, price_ntd)


def capacitors_of_readings(
    library: Library, customer: Customer, readings: Sequence[MonthlyReading], price_ntd: Decimal | None
) -> CapacitorAnswer:
    """The newest twelve monthly readings. Unknown where none has a power factor and energy by period."""
    bills = list[MonthBill]()
    for reading in sorted(readings, key=lambda each: each.month)[-WHOLE_YEAR:]:
        account = account_of_month(customer, customer.contracts, reading)
        with suppress(Refused):
            bills.append(bill_reading(library, metered(library, account, reading)[0]).bill)
    return capacitors(bills, None, price_ntd)


def accounts_together(library: Library, parts: Sequence[tuple[Load, Question]], stop: Stop | None = None) -> Together:
    """The accounts apart and as one, over the newest whole months all loads share, the whole under the first one's option.

    Refused for fewer than two, and where options or voltages differ, for then more than merging is compared.
    """
    whole_load = merged_load([load for load, _ in parts])
    first = parts[0][1]
    for _, question in parts[1:]:
        account = question.account
        if (account.option, account.voltage) != (first.account.option, first.account.voltage):
            raise Refused(
                said("The accounts have different options or voltages: more than merging would be compared."),
                mend=said("Compare them under one option."),
                field="option",
            )
    months = compared_months(whole_load)

    def compared(load: Load, question: Question) -> Comparison:
        return Comparison(library, condense(load, library.edges), replace(question, months=months))

    apart = [(compared(load, question).under(question.account.option), question.account.contracts) for load, question in parts]
    whole = compared(whole_load, first).under(first.account.option)
    return together(apart, whole, stop)


@dataclass(frozen=True)
class TogetherInCompany:
    """A customer's account as one with each other account of its company that has a load, an option and a voltage like it; where
    there are several, with all of them at last.

    Unknown where there is none, or the customer itself has no load.
    """

    customer: Customer

    def answer(self, work: Work) -> tuple[tuple[tuple[Customer, ...], Together], ...]:
        library, own = work.known.tariffs(), LoadOf(self.customer.id).answer(work)
        others = work.shelf(CUSTOMERS).find(company_id=self.customer.company_id)
        found, alike_ones = list[tuple[tuple[Customer, ...], Together]](), dict[Customer, Load]()
        for other in sorted(others, key=lambda each: each.account):
            kept = None if other.id == self.customer.id else LoadOf(other.id).answer(work)
            alike = (other.option, other.voltage) == (self.customer.option, self.customer.voltage)
            if own is not None and kept is not None and alike:
                alike_ones[other] = kept.load
        several = [tuple(alike_ones)] if len(alike_ones) > 1 else []
        for chosen in [*((other,) for other in alike_ones), *several]:
            parts = [_part(work, each, alike_ones[each]) for each in chosen]
            if own is not None:
                with suppress(Refused):  # loads that share no whole month cannot be one bill
                    found.append((chosen, accounts_together(library, [_part(work, self.customer, own.load), *parts])))
        if not found:
            raise Unknown(said("No other load of this company is kept: import the other account's load first."))
        return tuple(found)


def _part(work: Work, customer: Customer, load: Load) -> tuple[Load, Question]:
    """A customer's load with its question at the prices in force today."""
    account = account_of_customer(customer)
    return load, Question(account, (), prices_from=work.known.tariffs().books.on(work.today, account.customer_class))
