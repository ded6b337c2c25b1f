"""Planned additional load by industry, year and month: all of it, what is certain, and weighted by probability.

Headquarters forecasts demand from it (plan 伍一(二)3 「俾利總處預估未來用電需求」). A plan without a probability is counted among
the planned and never in the weighted figure; how many there are is told beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from visitplanner.domain.customers.industries import Industry
from visitplanner.domain.intelligence.cards import IntelligenceCard

CERTAIN = 100
"""Per cent."""


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """The load of one card as it is rolled up, and as a submission keeps it.

    name: of the customer, group or park, empty where it is not to be named to headquarters. month: the first day of the month
    from which it is needed, None while not known.
    """

    card_id: UUID
    name: str
    industry: Industry
    text: str
    kw: int
    month: dt.date | None
    probability: int | None


@dataclass(frozen=True, slots=True)
class LoadSum:
    """Of some plans, in kilowatts. unweighed: so many of them have no probability and are not in weighted_kw."""

    plans: int = 0
    planned_kw: int = 0
    certain_kw: int = 0
    weighted_kw: Decimal = Decimal(0)
    unweighed: int = 0

    def __add__(self, other: LoadSum) -> LoadSum:
        return LoadSum(
            self.plans + other.plans,
            self.planned_kw + other.planned_kw,
            self.certain_kw + other.certain_kw,
            self.weighted_kw + other.weighted_kw,
            self.unweighed + other.unweighed,
        )


NO_LOAD = LoadSum()


def sum_of(loads: Iterable[PlannedLoad]) -> LoadSum:
    total = NO_LOAD
    for load in loads:
        certain = load.kw if load.probability == CERTAIN else 0
        weighted = Decimal(load.kw * (load.probability or 0)) / 100
        total += LoadSum(1, load.kw, certain, weighted, int(load.probability is None))
    return total


@dataclass(frozen=True, slots=True)
class IndustryRow:
    """One industry. months: the year's twelve. years: of every year in which anybody plans anything. undated: without a month."""

    industry: Industry
    months: tuple[LoadSum, ...]
    years: dict[int, LoadSum]
    undated: LoadSum

    def year(self, year: int) -> LoadSum:
        return self.years.get(year, NO_LOAD)


@dataclass(frozen=True, slots=True)
class RollUp:
    """All plans by industry, in the order of the industries; those without any plan are left out."""

    year: int
    years: tuple[int, ...]
    rows: tuple[IndustryRow, ...]
    loads: tuple[PlannedLoad, ...]

    @property
    def of_year(self) -> LoadSum:
        return self.of(self.year)

    @property
    def all_loads(self) -> LoadSum:
        return sum_of(self.loads)

    def of(self, year: int) -> LoadSum:
        """Of all industries in a year."""
        return sum((row.year(year) for row in self.rows), NO_LOAD)

    @property
    def undated(self) -> LoadSum:
        return sum((row.undated for row in self.rows), NO_LOAD)

    def month(self, month: int) -> LoadSum:
        """Of all industries in a month of the year, 1 to 12."""
        return sum((row.months[month - 1] for row in self.rows), NO_LOAD)


def rolled_up(loads: Iterable[PlannedLoad], year: int) -> RollUp:
    """By industry and year; by month for one year."""
    known = sorted(loads, key=lambda load: (load.month or dt.date.max, -load.kw, load.name))
    years = tuple(sorted({load.month.year for load in known if load.month} | {year}))
    rows = list[IndustryRow]()
    for industry in Industry:
        theirs = [load for load in known if load.industry is industry]
        if theirs:
            months = tuple(sum_of(_of(theirs, year, month)) for month in range(1, 13))
            by_year = {each: sum_of(_of(theirs, each)) for each in years}
            rows.append(IndustryRow(industry, months, by_year, sum_of(load for load in theirs if load.month is None)))
    return RollUp(year, years, tuple(rows), tuple(known))


def _of(loads: Iterable[PlannedLoad], year: int, month: int | None = None) -> list[PlannedLoad]:
    return [load for load in loads if load.month and load.month.year == year and month in (None, load.month.month)]


def load_of(card: IntelligenceCard, name: str, text: str) -> PlannedLoad | None:
    """The load a card plans, None where it plans none."""
    if not card.planned_kw:
        return None
    return PlannedLoad(card.id, name, card.industry, text, card.planned_kw, card.planned_month, card.probability)
