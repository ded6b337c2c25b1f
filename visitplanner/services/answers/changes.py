"""May I change, when, and what does it cost: the recommended change, contracts alone, lowering now and raising later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice, advise
from visitplanner.domain.tariffs.advice.sureness import surenesses
from visitplanner.domain.tariffs.answers.change_plan import (
    USUAL_MONTHS,
    ChangeQuestion,
    ContractStep,
    PlannedChange,
    first_month,
    lower_then_raise,
    planned,
)
from visitplanner.domain.tariffs.answers.dated_figures import Figures, KnownFigure
from visitplanner.domain.tariffs.answers.raising import ContractDay, Lowered, first_contract_day
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.findings.verdict import recommended
from visitplanner.services.core.ports import Stop
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.tariffs.advice import AdviceAsked, comparison_of, present_of


@dataclass(frozen=True, slots=True, eq=False)
class ChangeAsked:
    """advice: the load and what the customer has. wanted: contracts to weigh beside the proposed ones. raise_in: after how
    many months contracts are raised again, raise_to: to which, the present ones where left out. lowered: what was given up
    before; last_change: the day contracts last changed, None where they did not."""

    advice: AdviceAsked
    figures: Figures
    wanted: ContractsKw | None = None
    raise_in: tuple[int, ...] = USUAL_MONTHS
    raise_to: ContractsKw | None = None
    lowered: Lowered | None = None
    last_change: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """name: what it does. option: under which it ends. day: from which it may be done, None where that is not known."""

    name: Message
    option: TariffOption
    day: dt.date | None
    plan: PlannedChange


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """plans: those that a customer may choose among, in the order of their names. contract_day: from when contracts may
    change. used: the dated figures taken. missing: those nobody has. notes: what the sum rests on."""

    present: ContractsKw
    contract_day: ContractDay
    plans: tuple[NamedPlan, ...]
    used: tuple[KnownFigure, ...]
    missing: tuple[Message, ...]
    notes: tuple[Message, ...]


def answer_change(known: ReferenceData, asked: ChangeAsked, stop: Stop | None = None) -> ChangeAnswer:
    """Refused without the present option and contracts, or where the load is no whole year."""
    present = present_of(asked.advice)
    if present is None:
        raise Refused(
            said("What a change costs hangs on the present option and contracts."),
            mend=said("Give them with --option and --contracts."),
            field="contracts",
        )
    comparison, today = comparison_of(known.tariffs(), asked.advice), asked.advice.today
    advice = advise(comparison, present, asked.advice.premises, today, stop)
    own = advice.contract_change
    assert own is not None, "the present option is always weighed"
    day = first_contract_day(asked.figures, today, asked.last_change)
    voltage = comparison.terms.account.voltage
    question = ChangeQuestion(
        own.weighed.year, present.contracts, first_month(day.day or today), asked.figures, voltage, asked.lowered
    )
    plans = tuple(_plans(asked, advice, own, question, day.day, stop))
    fees = [fee for each in plans for fee in each.plan.fees]
    used = {figure: None for figures in (day.used, *(fee.used for fee in fees)) for figure in figures}
    missing = {str(each): each for group in (day.missing, *(fee.missing for fee in fees)) for each in group}
    return ChangeAnswer(present.contracts, day, plans, tuple(used), tuple(missing.values()), tuple(_notes(question, plans)))


def _plans(
    asked: ChangeAsked, advice: Advice, own: OptionAdvice, question: ChangeQuestion, day: dt.date | None, stop: Stop | None
) -> Iterator[NamedPlan]:
    best = recommended(advice, surenesses(advice), asked.advice.threshold)
    if best is not None and not best.is_present:
        starts = first_month(best.earliest_change or asked.advice.today)
        moved = ChangeQuestion(
            question.year, question.present, starts, question.figures, question.voltage, question.lowered, best.weighed.year
        )
        plan = planned(moved, (ContractStep(0, best.contracts),))
        option = OPTION_NAMES[best.option]
        name = said("change to {option}, contracts {contracts} kW", option=option, contracts=_four(best.contracts))
        yield NamedPlan(name, best.option, best.earliest_change, plan)
    for contracts in dict.fromkeys(each for each in (own.contracts, asked.wanted) if each and each != question.present):
        plan = planned(question, (ContractStep(0, contracts),))
        yield NamedPlan(said("change contracts to {contracts} kW", contracts=_four(contracts)), own.option, day, plan)
    for months in asked.raise_in:
        plan = lower_then_raise(question, months, asked.raise_to or question.present, stop)
        name = said(
            "lower to {contracts} kW, after {months} months to {later} kW",
            contracts=_four(plan.steps[0].contracts),
            months=months,
            later=_four(plan.steps[1].contracts),
        )
        if plan.steps[0].contracts != question.present:
            yield NamedPlan(name, own.option, day, plan)


def _four(contracts: ContractsKw) -> str:
    return " / ".join(f"{kw:,}" for kw in contracts)


def _notes(question: ChangeQuestion, plans: tuple[NamedPlan, ...]) -> Iterator[Message]:
    first, last = question.year.uses[0].month.first, question.year.uses[-1].month.last
    yield said("Each month to come is billed as the same month of {first} to {last} was.", first=first, last=last)
    if any(part.restored_kw for each in plans for fee in each.plan.fees for part in fee.parts):
        yield said(
            "A restored kW is taken at the lesser of a share of the line fee and the upkeep since it was lowered: a rule from a "
            "program of 2020, to be confirmed by the office's rules."
        )
    if not plans:
        yield said("Neither another option nor other contracts save anything: nothing is to be changed.")


def best_plan(answer: ChangeAnswer) -> NamedPlan | None:
    """The plan that leaves most over two years, fees known and times kept; None where none leaves anything, or where one
    whose fee is not known could leave more."""
    possible = [each for each in answer.plans if not each.plan.too_soon]
    known = [(net, each) for each in possible if (net := each.plan.net) is not None and net > 0]
    best = max(known, key=lambda pair: pair[0], default=None)
    if best is None or any(each.plan.net is None and sum(each.plan.saved) > best[0] for each in possible):
        return None
    return best[1]
