"""One tree of savings: parts that add up to the whole, and options that stand instead of others, never besides them.

Besides each other stand: other contracts, then the other option on top of them, then a better power factor on top of both.
Each part is what the bill falls by when it is added to those before it, so the parts are exactly the whole. What the customer's
operation would have to do, such as moving the evening, is told as an alternative and is in no total: nothing in a load shows
that a plant can do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice
from visitplanner.domain.tariffs.advice.contract_table import SAME_NTD
from visitplanner.domain.tariffs.advice.contract_variants import VariantAdvice
from visitplanner.domain.tariffs.advice.shifting import Shifted
from visitplanner.domain.tariffs.advice.sureness import Sureness
from visitplanner.domain.tariffs.bills.power_factor import BEST_PERCENT
from visitplanner.domain.tariffs.bills.year import YearBill
from visitplanner.domain.tariffs.response.response import Income

CONTRACTS, OPTION, POWER_FACTOR, SHIFT, RESPONSE = "contracts", "option", "power_factor", "shift", "response"


class Need(StrEnum):
    """What it takes: a form, equipment, or another way of running the plant."""

    FORM = "form"
    EQUIPMENT = "equipment"
    OPERATION = "operation"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the bill and by how much it falls, NT$; negative where it rises."""

    id: str
    ntd: Decimal


@dataclass(frozen=True, slots=True)
class SavingPart:
    """ntd: over the months compared. low_ntd: when all that is open turns out worst, None where that was not computed.
    pieces: the lines of the bill it consists of; they add up to it. instead_of: the parts it would replace; empty for the parts
    that add up to the whole."""

    id: str
    need: Need
    ntd: Decimal
    low_ntd: Decimal | None = None
    pieces: tuple[Piece, ...] = ()
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Savings:
    """parts: those that add up first, then the alternatives."""

    parts: tuple[SavingPart, ...] = ()

    @property
    def besides(self) -> tuple[SavingPart, ...]:
        return tuple(part for part in self.parts if not part.instead_of)

    @property
    def total_ntd(self) -> Decimal:
        return sum((part.ntd for part in self.besides), Decimal(0))

    def part(self, ident: str) -> SavingPart | None:
        return next((part for part in self.parts if part.id == ident), None)


def savings_of(
    advice: Advice,
    best: OptionAdvice | None,
    sure: Mapping[TariffOption, Sureness],
    variants: Sequence[VariantAdvice] = (),
    shift: Shifted | None = None,
    response: Income | None = None,
) -> Savings:
    """best: the recommended option, None where none is. shift: computed under it. Nothing where nothing may be claimed."""
    if advice.present_bill is None or not advice.claims:
        return Savings()
    besides = [*_forms(advice, best, sure), *_power_factor(advice, best)]
    forms = tuple(part.id for part in besides if part.need is Need.FORM)
    others = [*_other_options(advice, best, sure, forms), *_other_contracts(best, variants, forms), *_operation(shift, response)]
    return Savings((*besides, *others))


def _forms(advice: Advice, best: OptionAdvice | None, sure: Mapping[TariffOption, Sureness]) -> Iterator[SavingPart]:
    paid, own = advice.present_bill, advice.contract_change
    if best is None or best.saving_ntd is None or paid is None:
        return
    if best.is_present or own is None or own.saving_ntd is None:
        ident = CONTRACTS if best.is_present else OPTION
        yield SavingPart(ident, Need.FORM, best.saving_ntd, sure[best.option].low_ntd, pieces(paid, best.weighed.bill))
        return
    low = sure[own.option].low_ntd if own.option in sure else None
    yield SavingPart(CONTRACTS, Need.FORM, own.saving_ntd, low, pieces(paid, own.weighed.bill))
    more = best.saving_ntd - own.saving_ntd
    yield SavingPart(OPTION, Need.FORM, more, None, pieces(own.weighed.bill, best.weighed.bill))


def pieces(before: YearBill, after: YearBill) -> tuple[Piece, ...]:
    """By how much each line of the bills falls; the last holds power factor, coefficient, concession and rounding."""
    basic, energy, surcharge = (
        sum((getattr(old, name) - getattr(new, name) for old, new in zip(before.months, after.months, strict=True)), Decimal(0))
        for name in ("basic", "energy", "surcharge")
    )
    rest = before.total - after.total - basic - energy - surcharge
    named = (("basic", basic), ("energy", energy), ("surcharge", surcharge), ("adjustments", rest))
    return tuple(Piece(name, ntd) for name, ntd in named if ntd)


def _power_factor(advice: Advice, best: OptionAdvice | None) -> Iterator[SavingPart]:
    """From what the months have to 95 %, on the bills of what is recommended, or else of what is held."""
    bill = best.weighed.bill if best is not None else advice.present_bill
    assert bill is not None
    known = [month.power_factor_percent for month in bill.months if month.power_factor_percent is not None]
    if known and min(known) < BEST_PERCENT:
        saving = bill.total - _at_best_power_factor(advice, bill)
        if saving > 0:
            yield SavingPart(POWER_FACTOR, Need.EQUIPMENT, saving)


def _at_best_power_factor(advice: Advice, bill: YearBill) -> Decimal:
    comparison = advice.comparison
    account = replace(comparison.terms.account, power_factor_percent=Decimal(BEST_PERCENT))
    year = comparison.with_account(account).under(bill.question.account.option, bill.question.designated)
    return year.bills(bill.question.account.contracts).total


def _other_options(
    advice: Advice, best: OptionAdvice | None, sure: Mapping[TariffOption, Sureness], forms: tuple[str, ...]
) -> Iterator[SavingPart]:
    for other in advice.options:
        if other is best or other.saving_ntd is None or other.saving_ntd <= 0 or not forms:
            continue
        if other is advice.contract_change:
            continue
        low = sure[other.option].low_ntd if other.option in sure else None
        yield SavingPart(other.option.value, Need.FORM, other.saving_ntd, low, instead_of=forms)


def _other_contracts(
    best: OptionAdvice | None, variants: Sequence[VariantAdvice], forms: tuple[str, ...]
) -> Iterator[SavingPart]:
    for variant in variants:
        gains = variant.saving_ntd is not None and variant.saving_ntd > 0
        if best is not None and gains and forms and variant.contracts != best.contracts:
            assert variant.saving_ntd is not None and best.saving_ntd is not None
            if best.is_present and abs(variant.saving_ntd - best.saving_ntd) <= SAME_NTD:
                continue
            yield SavingPart(variant.variant.value, Need.FORM, variant.saving_ntd, instead_of=forms)


def _operation(shift: Shifted | None, response: Income | None) -> Iterator[SavingPart]:
    """Both use the same evening hours, so each stands instead of the other. Neither has a least: who does nothing saves nothing,
    and gets for it what is chance alone."""
    if shift is not None and response is not None and response.ntd is not None:
        yield SavingPart(SHIFT, Need.OPERATION, shift.saving_of_moving_ntd, instead_of=(RESPONSE,))
        yield SavingPart(RESPONSE, Need.OPERATION, response.ntd, instead_of=(SHIFT,))
