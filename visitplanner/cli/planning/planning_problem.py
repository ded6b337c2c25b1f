"""`plan --problem`: solve a planning problem of the exchange form and write the plan beside it."""

from __future__ import annotations

import time
from pathlib import Path

from visitplanner.cli.core.session import Session
from visitplanner.domain.core.messages import Message, counted, said
from visitplanner.services.planning.planning_problem import solve

STARTING_SECONDS = 1.5


def solve_problem(session: Session, problem: Path, seconds: float, out: Path, seed: int = 0) -> None:
    """Read the problem, write the first lawful plan at once and the best one when the time is over; says how good it is.

    Raises `Refused` when the problem cannot be read or the plan cannot be written.
    """
    files, say = session.files, session.language.say
    asked = files.read_problem(problem)
    plan = solve(asked, seconds - starting(seconds), seed=seed, first=lambda first: files.write_plan(first, out, say))
    content = files.write_plan(plan, out, say)
    gap = None if plan.gap is None else round(100 * plan.gap, 3)
    text = session.language.text
    told = [
        say(counts(len(plan.visits), len(plan.unplaced))),
        text("At most {gap} % above the best possible plan.", gap=gap) if gap is not None else "",
    ]
    session.show({**content, "cost": plan.cost, "gap_percent": gap}, [" ".join(part for part in told if part)])


def starting(seconds: float) -> float:
    """What starting the program and reading the problem took of the seconds; at most half of them, lest none are left."""
    return min(time.process_time(), STARTING_SECONDS, seconds / 2)


def counts(planned: int, left: int) -> Message:
    """How many visits have a day and how many have none; what is zero is not said."""
    return counted(
        (planned, said("{count} visits planned", count=planned)),
        (left, said("{count} not placed", count=left)),
        nothing=said("No visit is owed that could be planned."),
    )
