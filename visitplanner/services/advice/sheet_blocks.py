"""The tariff engine's word on a customer as the briefing sheet prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import Contracts, Customer
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice
from visitplanner.domain.tariffs.advice.over_contract import over_year
from visitplanner.domain.tariffs.advice.sureness import Sureness
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.findings.findings import Finding, FindingKind
from visitplanner.domain.tariffs.findings.verdict import USUAL_THRESHOLD, Threshold
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow, Adviser, Worked
from visitplanner.services.advice.sheet_advice import Finding as SheetFinding
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.tariffs.advice import Advised, advise_load, asked_of_customer


def adviser(known: Callable[[], ReferenceData], today: Callable[[], date]) -> Adviser:
    """The tariff engine as the briefing sheet sees it; None for a customer whose load is shorter than a year. What the engine
    refuses is said in the headline of a block without rows."""

    def advise_customer(customer: Customer, load: Load, threshold: Threshold = USUAL_THRESHOLD) -> AdviceBlock | None:
        try:
            asked = replace(asked_of_customer(known().tariffs(), customer, load, today()), threshold=threshold)
            advised = advise_load(known(), asked)
        except Refused as refusal:
            return AdviceBlock(None, (), today(), headline=refusal.what)
        return block_of(advised) if advised.is_year else None

    return advise_customer


HEADLINED = ("contracts", "option")
"""Findings that the headline and the table tell already."""


TOPICS = {"shift": "night_peak", "response": "demand_response", "batch_if_confirmed": "batch", "green_power": "small_green_power"}
"""To which talking point (data/topics.toml) a finding belongs."""


def block_of(advised: Advised) -> AdviceBlock:
    """The comparison as the sheet prints it; options that nobody confirmed stand among the findings alone."""
    advice = advised.advice
    book = advice.comparison.terms.prices_from
    first = advice.comparison.terms.months[0].first
    shown = sorted((option for option in advice.options if option.confirmed), key=lambda option: option.total_ntd)
    draft = book.draft if book else None
    return AdviceBlock(
        present=_present_row(advice),
        rows=tuple(_row(option, advised.sure.get(option.option), option is advised.recommended) for option in shown),
        prices_of=book.first if book else first,
        assumptions=tuple(each.text for each in advised.assumptions),
        findings=tuple(map(_sheet_finding, advised.findings)),
        draft=book.title if book and draft else "",
        headline=advised.headline,
        why=advised.why,
        months=(advice.comparison.terms.months[0], advice.comparison.terms.months[-1]),
        contracts=advised.contracts,
        savings=advised.savings,
        worked=_worked(advised),
    )


def _worked(advised: Advised) -> Worked:
    advice, best = advised.advice, advised.recommended
    return Worked(
        now=advice.present_bill.months if advice.present_bill and advice.claims else (),
        then=best.weighed.bill.months if best is not None else (),
        shifts=advised.shifts,
        responses=advised.responses,
        green=advised.green,
        green_note=advised.green_note,
    )


def _sheet_finding(found: Finding) -> SheetFinding:
    counted = bool(found.part_of) or found.kind is FindingKind.COST
    return SheetFinding(found.text, found.ntd, found.id in HEADLINED, TOPICS.get(found.id, ""), found.id, counted)


def _present_row(advice: Advice) -> AdviceRow | None:
    if advice.present is None or advice.present_bill is None:
        return None
    return AdviceRow(
        advice.present.option,
        Contracts(*advice.present.contracts),
        advice.present_bill.total,
        is_present=True,
        over=over_year(advice.present_bill.months),
    )


def _row(option: OptionAdvice, sure: Sureness | None, is_best: bool) -> AdviceRow:
    return AdviceRow(
        option=option.option,
        contracts=Contracts(*option.contracts),
        year_ntd=option.total_ntd,
        saving_ntd=option.saving_ntd,
        earliest_change=option.earliest_change,
        note=next(iter(option.notes), None),
        low_ntd=None if sure is None else sure.low_ntd,
        over=over_year(option.weighed.bill.months),
        recommended=is_best,
        contracts_of_present=option.is_present,
        basic_ntd=sum((month.basic for month in option.weighed.bill.months), Decimal(0)),
    )
