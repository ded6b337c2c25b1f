"""Bills from the monthly readings that are kept, as far as a month's figures tell what a bill needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import ContractChange, Contracts, Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.library import Library, month_spans
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.services.tariffs.advice import account_of_customer
from visitplanner.services.tariffs.bills import MeterReading
from visitplanner.services.tariffs.split_months import divisions, has_two_seasons

AS_USUAL = Readings()


def contracts_on(customer: Customer, changes: Iterable[ContractChange], day: date) -> Contracts:
    """The contracts of a day: those before the first change after it, else the present ones."""
    later = [change for change in changes if change.effective_on > day]
    return min(later, key=lambda change: change.effective_on).before if later else customer.contracts


def four(contracts: Contracts) -> ContractsKw:
    """Contracts as the tariff engine takes them."""
    return contracts.regular_kw, contracts.half_peak_kw, contracts.saturday_kw, contracts.off_peak_kw


def account_of_month(customer: Customer, contracts: Contracts, reading: MonthlyReading) -> Account:
    """The customer's account as it was billed in the month of a reading."""
    account = account_of_customer(customer)
    return replace(account, contracts=four(contracts), power_factor_percent=reading.power_factor_percent)


def demand_is_open(account: Account, reading: MonthlyReading) -> bool:
    """Whether a charge over contract may be missing: no demand by period, and the highest one unknown or over the regular
    contract, the smallest of all limits."""
    return not reading.max_kw and (reading.highest_kw is None or reading.highest_kw > account.contracts[0])


def metered(
    library: Library,
    account: Account,
    reading: MonthlyReading,
    readings: Readings = AS_USUAL,
    prices_from: Book | None = None,
) -> tuple[MeterReading, ...]:
    """A kept reading as `bill_reading` takes it: one, or of a month of two seasons the ways to divide it (`split_months`).

    A highest demand without a period counts up to the regular contract, as off-peak demand, where nothing is over its limit.
    Refused without energy by period.
    """
    if not reading.kwh:
        raise Refused(
            said("The reading gives no energy by period, so no bill can be computed."),
            mend=said("Add columns with the kWh of each period."),
        )
    month = Month.of(reading.month)
    spans = month_spans(library, account, month, readings, prices_from)
    if has_two_seasons(spans, month):
        return divisions(library, account, reading, readings, prices_from)
    season = Season.SUMMER if spans[0].tariff.summer.days(month.first, month.last)[0] else Season.NON_SUMMER
    max_kw = by_period(reading.max_kw, season)
    if not max_kw and reading.highest_kw is not None:
        max_kw = {(season, Period.OFF_PEAK): min(reading.highest_kw, Decimal(account.contracts[0]))}
    return (MeterReading(account, month, by_period(reading.kwh, season), max_kw, readings=readings),)


def by_period(figures: dict[str, Decimal], season: Season) -> dict[tuple[Season, Period], Decimal]:
    """Figures of a month by season and period."""
    return {(season, period): figures[period.key] for period in Period if period.key in figures}
