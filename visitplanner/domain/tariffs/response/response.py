"""Demand response: what a customer could earn with its own load, for the measures whose terms are known.

A measure whose rates are not recorded is named with an unknown income, never with zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.response.baselines import baselines, reduced_kw
from visitplanner.domain.tariffs.response.pledges import FailedCall, PledgePay, Summer, failure_of, pledge_sizes
from visitplanner.domain.tariffs.response.response_terms import (
    DaySelect,
    ExecutionStep,
    Family,
    Guaranteed,
    Measure,
    ResponseHours,
    Terms,
    monthly_payment,
)


@dataclass(frozen=True, slots=True)
class Income:
    """What one measure (and window) could bring. eligible: None where it depends on what is not known.

    committed_kw: what is promised. days: on which it is computed. ntd: if all these days are taken part in, None where
    unknown. event_ntd: the mean of a day. low_ntd, high_ntd: over the readings that are open. pledges: other promises with
    the same power really saved, the one of `ntd` among them. month_ntd: of measures paid by the month, which never stand
    without their `failure`.
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
    pledges: tuple[PledgePay, ...] = ()
    failure: FailedCall | None = None
    notes: tuple[Message, ...] = ()

    @property
    def pledge(self) -> PledgePay | None:
        """The promise that `ntd` is paid for."""
        return next((each for each in self.pledges if each.pledged_kw == self.committed_kw), None)

    @property
    def dearest(self) -> PledgePay | None:
        """The promise that pays most for the same power saved."""
        return max(self.pledges, key=lambda each: each.ntd, default=None)


class Site(NamedTuple):
    """Whose load it is. option, regular_kw: the present ones, None where unknown."""

    load: Load
    off_peak_days: OffPeakDays
    option: TariffOption | None = None
    regular_kw: int | None = None


def incomes(measures: tuple[Measure, ...], site: Site, percent: int, pledge_kw: int | None = None) -> tuple[Income, ...]:
    """What each measure could bring a customer that lowers `percent` of its usual demand in the measure's hours, and
    promises as much, or `pledge_kw` where the customer has a promise of its own in mind.

    Customers of the variable peak may join planned measures alone.
    """
    return tuple(income for measure in measures for income in _incomes(measure, site, percent, pledge_kw))


def _incomes(measure: Measure, site: Site, percent: int, pledge_kw: int | None) -> Iterator[Income]:
    terms = measure if isinstance(measure, Terms) else measure.terms
    if site.option is TariffOption.THREE_STAGE_VARIABLE and terms.family is not Family.PLANNED:
        text = said("Customers of the variable peak may not join it in summer (chapter 5, article 8(4)).")
        yield Income(terms, None, False, notes=(text,))
    elif isinstance(measure, DaySelect):
        for window in measure.windows:
            yield _day_select(measure, window, site, percent, pledge_kw)
    elif isinstance(measure, Guaranteed):
        yield _guaranteed(measure, site, pledge_kw)
    else:
        yield Income(terms, None, None, notes=(said("Its rates are not recorded: the income is unknown."),))


def _day_select(measure: DaySelect, window: ResponseHours, site: Site, percent: int, pledge_kw: int | None) -> Income:
    hours = window.of(site.option)
    days = baselines(measure, site.load, hours, site.off_peak_days)
    usual = sum((day.used_kw for day in days), Decimal(0)) / len(days) if days else Decimal(0)
    saved = int(usual * percent / 100)
    committed = pledge_kw or saved
    if not saved:
        text = said("The load has too few days in its months to compute a baseline.")
        return Income(measure.terms, hours, True, notes=(text,))
    cap = Decimal(site.regular_kw) if site.regular_kw else None
    year = Summer(
        measure, window, tuple(reduced_kw(day, saved, cap) for day in days), tuple(reduced_kw(day, 0, cap) for day in days)
    )
    sums = [year.paid(committed, step) for step in ExecutionStep]
    pledges = tuple(year.pledge(kw) for kw in pledge_sizes(saved, committed))
    found = Income(
        measure=measure.terms,
        window=hours,
        eligible=True,
        committed_kw=committed,
        days=len(days),
        ntd=sums[0],
        event_ntd=sums[0] / len(days),
        low_ntd=min(sums),
        high_ntd=max(sums),
        pledges=pledges,
    )
    return replace(found, notes=tuple(_day_select_notes(found, saved, window, cap is None)))


