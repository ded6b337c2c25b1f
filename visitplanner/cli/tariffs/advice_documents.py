"""Advice as a JSON document."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from visitplanner.cli.response.response_documents import response_document
from visitplanner.cli.tariffs.advice_parts import contract_line_document, over_fields, savings_document, shift_note
from visitplanner.cli.tariffs.bill_documents import Say, assumption_documents
from visitplanner.domain.tariffs.advice.advice import OptionAdvice
from visitplanner.domain.tariffs.advice.contract_variants import VariantAdvice
from visitplanner.domain.tariffs.advice.green_power import GreenFit
from visitplanner.domain.tariffs.advice.over_contract import OverContract, over_year
from visitplanner.domain.tariffs.advice.shifting import Shifted
from visitplanner.domain.tariffs.advice.sureness import Sureness
from visitplanner.domain.tariffs.advice.trial import BillParts, PriceTrial, Version
from visitplanner.domain.tariffs.findings.findings import Finding
from visitplanner.services.tariffs.advice import Advised

UNKNOWN = "unknown"


def advice_document(advised: Advised, say: Say) -> dict[str, Any]:
    """The JSON of `advise`. Yearly figures stand only where twelve whole months are compared; `total` and
    `saving_over_months` are of the months named in `months`."""
    advice = advised.advice
    draft = advice.options[0].weighed.bill.draft
    return {
        "months": [str(month) for month in advice.comparison.terms.months],
        "current": current_document(advised),
        "headline": say(advised.headline),
        "recommended": None if advised.recommended is None else advice.options.index(advised.recommended),
        "recommended_option": advised.recommended.option.value if advised.recommended else None,
        "why": [say(reason) for reason in advised.why],
        "options": [
            *(option_document(option, advised, say) for option in advice.options),
            *(
                {
                    "option": each.choice.option.value,
                    "contracts": None,
                    "year_total": UNKNOWN,
                    "saving": UNKNOWN,
                    "saving_at_least": UNKNOWN,
                    "months_over": UNKNOWN,
                    "over_kw": UNKNOWN,
                    "surcharge": UNKNOWN,
                    "earliest_change": UNKNOWN,
                    "notes": [say(each.why), *map(say, each.choice.notes)],
                }
                for each in advice.not_weighed
            ),
        ],
        "contracts": [contract_line_document(line, advised.is_year) for line in advised.contracts],
        "savings": savings_document(advised.savings, say),
        "contract_variants": [variant_document(variant, advised) for variant in advised.variants],
        "shift": [shift_document(shift, advised, say) for shift in advised.shifts],
        "response": [response_document(income, advised.is_year, say) for income in advised.responses],
        "trial": None if advised.trial is None else trial_document(advised.trial, advised),
        "over_contract": [over_document(part) for part in advised.over],
        "green_power_note": None if advised.green_note is None else say(advised.green_note),
        "green_power": [green_document(fit, say) for fit in advised.green],
        "findings": [finding_document(finding, say) for finding in advised.findings],
        "draft": None if draft is None else {"dated": draft.dated, "source": draft.source},
        "assumptions": assumption_documents(advised.assumptions, say),
    }


def current_document(advised: Advised) -> dict[str, Any] | str:
    """JSON of the present option and contracts with what they cost, NT$; "unknown" where they are not known."""
    advice = advised.advice
    if advice.present is None or advice.present_bill is None:
        return UNKNOWN
    return {
        "option": advice.present.option.value,
        "contracts": list(advice.present.contracts),
        "year_total": yearly(advised, advice.present_bill.total),
        "total": advice.present_bill.total,
        **over_fields(over_year(advice.present_bill.months)),
        "since": advice.present.since or UNKNOWN,
        "cases": cases_document(advice.present_cases),
    }


def option_document(option: OptionAdvice, advised: Advised, say: Say) -> dict[str, Any]:
    """JSON of one option: its best contracts in kW, cost and saving in NT$, the day it may be changed to."""
    sure = advised.sure.get(option.option)
    return {
        "option": option.option.value,
        "contracts": list(option.contracts),
        "year_total": yearly(advised, option.total_ntd),
        "saving": yearly(advised, option.saving_ntd),
        "saving_at_least": UNKNOWN if sure is None else yearly(advised, sure.low_ntd),
        **over_fields(over_year(option.weighed.bill.months)),
        "saving_range": None if sure is None else range_document(sure),
        "saving_if_confirmed": None if option.confirmed else yearly(advised, option.saving_if_confirmed_ntd),
        "total": option.total_ntd,
        "saving_over_months": UNKNOWN if option.saving_ntd is None else option.saving_ntd,
        "confirmed": option.confirmed,
        "present_option": option.is_present,
        "earliest_change": option.earliest_change or UNKNOWN,
        "cases": cases_document(option.cases),
        "notes": [say(note) for note in option.notes],
    }


def range_document(sure: Sureness) -> dict[str, Any]:
    """JSON of the least and greatest saving in NT$ and the assumptions that move it, the strongest first."""
    moves = [{"assumption": move.name, "choice": move.choice, "saving": move.saving_ntd} for move in sure.moves]
    return {"low": sure.low_ntd, "high": sure.high_ntd, "moved_by": moves}


def variant_document(variant: VariantAdvice, advised: Advised) -> dict[str, Any]:
    """JSON of contracts chosen by another aim: cost, saving and worst regret in NT$."""
    return {
        "variant": variant.variant.value,
        "option": variant.option.value,
        "contracts": list(variant.contracts),
        "year_total": yearly(advised, variant.total_ntd),
        "total": variant.total_ntd,
        "saving": yearly(advised, variant.saving_ntd),
        "worst_regret": variant.worst_regret_ntd,
    }


def shift_document(shift: Shifted, advised: Advised, say: Say) -> dict[str, Any]:
    """Savings are unknown where the present contracts are: then the figures are those of the option named, before and after."""
    claimed = advised.advice.claims and advised.is_year
    return {
        "percent": shift.percent,
        "largest_block": shift.percent is None,
        "feasible": advised.is_feasible(shift),
        "note": say(shift_note(shift, advised)),
        "from": str(shift.out_of),
        "to": str(shift.into),
        "days": shift.days,
        "moved_kwh": shift.moved_wh / 1000,
        "block_kw": round(float(shift.block_kw), 1),
        "option": advised.subject.option.value,
        "contracts": list(shift.contracts),
        "total_before": shift.before_ntd,
        "total": shift.total_ntd,
        "saving": shift.saving_ntd if claimed else UNKNOWN,
        "best_contracts": list(shift.best_contracts),
        "best_total": shift.best_ntd,
        "saving_with_best_contracts": shift.saving_with_best_ntd if claimed else UNKNOWN,
        "saving_of_moving_alone": shift.saving_of_moving_ntd if claimed else UNKNOWN,
    }


def trial_document(found: PriceTrial, advised: Advised) -> dict[str, Any]:
    """JSON of a change of prices: cost before and after in NT$, and its effect."""
    return {
        "before": version_document(found.before, found.parts_before),
        "after": version_document(found.after, found.parts_after),
        "effect": yearly(advised, found.effect_ntd),
        "effect_over_months": found.effect_ntd,
        "effect_percent": float(found.effect_percent),
        "best_contracts": list(found.best_contracts),
        "best_total": found.best_after_ntd,
    }


def version_document(version: Version, parts: BillParts) -> dict[str, Any]:
    """JSON of one side of a trial: its title, whether it is a draft, the sums of the bill in NT$."""
    draft = None if version.draft is None else {"dated": version.draft.dated, "source": version.draft.source}
    amounts = {"basic": parts.basic, "energy": parts.energy, "surcharge": parts.surcharge, "total": parts.total}
    return {"title": version.title, "draft": draft, **amounts}


def over_document(part: OverContract) -> dict[str, Any]:
    """JSON of a month over contract: kW and NT$ charged twice and three times."""
    return {
        "month": str(part.month),
        "period": part.period,
        "over_kw": float(part.over_kw),
        "double_kw": float(part.double_kw),
        "double": part.double_ntd,
        "triple_kw": float(part.triple_kw),
        "triple": part.triple_ntd,
    }


def green_document(fit: GreenFit, say: Say) -> dict[str, Any]:
    """JSON of a green power offer: packs, kWh, price in NT$, source."""
    return {
        "offer": fit.offer.name,
        "product": fit.product.name,
        "packs": fit.packs,
        "kwh": fit.kwh,
        "price": fit.price_ntd,
        "on_sale": fit.on_sale,
        "until": fit.offer.last,
        "source": fit.offer.source,
        "notes": [say(note) for note in fit.notes],
    }


def finding_document(finding: Finding, say: Say) -> dict[str, Any]:
    """JSON of a finding; "unknown" where it has no sum in NT$."""
    amount = UNKNOWN if finding.ntd is None else finding.ntd
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "ntd": amount,
        "text": say(finding.text),
        "needs": finding.need.value,
        "part_of": finding.part_of or None,
        "instead_of": list(finding.instead_of),
    }


def cases_document(cases: Any) -> dict[str, Decimal]:
    """JSON of the totals in NT$ under each choice of the variable peak's days."""
    return {case.value: total for case, total in cases.items() if case is not None}


def yearly(advised: Advised, amount: Decimal | None) -> Decimal | str:
    """An amount that may be called yearly, else `unknown`."""
    return UNKNOWN if amount is None or not advised.is_year else amount
