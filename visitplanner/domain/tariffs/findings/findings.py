"""What is worth saying to a customer: what a form alone brings first, then what takes equipment, then what the plant must do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice
from visitplanner.domain.tariffs.advice.green_power import GreenFit
from visitplanner.domain.tariffs.advice.over_contract import over_year
from visitplanner.domain.tariffs.advice.shifting import Shifted
from visitplanner.domain.tariffs.bills.power_factor import STEP
from visitplanner.domain.tariffs.bills.variable import VariableCase
from visitplanner.domain.tariffs.findings.savings import CONTRACTS, OPTION, POWER_FACTOR, RESPONSE, SHIFT, Need, Savings
from visitplanner.domain.tariffs.response.response import Income


class FindingKind(StrEnum):
    """cost: paid today. saving: not paid any more. income: received. hint: without a figure."""

    COST = "cost"
    SAVING = "saving"
    INCOME = "income"
    HINT = "hint"


class Finding(NamedTuple):
    """ntd: over the months compared; None where no figure is known. need: what it takes to get it. part_of: the part of the
    savings that already holds this amount. instead_of: what it would replace."""

    id: str
    kind: FindingKind
    text: Message
    ntd: Decimal | None = None
    need: Need = Need.FORM
    part_of: str = ""
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the plant itself would have to do. shift: the least share asked for, under the recommended contracts; may_move:
    whether the load shows that so much can move. response: the measure that pays most."""

    shift: Shifted | None = None
    may_move: bool = False
    response: Income | None = None


NOTHING_MOVED = Behaviour()


def findings(
    advice: Advice,
    recommended: OptionAdvice | None,
    savings: Savings,
    behaviour: Behaviour = NOTHING_MOVED,
    green: Sequence[GreenFit] = (),
) -> tuple[Finding, ...]:
    """Everything found: by what it takes, then the greatest amount first, what has no figure last."""
    found = [
        *_of_present(advice, recommended, savings),
        *_of_power_factor(advice, savings),
        *_of_behaviour(advice, savings, behaviour),
        *_of_green(green),
    ]
    needs = list(Need)
    return tuple(sorted(found, key=lambda each: (each.ntd is None, needs.index(each.need), bool(each.part_of), -(each.ntd or 0))))


def _of_present(advice: Advice, best: OptionAdvice | None, savings: Savings) -> Iterator[Finding]:
    if advice.present_bill is None or not advice.claims:
        return
    yield from _contracts(advice, savings)
    yield from _option(best, savings)
    yield from _unconfirmed(advice, best)
    yield from _excess(advice, best, savings)


def _contracts(advice: Advice, savings: Savings) -> Iterator[Finding]:
    part = savings.part(CONTRACTS)
    if part is None:
        return
    lines = {piece.id: piece.ntd for piece in part.pieces}
    text = said(
        "The best contracts alone save {ntd:,} NT$: basic charge {basic:+,}, over-contract charge {surcharge:+,} (+ is saved).",
        ntd=rounded(part.ntd),
        basic=rounded(lines.get("basic", Decimal(0))),
        surcharge=rounded(lines.get("surcharge", Decimal(0))),
    )
    yield Finding(CONTRACTS, FindingKind.SAVING, text, part.ntd)


def _option(best: OptionAdvice | None, savings: Savings) -> Iterator[Finding]:
    part = savings.part(OPTION)
    if part is None or best is None or best.saving_ntd is None:
        return
    name, total = OPTION_NAMES[best.option], rounded(best.saving_ntd)
    text = said("{option} with its best contracts saves {ntd:,} NT$ in all.", option=name, ntd=total)
    if part.ntd != best.saving_ntd:
        text = said(
            "{option} with its best contracts saves {ntd:,} NT$ in all, {more:,} of it beyond the best contracts alone.",
            option=name,
            ntd=total,
            more=rounded(part.ntd),
        )
    if best.cases:
        text = said(
            "{option} with its best contracts: {worst:,} to {best:,} NT$ a year by the days named, {ntd:,} expected saving.",
            option=name,
            worst=rounded(best.cases[VariableCase.WORST]),
            best=rounded(best.cases[VariableCase.BEST]),
            ntd=total,
        )
    yield Finding(OPTION, FindingKind.SAVING, text, part.ntd)


def _unconfirmed(advice: Advice, best: OptionAdvice | None) -> Iterator[Finding]:
    """An option nobody confirmed is worth a word only where it would save more than what is recommended."""
    own = advice.contract_change
    known = [each.saving_ntd for each in (best, own) if each is not None and each.saving_ntd is not None]
    least = max([Decimal(0), *known])
    for option in advice.options:
        if option.saving_if_confirmed_ntd is not None and option.saving_if_confirmed_ntd > least:
            text = said(
                "If production is confirmed, {option} would save {ntd:,} NT$, {more:,} more than what is recommended.",
                option=OPTION_NAMES[option.option],
                ntd=rounded(option.saving_if_confirmed_ntd),
                more=rounded(option.saving_if_confirmed_ntd - least),
            )
            yield Finding(f"{option.option.value}_if_confirmed", FindingKind.HINT, text)


