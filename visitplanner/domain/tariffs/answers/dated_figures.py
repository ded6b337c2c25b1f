"""Figures that hold for a time and that no tariff table has: fees of raising a contract, wheeling, carbon.

They come with the program where a source is known (`data/dated_figures.toml`), else the office enters them (a record), or the
person who asks gives one for a single answer. Which one is taken: the person's, then the office's, then the program's. A
figure that is over is not taken; what nobody entered is named, never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, Number, OneOf, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.supply import CUSTOMERS_VOLTAGES, VOLTAGE_NAMES, Voltage

PLACES = 4


class Figure(StrEnum):
    """What a dated figure is of; `FIGURE_NAMES` has its unit."""

    LINE_FEE_REGULAR = "line_fee_regular"
    LINE_FEE_SECOND = "line_fee_second"
    LINE_FEE_SATURDAY = "line_fee_saturday"
    LINE_FEE_OFF_PEAK = "line_fee_off_peak"
    UPKEEP_REGULAR = "upkeep_regular"
    UPKEEP_SECOND = "upkeep_second"
    UPKEEP_SATURDAY = "upkeep_saturday"
    UPKEEP_OFF_PEAK = "upkeep_off_peak"
    RESTORE_PERCENT = "restore_percent"
    RESTORE_MONTHS = "restore_months"
    NOTICE_DAYS = "notice_days"
    PAUSE_MONTHS = "pause_months"
    WHEELING = "wheeling"
    CARBON = "carbon"


FIGURE_NAMES = {
    Figure.LINE_FEE_REGULAR: said("line fee, regular contract (NT$/kW)"),
    Figure.LINE_FEE_SECOND: said("line fee, half-peak or non-summer contract (NT$/kW)"),
    Figure.LINE_FEE_SATURDAY: said("line fee, Saturday half-peak contract (NT$/kW)"),
    Figure.LINE_FEE_OFF_PEAK: said("line fee, off-peak contract (NT$/kW)"),
    Figure.UPKEEP_REGULAR: said("upkeep of lowered regular contract (NT$/kW and month)"),
    Figure.UPKEEP_SECOND: said("upkeep of lowered half-peak or non-summer contract (NT$/kW and month)"),
    Figure.UPKEEP_SATURDAY: said("upkeep of lowered Saturday half-peak contract (NT$/kW and month)"),
    Figure.UPKEEP_OFF_PEAK: said("upkeep of lowered off-peak contract (NT$/kW and month)"),
    Figure.RESTORE_PERCENT: said("share of the line fee when an earlier contract is restored (%)"),
    Figure.RESTORE_MONTHS: said("within how many months it counts as restored (months)"),
    Figure.NOTICE_DAYS: said("days from application to change of contracts (days)"),
    Figure.PAUSE_MONTHS: said("months between two changes of contracts (months)"),
    Figure.WHEELING: said("wheeling of renewable energy (NT$/kWh)"),
    Figure.CARBON: said("carbon of electricity (kg CO2e/kWh)"),
}
LINE_FEES = (Figure.LINE_FEE_REGULAR, Figure.LINE_FEE_SECOND, Figure.LINE_FEE_SATURDAY, Figure.LINE_FEE_OFF_PEAK)
UPKEEPS = (Figure.UPKEEP_REGULAR, Figure.UPKEEP_SECOND, Figure.UPKEEP_SATURDAY, Figure.UPKEEP_OFF_PEAK)
"""Both in the order of c1..c4."""

SUPPLIED = {voltage: VOLTAGE_NAMES[voltage] for voltage in CUSTOMERS_VOLTAGES}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFigure(Record):
    """A figure the office entered. amount: in ten-thousandths of its unit. voltage: None for every voltage. last_on: None
    while it holds. source: where the office has it from."""

    figure: Figure
    voltage: Voltage | None = None
    first_on: dt.date
    last_on: dt.date | None = None
    amount: int
    source: str
    notes: str = ""


def checked_figure(figure: DatedFigure) -> DatedFigure:
    """The figure; raises `Refused` when it ends before it begins."""
    if figure.last_on is not None and figure.last_on < figure.first_on:
        raise Refused(said("It ends before it begins."), mend=said("Correct one of the two days."), field="last_on")
    return figure


DATED_FIGURES = Kind(
    name="dated_figures",
    record=DatedFigure,
    noun=said("a dated figure"),
    plural=said("Dated figures"),
    label=lambda figure: said("{figure} from {day}", figure=FIGURE_NAMES[figure.figure], day=figure.first_on),
    named=lambda figure: (f"{figure.figure.value} {figure.first_on.isoformat()}",),
    order=("figure", "first_on"),
    fields=(
        RecordField("figure", said("Figure"), OneOf(FIGURE_NAMES)),
        RecordField("voltage", said("Voltage"), OneOf(SUPPLIED), hint=said("Empty: for every voltage.")),
        RecordField("first_on", said("In force from"), Day()),
        RecordField("last_on", said("In force until"), Day(), hint=said("Empty: still in force."), beside=True),
        RecordField("amount", said("Value of the figure"), Number(PLACES), hint=said("In the unit of the figure.")),
        RecordField("source", said("Source"), Words(), hint=said("Announcement, date and number.")),
        RecordField("notes", said("Notes"), Words(3)),
    ),
    check=checked_figure,
)


DOUBTED = {"medium": said("medium"), "low": said("low")}
"""How sure a figure is that is not sure."""


class KnownFigure(NamedTuple):
    """A figure as it is used. last: None while it holds."""

    figure: Figure
    voltage: Voltage | None
    first: dt.date
    last: dt.date | None
    amount: Decimal
    source: str
    confidence: str = ""

    @property
    def words(self) -> Message:
        """Name, amount and source in one sentence; how sure it is where it is not sure."""
        name, amount = FIGURE_NAMES[self.figure], _short(self.amount)
        if self.confidence in DOUBTED:
            return said(
                "{figure}: {amount} (source: {source}; {confidence} confidence)",
                figure=name,
                amount=amount,
                source=self.source,
                confidence=DOUBTED[self.confidence],
            )
        return said("{figure}: {amount} (source: {source})", figure=name, amount=amount, source=self.source)


def _short(amount: Decimal) -> str:
    """Without zeros at its end."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def known_of(kept: DatedFigure) -> KnownFigure:
    """A figure the office entered, as it is used."""
    amount = Decimal(kept.amount).scaleb(-PLACES)
    return KnownFigure(kept.figure, kept.voltage, kept.first_on, kept.last_on, amount, kept.source)


