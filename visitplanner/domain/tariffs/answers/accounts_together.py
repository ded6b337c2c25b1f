"""Merging accounts, or splitting one: the bill of the sum against the sum of the bills, over the same months.

The parts are billed each with its own contracts, the whole with the sum of them; then both with their best. Energy costs the
same either way under one option; what differs is that highest demands of different hours do not add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.advice.comparison import OptionYear
from visitplanner.domain.tariffs.bills.year import YearBill
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import Stop

ZERO = Decimal(0)


def merged_load(loads: Sequence[Load]) -> Load:
    """What one meter before all of them would have read, on the days they share; a quarter that one lacks is missing.

    Refused for fewer than two loads, and where they share no day.
    """
    if len(loads) < 2:
        raise Refused(said("Merging takes at least two loads."), mend=said("Give --load and --contracts for each account."))
    first, last = max(load.first_day for load in loads), min(load.last_day for load in loads)
    if last < first:
        raise Refused(said("The loads share no day."), mend=said("Import loads of the same months."))
    parts = [load.between(first, last) for load in loads]
    wh, missing = parts[0].wh.copy(), parts[0].missing.copy()
    for part in parts[1:]:
        wh += part.wh
        missing |= part.missing
    wh[missing] = 0
    lagging = [part.varh_lagging for part in parts if part.varh_lagging is not None]
    varh = None
    if len(lagging) == len(parts):
        varh = lagging[0].copy()
        for each in lagging[1:]:
            varh += each
        varh[missing] = 0
    return Load(first, wh, missing, max(part.interval_minutes for part in parts), varh)


@dataclass(frozen=True, slots=True)
class AccountYear:
    """One account, or all as one. present: its bills with its own contracts; best: with the cheapest."""

    contracts: ContractsKw
    present: YearBill
    best_contracts: ContractsKw
    best: YearBill

    @property
    def highest_kw(self) -> Decimal:
        """The highest demand of the months."""
        return Decimal(max(max(bill.use.demand_w) for bill in self.present.months)) / 1000


@dataclass(frozen=True, slots=True)
class Together:
    """parts: the accounts apart. whole: as one, its present contracts the sum of theirs; NT$ of the same months."""

    parts: tuple[AccountYear, ...]
    whole: AccountYear

    @property
    def apart_ntd(self) -> Decimal:
        """The parts with their present contracts."""
        return sum((part.present.total for part in self.parts), ZERO)

    @property
    def apart_best_ntd(self) -> Decimal:
        """The parts, each with its best contracts."""
        return sum((part.best.total for part in self.parts), ZERO)

    @property
    def merging_saves_ntd(self) -> Decimal:
        """Best contracts against best contracts, so that what needs no merging is not counted; negative where apart is
        cheaper."""
        return self.apart_best_ntd - self.whole.best.total

    @property
    def coinciding_kw(self) -> Decimal:
        """By how much the sum of the highest demands is above the highest demand of the sum."""
        return sum((part.highest_kw for part in self.parts), ZERO) - self.whole.highest_kw


def account_year(year: OptionYear, contracts: ContractsKw, stop: Stop | None = None) -> AccountYear:
    """The bills of an account with its own and with its best contracts."""
    best = year.best(stop)
    return AccountYear(contracts, year.bills(contracts), best, year.bills(best))


def together(parts: Sequence[tuple[OptionYear, ContractsKw]], whole: OptionYear, stop: Stop | None = None) -> Together:
    """Parts and whole over the same months."""
    summed = tuple(map(sum, zip(*(contracts for _, contracts in parts), strict=True)))
    c1, c2, c3, c4 = summed
    apart = tuple(account_year(year, contracts, stop) for year, contracts in parts)
    return Together(apart, account_year(whole, (c1, c2, c3, c4), stop))


def together_notes(answer: Together) -> tuple[Message, ...]:
    """What the comparison leaves to the office."""
    months = answer.whole.present.months
    return (
        said(
            "Of the months {first} to {last}; the sector of the first account is taken for the whole.",
            first=months[0].use.month,
            last=months[-1].use.month,
        ),
        said(
            "Whether the accounts of one site may be merged or split, and what the work costs, is in Taipower's business rules, "
            "not in the tariff book."
        ),
    )
