"""Contracts for Saturday half-peak or off-peak hours alone (c1 = c2 = 0): another rule, compared apart with its energy.

電價表 chapter 5 article 8(6): power at other hours pays 4.8 times the basic price on its highest demand and 1.6 times the
energy price, each at the price of its own period. Within the contracted hours articles 5 and 7 hold as usual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.contracts.contract_charge import evaluate
from visitplanner.domain.tariffs.contracts.contract_terms import EXACT, ContractProblem, ContractsKw, MonthTerms
from visitplanner.domain.tariffs.contracts.contracts import Stop, best_contracts

DEMAND_TIMES = Decimal("4.8")
ENERGY_MORE = Decimal("0.6")
"""1.6 times instead of once: what comes on top of the energy charge every choice of contracts pays."""


@dataclass(frozen=True, slots=True)
class OtherUse:
    """Use of one period in one month: its energy in kWh at NT$/kWh. Its demand is in the month's terms."""

    month: int
    limit: int
    energy_kwh: Decimal
    energy_ntd: Decimal


@dataclass(frozen=True, slots=True)
class OffPeakOnly:
    """The year in NT$: basic charge and surcharge within the contracted hours, 4.8 × demand and 0.6 × energy outside them.

    total_ntd compares with `BestContracts.cost_ntd`: both leave out the energy charge at its ordinary price.
    """

    contracts: ContractsKw
    within_ntd: Decimal
    demand_ntd: Decimal
    energy_ntd: Decimal
    total_ntd: Decimal


def evaluate_off_peak_only(problem: ContractProblem, contracts: ContractsKw, uses: Sequence[OtherUse]) -> OffPeakOnly:
    """What (0, 0, c3, c4) cost. Under c4 alone Saturday half-peak hours count as other hours (a reading)."""
    if any(contracts[:2]) or not any(contracts):
        raise Refused(
            said("Give a Saturday or an off-peak contract and neither a regular nor a half-peak one."), field="contracts"
        )
    first_own = 3 if contracts[2] else 4
    inside = replace(problem, months=tuple(_only(month, first_own) for month in problem.months))
    within = evaluate(inside, contracts).total_ntd
    with localcontext(EXACT):
        demand = sum((_demand_charge(problem, month, first_own) for month in problem.months), Decimal(0))
        energy = sum((ENERGY_MORE * use.energy_kwh * use.energy_ntd for use in uses if use.limit < first_own), Decimal(0))
        return OffPeakOnly(contracts, within, demand, energy, within + demand + energy)


def best_off_peak_only(problem: ContractProblem, uses: Sequence[OtherUse], stop: Stop | None = None) -> OffPeakOnly:
    """The cheapest (0, 0, c3, c4).

    It is sought with Saturday's hours among the contracted ones: both contracts have one price, and what Saturday exceeds
    them by pays three times at most, 4.8 times where no Saturday contract is made. So none is never cheaper.
    """
    months = tuple(_only(month, 3) for month in problem.months)
    best = best_contracts(replace(problem, months=months, sold=(False, False, True, True)), stop)
    return evaluate_off_peak_only(problem, best.contracts, uses)


def _only(month: MonthTerms, first_own: int) -> MonthTerms:
    return replace(month, demands=tuple(d for d in month.demands if d.limit >= first_own))


def _demand_charge(problem: ContractProblem, month: MonthTerms, first_own: int) -> Decimal:
    others = (d for d in month.demands if d.limit < first_own)
    return sum((DEMAND_TIMES * d.price_ntd * problem.measured(d.demand_kw) for d in others), Decimal(0))
