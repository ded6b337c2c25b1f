"""Power factor: the month's whole percentage, and what it adds to or takes off the bill (chapter 5, article 6)."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext

from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.books.readings import PowerFactorRounding, Readings
from visitplanner.domain.tariffs.books.use import MonthUse

NEUTRAL_PERCENT = 80
BEST_PERCENT = 95
ONE = Decimal(1)
STEP = Decimal("0.001")
"""0.1 % of the bill for every 1 %."""


def whole_percent(account: Account, use: MonthUse, readings: Readings) -> int | None:
    """The month's average power factor in whole percent: the account's figure, else from energy and lagging kvarh.

    cos φ = kWh / √(kWh² + kvarh²). None when neither is known or nothing was used.
    """
    mode = ROUND_HALF_UP if readings.power_factor_rounding is PowerFactorRounding.HALF_UP else ROUND_DOWN
    if account.power_factor_percent is not None:
        return int(account.power_factor_percent.quantize(ONE, mode))
    active, lagging = use.total_wh, use.lagging_varh
    if lagging is None or not active:
        return None
    with localcontext(prec=50):
        percent = 100 * active / (Decimal(active) * active + Decimal(lagging) * lagging).sqrt()
    return int(percent.quantize(ONE, mode))


SHARES = tuple(STEP * (NEUTRAL_PERCENT - min(percent, BEST_PERCENT)) for percent in range(101))


def share(percent: int | None) -> Decimal:
    """The share of the bill added (below 80 %) or taken off (above, to 95 % at most); zero when not known."""
    return SHARES[NEUTRAL_PERCENT if percent is None else percent]
