"""Best contracts of 60 invented customers: our exact search beside SciPy's HiGHS MILP, in the same run.

Both solve the same years (tests/domain/tariffs/contract_years.py). HiGHS works in floating point with a relative gap of 0;
its answer is compared to the cent, where it differs the exact one has to be the cheaper. Wall time is one call, as a person
waits for it; processor time is the least of three calls, which other work on the machine disturbs less.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from decimal import Decimal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from tests.domain.tariffs.contracts.contract_years import customer
from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem
from visitplanner.domain.tariffs.contracts.contracts import best_contracts

CUSTOMERS = 60


class MilpYear:
    """A mixed-integer program: S1..S4 whole, the free half; per period M (running maximum), z (who set it), t (at 3×)."""

    def __init__(self, problem: ContractProblem) -> None:
        self.problem = problem
        self.periods = [(month, demand) for month in problem.months for demand in month.demands]
        self.count = 5 + 3 * len(self.periods)
        self.top = float(max(demand.demand_kw for _, demand in self.periods)) + 100
        self.rows: list[tuple[dict[int, float], float]] = []
        self.price = np.zeros(self.count)
        self._basic()
        before: dict[int, int] = {}
        for place, (month, demand) in enumerate(self.periods):
            self._period(5 + 3 * place, demand.limit - 1, float(demand.demand_kw), float(demand.price_ntd), before.get(id(month)))
            before[id(month)] = 5 + 3 * place

    def _basic(self) -> None:
        for month in self.problem.months:
            factor = float(month.basic_factor)
            self.price[0] += factor * float(month.regular_ntd - month.second_ntd)
            self.price[1] += factor * float(month.second_ntd)
            self.price[4] += factor * float(month.off_peak_ntd)
        self.rows += [({k: -1, k + 1: 1}, 0) for k in range(3)]
        self.rows += [({3: 1}, self.problem.least_total_kw), ({1: 1}, 1), ({4: 1, 3: -1, 1: 1.5}, 0)]

    def _period(self, reached: int, limit: int, demand: float, price: float, before: int | None) -> None:
        """M = max(M before, demand − S) by a switch z; the surcharge 2·(M − M before) + t, t ≥ (M − M before) − band."""
        switch, triple, earlier = reached + 1, reached + 2, {} if before is None else {before: 1.0}
        less = {k: -v for k, v in earlier.items()}
        self.rows += [({reached: 1, limit: 1}, demand), ({reached: 1, **less}, 0)]
        self.rows += [({reached: -1, limit: -1, switch: -self.top * 2}, -demand - self.top * 2)]
        self.rows += [({reached: -1, **earlier, switch: self.top * 2}, 0)]
        self.rows += [({triple: 1, reached: -1, **earlier, limit: 0.1}, 0)]
        self.price[reached] += 2 * price
        self.price[triple] += price
        if before is not None:
            self.price[before] -= 2 * price

    def solve(self) -> Decimal:
        matrix, least = lil_matrix((len(self.rows), self.count)), np.zeros(len(self.rows))
        for row, (weights, bound) in enumerate(self.rows):
            least[row] = bound
            for column, weight in weights.items():
                matrix[row, column] = weight
        whole, most = np.zeros(self.count), np.full(self.count, self.top * 2)
        whole[:4] = 1
        whole[6::3] = 1
        most[6::3] = 1
        result = milp(
            self.price,
            integrality=whole,
            bounds=Bounds(0, most),
            constraints=LinearConstraint(matrix.tocsr(), least),
            options={"mip_rel_gap": 0, "time_limit": 20},
        )
        return Decimal(str(result.fun))


def _processor_ms(problem: ContractProblem) -> float:
    start = time.process_time()
    best_contracts(problem)
    return (time.process_time() - start) * 1000


def run() -> Iterator[str]:
    """The lines of the comparison, the last after about ten seconds."""
    chance = random.Random(2026)
    ours: list[float] = []
    theirs: list[float] = []
    processor: list[float] = []
    differing = 0
    for number in range(CUSTOMERS):
        problem = customer(chance, staged=2 + number % 2)
        start = time.perf_counter()
        best = best_contracts(problem)
        middle = time.perf_counter()
        cost = MilpYear(problem).solve()
        theirs.append((time.perf_counter() - middle) * 1000)
        ours.append((middle - start) * 1000)
        processor.append(min(_processor_ms(problem) for _ in range(3)))
        if abs(cost - best.cost_ntd) > Decimal("0.01"):
            differing += 1
            yield f"customer {number}: exact {best.cost_ntd:.2f}, HiGHS {cost:.2f}"
    for name, times in (("exact search", ours), ("  processor", processor), ("HiGHS MILP", theirs)):
        yield f"{name:14} median {statistics.median(times):8.2f} ms   worst {max(times):8.2f} ms"
    median, worst = statistics.median(theirs) / statistics.median(ours), max(theirs) / max(ours)
    yield f"ratio          median {median:8.2f}      worst {worst:8.2f}   (aim: at most 5 ms and 60 ms)"
    yield f"costs differing by more than a cent: {differing} of {CUSTOMERS}"


if __name__ == "__main__":
    for line in run():
        print(line)
