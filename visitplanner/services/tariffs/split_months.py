"""A reading of a month with days of two seasons (May, October), divided in every way that could bound its bill.

A meter's monthly figures do not say how much of a period's energy fell before the change of season. Its least and most follow
from the hours of each part and the highest demand; a bill is linear in it, so the ends bound every bill in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import product

import numpy as np

from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.library import Library, month_spans
from visitplanner.domain.tariffs.bills.metering import condense, month_uses
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.periods import CELLS, Period, cell, periods_used
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.books.use import Span
from visitplanner.services.tariffs.bills import MeterReading

ZERO, HOURS_PER_SLOT = Decimal(0), Decimal("0.25")
Cell = tuple[Season, Period]
Amount = Callable[[MeterReading], Decimal]


@dataclass(frozen=True, slots=True)
class Bounds:
    """An amount that lies between `least` and `most`; `likely` where the energy divides as the hours do. All one where a
    month has one season."""

    likely: Decimal
    least: Decimal
    most: Decimal

    @property
    def is_exact(self) -> bool:
        return self.least == self.most


def bounds_of(divided: tuple[MeterReading, ...], amount: Amount) -> Bounds:
    """What an amount can be, over every division; the first one is the likely one."""
    found = [amount(reading) for reading in divided]
    return Bounds(found[0], min(found), max(found))


def has_two_seasons(spans: tuple[Span, ...], month: Month) -> bool:
    days = [span.tariff.summer.days(span.first, span.last) for span in spans]
    return all(any(day[season] for day in days) for season in Season) and month == Month.of(spans[0].first)


def divisions(
    library: Library, account: Account, reading: MonthlyReading, readings: Readings, prices_from: Book | None
) -> tuple[MeterReading, ...]:
    """The likely division of a reading with figures by period, then those that bound every other one."""
    month = Month.of(reading.month)
    spans = month_spans(library, account, month, readings, prices_from)
    hours = _hours(library, spans, month)
    shares = [_shares(reading, period, hours, spans) for period in Period if period.key in reading.kwh]
    demands = list(_demands(reading, account, hours))
    ends = product(*((share[1], share[2]) if share[1] != share[2] else (share[1],) for share in shares))
    likely = MeterReading(account, month, _joined(share[0] for share in shares), demands[0], readings=readings)
    bounding = (_joined(chosen) for chosen in ends)
    return (likely, *(replace(likely, kwh=kwh, max_kw=max_kw) for kwh, max_kw in product(bounding, demands)))


@lru_cache(maxsize=256)
def _hours(library: Library, spans: tuple[Span, ...], month: Month) -> dict[Cell, Decimal]:
    """Hours of each season and period in a month: the engine's own reading of a load of one Wh every quarter of an hour."""
    ones = Load(month.first, np.ones(month.last.day * SLOTS_PER_DAY, dtype=np.int64))
    condensed = condense(ones, library.edges)
    (use,) = month_uses(condensed, [(month, spans)], library.off_peak_days.between(month.first, month.last))
    return {place: use.energy(cell(*place)) * HOURS_PER_SLOT for place in CELLS}


Share = dict[Cell, Decimal]


def _shares(
    reading: MonthlyReading, period: Period, hours: dict[Cell, Decimal], spans: tuple[Span, ...]
) -> tuple[Share, Share, Share]:
    """A period's energy with its likely, least and greatest part in summer.

    Designated days of the variable peak move hours between periods, so there the hours bound nothing.
    """
    kwh = reading.kwh[period.key]
    used = set[Cell]().union(*(periods_used(span.tariff.hours) for span in spans))
    summer, rest = (Season.SUMMER, period), (Season.NON_SUMMER, period)
    if summer not in used or rest not in used:
        alone = {summer if rest not in used else rest: kwh}
        return alone, alone, alone
    highest = reading.max_kw.get(period.key, reading.highest_kw)
    by_hours = all(span.tariff.hours is span.tariff.demand_hours for span in spans)
    all_hours = hours[summer] + hours[rest]
    likely = kwh * hours[summer] / all_hours if all_hours else ZERO
    least, most = ZERO, kwh
    if highest and by_hours and kwh <= highest * all_hours:
        least, most = max(ZERO, kwh - highest * hours[rest]), min(kwh, highest * hours[summer])
    likely = min(max(likely, least), most)
    first, second, third = ({summer: part, rest: kwh - part} for part in (likely, least, most))
    return first, second, third


def _demands(reading: MonthlyReading, account: Account, hours: dict[Cell, Decimal]) -> Iterator[Share]:
    """The highest demands in both seasons' parts; where one is over contract, also in each part alone."""
    given = [(period, reading.max_kw[period.key]) for period in Period if period.key in reading.max_kw]
    if not given and reading.highest_kw is not None:
        given = [(Period.OFF_PEAK, min(reading.highest_kw, Decimal(account.contracts[0])))]
    places = [
        [(season, period) for season in Season if hours[season, period]] or [(Season.SUMMER, period)] for period, _ in given
    ]
    yield {place: kw for both, (_, kw) in zip(places, given, strict=True) for place in both}
    if any(kw > account.contracts[0] for _, kw in given):
        for chosen in product(*places):
            yield {place: kw for place, (_, kw) in zip(chosen, given, strict=True)}


def _joined(parts: Iterator[Share] | tuple[Share, ...]) -> Share:
    joined: Share = {}
    for part in parts:
        joined |= part
    return joined
