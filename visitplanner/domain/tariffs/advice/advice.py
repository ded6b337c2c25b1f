"""What a customer can save: every lawful option with its best contracts, against what the customer really has.

A saving is claimed only where the present option and contracts are known, the option is lawful beyond doubt, and no
concession is left out that the customer enjoys; else it is None and the notes say why. Totals are of the months compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.change_dates import earliest_change
from visitplanner.domain.tariffs.advice.choices import Choice, Premises, lawful_choices
from visitplanner.domain.tariffs.advice.comparison import SUMMER_MONTHS, Comparison, OptionYear
from visitplanner.domain.tariffs.bills.accounts import CONCESSION_UNKNOWN
from visitplanner.domain.tariffs.bills.variable import VariableCase, VariableDays, variable_days
from visitplanner.domain.tariffs.bills.year import YearBill
from visitplanner.domain.tariffs.books.use import MonthUse
from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem, ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import Stop


class Present(NamedTuple):
    """What the customer has. since: the day from which the option holds, None where it is not known."""

    option: TariffOption
    contracts: ContractsKw
    since: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """One option over the months compared.

    years: prices and readings; several where the variable peak's days are not known (worst, expected, best), else one,
    under None. best: the cheapest contracts, the same in every case, because demand knows no named days. bills: under them.
    """

    choice: Choice
    years: dict[VariableCase | None, OptionYear]
    best: ContractsKw
    bills: dict[VariableCase | None, YearBill]

    @property
    def usual(self) -> VariableCase | None:
        """The case whose figures stand for the option."""
        return VariableCase.EXPECTED if VariableCase.EXPECTED in self.years else None

    @property
    def year(self) -> OptionYear:
        return self.years[self.usual]

    @property
    def bill(self) -> YearBill:
        return self.bills[self.usual]

    @property
    def total_ntd(self) -> Decimal:
        return self.bill.total

    @property
    def uses(self) -> tuple[MonthUse, ...]:
        return self.year.uses


class NotWeighed(NamedTuple):
    """A lawful option that cannot be computed over these months, and why."""

    choice: Choice
    why: Message


@dataclass(frozen=True, slots=True, eq=False)
class OptionAdvice:
    """A lawful option and what it would bring.

    saving_ntd: the present bills less this option's, negative where it is dearer; None where none may be claimed.
    saving_if_confirmed_ntd: the same where the option depends on something nobody confirmed. cases: totals of the variable
    peak's worst, expected and best days. earliest_change: None where unknown.
    """

    weighed: Weighed
    is_present: bool
    saving_ntd: Decimal | None
    saving_if_confirmed_ntd: Decimal | None
    earliest_change: date | None
    notes: tuple[Message, ...]
    cases: dict[VariableCase, Decimal] = field(default_factory=dict[VariableCase, Decimal])

    @property
    def option(self) -> TariffOption:
        return self.weighed.choice.option

    @property
    def confirmed(self) -> bool:
        return self.weighed.choice.confirmed

    @property
    def contracts(self) -> ContractsKw:
        return self.weighed.best

    @property
    def total_ntd(self) -> Decimal:
        return self.weighed.total_ntd


@dataclass(frozen=True, slots=True, eq=False)
class Advice:
    """The answer. options: the present one with its best contracts first, the others cheapest first; present_bill: what is
    paid now, None when it is not known; present_cases: by the variable peak's case where its days are not known."""

    comparison: Comparison
    present: Present | None
    present_bill: YearBill | None
    present_cases: dict[VariableCase | None, Decimal]
    options: tuple[OptionAdvice, ...]
    not_weighed: tuple[NotWeighed, ...]
    claims: bool

    @property
    def contract_change(self) -> OptionAdvice | None:
        """The present option with its best contracts."""
        return next((option for option in self.options if option.is_present), None)

    @property
    def cheapest(self) -> OptionAdvice:
        """The confirmed option that costs least."""
        return min((option for option in self.options if option.confirmed), key=lambda option: option.total_ntd)


def advise(comparison: Comparison, present: Present | None, premises: Premises, today: date, stop: Stop | None = None) -> Advice:
    """Weigh every lawful option. Refused or Unknown when not even the present option can be billed, or none at all."""
    account = comparison.terms.account
    choices = lawful_choices(account.customer_class, present.option if present else None, premises)
    weighed, failed = list[Weighed](), list[NotWeighed]()
    faults = list[Refused]()
    for choice in choices:
        try:
            weighed.append(_weigh(comparison, choice, weighed, stop))
        except Refused as fault:
            failed.append(NotWeighed(choice, fault.what))
            faults.append(fault)
            if present is not None and choice.option is present.option:
                raise
    if not weighed:
        raise faults[0]
    own = next((each for each in weighed if present and each.choice.option is present.option), None)
    if present is not None and own is None:
        own = _weigh(comparison, Choice(present.option, True, ()), weighed, stop)
        weighed.append(own)
    now = {} if own is None or present is None else {case: year.bills(present.contracts) for case, year in own.years.items()}
    claims = present is not None and (account.sector or "")[:3] not in CONCESSION_UNKNOWN
    options = [_option(each, present, now, own, claims, today) for each in weighed]
    options.sort(key=lambda option: (not option.is_present, not option.confirmed, option.total_ntd))
    bill = now[own.usual] if own is not None and now else None
    cases = {case: year.total for case, year in now.items()}
    return Advice(comparison, present, bill, cases, tuple(options), tuple(failed), claims)


