"""The points of the cost curve: what more or less of one contract costs above the proven least."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.tariffs.bills.contract_year import contract_terms
from visitplanner.domain.tariffs.contracts.contract_charge import evaluate
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.contracts.contracts import cost_curve
from visitplanner.ui.tariffs.charts.study import Mark, Study

SPAN_SHARE = 10
"""The curve runs a tenth of the slider to either side."""

SIDE_POINTS = 80
"""Points to either side, at most: more cannot be told apart on screen."""


class CurvePoints:
    """Exact costs at whole kW, scaled by the customer's coefficient where the contract problem leaves it out."""

    def __init__(self, study: Study) -> None:
        year = study.year
        self._problem = year.problem
        plain = contract_terms(year.question.account, year.uses, year.question.readings)
        self._factor = year.priced[0].coefficient.factor if plain == self._problem else Decimal(1)
        self._span = max(study.top_kw // SPAN_SHARE, 50)
        self._step = -(-self._span // SIDE_POINTS)
        self._least: Decimal | None = None
        with suppress(Refused):
            self._least = evaluate(self._problem, study.marks[Mark.BEST]).total_ntd

    def around(self, contracts: ContractsKw, place: int) -> tuple[list[int], list[float]]:
        """(kW, NT$ a year above the least) around one contract; empty where the ordinary rules do not hold (article 8(6))."""
        if self._least is None:
            return [], []
        try:
            points = cost_curve(self._problem, contracts, place, self._span, self._step)
        except Refused:
            return [], []
        return [point.kw for point in points], [float((point.cost_ntd - self._least) * self._factor) for point in points]
