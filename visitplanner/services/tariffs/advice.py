"""Advice a person can ask for: what a customer can save, how sure that is, and from when; and its block on the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice, Present, advise
from visitplanner.domain.tariffs.advice.choices import UNCONFIRMED, Premises
from visitplanner.domain.tariffs.advice.comparison import WHOLE_YEAR, Comparison, compared_months
from visitplanner.domain.tariffs.advice.contract_table import ContractLine, contract_lines, surcharge_notes
from visitplanner.domain.tariffs.advice.contract_variants import VariantAdvice, contract_variants
from visitplanner.domain.tariffs.advice.green_power import GreenFit, ended_offer, green_fits
from visitplanner.domain.tariffs.advice.over_contract import OverContract, OverYear, over_contract, over_year
from visitplanner.domain.tariffs.advice.shifting import DEFAULT_PERCENTS, NIGHT, ClockHours, Shifted, largest_block, shifted
from visitplanner.domain.tariffs.advice.sureness import Sureness, surenesses
from visitplanner.domain.tariffs.advice.trial import PriceTrial, Version, trial
from visitplanner.domain.tariffs.bills.accounts import Account, class_of_sector
from visitplanner.domain.tariffs.bills.assumptions import Assumption, assumptions_of
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.findings.findings import Behaviour, Finding, findings
from visitplanner.domain.tariffs.findings.savings import Savings, savings_of
from visitplanner.domain.tariffs.findings.verdict import USUAL_THRESHOLD, Threshold, headline, recommended, why_recommended
from visitplanner.domain.tariffs.response.response import Income, Site, incomes
from visitplanner.services.core.ports import Stop
from visitplanner.services.core.reference_data import ReferenceData


@dataclass(frozen=True, slots=True, eq=False)
class AdviceAsked:
    """Whose load is to be weighed.

    question: the account, its readings and prices; its months are those asked for, or empty for the newest twelve. present:
    False where the account's option and contracts are not what the customer has, only needed to fill the question.
    shift_percents of the evening are moved to shift_into; response_percent of the usual demand is saved for demand response,
    and as much promised unless pledge_kw says otherwise; trial_versions: two versions of prices to compare, before and after.
    threshold: the saving from which on a change is proposed.
    """

    load: Load
    question: Question
    today: date
    present: bool = True
    premises: Premises = UNCONFIRMED
    shift_percents: tuple[int, ...] = DEFAULT_PERCENTS
    shift_into: ClockHours = NIGHT
    response_percent: int = 20
    pledge_kw: int | None = None
    threshold: Threshold = USUAL_THRESHOLD
    trial_versions: tuple[Version, Version] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Advised:
    """The whole answer. sure: for every option with a claimed saving. recommended: what surely saves most, None where
    nothing does. headline: the answer in one sentence; why: why it stands above larger figures, what the contracts risk.
    variants, contracts (side by side) and shifts: under the present option, or the cheapest where the present one is unknown;
    shifts end with the largest block. savings: what adds up. over: the parts of the surcharge paid now; over_now: its months.
    trial: None where none was asked for or the present contracts are unknown. green_note: where to look for a next offer."""

    advice: Advice
    sure: dict[TariffOption, Sureness]
    recommended: OptionAdvice | None
    headline: Message
    why: tuple[Message, ...]
    variants: tuple[VariantAdvice, ...]
    contracts: tuple[ContractLine, ...]
    savings: Savings
    shifts: tuple[Shifted, ...]
    responses: tuple[Income, ...]
    green: tuple[GreenFit, ...]
    green_note: Message | None
    over: tuple[OverContract, ...]
    over_now: OverYear | None
    trial: PriceTrial | None
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]

    @property
    def is_year(self) -> bool:
        return self.advice.comparison.is_year

    def is_feasible(self, shift: Shifted) -> bool:
        """Whether so much can surely move: no more than the largest block, that is what runs through whole evenings and finds
        room below the contracts."""
        return within_largest(shift, self.shifts)

    @property
    def subject(self) -> OptionAdvice:
        """The option under which variants and shifts are computed."""
        return self.advice.contract_change or self.advice.cheapest


def comparison_of(library: Library, asked: AdviceAsked) -> Comparison:
    """The months compared and all they are billed by. Refused when the load has no whole month."""
    months = compared_months(asked.load, asked.question.months)
    return Comparison(library, condense(asked.load, library.edges), replace(asked.question, months=months))


def present_of(asked: AdviceAsked) -> Present | None:
    account = asked.question.account
    return Present(account.option, account.contracts, account.option_since) if asked.present else None


def advise_load(known: ReferenceData, asked: AdviceAsked, *, variants: bool = True, stop: Stop | None = None) -> Advised:
    """Everything about one load. Refused or Unknown as `domain.tariffs.advice.advise`."""
    library = known.tariffs()
    comparison, present = comparison_of(library, asked), present_of(asked)
    advice = advise(comparison, present, _premises(known, asked), asked.today, stop)
    sure = surenesses(advice)
    best = recommended(advice, sure, asked.threshold)
    subject = advice.contract_change or advice.cheapest
    shifts = tuple(_shifts(asked, advice, subject, stop))
    responses = _responses(known, asked, advice)
    green = green_fits(known.green_power(), subject.weighed.uses, asked.today) if comparison.is_year else ()
    others = contract_variants(advice, subject, stop) if variants else ()
    lines = contract_lines(advice, subject, others)
    behaviour = _behaviour(asked, advice, best, shifts, responses, stop)
    savings = savings_of(advice, best, sure, others, behaviour.shift, behaviour.response)
    changed = trial(comparison, present, *asked.trial_versions, stop=stop) if present and asked.trial_versions else None
    return Advised(
        advice=advice,
        sure=sure,
        recommended=best,
        headline=headline(advice, sure, best, asked.threshold),
        why=(*why_recommended(advice, sure, best), *surcharge_notes(lines)),
        variants=others,
        contracts=lines,
        savings=savings,
        shifts=shifts,
        responses=responses,
        green=green,
        green_note=ended_offer(known.green_power(), asked.today),
        over=over_contract(advice.present_bill.months) if advice.present_bill else (),
        over_now=over_year(advice.present_bill.months) if advice.present_bill else None,
        trial=changed,
        findings=findings(advice, best, savings, behaviour, green),
        assumptions=tuple(_assumptions(library, asked, advice)),
    )


def _premises(known: ReferenceData, asked: AdviceAsked) -> Premises:
    """Batch production is not offered to a line of business that the topic's data say it is not for."""
    sector = asked.question.account.sector or ""
    if asked.premises.production is None and any(each.id == "batch" and not each.is_for(sector) for each in known.topics):
        return asked.premises._replace(production=False)
    return asked.premises


