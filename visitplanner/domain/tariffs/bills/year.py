"""The bills of a load: month by month, each with the prices in force on its own dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.bill import MonthBill, bill_month
from visitplanner.domain.tariffs.bills.library import Library, PricedMonth, timeline
from visitplanner.domain.tariffs.bills.metering import Condensed, condense, missing_quarters, month_uses
from visitplanner.domain.tariffs.books.book import Book, Draft
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.periods import Hours, edges_of
from visitplanner.domain.tariffs.books.readings import DEFAULT, Readings
from visitplanner.domain.tariffs.books.seasons import Month, months_between
from visitplanner.domain.tariffs.books.use import MonthUse, with_ice_storage

DESIGNATED_DAYS = 30
"""Days a summer that Taipower names for the variable peak (chapter 5, article 4, note 2)."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be billed.

    months: the months asked for, in order. prices_from: one version for the whole time instead of those in force.
    designated: the variable peak's days. ice_storage_kwh, lagging_kvarh: figures of single months, beside the load.
    """

    account: Account
    months: tuple[Month, ...]
    readings: Readings = DEFAULT
    prices_from: Book | None = None
    designated: tuple[date, ...] = ()
    ice_storage_kwh: tuple[tuple[Month, Decimal], ...] = ()
    lagging_kvarh: tuple[tuple[Month, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class YearBill:
    """The bills of the months that have readings. omitted: months asked for of which the load has none.

    draft: set when the prices are a draft (草案); whatever shows the bill says so.
    """

    question: Question
    months: tuple[MonthBill, ...]
    omitted: tuple[Month, ...]
    draft: Draft | None

    @property
    def total(self) -> Decimal:
        return sum((bill.total for bill in self.months), Decimal(0))


def months_of_year(year: int) -> tuple[Month, ...]:
    return tuple(Month(year, month) for month in range(1, 13))


def months_of_load(load: Load) -> tuple[Month, ...]:
    return tuple(months_between(load.first_day, load.last_day))


def bill_load(library: Library, load: Load | Condensed, question: Question) -> YearBill:
    """Bills of a load, or of one already condensed with `library.edges` (for many questions about the same load).

    A month without any reading is left out and named in `omitted`; one with some missing is billed as far as it was read,
    its missing quarters counted in `use.missing`. Refused when no month has readings, or the variable peak's days are
    wrong; Unknown when a month's prices are.
    """
    priced, omitted = priced_months(library, load, question)
    uses = load_uses(library, load, question, priced)
    bills = tuple(
        bill_month(question.account, use, entry.prices, entry.coefficient, question.readings)
        for use, entry in zip(uses, priced, strict=True)
    )
    draft = next((entry.draft for entry in priced if entry.draft), None)
    return YearBill(question, bills, omitted, draft)


def bill_questions(library: Library, load: Load, questions: Sequence[Question]) -> list[YearBill]:
    """The bills of one load for several questions (the options of a customer): it is condensed once for all of them."""
    priced = (entry for question in questions for entry in priced_months(library, load, question)[0])
    condensed = condense(load, edges_of(_divisions(priced)))
    return [bill_load(library, condensed, question) for question in questions]


def _divisions(priced: Iterable[PricedMonth]) -> set[Hours]:
    return {hours for month in priced for span in month.spans for hours in (span.tariff.hours, span.tariff.demand_hours)}


def priced_months(
    library: Library, load: Load | Condensed, question: Question
) -> tuple[tuple[PricedMonth, ...], tuple[Month, ...]]:
    """The months asked for of which the load has readings, priced; and the months it has none of."""
    whole = load.load if isinstance(load, Condensed) else load
    read = months_with_readings(whole, question.months)
    if not read:
        raise Refused(
            said("The load has no reading in the months asked for."),
            mend=said("It runs from {first} to {last}.", first=whole.first_day, last=whole.last_day),
            field="year",
        )
    priced = timeline(library, question.account, read, question.readings, question.prices_from)
    omitted = () if len(read) == len(question.months) else tuple(month for month in question.months if month not in read)
    return priced, omitted


def load_uses(library: Library, load: Load | Condensed, question: Question, priced: Sequence[PricedMonth]) -> list[MonthUse]:
    """The readings of these months off a load."""
    _check_designated(library, question, priced)
    if isinstance(load, Load):
        load = condense(load, edges_of(_divisions(priced)))
    whole = load.load
    off_days = library.off_peak_days.between(whole.first_day, whole.last_day)
    uses = month_uses(load, [(entry.month, entry.spans) for entry in priced], off_days, question.designated)
    if question.ice_storage_kwh or question.lagging_kvarh:
        uses = [_with_figures(use, question) for use in uses]
    return uses


def months_with_readings(load: Load, months: tuple[Month, ...]) -> tuple[Month, ...]:
    """Those of the months of which the load has at least one reading."""
    first, last, gaps = load.first_day, load.last_day, load.missing_count > 0
    if not gaps and months and first <= months[0].first and months[-1].last <= last:
        return months
    return tuple(
        month
        for month in months
        if month.last >= first
        and month.first <= last
        and not (gaps and missing_quarters(load, month) == month.last.day * SLOTS_PER_DAY)
    )


def _with_figures(use: MonthUse, question: Question) -> MonthUse:
    ice, kvarh = dict(question.ice_storage_kwh), dict(question.lagging_kvarh)
    if use.month in ice:
        use = with_ice_storage(use, ice[use.month])
    if use.month in kvarh:
        use = use._replace(lagging_varh=int(kvarh[use.month] * 1000))
    return use


def _check_designated(library: Library, question: Question, priced: Sequence[PricedMonth]) -> None:
    """The days named must be 30 summer weekdays of each summer billed, no off-peak days (chapter 5, article 4, note 2)."""
    if question.account.option is not TariffOption.THREE_STAGE_VARIABLE:
        return
    summers = {
        entry.month.year: span.tariff.summer.summer(entry.month.year)
        for entry in priced
        for span in entry.spans
        if span.tariff.summer.days(span.first, span.last)[0]
    }
    for year, (first, last) in summers.items():
        own = [day for day in question.designated if first <= day <= last]
        if len(own) != DESIGNATED_DAYS or len(set(own)) != DESIGNATED_DAYS:
            raise Refused(
                said(
                    "The variable peak needs the {needed} days named in the summer of {year}; {count} are given.",
                    needed=DESIGNATED_DAYS,
                    year=year,
                    count=len(set(own)),
                ),
                mend=said("Give a file with one date a line, or ask for the worst, expected and best days."),
                field="variable_days",
            )
    for day in question.designated:
        first, last = summers.get(day.year, (day, day))
        if day.weekday() > 4 or library.off_peak_days.is_off_peak(day) or not first <= day <= last:
            raise Refused(
                said("{day} cannot be named for the variable peak: it is no summer weekday.", day=day), field="variable_days"
            )
