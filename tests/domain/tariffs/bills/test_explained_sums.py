"""Whoever works the printed lines of a bill through on paper gets the printed amounts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.bills.made_loads import account, accounts, months, readings, uses
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.bill import STEPS, MonthBill, bill_month
from visitplanner.domain.tariffs.bills.drafts import PriceKey, draft_of
from visitplanner.domain.tariffs.bills.explain import Line, explain
from visitplanner.domain.tariffs.bills.library import timeline
from visitplanner.domain.tariffs.books.book import Book, Draft
from visitplanner.domain.tariffs.books.readings import (
    OtherHoursDemand,
    PowerFactorBase,
    PowerFactorRounding,
    Readings,
    Rounding,
    SeasonChange,
    YesNo,
)
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.books.use import month_use_of_reading
from visitplanner.reference.tariff_books import tariff_library

LIBRARY = tariff_library()
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
SUMS = ("Basic charge", "Energy charge", "Over-contract charge")
"""The lines that add up what stands above them."""

every_reading = st.builds(
    lambda some, other, base, low, rounding, coefficient, step: replace(
        some,
        other_hours_demand=other,
        power_factor_base=base,
        low_power_factor_raises_surcharge=low,
        power_factor_rounding=rounding,
        coefficient_on_surcharge=coefficient,
        rounding=step,
    ),
    readings,
    st.sampled_from(OtherHoursDemand),
    st.sampled_from(PowerFactorBase),
    st.sampled_from(YesNo),
    st.sampled_from(PowerFactorRounding),
    st.sampled_from(YesNo),
    st.sampled_from(Rounding),
)


@st.composite
def any_account(draw: st.DrawFn) -> Account:
    """Everybody: concessions, own substations and contracts for off-peak hours alone included."""
    kind = draw(st.sampled_from(["ordinary", "off hours", "welfare", "substation"]))
    if kind == "off hours":
        return account(contracts=(0, 0, draw(st.sampled_from([0, 500])), 800), power_factor_percent=draw(st.none() | percents))
    if kind == "welfare":
        return account(customer_class=CustomerClass.WELFARE, power_factor_percent=draw(st.none() | percents))
    if kind == "substation":
        return Account(Voltage.EXTRA_HIGH, TariffOption.TWO_STAGE, (900, 50, 0, 700), own_transformer_kv=345, tax_exempt=True)
    return draw(accounts())


percents = st.integers(50, 100).map(Decimal)


def bill_of(data: st.DataObject, customer: Account, month: Month, choices: Readings, book: Book | None = None) -> MonthBill:
    (priced,) = timeline(LIBRARY, customer, (month,), choices, book)
    use = data.draw(uses(month, priced.spans))
    if data.draw(st.booleans()):
        off_peak = use.energy(3) + use.energy(7)
        summer = off_peak // 3 * use.energy(3) // off_peak if off_peak else 0
        use = use._replace(ice_storage_wh=(summer, off_peak // 3 - summer))
    return bill_month(customer, use, priced.prices, priced.coefficient, choices)


def worked(formula: str) -> Fraction:
    """What a calculator shows in the end: the last of the parts; equations on the way hold to the last printed digit."""
    values: list[Fraction] = []
    for part in formula.replace("kWh", "").replace("kW", "").split(";"):
        sides = part.split("=") if "→" not in part else []
        values = [_value(side) for side in sides]
        assert all(abs(one - values[0]) <= _half_a_digit(sides[-1]) for one in values[1:]), formula
    return values[-1]


def _value(text: str) -> Fraction:
    text = NUMBER.sub(lambda number: f"Fraction('{number[0].replace(',', '')}')", text)
    return eval(text.replace("×", "*").replace("−", "-").replace("%", "/ 100").strip(), {"Fraction": Fraction, "max": max})


def _half_a_digit(text: str) -> Fraction:
    """Nothing unless the text is one number that was rounded for print."""
    digits = re.fullmatch(r" *\d+\.(\d{4,}) *", text)
    return Fraction(1, 2 * 10 ** len(digits[1])) if digits else Fraction(0)


def half_up(amount: Fraction, step: Decimal) -> Decimal:
    """In whole numbers: half a step goes away from zero."""
    steps = abs(amount) / Fraction(step)
    whole = int(2 * steps + 1) // 2
    return step * (whole if amount >= 0 else -whole)


def check_formulas(bill: MonthBill) -> list[Line]:
    lines, above = list(explain(bill)), Fraction(0)
    by_days = bill.readings.season_change is SeasonChange.BY_DAYS and all(bill.prices.seasons)
    exact = Fraction(1, 2) if by_days else Fraction(1, 10**12)
    for line in lines:
        what = str(line.what)
        if line.step and "→" not in line.formula and line.formula:
            value = worked(line.formula)
            assert half_up(value, STEPS[bill.readings.rounding]) == line.amount, line
            if what in SUMS:
                assert abs(value - above) < Fraction(1, 10**12), line
            above = Fraction(0)
        elif not line.step and line.amount:
            assert abs(worked(line.formula) - Fraction(line.amount)) < exact, line
            above += Fraction(line.amount)
    return lines


@given(st.data(), any_account(), months, every_reading)
def test_every_printed_formula_gives_the_printed_amount(
    data: st.DataObject, customer: Account, month: Month, choices: Readings
) -> None:
    check_formulas(bill_of(data, customer, month, choices))


@given(st.data(), any_account(), months, every_reading)
def test_a_line_stands_only_where_it_says_something(
    data: st.DataObject, customer: Account, month: Month, choices: Readings
) -> None:
    bill = bill_of(data, customer, month, choices)
    named = {str(line.what): line for line in explain(bill)}
    assert ("Coefficient" in named) == (bill.coefficient.factor != 1)
    assert ("Welfare concession" in named) == (customer.customer_class is CustomerClass.WELFARE and bill.concession != 0)
    assert ("Tax exemption" in named) == customer.tax_exempt
    assert any(what.startswith("Power factor") for what in named) == (bill.power_factor_percent is not None)


@given(st.data())
def test_a_draft_whose_off_peak_price_differs_from_saturdays_is_still_explained_by_the_price_that_is_charged(
    data: st.DataObject,
) -> None:
    book = LIBRARY.books.on(date(2026, 1, 1), CustomerClass.GENERAL)
    edits = {PriceKey(Voltage.HIGH, TariffOption.THREE_STAGE_FIXED, "contracts", each, 3): Decimal("50.50") for each in Season}
    draft = draft_of(book, title="x", first=date(2027, 1, 1), draft=Draft(date(2026, 11, 22), "s"), edits=edits)
    check_formulas(bill_of(data, account(contracts=(100, 0, 300, 400)), Month(2027, 7), Readings(), draft))


@pytest.mark.parametrize(
    ("option", "clause"),
    [
        (TariffOption.TWO_STAGE, "chapter 5, article 5(1)1"),
        (TariffOption.THREE_STAGE_FIXED, "chapter 5, article 5(1)2"),
        (TariffOption.BATCH, "chapter 5, article 5(1)3"),
        (TariffOption.EV, "chapter 5, article 5(1)4"),
    ],
)
def test_the_basic_charge_names_the_clause_of_its_option(option: TariffOption, clause: str) -> None:
    (priced,) = timeline(LIBRARY, account(option), (Month(2026, 7),), Readings())
    use = month_use_of_reading(Month(2026, 7), priced.spans, {}, {})
    bill = bill_month(account(option), use, priced.prices, priced.coefficient, Readings())
    assert next(str(line.clause) for line in explain(bill) if str(line.what) == "Basic charge") == clause
