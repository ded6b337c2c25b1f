"""The amount printed on a bill is met, or differs with a cause that the figures bear out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.services.tariffs.month_readings import JULY_NTD, SITE, D, july
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import ContractChange, Contracts, Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.books.readings import Readings, YesNo
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.tariffs.bills import bill_reading
from visitplanner.services.tariffs.monthly_readings import account_of_month, contracts_on, metered
from visitplanner.services.tariffs.printed_bills import BillDifference, NotCompared, check_bill

WITH_600_KW = D(1078191)
"""134,160 + 960,450 − 16,419.2 = 1,078,190.8."""


def cause(reading: MonthlyReading, site: Customer = SITE, *changes: ContractChange) -> str:
    found = check_bill(tariff_library(), site, changes, reading)
    assert isinstance(found, BillDifference)
    return str(found.cause)


def total(site: Customer, reading: MonthlyReading, readings: Readings | None = None) -> Decimal:
    account = account_of_month(site, site.contracts, reading)
    return bill_reading(tariff_library(), metered(tariff_library(), account, reading, readings or Readings())[0]).bill.total


def test_july_worked_by_hand_is_ours_to_the_dollar() -> None:
    assert total(SITE, july()) == JULY_NTD
    for near in (-1, 0, 1):
        assert check_bill(tariff_library(), SITE, (), july(billed_ntd=JULY_NTD + near)) is None
    assert check_bill(tariff_library(), SITE, (), july(billed_ntd=None)) is None


def test_two_dollars_are_a_difference_and_without_a_cause_that_fits_it_is_unknown() -> None:
    found = check_bill(tariff_library(), SITE, (), july(billed_ntd=JULY_NTD + 2))
    assert isinstance(found, BillDifference)
    assert (found.account, found.month, found.billed_ntd, found.computed_ntd) == (
        SITE.account,
        dt.date(2025, 7, 1),
        JULY_NTD + 2,
        JULY_NTD,
    )
    assert str(found.cause) == "Unknown: NT$ 2 more than computed, and none of the causes tried gives it."
    assert "NT$ 3 less" in cause(july(billed_ntd=JULY_NTD - 3))


def test_a_missing_power_factor_is_found() -> None:
    assert cause(july(power_factor_percent=None)) == "Power factor missing: 95 % gives the printed amount."
    assert cause(july(power_factor_percent=D(90))) == "Power factor: 95 % gives the printed amount, not 90 %."


def test_contracts_changed_within_the_month_are_found_and_those_before_it_are_taken() -> None:
    site = replace(SITE, regular_kw=600)
    change = ContractChange(customer_id=SITE.id, effective_on=dt.date(2025, 7, 10), before=Contracts(500), after=Contracts(600))
    assert check_bill(tariff_library(), site, (change,), july()) is None
    assert cause(july(billed_ntd=WITH_600_KW), site, change).startswith("Contracts changed: 600, 0, 0, 0 kW")


def test_the_contracts_of_a_day_are_those_before_the_next_change() -> None:
    days = (dt.date(2025, 3, 1), dt.date(2025, 6, 1))
    first, second = (
        ContractChange(customer_id=SITE.id, effective_on=day, before=Contracts(kw), after=Contracts(kw + 100))
        for day, kw in zip(days, (300, 400), strict=True)
    )
    found = [contracts_on(SITE, (second, first), dt.date(2025, month, 1)).regular_kw for month in (2, 3, 5, 6)]
    assert found == [300, 400, 400, 500]


def test_a_regular_contract_nobody_told_of_is_inferred() -> None:
    expected = "Contracts changed: a regular contract of 600 kW instead of 500 kW gives the printed amount."
    assert cause(july(billed_ntd=WITH_600_KW)) == expected


def test_figures_of_another_option_are_told_with_the_option() -> None:
    # 9.39 × 40,000 + 5.85 × 60,000 + 2.60 × 15,000 + 2.53 × 90,000 = 993,300; (111,800 + 993,300) × 0.985 = 1,088,523.5
    reading = july(
        kwh={"peak": D(40000), "half_peak": D(60000), "saturday_half_peak": D(15000), "off_peak": D(90000)},
        billed_ntd=D(1088524),
    )
    found = check_bill(tariff_library(), SITE, (), reading)
    assert isinstance(found, BillDifference) and found.computed_ntd is None
    assert "three-stage, fixed peak" in str(found.cause)
    refused = check_bill(tariff_library(), SITE, (), replace(reading, billed_ntd=D(5)))
    assert isinstance(refused, NotCompared) and "no half-peak" in str(refused.why)


def test_the_amount_without_business_tax_is_known() -> None:
    assert "business tax" in cause(july(billed_ntd=D(1005873)))


def test_the_coefficient_of_the_line_of_business_is_a_cause() -> None:
    site = replace(SITE, sector="261")
    assert total(site, july()) - JULY_NTD > 1
    assert cause(july(), site) == "Line of business: without its coefficient the printed amount results."


def test_another_reading_of_the_tariff_book_is_a_cause() -> None:
    over = july(max_kw={"peak": D(600)}, power_factor_percent=D(70), billed_ntd=None)
    printed = total(SITE, over, Readings(low_power_factor_raises_surcharge=YesNo.YES))
    assert printed - total(SITE, over) > 1
    assert "read otherwise" in cause(replace(over, billed_ntd=printed))


def test_a_charge_over_contract_that_the_reading_cannot_tell_is_named() -> None:
    open_demand = july(max_kw={}, highest_kw=D(620), billed_ntd=JULY_NTD + D(81234))
    assert "over contract is not computed; NT$ 81,234 more" in cause(open_demand)
    within = july(max_kw={}, highest_kw=D(480))
    assert check_bill(tariff_library(), SITE, (), within) is None


def test_green_power_is_named_only_where_the_notes_speak_of_it() -> None:
    assert cause(july(billed_ntd=D(900003), notes="綠電轉供")).startswith("Green power")
    assert cause(july(billed_ntd=D(900003))).startswith("Unknown")


def test_a_total_alone_is_not_compared() -> None:
    alone = check_bill(tariff_library(), SITE, (), july(kwh={}, kwh_total=D(205000)))
    assert isinstance(alone, NotCompared) and "no energy by period" in str(alone.why)


def test_a_month_without_known_prices_is_not_compared() -> None:
    assert isinstance(check_bill(tariff_library(), SITE, (), july(month=dt.date(1999, 7, 1))), NotCompared)


@given(st.integers(1, 400_000), st.integers(0, 400_000), st.integers(81, 95), st.sampled_from([1, 2, 6, 7, 8, 12]))
def test_whatever_was_used_a_power_factor_left_out_is_found_again(peak: int, off_peak: int, percent: int, month: int) -> None:
    whole = july(
        month=dt.date(2025, month, 1),
        kwh={"peak": D(peak), "off_peak": D(off_peak)},
        power_factor_percent=D(percent),
        billed_ntd=None,
    )
    printed = total(SITE, whole)
    assert check_bill(tariff_library(), SITE, (), replace(whole, billed_ntd=printed)) is None
    said = cause(replace(whole, power_factor_percent=None, billed_ntd=printed))
    assert said == f"Power factor missing: {percent} % gives the printed amount."


def test_an_option_without_prices_is_not_compared() -> None:
    found = check_bill(tariff_library(), replace(SITE, option=TariffOption.EV), (), july(billed_ntd=D(3)))
    assert isinstance(found, NotCompared) and "unknown" in str(found.why)
