"""Advice as lines for people: what is paid now, the options, what else was found, and what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from visitplanner.cli.core.session import Session
from visitplanner.cli.tariffs.bill_documents import assumption_lines
from visitplanner.cli.tariffs.shift_notes import shift_note
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.tariffs.advice.advice import OptionAdvice
from visitplanner.domain.tariffs.advice.contract_variants import VariantAdvice
from visitplanner.domain.tariffs.advice.response import Income
from visitplanner.domain.tariffs.advice.sureness import Sureness
from visitplanner.domain.tariffs.advice.trial import PriceTrial
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.services.tariffs.advice import Advised


def advice_lines(session: Session, advised: Advised) -> Iterable[str]:
    """The whole advice as lines: present cost, options, variants, shifts, response, trial, findings."""
    say, advice = session.language.say, advised.advice
    if advice.options[0].weighed.bill.draft is not None:
        yield say(said("DRAFT TARIFF: not in force."))
    if advice.present is None or advice.present_bill is None:
        yield say(said("Present option and contracts: unknown."))
    else:
        yield say(
            said(
                "Present: {option}, {contracts} kW: {total:,} NT$ in {count} months",
                option=OPTION_NAMES[advice.present.option],
                contracts=four(advice.present.contracts),
                total=advice.present_bill.total,
                count=len(advice.comparison.terms.months),
            )
        )
    for option in advice.options:
        yield from option_lines(session, option, advised)
    for each in advice.not_weighed:
        yield f"  {say(OPTION_NAMES[each.choice.option])}: {say(each.why)}"
    if advised.recommended is not None:
        yield say(said("Recommended, because it surely saves: {option}.", option=OPTION_NAMES[advised.recommended.option]))
    yield from variant_lines(session, advised.variants)
    yield from shift_lines(session, advised)
    yield from response_lines(session, advised.responses)
    if advised.trial is not None:
        yield from trial_lines(session, advised.trial)
    if advised.findings:
        yield say(said("Found, by amount:"))
        yield from (f"  {number}. {say(finding.text)}" for number, finding in enumerate(advised.findings, 1))
    yield from assumption_lines(advised.assumptions, say)


def option_lines(session: Session, option: OptionAdvice, advised: Advised) -> Iterator[str]:
    """An option: best contracts in kW, cost, saving in NT$, first day it may be changed to; its cases below."""
    say = session.language.say
    yield say(
        said(
            "  {option}: {contracts} kW, {total:,} NT$; saving {saving}; may change from {day}",
            option=OPTION_NAMES[option.option],
            contracts=four(option.contracts),
            total=option.total_ntd,
            saving=amount(option.saving_ntd, advised.sure.get(option.option)),
            day=option.earliest_change or said("unknown"),
        )
    )
    if option.cases:
        cases = {case.value: total for case, total in option.cases.items()}
        yield say(said("    worst days {worst:,}, expected {expected:,}, best {best:,} NT$", **cases))
    for note in option.notes:
        yield f"    · {say(note)}"


def amount(saving: Decimal | None, sure: Sureness | None) -> Message:
    """A saving in NT$, with its range where it is not certain."""
    if saving is None:
        return said("unknown")
    if sure is None or sure.low_ntd == sure.high_ntd:
        return said("{saving:,} NT$", saving=rounded(saving))
    return said(
        "{saving:,} NT$ ({low:,} to {high:,})", saving=rounded(saving), low=rounded(sure.low_ntd), high=rounded(sure.high_ntd)
    )


def variant_lines(session: Session, variants: Iterable[VariantAdvice]) -> Iterator[str]:
    """Contracts by other aims than the least cost, a line each."""
    names = {
        "regular_alone": said("regular contract alone"),
        "without_excess": said("no month over contract"),
        "robust": said("for growth of 0 to 10 %"),
    }
    for variant in variants:
        yield session.language.say(
            said(
                "  {variant}: {contracts} kW, {total:,} NT$; saving {saving}",
                variant=names[variant.variant.value],
                contracts=four(variant.contracts),
                total=variant.total_ntd,
                saving=amount(variant.saving_ntd, None),
            )
        )


def shift_lines(session: Session, advised: Advised) -> Iterator[str]:
    """Every share with its saving; below it what the largest block is, and which shares lie beyond it."""
    claims = advised.advice.claims
    for shift in advised.shifts:
        what = said("largest block") if shift.percent is None else said("{percent} %", percent=shift.percent)
        yield session.language.say(
            said(
                "  Moving {what} of {evening} to {hours}: {kwh:,} kWh on {days} days; saving {saving}; "
                "with the best contracts before and after {best}",
                what=what,
                evening=str(shift.out_of),
                hours=str(shift.into),
                kwh=shift.moved_wh // 1000,
                days=shift.days,
                saving=amount(shift.saving_ntd if claims else None, None),
                best=amount(shift.saving_of_moving_ntd if claims else None, None),
            )
        )
        if shift.percent is None or not advised.is_feasible(shift):
            yield f"    · {session.language.say(shift_note(shift, advised))}"


def response_lines(session: Session, responses: Iterable[Income]) -> Iterator[str]:
    """Demand response measures with hours and income, notes below."""
    say = session.language.say
    for income in responses:
        window = "" if income.window is None else " " + "-".join(map(clock_of, income.window))
        yield f"  {income.measure.name}{window}: {say(_income(income))}"
        yield from (f"    · {say(note)}" for note in income.notes)


def _income(income: Income) -> Message:
    if income.eligible is False:
        return said("not open to this customer")
    if income.month_ntd is not None:
        low, high = (rounded(ntd) for ntd in income.month_ntd)
        return said("{low:,} to {high:,} NT$ a month for {kw:,} kW", low=low, high=high, kw=income.committed_kw)
    if income.ntd is None:
        return said("unknown")
    return said(
        "up to {ntd:,} NT$ for {kw:,} kW on {days} days", ntd=rounded(income.ntd), kw=income.committed_kw, days=income.days
    )


def trial_lines(session: Session, found: PriceTrial) -> Iterator[str]:
    """What a change of prices costs, and what the best contracts after it would."""
    say = session.language.say
    if found.drafts:
        yield say(said("DRAFT TARIFF: not in force."))
    yield say(
        said(
            "Change of prices, {before} to {after}: {old:,} to {new:,} NT$, {effect:+,} NT$ ({percent} %)",
            before=found.before.title,
            after=found.after.title,
            old=rounded(found.parts_before.total),
            new=rounded(found.parts_after.total),
            effect=rounded(found.effect_ntd),
            percent=f"{found.effect_percent:+}",
        )
    )


def four(contracts: ContractsKw) -> str:
    """Four contracts in kW, parted by commas."""
    return ", ".join(f"{kw:,}" for kw in contracts)
