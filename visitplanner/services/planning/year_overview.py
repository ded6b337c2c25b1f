"""What the page of a year needs beside visits and due list: each day's kind, and how good the plan in the calendar is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.work import Work

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
                return Quality(gap)
        return None
