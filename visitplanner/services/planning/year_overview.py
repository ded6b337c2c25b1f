"""What the page of a year needs beside visits and due list: each day's kind, how good the plan in the calendar is, and how
full each month is against what is usual."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.planning.year.norms import OfficeNorms
from visitplanner.domain.visits.visits import SubjectKind, VisitState
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.work import Work
from visitplanner.services.planning.year_plan import YearPlan
from visitplanner.services.programme.counting import programme_of
from visitplanner.services.programme.practice import practice_of
from visitplanner.services.visits.visits import VisitRow

APPLIED = "ApplyPlan"
"""The label under which the journal keeps that a plan was put into the calendar."""


@dataclass(frozen=True, slots=True)
class DayFacts:
    """works: whether the office works. remark: what the calendar says of the day (its holiday, 補行上班), or nothing."""

    works: bool
    remark: str = ""


@dataclass(frozen=True)
class CalendarDays:
    """Every day from `first` to `last`, both included; raises `Unknown` for a year of which not even a rule is known."""

    first: dt.date
    last: dt.date

    def answer(self, work: Work) -> Mapping[dt.date, DayFacts]:
        calendars = calendars_of(work)
        worked = set(calendars.working_days(self.first, self.last))
        days = [self.first + dt.timedelta(days=number) for number in range((self.last - self.first).days + 1)]
        return {day: DayFacts(day in worked, calendars.remark(day)) for day in days}


@dataclass(frozen=True, slots=True)
class Quality:
    """The plan last put into the calendar. gap_percent: at most so far above the best possible; None if never proved."""

    gap_percent: float | None


@dataclass(frozen=True)
class PlanQuality:
    """How good the plan of a year was when it was put into the calendar; None when none was, or it was taken back."""

    year: int

    def answer(self, work: Work) -> Quality | None:
        for kept in work.change_sets(APPLIED):
            if kept.reverted_by is None and kept.detail.get("year") == self.year:
                cost, bound = float(kept.detail["cost"]), kept.detail.get("bound")
                gap = max(0.0, 100 * (cost / float(bound) - 1)) if bound else None
                return Quality(kept.detail.get("gap_percent", gap))
        return None


DAYS_A_WEEK = 5
LEVEL = 1.25
"""A month may hold so many times its share of a level year before it counts as too full."""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month of a plan year: its first day, its working days (how many, and which), and the norms it is measured by.

    over: it lies before the month of today.
    """

    first: dt.date
    working_days: int
    norms: OfficeNorms = field(default_factory=OfficeNorms)
    days: tuple[dt.date, ...] = ()
    over: bool = False

    def worked_from(self, begin: dt.date) -> int:
        """Its working days from a day on."""
        if month_of(begin) == self.first and self.days:
            return sum(day >= begin for day in self.days)
        return self.working_days if self.first >= month_of(begin) else 0

    @property
    def leader_norm(self) -> float:
        """Visits one person leads in this month at the usual pace."""
        return self.norms.leader_week * self.working_days / DAYS_A_WEEK

    @property
    def member_norm(self) -> float:
        """Visits one person joins in this month at the usual pace."""
        return self.norms.member_week * self.working_days / DAYS_A_WEEK


@dataclass(frozen=True)
class YearMonths:
    """The twelve months of a plan year; raises `Unknown` for a year without a programme or of which no calendar is known."""

    year: int

    def answer(self, work: Work) -> tuple[MonthFacts, ...]:
        period, calendars = programme_of(work).period(self.year), calendars_of(work)
        worked: dict[dt.date, list[dt.date]] = defaultdict(list)
        for day in calendars.working_days(period.first, period.last):
            worked[month_of(day)].append(day)
        start = period.first.year * MONTHS + period.first.month - 1
        firsts = [dt.date(*divmod_month(start + number), 1) for number in range(MONTHS)]
        norms = practice_of(work).norms
        now = month_of(work.today)
        return tuple(MonthFacts(one, len(worked[one]), norms, tuple(worked[one]), one < now) for one in firsts)


def divmod_month(number: int) -> tuple[int, int]:
    """Year and month of a month counted from January of the year nought."""
    return number // MONTHS, number % MONTHS + 1


def month_of(day: dt.date) -> dt.date:
    """The first day of a day's month."""
    return day.replace(day=1)


