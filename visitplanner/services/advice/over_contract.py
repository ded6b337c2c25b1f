"""Over contract as the customer's card and the sheet tell it: the months that are billed with a surcharge, never a guess from
the highest demand alone (a night's peak may lie over one contract and under another)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.tariffs.advice.over_contract import OverYear, over_year
from visitplanner.domain.tariffs.bills.year import Question, bill_load, months_of_load
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.core.work import Work
from visitplanner.services.loads.pictures import SHOWN_MONTHS, LoadPicture, picture_of
from visitplanner.services.tariffs.advice import account_of_customer


def billed_picture(known: ReferenceData, customer: Customer, load: Load, today: date, site: str = "") -> LoadPicture:
    """The newest twelve months of a load with those that are billed over contract."""
    over = over_of_customer(known, customer, load, months_of_load(load)[-SHOWN_MONTHS:], today)
    return replace(picture_of(load, customer.contracts, site), over=over)


def over_of_customer(
    known: ReferenceData, customer: Customer, load: Load, months: Sequence[Month], today: date
) -> OverYear | None:
    """The months over the present contracts at today's prices; None where they cannot be billed.

    The variable peak is counted by the fixed one: contracts, demands, limits and basic prices are the same (article 8(7)).
    """
    if not customer.contracts.sum_kw:
        return None
    account = account_of_customer(customer)
    if account.option is TariffOption.THREE_STAGE_VARIABLE:
        account = replace(account, option=TariffOption.THREE_STAGE_FIXED)
    try:
        library = known.tariffs()
        book = library.books.on(today, account.customer_class)
        return over_year(bill_load(library, load, Question(account, tuple(months), prices_from=book)).months)
    except Refused:
        return None


@dataclass(frozen=True)
class BilledPictureOf:
    """The newest months of a customer's load against its contracts, with those billed over contract."""

    customer: Customer
    load: Load

    def answer(self, work: Work) -> LoadPicture:
        return billed_picture(work.known, self.customer, self.load, work.today)
