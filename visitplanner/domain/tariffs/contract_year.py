"""From readings and prices to the terms on which contracts are charged: what the best contracts are sought for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.tariffs.accounts import OWN_TRANSFORMER_DISCOUNT, Account
from visitplanner.domain.tariffs.book import Option
from visitplanner.domain.tariffs.contract_terms import ContractProblem, MonthTerms, PeriodDemand
from visitplanner.domain.tariffs.periods import CELLS, Period, cell
from visitplanner.domain.tariffs.power_factor import share, whole_percent
from visitplanner.domain.tariffs.prices import MonthPrices, month_prices
from visitplanner.domain.tariffs.readings import Readings, YesNo
from visitplanner.domain.tariffs.seasons import Season
from visitplanner.domain.tariffs.use import MonthUse

IDLE_SHARE = Decimal("0.5")
"""A month without energy and demand pays half the basic charge (chapter 5, article 5(2))."""

SUMMER_PEAK = cell(Season.SUMMER, Period.PEAK)
OTHER_PEAK = cell(Season.NON_SUMMER, Period.PEAK)


class Measured(NamedTuple):
    """The demand that is held against limit 1..4, in W, and the place of `CELLS` where it occurred."""

    limit: int
    demand_w: int
    place: int


def measured_demands(option: Option, use: MonthUse, seasons: tuple[bool, bool]) -> tuple[Measured, ...]:
    """Which demand is held against which limit (chapter 5, article 7(1)), in the order of the limits.

    Three-stage: peak, half-peak, Saturday, off-peak. Two-stage and batch: summer peak, non-summer peak (both in a month of
    two seasons, each by its own dates), Saturday, off-peak. EV: the month's highest.
    """
    watts = use.demand_w
    if option is Option.EV:
        highest = max(range(8), key=watts.__getitem__)
        return (Measured(1, watts[highest], highest),)
    first: list[Measured]
    if option.three_stage:
        first = [_highest(1, Period.PEAK, watts)] if seasons[Season.SUMMER] else []
        first.append(_highest(2, Period.HALF_PEAK, watts))
    else:
        first = [Measured(1, watts[SUMMER_PEAK], SUMMER_PEAK)] if seasons[Season.SUMMER] else []
        if seasons[Season.NON_SUMMER]:
            first.append(Measured(2, watts[OTHER_PEAK], OTHER_PEAK))
    return (*first, _highest(3, Period.SATURDAY_HALF_PEAK, watts), _highest(4, Period.OFF_PEAK, watts))


def _highest(limit: int, period: Period, watts: Sequence[int]) -> Measured:
    summer, rest = int(period), int(period) + 4
    place = rest if watts[rest] > watts[summer] else summer
    return Measured(limit, watts[place], place)


def period_demands(measured: Sequence[Measured], prices: MonthPrices, readings: Readings) -> tuple[PeriodDemand, ...]:
    """The same in kW with names and the prices at which kilowatts over the limit are charged."""
    found = list[PeriodDemand]()
    for limit, watts, place in measured:
        season, period = CELLS[place]
        name = "peak_non_summer" if place == OTHER_PEAK and prices.option is not Option.EV else period.key
        kw = Decimal(watts).scaleb(-3)
        found.append(PeriodDemand(name, limit, kw, prices.over_price(limit, season, readings)))
    return tuple(found)


def month_terms(account: Account, use: MonthUse, readings: Readings) -> MonthTerms:
    """One month as `best contracts` takes it: prices, demands and the factors on the basic charge.

    basic_factor holds the power factor, the own transformer, the second feeder and the idle month.
    """
    prices = month_prices(use.month, use.spans, readings)
    adjustment = share(whole_percent(account, use, readings))
    basic_factor = 1 + adjustment
    if account.own_transformer_kv:
        basic_factor *= 1 - OWN_TRANSFORMER_DISCOUNT[account.own_transformer_kv]
    basic_factor *= 1 + account.second_feeder_percent / 100
    raised = adjustment > 0 and readings.low_power_factor_raises_surcharge is YesNo.YES
    return MonthTerms(
        month=use.month.month,
        regular_ntd=prices.basic[0],
        second_ntd=prices.basic[1],
        off_peak_ntd=prices.basic[2],
        demands=period_demands(measured_demands(account.option, use, prices.seasons), prices, readings),
        basic_factor=basic_factor * IDLE_SHARE if use.idle else basic_factor,
        surcharge_factor=1 + adjustment if raised else Decimal(1),
    )


def contract_terms(account: Account, uses: Sequence[MonthUse], readings: Readings) -> ContractProblem:
    """The year's contract problem of an account: the months' terms, the readings, and which contracts the option sells."""
    ev = account.option is Option.EV
    return ContractProblem(
        months=tuple(month_terms(account, use, readings) for use in uses),
        reading=readings.surcharge,
        sold=(True, False, False, False) if ev else (True, True, True, True),
        least_total_kw=100,
    )
