"""What a year of contracted power is charged on: months, prices, demands and the readings that are open.

These types know neither tariff books nor seasons: whoever builds them (`tariffs.contract_year`) has already chosen the
prices of each month and the limit each demand is measured against. All amounts are exact `Decimal`; demand is in kW.
Source of every rule: 電價表 (2025-11-17) chapter 5 articles 5 and 7, chapter 8 article 2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation
from enum import StrEnum
from typing import TypeAlias

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said

EXACT = Context(prec=80, traps=[Inexact, InvalidOperation, DivisionByZero])
"""Arithmetic that stops rather than rounds: what comes out of it is the amount itself."""

LEAST_TOTAL_KW = 100
"""Smallest sum of all contracts of a high-voltage customer."""

ContractsKw: TypeAlias = tuple[int, int, int, int]
"""Whole kW: regular, half-peak or non-summer, Saturday half-peak, off-peak."""


class BandBase(StrEnum):
    """10 % of which contract is charged twice (*open*; chapter 5 article 7(2) says only 契約容量)."""

    CUMULATIVE = "cumulative"
    REGULAR = "regular"


class BandNetting(StrEnum):
    """How the 10 % band meets "not counted twice" when several periods exceed (*open*)."""

    NET = "net"
    """The first 10 % of the limit of each period's own net excess is charged twice, the rest three times."""
    SLICE = "slice"
    """Of each period's slice between the excess already charged and its own, the part above 10 % is charged three times."""


class DemandRounding(StrEnum):
    """Whole kW or not (*open*)."""

    EXACT = "exact"
    WHOLE_KW = "whole_kw"
    """Demand is floored to whole kW, the band rounded up to whole kW."""


@dataclass(frozen=True, slots=True)
class SurchargeReading:
    """The open readings of the over-contract rule; the defaults are those of the engine."""

    band_base: BandBase = BandBase.CUMULATIVE
    band_netting: BandNetting = BandNetting.NET
    rounding: DemandRounding = DemandRounding.EXACT


@dataclass(frozen=True, slots=True)
class PeriodDemand:
    """The highest 15-minute demand of one period of a month.

    period:    its name, for explanations ("peak", "half_peak", "peak_non_summer", …).
    limit:     which cumulative contract it may reach: 1 for c1, 2 for c1+c2, 3 for c1+c2+c3, 4 for all four.
    demand_kw: exact.
    price_ntd: NT$/kW-month by which the part above the limit is charged (twice, three times).
    """

    period: str
    limit: int
    demand_kw: Decimal
    price_ntd: Decimal


@dataclass(frozen=True, slots=True)
class MonthTerms:
    """Prices and demands of one month.

    regular_ntd, second_ntd, off_peak_ntd: NT$/kW-month of c1, of c2 (zero where it is free), and of what c3 + c4 exceed
        half of c1 + c2 by (the tariff has one price for both).
    backup_ntd:  NT$/kW-month more on c1 for two feeders or a closed loop (chapter 5 article 5(7)).
    basic_factor: power factor × own transformer (article 5(6)) × half for an idle month (article 5(2)); on the basic
        charge alone, the surcharge knows no discount.
    surcharge_factor: 1, unless the reading is chosen by which a low power factor raises the surcharge too.
    demands: in ascending order of their limits, no limit twice.
    """

    month: int
    regular_ntd: Decimal
    second_ntd: Decimal
    off_peak_ntd: Decimal
    demands: tuple[PeriodDemand, ...]
    basic_factor: Decimal = Decimal(1)
    surcharge_factor: Decimal = Decimal(1)
    backup_ntd: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        limits = [demand.limit for demand in self.demands]
        if limits != sorted(set(limits)) or not set(limits) <= {1, 2, 3, 4}:
            raise ValueError(f"limits of month {self.month} must ascend within 1..4: {limits}")

    def demand(self, limit: int) -> Decimal:
        """The demand measured against that limit, zero where the month has none."""
        return next((period.demand_kw for period in self.demands if period.limit == limit), Decimal(0))


@dataclass(frozen=True, slots=True)
class ContractProblem:
    """Which contracts are cheapest for these months?

    sold: which of the four contracts the option offers (EV charging: the first alone).
    least_total_kw: the least sum of all contracts.
    """

    months: tuple[MonthTerms, ...]
    reading: SurchargeReading = SurchargeReading()
    sold: tuple[bool, bool, bool, bool] = (True, True, True, True)
    least_total_kw: int = LEAST_TOTAL_KW

    def __post_init__(self) -> None:
        for month in self.months:
            _check(month)

    def highest(self, limit: int) -> Decimal:
        """The year's highest demand against one limit, after the rounding of the reading."""
        return max((self.measured(month.demand(limit)) for month in self.months), default=Decimal(0))

    def measured(self, demand_kw: Decimal) -> Decimal:
        """The demand that is charged: exact, or floored to whole kW, as the reading has it."""
        if self.reading.rounding is DemandRounding.WHOLE_KW:
            return Decimal(int(demand_kw))
        return demand_kw

    def grown(self, percent: int) -> ContractProblem:
        """The same year with every demand raised by so many percent."""
        return replace(self, months=tuple(_grown(month, percent) for month in self.months))


def cumulative(contracts: ContractsKw) -> ContractsKw:
    """S1 = c1, S2 = c1+c2, S3 = c1+c2+c3, S4 = the sum of all: the limits of chapter 5 article 7(1)."""
    c1, c2, c3, c4 = contracts
    return c1, c1 + c2, c1 + c2 + c3, c1 + c2 + c3 + c4


def from_cumulative(limits: ContractsKw) -> ContractsKw:
    """The contracts whose cumulative limits these are."""
    s1, s2, s3, s4 = limits
    return s1, s2 - s1, s3 - s2, s4 - s3


def _grown(month: MonthTerms, percent: int) -> MonthTerms:
    factor = 1 + Decimal(percent).scaleb(-2)
    return replace(month, demands=tuple(replace(d, demand_kw=EXACT.multiply(d.demand_kw, factor)) for d in month.demands))


def _check(month: MonthTerms) -> None:
    prices = (month.regular_ntd, month.second_ntd, month.off_peak_ntd, month.backup_ntd, month.basic_factor)
    amounts = (*prices, *(amount for d in month.demands for amount in (d.demand_kw, d.price_ntd)))
    if any(not amount.is_finite() or amount < 0 for amount in amounts):
        raise Refused(
            said("A price or demand of month {month} is below zero or no number.", month=month.month),
            mend=said("Give demands in kW and prices in NT$ of zero or more."),
            field="demands",
        )
