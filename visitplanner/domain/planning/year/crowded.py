"""Which months of a plan hold much more than an even share, and how many of their visits could stand nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import Problem
from visitplanner.domain.planning.year.norms import BUSIEST, WHOLE
from visitplanner.domain.planning.year.shares import month_of


def crowded_months(problem: Problem, places: Iterable[Placed], days: Sequence[date]) -> Message | None:
    """The months that hold more than 1.25 times their even share of the working days, and why; None where none does.

    days: on which anything new may stand. Months with fewer than ten of them say nothing.
    """
    worked = Counter(map(month_of, days))
    placed = [place for place in places if month_of(place.day) in worked]
    held = Counter(month_of(place.day) for place in placed)
    even = {month: len(placed) * count / worked.total() for month, count in worked.items()}
    full = sorted(
        month for month in held if worked[month] >= WHOLE and held[month] > max((1 + BUSIEST) * even[month], even[month] + 1)
    )
    if not full:
        return None
    visits = {visit.id: visit for visit in problem.visits}
    agreed = {place.id for place in problem.fixed}
    inside = [place for place in placed if month_of(place.day) in full]
    bound = sum(place.id in agreed or all(month_of(day) in full for day in visits[place.id].days) for place in inside)
    months = listed(
        said(
            "month {month}: {held} visits, even share {share}",
            month=month,
            held=held[year, month],
            share=f"{even[year, month]:.1f}",
        )
        for year, month in full
    )
    return said(
        "Busier than 1.25 times an even share: {months}. Of these {held} visits {bound} have no suitable day in an emptier "
        "month: their last visit was late, they are owed only then, or they are agreed.",
        months=months,
        held=len(inside),
        bound=bound,
    )
