"""What is worth saying to a customer, ranked by NT$: what contracts, option, power factor, hours and measures cost or bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice
from visitplanner.domain.tariffs.advice.green_power import GreenFit
from visitplanner.domain.tariffs.advice.response import Income
from visitplanner.domain.tariffs.advice.shifting import Shifted
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.power_factor import BEST_PERCENT, STEP
from visitplanner.domain.tariffs.books.seasons import Month


class FindingKind(StrEnum):
    """cost: paid today. saving: not paid any more. income: received. hint: without a figure."""

    COST = "cost"
    SAVING = "saving"
    INCOME = "income"
    HINT = "hint"


class Finding(NamedTuple):
    """ntd: over the months compared; None where no figure is known."""

    id: str
    kind: FindingKind
    text: Message
    ntd: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OverContract:
    """One period of one month over its contract: kW at twice and at three times the price, and what each cost, NT$ before
    the coefficient."""

    month: Month
    period: str
    over_kw: Decimal
    double_kw: Decimal
    triple_kw: Decimal
    double_ntd: Decimal
    triple_ntd: Decimal


def over_contract(bills: Sequence[MonthBill]) -> tuple[OverContract, ...]:
    """The parts of every over-contract charge (chapter 5, article 7(2)), in the order of the months."""
    return tuple(
        OverContract(
            month=bill.use.month,
            period=excess.period,
            over_kw=excess.gross_kw,
            double_kw=excess.double_kw,
            triple_kw=excess.triple_kw,
            double_ntd=2 * excess.price_ntd * excess.double_kw,
            triple_ntd=3 * excess.price_ntd * excess.triple_kw,
        )
        for bill in bills
        for excess in bill.excesses
        if excess.net_kw
    )


def findings(
    advice: Advice,
    recommended: OptionAdvice | None,
    shifts: Sequence[Shifted],
    responses: Sequence[Income],
    green: Sequence[GreenFit],
) -> tuple[Finding, ...]:
    """Everything found, the greatest amount first, what has no figure last."""
    found = [*_of_present(advice, recommended), *_of_behaviour(advice, shifts, responses), *_of_green(green)]
    return tuple(sorted(found, key=lambda finding: (finding.ntd is None, -(finding.ntd or 0))))


def _of_present(advice: Advice, recommended: OptionAdvice | None) -> Iterator[Finding]:
    bill = advice.present_bill
    if bill is None or not advice.claims:
        return
    change = advice.contract_change
    if change is not None and change.saving_ntd is not None and change.saving_ntd > 0:
        text = said("The best contracts alone save {ntd:,} NT$.", ntd=rounded(change.saving_ntd))
        yield Finding("contracts", FindingKind.SAVING, text, change.saving_ntd)
    if recommended is not None and not recommended.is_present and recommended.saving_ntd is not None:
        name = OPTION_NAMES[recommended.option]
        text = said("{option} with its best contracts saves {ntd:,} NT$.", option=name, ntd=rounded(recommended.saving_ntd))
        yield Finding("option", FindingKind.SAVING, text, recommended.saving_ntd)
    for option in advice.options:
        if option.saving_if_confirmed_ntd is not None and option.saving_if_confirmed_ntd > 0:
            text = said("If production is confirmed, {option} would be cheaper.", option=OPTION_NAMES[option.option])
            yield Finding(f"{option.option.value}_if_confirmed", FindingKind.HINT, text)
    yield from _excess(bill.months)
    yield from _power_factor(advice)


def _excess(bills: Sequence[MonthBill]) -> Iterator[Finding]:
    parts = over_contract(bills)
    if parts:
        paid = sum((bill.surcharge for bill in bills), Decimal(0))
        text = said(
            "{count} months over contract cost {ntd:,} NT$ ({double:,} at twice, {triple:,} at three times the price).",
            count=len({part.month for part in parts}),
            ntd=rounded(paid),
            double=rounded(sum((part.double_ntd for part in parts), Decimal(0))),
            triple=rounded(sum((part.triple_ntd for part in parts), Decimal(0))),
        )
        yield Finding("over_contract", FindingKind.COST, text, paid)


def _power_factor(advice: Advice) -> Iterator[Finding]:
    """What 95 % would save; where the power factor is not known, what one percent is worth."""
    bill, present = advice.present_bill, advice.present
    assert bill is not None and present is not None
    percents = [month.power_factor_percent for month in bill.months]
    known = [percent for percent in percents if percent is not None]
    if not known:
        base = sum(((month.basic + month.energy) * month.coefficient.factor for month in bill.months), Decimal(0))
        text = said("The power factor is not known; up to 95 % each percent is worth {ntd:,} NT$.", ntd=rounded(base * STEP))
        yield Finding("power_factor", FindingKind.HINT, text)
    elif min(known) < BEST_PERCENT:
        saving = bill.total - _at_best_power_factor(advice)
        text = said(
            "A power factor of 95 % instead of {percent} % saves {ntd:,} NT$.",
            percent=str(min(known)) if min(known) == max(known) else f"{min(known)}–{max(known)}",
            ntd=rounded(saving),
        )
        yield Finding("power_factor", FindingKind.SAVING, text, saving)


def _at_best_power_factor(advice: Advice) -> Decimal:
    comparison, bill = advice.comparison, advice.present_bill
    assert bill is not None
    account = replace(comparison.terms.account, power_factor_percent=Decimal(BEST_PERCENT))
    year = comparison.with_account(account).under(bill.question.account.option, bill.question.designated)
    return year.bills(bill.question.account.contracts).total


def _of_behaviour(advice: Advice, shifts: Sequence[Shifted], responses: Sequence[Income]) -> Iterator[Finding]:
    least = min((shift for shift in shifts if shift.percent), key=lambda shift: shift.percent or 0, default=None)
    if least is not None and advice.claims and least.saving_of_moving_ntd > 0:
        text = said(
            "Moving {percent} % of 16:00 to 22:00 on weekdays to {hours} saves {ntd:,} NT$, with the best contracts.",
            percent=least.percent,
            hours=str(least.into),
            ntd=rounded(least.saving_of_moving_ntd),
        )
        yield Finding("shift", FindingKind.SAVING, text, least.saving_of_moving_ntd)
    paid = [income for income in responses if income.ntd]
    if paid:
        top = max(paid, key=lambda income: income.ntd or Decimal(0))
        text = said(
            "{measure}: up to {ntd:,} NT$ for {kw:,} kW on {days} days.",
            measure=top.measure.name,
            ntd=rounded(top.ntd or Decimal(0)),
            kw=top.committed_kw,
            days=top.days,
        )
        yield Finding("response", FindingKind.INCOME, text, top.ntd)


def _of_green(green: Sequence[GreenFit]) -> Iterator[Finding]:
    for fit in green:
        if fit.packs and not fit.product.daytime and not fit.product.months:
            text = said(
                "{offer}, {product}: {packs} packs of {kwh:,} kWh fit this use, at {price} NT$/kWh.",
                offer=fit.offer.name,
                product=fit.product.name,
                packs=fit.packs,
                kwh=fit.offer.pack_kwh,
                price=str(fit.product.ntd_per_kwh),
            )
            yield Finding("green_power", FindingKind.HINT, text)
