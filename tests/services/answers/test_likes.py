"""From which year a customer is compared with its like, and which it is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import customer
from tests.builders_memory import MemoryOffice
from tests.domain.tariffs.bills.made_loads import flat_load
from visitplanner.bootstrap import known
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import CUSTOMERS, Company, Customer
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.answers.likes import PeersOf, of_load

COMPANY = Company(name="虛構電子")
SITE = replace(customer("05100000000", COMPANY, 500), sector="2611", option=TariffOption.TWO_STAGE)


@pytest.fixture(scope="module")
def library() -> Library:
    return tariff_library()


def readings(whose: Customer, first: tuple[int, int] = (2025, 1), count: int = 12, **changes: object) -> list[MonthlyReading]:
    usual = {"kwh_total": Decimal(1000), "highest_kw": Decimal(400), "billed_ntd": Decimal(5000), **changes}
    starts = (divmod(first[0] * 12 + first[1] - 1 + n, 12) for n in range(count))
    return [MonthlyReading(customer_id=whose.id, month=dt.date(year, month + 1, 1), **usual) for year, month in starts]  # type: ignore[arg-type]


def office_of(*customers: tuple[Customer, list[MonthlyReading]]) -> MemoryOffice:
    office = MemoryOffice(known(), dt.date(2026, 3, 16))
    for site, kept in customers:
        office.work.shelf(CUSTOMERS).add(site)
        office.work.shelf(MONTHLY_READINGS).add_all(kept)
    return office


def sites(count: int, **changes: object) -> list[Customer]:
    return [replace(SITE, id=one.id, account=f"0510000000{n}", **changes) for n, one in enumerate(_ids(count))]  # type: ignore[arg-type]


def _ids(count: int) -> list[Company]:
    return [Company(name=str(n)) for n in range(count)]


def ranks(own: list[MonthlyReading], site: Customer) -> dict[str, Decimal]:
    """The own figures beside four others that have all."""
    others = sites(5)[1:]
    office = office_of((site, own), *((each, readings(each)) for each in others))
    return {rank.measure: rank.own for rank in office.ask(PeersOf(site))}


def test_all_four_figures_of_twelve_readings() -> None:
    site = sites(1)[0]
    assert ranks(readings(site), site) == {
        "hours": Decimal(24),
        "used_share": Decimal(80),
        "ntd_per_kwh": Decimal(5),
        "ntd_per_kw": Decimal(120),
    }


def test_of_more_readings_the_newest_twelve_count() -> None:
    site = sites(1)[0]
    old = readings(site, (2024, 1), 12, kwh_total=Decimal(9999), highest_kw=Decimal(9999))
    assert ranks(readings(site) + old, site)["hours"] == 24 and ranks(old + readings(site), site)["used_share"] == 80


@pytest.mark.parametrize(("lacking", "gone"), [("highest_kw", {"used_share"}), ("billed_ntd", {"ntd_per_kwh", "ntd_per_kw"})])
@pytest.mark.parametrize("month", [0, 11])
def test_a_figure_one_month_lacks_is_not_told_of_the_year(lacking: str, gone: set[str], month: int) -> None:
    site = sites(1)[0]
    own = readings(site)
    own[month] = replace(own[month], **{lacking: None})
    assert set(ranks(own, site)) == {"hours", "used_share", "ntd_per_kwh", "ntd_per_kw"} - gone


@pytest.mark.parametrize("kept", ["eleven", "a gap", "a month without energy", "none"])
def test_no_whole_year_of_ones_own_is_said(kept: str) -> None:
    site = sites(1)[0]
    whole = readings(site, count=13)
    own = {
        "eleven": whole[:11],
        "a gap": whole[:5] + whole[6:],
        "a month without energy": [*whole[:11], replace(whole[11], kwh_total=None)],
        "none": [],
    }[kept]
    with pytest.raises(Unknown, match="no whole year"):
        ranks(own, site)


@pytest.mark.parametrize("first", range(1, 13))
def test_twelve_months_running_are_a_year_whenever_it_begins(first: int) -> None:
    """2023 to 2025 hold a 29 February, by which a year of months is a day longer."""
    for year in (2023, 2024):
        site = sites(1)[0]
        assert ranks(readings(site, (year, first)), site)["hours"] == 24


def test_one_without_a_line_of_business_or_a_regular_contract_has_no_like() -> None:
    unknown, without = replace(SITE, sector=""), replace(SITE, regular_kw=0, off_peak_kw=500)
    with pytest.raises(Unknown, match="line of business is not known"):
        ranks(readings(unknown), unknown)
    with pytest.raises(Unknown, match="no whole year"):
        ranks(readings(without), without)


def test_others_of_another_line_of_business_are_no_company() -> None:
    own, *others = sites(5)
    strange = replace(others[0], sector="2699")
    office = office_of(*((each, readings(each)) for each in (own, strange, *others[1:])))
    with pytest.raises(Unknown, match="Fewer than 5"):
        office.ask(PeersOf(own))


@settings(max_examples=5)
@given(kw=st.integers(1, 900))
def test_the_newest_year_of_a_load_in_kwh_and_highest_demand(library: Library, kw: int) -> None:
    """From 15 December to 14 January of the year after next: twelve whole months, a day of 900 kW before them does not count."""
    wh = flat_load(dt.date(2024, 12, 15), 396, kw * 250).wh.copy()
    wh[0] = 900 * 250
    year = of_load(library, SITE, Load(dt.date(2024, 12, 15), wh))
    assert year is not None and (year.kwh, year.highest_kw) == (kw * 24 * 365, kw)
    assert year.ntd is not None and year.ntd > 0 and year.contract_kw == 500


def test_eleven_whole_months_of_a_load_or_no_price_of_its_option(library: Library) -> None:
    assert of_load(library, SITE, flat_load(dt.date(2025, 1, 2), 364, 250)) is None
    assert of_load(library, SITE, flat_load(dt.date(2025, 1, 2), 20, 250)) is None
    priceless = of_load(
        library, replace(SITE, option=TariffOption.THREE_STAGE_VARIABLE), flat_load(dt.date(2025, 1, 1), 365, 250)
    )
    assert priceless is not None and priceless.ntd is None and priceless.kwh == 24 * 365
