"""A book says where it is from and holds from day to day; its names and prices are those of the trade."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.domain.tariffs.books.coefficients import CompanyUse, LargeUse
from visitplanner.domain.tariffs.books.names import contract_name
from visitplanner.domain.tariffs.books.prices import as_read
from visitplanner.domain.tariffs.books.readings import EvRounding, EvSeason, Readings, with_choice


def book(**particulars: object) -> Book:
    usual = {"name": "b", "title": "t", "classes": frozenset(), "tariffs": {}, "source": "電價表", "confidence": "high"}
    return Book(**{**usual, "first": date(2026, 1, 1), "last": date(2026, 1, 1), **particulars})  # type: ignore[arg-type]


@pytest.mark.parametrize("source", ["", " ", "\t\n"])
def test_prices_without_a_source_are_no_book(source: str) -> None:
    with pytest.raises(Refused, match="The tariff b names no source"):
        book(source=source)


def test_a_book_may_hold_for_one_day_and_not_for_less() -> None:
    only = book()
    assert [only.covers(date(2025, 12, 31)), only.covers(date(2026, 1, 1)), only.covers(date(2026, 1, 2))] == [False, True, False]
    with pytest.raises(Refused, match="The tariff b ends before it begins"):
        book(last=date(2025, 12, 31))


@pytest.mark.parametrize("option", list(TariffOption))
def test_the_second_contract_is_half_peak_power_in_three_stages_and_non_summer_power_elsewhere(option: TariffOption) -> None:
    second = "half-peak" if option.value.startswith("three") else "non-summer"
    found = [str(contract_name(place, option)) for place in range(4)]
    assert found == ["regular contract", f"{second} contract", "Saturday half-peak contract", "off-peak contract"]


def test_ev_prices_are_products_or_the_same_rounded_half_up_to_cents(library: Library) -> None:
    """95 % of 12.47 is 11.8465; of 3.05 it is 2.8975; of the charge per customer of 262.50 it is 249.375."""
    tariff = library.books.on(date(2026, 1, 1), CustomerClass.GENERAL).tariff(Voltage.HIGH, TariffOption.EV)
    tariff = replace(tariff, contracts=((Decimal("44.845"), *tariff.contracts[0][1:]), tariff.contracts[1]))
    exact = as_read(tariff, EvSeason.LOW_VOLTAGE, EvRounding.EXACT)
    cents = as_read(tariff, EvSeason.LOW_VOLTAGE, EvRounding.CENT)
    assert (exact.energy[0], exact.customer_charge) == ((Decimal("11.8465"), None, None, Decimal("2.8975")), Decimal("249.375"))
    assert (cents.energy[0], cents.customer_charge) == ((Decimal("11.85"), None, None, Decimal("2.90")), Decimal("249.38"))
    assert cents.contracts[0][0] == Decimal("44.85")
    for fine, coarse in zip(exact.energy_prices, cents.energy_prices, strict=True):
        assert coarse == fine.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("day", "kwh", "factor"),
    [
        (date(2024, 3, 31), 600_000_000, "1"),
        (date(2024, 4, 1), 600_000_000, "1.026"),
        (date(2024, 4, 1), 500_000_000, "1.026"),
        (date(2024, 4, 1), 499_999_999, "1"),
        (date(2026, 1, 1), 4_999_999_999, "1.026"),
        (date(2026, 1, 1), 5_000_000_000, "1.053"),
        (date(2026, 1, 1), 15_000_000_000, "1.116"),
    ],
)
def test_a_large_company_pays_its_step_from_the_first_kwh_and_from_the_first_day_of_the_rule(
    library: Library, day: date, kwh: int, factor: str
) -> None:
    use = CompanyUse(LargeUse.COMPANY, kwh)
    found = library.coefficients.on(day, CustomerClass.GENERAL, TariffOption.TWO_STAGE, None, use)
    assert found.factor == Decimal(factor)
    assert found.confidence == ("assumed" if factor == "1" else "provisional")


@pytest.mark.parametrize(("sector", "why", "confidence"), [(None, "not_given", "assumed"), ("999", "unlisted", "high")])
def test_a_missing_line_of_business_is_no_unlisted_one(library: Library, sector: str | None, why: str, confidence: str) -> None:
    found = library.coefficients.on(date(2026, 1, 1), CustomerClass.GENERAL, TariffOption.TWO_STAGE, sector, None)
    assert (found.factor, found.why, found.confidence) == (1, why, confidence)


def test_a_companys_yearly_energy_is_not_below_zero(library: Library) -> None:
    with pytest.raises(Refused, match="zero or more") as refusal:
        library.coefficients.on(
            date(2026, 1, 1), CustomerClass.GENERAL, TariffOption.TWO_STAGE, None, CompanyUse(LargeUse.COMPANY, -1)
        )
    assert refusal.value.field == "company_kwh_class"


def test_a_choice_that_is_none_is_answered_with_those_there_are() -> None:
    with pytest.raises(Unknown) as refusal:
        with_choice(Readings(), "rounding", "dollars")
    assert str(refusal.value.mend) == "Choose one of tenths, cents."
