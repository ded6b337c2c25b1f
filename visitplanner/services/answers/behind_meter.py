"""Sun and storage behind the meter: the load that is left, and what it saves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.comparison import Comparison, compared_months
from visitplanner.domain.tariffs.answers.battery import Battery, Shaved, shaved
from visitplanner.domain.tariffs.answers.generation import (
    LessGeneration,
    SimpleSun,
    less_generation,
    measured_generation,
    simple_generation,
)
from visitplanner.domain.tariffs.answers.measure_value import MeasureValue, measure_value, off_peak_slots, year_with
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.core.ports import Stop


@dataclass(frozen=True, slots=True, eq=False)
class BehindMeter:
    """What is put behind the meter: sun by the simple profile or a measured one, a battery, or both."""

    sun: SimpleSun | None = None
    profile: Load | None = None
    battery: Battery | None = None


@dataclass(frozen=True, slots=True, eq=False)
class BehindMeterAnswer:
    """months: those compared. generation, storage: None where there is none. notes: what the sums rest on."""

    months: tuple[Month, ...]
    generation: LessGeneration | None
    storage: Shaved | None
    value: MeasureValue
    notes: tuple[Message, ...]


def behind_meter(
    library: Library, load: Load, question: Question, put: BehindMeter, stop: Stop | None = None
) -> BehindMeterAnswer:
    """Over the newest whole months of the load. Refused where nothing is put there, or the variable peak is asked about: its
    named days are not known."""
    if put.sun is None and put.profile is None and put.battery is None:
        raise Refused(
            said("Neither generation nor a battery is named."), mend=said("Give kWp and yield, a profile, or a battery.")
        )
    option = question.account.option
    if option is TariffOption.THREE_STAGE_VARIABLE and not question.designated:
        raise Refused(
            said("The variable peak's days are not known: its value would be a guess."),
            mend=said("Ask under the fixed peak."),
            field="option",
        )
    months = compared_months(load, question.months)
    whole = load.between(months[0].first, months[-1].last)
    comparison = Comparison(library, condense(whole, library.edges), replace(question, months=months))
    before = comparison.under(option)
    left, generation, storage = whole, None, None
    if put.sun is not None or put.profile is not None:
        made = simple_generation(put.sun, whole.first_day, whole.days) if put.sun is not None else None
        if put.profile is not None:
            made = measured_generation(put.profile, whole)
        assert made is not None
        generation = less_generation(whole, made)
        left = generation.load
    if put.battery is not None:
        storage = shaved(left, off_peak_slots(comparison, before, left), put.battery)
        left = storage.load
    value = measure_value(before, year_with(comparison, option, left), question.account.contracts, stop)
    return BehindMeterAnswer(months, generation, storage, value, tuple(_notes(put, generation, question)))


def _notes(put: BehindMeter, generation: LessGeneration | None, question: Question) -> Iterator[Message]:
    yield said(
        "Measured against the same load with its best contracts: what a form alone brings is not credited to the equipment. A "
        "first answer, not a design."
    )
    if put.sun is not None and put.profile is None:
        yield said(
            "The profile is a simple one: every day of a month alike, a half sine from 06:00 to 18:00, no clouds. What it takes "
            "off the demand is a best case; “at least” counts demand as it was."
        )
    if generation is not None and generation.surplus_wh:
        yield said(
            "{kwh:,.0f} kWh are generated beyond the load; nothing is reckoned for them.", kwh=generation.surplus_wh / 1000
        )
    if put.battery is not None:
        yield said(
            "The battery shaves the highest demand of each month and charges in off-peak hours alone; it begins empty, and the "
            "load is known to it beforehand. Trading energy between hours is not counted."
        )
    if question.account.power_factor_percent is not None and generation is not None:
        yield said("The power factor is taken as it was; less energy bought at the same reactive energy lowers it.")
