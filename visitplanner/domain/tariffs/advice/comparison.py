"""One load, billed under one option after another with any contracts: what every piece of advice is made of.

The load is condensed once; for each option its months are priced and read once, and every set of contracts is then a
handful of exact multiplications. What is compared is always the same months of the same load.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.bill import OTHER_HOURS_BASIC, WELFARE_SHARE, bill_month
from visitplanner.domain.tariffs.bills.contract_year import contract_terms
from visitplanner.domain.tariffs.bills.library import Library, PricedMonth
from visitplanner.domain.tariffs.bills.metering import Condensed, missing_quarters
from visitplanner.domain.tariffs.bills.power_factor import share, whole_percent
from visitplanner.domain.tariffs.bills.year import Question, YearBill, load_uses, months_of_load, priced_months
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.periods import CELLS, Period
from visitplanner.domain.tariffs.books.readings import PowerFactorBase, Readings, YesNo
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.books.use import MonthUse
from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem, ContractsKw, MonthTerms
from visitplanner.domain.tariffs.contracts.contracts import Stop, best_contracts
from visitplanner.domain.tariffs.contracts.contracts_off_peak import ENERGY_MORE, OtherUse, best_off_peak_only

ANY_CONTRACTS: ContractsKw = (100, 0, 0, 0)
"""Stands for contracts where prices and readings are asked for, which do not depend on them."""

WHOLE_YEAR = 12
MOST_MISSING = SLOTS_PER_DAY
"""A month lacks at most one day's worth of readings to be compared; they count as none used, and it is said."""

SUMMER_MONTHS = range(5, 11)


