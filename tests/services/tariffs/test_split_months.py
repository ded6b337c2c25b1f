"""May and October: a reading cannot be divided between the seasons, so its bill lies within bounds that every division keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.services.tariffs.month_readings import SITE, D, july
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.tariffs.bills import MeterReading, bill_reading
from visitplanner.services.tariffs.monthly_readings import account_of_month, metered
from visitplanner.services.tariffs.printed_bills import BillDifference, WithinBounds, bill_words, check_bill
from visitplanner.services.tariffs.split_months import Bounds, bounds_of

MAY, OCTOBER = dt.date(2025, 5, 1), dt.date(2025, 10, 1)
PEAK = ((Season.SUMMER, Period.PEAK), (Season.NON_SUMMER, Period.PEAK))


def bounds(reading: MonthlyReading, site: object = SITE) -> Bounds:
    account = account_of_month(SITE, SITE.contracts, reading)
    return bounds_of(metered(tariff_library(), account, reading), total)


def total(reading: MeterReading) -> Decimal:
    return bill_reading(tariff_library(), reading).bill.total


def test_the_bounds_are_all_energy_on_either_side_where_nothing_else_is_known() -> None:
    reading = july(month=MAY, kwh={"peak": D(1000)}, max_kw={}, power_factor_percent=None)
    found = bounds(reading)
    # 2024-10-16: peak 6.75 in summer, 6.41 else (two-stage); 500 kW at the mean of 223.60 and 166.90
    prices = tariff_library().books.on(MAY, CustomerClass.GENERAL).tariff(SITE.voltage, SITE.option).energy
    basic = 500 * (D("223.60") + D("166.90")) / 2
    assert (found.least, found.most) == (
        (basic + 1000 * prices[1][0]).quantize(D(1)),
        (basic + 1000 * prices[0][0]).quantize(D(1)),
    )
    assert found.least <= found.likely <= found.most


def test_the_highest_demand_narrows_the_bounds() -> None:
    wide = bounds(july(month=MAY, max_kw={}))
    # 2025-05-16 to 31: 12 weekdays but for 端午 (30 May) 11, of 15 peak hours: 165 h; 1 to 15: 10 but for 1 May, of 13 hours
    narrow = bounds(july(month=MAY, kwh={"peak": D(100000)}, max_kw={"peak": D(480)}))
    everything = bounds(july(month=MAY, kwh={"peak": D(100000)}, max_kw={}))
    assert everything.least < narrow.least < narrow.most < everything.most
    assert wide.most - wide.least > 0


@given(st.integers(0, 60000), st.integers(0, 60000), st.sampled_from([MAY, OCTOBER]))
def test_every_division_of_the_energy_lies_within_the_bounds(summer: int, rest: int, month: dt.date) -> None:
    reading = july(month=month, kwh={"peak": D(summer + rest)}, max_kw={}, power_factor_percent=D(90))
    account = account_of_month(SITE, SITE.contracts, reading)
    divided = MeterReading(account, Month.of(month), {PEAK[0]: D(summer), PEAK[1]: D(rest)}, {})
    found = bounds(reading)
    assert found.least <= total(divided) <= found.most


def test_demand_over_contract_is_bounded_by_either_season() -> None:
    reading = july(month=MAY, kwh={"peak": D(1000)}, max_kw={"peak": D(600)})
    account = account_of_month(SITE, SITE.contracts, reading)
    found = bounds(reading)
    for place in PEAK:
        for part in PEAK:
            assert found.least <= total(MeterReading(account, Month(2025, 5), {part: D(1000)}, {place: D(600)})) <= found.most


def test_a_printed_amount_within_the_bounds_fits_and_one_outside_is_a_difference() -> None:
    reading = july(month=OCTOBER)
    found = bounds(reading)
    inside = check_bill(tariff_library(), SITE, (), replace(reading, billed_ntd=found.likely))
    assert isinstance(inside, WithinBounds) and inside.bounds == found
    assert "it fits" in str(bill_words(inside))
    outside = check_bill(tariff_library(), SITE, (), replace(reading, billed_ntd=found.most + 50000))
    assert isinstance(outside, BillDifference) and outside.computed_ntd == found.likely
    assert "NT$ 50,000 more than computed" in str(outside.cause)


def test_a_period_that_one_season_alone_has_is_billed_there() -> None:
    site = replace(SITE, option=TariffOption.THREE_STAGE_FIXED)
    reading = july(month=MAY, kwh={"peak": D(3000)}, max_kw={"peak": D(100)})
    (way, *others) = metered(tariff_library(), account_of_month(site, site.contracts, reading), reading)
    assert way.kwh == {(Season.SUMMER, Period.PEAK): 3000}
    assert {total(each) for each in others} == {total(way)}