def _weigh(comparison: Comparison, choice: Choice, before: Iterable[Weighed], stop: Stop | None) -> Weighed:
    years = years_under(comparison, choice.option)
    first = next(iter(years.values()))
    best = _best(first, before, stop)
    return Weighed(choice, years, best, {case: year.bills(best) for case, year in years.items()})


def _best(year: OptionYear, before: Iterable[Weighed], stop: Stop | None) -> ContractsKw:
    """The cheapest contracts; both three-stage options have the same where their basic prices agree, as they do in every
    published version (article 8(7)), unless contracts for off-peak hours alone are in question, which energy decides."""
    if year.question.account.option.three_stage:
        problem: ContractProblem | None = None
        for other in before:
            if other.choice.option.three_stage and any(other.best[:2]):
                problem = problem or year.problem
                if other.year.problem == problem:
                    return other.best
    return year.best(stop)


def years_under(comparison: Comparison, option: TariffOption) -> dict[VariableCase | None, OptionYear]:
    """The option's months; three of them for the variable peak whose days are not known."""
    days = designated_days(comparison) if option is TariffOption.THREE_STAGE_VARIABLE else None
    if days is None:
        return {None: comparison.under(option)}
    return {case: comparison.under(option, days.of(case)) for case in (VariableCase.EXPECTED, *VariableCase)}


def designated_days(comparison: Comparison) -> VariableDays | None:
    """Worst, expected and best days; None where they are given or no summer is compared. Refused for a part of a summer."""
    terms = comparison.terms
    months = [month for month in terms.months if month.month in SUMMER_MONTHS]
    if terms.designated or not months:
        return None
    if len(months) < len(SUMMER_MONTHS) or months[0].year != months[-1].year:
        raise Refused(
            said("The variable peak is compared over one whole summer, May to October of a year."),
            mend=said("Import the load of those months."),
        )
    book = terms.prices_from or comparison.library.books.on(date(months[0].year, 7, 1), terms.account.customer_class)
    tariff = book.tariff(terms.account.voltage, TariffOption.THREE_STAGE_VARIABLE)
    return variable_days(comparison.load.load, tariff, comparison.library.off_peak_days, months[0].year)


def _option(
    weighed: Weighed,
    present: Present | None,
    now: dict[VariableCase | None, YearBill],
    own: Weighed | None,
    claims: bool,
    today: date,
) -> OptionAdvice:
    saving = None
    if claims and own is not None and now:
        saving = now[own.usual].total - weighed.total_ntd
    is_present = own is not None and own.choice.option is weighed.choice.option
    summer = weighed.year.priced[0].spans[0].tariff.summer
    change = None
    if present is not None and not is_present:
        change = earliest_change(present.option, present.since, today, summer)
    cases = {case: bill.total for case, bill in weighed.bills.items() if case is not None}
    confirmed = weighed.choice.confirmed
    return OptionAdvice(
        weighed=weighed,
        is_present=is_present,
        saving_ntd=saving if confirmed else None,
        saving_if_confirmed_ntd=None if confirmed else saving,
        earliest_change=change,
        notes=tuple(_notes(weighed, present, is_present, claims)),
        cases=cases,
    )


def _notes(weighed: Weighed, present: Present | None, is_present: bool, claims: bool) -> Iterable[Message]:
    yield from () if is_present else weighed.choice.notes
    if present is None:
        yield said("The present option and contracts are not known: no saving is claimed.")
    elif not claims:
        yield said("The customer's concession is not recorded: no saving is claimed.")
    if is_present:
        yield said("Contracts alone change. When they may be changed, and what a higher contract costs at once, is not recorded.")
    elif present is not None and present.since is None:
        yield said("Since when the present option holds is not known, hence no day from which it may be left.")
    if weighed.usual is VariableCase.EXPECTED:
        yield said(
            "Which 30 days will be named is not known. Worst and best: the 30 summer weekdays with the most and the least use "
            "from 16:00 to 22:00; expected: 30 at even steps between, as if every such day were as likely."
        )


def at_contracts(weighed: Weighed, contracts: ContractsKw) -> Weighed:
    """The same option under other contracts."""
    return replace(weighed, best=contracts, bills={case: year.bills(contracts) for case, year in weighed.years.items()})
