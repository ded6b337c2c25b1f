"""Solve a planning problem from a file: a lawful plan at once, then a better one until the time is over."""

from __future__ import annotations

import time
from collections.abc import Callable

from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.plan import Plan
from visitplanner.domain.planning.problem import Problem
from visitplanner.domain.planning.search.search import Progress, first_plan, improve

ENDING_SECONDS = 0.2
ENDING_SHARE = 0.04
"""Kept back, the greater of the two, for ending the last step, judging and writing the plan."""


def solve(
    problem: Problem,
    seconds: float,
    *,
    seed: int = 0,
    first: Callable[[Plan], object] | None = None,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan found within `seconds`; the time decides the end, so two machines may end with different plans.

    first: is handed the first lawful plan, at once.  stop: ends the search early and keeps the best plan.
    """
    end = time.monotonic() + seconds - max(ENDING_SECONDS, ENDING_SHARE * seconds)
    grid = Grid(problem)
    plan = first_plan(problem, grid)
    if first is not None:
        first(plan)

    def over() -> bool:
        return time.monotonic() >= end or (stop is not None and stop())

    return plan if over() else improve(problem, plan, seed=seed, progress=progress, stop=over, grid=grid)
