"""The terms of demand-response measures and what they pay for one day, month or call.

Official terms of 2024 and later could not be had; what is recorded says where it comes from and how sure it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from visitplanner.domain.core.supply import TariffOption

Share = tuple[Decimal, Decimal | None, Decimal]
"""From this execution rate, below that one (None: without end), this factor."""


class Family(StrEnum):
    """planned: agreed beforehand (計畫性). immediate: on short notice (即時性). bidding: 需量競價."""

    PLANNED = "planned"
    IMMEDIATE = "immediate"
    BIDDING = "bidding"


class ExecutionStep(StrEnum):
    """To what the execution rate is rounded (*open*: "one decimal", the unit is not said)."""

    RATIO = "ratio"
    PERCENT = "percent"

    @property
    def step(self) -> Decimal:
        return Decimal("0.1") if self is ExecutionStep.RATIO else Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Terms:
    """What every measure has. name: official. confidence and source as recorded."""

    id: str
    name: str
    family: Family
    confidence: str
    source: str
    note: str = ""


class ResponseHours(NamedTuple):
    """One choice of daily hours (slots of a quarter of an hour) and its rate in NT$/kWh; another window for batch production
    where the terms name one."""

    start: int
    stop: int
    rate_ntd_per_kwh: Decimal
    batch: tuple[int, int] | None = None

    def of(self, option: TariffOption | None) -> tuple[int, int]:
        return self.batch if self.batch and option is TariffOption.BATCH else (self.start, self.stop)


@dataclass(frozen=True, slots=True)
class DaySelect:
    """日選時段型. months: first and last (month, day). shares: the factor by execution rate. baseline_days: how many
    qualifying days before the day make the baseline. after: the slots by which the day itself is compared (22-24h)."""

    terms: Terms
    first: tuple[int, int]
    last: tuple[int, int]
    windows: tuple[ResponseHours, ...]
    shares: tuple[Share, ...]
    most_execution: Decimal
    baseline_days: int
    after: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Guaranteed:
    """保證反應型. rates: minutes of notice and NT$/kW-month; other_rate is what another source says. shares: the factor on
    the basic payment by mean execution."""

    terms: Terms
    least_contract_kw: int
    least_kw: int
    least_share: Decimal
    rates: tuple[tuple[int, Decimal], ...]
    other_rate: Decimal
    flow_ntd_per_kwh: Decimal
    flow_from: Decimal
    penalty_below: Decimal
    penalty_times: Decimal
    longest_hours: int
    window: tuple[int, int]
    shares: tuple[Share, ...]

    def committed_kw(self, contract_kw: int) -> int:
        """The least that may be promised: max(1,000 kW, 15 % of the contract), whole kW."""
        return max(self.least_kw, int((contract_kw * self.least_share).to_integral_value(rounding=ROUND_CEILING)))


Measure: TypeAlias = DaySelect | Guaranteed | Terms
"""A measure with known terms of its kind, or only named."""


def day_income(
    measure: DaySelect, window: ResponseHours, committed_kw: Decimal, reduced_kw: Decimal, step: ExecutionStep
) -> Decimal:
    """One day's payment in NT$: committed × execution rate × hours × rate × factor of the rate."""
    if committed_kw <= 0:
        return Decimal(0)
    rate = execution_rate(committed_kw, reduced_kw, step, measure.most_execution)
    hours = Decimal(window.stop - window.start) / 4
    return committed_kw * rate * hours * window.rate_ntd_per_kwh * share_of(measure.shares, rate)


def execution_rate(committed_kw: Decimal, reduced_kw: Decimal, step: ExecutionStep, most: Decimal) -> Decimal:
    """Saved against promised, rounded to the step, at least zero and at most what the terms count."""
    rate = (max(Decimal(0), reduced_kw) / committed_kw / step.step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step.step
    return min(rate, most)


def share_of(shares: tuple[Share, ...], rate: Decimal) -> Decimal:
    """The factor of an execution rate; zero below all of them."""
    return next((share for low, high, share in shares if low <= rate and (high is None or rate < high)), Decimal(0))


def monthly_payment(measure: Guaranteed, committed_kw: int, rate_ntd: Decimal, mean_execution: Decimal | None) -> Decimal:
    """Basic payment of a month; in full where nothing was called (`mean_execution` None)."""
    share = Decimal(1) if mean_execution is None else share_of(measure.shares, mean_execution)
    return committed_kw * rate_ntd * share


def event_payment(measure: Guaranteed, committed_kw: int, reduced_kw: Decimal, hours: Decimal) -> Decimal:
    """Payment for one call, negative where it is a penalty: actual × hours × 12 from 70 % on; below 60 % twice 12 for
    what is missing."""
    execution = reduced_kw / committed_kw
    if execution < measure.penalty_below:
        return -(1 - execution) * committed_kw * hours * measure.flow_ntd_per_kwh * measure.penalty_times
    return reduced_kw * hours * measure.flow_ntd_per_kwh if execution >= measure.flow_from else Decimal(0)
