"""How sure a saving is: recomputed under every other choice of an open reading, and over the variable peak's days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice, at_contracts
from visitplanner.domain.tariffs.advice.comparison import Comparison
from visitplanner.domain.tariffs.bills.assumptions import reading_assumptions
from visitplanner.domain.tariffs.bills.variable import VariableCase
from visitplanner.domain.tariffs.books.readings import Readings, choices_of, with_choice
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw

OTHER_POWER_FACTOR = Decimal(95)
"""Weighed where the power factor is not known: the highest that takes something off (chapter 5, article 6)."""


class AssumptionEffect(NamedTuple):
    """What the saving becomes when one assumption is another: its name, the other choice, NT$."""

    name: str
    choice: str
    saving_ntd: Decimal


@dataclass(frozen=True, slots=True)
class Sureness:
    """Least and greatest saving over all that is open, one thing at a time, and what moves it, the strongest first."""

    low_ntd: Decimal
    high_ntd: Decimal
    moves: tuple[AssumptionEffect, ...]


def surenesses(advice: Advice) -> dict[TariffOption, Sureness]:
    """For every option with a claimed saving. Contracts stay those recommended; only the bills are made anew."""
    if advice.present is None or advice.present_bill is None:
        return {}
    return _Weighing(advice).all()


class LeastSaving:
    """What any contracts under one option surely save, in some milliseconds: what is open is made ready once, then only billed.

    `of` gives for the option's best contracts what `surenesses` calls `low_ntd`.
    """

    def __init__(self, advice: Advice, option: OptionAdvice) -> None:
        weighing, now, paid = _Weighing(advice), advice.present, advice.present_bill
        if now is None or paid is None or not advice.claims:
            raise Refused(said("No saving is claimed: the present contracts or the customer's concession are not known."))
        days = option.weighed.year.question.designated
        self._option, self._paid, self._paid_cases = option, paid.total, advice.present_cases
        own = advice.contract_change or option
        self._ways = [
            (weighing.total(comparison, key, own, now.contracts), comparison.under(option.option, days))
            for key, comparison in weighing.variants()
        ]

    def of(self, contracts: ContractsKw) -> Decimal:
        """NT$ over the months compared, against the present contracts; negative where they may turn out dearer."""
        would = at_contracts(self._option.weighed, contracts)
        savings = [self._paid - would.total_ntd]
        totals = {case: bill.total for case, bill in would.bills.items() if case is not None}
        savings += [self._paid_cases.get(case, self._paid) - totals.get(case, would.total_ntd) for case in VariableCase]
        savings += [paid - year.bills(contracts).total for paid, year in self._ways]
        return min(savings)


class _Weighing:
    def __init__(self, advice: Advice) -> None:
        self.advice = advice
        self.totals: dict[tuple[TariffOption, ContractsKw, str, str], Decimal] = {}

    def all(self) -> dict[TariffOption, Sureness]:
        claimed = [option for option in self.advice.options if option.saving_ntd is not None]
        variants = dict(self.variants())
        return {option.option: self._sureness(option, variants) for option in claimed}

    def variants(self) -> Iterator[tuple[tuple[str, str], Comparison]]:
        """The comparison with one assumption changed."""
        comparison = self.advice.comparison
        account, readings = comparison.terms.account, comparison.terms.readings
        accounts = [replace(account, option=each.option, contracts=each.contracts) for each in self.advice.options]
        names = dict.fromkeys(each.id for account in accounts for each in reading_assumptions(account, readings))
        for name in names:
            for choice in choices_of(name):
                if choice != getattr(readings, name):
                    yield (name, str(choice)), _with(comparison, with_choice(readings, name, str(choice)))
        if all(bill.power_factor_percent is None for bill in self.advice.options[0].weighed.bill.months):
            known = replace(account, power_factor_percent=OTHER_POWER_FACTOR)
            yield ("power_factor", str(OTHER_POWER_FACTOR)), comparison.with_account(known)

    def _sureness(self, option: OptionAdvice, variants: dict[tuple[str, str], Comparison]) -> Sureness:
        now, usual = self.advice.present, option.saving_ntd
        assert now is not None and usual is not None
        moves = list(self._by_case(option))
        for (name, choice), comparison in variants.items():
            paid = self.total(comparison, (name, choice), self._own(), now.contracts)
            would = self.total(comparison, (name, choice), option, option.contracts)
            moves.append(AssumptionEffect(name, choice, paid - would))
        moves = sorted((m for m in moves if m.saving_ntd != usual), key=lambda m: -abs(m.saving_ntd - usual))
        savings = [usual, *(move.saving_ntd for move in moves)]
        return Sureness(min(savings), max(savings), tuple(moves))

    def _own(self) -> OptionAdvice:
        own = self.advice.contract_change
        assert own is not None
        return own

    def total(self, comparison: Comparison, key: tuple[str, str], option: OptionAdvice, contracts: ContractsKw) -> Decimal:
        known = self.totals.get((option.option, contracts, *key))
        if known is None:
            days: tuple[date, ...] = option.weighed.year.question.designated
            known = comparison.under(option.option, days).bills(contracts).total
            self.totals[option.option, contracts, *key] = known
        return known

    def _by_case(self, option: OptionAdvice) -> Iterator[AssumptionEffect]:
        """Over the days of the variable peak: of this option, of the present one, or the same days of both."""
        paid, usual = self.advice.present_cases, self.advice.present_bill
        assert usual is not None
        for case in VariableCase:
            now = paid.get(case, usual.total)
            would = option.cases.get(case, option.total_ntd)
            yield AssumptionEffect("variable_days", str(case), now - would)


def _with(comparison: Comparison, readings: Readings) -> Comparison:
    return replace(comparison, terms=replace(comparison.terms, readings=readings))
