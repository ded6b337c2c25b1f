"""The even share of each month: as level as the days allow on which each visit may stand.

Where every visit may stand all the year, a month's share is that of its working days. Visits that may only stand late in the
year, because the last one was late, make the late months' shares larger and leave the others less.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

MonthName = tuple[int, int]
"""Year and month."""
ROUNDS = 60
"""Rounds of levelling; the shares of an office's year change by less than a hundredth of a visit after some twenty."""


def month_of(day: date) -> MonthName:
    return day.year, day.month


def month_shares(visits: Iterable[Sequence[date]], days: Iterable[date]) -> dict[MonthName, float]:
    """How many visits fall to each month when they are spread as evenly over the working days as their own days allow.

    visits: the days on which each may stand, those without any left out.  days: the days on which anything new may stand.
    The shares add up to the number of visits that have a day; months in which nothing may stand have 0.
    """
    worked = Counter(map(month_of, days))
    alike = Counter(frozenset(map(month_of, own)) for own in visits if own)
    for month in frozenset[MonthName]().union(*alike):
        worked.setdefault(month, 1)
    sets = sorted(alike, key=lambda months: (len(months), sorted(months)))
    parts: dict[frozenset[MonthName], Mapping[MonthName, float]] = {}
    shares: dict[MonthName, float] = defaultdict(float, dict.fromkeys(sorted(worked), 0.0))
    for _ in range(ROUNDS):
        moved = 0.0
        for months in sets:
            before = parts.get(months, {})
            for month, part in before.items():
                shares[month] -= part
            parts[months] = after = _poured(alike[months], {month: (shares[month], worked[month]) for month in sorted(months)})
            for month, part in after.items():
                shares[month] += part
                moved = max(moved, abs(part - before.get(month, 0.0)))
        if moved < 1e-6:
            break
    return {month: max(0.0, share) for month, share in shares.items()}


def _poured(visits: int, months: Mapping[MonthName, tuple[float, int]]) -> dict[MonthName, float]:
    """That many visits poured into months that hold some already, so that the lowest ones (held for each day) rise together."""
    held = days = 0.0
    level = 0.0
    for own, worked in sorted(months.values(), key=lambda one: one[0] / one[1]):
        if days and level <= own / worked:
            break
        held, days = held + own, days + worked
        level = (visits + held) / days
    return {month: max(0.0, level * worked - own) for month, (own, worked) in months.items()}
