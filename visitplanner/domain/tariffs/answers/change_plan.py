"""A change of contracts over two years: what each month saves, what raising costs, what is left in the first and second year.

The months compared stand for every year to come: a calendar month of the plan is billed as that month of the load was, at the
same prices. "Lower now, raise later" is the same sum with two changes; where no fee is known, it says below which fee for a
raised kW it pays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import Voltage
from visitplanner.domain.tariffs.advice.comparison import WHOLE_YEAR, OptionYear
from visitplanner.domain.tariffs.answers.dated_figures import Figure, Figures
from visitplanner.domain.tariffs.answers.raising import Lowered, RaiseFee, months_after, raise_fee
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import Stop, best_contracts

TWO_YEARS = 24
USUAL_MONTHS = (3, 6, 12)
"""After how many months contracts are raised again, where nobody says."""


class ContractStep(NamedTuple):
    """From the n-th month on (0 is the first), these contracts."""

    month: int
    contracts: ContractsKw


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A plan over two years, NT$. saved: of each of 24 months, before fees. fees: of each step. net: of each year, None where a
    fee in it is not known. pays_below: the fee for a raised kW below which two years leave more than doing nothing, None
    where nothing is raised. too_soon: the steps follow faster than contracts may change."""

    first: Month
    steps: tuple[ContractStep, ...]
    saved: tuple[Decimal, ...]
    fees: tuple[RaiseFee, ...]
    too_soon: bool = False

    def saved_in(self, year: int) -> Decimal:
        """Before fees, in the first (0) or second (1) year."""
        return sum(self.saved[year * WHOLE_YEAR : (year + 1) * WHOLE_YEAR], Decimal(0))

    def net_in(self, year: int) -> Decimal | None:
        """After fees, in the first (0) or second (1) year; None where one of them is not known."""
        net = self.saved_in(year)
        for step, fee in zip(self.steps, self.fees, strict=True):
            if step.month // WHOLE_YEAR == year:
                if fee.ntd is None:
                    return None
                net -= fee.ntd
        return net

    @property
    def net(self) -> Decimal | None:
        """Over both years."""
        years = [self.net_in(0), self.net_in(1)]
        known = [amount for amount in years if amount is not None]
        return sum(known, Decimal(0)) if len(known) == len(years) else None

    @property
    def raised_kw(self) -> int:
        return sum(fee.raised_kw for fee in self.fees)

    @property
    def pays_below(self) -> Decimal | None:
        """NT$ for each raised kW."""
        return sum(self.saved, Decimal(0)) / self.raised_kw if self.raised_kw else None


@dataclass(frozen=True, slots=True)
class ChangeQuestion:
    """Whose contracts are changed. year: twelve months under the present option. first: the first month of the plan. lowered:
    what was given up before. figures: fees and times. target: the months under the option that is changed to, None where it
    stays."""

    year: OptionYear
    present: ContractsKw
    first: Month
    figures: Figures
    voltage: Voltage
    lowered: Lowered | None = None
    target: OptionYear | None = None

    def __post_init__(self) -> None:
        if len(self.year.uses) != WHOLE_YEAR:
            raise Refused(
                said("Two years are told of twelve whole months only; the load has {count}.", count=len(self.year.uses)),
                mend=said("Import the load of a whole year."),
            )


def planned(question: ChangeQuestion, steps: Sequence[ContractStep]) -> PlannedChange:
    """The plan's sum; steps in order of their months, the first in month 0."""
    paid = _by_month(question.year, question.present)
    by_month = {step.contracts: _by_month(question.target or question.year, step.contracts) for step in steps}
    saved, fees = list[Decimal](), list[RaiseFee]()
    for place in range(TWO_YEARS):
        contracts = next(step.contracts for step in reversed(steps) if step.month <= place)
        calendar = (question.first.month + place - 1) % WHOLE_YEAR + 1
        saved.append(paid[calendar] - by_month[contracts][calendar])
    before, lowered = question.present, question.lowered
    for step in steps:
        day = months_after(question.first.first, step.month)
        fees.append(raise_fee(before, step.contracts, question.figures, day, question.voltage, lowered))
        if any(new < old for new, old in zip(step.contracts, before, strict=True)):
            lowered = Lowered(before, day)
        before = step.contracts
    return PlannedChange(question.first, tuple(steps), tuple(saved), tuple(fees), _too_soon(question, steps))


def _by_month(year: OptionYear, contracts: ContractsKw) -> dict[int, Decimal]:
    return {bill.use.month.month: bill.total for bill in year.bills(contracts).months}


def _too_soon(question: ChangeQuestion, steps: Sequence[ContractStep]) -> bool:
    pause = question.figures.on(Figure.PAUSE_MONTHS, question.first.first)
    if pause is None:
        return False
    return any(later.month - earlier.month < pause.amount for earlier, later in pairwise(steps))


def lower_then_raise(question: ChangeQuestion, after: int, back_to: ContractsKw, stop: Stop | None = None) -> PlannedChange:
    """Lower at once to the contracts that are cheapest until the raise, and raise after so many months.

    Raises Refused for a raise not within the second year.
    """
    if not 1 <= after < TWO_YEARS:
        raise Refused(
            said("Raising again after {count} months is not within two years.", count=after),
            mend=said("Choose 1 to {most} months.", most=TWO_YEARS - 1),
            field="raise_in",
        )
    low = _cheapest_until(question, min(after, WHOLE_YEAR), stop)
    return planned(question, (ContractStep(0, low), ContractStep(after, back_to)))


def _cheapest_until(question: ChangeQuestion, count: int, stop: Stop | None) -> ContractsKw:
    """The cheapest contracts of the first `count` months, cut to what is contracted now (lowering raises nothing); the
    present ones where that saves nothing."""
    wanted = {(question.first.month + place - 1) % WHOLE_YEAR + 1 for place in range(count)}
    problem = question.year.problem
    best = best_contracts(replace(problem, months=tuple(m for m in problem.months if m.month in wanted)), stop).contracts
    c1, c2, c3, c4 = (min(new, old) for new, old in zip(best, question.present, strict=True))
    low = (c1, c2, c3, c4)
    if sum(low) < problem.least_total_kw or _costs(question, low, wanted) >= _costs(question, question.present, wanted):
        return question.present
    return low


def _costs(question: ChangeQuestion, contracts: ContractsKw, months: set[int]) -> Decimal:
    return sum((ntd for month, ntd in _by_month(question.year, contracts).items() if month in months), Decimal(0))


def first_month(day: dt.date) -> Month:
    """The first whole month from a day on: contracts are compared by months."""
    return Month.of(day) if day.day == 1 else Month.of(day).next


def plan_words(plan: PlannedChange) -> Message:
    """First and second year in one sentence, after fees where they are known."""
    first, second = plan.net_in(0), plan.net_in(1)
    if first is not None and second is not None:
        return said(
            "{first:+,.0f} NT$ in the first year, {second:+,.0f} in the second, fees of {fee:,.0f} taken off",
            first=first,
            second=second,
            fee=sum((fee.ntd or Decimal(0) for fee in plan.fees), Decimal(0)),
        )
    return said(
        "{first:+,.0f} NT$ in the first year, {second:+,.0f} in the second, before the fee of raising {kw:,} kW: it pays below "
        "{least:,.0f} NT$ a kW",
        first=plan.saved_in(0),
        second=plan.saved_in(1),
        kw=plan.raised_kw,
        least=plan.pays_below or Decimal(0),
    )
