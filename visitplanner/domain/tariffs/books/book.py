"""Tariff books: dated tables of prices for each voltage and way of charging, and which of them is in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import OPTION_NAMES, CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.books.names import period_name, season_name
from visitplanner.domain.tariffs.books.periods import CELLS, Hours, periods_used
from visitplanner.domain.tariffs.books.seasons import SummerDates

ZERO = Decimal(0)


ContractPrices = tuple[Decimal, Decimal, Decimal, Decimal]
"""NT$/kW-month of c1..c4 in one season; zero where the tariff has no price (the non-summer contract in summer)."""

EnergyPrices = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
"""NT$/kWh of the four periods in one season; None where the period does not occur."""


@dataclass(frozen=True, slots=True, eq=False)
class Tariff:
    """One option at one voltage: prices by season, summer's dates, hours.

    contracts, energy: (summer, non-summer). hours: by which energy is charged; demand_hours: by which demand is measured
    (they differ for the variable peak alone: chapter 5, article 8(7)). other_summer: the summer of the book's other tables,
    where this table is taken from chapter 4 with its own (EV charging). energy_prices: NT$/kWh by the places of `CELLS`, zero
    where the period does not occur.
    """

    option: TariffOption
    voltage: Voltage
    contracts: tuple[ContractPrices, ContractPrices]
    energy: tuple[EnergyPrices, EnergyPrices]
    summer: SummerDates
    hours: Hours
    demand_hours: Hours
    customer_charge: Decimal = Decimal(0)
    other_summer: SummerDates | None = None
    energy_prices: tuple[Decimal, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "energy_prices", tuple(price or ZERO for season in self.energy for price in season))
        needed = periods_used(self.hours)
        for season, period in CELLS:
            if ((season, period) in needed) != (self.energy[season][period] is not None):
                raise Refused(
                    said(
                        "{option} {voltage}: prices and hours do not agree on {period} in {season}.",
                        option=OPTION_NAMES[self.option],
                        voltage=str(self.voltage),
                        period=period_name(period),
                        season=season_name(season),
                    )
                )


class Draft(NamedTuple):
    """A tariff that is not (yet) in force: when it was written down and where it comes from."""

    dated: date
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """One version of prices for some classes of customers.

    first, last: days in force, `last` None while it is. tariffs: empty when the prices of the time are unknown.
    draft: set for a 草案; everything computed with it must say so.
    """

    name: str
    title: str
    classes: frozenset[CustomerClass]
    first: date
    last: date | None
    tariffs: Mapping[tuple[Voltage, TariffOption], Tariff]
    source: str
    confidence: str
    note: str = ""
    draft: Draft | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise Refused(said("The tariff {name} names no source.", name=self.name))
        if self.last is not None and self.last < self.first:
            raise Refused(said("The tariff {name} ends before it begins.", name=self.name))

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def divisions(self) -> tuple[Hours, ...]:
        """Every division of the day the book uses."""
        return tuple({id(h): h for t in self.tariffs.values() for h in (t.hours, t.demand_hours)}.values())

    def tariff(self, voltage: Voltage, option: TariffOption) -> Tariff:
        """Unknown when the book does not have it: prices not known, or an option that does not exist for the class."""
        found = self.tariffs.get((voltage, option))
        if found is None:
            raise Unknown(
                said(
                    "The prices of {option} at {voltage} from {first} to {last} are unknown ({title}).",
                    option=OPTION_NAMES[option],
                    voltage=str(voltage),
                    first=self.first,
                    last=self.last or said("today"),
                    title=self.title,
                ),
                mend=said("Choose another option, or the prices of a version that has it."),
                field="option",
            )
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Books:
    """All versions. Raises Refused when two of one class overlap or leave days between them without a version."""

    books: tuple[Book, ...]

    def __post_init__(self) -> None:
        for customer_class in CustomerClass:
            line = sorted((book for book in self.books if customer_class in book.classes), key=lambda book: book.first)
            for before, after in pairwise(line):
                _refuse_unless_adjacent(before, after)

    def on(self, day: date, customer_class: CustomerClass) -> Book:
        """The version in force on a day. Unknown before the first one."""
        for book in self.books:
            if customer_class in book.classes and book.covers(day):
                return book
        raise Unknown(
            said("No tariff is recorded for {day}.", day=day),
            mend=said("Choose a later day, or the prices of another version."),
        )

    def followed_by(self, draft: Book) -> Books:
        """These books with a new version or draft in force from its first day on for its classes."""
        eve = draft.first - timedelta(days=1)
        kept = [
            replace(book, last=eve) if book.classes & draft.classes and book.covers(draft.first) else book
            for book in self.books
            if not (book.classes & draft.classes and book.first >= draft.first)
        ]
        return Books((*kept, draft))


def _refuse_unless_adjacent(before: Book, after: Book) -> None:
    if before.last is None or before.last >= after.first:
        raise Refused(said("The tariffs {before} and {after} overlap.", before=before.name, after=after.name))
    if before.last + timedelta(days=1) != after.first:
        raise Refused(
            said("Between the tariffs {before} and {after} there are days without one.", before=before.name, after=after.name)
        )