def _day_select_notes(income: Income, saved: int, window: ResponseHours, no_cap: bool) -> Iterator[Message]:
    pledge, dearest = income.pledge, income.dearest
    assert pledge is not None and dearest is not None
    yield said(
        "As if {kw:,} kW were saved in these hours on each of {days} days; {noise:,} NT$ of it would be paid for doing nothing, "
        "because the load itself varies about its baseline.",
        kw=saved,
        days=income.days,
        noise=rounded(pledge.noise_ntd),
    )
    yield said(
        "The promise would have held on {held} of {days} days (95 % of it and more), less on {less}, nothing on {none}.",
        held=pledge.held_days,
        days=income.days,
        less=pledge.paid_days - pledge.held_days,
        none=income.days - pledge.paid_days,
    )
    if dearest.ntd > pledge.ntd:
        yield said(
            "The same saving promised as {kw:,} kW would pay {ntd:,} NT$; executed to the kW every day, the promise of "
            "{pledged:,} kW would pay {perfect:,}.",
            kw=dearest.pledged_kw,
            ntd=rounded(dearest.ntd),
            pledged=pledge.pledged_kw,
            perfect=rounded(pledge.perfect_ntd),
        )
    hours = Decimal(window.stop - window.start) / 4
    earned = max(Decimal(0), pledge.ntd - pledge.noise_ntd) / (saved * hours * income.days)
    yield said(
        "It pays only where saving one kWh costs the customer less than {ntd} NT$; the recorded terms name no penalty.",
        ntd=f"{earned:.2f}",
    )
    yield said("Days of taking part are kept out of the baseline, and the baseline begins with the measure's own months.")
    if no_cap:
        yield said("The regular contract, which caps the baseline, is not known.")


def _guaranteed(measure: Guaranteed, site: Site, pledge_kw: int | None) -> Income:
    if site.regular_kw is None:
        text = said("Whether it is open depends on the contract, which is not known.")
        return Income(measure.terms, measure.window, None, notes=(text,))
    if site.regular_kw < measure.least_contract_kw:
        text = said("Only with a contract of at least {least:,} kW.", least=measure.least_contract_kw)
        return Income(measure.terms, measure.window, False, notes=(text,))
    least = measure.committed_kw(site.regular_kw)
    committed = max(least, pledge_kw or 0)
    rates = [rate for _, rate in measure.rates]
    lowest = monthly_payment(measure, committed, min(*rates, measure.other_rate), None)
    highest = monthly_payment(measure, committed, max(rates), None)
    days, able = _able_days(measure, site, committed)
    failure = failure_of(measure, committed)
    notes = (
        said("At least {kw:,} kW have to be promised.", kw=least),
        *_failure_notes(measure, failure, lowest, highest),
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
        failure=failure,
        notes=notes,
    )


def _failure_notes(measure: Guaranteed, failure: FailedCall, lowest: Decimal, highest: Decimal) -> Iterator[Message]:
    yield said(
        "One call of {hours} hours that fails altogether costs {ntd:,} NT$; below {percent} % of the promise twice the call's "
        "rate is charged for what is missing.",
        hours=failure.hours,
        ntd=rounded(failure.ntd),
        percent=int(measure.penalty_below * 100),
    )
    yield said(
        "That is the basic payment of {least} to {most} months; and a month whose mean execution is below {percent} % has no "
        "basic payment.",
        least=f"{failure.ntd / highest:.1f}",
        most=f"{failure.ntd / lowest:.1f}",
        percent=int(measure.flow_from * 100),
    )


def _able_days(measure: Guaranteed, site: Site, committed_kw: int) -> tuple[int, int]:
    """Weekdays that are no off-peak days, and how many of them never fall below the promised power in the window."""
    rows = site.load.wh.reshape(site.load.days, SLOTS_PER_DAY)
    days = (site.load.first_day + timedelta(days=place) for place in range(site.load.days))
    places = [place for place, day in enumerate(days) if day.weekday() < 5 and not site.off_peak_days.is_off_peak(day)]
    lowest = rows[places][:, measure.window[0] : measure.window[1]].min(axis=1)
    return len(places), int(np.count_nonzero(lowest * 4 >= committed_kw * 1000))
