"""One bill of the sum against the sum of bills."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.answers.answer_cases import compared, flat_year
from tests.domain.tariffs.bills.made_loads import noisy_load
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.answers.accounts_together import merged_load, together
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.load import Load

TWO = TariffOption.TWO_STAGE
FIRST = dt.date(2025, 2, 1)


def half_days(kw: int, first_half: bool) -> Load:
    """So many kW from 00:00 to 12:00, or from 12:00 to 24:00."""
    day = np.repeat([kw * 250, 0] if first_half else [0, kw * 250], 48)
    return Load(dt.date(2025, 1, 1), np.tile(day, 365))


def test_demands_of_different_hours_do_not_add_up(library: Library) -> None:
    """400 kW in the morning and 400 in the afternoon are 400 kW for one account and 800 for two."""
    loads = [half_days(400, True), half_days(400, False)]
    parts = [(compared(library, load).under(TWO), (400, 0, 0, 0)) for load in loads]
    answer = together(parts, compared(library, merged_load(loads)).under(TWO))
    year = 6 * Decimal("166.90") + 4 * Decimal("223.60") + 2 * Decimal("195.25")
    assert answer.coinciding_kw == 400
    assert answer.whole.contracts == (800, 0, 0, 0) and answer.whole.best_contracts == (400, 0, 0, 0)
    assert abs(answer.whole.present.total - answer.whole.best.total - 400 * year) <= 12
    assert abs(answer.apart_ntd - answer.whole.present.total) <= 24, "the same energy and as many contracted kW"
    assert answer.merging_saves_ntd == answer.apart_best_ntd - answer.whole.best.total > 0


def test_equal_loads_at_equal_hours_cost_the_same_either_way(library: Library) -> None:
    parts = [(compared(library, flat_year(400)).under(TWO), (400, 0, 0, 0))] * 2
    answer = together(parts, compared(library, merged_load([flat_year(400), flat_year(400)])).under(TWO))
    assert abs(answer.merging_saves_ntd) <= 24 and answer.coinciding_kw == 0


@settings(max_examples=10, deadline=None)
@given(seeds=st.tuples(st.integers(0, 999), st.integers(0, 999)), kw=st.integers(200, 2000))
def test_one_account_never_costs_more_than_its_parts_with_the_same_contracts(
    library: Library, seeds: tuple[int, int], kw: int
) -> None:
    loads = [noisy_load(FIRST, 28, seed) for seed in seeds]
    years = [compared(library, load).under(TWO) for load in loads]
    answer = together([(year, (kw, 0, 0, 0)) for year in years], compared(library, merged_load(loads)).under(TWO))
    energy = [sum(bill.energy for bill in part.present.months) for part in (*answer.parts, answer.whole)]
    assert abs(energy[0] + energy[1] - energy[2]) <= Decimal("0.2")
    assert answer.whole.present.total <= answer.apart_ntd + 2


def test_only_shared_days_are_merged_and_a_gap_of_one_is_a_gap_of_all() -> None:
    one, other = (
        flat_year(1).between(FIRST, dt.date(2025, 3, 31)),
        flat_year(2).between(dt.date(2025, 3, 1), dt.date(2025, 4, 30)),
    )
    missing = np.zeros(other.wh.size, dtype=np.bool_)
    missing[5] = True
    both = merged_load([one, replace(other, missing=missing)])
    assert (both.first_day, both.last_day) == (dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    assert both.wh[4] == 750 and both.wh[5] == 0 and both.missing_count == 1
    with pytest.raises(Refused):
        merged_load([one, flat_year(1).between(dt.date(2025, 5, 1), dt.date(2025, 5, 2))])
    with pytest.raises(Refused):
        merged_load([one])
