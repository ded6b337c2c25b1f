"""Contracts side by side, each with its whole cost: basic charge, months over, kW over, surcharge, total.

A saving on one line is often a cost on another: cheaper contracts may be exceeded on purpose. So every set of contracts shows
both, and what one hotter month would add.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice, at_contracts
from visitplanner.domain.tariffs.advice.comparison import OptionYear
from visitplanner.domain.tariffs.advice.contract_variants import Variant, VariantAdvice
from visitplanner.domain.tariffs.advice.over_contract import OverYear, over_year
from visitplanner.domain.tariffs.bills.bill import bill_month
from visitplanner.domain.tariffs.bills.year import YearBill
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw

HOTTER_PERCENT = 10
"""By how much one month's demand is raised to tell what contracts risk."""

SAME_NTD = Decimal(12)
"""Two years that differ by no more are the same: a dollar of rounding a month."""


class Shown(StrEnum):
    """Which contracts a line is about."""

    PRESENT = "present"
    BEST = "best"
    REGULAR_ALONE = "regular_alone"
    WITHOUT_EXCESS = "without_excess"
    ROBUST = "robust"


SHOWN_NAMES = {
    Shown.PRESENT: said("present contracts"),
    Shown.BEST: said("best contracts"),
    Shown.REGULAR_ALONE: said("regular contract alone"),
    Shown.WITHOUT_EXCESS: said("no month over contract"),
    Shown.ROBUST: said("for growth of 0 to 10 %"),
}


class HotterMonth(NamedTuple):
    """The month whose demand, raised by `HOTTER_PERCENT`, would cost most more; NT$ more than billed."""

    month: Month
    ntd: Decimal


@dataclass(frozen=True, slots=True)
class ContractLine:
    """One set of contracts over the months compared, NT$. also: other aims that cost the same, so that one line stands for
    all of them. basic_ntd and over are before power factor and coefficient, as their lines on the bill are."""

    shown: Shown
    contracts: ContractsKw
    basic_ntd: Decimal
    over: OverYear
    total_ntd: Decimal
    saving_ntd: Decimal | None
    hotter: HotterMonth
    also: tuple[Shown, ...] = ()


def contract_lines(advice: Advice, option: OptionAdvice, variants: Sequence[VariantAdvice]) -> tuple[ContractLine, ...]:
    """Present contracts first (where this option is the present one), then the best, then those by another aim; what costs
    the same as the best stands on the best's line, but no line that holds other contracts is called the regular one alone."""
    lines = list(_lines(advice, option, variants))
    found = list[ContractLine]()
    for line in lines:
        twin = next((place for place, other in enumerate(found) if _same(other, line)), None)
        if twin is None:
            found.append(line)
        elif line.shown is not Shown.REGULAR_ALONE or line.contracts == found[twin].contracts:
            found[twin] = replace(found[twin], also=(*found[twin].also, line.shown))
    return tuple(found)


def _same(one: ContractLine, other: ContractLine) -> bool:
    if one.contracts == other.contracts:
        return True
    if Shown.PRESENT in (one.shown, other.shown):
        return False
    return abs(one.total_ntd - other.total_ntd) <= SAME_NTD and one.over.count == other.over.count


def _lines(advice: Advice, option: OptionAdvice, variants: Sequence[VariantAdvice]) -> Iterator[ContractLine]:
    paid = advice.present_bill.total if advice.present_bill is not None and advice.claims else None
    if option.is_present and advice.present is not None and advice.present_bill is not None:
        yield _line(option, Shown.PRESENT, advice.present.contracts, paid)
    yield _line(option, Shown.BEST, option.contracts, paid)
    for variant in variants:
        if variant.option is option.option:
            yield _line(option, _SHOWN[variant.variant], variant.contracts, paid)


_SHOWN = {
    Variant.REGULAR_ALONE: Shown.REGULAR_ALONE,
    Variant.WITHOUT_EXCESS: Shown.WITHOUT_EXCESS,
    Variant.ROBUST: Shown.ROBUST,
}


def _line(option: OptionAdvice, shown: Shown, contracts: ContractsKw, paid: Decimal | None) -> ContractLine:
    weighed = at_contracts(option.weighed, contracts)
    bill = weighed.bill
    return ContractLine(
        shown=shown,
        contracts=contracts,
        basic_ntd=sum((month.basic for month in bill.months), Decimal(0)),
        over=over_year(bill.months),
        total_ntd=bill.total,
        saving_ntd=None if paid is None else paid - bill.total,
        hotter=hotter_month(weighed.year, bill),
    )


def hotter_month(year: OptionYear, bill: YearBill) -> HotterMonth:
    """Each month's demand raised in turn, its energy as it was; the month that then costs most more."""
    account, readings = bill.question.account, bill.question.readings
    found = list[HotterMonth]()
    for use, entry, paid in zip(year.uses, year.priced, bill.months, strict=True):
        raised = use._replace(demand_w=tuple(watts * (100 + HOTTER_PERCENT) // 100 for watts in use.demand_w))
        more = bill_month(account, raised, entry.prices, entry.coefficient, readings).total - paid.total
        found.append(HotterMonth(use.month, more))
    return max(found, key=lambda each: each.ntd)


def surcharge_notes(lines: Sequence[ContractLine]) -> Iterator[Message]:
    """In words: that the best contracts are exceeded on purpose, what contracts never exceeded would cost more, and what one
    hotter month would add to each."""
    by = {shown: line for line in lines for shown in (line.shown, *line.also)}
    best, never = by.get(Shown.BEST), by.get(Shown.WITHOUT_EXCESS)
    if best is None:
        return
    if best.over.count and never is not None and never is not best:
        yield said(
            "With the best contracts, paying the surcharge on purpose is cheaper: over contract in {count} months, {ntd:,} NT$; "
            "contracts that are never exceeded cost {more:,} NT$ more in all.",
            count=best.over.count,
            ntd=rounded(best.over.ntd),
            more=rounded(never.total_ntd - best.total_ntd),
        )
    present = by.get(Shown.PRESENT)
    if present is not None and present is not best:
        yield said(
            "One month hotter by {percent} % (month {month}) costs {best:,} NT$ more with the best contracts, {present:,} with "
            "the present ones.",
            percent=HOTTER_PERCENT,
            month=best.hotter.month.month,
            best=rounded(best.hotter.ntd),
            present=rounded(present.hotter.ntd),
        )
    elif best.hotter.ntd > 0:
        yield said(
            "One month hotter by {percent} % (month {month}) costs {best:,} NT$ more with these contracts.",
            percent=HOTTER_PERCENT,
            month=best.hotter.month.month,
            best=rounded(best.hotter.ntd),
        )
