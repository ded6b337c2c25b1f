"""Advice as lines for people: what is paid now, the options, what else was found, and what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from visitplanner.cli.core.session import Session
from visitplanner.cli.response.response_lines import response_lines
from visitplanner.cli.tariffs.advice_parts import contract_text, over_words, savings_text, shift_note
from visitplanner.cli.tariffs.bill_documents import assumption_lines
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.tariffs.advice.advice import OptionAdvice
from visitplanner.domain.tariffs.advice.over_contract import over_year
from visitplanner.domain.tariffs.advice.sureness import Sureness
from visitplanner.domain.tariffs.advice.trial import PriceTrial
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
    yield say(said("Recommended: {answer}", answer=advised.headline))
    yield from (f"    · {say(reason)}" for reason in advised.why)
    yield from contract_text(say, advised)
    yield from savings_text(say, advised.savings)
    yield from shift_lines(session, advised)
    yield from response_lines(say, advised.responses)
    if advised.trial is not None:
        yield from trial_lines(session, advised.trial)
    if advised.findings:
        yield say(said("Found: first what a form brings, then what takes equipment, then what the plant would have to do:"))
        yield from (f"  {number}. {say(finding.text)}" for number, finding in enumerate(advised.findings, 1))
    if advised.green_note is not None:
        yield f"  · {say(advised.green_note)}"
    yield from assumption_lines(advised.assumptions, say)


def option_lines(session: Session, option: OptionAdvice, advised: Advised) -> Iterator[str]:
    """An option: best contracts in kW, cost, saving in NT$, first day it may be changed to; its cases below."""
    say = session.language.say
    yield say(
        said(
            "  {option}: {contracts} kW, {total:,} NT$; saving {saving}; {over}; may change from {day}",
            over=over_words(over_year(option.weighed.bill.months)),
            option=OPTION_NAMES[option.option],
            contracts=four(option.contracts),
            total=option.total_ntd,
            saving=amount(option.saving_ntd, advised.sure.get(option.option), option.saving_if_confirmed_ntd),
            day=option.earliest_change or said("unknown"),
        )
    )
    if option.cases:
        cases = {case.value: total for case, total in option.cases.items()}
        yield say(said("    worst days {worst:,}, expected {expected:,}, best {best:,} NT$", **cases))
    for note in option.notes:
        yield f"    · {say(note)}"


def amount(saving: Decimal | None, sure: Sureness | None, confirmed: Decimal | None = None) -> Message:
    """A saving in NT$, with its range where it is not certain; what depends on something nobody confirmed says so."""
    if saving is None and confirmed is not None:
        if confirmed > 0:
            return said("{saving:,} NT$ once it is confirmed that the customer may choose it", saving=rounded(confirmed))
        return said("none, {more:,} NT$ dearer than now", more=rounded(-confirmed))
    if saving is None:
        return said("unknown")
    if sure is None or sure.low_ntd == sure.high_ntd:
        return said("{saving:,} NT$", saving=rounded(saving))
    return said(
        "{saving:,} NT$ ({low:,} to {high:,})", saving=rounded(saving), low=rounded(sure.low_ntd), high=rounded(sure.high_ntd)
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
