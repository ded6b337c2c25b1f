"""Advice as a JSON document and as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from visitplanner.cli.bill_documents import assumption_documents, assumption_lines
from visitplanner.cli.session import Session
from visitplanner.domain.messages import Message, said
from visitplanner.domain.money import rounded
from visitplanner.domain.tariffs.advice import Advice, OptionAdvice
from visitplanner.domain.tariffs.contract_terms import Contracts
from visitplanner.domain.tariffs.contract_variants import VariantAdvice
from visitplanner.domain.tariffs.names import option_name
from visitplanner.domain.tariffs.sureness import Sureness
from visitplanner.services.advice import Advised

Say = Callable[[Message], str]
UNKNOWN = "unknown"


def advice_document(advised: Advised, say: Say) -> dict[str, Any]:
    """The JSON of `advise`. Yearly figures stand only where twelve whole months are compared; `total` and
    `saving_over_months` are of the months named in `months`."""
    advice = advised.advice
    draft = advice.options[0].weighed.bill.draft
    return {
        "months": [str(month) for month in advice.comparison.terms.months],
        "current": current_document(advised),
        "recommended": advised.recommended.option.value if advised.recommended else None,
        "options": [
            *(option_document(option, advised, say) for option in advice.options),
            *(
                {
                    "option": each.choice.option.value,
                    "contracts": None,
                    "year_total": UNKNOWN,
                    "saving": UNKNOWN,
                    "earliest_change": UNKNOWN,
                    "notes": [say(each.why), *map(say, each.choice.notes)],
                }
                for each in advice.not_weighed
            ),
        ],
        "contract_variants": [variant_document(variant, advised) for variant in advised.variants],
        "draft": None if draft is None else {"dated": draft.dated, "source": draft.source},
        "assumptions": assumption_documents(advised.assumptions, say),
    }


def current_document(advised: Advised) -> dict[str, Any] | str:
    advice = advised.advice
    if advice.present is None or advice.present_bill is None:
        return UNKNOWN
    return {
        "option": advice.present.option.value,
        "contracts": list(advice.present.contracts),
        "year_total": yearly(advised, advice.present_bill.total),
        "total": advice.present_bill.total,
        "since": advice.present.since or UNKNOWN,
        "cases": cases_document(advice.present_cases),
    }


def option_document(option: OptionAdvice, advised: Advised, say: Say) -> dict[str, Any]:
    sure = advised.sure.get(option.option)
    return {
        "option": option.option.value,
        "contracts": list(option.contracts),
        "year_total": yearly(advised, option.total_ntd),
        "saving": yearly(advised, option.saving_ntd),
        "saving_range": None if sure is None else range_document(sure),
        "saving_if_confirmed": option.saving_if_confirmed_ntd,
        "total": option.total_ntd,
        "saving_over_months": UNKNOWN if option.saving_ntd is None else option.saving_ntd,
        "confirmed": option.confirmed,
        "present_option": option.is_present,
        "earliest_change": option.earliest_change or UNKNOWN,
        "cases": cases_document(option.cases),
        "notes": [say(note) for note in option.notes],
    }


def range_document(sure: Sureness) -> dict[str, Any]:
    moves = [{"assumption": move.name, "choice": move.choice, "saving": move.saving_ntd} for move in sure.moves]
    return {"low": sure.low_ntd, "high": sure.high_ntd, "moved_by": moves}


def variant_document(variant: VariantAdvice, advised: Advised) -> dict[str, Any]:
    return {
        "variant": variant.variant.value,
        "option": variant.option.value,
        "contracts": list(variant.contracts),
        "year_total": yearly(advised, variant.total_ntd),
        "total": variant.total_ntd,
        "saving": yearly(advised, variant.saving_ntd),
        "worst_regret": variant.worst_regret_ntd,
    }


def cases_document(cases: Any) -> dict[str, Decimal]:
    return {case.value: total for case, total in cases.items() if case is not None}


def yearly(advised: Advised, amount: Decimal | None) -> Decimal | str:
    """An amount that may be called yearly, else `unknown`."""
    return UNKNOWN if amount is None or not advised.is_year else amount


def advice_lines(session: Session, advised: Advised) -> Iterable[str]:
    say, advice = session.language.say, advised.advice
    if advice.options[0].weighed.bill.draft is not None:
        yield say(said("DRAFT TARIFF: not in force."))
    if advice.present is None or advice.present_bill is None:
        yield say(said("Present option and contracts: unknown."))
    else:
        yield say(
            said(
                "Present: {option}, {contracts} kW: {total:,} NT$ in {count} months",
                option=option_name(advice.present.option),
                contracts=four(advice.present.contracts),
                total=advice.present_bill.total,
                count=len(advice.comparison.terms.months),
            )
        )
    for option in advice.options:
        yield from option_lines(session, option, advised)
    for each in advice.not_weighed:
        yield f"  {say(option_name(each.choice.option))}: {say(each.why)}"
    if advised.recommended is not None:
        yield say(said("Saves whatever is open: {option}.", option=option_name(advised.recommended.option)))
    yield from variant_lines(session, advice, advised.variants)
    yield from assumption_lines(advised.assumptions, say)


def option_lines(session: Session, option: OptionAdvice, advised: Advised) -> Iterator[str]:
    say = session.language.say
    yield say(
        said(
            "  {option}: {contracts} kW, {total:,} NT$; saving {saving}; may change from {day}",
            option=option_name(option.option),
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
    if saving is None:
        return said("unknown")
    if sure is None or sure.low_ntd == sure.high_ntd:
        return said("{saving:,} NT$", saving=rounded(saving))
    return said(
        "{saving:,} NT$ ({low:,} to {high:,})", saving=rounded(saving), low=rounded(sure.low_ntd), high=rounded(sure.high_ntd)
    )


def variant_lines(session: Session, advice: Advice, variants: Iterable[VariantAdvice]) -> Iterator[str]:
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


def four(contracts: Contracts) -> str:
    return ", ".join(f"{kw:,}" for kw in contracts)
