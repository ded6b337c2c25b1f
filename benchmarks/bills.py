"""A year's bills from 35,040 quarters of an hour, against plain NumPy with a ready index in the same run.

Aims: one option with its period index at most 5 times the plain bill; all options of a customer at most 3 times one option.
The plain bill knows no contract rules beyond one limit, no dates, no rounding: it is the least a program can do.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import numpy as np

from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills import metering
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.library import Library, timeline
from visitplanner.domain.tariffs.bills.variable import variable_days
from visitplanner.domain.tariffs.bills.year import Question, YearBill, bill_load, bill_questions, months_of_year
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.reference.tariff_books import tariff_library

YEAR = 2026
OPTIONS = (TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED, TariffOption.THREE_STAGE_VARIABLE, TariffOption.BATCH)
"""All a factory may choose; EV charging is for charging premises alone."""


def run() -> list[str]:
    """Times and ratios, one sentence each."""
    library, load = tariff_library(), factory_load()
    days = designated(library.off_peak_days, library, load)
    questions = [question(option, days) for option in OPTIONS]
    plain, one, kept, every = in_turns(
        plain_bill(library, load),
        lambda: cold(library, load, [questions[1]]),
        lambda: bill_load(library, load, questions[1]),
        lambda: cold(library, load, questions),
    )
    return [
        f"plain NumPy year bill with a ready index: {plain * 1e3:.3f} ms",
        f"one option with its period index: {one * 1e3:.3f} ms = {one / plain:.1f} x plain (aim: at most 5)",
        f"one option with the index kept: {kept * 1e3:.3f} ms = {kept / plain:.1f} x plain",
        f"all {len(OPTIONS)} options of one customer: {every * 1e3:.3f} ms = {every / one:.1f} x one option (aim: at most 3)",
    ]


def factory_load() -> Load:
    """A year of a factory that works weekdays from 8 to 18, most in late summer, with some noise; Wh."""
    random = np.random.default_rng(1)
    clock = np.arange(365 * SLOTS_PER_DAY) % SLOTS_PER_DAY
    works = (
        (clock >= 32) & (clock < 72) & ((np.arange(365 * SLOTS_PER_DAY) // SLOTS_PER_DAY + date(YEAR, 1, 1).weekday()) % 7 < 5)
    )
    season = 1 + 0.2 * np.sin(np.arange(365 * SLOTS_PER_DAY) / (365 * SLOTS_PER_DAY) * 2 * np.pi - 2.2)
    wh = np.where(works, 220_000, 60_000) * season + random.integers(0, 20_000, clock.size)
    return Load(date(YEAR, 1, 1), wh.astype(np.int64))


def question(option: TariffOption, days: tuple[date, ...]) -> Question:
    account = Account(Voltage.HIGH, option, (950, 100, 0, 0), sector="261", power_factor_percent=Decimal(97))
    return Question(account, months_of_year(YEAR), designated=days if option is TariffOption.THREE_STAGE_VARIABLE else ())


def designated(off_peak_days: OffPeakDays, library: Library, load: Load) -> tuple[date, ...]:
    tariff = library.books.on(load.first_day, CustomerClass.GENERAL).tariff(Voltage.HIGH, TariffOption.THREE_STAGE_VARIABLE)
    return variable_days(load, tariff, off_peak_days, YEAR).expected


def cold(library: Library, load: Load, questions: list[Question]) -> list[YearBill]:
    """The bills with every period index made anew; several questions share the condensed load."""
    metering.forget()
    return bill_questions(library, load, questions)


def plain_bill(library: Library, load: Load) -> Callable[[], float]:
    """Energy and highest demand by month and period on a ready index, prices as arrays, floating point."""
    asked = question(TariffOption.THREE_STAGE_FIXED, ())
    months = timeline(library, asked.account, asked.months, asked.readings)
    spans = [span for month in months for span in month.spans]
    tariff = spans[0].tariff
    stretches = tuple(metering.BillDays(span.first, span.last, tariff.summer) for span in spans)
    groups = metering.day_groups(load.first_day, load.days, stretches, library.off_peak_days.of_year(YEAR))
    every = tuple(range(SLOTS_PER_DAY))
    by_group = metering.period_index(groups, every, (tariff.hours,) * len(spans)).reshape(-1, SLOTS_PER_DAY)
    by_day = np.empty((load.days, SLOTS_PER_DAY), dtype=np.int64)
    by_day[groups.order] = np.repeat(by_group, np.diff(groups.starts, append=load.days), axis=0)
    index = by_day.reshape(-1)
    energy_prices = np.array([[float(price or 0) for price in season] for season in tariff.energy]).reshape(-1)
    contract = float(asked.account.contracts[0])

    def bill() -> float:
        kwh = np.bincount(index, weights=load.wh, minlength=96).reshape(12, 8) / 1000
        highest = np.zeros(96, dtype=np.int64)
        np.maximum.at(highest, index, load.wh)
        over = np.maximum(highest.reshape(12, 8).max(axis=1) / 250 - contract, 0)
        return float((kwh @ energy_prices + 200 * contract + 400 * over).sum())

    return bill


def in_turns(*works: Callable[[], object], rounds: int = 100) -> list[float]:
    """Seconds each takes (lower quartile), all of them once in every round so that a busy machine is busy for all."""
    taken = [list[float]() for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return [sorted(times)[rounds // 4] for times in taken]
