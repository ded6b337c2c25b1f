"""Invented years of demand for the tests and benchmarks of contracts, with the prices of 2025-10-01 (電價表, high voltage)."""

from __future__ import annotations

import math
import random
from decimal import Decimal

from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem, MonthTerms, PeriodDemand, SurchargeReading

SUMMER = (Decimal("223.60"), Decimal("166.90"), Decimal("44.70"))
OTHER = (Decimal("166.90"), Decimal("166.90"), Decimal("33.30"))
MEAN = (Decimal("195.25"), Decimal("166.90"), Decimal("39.00"))
NAMES = ("peak", "half_peak", "saturday_half_peak", "off_peak")


def prices(month: int) -> tuple[Decimal, Decimal, Decimal]:
    """Regular, half-peak and off-peak price; May and October have the mean of both seasons."""
    if month in (5, 10):
        return MEAN
    return SUMMER if 6 <= month <= 9 else OTHER


def three_stage(month: int, *kw: str | Decimal, basic_factor: str = "1") -> MonthTerms:
    """One three-stage month with the demands of peak, half-peak, Saturday and off-peak; no peak outside summer."""
    regular, half, off = prices(month)
    demands = tuple(
        PeriodDemand(name, limit, Decimal(amount), price)
        for limit, (name, amount, price) in enumerate(zip(NAMES, kw, (regular, half, off, off), strict=True), 1)
        if limit > 1 or 5 <= month <= 10
    )
    return MonthTerms(month, regular, half, off, demands, Decimal(basic_factor))


def two_stage(month: int, *kw: str | Decimal, basic_factor: str = "1") -> MonthTerms:
    """One two-stage month: summer peak against c1, non-summer peak against c1 + c2, both in May and October."""
    regular, _, off = prices(month)
    second = Decimal(0) if 6 <= month <= 9 else OTHER[1] / 2 if month in (5, 10) else OTHER[1]
    summer_peak, other_peak, saturday, night = map(Decimal, kw)
    demands: list[PeriodDemand] = []
    if 5 <= month <= 10:
        demands.append(PeriodDemand("peak_summer", 1, summer_peak, regular))
    if not 6 <= month <= 9:
        demands.append(PeriodDemand("peak_non_summer", 2, other_peak, OTHER[0]))
    demands += [PeriodDemand(NAMES[2], 3, saturday, off), PeriodDemand(NAMES[3], 4, night, off)]
    return MonthTerms(month, regular, second, off, tuple(demands), Decimal(basic_factor))


def customer(chance: random.Random, *, staged: int = 3, reading: SurchargeReading | None = None) -> ContractProblem:
    """A year of a customer of 160 kW to 20 MW: seasonal, uneven, some with heavy nights."""
    size, season = 10 ** chance.uniform(2.2, 4.3), chance.uniform(0, 0.4)
    night = chance.uniform(1.2, 2.2) if chance.random() < 0.5 else chance.uniform(0.5, 1.1)
    shares = (1.0, chance.uniform(0.85, 1.15), chance.uniform(0.4, 1.1), night)
    month_terms = three_stage if staged == 3 else two_stage
    months: list[MonthTerms] = []
    for month in range(1, 13):
        level = size * (1 + season * math.cos((month - 7.5) / 6 * math.pi))
        kw = [Decimal(int(level * share * max(0.2, chance.gauss(1, 0.08)) * 10)).scaleb(-1) for share in shares]
        months.append(month_terms(month, *kw, basic_factor="0.985"))
    return ContractProblem(tuple(months), reading or SurchargeReading())
