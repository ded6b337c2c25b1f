"""Trial calculation of a tariff change: the same load and contracts under two versions, of which either may be a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass
from visitplanner.domain.tariffs.advice.advice import Present, Weighed, years_under
from visitplanner.domain.tariffs.advice.choices import Choice
from visitplanner.domain.tariffs.advice.comparison import Comparison
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import YearBill
from visitplanner.domain.tariffs.books.book import Book, Draft
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import Stop


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """One state of all price tables: a book for each class of customers. draft: set for a 草案."""

    title: str
    books: tuple[Book, ...]
    draft: Draft | None = None

    def of(self, customer_class: CustomerClass) -> Book:
        """The class's book. Unknown when the version has none for it."""
        for book in self.books:
            if customer_class in book.classes:
                return book
        raise Unknown(said("The version {title} has no prices for this class of customers.", title=self.title))


@dataclass(frozen=True, slots=True)
class BillParts:
    """Sums over the months compared, NT$: basic, energy, over-contract charge, and the bills as they are paid."""

    basic: Decimal
    energy: Decimal
    surcharge: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class PriceTrial:
    """What a change of prices does to one customer that changes nothing itself. best_*: with the contracts best after it."""

    before: Version
    after: Version
    parts_before: BillParts
    parts_after: BillParts
    best_contracts: ContractsKw
    best_after_ntd: Decimal

    @property
    def effect_ntd(self) -> Decimal:
        """Positive where the customer pays more."""
        return self.parts_after.total - self.parts_before.total

    @property
    def effect_percent(self) -> Decimal:
        """Of the bills before; zero where there were none."""
        before = self.parts_before.total
        return (self.effect_ntd * 100 / before).quantize(Decimal("0.01")) if before else Decimal(0)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return tuple(version.draft for version in (self.before, self.after) if version.draft)


def version_on(library: Library, day: date) -> Version:
    """The tables in force on a day. Unknown when none is recorded."""
    books = {id(book): book for each in CustomerClass for book in [library.books.on(day, each)]}
    general = library.books.on(day, CustomerClass.GENERAL)
    return Version(general.title, tuple(books.values()), general.draft)


def trial(
    comparison: Comparison, present: Present, before: Version, after: Version, *, with_best: bool = True, stop: Stop | None = None
) -> PriceTrial:
    """The customer's present option and contracts under both versions. Unknown where a version lacks the option's prices.

    Months, seasons and hours are each version's own; the variable peak takes the expected days of the load.
    """
    customer_class = comparison.terms.account.customer_class
    old = _weighed(comparison, present, before.of(customer_class))
    new = _weighed(comparison, present, after.of(customer_class))
    best = new.year.best(stop) if with_best else present.contracts
    return PriceTrial(before, after, _parts(old.bill), _parts(new.bill), best, new.year.bills(best).total)


def _weighed(comparison: Comparison, present: Present, book: Book) -> Weighed:
    by_book = replace(comparison, terms=replace(comparison.terms, prices_from=book))
    years = years_under(by_book, present.option)
    bills = {case: year.bills(present.contracts) for case, year in years.items()}
    return Weighed(Choice(present.option, True, ()), years, present.contracts, bills)


def _parts(bill: YearBill) -> BillParts:
    return BillParts(
        basic=sum((month.basic for month in bill.months), Decimal(0)),
        energy=sum((month.energy for month in bill.months), Decimal(0)),
        surcharge=sum((month.surcharge for month in bill.months), Decimal(0)),
        total=bill.total,
    )
