"""Months over contract told from monthly readings: in the order of time, each with all its kW, and only those over."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.advice.reading_block import over_of_readings
from visitplanner.services.tariffs.reading_advice import ReadingAdvice

YEAR = [Month(2025, number) for number in range(8, 13)] + [Month(2026, number) for number in range(1, 8)]
"""Twelve months over a new year; the contracts are weighed January to December."""


def advice_with(excesses: dict[Month, list[int]]) -> ReadingAdvice:
    billed: list[Any] = [
        SimpleNamespace(
            month=month.month,
            excesses=[SimpleNamespace(net_kw=Decimal(kw)) for kw in excesses.get(month, [])],
            surcharge_ntd=Decimal(100 * month.month),
        )
        for month in sorted(YEAR, key=lambda each: each.month)
    ]
    return cast("ReadingAdvice", SimpleNamespace(months=YEAR, contracts=SimpleNamespace(present=SimpleNamespace(months=billed))))


@given(st.dictionaries(st.sampled_from(YEAR), st.lists(st.integers(0, 50), max_size=3)))
def test_they_stand_in_the_order_of_time_with_all_their_kilowatts(excesses: dict[Month, list[int]]) -> None:
    told = over_of_readings(advice_with(excesses))
    assert told is not None
    expected = [(month, sum(excesses[month]), 100 * month.month) for month in YEAR if sum(excesses.get(month, []))]
    assert [(one.month, one.kw, one.ntd) for one in told.months] == expected


@pytest.mark.parametrize("contracts", [None, SimpleNamespace(present=None)])
def test_where_the_present_contracts_are_not_known_nothing_is_told(contracts: Any) -> None:
    assert over_of_readings(cast("ReadingAdvice", SimpleNamespace(contracts=contracts))) is None
