"""All that is known of tariffs, together: books, off-peak days, coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from visitplanner.domain.errors import Unknown
from visitplanner.domain.messages import said
from visitplanner.domain.tariffs.book import Book, Books, CustomerClass, Option, Voltage
from visitplanner.domain.tariffs.coefficients import Coefficients
from visitplanner.domain.tariffs.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.periods import edges_of
from visitplanner.domain.tariffs.prices import as_read
from visitplanner.domain.tariffs.readings import Readings
from visitplanner.domain.tariffs.seasons import Month
from visitplanner.domain.tariffs.use import Span


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


@lru_cache(maxsize=4096)
def month_spans(
    library: Library,
    month: Month,
    voltage: Voltage,
    option: Option,
    customer_class: CustomerClass,
    readings: Readings,
    prices_from: Book | None = None,
) -> tuple[Span, ...]:
    """The tariffs in force through a month, in order; `prices_from` puts one version in the place of all.

    Unknown when a day of the month has no known price.
    """
    if option in (Option.BATCH, Option.EV) and customer_class is not CustomerClass.GENERAL:
        raise Unknown(
            said("Appendix 2 has no such option for this class of customers."),
            mend=said("Choose two-stage or three-stage."),
            field="option",
        )
    spans = list[Span]()
    day = month.first
    while day <= month.last:
        book = prices_from or library.books.on(day, customer_class)
        last = month.last if prices_from or book.last is None else min(book.last, month.last)
        tariff = as_read(book.tariff(voltage, option), readings.ev_season, readings.ev_rounding)
        if spans and spans[-1].tariff is tariff:
            spans[-1] = spans[-1]._replace(last=last)
        else:
            spans.append(Span(tariff, day, last))
        day = last.fromordinal(last.toordinal() + 1)
    return tuple(spans)