def _shifts(asked: AdviceAsked, advice: Advice, subject: OptionAdvice, stop: Stop | None) -> Iterator[Shifted]:
    contracts = advice.present.contracts if advice.present else subject.contracts
    for percent in asked.shift_percents:
        yield shifted(advice.comparison, subject.weighed, contracts, percent, asked.shift_into, stop)
    yield largest_block(advice.comparison, subject.weighed, contracts, asked.shift_into, stop)


def within_largest(shift: Shifted, shifts: Sequence[Shifted]) -> bool:
    """Whether a share is no more than the largest block among them."""
    return all(shift.moved_wh <= largest.moved_wh for largest in shifts if largest.percent is None)


def _behaviour(
    asked: AdviceAsked,
    advice: Advice,
    best: OptionAdvice | None,
    shifts: tuple[Shifted, ...],
    responses: tuple[Income, ...],
    stop: Stop | None,
) -> Behaviour:
    """The least share moved, on top of what is recommended, and the measure that pays most."""
    least = min((shift for shift in shifts if shift.percent), key=lambda shift: shift.percent or 0, default=None)
    may_move = least is not None and within_largest(least, shifts)
    if least is not None and least.percent and best is not None and not best.is_present:
        least = shifted(advice.comparison, best.weighed, best.contracts, least.percent, asked.shift_into, stop)
    paid = [income for income in responses if income.ntd]
    return Behaviour(least, may_move, max(paid, key=lambda income: income.ntd or 0, default=None))


def _responses(known: ReferenceData, asked: AdviceAsked, advice: Advice) -> tuple[Income, ...]:
    months = advice.comparison.terms.months
    load = asked.load.between(months[0].first, months[-1].last)
    site = Site(load, advice.comparison.library.off_peak_days)
    if advice.present is not None:
        site = site._replace(option=advice.present.option, regular_kw=advice.present.contracts[0])
    return incomes(known.demand_response(), site, asked.response_percent, asked.pledge_kw)


def _assumptions(library: Library, asked: AdviceAsked, advice: Advice) -> Iterator[Assumption]:
    """What every bill rests on, of the present option and of all weighed, and what the comparison itself does."""
    bills = [advice.present_bill] if advice.present_bill else []
    bills += [option.weighed.bill for option in advice.options]
    found = {(each.id, each.choice): each for bill in bills for each in assumptions_of(library, bill)}
    coarse = asked.load.interval_minutes
    if coarse != 15:
        text = said("The load was read every {minutes} minutes; its quarter-hour demand was higher.", minutes=coarse)
        found["interval", str(coarse)] = Assumption("interval", str(coarse), text, loud=True)
    own = tuple(_own_assumptions(asked, advice))
    yield from sorted((*own, *found.values()), key=lambda each: not each.loud)


def _own_assumptions(asked: AdviceAsked, advice: Advice) -> Iterator[Assumption]:
    months = advice.comparison.terms.months
    span = f"{months[0]}..{months[-1]}"
    if len(months) == WHOLE_YEAR:
        text = said(
            "Compared: the twelve months {first} to {last} of the load as it was.", first=months[0].first, last=months[-1].last
        )
        yield Assumption("months", span, text)
    else:
        text = said(
            "The load has only {count} whole months ({first} to {last}); figures are of these months, none is yearly.",
            count=len(months),
            first=months[0].first,
            last=months[-1].last,
        )
        yield Assumption("months", span, text, loud=True)
    if not asked.present:
        text = said("The present option and contracts are not known: no saving is claimed.")
        yield Assumption("present", "unknown", text, loud=True)
    if advice.contract_change is not None:
        text = said("What a higher contract costs at once, and when contracts may be changed, is not recorded.")
        yield Assumption("contract_change", "unknown", text)
    if advice.present_cases and None not in advice.present_cases:
        text = said("The days named for the variable peak are not known; the present bill takes the expected ones.")
        yield Assumption("variable_days", "expected", text, loud=True)


def account_of_customer(customer: Customer, since: date | None = None) -> Account:
    """The account of a customer of the office, as far as the list tells; the power factor is not in it."""
    contracts = customer.contracts
    return Account(
        voltage=customer.voltage,
        option=customer.option,
        contracts=(contracts.regular_kw, contracts.half_peak_kw, contracts.saturday_kw, contracts.off_peak_kw),
        customer_class=class_of_sector(customer.sector),
        sector=customer.sector or None,
        option_since=since,
    )


def asked_of_customer(library: Library, customer: Customer, load: Load, today: date) -> AdviceAsked:
    """The question about a customer's load at today's prices, by which a choice for the coming year is weighed."""
    account = account_of_customer(customer)
    book = library.books.on(today, account.customer_class)
    return AdviceAsked(load, Question(account, (), prices_from=book), today)
