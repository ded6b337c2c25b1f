"""An invented load for demonstration data: what a line of business uses, cooled in summer, with a few rare peaks."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, WH_PER_KW, Load
from visitplanner.services.office.demonstration_patterns import TWO_SHIFTS, Pattern

Shape = NDArray[np.float64]

SUMMER_PEAK_DAY = 205


def invented_load(
    first_day: dt.date,
    days: int,
    usual_kw: int,
    seed: int,
    holidays: frozenset[dt.date] = frozenset(),
    pattern: Pattern = TWO_SHIFTS,
) -> Load:
    """A plausible year in quarters of an hour; nobody's real figures. The same seed and pattern give the same load.

    usual_kw: about the demand of a working afternoon in spring; summer rises to some 1.2 of it, rare peaks above.
    """
    chance = np.random.default_rng(seed)
    shape = day_shape(pattern)
    rows = np.empty((days, SLOTS_PER_DAY))
    for number in range(days):
        day = first_day + dt.timedelta(days=number)
        rows[number] = shape * kind_of_day(day, holidays, pattern) * season(day, pattern)
    noise = 1 + 0.035 * chance.standard_normal(rows.shape) + 0.02 * chance.standard_normal((days, 1))
    peaks = 1 + 0.16 * (chance.random(rows.shape) > 0.9992)
    wh = np.maximum(rows * noise * peaks * usual_kw * WH_PER_KW, 0).astype(np.int64)
    return Load(first_day, wh.reshape(-1))


def day_shape(pattern: Pattern) -> Shape:
    """Power through a working day as a share of the usual demand, float64 [96]."""
    hours = np.arange(SLOTS_PER_DAY) / 4
    shape = np.full(SLOTS_PER_DAY, pattern.night)
    for begins, ends, share in pattern.hours:
        shape[(hours >= begins) & (hours < ends)] = share
    return np.convolve(np.pad(shape, 3, mode="wrap"), np.ones(7) / 7, mode="valid")


def kind_of_day(day: dt.date, holidays: frozenset[dt.date], pattern: Pattern) -> float:
    if day in holidays:
        return pattern.holiday
    return {5: pattern.saturday, 6: pattern.sunday}.get(day.weekday(), 1.0)


def season(day: dt.date, pattern: Pattern) -> float:
    """Cooling load: highest in late July."""
    distance = abs(day.timetuple().tm_yday - SUMMER_PEAK_DAY) / 365
    return 1 + pattern.cooling * float(np.exp(-((distance / 0.16) ** 2)))
