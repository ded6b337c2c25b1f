"""How the page writes money and contracts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def ntd(amount: Decimal | float | None, nothing: str = "—") -> str:
    """Whole NT$ with thousands; `nothing` where there is no figure."""
    return nothing if amount is None else f"{amount:,.0f}"


def signed_ntd(amount: Decimal | None, nothing: str = "—") -> str:
    """A difference, with its sign also when it is more."""
    if amount is None:
        return nothing
    return f"{amount:+,.0f}" if round(amount) else "0"


def contracts_text(contracts: Sequence[int]) -> str:
    """`1,200 + 0 + 0 + 240`, the order in which bills name them."""
    return " + ".join(f"{kw:,}" for kw in contracts)