@dataclass(frozen=True, eq=False)
class OptionYear:
    """One option's months: prices, readings, and bills for whatever contracts."""

    question: Question
    priced: tuple[PricedMonth, ...]
    uses: tuple[MonthUse, ...]

    def bills(self, contracts: ContractsKw) -> YearBill:
        """The bills under these contracts. Refused where nobody can have them (`Account`)."""
        question = replace(self.question, account=replace(self.question.account, contracts=contracts))
        account, readings = question.account, question.readings
        months = tuple(
            bill_month(account, use, entry.prices, entry.coefficient, readings)
            for use, entry in zip(self.uses, self.priced, strict=True)
        )
        return YearBill(question, months, (), next((entry.draft for entry in self.priced if entry.draft), None))

    @cached_property
    def problem(self) -> ContractProblem:
        """The contract problem whose cheapest contracts make the cheapest bills.

        Coefficient and welfare concession scale all amounts alike and are left out, unless they differ between months or
        bear on basic charge and surcharge differently.
        """
        terms = contract_terms(self.question.account, self.uses, self.question.readings)
        if not self._uneven():
            return terms
        months = tuple(map(self._billed, terms.months, self.uses, self.priced))
        return replace(terms, months=months)

    def best(self, stop: Stop | None = None) -> ContractsKw:
        """The cheapest contracts, proven; contracts for off-peak hours alone only where they can be cheaper."""
        problem = self.problem
        best = best_contracts(problem, stop)
        if self.question.account.option is TariffOption.EV:
            return best.contracts
        uses = self._other_uses()
        if self._least_of_off_peak_only(problem, uses) >= best.cost_ntd:
            return best.contracts
        apart = best_off_peak_only(problem, uses, stop)
        return apart.contracts if apart.total_ntd < best.cost_ntd else best.contracts

    def _uneven(self) -> bool:
        account, readings = self.question.account, self.question.readings
        factors = {entry.coefficient.factor for entry in self.priced}
        return (
            account.customer_class is CustomerClass.WELFARE
            or len(factors) > 1
            or (readings.coefficient_on_surcharge is YesNo.NO and factors != {Decimal(1)})
            or readings.power_factor_base is PowerFactorBase.WITH_SURCHARGE
        )

    def _billed(self, month: MonthTerms, use: MonthUse, entry: PricedMonth) -> MonthTerms:
        account, readings = self.question.account, self.question.readings
        factor = entry.coefficient.factor
        concession = WELFARE_SHARE if account.customer_class is CustomerClass.WELFARE else Decimal(1)
        scale = factor - 1 + concession
        on_surcharge = factor if readings.coefficient_on_surcharge is YesNo.YES else Decimal(1)
        adjusted = month.surcharge_factor - 1
        if readings.power_factor_base is PowerFactorBase.WITH_SURCHARGE:
            adjusted = share(whole_percent(account, use, readings))
        # What the power factor adds for the surcharge is scaled like the rest of the power factor.
        return replace(month, basic_factor=month.basic_factor * scale, surcharge_factor=on_surcharge + adjusted * scale)

    def _other_uses(self) -> list[OtherUse]:
        limits = {Period.PEAK: 1, Period.HALF_PEAK: 2, Period.SATURDAY_HALF_PEAK: 3, Period.OFF_PEAK: 4}
        return [
            OtherUse(use.month.month, limits[CELLS[place][1]], Decimal(wh).scaleb(-3), span.tariff.energy_prices[place])
            for use in self.uses
            for span, row in zip(use.spans, use.energy_wh, strict=True)
            for place, wh in enumerate(row)
            if wh and CELLS[place][1] is not Period.OFF_PEAK
        ]

    def _least_of_off_peak_only(self, problem: ContractProblem, uses: Sequence[OtherUse]) -> Decimal:
        """What peak and half-peak use alone would cost under such contracts; most customers are done here."""
        energy = sum((ENERGY_MORE * use.energy_kwh * use.energy_ntd for use in uses if use.limit < 3), Decimal(0))
        demands = (d for month in problem.months for d in month.demands if d.limit < 3)
        return energy + sum((OTHER_HOURS_BASIC * d.price_ntd * problem.measured(d.demand_kw) for d in demands), Decimal(0))


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A customer's load and the months compared.

    terms: the question about the customer; its option and contracts are replaced by whatever is weighed. designated are
    the variable peak's days where they are known.
    """

    library: Library
    load: Condensed
    terms: Question

    def under(self, option: TariffOption, designated: tuple[date, ...] = (), readings: Readings | None = None) -> OptionYear:
        """The months under an option. Unknown where a price of them is not known, Refused where the days are wrong."""
        account = replace(self.terms.account, option=option, contracts=ANY_CONTRACTS, option_since=None)
        question = replace(
            self.terms, account=account, designated=designated or self.terms.designated, readings=readings or self.terms.readings
        )
        priced, _ = priced_months(self.library, self.load, question)
        return OptionYear(question, priced, tuple(load_uses(self.library, self.load, question, priced)))

    def with_load(self, load: Condensed) -> Comparison:
        return replace(self, load=load)

    def with_account(self, account: Account) -> Comparison:
        return replace(self, terms=replace(self.terms, account=account))

    @property
    def is_year(self) -> bool:
        """Whether twelve months are compared, so that figures may be called yearly."""
        return len(self.terms.months) == WHOLE_YEAR


def compared_months(load: Load, asked: tuple[Month, ...] = ()) -> tuple[Month, ...]:
    """The months a comparison rests on: whole ones alone, at most twelve.

    Of those asked for, or else the newest twelve in a row, rather those with one undivided summer (May to October) in them;
    where no twelve follow on each other, the newest whole months there are. Refused when the load has no whole month.
    """
    whole = [month for month in asked or months_of_load(load) if _is_whole(load, month)]
    if not whole:
        raise Refused(
            said("The load has no whole month to compare."),
            mend=said("It runs from {first} to {last}.", first=load.first_day, last=load.last_day),
            field="load",
        )
    runs = [whole[end - WHOLE_YEAR : end] for end in range(len(whole), WHOLE_YEAR - 1, -1)]
    years = [run for run in runs if run[0].year * 12 + run[0].month + WHOLE_YEAR - 1 == run[-1].year * 12 + run[-1].month]
    if not years:
        return tuple(whole[-WHOLE_YEAR:])
    return tuple(next((run for run in years if _summer_undivided(run)), years[0]))


def _is_whole(load: Load, month: Month) -> bool:
    if load.first_day > month.first or load.last_day < month.last:
        return False
    return load.missing_count == 0 or missing_quarters(load, month) <= MOST_MISSING


def _summer_undivided(months: Sequence[Month]) -> bool:
    return len({month.year for month in months if month.month in SUMMER_MONTHS}) == 1
