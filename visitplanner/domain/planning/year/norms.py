"""How much an office plans at most, in its own words, and what that comes to in a problem's weeks; what fits at each norm."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.problem import Norms, Problem, Week, week_of
from visitplanner.domain.planning.search.chains import PATIENT, fill
from visitplanner.domain.planning.search.clerk import first_board
from visitplanner.domain.planning.terms import level_of
from visitplanner.domain.planning.year.opportunities import Haste
from visitplanner.domain.planning.year.shares import MonthName, month_of

LEADER_WEEKS = (2, 3, 4)
"""The norms of a leader's week among which a person chooses when not everything fits."""


@dataclass(frozen=True, slots=True)
class OfficeNorms:
    """What an office plans at most.

    notice_days: working days from tomorrow on in which nothing new is suggested.  leader_week: visits one person leads in a
    week.  member_week: visits one person joins in a week.  office_day: visits of the office on a day.  ahead_percent: of each
    week's norm, what is planned ahead.
    """

    notice_days: int = 10
    leader_week: int = 2
    member_week: int = 2
    office_day: int = 6
    ahead_percent: int = 85


@dataclass(frozen=True, slots=True)
class UnlikedDays:
    """Which days nobody likes: the working day before `long_holiday_days` days off or more in a row, and the last
    `lunar_year_end_days` working days before the day whose remark holds `lunar_new_years_eve`."""

    long_holiday_days: int = 3
    lunar_year_end_days: int = 2
    lunar_new_years_eve: str = "除夕"


@dataclass(frozen=True, slots=True)
class Practice:
    """How the office spreads its year. haste: what orders opportunities. neighbours: townships side by side, by township."""

    norms: OfficeNorms = OfficeNorms()
    unliked: UnlikedDays = UnlikedDays()
    haste: Haste = field(default_factory=Haste)
    neighbours: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


def norms_in(norms: OfficeNorms, days: Sequence[dt.date], leaders: int) -> Norms:
    """The norms of a problem: of each week the share that is planned ahead, at least one visit.

    A week's norm is what its leaders may pay, and no more than what the office may pay on its working days.
    """
    worked: Counter[Week] = Counter(week_of(day) for day in days)
    weeks = {week: min(norms.leader_week * leaders, norms.office_day * count) for week, count in worked.items()}
    return Norms(
        leader_week=norms.leader_week,
        member_week=norms.member_week,
        office_day=norms.office_day,
        weeks={week: max(1, norm * norms.ahead_percent // 100) for week, norm in weeks.items()},
    )


def level_ballast(shares: Mapping[MonthName, float]) -> dict[MonthName, int]:
    """By month how many visits fewer than in the busiest month its share is (`Problem.ballast`)."""
    most = max(shares.values(), default=0.0)
    return {month: ceil(most - share - CLOSE) for month, share in shares.items()}


BUSIEST = 0.25
"""The busiest month holds so much more than its even share of the working days at most."""
CLOSE = 1e-4
"""Shares that differ by less are the same."""
WHOLE = 10
"""Working days from which on a month is long enough for its share to say anything."""


def level_month(shares: Mapping[MonthName, float], days: Iterable[dt.date], ballast: Mapping[MonthName, int]) -> int:
    """How many visits, its ballast among them, a month may hold so that none has much more than its share (`Norms.month`)."""
    worked = Counter(map(month_of, days))
    long = [share for month, share in shares.items() if worked[month] >= WHOLE] or list(shares.values())
    highest = max(shares.values(), default=0.0)
    most = max(int(highest + BUSIEST * min(long, default=0.0)), ceil(highest - CLOSE))
    return max(most, level_of(round(sum(shares.values())), ballast.values()))


def unliked_days(
    first: dt.date,
    last: dt.date,
    rule: UnlikedDays,
    works: Callable[[dt.date], bool],
    remark: Callable[[dt.date], str],
) -> frozenset[dt.date]:
    """The working days from `first` to `last` that nobody likes. works, remark: of a day, as the office's calendars say."""
    found: set[dt.date] = set()
    for day in (first + dt.timedelta(n) for n in range((last - first).days + 1)):
        if works(day) and all(not works(day + dt.timedelta(n)) for n in range(1, rule.long_holiday_days + 1)):
            found.add(day)
    end = last + dt.timedelta(days=31)
    for day in (first + dt.timedelta(n) for n in range((end - first).days + 1)):
        if rule.lunar_new_years_eve in remark(day):
            found.update(_working_before(day, rule.lunar_year_end_days, works))
            break
    return frozenset(day for day in found if first <= day <= last)


def _working_before(day: dt.date, count: int, works: Callable[[dt.date], bool]) -> list[dt.date]:
    found: list[dt.date] = []
    while len(found) < count:
        day -= dt.timedelta(days=1)
        if works(day):
            found.append(day)
    return found


@dataclass(frozen=True, slots=True)
class Fit:
    """Of `owed` visits that have no day yet, how many find one when a leader pays `leader_week` visits a week.

    office_day: visits of the office on a day; None for as many as it settled.
    """

    leader_week: int
    fit: int
    owed: int
    office_day: int | None = None

    @property
    def choice(self) -> NormChoice:
        """What a person chooses by it."""
        return self.leader_week, self.office_day


NormChoice = tuple[int, int | None]
"""Visits a leader pays in a week, and of the office on a day; None for as many as it settled."""


def wider(norms: OfficeNorms) -> dict[int, int]:
    """By norm of a leader's week, above the office's own, the norm of the office's day that grew as much."""
    return {n: ceil(norms.office_day * n / norms.leader_week) for n in LEADER_WEEKS if n > norms.leader_week}


def worth_choosing(fits: Iterable[Fit], own: Fit) -> tuple[Fit, ...]:
    """The norms of which each lets more fit than the smaller ones before it, and the plan's own among them."""
    found: list[Fit] = []
    for one in sorted((*fits, own), key=lambda one: (one.office_day or 0, one.leader_week)):
        if one is own or all(one.fit > other.fit for other in found):
            found.append(one)
    return tuple(found)


def what_fits(problem: Problem, choices: Mapping[NormChoice, Norms], stop: Callable[[], bool] | None = None) -> list[Fit]:
    """What finds a place at each norm, as a careful clerk with short chains of moves places it; nothing is planned by it.

    stop: leaves out the norms not looked at to their end yet: half a look would tell too few.
    """
    agreed = {place.id for place in problem.fixed}
    owed = sum(visit.id not in agreed for visit in problem.visits)
    found: list[Fit] = []
    for (leader_week, office_day), norms in choices.items():
        if stop is not None and stop():
            break
        board = first_board(Grid(replace(problem, norms=norms)))
        fill(board, stop or (lambda: False), PATIENT[:1])
        if stop is not None and stop():
            break
        found.append(Fit(leader_week, owed - board.seat.count(None), owed, office_day))
    return found
