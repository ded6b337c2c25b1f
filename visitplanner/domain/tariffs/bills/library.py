"""All that is known of tariffs, together: books, off-peak days, coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.books.book import Book, Books, Draft
from visitplanner.domain.tariffs.books.coefficients import Coefficient, Coefficients
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.books.periods import edges_of
from visitplanner.domain.tariffs.books.prices import MonthPrices, as_read, month_prices
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.books.use import Span


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """Compared by identity; load it once and hand it on."""

    books: Books
    off_peak_days: OffPeakDays
    coefficients: Coefficients

    @property
    def edges(self) -> tuple[int, ...]:
        """Every slot at which any option of any version changes its period."""
        return edges_of(hours for book in self.books.books for hours in book.divisions)


class PricedMonth(NamedTuple):
    """A month with the tariffs in force through it, its prices and coefficient, and the draft they come from, if any."""

    month: Month
    spans: tuple[Span, ...]
    prices: MonthPrices
    coefficient: Coefficient
    draft: Draft | None


@lru_cache(maxsize=512)
def timeline(
    library: Library, account: Account, months: tuple[Month, ...], readings: Readings, prices_from: Book | None = None
) -> tuple[PricedMonth, ...]:
    """Every month priced; `prices_from` puts one version in the place of those in force, its coefficients too.

    Unknown when a day of a month has no known price, or its coefficient was never published.
    """
    found, alike = list[PricedMonth](), dict[MonthPrices, MonthPrices]()
    for month in months:
        spans = month_spans(library, account, month, readings, prices_from)
        day = month.first if prices_from is None else prices_from.first
        coefficient = library.coefficients.on(day, account.customer_class, account.option, account.sector, account.company)
        draft = (prices_from or library.books.on(month.last, account.customer_class)).draft
        prices = month_prices(month, spans, readings)
        found.append(PricedMonth(month, spans, alike.setdefault(prices, prices), coefficient, draft))
    return tuple(found)


def month_spans(
    library: Library, account: Account, month: Month, readings: Readings, prices_from: Book | None = None
) -> tuple[Span, ...]:
    """The tariffs in force through a month, in order."""
    option = account.option
    if option in (TariffOption.BATCH, TariffOption.EV) and account.customer_class is not CustomerClass.GENERAL:
        raise Unknown(
            said("Appendix 2 has no such option for this class of customers."),
            mend=said("Choose two-stage or three-stage."),
            field="option",
        )
    spans = list[Span]()
    day = month.first
    while day <= month.last:
        book = prices_from or library.books.on(day, account.customer_class)
        last = month.last if prices_from or book.last is None else min(book.last, month.last)
        tariff = as_read(book.tariff(account.voltage, option), readings.ev_season, readings.ev_rounding)
        if spans and spans[-1].tariff is tariff:
            spans[-1] = spans[-1]._replace(last=last)
        else:
            spans.append(Span(tariff, day, last))
        day = last + timedelta(days=1)
    return tuple(spans)