class By(StrEnum):
    """By what the year's visits are laid out: who leads, who goes along, which kind is visited."""

    LEADER = "leader"
    MEMBER = "member"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """A line's visits of one month. norm: what is usual; most: above it the month is too full."""

    done: int = 0
    agreed: int = 0
    suggested: int = 0
    norm: float = 0.0
    most: float = 0.0

    @property
    def count(self) -> int:
        return self.done + self.agreed + self.suggested

    @property
    def too_full(self) -> bool:
        return self.count > self.most


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line of the year: of a person (its id), of a kind, or of the whole office (key None), month by month."""

    key: UUID | SubjectKind | None
    loads: tuple[MonthLoad, ...]

    @property
    def count(self) -> int:
        return sum(load.count for load in self.loads)

    @property
    def norm(self) -> float:
        """What is usual in the whole year."""
        return sum(load.norm for load in self.loads)


def year_lines(
    rows: Iterable[VisitRow], months: Sequence[MonthFacts], by: By, keys: Sequence[UUID | SubjectKind]
) -> list[YearLine]:
    """The whole office, then a line for each key. Visits called off do not count.

    People are measured by their norm, the office and the kinds by a level year (`level_shares`).
    """
    held = [row for row in rows if row.visit.state is not VisitState.CANCELLED]
    days = [row.visit.day for row in held]
    by_key: dict[Hashable, list[VisitRow]] = defaultdict(list)
    for row in held:
        for key in keys_of(row, by):
            by_key[key].append(row)
    lines = [YearLine(None, level_loads(held, months, days))]
    for key in keys:
        theirs = by_key[key]
        if by is By.KIND:
            lines.append(YearLine(key, level_loads(theirs, months, days)))
        else:
            norms = [month.leader_norm if by is By.LEADER else month.member_norm for month in months]
            lines.append(YearLine(key, _loads(theirs, months, norms, norms)))
    return lines


def keys_of(row: VisitRow, by: By) -> tuple[Hashable, ...]:
    """The lines a visit stands on."""
    visit = row.visit
    if by is By.MEMBER:
        return visit.member_ids
    return (visit.leader_id if by is By.LEADER else visit.subject_kind,)


def level_shares(days: Sequence[dt.date], months: Sequence[MonthFacts], whole: Sequence[dt.date]) -> list[float]:
    """How many of some visits each month would hold if they were spread evenly over the working days that are planned.

    Months that are over are spread among themselves, and so are this month and those to come: what was held early or late
    makes no other month too full. Each of the two begins with its first visit; days: of the visits measured, whole: of all.
    """
    shares = dict.fromkeys((month.first for month in months), 0.0)
    for over in (True, False):
        stretch = {month.first: month for month in months if month.over is over}
        begin = min((day for day in whole if month_of(day) in stretch), default=None)
        if begin is None:
            continue
        worked = {first: month.worked_from(begin) for first, month in stretch.items()}
        if not any(worked.values()):  # it begins after its last working day
            worked = {first: month.working_days for first, month in stretch.items()}
        total, every = sum(month_of(day) in stretch for day in days), sum(worked.values())
        shares |= {first: total * count / every for first, count in worked.items() if every}
    return [shares[month.first] for month in months]


def level_loads(rows: Sequence[VisitRow], months: Sequence[MonthFacts], whole: Sequence[dt.date]) -> tuple[MonthLoad, ...]:
    """Visits by month against each month's share of a level year; one visit above the share is never too many."""
    shares = level_shares([row.visit.day for row in rows], months, whole)
    return _loads(rows, months, shares, [max(LEVEL * share, share + 1) for share in shares])


def _loads(
    rows: Iterable[VisitRow], months: Sequence[MonthFacts], norms: Sequence[float], most: Sequence[float]
) -> tuple[MonthLoad, ...]:
    counted: Counter[tuple[dt.date, VisitState]] = Counter((month_of(row.visit.day), row.visit.state) for row in rows)
    return tuple(
        MonthLoad(
            done=counted[month.first, VisitState.DONE],
            agreed=counted[month.first, VisitState.BOOKED] + counted[month.first, VisitState.TENTATIVE],
            suggested=counted[month.first, VisitState.SUGGESTED],
            norm=norm,
            most=limit,
        )
        for month, norm, limit in zip(months, norms, most, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Pace:
    """How crowded a calendar is. months: visits by first day of the month; leader_week: the most one person leads in a week;
    weeks_over: weeks in which somebody leads more than is usual; office_day: the most on one day; days: of every visit."""

    months: Mapping[dt.date, int]
    leader_week: int
    weeks_over: int
    office_day: int
    days: tuple[dt.date, ...] = ()


def standing(rows: Iterable[VisitRow], year: int) -> list[tuple[dt.date, UUID]]:
    """Day and leader of every visit of a plan year that stands in the calendar."""
    return [(row.visit.day, row.visit.leader_id) for row in _of_year(rows, year)]


def after_plan(rows: Iterable[VisitRow], plan: YearPlan) -> list[tuple[dt.date, UUID]]:
    """Day and leader of every visit of the year once a plan stands in the calendar: what is held or agreed, and the plan's."""
    firm = [row for row in _of_year(rows, plan.year) if row.visit.state is not VisitState.SUGGESTED]
    return [*standing(firm, plan.year), *((one.place.day, UUID(one.place.leader)) for one in plan.visits)]


def _of_year(rows: Iterable[VisitRow], year: int) -> list[VisitRow]:
    return [row for row in rows if row.visit.year == year and row.visit.state is not VisitState.CANCELLED]


def pace_of(held: Sequence[tuple[dt.date, UUID]], norms: OfficeNorms) -> Pace:
    """How crowded the days are. held: day and leader of each visit."""
    weeks = Counter((day.isocalendar()[:2], leader) for day, leader in held)
    days = Counter(day for day, _leader in held)
    return Pace(
        months=Counter(month_of(day) for day, _leader in held),
        leader_week=max(weeks.values(), default=0),
        weeks_over=sum(count > norms.leader_week for count in weeks.values()),
        office_day=max(days.values(), default=0),
        days=tuple(day for day, _leader in held),
    )
