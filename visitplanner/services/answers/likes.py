"""Like with like: the customers of the office that are of one line of business, each by its newest year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import CUSTOMERS, Customer
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, demand_of, energy_of
from visitplanner.domain.tariffs.advice.comparison import WHOLE_YEAR, compared_months
from visitplanner.domain.tariffs.answers.peers import PeerRank, PeerYear, peers, sector_of
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import Question, bill_load
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.core.work import Work
from visitplanner.services.loads.loads import LoadOf
from visitplanner.services.tariffs.advice import account_of_customer


@dataclass(frozen=True)
class PeersOf:
    """How a customer stands among its like. Unknown without a line of business, a year of its own, or enough others."""

    customer: Customer

    def answer(self, work: Work) -> tuple[PeerRank, ...]:
        if not sector_of(self.customer.sector):
            raise Unknown(said("The customer's line of business is not known."), mend=said("Enter its industry code."))
        library, own, others = work.known.tariffs(), None, list[PeerYear]()
        for customer in work.shelf(CUSTOMERS).find():
            if sector_of(customer.sector) == sector_of(self.customer.sector):
                for year in _years(work, library, customer):
                    if customer.id == self.customer.id:
                        own = year
                    else:
                        others.append(year)
        if own is None:
            raise Unknown(
                said("The customer has no whole year of readings or load."), mend=said("Import twelve months of either.")
            )
        return peers(own, others)


def _years(work: Work, library: Library, customer: Customer) -> Iterator[PeerYear]:
    """The newest year of a load, else of readings; nothing where there is none or the regular contract is zero."""
    if not customer.regular_kw:
        return
    kept = LoadOf(customer.id).answer(work)
    found = None if kept is None else of_load(library, customer, kept.load)
    found = found or _of_readings(work, customer)
    if found is not None:
        yield found


def of_load(library: Library, customer: Customer, load: Load) -> PeerYear | None:
    """The newest twelve whole months of a load; the bills by the prices in force, None where those are not known."""
    try:
        months = compared_months(load)
    except Refused:
        return None
    if len(months) < WHOLE_YEAR:
        return None
    whole = load.between(months[0].first, months[-1].last)
    try:
        ntd = bill_load(library, load, Question(account_of_customer(customer), months)).total
    except Refused:
        ntd = None
    highest = Decimal(int(whole.wh.max())) / 250
    return PeerYear(customer.sector, Decimal(int(whole.wh.sum())).scaleb(-3), highest, customer.regular_kw, ntd)


def _of_readings(work: Work, customer: Customer) -> PeerYear | None:
    """The newest twelve readings where they follow on each other; the printed amounts where all have one."""
    kept = sorted(work.shelf(MONTHLY_READINGS).find(customer_id=customer.id), key=lambda each: each.month)[-WHOLE_YEAR:]
    energies = [energy_of(reading) for reading in kept]
    known = [energy for energy in energies if energy is not None]
    if len(known) < WHOLE_YEAR:
        return None
    first, last = kept[0].month, kept[-1].month
    if (last.year - first.year) * 12 + last.month - first.month >= WHOLE_YEAR:
        return None
    demands = [demand for reading in kept if (demand := demand_of(reading)) is not None]
    amounts = [amount for reading in kept if (amount := reading.billed_ntd) is not None]
    return PeerYear(
        customer.sector,
        sum(known, Decimal(0)),
        max(demands) if len(demands) == WHOLE_YEAR else None,
        customer.regular_kw,
        sum(amounts, Decimal(0)) if len(amounts) == WHOLE_YEAR else None,
    )
