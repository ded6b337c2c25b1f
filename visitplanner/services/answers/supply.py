"""Standby power, temporary power, wheeled green power and carbon, of a load."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.advice.comparison import compared_months
from visitplanner.domain.tariffs.answers.dated_figures import Figure, Figures
from visitplanner.domain.tariffs.answers.green_supply import CarbonAnswer, WheelingAnswer, carbon, wheeling
from visitplanner.domain.tariffs.answers.standby import (
    Feeder,
    FeederOwner,
    StandbyCost,
    StandbyMonth,
    TemporaryCost,
    feeder_percent,
    temporary_power,
)
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import Question, YearBill, bill_load
from visitplanner.domain.tariffs.books.load import Load


def bills_compared(library: Library, load: Load, question: Question) -> YearBill:
    """The bills of the newest whole months. Refused where the load has none."""
    return bill_load(library, load, replace(question, months=compared_months(load, question.months)))


def loop_cost(library: Library, load: Load, question: Question, feeder: Feeder, owner: FeederOwner) -> StandbyCost:
    """Two feeders that always supply, or a closed loop: the bills with the share on all contracts less those without it."""
    account = question.account
    percent = feeder_percent(account.voltage, feeder, owner)
    without, added = (
        bills_compared(library, load, replace(question, account=replace(account, second_feeder_percent=each)))
        for each in (Decimal(0), percent)
    )
    months = tuple(
        StandbyMonth(more.total - less.total, Decimal(0)) for less, more in zip(without.months, added.months, strict=True)
    )
    clause = said("chapter 5, article 5(7): {percent} % of the basic charge on all contracts", percent=percent)
    return StandbyCost(sum(account.contracts), months, percent, clause, always=True)


def temporary_cost(year: YearBill, month: int, kw: int, days: int, kwh: Decimal) -> TemporaryCost:
    """At the prices of a calendar month of these bills. Refused where they do not have it."""
    for bill in year.months:
        if bill.use.month.month == month:
            return temporary_power(bill, kw, days, kwh)
    raise Refused(said("The load has no whole month {month}.", month=month), field="month")


def wheeling_of(year: YearBill, figures: Figures, today: dt.date, green: Decimal | None, kwh: Decimal | None) -> WheelingAnswer:
    """At the fee of today."""
    return wheeling(year.months, figures.on(Figure.WHEELING, today), green, kwh)


def carbon_of_load(year: YearBill, figures: Figures) -> CarbonAnswer:
    """Each month's energy by the factor in force at its end."""
    return carbon(
        [(Decimal(bill.use.total_wh).scaleb(-3), figures.on(Figure.CARBON, bill.use.month.last)) for bill in year.months]
    )
