"""What a bill rests on besides the meter: open readings, inferred prices and coefficients, what was not given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.customers.customers import DIVISIONS
from visitplanner.domain.tariffs.bills.accounts import CONCESSION_UNKNOWN, Account
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.power_factor import NEUTRAL_PERCENT
from visitplanner.domain.tariffs.bills.year import YearBill
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.domain.tariffs.books.reading_texts import reading_text
from visitplanner.domain.tariffs.books.readings import DEFAULT, Readings, reading_names
from visitplanner.domain.tariffs.contracts.contract_terms import LEAST_TOTAL_KW


class Assumption(NamedTuple):
    """id and choice for programs, text for people. loud: to be shown before the figures, not after them."""

    id: str
    choice: str
    text: Message
    loud: bool = False


def assumptions_of(library: Library, year: YearBill) -> tuple[Assumption, ...]:
    """Everything the bills of a load rest on, the loud ones first."""
    account, months = year.question.account, [bill.use.month for bill in year.months]
    if year.question.prices_from is None:
        books = {id(book): book for month in months for book in _in_force(library, account, month.first, month.last)}
        found = list(_prices(tuple(books.values()), taken=False))
    else:
        found = list(_prices((year.question.prices_from,), taken=True))
    found += _bill_assumptions(year.months, year.question.readings)
    found += _off_peak_days(library, sorted({month.year for month in months}))
    found += _account(account, year.months)
    found += _gaps(year)
    return tuple(sorted(found, key=lambda assumption: not assumption.loud))


def month_assumptions(bill: MonthBill, book: Book | None) -> tuple[Assumption, ...]:
    """What one bill from a meter reading rests on; `book` None when the prices came with the reading."""
    found = list(_prices((book,), taken=False)) if book else [_own_prices()]
    found += _bill_assumptions((bill,), bill.readings)
    found += _account(bill.account, (bill,))
    return tuple(sorted(found, key=lambda assumption: not assumption.loud))


def reading_assumptions(account: Account, readings: Readings) -> tuple[Assumption, ...]:
    """The open readings that can bear on an account, each with its choice."""
    absent = (
        {"ev_season", "ev_rounding"} if account.option is not TariffOption.EV else {"season_change", "season_change_surcharge"}
    )
    absent |= set() if account.off_hours_only else {"other_hours_demand"}
    names = [name for name in reading_names() if name not in absent]
    return tuple(
        Assumption(name, choice, reading_text(name, choice, account.option))
        for name in names
        for choice in [str(getattr(readings, name))]
    )


def readings_borne(bill: MonthBill) -> Iterator[str]:
    """The open readings that can change this bill; it would read the same whatever any other were (a test proves it)."""
    yield "rounding"
    if bill.account.option is TariffOption.EV:
        yield from ("ev_season", "ev_rounding")
    if bill.account.off_hours_only:
        yield "other_hours_demand"
    if all(bill.prices.seasons):
        yield "season_change"
    percent = bill.power_factor_percent
    if percent is not None and bill.account.power_factor_percent != percent:
        yield "power_factor_rounding"
    if not bill.surcharge:
        return
    if all(bill.prices.seasons):
        yield "season_change_surcharge"
    yield from ("demand_rounding", "band_base")
    if len(bill.excesses) > 1:
        yield "band_netting"
    if bill.coefficient.factor != 1:
        yield "coefficient_on_surcharge"
    if percent is not None:
        yield "power_factor_base"
        if percent < NEUTRAL_PERCENT:
            yield "low_power_factor_raises_surcharge"


def _in_force(library: Library, account: Account, first: date, last: date) -> tuple[Book, ...]:
    return tuple({id(b): b for b in (library.books.on(day, account.customer_class) for day in (first, last))}.values())


def _prices(books: tuple[Book, ...], *, taken: bool) -> Iterator[Assumption]:
    for book in books:
        if book.draft is not None:
            text = said("Draft tariff of {day}: {source}.", day=book.draft.dated, source=book.draft.source)
            yield Assumption("draft", book.name, text, loud=True)
        elif book.confidence == "high":
            text = said("Prices: {title}.", title=book.title)
            yield Assumption("prices", book.name, text)
        else:
            text = said("Prices: {title}; {source}.", title=book.title, source=book.source)
            yield Assumption("prices", book.name, text, loud=True)
        if taken:
            text = said("One version of prices, seasons and hours is used for the whole time.")
            yield Assumption("prices_of", book.first.isoformat(), text)


def _own_prices() -> Assumption:
    return Assumption("prices", "given", said("The prices were given with the reading."))


def _bill_assumptions(bills: tuple[MonthBill, ...], readings: Readings) -> Iterator[Assumption]:
    account = bills[0].account
    borne = {name for bill in bills for name in readings_borne(bill)}
    borne |= {name for name in reading_names() if getattr(readings, name) != getattr(DEFAULT, name)}
    yield from (each for each in reading_assumptions(account, readings) if each.id in borne)
    if account.power_factor_percent is not None:
        yield Assumption("power_factor", "given", said("The power factor was given and holds for every month."))
    elif any(bill.use.lagging_varh is not None for bill in bills):
        yield Assumption("power_factor", "metered", said("The power factor comes from kWh and lagging kvarh."))
    else:
        text = said("The power factor is not known; nothing is added or taken off for it.")
        yield Assumption("power_factor", "not_given", text, loud=True)
    if account.sector and account.sector[:2] not in DIVISIONS:
        text = said(
            "There is no sector {code} in the industry classification: its coefficient 1 may be wrong.", code=account.sector
        )
        yield Assumption("sector", account.sector, text, loud=True)
    for coefficient in dict.fromkeys(bill.coefficient for bill in bills):
        yield _coefficient(coefficient.why, coefficient.confidence, str(coefficient.factor))


def _coefficient(why: str, confidence: str, factor: str) -> Assumption:
    if why == "not_given":
        text = said("No line of business was given; the coefficient is taken as 1.")
    elif why == "unlisted":
        text = said("The line of business is not listed in appendix 1; its coefficient is 1.")
    elif why in ("company", "data_centre"):
        text = said("The large user's coefficient is provisional on last year's energy and settled after the year's end.")
    elif confidence == "inferred":
        text = said("The coefficient {factor} was never published for these months; it is inferred.", factor=factor)
    else:
        text = said("Coefficient {factor}.", factor=factor)
    return Assumption("coefficient", factor, text, loud=confidence in ("inferred", "provisional", "assumed"))


def _off_peak_days(library: Library, years: list[int]) -> Iterator[Assumption]:
    for year in years:
        listed = library.off_peak_days.lists.get(year)
        if listed is None:
            text = said("The off-peak days of {year} are by the rule; no list of that year is recorded.", year=year)
            yield Assumption("off_peak_days", f"{year}:rule", text)
        elif not listed.official:
            text = said("The off-peak days of {year} are not from an official list: {source}.", year=year, source=listed.source)
            yield Assumption("off_peak_days", f"{year}:listed", text)


def _account(account: Account, bills: tuple[MonthBill, ...]) -> Iterator[Assumption]:
    if (account.sector or "")[:3] in CONCESSION_UNKNOWN:
        text = said(
            "Water works, railways and rapid transit have a concession that is not recorded: billed as general, too high."
        )
        yield Assumption("concession", "unknown", text, loud=True)
    if account.customer_class is CustomerClass.WELFARE:
        text = said("Social welfare pays 85 % of the bill except the over-contract charge; taken after the power factor.")
        yield Assumption("concession", "welfare", text)
    if account.customer_class is CustomerClass.AGRICULTURE_FISHERY and any(b.use.month.year in (2023, 2024) for b in bills):
        text = said("In 2023 and 2024 agriculture was billed by old or new hours, whichever was less; here by the new ones.")
        yield Assumption("agriculture_hours", "new", text, loud=True)
    if account.option is not TariffOption.EV and sum(account.contracts) < LEAST_TOTAL_KW:
        text = said("The contracts together are below the least of {least} kW.", least=LEAST_TOTAL_KW)
        yield Assumption("least_contract", str(sum(account.contracts)), text, loud=True)
    if account.low_voltage_metering_kva:
        text = said("Transformer losses of low-voltage metering are divided among the periods as the energy is.")
        yield Assumption("low_voltage_metering", "as_energy", text)
    if account.option is TariffOption.BATCH:
        yield Assumption("batch", "production", said("Batch production is for production premises only."))


def _gaps(year: YearBill) -> Iterator[Assumption]:
    for bill in year.months:
        if bill.use.missing:
            text = said(
                "{month}: {count} quarters of an hour have no reading and count as none used.",
                month=bill.use.month,
                count=bill.use.missing,
            )
            yield Assumption("missing_readings", f"{bill.use.month}:{bill.use.missing}", text, loud=True)
    for month in year.omitted:
        text = said("{month}: no reading at all; the month is left out of the total.", month=month)
        yield Assumption("omitted_month", str(month), text, loud=True)
