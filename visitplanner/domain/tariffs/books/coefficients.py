"""Price adjustment coefficients by the customer's line of business (電價表, appendix 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass, TariffOption

ONE = Decimal(1)


class LargeUse(StrEnum):
    """Large users with coefficients of their own (appendix 1, article 2(2))."""

    COMPANY = "company"
    DATA_CENTRE = "data_centre"


class Sector(NamedTuple):
    """One line of the appendix. code: three digits, or the name where the appendix gives none. factors: by column."""

    code: str
    name: str
    factors: Mapping[str, Decimal]
    formula: str


class FactorStep(NamedTuple):
    """From this yearly energy on (kWh), this coefficient."""

    from_kwh: int
    factor: Decimal


class ColumnDays(NamedTuple):
    """Days and the column of the appendix that holds for them; `column` None: no coefficients; "unknown": not published."""

    first: date
    last: date | None
    column: str | None
    source: str
    confidence: str


class Coefficient(NamedTuple):
    """The factor by which a bill is multiplied, and how sure it is ("high", "inferred")."""

    factor: Decimal
    why: str
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class CompanyUse:
    """A company's (or data centre's) yearly energy over all its high-voltage accounts, provisionally last year's.

    A company counts only where its use grew over two years on average.
    """

    kind: LargeUse
    annual_kwh: int


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """The appendix: sectors by code, large users, and the days for which each column holds.

    reductions: sector code to the factor of the price cuts of 2022 and 2023, for large users alone. others: names by code of
    lines the appendix does not list, whose coefficient is 1.
    Raises Refused when a sector lacks a column that holds for some days.
    """

    sectors: Mapping[str, Sector]
    stretches: tuple[ColumnDays, ...]
    large: Mapping[LargeUse, tuple[FactorStep, ...]]
    large_first: date
    reductions: Mapping[str, Decimal]
    others: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def names(self) -> dict[str, str]:
        """The names of all lines of business that are known, by code."""
        return {**self.others, **{code: line.name for code, line in self.sectors.items()}}

    def __post_init__(self) -> None:
        columns = {stretch.column for stretch in self.stretches} - {None, "unknown"}
        for line in self.sectors.values():
            lacking = sorted(str(column) for column in columns if column not in line.factors)
            if lacking:
                raise Refused(said("The sector {code} lacks the column {column}.", code=line.code, column=lacking[0]))

    def sector(self, code: str) -> Sector | None:
        """The line of a code; a longer code (a finer division) is found by its first three digits. None: not listed."""
        code = code.strip()
        if code and not code.isdigit() and code not in self.sectors:
            raise Unknown(
                said("There is no line of business {code}.", code=code),
                mend=said("Give the three digits of the industry code, or the name as the appendix prints it."),
                field="sector",
            )
        return self.sectors.get(code) or self.sectors.get(code[:3])

    def on(
        self, day: date, customer_class: CustomerClass, option: TariffOption, sector: str | None, use: CompanyUse | None
    ) -> Coefficient:
        """The coefficient on a day. Unknown where the sector had a coefficient that was never published."""
        if option is TariffOption.EV:
            return Coefficient(ONE, "ev", "high", "附錄一第二條(一)")
        if customer_class is not CustomerClass.GENERAL:
            return Coefficient(ONE, "frozen_class", "high", "附錄一第二條(三)")
        if use is not None and day >= self.large_first:
            own = self._large(use, sector)
            if own is not None:
                return own
        line = self.sector(sector) if sector else None
        if line is None:
            return Coefficient(ONE, "unlisted" if sector else "not_given", "high" if sector else "assumed", "附錄一第二條(一)")
        return self._by_column(day, line)

    def _by_column(self, day: date, line: Sector) -> Coefficient:
        stretch = next((s for s in self.stretches if s.first <= day and (s.last is None or day <= s.last)), None)
        if stretch is None or stretch.column == "unknown":
            raise Unknown(
                said("The coefficient of {code} {name} on {day} was never published.", code=line.code, name=line.name, day=day),
                mend=said("Leave the line of business out, or choose a later month."),
                field="sector",
            )
        if stretch.column is None:
            return Coefficient(ONE, "none_yet", stretch.confidence, stretch.source)
        return Coefficient(line.factors[stretch.column], "sector", stretch.confidence, stretch.source)

    def _large(self, use: CompanyUse, sector: str | None) -> Coefficient | None:
        """Appendix 1, article 2(2): the step of the yearly energy, times the earlier cut of the sector if it had one."""
        if use.annual_kwh < 0:
            raise Refused(said("A yearly energy is zero or more."), field="company_kwh_class")
        reached = [step.factor for step in self.large[use.kind] if use.annual_kwh >= step.from_kwh]
        if not reached:
            return None
        line = self.sector(sector) if sector else None
        cut = self.reductions.get(line.code, ONE) if line else ONE
        return Coefficient(reached[-1] * cut, str(use.kind), "provisional", "附錄一第二條(二)")
