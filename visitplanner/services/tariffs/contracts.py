"""Best contracts a person can ask for: from twelve months of highest demands, with proof and beside the present ones."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.contract_year import contract_terms
from visitplanner.domain.tariffs.bills.library import Library, month_spans
from visitplanner.domain.tariffs.books.names import period_name, season_name
from visitplanner.domain.tariffs.books.periods import CELLS, Period, periods_used
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.books.use import NOTHING, MonthUse, Span
from visitplanner.domain.tariffs.contracts.contract_charge import ContractCost, evaluate
from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem, ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import (
    BestContracts,
    RobustContracts,
    best_contracts,
    best_regular_alone,
    best_without_excess,
    robust_contracts,
)

MONTHS = range(1, 13)
PLACEHOLDER: ContractsKw = (1, 0, 0, 0)
"""An account needs contracts; the search does not look at them."""

GREATEST_KW = 10_000_000
"""A demand beyond this is a slip of the pen, not a customer."""


@dataclass(frozen=True, slots=True)
class MonthDemand:
    """Highest demands of one month in kW. `by_season` goes before `of_month` in a month of two seasons (May, October)."""

    month: int
    of_month: Mapping[Period, Decimal]
    by_season: Mapping[tuple[Season, Period], Decimal] = field(default_factory=dict[tuple[Season, Period], Decimal])


@dataclass(frozen=True, slots=True)
class Demands:
    """A year of demands and what they are charged by: the prices in force on `prices_of`."""

    voltage: Voltage
    option: TariffOption
    prices_of: date
    months: tuple[MonthDemand, ...]
    power_factor_percent: Decimal | None = None
    present: ContractsKw | None = None
    customer_class: CustomerClass = CustomerClass.GENERAL
    readings: Readings = field(default_factory=Readings)


@dataclass(frozen=True, slots=True)
class ContractAdvice:
    """The cheapest contracts with proof, what the present ones cost (None: not told), and demands that were not counted.

    search_seconds: how long the search for `best` took.
    """

    best: BestContracts
    search_seconds: float
    present: ContractCost | None
    regular_alone: BestContracts
    without_excess: BestContracts
    notes: tuple[Message, ...]
    robust: RobustContracts | None = None

    @property
    def saving_ntd(self) -> Decimal | None:
        """What a change saves in a year, before the sector's coefficient; None while the present contracts are unknown."""
        return None if self.present is None else self.present.total_ntd - self.best.cost_ntd


def advise_contracts(
    library: Library, demands: Demands, *, with_growth: bool = False, stop: Callable[[], bool] | None = None
) -> ContractAdvice:
    """The best contracts for a year of demands. Refused: months missing or twice, a demand no customer can have."""
    problem, notes = contract_problem(library, demands)
    present = None if demands.present is None else evaluate(problem, demands.present)
    start = time.perf_counter()
    best = best_contracts(problem, stop)
    search_seconds = time.perf_counter() - start
    return ContractAdvice(
        best=best,
        search_seconds=search_seconds,
        present=present,
        regular_alone=best_regular_alone(problem, stop),
        without_excess=best_without_excess(problem, stop),
        notes=notes,
        robust=robust_contracts(problem, stop=stop) if with_growth else None,
    )


def contract_problem(library: Library, demands: Demands) -> tuple[ContractProblem, tuple[Message, ...]]:
    """The year's terms, and a note for every demand in a period which the option does not have in that month."""
    _refuse_incomplete(demands.months)
    book = library.books.on(demands.prices_of, demands.customer_class)
    account = Account(
        demands.voltage,
        demands.option,
        PLACEHOLDER,
        demands.customer_class,
        power_factor_percent=demands.power_factor_percent,
    )
    uses: list[MonthUse] = []
    notes: list[Message] = []
    for demand in sorted(demands.months, key=lambda entry: entry.month):
        month = Month(demands.prices_of.year, demand.month)
        spans = month_spans(library, account, month, demands.readings, book)
        uses.append(_use(month, spans, demand, notes))
    return contract_terms(account, uses, demands.readings), tuple(notes)


def _refuse_incomplete(months: Sequence[MonthDemand]) -> None:
    given = [entry.month for entry in months]
    strange = sorted({month for month in given if month not in MONTHS})
    if strange:
        raise Refused(
            said("These months do not exist: {months}.", months=_listed(strange)),
            mend=said("Give each month from 1 to 12 once."),
            field="months",
        )
    missing = [month for month in MONTHS if month not in given]
    if missing:
        raise Refused(
            said("Demands are missing for the months {months}.", months=_listed(missing)),
            mend=said("Give all twelve months; a month without use has zeros."),
            field="months",
        )
    twice = sorted({month for month in given if given.count(month) > 1})
    if twice:
        raise Refused(
            said("These months are named twice: {months}.", months=_listed(twice)),
            mend=said("Give each month from 1 to 12 once."),
            field="months",
        )


def _use(month: Month, spans: tuple[Span, ...], demand: MonthDemand, notes: list[Message]) -> MonthUse:
    """The month as a meter would have shown it, as far as demand goes."""
    _refuse_impossible(demand)
    tariff = spans[0].tariff
    days = tariff.summer.days(month.first, month.last)
    used = periods_used(tariff.demand_hours)
    counted = [cell for cell in CELLS if days[cell[0]] and cell in used]
    watts = [0] * len(CELLS)
    for season, period in counted:
        kw = demand.by_season.get((season, period), demand.of_month.get(period, Decimal(0)))
        watts[CELLS.index((season, period))] = int((kw * 1000).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    notes.extend(_not_counted(demand, counted))
    return MonthUse(month, spans, (NOTHING,) * len(spans), (*watts,))  # type: ignore[arg-type]


def _not_counted(demand: MonthDemand, counted: Sequence[tuple[Season, Period]]) -> Iterable[Message]:
    """A note for every demand in hours the month does not have: of the month, then of one of its seasons."""
    periods = {period for _, period in counted}
    for period, kw in sorted(demand.of_month.items()):
        if kw and period not in periods:
            yield said(
                "Month {month}: the option has no {period} hours then, {kw} kW are not counted.",
                month=demand.month,
                kw=kw,
                period=period_name(period),
            )
    for (season, period), kw in sorted(demand.by_season.items()):
        if kw and (season, period) not in counted:
            yield said(
                "Month {month}: the option has no {season} {period} hours then, {kw} kW are not counted.",
                month=demand.month,
                kw=kw,
                season=season_name(season),
                period=period_name(period),
            )


def _refuse_impossible(demand: MonthDemand) -> None:
    for kw in (*demand.of_month.values(), *demand.by_season.values()):
        if not kw.is_finite() or kw < 0:
            raise Refused(
                said("Month {month}: a demand is zero or more.", month=demand.month), mend=said("Write it in kW."), field="months"
            )
        if kw > GREATEST_KW:
            raise Refused(
                said("Month {month}: {kw} kW is no demand of one customer.", month=demand.month, kw=kw),
                mend=said("Write it in kW."),
                field="months",
            )


def _listed(months: Iterable[int]) -> str:
    return ", ".join(map(str, months))