class Figures(NamedTuple):
    """All figures, those that go first at the front."""

    known: tuple[KnownFigure, ...] = ()

    def on(self, figure: Figure, day: dt.date, voltage: Voltage | None = None) -> KnownFigure | None:
        """The one in force on a day for a voltage: of the first that brings any, the latest; None where nobody has one."""
        fitting = (
            each
            for each in self.known
            if each.figure is figure
            and each.voltage in (None, voltage)
            and each.first <= day
            and (each.last is None or day <= each.last)
        )
        return next(fitting, None)

    def ended(self, figure: Figure, day: dt.date, voltage: Voltage | None = None) -> KnownFigure | None:
        """The newest one that is over on a day."""
        own = (each for each in self.known if each.figure is figure and each.voltage in (None, voltage))
        over = [each for each in own if each.last is not None and each.last < day]
        return max(over, key=lambda each: each.first, default=None)


def figures_of(*sources: Iterable[KnownFigure]) -> Figures:
    """Figures of several who bring them, in the order in which they are asked; of one, the latest first."""
    return Figures(tuple(each for source in sources for each in sorted(source, key=lambda each: each.first, reverse=True)))


def missing_figures(
    figures: Figures, wanted: Sequence[Figure], day: dt.date, voltage: Voltage | None = None
) -> tuple[Message, ...]:
    """A sentence for each figure nobody has for the day, with the last known one where it is over."""
    found = list[Message]()
    for each in wanted:
        if figures.on(each, day, voltage) is not None:
            continue
        over = figures.ended(each, day, voltage)
        if over is None or over.last is None:
            found.append(said("Not entered: {figure}.", figure=FIGURE_NAMES[each]))
        else:
            found.append(
                said(
                    "Not entered: {figure}; the last known one, {amount}, was in force until {day} ({source}).",
                    figure=FIGURE_NAMES[each],
                    amount=_short(over.amount),
                    day=over.last,
                    source=over.source,
                )
            )
    return tuple(found)
