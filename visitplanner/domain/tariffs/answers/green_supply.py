"""Wheeled green power against the present price, and the carbon of what is bought.

A kWh that is wheeled costs the producer's price and the wheeling fee, and takes a kWh of the same hours off the bill. Which
hours those are hangs on the plant; without a profile the present price is the mean of all hours, beside it the dearest and the
cheapest period. Contracts are not touched: wheeling lowers no demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.answers.dated_figures import FIGURE_NAMES, Figure, KnownFigure
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.power_factor import share

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class WheelingAnswer:
    """NT$/kWh. present: what a kWh of energy costs now, power factor and coefficient with it; cheapest and dearest: by period
    and season. fee: the wheeling fee. green: the producer's price, None where nobody gave one. whole: whether kwh is all
    that was used."""

    present: Decimal
    cheapest: Decimal
    dearest: Decimal
    fee: KnownFigure
    green: Decimal | None
    kwh: Decimal
    whole: bool = False

    @property
    def pays_below(self) -> Decimal:
        """The producer's price below which a wheeled kWh is cheaper than a bought one."""
        return self.present - self.fee.amount

    @property
    def more_ntd(self) -> Decimal | None:
        """What the kWh wheeled cost more than bought ones; negative where less."""
        return None if self.green is None else self.kwh * (self.green - self.pays_below)


def wheeling(
    bills: Sequence[MonthBill], fee: KnownFigure | None, green: Decimal | None = None, kwh: Decimal | None = None
) -> WheelingAnswer:
    """For so many kWh of the months, or all of them. Unknown without a fee for the day, or without energy."""
    if fee is None:
        raise Unknown(
            said("The wheeling fee of the day is not known."),
            mend=said("Enter it as a dated figure, or give it with --figure wheeling=AMOUNT."),
            field="figure",
        )
    used = sum((bill.use.total_wh for bill in bills), 0)
    if not used:
        raise Unknown(said("No energy was used in these months."))
    paid = sum((bill.energy * _factor(bill) for bill in bills), ZERO)
    prices = [
        price * _factor(bill)
        for bill in bills
        for span, row in zip(bill.use.spans, bill.use.energy_wh, strict=True)
        for price, wh in zip(span.tariff.energy_prices, row, strict=True)
        if wh
    ]
    whole = Decimal(used).scaleb(-3)
    wheeled = whole if kwh is None else min(kwh, whole)
    return WheelingAnswer(paid / whole, min(prices), max(prices), fee, green, wheeled, wheeled == whole)


def _factor(bill: MonthBill) -> Decimal:
    return (1 + share(bill.power_factor_percent)) * bill.coefficient.factor


@dataclass(frozen=True, slots=True)
class CarbonAnswer:
    """kg of CO2e of the kWh bought, by the factor that holds for each month."""

    kwh: Decimal
    kg: Decimal
    factors: tuple[KnownFigure, ...]


def carbon(energy: Sequence[tuple[Decimal, KnownFigure | None]]) -> CarbonAnswer:
    """energy: kWh of each month with the factor of the month. Unknown where a month has none: without a factor no figure."""
    if not energy or any(factor is None for _, factor in energy):
        raise Unknown(
            said("The carbon factor of a month is not known: without one no figure is told."),
            mend=said("Enter “{figure}” as a dated figure with its official source.", figure=FIGURE_NAMES[Figure.CARBON]),
            field="figure",
        )
    kg = sum((kwh * factor.amount for kwh, factor in energy if factor is not None), ZERO)
    factors = tuple(dict.fromkeys(factor for _, factor in energy if factor is not None))
    return CarbonAnswer(sum((kwh for kwh, _ in energy), ZERO), kg, factors)


def wheeling_notes(answer: WheelingAnswer) -> tuple[Message, ...]:
    """What the comparison rests on."""
    return (
        answer.fee.words,
        said(
            "The present price is the mean of all hours with power factor and coefficient; by period it is {cheapest:.2f} to "
            "{dearest:.2f} NT$/kWh. A wheeled kWh takes one of its own hours off the bill; contracts stay.",
            cheapest=answer.cheapest,
            dearest=answer.dearest,
        ),
        *(
            [said("Reckoned as if all that was used were wheeled; what a producer can deliver in which hours is not known here.")]
            if answer.whole and answer.green is not None
            else []
        ),
    )
