"""Amounts are rounded half-up, away from zero, to the step that is asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from visitplanner.domain.core.money import CENT, DOLLAR, TENTH, plain, rounded


@pytest.mark.parametrize(
    ("amount", "dollars", "tenths", "cents"),
    [
        ("100.5", "101", "100.5", "100.50"),
        ("3", "3", "3.0", "3.00"),
        ("100.499", "100", "100.5", "100.50"),
        ("-0.5", "-1", "-0.5", "-0.50"),
        ("0.045", "0", "0.0", "0.05"),
        ("0.05", "0", "0.1", "0.05"),
        ("-2.345", "-2", "-2.3", "-2.35"),
    ],
)
def test_half_a_step_goes_away_from_zero(amount: str, dollars: str, tenths: str, cents: str) -> None:
    found = [rounded(Decimal(amount)), rounded(Decimal(amount), TENTH), rounded(Decimal(amount), CENT)]
    assert found == [Decimal(dollars), Decimal(tenths), Decimal(cents)]
    assert plain(Decimal(amount)) == cents
    assert (DOLLAR, TENTH * 10, CENT * 100) == (1, 1, 1)
