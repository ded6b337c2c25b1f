"""From the charges to the total, step by step: the same sums in whole fractions, written from the tariff book alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.bills.made_loads import account, accounts, months, uses
from tests.domain.tariffs.bills.test_explained_sums import every_reading, half_up, percents
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.bill import MonthBill, bill_month
from visitplanner.domain.tariffs.bills.contract_year import Measured
from visitplanner.domain.tariffs.bills.library import timeline
from visitplanner.domain.tariffs.bills.surcharge import surcharge_ntd
from visitplanner.domain.tariffs.books.readings import PowerFactorBase, Readings, Rounding, YesNo
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.books.use import MonthUse
from visitplanner.domain.tariffs.contracts.contract_terms import cumulative
from visitplanner.reference.tariff_books import tariff_library

LIBRARY = tariff_library()
NOTHING = (0, 0, 0, 0, 0, 0, 0, 0)
welfare = st.builds(
    lambda percent, contract, exempt: account(
        customer_class=CustomerClass.WELFARE, contracts=(contract, 0, 0, 0), power_factor_percent=percent, tax_exempt=exempt
    ),
    st.none() | percents,
    st.integers(1, 3000),
    st.booleans(),
)


def bill_of(data: st.DataObject, customer: Account, month: Month, choices: Readings) -> MonthBill:
    """One month in four is idle: neither energy nor demand."""
    (priced,) = timeline(LIBRARY, customer, (month,), choices)
    use = data.draw(uses(month, priced.spans))
    if data.draw(st.sampled_from([True, False, False, False])):
        use = use._replace(energy_wh=(NOTHING,) * len(use.energy_wh), demand_w=NOTHING)
    return bill_month(customer, use, priced.prices, priced.coefficient, choices)


@given(st.data(), accounts() | welfare, months, every_reading)
def test_every_step_is_rounded_half_up_by_itself(data: st.DataObject, customer: Account, month: Month, choices: Readings) -> None:
    bill = bill_of(data, customer, month, choices)
    step = Decimal("0.01") if choices.rounding is Rounding.CENTS else Decimal("0.1")
    basic, energy, over = (
        half_up(Fraction(amount), step)
        for amount in (
            sum(bill.basic_charge),
            sum(bill.energy_charge),
            surcharge_ntd(bill.measured, cumulative(customer.contracts), bill.prices, choices),
        )
    )
    percent = bill.power_factor_percent
    share = Fraction(80 - min(95, 80 if percent is None else percent), 1000)
    base = basic + energy - bill.basic_charge.customer * (Decimal("0.5") if bill.use.idle else 1)
    lifted = share > 0 and choices.low_power_factor_raises_surcharge is YesNo.YES
    if lifted or choices.power_factor_base is PowerFactorBase.WITH_SURCHARGE:
        base += over
    factor = half_up(Fraction(base) * share, step)
    before = basic + energy + factor
    multiplied = before + (over if choices.coefficient_on_surcharge is YesNo.YES else 0)
    coefficient = half_up(Fraction(multiplied) * (Fraction(bill.coefficient.factor) - 1), step)
    reduced = customer.customer_class is CustomerClass.WELFARE
    concession = half_up(Fraction(before) * Fraction(-15, 100), step) if reduced else 0
    subtotal = before + over + coefficient + concession
    untaxed = Fraction(subtotal) * 100 / 105 if customer.tax_exempt else Fraction(subtotal)
    assert (bill.basic, bill.energy, bill.surcharge, bill.power_factor) == (basic, energy, over, factor)
    assert (bill.coefficient_amount, bill.concession) == (coefficient, concession)
    assert bill.tax_exemption == (half_up(untaxed, step) - subtotal if customer.tax_exempt else 0)
    assert bill.total == half_up(untaxed, Decimal(1))


@given(st.data(), accounts(), months, every_reading)
def test_the_charge_in_whole_watts_is_the_explained_excesses_to_the_last_digit(
    data: st.DataObject, customer: Account, month: Month, choices: Readings
) -> None:
    bill = bill_of(data, customer, month, choices)
    charged = surcharge_ntd(bill.measured, cumulative(customer.contracts), bill.prices, choices)
    assert charged == sum((excess.surcharge_ntd for excess in bill.excesses), Decimal(0))
    assert bill.surcharge == half_up(Fraction(charged), Decimal("0.01" if choices.rounding is Rounding.CENTS else "0.1"))


@pytest.mark.parametrize("percent", [80, 81, 95, 62])
def test_the_power_factor_of_an_idle_month_is_of_half_the_charges_but_the_charge_of_the_customer(percent: int) -> None:
    """By hand: half of what 100 kW cost a month, 0.1 % a point of it; the charge of the customer, halved too, is left out."""
    customer = account(TariffOption.TWO_STAGE, (100, 0, 0, 0), power_factor_percent=Decimal(percent))
    month = Month(2026, 7)
    (priced,) = timeline(LIBRARY, customer, (month,), Readings())
    prices = replace(priced.prices, customer_charge=Decimal("262.50"))
    idle = MonthUse(month, priced.spans, (NOTHING,), NOTHING)
    bill = bill_month(customer, idle, prices, priced.coefficient, Readings())
    contracts, charge = Fraction(100 * prices.basic[0]) / 2, Fraction(prices.customer_charge) / 2
    assert charge > 0 and bill.use.idle
    assert bill.basic == half_up(contracts + charge, Decimal("0.1"))
    assert bill.power_factor == half_up((Fraction(bill.basic) - charge) * (80 - percent) / 1000, Decimal("0.1"))


def test_the_first_watt_over_the_contract_costs_and_nothing_under_it_does() -> None:
    """Twice the basic price of a kilowatt, a thousandth for a watt; without one over, nothing at all, to the last digit."""
    (priced,) = timeline(LIBRARY, account(), (Month(2026, 7),), Readings())
    limits = (100, 100, 100, 100)

    def charged(watts: int) -> Decimal:
        return surcharge_ntd([Measured(1, watts, 0)], limits, priced.prices, Readings())

    assert [charged(watts) for watts in (0, 99_999, 100_000)] == [0, 0, 0]
    assert charged(100_001) * 1000 == charged(101_000) == 2 * priced.prices.over_price(1, Season(0), Readings())
