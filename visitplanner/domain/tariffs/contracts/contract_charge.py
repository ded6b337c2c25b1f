"""What given contracts cost in a year, written as the regulation reads; the search has to agree with this, cent by cent.

電價表 chapter 5: basic charge article 5(1), idle month 5(2), own transformer 5(6), two feeders 5(7); surcharge article 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.contracts.contract_terms import (
    EXACT,
    BandBase,
    BandNetting,
    ContractProblem,
    ContractsKw,
    DemandRounding,
    MonthTerms,
    PeriodDemand,
    cumulative,
)

HALF = Decimal("0.5")
BAND = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Excess:
    """How far one period went over its limit in one month, and what that costs.

    gross_kw is demand − limit; net_kw is what remains after the excess already charged in the periods before it;
    net_kw = double_kw + triple_kw. All in kW, surcharge_ntd in NT$.
    """

    period: str
    limit_kw: int
    demand_kw: Decimal
    gross_kw: Decimal
    net_kw: Decimal
    double_kw: Decimal
    triple_kw: Decimal
    price_ntd: Decimal
    surcharge_ntd: Decimal


@dataclass(frozen=True, slots=True)
class MonthCost:
    """One month: basic charge after power factor and discounts, surcharge, and each period over its limit."""

    month: int
    basic_ntd: Decimal
    surcharge_ntd: Decimal
    excesses: tuple[Excess, ...]


@dataclass(frozen=True, slots=True)
class ContractCost:
    """The year: exact, before the sector's coefficient, unrounded; NT$."""

    contracts: ContractsKw
    months: tuple[MonthCost, ...]
    basic_ntd: Decimal
    surcharge_ntd: Decimal
    total_ntd: Decimal


def evaluate(problem: ContractProblem, contracts: ContractsKw) -> ContractCost:
    """The year's power-factor-adjusted basic charge and surcharge of these contracts (whole kW).

    Refused: a contract below zero; c1 = c2 = 0 with demand in the peak or half-peak period, which is charged by another
    rule (article 8(6), see `off_peak_only`).
    """
    refuse_improper(problem, contracts)
    with localcontext(EXACT):
        months = tuple(_month_cost(problem, month, contracts) for month in problem.months)
        basic = sum((month.basic_ntd for month in months), Decimal(0))
        surcharge = sum((month.surcharge_ntd for month in months), Decimal(0))
        return ContractCost(contracts, months, basic, surcharge, basic + surcharge)


def refuse_improper(problem: ContractProblem, contracts: ContractsKw) -> None:
    """Refused unless these contracts are whole kW of zero or more to which the ordinary rules apply."""
    if any(kw < 0 for kw in contracts):
        raise Refused(
            said("A contract is below zero."), mend=said("Give each contract in whole kW, zero or more."), field="contracts"
        )
    c1, c2, c3, _ = contracts
    if c1 + c2 == 0 and (problem.highest(1) or problem.highest(2) or (c3 == 0 and problem.highest(3))):
        raise Refused(
            said("Contracts for Saturday or off-peak hours alone are charged by another rule (chapter 5 article 8(6))."),
            mend=said("Give a regular or a half-peak contract, or ask for the comparison of off-peak contracts."),
            field="contracts",
        )


def basic_charge_ntd(month: MonthTerms, contracts: ContractsKw) -> Decimal:
    """Article 5(1): what c3 + c4 exceed half of c1 + c2 by is paid; below zero counts as zero. Power factor included."""
    c1, c2, c3, c4 = contracts
    beyond_half = max(Decimal(0), c3 + c4 - HALF * (c1 + c2))
    regular = (month.regular_ntd + month.backup_ntd) * c1
    return month.basic_factor * (regular + month.second_ntd * c2 + month.off_peak_ntd * beyond_half)


def month_excesses(problem: ContractProblem, month: MonthTerms, contracts: ContractsKw) -> tuple[Excess, ...]:
    """Article 7: the periods over their limit, in the order in which they are netted."""
    charged = Decimal(0)
    found: list[Excess] = []
    for demand in month.demands:
        excess = _excess(problem, month, demand, contracts, charged)
        charged = max(charged, excess.gross_kw)
        if excess.gross_kw:
            found.append(excess)
    return tuple(found)


def _month_cost(problem: ContractProblem, month: MonthTerms, contracts: ContractsKw) -> MonthCost:
    excesses = month_excesses(problem, month, contracts)
    surcharge = sum((excess.surcharge_ntd for excess in excesses), Decimal(0))
    return MonthCost(month.month, basic_charge_ntd(month, contracts), surcharge, excesses)


def _excess(
    problem: ContractProblem, month: MonthTerms, period: PeriodDemand, contracts: ContractsKw, charged_kw: Decimal
) -> Excess:
    """Article 7(1): gross excess less the largest excess of the periods before; 7(2): twice within 10 %, three times beyond."""
    limit_kw = cumulative(contracts)[period.limit - 1]
    demand_kw = problem.measured(period.demand_kw)
    gross_kw = max(Decimal(0), demand_kw - limit_kw)
    net_kw = max(Decimal(0), gross_kw - charged_kw)
    band_kw = _band_kw(problem, contracts[0] if problem.reading.band_base is BandBase.REGULAR else limit_kw)
    if problem.reading.band_netting is BandNetting.NET:
        triple_kw = max(Decimal(0), net_kw - band_kw)
    else:
        triple_kw = max(Decimal(0), gross_kw - max(charged_kw, band_kw))
    double_kw = net_kw - triple_kw
    surcharge = month.surcharge_factor * period.price_ntd * (2 * double_kw + 3 * triple_kw)
    return Excess(period.period, limit_kw, demand_kw, gross_kw, net_kw, double_kw, triple_kw, period.price_ntd, surcharge)


def _band_kw(problem: ContractProblem, contract_kw: int) -> Decimal:
    band = BAND * contract_kw
    if problem.reading.rounding is DemandRounding.WHOLE_KW:
        return band.to_integral_value(rounding=ROUND_CEILING)
    return band
