"""Capacitors: how many kvar bring the power factor to 95 %, what that saves, and when it has paid for itself.

Chapter 5, article 6: 0.1 % of the bill for each 1 %, up to 95 %; only lagging energy counts, so what a capacitor gives beyond
the load's own need at night does not pay for the day. Where reactive energy was read every quarter of an hour the least kvar
switched in all the time is exact. Else two sizes bound it: for the month's mean power, and for its highest demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from math import ceil

import numpy as np

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.bills.bill import MonthBill, bill_month
from visitplanner.domain.tariffs.bills.power_factor import BEST_PERCENT
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, WH_PER_KW, Load
from visitplanner.domain.tariffs.books.seasons import Month

ZERO = Decimal(0)
HOURS_A_DAY = 24
WHOLE_YEAR = 12


@dataclass(frozen=True, slots=True)
class KvarNeed:
    """One month. least_kvar: whole kvar switched in all the time; exact where reactive energy was read by quarters, else of
    the mean power. most_kvar: for the highest demand at the month's power factor; equal to the least where that is exact."""

    month: Month
    percent: int
    least_kvar: int
    most_kvar: int
    saving_ntd: Decimal


@dataclass(frozen=True, slots=True)
class CapacitorAnswer:
    """least_kvar, most_kvar: of the neediest month. saving_ntd: of the months together. price_ntd: for a kvar, None where
    nobody gave one. exact: from reactive energy by quarters."""

    months: tuple[KvarNeed, ...]
    least_kvar: int
    most_kvar: int
    saving_ntd: Decimal
    price_ntd: Decimal | None
    exact: bool

    @property
    def years(self) -> tuple[Decimal, Decimal] | None:
        """Years until the saving has paid for the least and the greatest size; None without a price, a saving or a year."""
        if self.price_ntd is None or self.saving_ntd <= 0 or len(self.months) != WHOLE_YEAR:
            return None
        least, most = (self.price_ntd * kvar / self.saving_ntd for kvar in (self.least_kvar, self.most_kvar))
        return least, most


def tangent(percent: Decimal) -> Decimal:
    """tan φ of a power factor in percent: √(1 − cos²) / cos."""
    with localcontext(prec=40):
        cosine = percent / 100
        return (1 - cosine * cosine).sqrt() / cosine


BEST_TANGENT = tangent(Decimal(BEST_PERCENT))


def capacitors(bills: Sequence[MonthBill], load: Load | None = None, price_ntd: Decimal | None = None) -> CapacitorAnswer:
    """The answer for these months. load: where it has reactive energy, months lie in it. Unknown where no month has a power
    factor."""
    known = [bill for bill in bills if bill.power_factor_percent]
    if not known:
        raise Unknown(
            said("No month's power factor is known."),
            mend=said("Give it with --power-factor, or readings that have it."),
            field="power_factor",
        )
    metered = load if load is not None and load.varh_lagging is not None else None
    months = tuple(_need(bill, metered) for bill in known)
    return CapacitorAnswer(
        months,
        max(each.least_kvar for each in months),
        max(each.most_kvar for each in months),
        sum((each.saving_ntd for each in months), ZERO),
        price_ntd,
        metered is not None,
    )


def _need(bill: MonthBill, load: Load | None) -> KvarNeed:
    percent = bill.power_factor_percent or 0
    if percent >= BEST_PERCENT:
        return KvarNeed(bill.use.month, percent, 0, 0, ZERO)
    account = replace(bill.account, power_factor_percent=Decimal(BEST_PERCENT), low_voltage_metering_kva=ZERO)
    better = bill_month(account, bill.use, bill.prices, bill.coefficient, bill.readings)
    least, most = _of_mean_and_peak(bill, percent) if load is None else _exact(bill, load)
    return KvarNeed(bill.use.month, percent, least, most, bill.total - better.total)


def _of_mean_and_peak(bill: MonthBill, percent: int) -> tuple[int, int]:
    use = bill.use
    more = tangent(Decimal(percent)) - BEST_TANGENT
    if use.lagging_varh is not None and use.total_wh:
        more = Decimal(use.lagging_varh) / use.total_wh - BEST_TANGENT
    mean = Decimal(use.total_wh) / 1000 / (use.month.last.day * HOURS_A_DAY)
    peak = Decimal(max(use.demand_w)) / 1000
    return max(0, ceil(mean * more)), max(0, ceil(max(mean, peak) * more))


def _exact(bill: MonthBill, load: Load) -> tuple[int, int]:
    """The least whole kvar under which what is left of the lagging energy is within 95 %: it falls with every kvar."""
    month, lagging = bill.use.month, load.varh_lagging
    assert lagging is not None
    start = (month.first - load.first_day).days * SLOTS_PER_DAY
    varh = lagging[max(0, start) : start + month.last.day * SLOTS_PER_DAY]
    allowed = int(bill.use.total_wh * BEST_TANGENT)
    low, high = 0, int(varh.max()) // WH_PER_KW + 1
    while low < high:
        middle = (low + high) // 2
        if int(np.maximum(varh - middle * WH_PER_KW, 0).sum()) <= allowed:
            high = middle
        else:
            low = middle + 1
    return low, low


def capacitor_notes(answer: CapacitorAnswer) -> tuple[Message, ...]:
    """What the sizes rest on."""
    if answer.exact:
        return (said("From the reactive energy read with the load: capacitors switched in all the time."),)
    return (
        said(
            "{least:,} kvar are for the mean power of the neediest month, switched in all the time; {most:,} for its highest "
            "demand, switched with the load. A design needs the reactive energy of each quarter of an hour.",
            least=answer.least_kvar,
            most=answer.most_kvar,
        ),
        said("Source of the saving: tariff book, chapter 5, article 6: 0.1 % of the bill for each 1 %, up to 95 %."),
    )
