"""Other contracts worth knowing beside the cheapest: the regular one alone, none ever exceeded, good for growth too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice, at_contracts
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import Stop, best_regular_alone, best_without_excess, robust_contracts


class Variant(StrEnum):
    """regular_alone: c1 and nothing else. without_excess: no month over contract. robust: the least mean cost when demand
    grows by 0 to 10 %, each percent as likely as any other."""

    REGULAR_ALONE = "regular_alone"
    WITHOUT_EXCESS = "without_excess"
    ROBUST = "robust"


@dataclass(frozen=True, slots=True)
class VariantAdvice:
    """What the same months cost with other contracts; saving_ntd against the present ones, None where none may be claimed.

    worst_regret_ntd: for `ROBUST`, the most by which the best contracts of any growth would have been cheaper.
    """

    variant: Variant
    option: TariffOption
    contracts: ContractsKw
    total_ntd: Decimal
    saving_ntd: Decimal | None
    worst_regret_ntd: Decimal | None = None


def contract_variants(advice: Advice, option: OptionAdvice, stop: Stop | None = None) -> tuple[VariantAdvice, ...]:
    """All variants under one option."""
    return tuple(_variants(advice, option, stop))


def _variants(advice: Advice, option: OptionAdvice, stop: Stop | None) -> Iterator[VariantAdvice]:
    problem = option.weighed.year.problem
    yield _priced(advice, option, Variant.REGULAR_ALONE, best_regular_alone(problem, stop).contracts)
    yield _priced(advice, option, Variant.WITHOUT_EXCESS, best_without_excess(problem, stop).contracts)
    robust = robust_contracts(problem, stop=stop)
    yield _priced(advice, option, Variant.ROBUST, robust.best.contracts, robust.worst_regret_ntd)


def _priced(
    advice: Advice, option: OptionAdvice, variant: Variant, contracts: ContractsKw, regret: Decimal | None = None
) -> VariantAdvice:
    total = at_contracts(option.weighed, contracts).total_ntd
    saving = None if option.saving_ntd is None else option.saving_ntd + option.total_ntd - total
    return VariantAdvice(variant, option.option, contracts, total, saving, regret)
