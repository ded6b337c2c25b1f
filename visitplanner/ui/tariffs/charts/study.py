"""What the tariff page knows of one customer once its load is weighed; plain values, made off the window's thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.tariffs.advice.advice import OptionAdvice
from visitplanner.domain.tariffs.advice.comparison import ANY_CONTRACTS, OptionYear
from visitplanner.domain.tariffs.advice.contract_table import SAME_NTD
from visitplanner.domain.tariffs.advice.contract_variants import Variant
from visitplanner.domain.tariffs.advice.over_contract import OverYear, over_year
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.contract_year import Measured
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import Question, months_of_load
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.periods import Period, periods_used
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.contracts.contract_charge import Excess
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw, cumulative
from visitplanner.domain.tariffs.findings.verdict import USUAL_THRESHOLD, Threshold
from visitplanner.i18n import Language
from visitplanner.services.core.ports import Stop
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.loads.loads import KeptLoad
from visitplanner.services.tariffs.advice import AdviceAsked, Advised, account_of_customer, advise_load

ZERO = Decimal(0)


class Mark(StrEnum):
    """Contracts worth a mark beside the sliders."""

    PRESENT = "present"
    BEST = "best"
    ALONE = "alone"
    ROBUST = "robust"


@dataclass(frozen=True, slots=True)
class Figures:
    """A year under certain contracts, NT$ as billed. double_ntd, triple_ntd: the parts of the over-contract surcharge charged
    twice and three times. saving_ntd: against the present contracts, negative where dearer; None while these are unknown."""

    contracts: ContractsKw
    basic_ntd: Decimal
    double_ntd: Decimal
    triple_ntd: Decimal
    rest_ntd: Decimal
    total_ntd: Decimal
    saving_ntd: Decimal | None
    bills: tuple[MonthBill, ...]

    @property
    def surcharge_ntd(self) -> Decimal:
        """What was charged for going over contract, NT$."""
        return self.double_ntd + self.triple_ntd

    @property
    def months_over(self) -> int:
        """In how many months the contracts were exceeded."""
        return self.over.count

    @property
    def over(self) -> OverYear:
        """The months billed over contract."""
        return over_year(self.bills)


@dataclass(frozen=True, slots=True)
class MonthDemand:
    """One month: the demands held against the four limits, and how far they went over."""

    month: Month
    measured: tuple[Measured, ...]
    excesses: tuple[Excess, ...]


@dataclass(frozen=True, eq=False)
class Study:
    """One customer's load, weighed. option: the present one, else the cheapest. present: None where it is not known."""

    customer: Customer
    kept: KeptLoad
    library: Library
    asked: AdviceAsked
    advised: Advised
    option: OptionAdvice
    present: ContractsKw | None
    marks: dict[Mark, ContractsKw]

    @property
    def year(self) -> OptionYear:
        """The year's use under the option studied."""
        return self.option.weighed.year

    @property
    def months(self) -> tuple[Month, ...]:
        """The months compared."""
        return self.advised.advice.comparison.terms.months

    @property
    def same_as_best(self) -> tuple[Mark, ...]:
        """Marks whose year costs what the best does: they stand on its line."""
        best = self.figures(self.marks[Mark.BEST]).total_ntd
        others = (mark for mark in (Mark.ALONE, Mark.ROBUST) if mark in self.marks)
        return tuple(mark for mark in others if abs(self.figures(self.marks[mark]).total_ntd - best) <= SAME_NTD)

    @cached_property
    def load(self) -> Load:
        """The months compared, as a load."""
        return self.kept.load.between(self.months[0].first, self.months[-1].last)

    @property
    def book(self) -> Book | None:
        """The tariff book whose prices are used for all months; None: each month's own."""
        return self.asked.question.prices_from

    def figures(self, contracts: ContractsKw) -> Figures:
        """The year's bills under these contracts, in less than a millisecond. Refused where nobody can have them."""
        bills = self.year.bills(contracts).months
        basic = sum((bill.basic for bill in bills), ZERO)
        surcharge = sum((bill.surcharge for bill in bills), ZERO)
        triple = sum((3 * excess.triple_kw * excess.price_ntd for bill in bills for excess in bill.excesses), ZERO)
        total = sum((bill.total for bill in bills), ZERO)
        paid = self.advised.advice.present_bill
        saving = paid.total - total if paid is not None and self.claimed else None
        return Figures(contracts, basic, surcharge - triple, triple, total - basic - surcharge, total, saving, bills)

    @property
    def claimed(self) -> bool:
        """Whether a saving may be named: the present contracts are known, and no unrecorded concession is enjoyed."""
        return self.present is not None and self.advised.advice.claims

    @property
    def periods(self) -> frozenset[Period]:
        """The periods the option has."""
        return frozenset(period for _, period in periods_used(self.year.priced[0].spans[0].tariff.demand_hours))

    @property
    def start(self) -> ContractsKw:
        """Where the sliders stand at first."""
        return self.present or self.marks[Mark.BEST]

    @cached_property
    def top_kw(self) -> int:
        """How far the sliders go: a third beyond the highest demand and every marked contract, on a round number."""
        highest = max(measured.demand_w for use in self.demands(self.start) for measured in use.measured) // 1000
        wanted = max(highest, *(cumulative(contracts)[3] for contracts in self.marks.values())) * 4 // 3
        step = 10 ** max(len(str(wanted)) - 2, 1)
        return (wanted // step + 1) * step

    def demands(self, contracts: ContractsKw) -> tuple[MonthDemand, ...]:
        """The demands of each month against contracts in kW."""
        return demands_of(self.year.bills(contracts).months)


def demands_of(bills: tuple[MonthBill, ...]) -> tuple[MonthDemand, ...]:
    """The demands of bills, month by month."""
    return tuple(MonthDemand(bill.use.month, bill.measured, bill.excesses) for bill in bills)


def study_of(
    known: ReferenceData,
    customer: Customer,
    kept: KeptLoad,
    today: date,
    months: tuple[Month, ...] = (),
    stop: Stop | None = None,
    threshold: Threshold = USUAL_THRESHOLD,
) -> Study:
    """Weigh a customer's load over the months asked for, or its newest twelve. Refused where it has no whole month."""
    library = known.tariffs()
    asked = replace(question_of(library, customer, kept.load, today, months), threshold=threshold)
    advised = advise_load(known, asked, stop=stop)
    option = advised.subject
    present = asked.question.account.contracts if asked.present else None
    return Study(customer, kept, library, asked, advised, option, present, dict(_marks(advised, option, present)))


def question_of(
    library: Library, customer: Customer, load: Load, today: date, months: tuple[Month, ...], book: Book | None = None
) -> AdviceAsked:
    """A customer without any contract is asked about as one whose present contracts are not known."""
    known = bool(customer.contracts.sum_kw)
    account = account_of_customer(customer if known else replace(customer, regular_kw=ANY_CONTRACTS[0]))
    prices = book or library.books.on(today, account.customer_class)
    return AdviceAsked(load, Question(account, months, prices_from=prices), today, present=known)


def _marks(advised: Advised, option: OptionAdvice, present: ContractsKw | None) -> Iterator[tuple[Mark, ContractsKw]]:
    if present is not None:
        yield Mark.PRESENT, present
    yield Mark.BEST, option.contracts
    for variant in advised.variants:
        if variant.variant is Variant.REGULAR_ALONE:
            yield Mark.ALONE, variant.contracts
        elif variant.variant is Variant.ROBUST:
            yield Mark.ROBUST, variant.contracts


def calendar_years(load: Load) -> list[int]:
    """Years of which the load has at least one whole month, the newest first."""
    whole = [month for month in months_of_load(load) if load.first_day <= month.first and month.last <= load.last_day]
    return sorted({month.year for month in whole}, reverse=True)


def short_month(month: Month, language: Language) -> str:
    """`114/01`, or `2025-01` in English."""
    return language.date(month.first)[:-3]


def sold(option: TariffOption) -> int:
    """How many of the four contracts the option sells."""
    return 1 if option is TariffOption.EV else 4
