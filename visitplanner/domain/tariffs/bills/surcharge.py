"""What kilowatts over contract cost in a month, in whole watts; `contract_charge` explains the same amount (a test ties them)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from visitplanner.domain.tariffs.bills.contract_year import Measured
from visitplanner.domain.tariffs.books.prices import MonthPrices
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.domain.tariffs.contracts.contract_terms import BandBase, BandNetting, ContractsKw, DemandRounding

W_PER_KW = 1000
BAND_W = 100
"""10 % of 1 kW."""


def surcharge_ntd(measured: Iterable[Measured], limits: ContractsKw, prices: MonthPrices, readings: Readings) -> Decimal:
    """Chapter 5, article 7: each period's excess less the greatest before it, twice within 10 %, three times beyond; NT$.

    limits: cumulative contracts S1..S4, whole kW. Exact.
    """
    whole_kw = readings.demand_rounding is DemandRounding.WHOLE_KW
    total, charged = Decimal(0), 0
    for limit, watts, place in measured:
        if whole_kw:
            watts -= watts % W_PER_KW
        gross = watts - limits[limit - 1] * W_PER_KW
        if gross > charged:
            band = BAND_W * limits[0 if readings.band_base is BandBase.REGULAR else limit - 1]
            if whole_kw:
                band += -band % W_PER_KW
            slice_ = readings.band_netting is BandNetting.SLICE
            triple = max(0, gross - max(charged, band) if slice_ else gross - charged - band)
            total += prices.over_price(limit, Season(place // 4), readings) * (2 * (gross - charged) + triple)
            charged = gross
    return total.scaleb(-3)
