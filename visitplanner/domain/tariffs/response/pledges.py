"""What a promise of demand response is worth: what it pays, what of that is chance, how often it holds, what failing costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.tariffs.response.response_terms import (
    DaySelect,
    ExecutionStep,
    Guaranteed,
    ResponseHours,
    day_income,
    event_payment,
    execution_rate,
)

SIZES_PERCENT = (50, 75, 100, 125, 150, 200)
"""Promises beside the power really saved, in percent of it."""

HELD_FROM = Decimal("0.95")
"""From this execution rate on the highest factor is paid (data/demand_response.toml)."""


class PledgePay(NamedTuple):
    """One promise over the days that have a baseline, NT$. noise_ntd: what the same promise pays when nothing is saved, because
    the load varies about its baseline. perfect_ntd: what it pays when exactly the promise is saved every day. held_days:
    with 95 % of the promise and more; paid_days: with any payment."""

    pledged_kw: int
    ntd: Decimal
    noise_ntd: Decimal
    perfect_ntd: Decimal
    held_days: int
    paid_days: int


def pledge_words(pledge: PledgePay, days: int) -> Message:
    """What a promise pays on so many days, what of that is chance and how often it holds, in words."""
    return said(
        "promise {kw:,} kW: {ntd:,} NT$, of it {noise:,} chance; held on {held} of {days} days",
        kw=pledge.pledged_kw,
        ntd=rounded(pledge.ntd),
        noise=rounded(pledge.noise_ntd),
        held=pledge.held_days,
        days=days,
    )


class FailedCall(NamedTuple):
    """What one call costs that fails altogether, at its longest; NT$, greater than zero."""

    hours: int
    ntd: Decimal


@dataclass(frozen=True, slots=True)
class Summer:
    """One window of a measure on all its days: by how much the load lay below the baseline, with the saving and without it."""

    measure: DaySelect
    window: ResponseHours
    reduced: tuple[Decimal, ...]
    idle: tuple[Decimal, ...]

    def paid(self, pledged_kw: int, step: ExecutionStep = ExecutionStep.RATIO) -> Decimal:
        return self._sum(pledged_kw, self.reduced, step)

    def pledge(self, pledged_kw: int) -> PledgePay:
        """Everything about one promise."""
        rates = [execution_rate(Decimal(pledged_kw), kw, ExecutionStep.RATIO, self.measure.most_execution) for kw in self.reduced]
        incomes = [self._of(pledged_kw, kw) for kw in self.reduced]
        return PledgePay(
            pledged_kw=pledged_kw,
            ntd=sum(incomes, Decimal(0)),
            noise_ntd=self._sum(pledged_kw, self.idle, ExecutionStep.RATIO),
            perfect_ntd=self._of(pledged_kw, Decimal(pledged_kw)) * len(self.reduced),
            held_days=sum(rate >= HELD_FROM for rate in rates),
            paid_days=sum(income > 0 for income in incomes),
        )

    def _sum(self, pledged_kw: int, reduced: tuple[Decimal, ...], step: ExecutionStep) -> Decimal:
        return sum((day_income(self.measure, self.window, Decimal(pledged_kw), kw, step) for kw in reduced), Decimal(0))

    def _of(self, pledged_kw: int, reduced: Decimal) -> Decimal:
        return day_income(self.measure, self.window, Decimal(pledged_kw), reduced, ExecutionStep.RATIO)


def pledge_sizes(saved_kw: int, pledged_kw: int) -> list[int]:
    """The promises compared: shares of what is really saved, and the one in mind."""
    return sorted({max(1, saved_kw * percent // 100) for percent in SIZES_PERCENT} | {pledged_kw})


def failure_of(measure: Guaranteed, pledged_kw: int) -> FailedCall:
    """The penalty of the longest call when nothing is saved."""
    return FailedCall(measure.longest_hours, -event_payment(measure, pledged_kw, Decimal(0), Decimal(measure.longest_hours)))
