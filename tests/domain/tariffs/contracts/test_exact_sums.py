"""Amounts of contracts are exact: what would have to be rounded stops the sum instead of passing for the amount."""

from __future__ import annotations

from decimal import Decimal, DivisionByZero, Inexact, InvalidOperation
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.tariffs.contracts.contract_terms import EXACT

amounts = st.decimals(min_value=0, max_value=10**9, places=4)


def test_what_has_no_end_is_no_amount() -> None:
    with pytest.raises(Inexact):
        EXACT.divide(Decimal(1), Decimal(3))
    with pytest.raises(DivisionByZero):
        EXACT.divide(Decimal(1), Decimal(0))
    with pytest.raises(InvalidOperation):
        EXACT.divide(Decimal(0), Decimal(0))


@given(st.lists(amounts, min_size=2, max_size=4))
def test_products_and_sums_of_prices_and_demands_keep_every_place(factors: list[Decimal]) -> None:
    product, total = Decimal(1), Decimal(0)
    for one in factors:
        product, total = EXACT.multiply(product, one), EXACT.add(total, one)
    expected = Fraction(1)
    for one in factors:
        expected *= Fraction(one)
    assert (Fraction(product), Fraction(total)) == (expected, sum(map(Fraction, factors)))
