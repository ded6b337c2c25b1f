"""Money: New Taiwan dollars as `Decimal`, rounded as bills are."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
DOLLAR = Decimal(1)


def rounded(amount: Decimal, step: Decimal = DOLLAR) -> Decimal:
    """Half-up to a multiple of `step` (0.01, 0.1 or 1 NT$), as bills are rounded; -0.5 goes to -1."""
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def plain(amount: Decimal) -> str:
    """Two decimals and no thousands separators: the form in JSON."""
    return f"{rounded(amount, CENT):.2f}"
