"""Wheeled green power against the present price, and carbon by a dated factor."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.domain.tariffs.answers.answer_cases import compared, flat_year
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.answers.dated_figures import Figure, Figures, KnownFigure
from visitplanner.domain.tariffs.answers.green_supply import carbon, wheeling
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.reference.dated_figures import dated_figures


def known(figure: Figure, amount: str, source: str = "試填") -> KnownFigure:
    return KnownFigure(figure, None, dt.date(2026, 1, 1), dt.date(2026, 12, 31), Decimal(amount), source)


def test_a_wheeled_kilowatt_hour_pays_below_the_present_price_less_the_fee(library: Library) -> None:
    bills = compared(library, flat_year(400)).under(TariffOption.TWO_STAGE).bills((400, 0, 0, 0)).months
    answer = wheeling(bills, known(Figure.WHEELING, "0.3052"), Decimal(5), Decimal(1000))
    energy, used = sum((bill.energy for bill in bills), Decimal(0)), Decimal(400 * 24 * 365)
    assert answer.present == energy / used
    assert answer.pays_below == energy / used - Decimal("0.3052")
    assert answer.more_ntd == 1000 * (5 - answer.pays_below)
    assert (answer.cheapest, answer.dearest) == (Decimal("2.46"), Decimal("6.75"))


def test_the_power_factor_and_the_coefficient_are_in_the_present_price(library: Library) -> None:
    plain, adjusted = (
        compared(library, flat_year(400), **more).under(TariffOption.TWO_STAGE).bills((400, 0, 0, 0)).months
        for more in ({}, {"power_factor_percent": Decimal(95), "sector": "264"})
    )
    fee = known(Figure.WHEELING, "0.3052")
    ratio = wheeling(adjusted, fee).present / wheeling(plain, fee).present
    assert abs(ratio - Decimal("0.985") * Decimal("0.943")) < Decimal("0.000001")


def test_no_more_is_wheeled_than_is_used(library: Library) -> None:
    bills = compared(library, flat_year(400)).under(TariffOption.TWO_STAGE).bills((400, 0, 0, 0)).months
    assert wheeling(bills, known(Figure.WHEELING, "0.3"), Decimal(5), Decimal(10**9)).kwh == 400 * 24 * 365


def test_without_a_fee_or_a_factor_no_figure_is_told(library: Library) -> None:
    bills = compared(library, flat_year(400)).under(TariffOption.TWO_STAGE).bills((400, 0, 0, 0)).months
    with pytest.raises(Unknown):
        wheeling(bills, None)
    factor = known(Figure.CARBON, "0.474")
    with pytest.raises(Unknown):
        carbon([(Decimal(1000), factor), (Decimal(1000), None)])
    with pytest.raises(Unknown):
        carbon([])


def test_carbon_is_each_months_energy_by_its_own_factor() -> None:
    old, new = known(Figure.CARBON, "0.494", "甲"), known(Figure.CARBON, "0.474", "乙")
    answer = carbon([(Decimal(1000), old), (Decimal(2000), new), (Decimal(500), new)])
    assert answer.kg == 494 + 948 + 237
    assert answer.kwh == 3500 and answer.factors == (old, new)


def test_the_program_brings_the_wheeling_fee_of_2025_and_2026_and_no_carbon() -> None:
    brought = Figures(dated_figures())
    fees = [brought.on(Figure.WHEELING, dt.date(year, 6, 1)) for year in (2025, 2026)]
    assert [fee.amount for fee in fees if fee is not None] == [Decimal("0.2658"), Decimal("0.3052")]
    assert brought.on(Figure.WHEELING, dt.date(2027, 1, 1)) is None, "what is over is gone"
    assert not [each for each in dated_figures() if each.figure is Figure.CARBON]
    assert not [each for each in dated_figures() if each.last is None or not each.source]
