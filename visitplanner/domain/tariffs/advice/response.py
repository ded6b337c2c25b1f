"""Demand response: what a customer could earn with its own load, for the measures whose terms are known.

A measure whose rates are not recorded is named with an unknown income, never with zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.response_terms import (
    DaySelect,
    ExecutionStep,
    Family,
    Guaranteed,
    Measure,
    ResponseHours,
    Terms,
    day_income,
    monthly_payment,
)
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Energies, Load
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays


@dataclass(frozen=True, slots=True)
class Income:
    """What one measure (and window) could bring. eligible: None where it depends on what is not known.

    committed_kw: what is promised. days: on which it is computed. ntd: if all these days are taken part in, an upper
    figure; None where unknown. event_ntd: the mean of a day. low_ntd, high_ntd: over the readings that are open.
    month_ntd: of measures paid by the month.
    """

    measure: Terms
    window: tuple[int, int] | None
    eligible: bool | None
    committed_kw: int | None = None
    days: int = 0
    ntd: Decimal | None = None
    event_ntd: Decimal | None = None
    month_ntd: tuple[Decimal, Decimal] | None = None
    low_ntd: Decimal | None = None
    high_ntd: Decimal | None = None
    notes: tuple[Message, ...] = ()


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


class Site(NamedTuple):
    """Whose load it is. option, regular_kw: the present ones, None where unknown."""

    load: Load
    off_peak_days: OffPeakDays
    option: TariffOption | None = None
    regular_kw: int | None = None


def incomes(measures: tuple[Measure, ...], site: Site, percent: int) -> tuple[Income, ...]:
    """What each measure could bring a customer that lowers `percent` of its usual demand in the measure's hours.

    Customers of the variable peak may join planned measures alone.
    """
    return tuple(income for measure in measures for income in _incomes(measure, site, percent))


def _incomes(measure: Measure, site: Site, percent: int) -> Iterator[Income]:
    terms = measure if isinstance(measure, Terms) else measure.terms
    if site.option is TariffOption.THREE_STAGE_VARIABLE and terms.family is not Family.PLANNED:
        text = said("Customers of the variable peak may not join it in summer (chapter 5, article 8(4)).")
        yield Income(terms, None, False, notes=(text,))
    elif isinstance(measure, DaySelect):
        for window in measure.windows:
            yield _day_select(measure, window, site, percent)
    elif isinstance(measure, Guaranteed):
        yield _guaranteed(measure, site)
    else:
        yield Income(terms, None, None, notes=(said("Its rates are not recorded: the income is unknown."),))


def _day_select(measure: DaySelect, window: ResponseHours, site: Site, percent: int) -> Income:
    hours = window.of(site.option)
    days = baselines(measure, site.load, hours, site.off_peak_days)
    usual = sum((day.used_kw for day in days), Decimal(0)) / len(days) if days else Decimal(0)
    committed = int(usual * percent / 100)
    if not committed:
        text = said("The load has too few days in its months to compute a baseline.")
        return Income(measure.terms, hours, True, notes=(text,))
    cap = Decimal(site.regular_kw) if site.regular_kw else None
    reduced = [_reduced(day, committed, cap) for day in days]
    sums = {
        step: sum((day_income(measure, window, Decimal(committed), kw, step) for kw in reduced), Decimal(0))
        for step in ExecutionStep
    }
    return Income(
        measure=measure.terms,
        window=hours,
        eligible=True,
        committed_kw=committed,
        days=len(days),
        ntd=sums[ExecutionStep.RATIO],
        event_ntd=sums[ExecutionStep.RATIO] / len(days),
        low_ntd=min(sums.values()),
        high_ntd=max(sums.values()),
        notes=tuple(_day_select_notes(committed, cap is None)),
    )


def _day_select_notes(committed_kw: int, no_cap: bool) -> Iterator[Message]:
    yield said("An upper figure: as if {kw:,} kW were saved in these hours on every day that has a baseline.", kw=committed_kw)
    yield said("Days of taking part are kept out of the baseline, and the baseline begins with the measure's own months.")
    if no_cap:
        yield said("The regular contract, which caps the baseline, is not known.")


def _reduced(day: Baseline, committed_kw: int, cap_kw: Decimal | None) -> Decimal:
    """Baseline, at most the regular contract, less what is used once so much is saved."""
    baseline = day.expected_kw if cap_kw is None else min(day.expected_kw, cap_kw)
    return baseline - max(Decimal(0), day.used_kw - committed_kw)


def _guaranteed(measure: Guaranteed, site: Site) -> Income:
    if site.regular_kw is None:
        text = said("Whether it is open depends on the contract, which is not known.")
        return Income(measure.terms, measure.window, None, notes=(text,))
    if site.regular_kw < measure.least_contract_kw:
        text = said("Only with a contract of at least {least:,} kW.", least=measure.least_contract_kw)
        return Income(measure.terms, measure.window, False, notes=(text,))
    committed = measure.committed_kw(site.regular_kw)
    rates = [rate for _, rate in measure.rates]
    lowest = monthly_payment(measure, committed, min(*rates, measure.other_rate), None)
    highest = monthly_payment(measure, committed, max(rates), None)
    days, able = _able_days(measure, site, committed)
    notes = (
        said("At least {kw:,} kW have to be promised.", kw=committed),
        said("On {able} of {days} weekdays the load never falls below that between 13:00 and 22:00.", able=able, days=days),
        said("Paid by the month, in full where nothing is called; in which months is not recorded, hence no yearly figure."),
        said(
            "Sources disagree on the rate: {rates} or {other} NT$/kW.",
            rates="/".join(map(str, rates)),
            other=str(measure.other_rate),
        ),
    )
    return Income(
        measure=measure.terms,
        window=measure.window,
        eligible=True,
        committed_kw=committed,
        days=days,
        month_ntd=(lowest, highest),
        notes=notes,
    )


def _able_days(measure: Guaranteed, site: Site, committed_kw: int) -> tuple[int, int]:
    """Weekdays that are no off-peak days, and how many of them never fall below the promised power in the window."""
    rows = site.load.wh.reshape(site.load.days, SLOTS_PER_DAY)
    days = (site.load.first_day + timedelta(days=place) for place in range(site.load.days))
    places = [place for place, day in enumerate(days) if day.weekday() < 5 and not site.off_peak_days.is_off_peak(day)]
    lowest = rows[places][:, measure.window[0] : measure.window[1]].min(axis=1)
    return len(places), int(np.count_nonzero(lowest * 4 >= committed_kw * 1000))
