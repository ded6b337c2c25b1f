"""Bills a person can ask for: of a load, month by month, or of one meter reading; with what each of them rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.assumptions import Assumption, assumptions_of, month_assumptions
from visitplanner.domain.tariffs.bills.bill import MonthBill, bill_month
from visitplanner.domain.tariffs.bills.library import Library, month_spans
from visitplanner.domain.tariffs.bills.variable import VariableDays, variable_days
from visitplanner.domain.tariffs.bills.year import Question, YearBill, bill_load
from visitplanner.domain.tariffs.books.book import Book, ContractPrices, EnergyPrices, Tariff
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.names import period_name, season_name
from visitplanner.domain.tariffs.books.periods import Period, periods_used
from visitplanner.domain.tariffs.books.prices import month_prices
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.books.use import Span, month_use_of_reading

Figures = Mapping[tuple[Season, Period], Decimal]


@dataclass(frozen=True, slots=True)
class GivenPrices:
    """Prices that came with a reading: NT$/kW-month of c1..c4 and NT$/kWh, by season; left out is not known."""

    contracts: Mapping[Season, ContractPrices]
    energy: Figures
    customer_charge: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class MeterReading:
    """One month off a meter. kwh and max_kw by season and period, what is left out being zero."""

    account: Account
    month: Month
    kwh: Figures
    max_kw: Figures
    prices: GivenPrices | None = None
    ice_storage_kwh: Decimal = Decimal(0)
    lagging_kvarh: Decimal | None = None
    readings: Readings = field(default_factory=Readings)


@dataclass(frozen=True, slots=True)
class Billed:
    """Bills and what they rest on."""

    year: YearBill
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class BilledMonth:
    bill: MonthBill
    assumptions: tuple[Assumption, ...]


def bill_year(library: Library, load: Load, question: Question) -> Billed:
    """The bills of the months asked for and their assumptions. Refused or Unknown as `domain.tariffs.year.bill_load`."""
    year = bill_load(library, load, question)
    return Billed(year, (*assumptions_of(library, year), *_coarse(load)))


def _coarse(load: Load) -> tuple[Assumption, ...]:
    if load.interval_minutes == 15:
        return ()
    text = said("The load was read every {minutes} minutes; its quarter-hour demand was higher.", minutes=load.interval_minutes)
    return (Assumption("interval", str(load.interval_minutes), text, loud=True),)


def version_of(library: Library, day: date, customer_class: CustomerClass) -> Book:
    """The version whose prices are to be taken. Unknown when none is recorded for the day."""
    return library.books.on(day, customer_class)


def designated_cases(library: Library, load: Load, account: Account, year: int, prices_from: Book | None) -> VariableDays:
    """Worst, expected and best 30 days of the variable peak in a year's summer, over the customer's own load."""
    book = prices_from or library.books.on(date(year, 7, 1), account.customer_class)
    tariff = book.tariff(account.voltage, TariffOption.THREE_STAGE_VARIABLE)
    return variable_days(load, tariff, library.off_peak_days, year)


def bill_reading(library: Library, reading: MeterReading, prices_from: Book | None = None) -> BilledMonth:
    """One bill from a meter reading: by the prices in force, those of `prices_from`, or those given with it."""
    account, month, readings = reading.account, reading.month, reading.readings
    if reading.prices is None:
        book = prices_from or library.books.on(month.first, account.customer_class)
        spans = month_spans(library, account, month, readings, prices_from)
    else:
        spans, book = (Span(_given_tariff(library, reading, reading.prices), month.first, month.last),), None
    use = month_use_of_reading(
        month,
        spans,
        reading.kwh,
        reading.max_kw,
        ice_storage_kwh=reading.ice_storage_kwh,
        lagging_kvarh=reading.lagging_kvarh,
    )
    day = month.first if prices_from is None else prices_from.first
    coefficient = library.coefficients.on(day, account.customer_class, account.option, account.sector, account.company)
    bill = bill_month(account, use, month_prices(month, spans, readings), coefficient, readings)
    return BilledMonth(bill, month_assumptions(bill, book))


def _given_tariff(library: Library, reading: MeterReading, given: GivenPrices) -> Tariff:
    """The option's hours from the nearest version that has it, summer from the nearest version, prices as given."""
    account, day = reading.account, reading.month.first
    books = sorted((book for book in library.books.books if book.tariffs), key=lambda book: _distance(book, day))
    known = [t for book in books if (t := book.tariffs.get((account.voltage, account.option))) is not None]
    if not known:
        raise Refused(said("There is no such option at this voltage."), field="option")
    hours = known[0].hours
    missing = [key for key, kwh in reading.kwh.items() if kwh and key not in given.energy]
    if missing:
        raise Refused(
            said(
                "The prices given lack {period} in {season}.",
                period=period_name(missing[0][1]),
                season=season_name(missing[0][0]),
            ),
            field="prices",
        )
    used = periods_used(hours)

    def energy(season: Season) -> EnergyPrices:
        peak, half, saturday, off = (
            given.energy.get((season, period), Decimal(0)) if (season, period) in used else None for period in Period
        )
        return peak, half, saturday, off

    zero = (Decimal(0),) * 4
    summer = known[0].summer if account.option is TariffOption.EV else next(iter(books[0].tariffs.values())).summer
    return replace(
        known[0],
        contracts=(given.contracts.get(Season.SUMMER, zero), given.contracts.get(Season.NON_SUMMER, zero)),
        energy=(energy(Season.SUMMER), energy(Season.NON_SUMMER)),
        summer=summer,
        customer_charge=given.customer_charge,
    )


def _distance(book: Book, day: date) -> int:
    """Days between a day and a version's own days; zero while it is in force."""
    if day < book.first:
        return (book.first - day).days
    return (day - book.last).days if book.last is not None and day > book.last else 0
