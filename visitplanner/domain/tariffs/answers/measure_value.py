"""What a measure behind the meter saves: in energy, in contracts and surcharge, in what follows; the parts add up.

It is measured against the same load with its own best contracts, so that what a form alone would bring is not credited to the
equipment; and beside it against the present contracts, as the next bills would show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.comparison import Comparison, OptionYear
from visitplanner.domain.tariffs.bills.bill import bill_month
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.year import YearBill
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.periods import DayKind, Period
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import Stop

ZERO = Decimal(0)


class ValueParts(NamedTuple):
    """NT$ saved: energy charge, basic charge, surcharge, and the rest (power factor, coefficient, rounding)."""

    energy: Decimal
    basic: Decimal
    surcharge: Decimal
    rest: Decimal

    @property
    def total(self) -> Decimal:
        return sum(self, ZERO)


def value_parts(before: YearBill, after: YearBill) -> ValueParts:
    """What each line of the bills falls by; the rest makes the sum that of the totals."""
    first, second = before.months, after.months
    energy = sum((bill.energy for bill in first), ZERO) - sum((bill.energy for bill in second), ZERO)
    basic = sum((bill.basic for bill in first), ZERO) - sum((bill.basic for bill in second), ZERO)
    surcharge = sum((bill.surcharge for bill in first), ZERO) - sum((bill.surcharge for bill in second), ZERO)
    return ValueParts(energy, basic, surcharge, before.total - after.total - energy - basic - surcharge)


@dataclass(frozen=True, slots=True, eq=False)
class MeasureValue:
    """best_before, best_after: the cheapest contracts without and with the measure. own: best against best. at_present:
    with the present contracts in both. least: as `own`, but demand as without the measure, contracts those of before."""

    best_before: ContractsKw
    best_after: ContractsKw
    own: ValueParts
    at_present: ValueParts
    least: ValueParts


def measure_value(before: OptionYear, after: OptionYear, present: ContractsKw, stop: Stop | None = None) -> MeasureValue:
    """The value over the months of both years, which are the same."""
    first, second = before.best(stop), after.best(stop)
    paid = before.bills(first)
    months = tuple(
        bill_month(old.account, new._replace(demand_w=use.demand_w), old.prices, old.coefficient, old.readings)
        for old, use, new in zip(paid.months, before.uses, after.uses, strict=True)
    )
    same_demand = YearBill(paid.question, months, (), paid.draft)
    return MeasureValue(
        first,
        second,
        value_parts(paid, after.bills(second)),
        value_parts(before.bills(present), after.bills(present)),
        value_parts(paid, same_demand),
    )


def year_with(comparison: Comparison, option: TariffOption, load: Load) -> OptionYear:
    """The comparison's months with another load in the place of its own."""
    return comparison.with_load(condense(load, comparison.load.edges)).under(option)


def off_peak_slots(comparison: Comparison, year: OptionYear, load: Load) -> NDArray[np.bool_]:
    """Which quarters of a load are off-peak under an option, by the hours of demand; bool [days × 96]. Days outside the
    months compared are taken as not."""
    found = np.zeros((load.days, SLOTS_PER_DAY), dtype=np.bool_)
    off_days = comparison.library.off_peak_days
    for entry in year.priced:
        for span in entry.spans:
            day = max(span.first, load.first_day)
            while day <= min(span.last, load.last_day):
                kind = DayKind.SATURDAY if day.weekday() == 5 else DayKind.WEEKDAY
                if day.weekday() == 6 or off_days.is_off_peak(day):
                    kind = DayKind.OFF_DAY
                row = span.tariff.demand_hours.codes[int(span.tariff.summer.season(day)) * 4 + int(kind)]
                found[(day - load.first_day).days] = row % 4 == Period.OFF_PEAK
                day += timedelta(days=1)
    return found.reshape(-1)
