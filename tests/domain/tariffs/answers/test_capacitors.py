"""Capacitors worked by hand: kvar to reach 95 %, saving, pay-back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.answers.answer_cases import compared, flat_year
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.answers.capacitors import BEST_TANGENT, capacitors, tangent
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import bill_load
from visitplanner.domain.tariffs.books.load import Load


def bills(library: Library, load: Load, power_factor: int | None) -> tuple[MonthBill, ...]:
    percent = None if power_factor is None else Decimal(power_factor)
    asked = compared(library, load, TariffOption.TWO_STAGE, power_factor_percent=percent)
    return bill_load(library, load, asked.terms).months


def test_tangents_of_three_and_of_ninety_five() -> None:
    assert tangent(Decimal(80)) == Decimal("0.75")
    assert tangent(Decimal(100)) == 0
    assert round(BEST_TANGENT, 6) == Decimal("0.328684")


def test_a_flat_load_needs_its_power_times_the_difference_of_tangents(library: Library) -> None:
    found = bills(library, flat_year(1000), 80)
    answer = capacitors(found, None, Decimal(500))
    # 1,000 kW × (0.75 − 0.328684) = 421.3 kvar; mean power and highest demand are the same
    assert (answer.least_kvar, answer.most_kvar) == (422, 422)
    # 15 steps of 0.1 % of basic and energy charge, which are all of the bill at 80 %
    charges = sum((bill.basic + bill.energy for bill in found), Decimal(0))
    assert abs(answer.saving_ntd - charges * Decimal("0.015")) <= 12
    assert answer.years is not None
    assert answer.years[0] == 422 * 500 / answer.saving_ntd


def test_a_month_at_95_or_better_needs_and_saves_nothing(library: Library) -> None:
    answer = capacitors(bills(library, flat_year(), 97), None, Decimal(500))
    assert (answer.least_kvar, answer.saving_ntd, answer.years) == (0, 0, None)


def test_without_any_power_factor_nothing_is_told(library: Library) -> None:
    with pytest.raises(Unknown):
        capacitors(bills(library, flat_year(), None))


def test_part_of_a_year_has_no_years_of_pay_back(library: Library) -> None:
    answer = capacitors(bills(library, flat_year(), 80)[:6], None, Decimal(500))
    assert answer.saving_ntd > 0 and answer.years is None


def test_reactive_energy_by_quarters_is_exact(library: Library) -> None:
    """1,000 kW always; 1,500 kvar by day (half of the quarters), none by night: what night gives is not counted."""
    year = flat_year(1000)
    by_day = np.tile(np.repeat([1500 * 250, 0], 48), 365)
    answer = capacitors(bills(library, replace(year, varh_lagging=by_day), None), replace(year, varh_lagging=by_day))
    # allowed on average: 328.684 kvar, all of it by day: 1,500 − 2 × 328.684 = 842.6
    assert answer.exact and (answer.least_kvar, answer.most_kvar) == (843, 843)
    even = np.full_like(by_day, 750 * 250)
    assert capacitors(bills(library, replace(year, varh_lagging=even), None), replace(year, varh_lagging=even)).least_kvar == 422


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), kvar=st.integers(400, 900))
def test_the_kvar_found_reach_95_percent_and_one_less_does_not(library: Library, seed: int, kvar: int) -> None:
    load = flat_year(1000).between(dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    varh = np.random.default_rng(seed).integers(0, kvar * 500, load.wh.size)
    load = replace(load, varh_lagging=varh)
    found = capacitors(bills(library, load, None), load).least_kvar

    def reaches(kvar: int) -> bool:
        return int(np.maximum(varh - kvar * 250, 0).sum()) <= int(load.wh.sum()) * BEST_TANGENT

    assert found == 0 or (reaches(found) and not reaches(found - 1))
