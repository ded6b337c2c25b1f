"""What a customer would have used had it not taken part: the baseline (CBL) of the measures on selected days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Energies, Load
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.response.response_terms import DaySelect


class Baseline(NamedTuple):
    """One day: what would have been used (kW, before the regular contract caps it) and what was (kW)."""

    day: date
    expected_kw: Decimal
    used_kw: Decimal


def baselines(measure: DaySelect, load: Load, window: tuple[int, int], off_peak_days: OffPeakDays) -> list[Baseline]:
    """CBL1 + AF of every qualifying day that has enough before it: the mean of the window over the 20 qualifying days
    before, raised by as much as the day's own 22-24h lies above theirs."""
    days = qualifying_days(measure, load, off_peak_days)
    rows = load.wh.reshape(load.days, SLOTS_PER_DAY)[[(day - load.first_day).days for day in days]]
    within = _sums(rows, window)
    after = _sums(rows, measure.after)
    found = list[Baseline]()
    for place in range(measure.baseline_days, len(days)):
        before = slice(place - measure.baseline_days, place)
        if days[before][0].year == days[place].year:
            usual = _mean_kw(within[before], window, measure.baseline_days)
            raised = _mean_kw(after[place : place + 1], measure.after, 1)
            raised -= _mean_kw(after[before], measure.after, measure.baseline_days)
            used = _mean_kw(within[place : place + 1], window, 1)
            found.append(Baseline(days[place], usual + max(Decimal(0), raised), used))
    return found


def qualifying_days(measure: DaySelect, load: Load, off_peak_days: OffPeakDays) -> list[date]:
    """Monday to Friday, no off-peak day, within the measure's months, all of it read."""
    gaps = set(np.flatnonzero(load.missing.reshape(load.days, SLOTS_PER_DAY).any(axis=1)).tolist())
    days = (load.first_day + timedelta(days=place) for place in range(load.days) if place not in gaps)
    return [
        day
        for day in days
        if measure.first <= (day.month, day.day) <= measure.last and day.weekday() < 5 and not off_peak_days.is_off_peak(day)
    ]


def _sums(rows: Energies, window: tuple[int, int]) -> Energies:
    return rows[:, window[0] : window[1]].sum(axis=1)


def _mean_kw(sums: Energies, window: tuple[int, int], days: int) -> Decimal:
    return Decimal(int(sums.sum()) * 4) / (days * (window[1] - window[0]) * 1000)


def reduced_kw(day: Baseline, saved_kw: int, cap_kw: Decimal | None) -> Decimal:
    """Baseline, at most the regular contract, less what is used once so much is saved."""
    baseline = day.expected_kw if cap_kw is None else min(day.expected_kw, cap_kw)
    return baseline - max(Decimal(0), day.used_kw - saved_kw)