def _excess(advice: Advice, best: OptionAdvice | None, savings: Savings) -> Iterator[Finding]:
    """What is paid over contract today, never without what would be paid under the contracts recommended."""
    assert advice.present_bill is not None
    now = over_year(advice.present_bill.months)
    if not now.count:
        return
    paid = {"count": now.count, "kw": rounded(now.kw), "ntd": rounded(now.ntd)}
    if best is None:
        text = said(
            "Over contract in {count} months, {kw:,} kW in all, {ntd:,} NT$; what other contracts surely save in all is not "
            "worth a change.",
            **paid,
        )
        yield Finding("over_contract", FindingKind.COST, text, now.ntd)
        return
    then = over_year(best.weighed.bill.months)
    text = said(
        "Over contract in {count} months, {kw:,} kW in all, {ntd:,} NT$; under the recommended contracts {then} months and "
        "{cost:,} NT$, which the saving above already counts.",
        then=then.count,
        cost=rounded(then.ntd),
        **paid,
    )
    held = CONTRACTS if savings.part(CONTRACTS) is not None else OPTION
    yield Finding("over_contract", FindingKind.COST, text, now.ntd, part_of=held)


def _of_power_factor(advice: Advice, savings: Savings) -> Iterator[Finding]:
    """What 95 % would save; where the power factor is not known, what one percent is worth."""
    bill, part = advice.present_bill, savings.part(POWER_FACTOR)
    if bill is None or not advice.claims:
        return
    known = [month.power_factor_percent for month in bill.months if month.power_factor_percent is not None]
    if not known:
        base = sum(((month.basic + month.energy) * month.coefficient.factor for month in bill.months), Decimal(0))
        text = said("The power factor is not known; up to 95 % each percent is worth {ntd:,} NT$.", ntd=rounded(base * STEP))
        yield Finding(POWER_FACTOR, FindingKind.HINT, text, need=Need.EQUIPMENT)
    elif part is not None:
        text = said(
            "A power factor of 95 % instead of {percent} % saves {ntd:,} NT$; capacitors cost, which is not counted.",
            percent=str(min(known)) if min(known) == max(known) else f"{min(known)}–{max(known)}",
            ntd=rounded(part.ntd),
        )
        yield Finding(POWER_FACTOR, FindingKind.SAVING, text, part.ntd, Need.EQUIPMENT)


def _of_behaviour(advice: Advice, savings: Savings, behaviour: Behaviour) -> Iterator[Finding]:
    shift, top = behaviour.shift, behaviour.response
    both = savings.part(SHIFT) is not None
    if shift is not None and advice.claims and shift.saving_of_moving_ntd > 0:
        words = {"percent": shift.percent, "hours": str(shift.into), "ntd": rounded(shift.saving_of_moving_ntd)}
        text = said(
            "If the plant can move {percent} % of 16:00 to 22:00 on weekdays to {hours}: {ntd:,} NT$ more, with the best "
            "contracts then.",
            **words,
        )
        if not behaviour.may_move:
            text = said(
                "If the plant can move {percent} % of 16:00 to 22:00 on weekdays to {hours}: {ntd:,} NT$ more; the load does not "
                "show that so much can move.",
                **words,
            )
        instead = (RESPONSE,) if both else ()
        yield Finding(SHIFT, FindingKind.SAVING, text, shift.saving_of_moving_ntd, Need.OPERATION, instead_of=instead)
    if top is not None and top.ntd and top.pledge is not None:
        words = {"measure": top.measure.name, "ntd": rounded(top.ntd), "kw": top.committed_kw, "days": top.days}
        noise, sure = rounded(top.pledge.noise_ntd), top.measure.confidence == "high"
        if noise and sure:
            text = said(
                "{measure}: {ntd:,} NT$ if {kw:,} kW are saved on {days} days; {noise:,} of it is chance, paid also for doing "
                "nothing.",
                noise=noise,
                **words,
            )
        elif noise:
            text = said(
                "{measure}: {ntd:,} NT$ if {kw:,} kW are saved on {days} days; {noise:,} of it is chance, paid also for doing "
                "nothing. The terms are second-hand.",
                noise=noise,
                **words,
            )
        elif sure:
            text = said("{measure}: {ntd:,} NT$ if {kw:,} kW are saved on {days} days.", **words)
        else:
            text = said(
                "{measure}: {ntd:,} NT$ if {kw:,} kW are saved on {days} days. The terms are second-hand.",
                **words,
            )
        instead = (SHIFT,) if both else ()
        yield Finding(RESPONSE, FindingKind.INCOME, text, top.ntd, Need.OPERATION, instead_of=instead)


def _of_green(green: Sequence[GreenFit]) -> Iterator[Finding]:
    for fit in green:
        if fit.packs and not fit.product.daytime and not fit.product.months:
            text = said(
                "{offer}, {product}: {packs} packs of {kwh:,} kWh fit this use, at {price} NT$/kWh; sold until {day}.",
                offer=fit.offer.name,
                product=fit.product.name,
                packs=fit.packs,
                kwh=fit.offer.pack_kwh,
                price=str(fit.product.ntd_per_kwh),
                day=fit.offer.last,
            )
            yield Finding("green_power", FindingKind.HINT, text)
