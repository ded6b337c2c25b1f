"""A customer among its like, and against its own year before, from what the office keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import Keep, SmallOffice, customer
from tests.services.tariffs.month_readings import SITE, july
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.customers.customers import ContractChange, Contracts, Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.answers.likes import PeersOf
from visitplanner.services.answers.years import years_of_readings
from visitplanner.store.office import SqlOffice


@pytest.fixture(scope="module")
def library() -> Library:
    return tariff_library()


def last_july(**changes: object) -> MonthlyReading:
    return july(month=dt.date(2024, 7, 1), **changes)


def test_readings_of_two_julys(library: Library) -> None:
    """July 2024 lies in the version before, of which two-stage prices are not known; 2025 and 2026 are billed alike."""
    new = replace(july(), month=dt.date(2026, 7, 1), kwh={**july().kwh, "peak": Decimal(110000)})
    found = years_of_readings(library, SITE, [july(), new], []).years.whole
    assert found.price == 0 and found.demand == 0
    assert found.kwh == (205_000, 215_000)
    # 10,000 kWh more, all at the peak price of 6.75, which is above the mean of the July before
    assert found.amount + found.hours == Decimal("67500.0") and found.hours > 0
    assert found.rest == found.total - 67_500
    with pytest.raises(Refused):
        years_of_readings(library, SITE, [last_july(), july()], [])


def test_a_change_of_contract_between_the_years_is_demand(library: Library) -> None:
    new = replace(july(), month=dt.date(2026, 7, 1))
    change = ContractChange(
        customer_id=SITE.id, effective_on=dt.date(2026, 1, 1), before=Contracts(600, 0, 0, 0), after=Contracts(500, 0, 0, 0)
    )
    found = years_of_readings(library, SITE, [july(), new], [change]).years.whole
    assert found.demand == -100 * Decimal("223.60") and found.amount == found.hours == 0


def year_of(whose: Customer, kwh: int) -> list[MonthlyReading]:
    return [
        MonthlyReading(customer_id=whose.id, month=dt.date(2025, month, 1), kwh_total=Decimal(kwh), highest_kw=Decimal(400))
        for month in range(1, 13)
    ]


def test_five_customers_of_one_line_of_business(office: SqlOffice, small: SmallOffice) -> None:
    sites = [replace(customer(f"0510000000{place}", small.other, 500), sector="2611") for place in range(5)]
    office.do(Keep(tuple(("customers", site) for site in sites)))
    years = [reading for place, site in enumerate(sites[:4]) for reading in year_of(site, 100_000 + 10_000 * place)]
    office.do(Keep(tuple(("monthly_readings", reading) for reading in years)))
    with pytest.raises(Unknown):
        office.ask(PeersOf(sites[0]))
    with pytest.raises(Unknown):
        office.ask(PeersOf(sites[4]))
    office.do(Keep(tuple(("monthly_readings", reading) for reading in year_of(sites[4], 140_000))))
    ranks = {rank.measure: rank for rank in office.ask(PeersOf(sites[0]))}
    assert ranks["hours"].own == 12 * 100_000 / Decimal(500) and ranks["hours"].below == 0
    assert ranks["hours"].middle == 12 * 120_000 / Decimal(500) and ranks["hours"].customers == 5
    assert ranks["used_share"].own == 80 and "ntd_per_kwh" not in ranks
