"""An invented load for demonstration data: a factory that works two shifts, rests on Sundays and cools in summer."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, WH_PER_KW, Load

Shape = NDArray[np.float64]

NIGHT, SHIFT, LUNCH, EVENING = 0.38, 0.88, 0.74, 0.80
SATURDAY, SUNDAY, HOLIDAY = 0.62, 0.40, 0.34
SUMMER_PEAK_DAY, COOLING = 205, 0.24


def invented_load(first_day: dt.date, days: int, usual_kw: int, seed: int, holidays: frozenset[dt.date] = frozenset()) -> Load:
    """A plausible year in quarters of an hour; nobody's real figures. The same seed gives the same load.

    usual_kw: about the demand of a working afternoon in spring; summer rises to some 1.2 of it, rare peaks above.
    """
    chance = np.random.default_rng(seed)
    shape = day_shape()
    rows = np.empty((days, SLOTS_PER_DAY))
    for number in range(days):
        day = first_day + dt.timedelta(days=number)
        rows[number] = shape * kind_of_day(day, holidays) * season(day)
    noise = 1 + 0.035 * chance.standard_normal(rows.shape) + 0.02 * chance.standard_normal((days, 1))
    peaks = 1 + 0.16 * (chance.random(rows.shape) > 0.9992)
    wh = np.maximum(rows * noise * peaks * usual_kw * WH_PER_KW, 0).astype(np.int64)
    return Load(first_day, wh.reshape(-1))


def day_shape() -> Shape:
    """Power through a working day as a share of the usual demand, float64 [96]."""
    hours = np.arange(SLOTS_PER_DAY) / 4
    shape = np.full(SLOTS_PER_DAY, NIGHT)
    shape[(hours >= 7.5) & (hours < 17.5)] = SHIFT
    shape[(hours >= 12) & (hours < 13)] = LUNCH
    shape[(hours >= 17.5) & (hours < 22)] = EVENING
    return np.convolve(np.pad(shape, 3, mode="wrap"), np.ones(7) / 7, mode="valid")


def kind_of_day(day: dt.date, holidays: frozenset[dt.date]) -> float:
    if day in holidays:
        return HOLIDAY
    return {5: SATURDAY, 6: SUNDAY}.get(day.weekday(), 1.0)


def season(day: dt.date) -> float:
    """Cooling load: highest in late July."""
    distance = abs(day.timetuple().tm_yday - SUMMER_PEAK_DAY) / 365
    return 1 + COOLING * float(np.exp(-((distance / 0.16) ** 2)))
