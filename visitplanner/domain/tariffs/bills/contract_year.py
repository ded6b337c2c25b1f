"""From readings and prices to the terms on which contracts are charged: what the best contracts are sought for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.bills.accounts import OWN_TRANSFORMER_DISCOUNT, Account
from visitplanner.domain.tariffs.bills.power_factor import share, whole_percent
from visitplanner.domain.tariffs.books.periods import CELLS, Period, cell
from visitplanner.domain.tariffs.books.prices import MonthPrices, month_prices
from visitplanner.domain.tariffs.books.readings import Readings, YesNo
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.domain.tariffs.books.use import MonthUse
from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem, MonthTerms, PeriodDemand

IDLE_SHARE = Decimal("0.5")
"""A month without energy and demand pays half the basic charge (chapter 5, article 5(2))."""

SUMMER_PEAK = cell(Season.SUMMER, Period.PEAK)
OTHER_PEAK = cell(Season.NON_SUMMER, Period.PEAK)


class Measured(NamedTuple):
    """The demand that is held against limit 1..4, in W, and the place of `CELLS` where it occurred."""

    limit: int
    demand_w: int
    place: int


THREE_STAGES = ((1, 0, 4), (2, 1, 5), (3, 2, 6), (4, 3, 7))
"""(limit, place in summer, place outside): peak, half-peak, Saturday, off-peak (chapter 5, article 7(1)2)."""

TWO_STAGES = ((1, SUMMER_PEAK, SUMMER_PEAK), (2, OTHER_PEAK, OTHER_PEAK), (3, 2, 6), (4, 3, 7))
"""Summer peak, non-summer peak (both in a month of two seasons, each by its own dates), Saturday, off-peak (7(1)1)."""


def measured_demands(option: TariffOption, use: MonthUse, seasons: tuple[bool, bool]) -> tuple[Measured, ...]:
    """Which demand is held against which limit, in the order of the limits; EV: the month's highest (article 7(1)4).

    Limits of a season the month does not have are left out.
    """
    if option is TariffOption.EV:
        return (_highest_of_all(use),)
    absent = {1} if not seasons[Season.SUMMER] else set[int]()
    if not option.three_stage and not seasons[Season.NON_SUMMER]:
        absent = {2}
    return tuple(entry for entry in _held(option, use, NOTHING_W) if entry.limit not in absent)


def demands_over(option: TariffOption, use: MonthUse, limits: Sequence[int]) -> list[Measured]:
    """Those of the measured demands that are over their limit; limits: cumulative contracts S1..S4 in kW."""
    watts = [kw * 1000 for kw in limits]
    if option is TariffOption.EV:
        highest = _highest_of_all(use)
        return [highest] if highest.demand_w > watts[0] else []
    return _held(option, use, watts)


NOTHING_W = (-1, -1, -1, -1)


def _held(option: TariffOption, use: MonthUse, above_w: Sequence[int]) -> list[Measured]:
    demand, found = use.demand_w, list[Measured]()
    for limit, summer, rest in THREE_STAGES if option.three_stage else TWO_STAGES:
        place = rest if demand[rest] > demand[summer] else summer
        if demand[place] > above_w[limit - 1]:
            found.append(Measured(limit, demand[place], place))
    return found


def _highest_of_all(use: MonthUse) -> Measured:
    place = max(range(8), key=use.demand_w.__getitem__)
    return Measured(1, use.demand_w[place], place)


def period_demands(measured: Sequence[Measured], prices: MonthPrices, readings: Readings) -> tuple[PeriodDemand, ...]:
    """The same in kW with names and the prices at which kilowatts over the limit are charged."""
    found = list[PeriodDemand]()
    for limit, watts, place in measured:
        season, period = CELLS[place]
        name = "peak_non_summer" if place == OTHER_PEAK and prices.option is not TariffOption.EV else period.key
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
    ev = account.option is TariffOption.EV
    return ContractProblem(
        months=tuple(month_terms(account, use, readings) for use in uses),
        reading=readings.surcharge,
        sold=(True, False, False, False) if ev else (True, True, True, True),
    )
