"""What is printed of a year: month by month the office, its kinds of visits and its people, each count against what is usual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.directory import People
from visitplanner.services.core.work import Work
from visitplanner.services.planning.turns import PersonTurns, turns
from visitplanner.services.planning.year_overview import By, MonthFacts, YearLine, YearMonths, year_lines
from visitplanner.services.visits.visits import VisitList


@dataclass(frozen=True, slots=True)
class YearSheet:
    """A year on paper. whole: the office; kinds, leaders, members: a line each. names: of the people. turns: what the people's
    totals are measured by. late: visits of the year that are made up for after it."""

    year: int
    months: Sequence[MonthFacts]
    whole: YearLine
    kinds: Sequence[YearLine]
    leaders: Sequence[YearLine]
    members: Sequence[YearLine]
    turns: Sequence[PersonTurns]
    late: int
    provisional: bool
    printed_on: dt.date
    office: str = ""
    demonstration: bool = False

    def name(self, key: object) -> str:
        """The name of a person's line."""
        return next((one.person.name for one in self.turns if one.person.id == key), "")


@dataclass(frozen=True)
class YearSheetFor:
    """The sheet of a plan year; raises `Refused` when no visit stands in it."""

    year: int
    demonstration: bool = False

    def answer(self, work: Work) -> YearSheet:
        rows = VisitList(with_cancelled=False, year=self.year).answer(work)
        if not rows:
            raise Refused(
                said("There is no visit to print in {year}.", year=self.year),
                mend=said("Choose another year, or plan this one first."),
            )
        months = YearMonths(self.year).answer(work)
        shown = [row for row in rows if row.visit.day < after(months)]
        people = turns(shown, People(everybody=True).answer(work))
        led: list[UUID | SubjectKind] = [one.person.id for one in people if one.led]
        joined: list[UUID | SubjectKind] = [one.person.id for one in people if one.joined or one.joined_fair is not None]
        kinds = [kind for kind in SubjectKind if any(row.visit.subject_kind is kind for row in shown)]
        whole, *by_kind = year_lines(shown, months, By.KIND, kinds)
        calendars = calendars_of(work)
        return YearSheet(
            year=self.year,
            months=months,
            whole=whole,
            kinds=by_kind,
            leaders=year_lines(shown, months, By.LEADER, led)[1:],
            members=year_lines(shown, months, By.MEMBER, joined)[1:],
            turns=people,
            late=len(rows) - len(shown),
            provisional=any(calendars.is_provisional(month.first.year) for month in months),
            printed_on=work.today,
            office=str(work.setting("office_name", "")),
            demonstration=self.demonstration,
        )


def after(months: Sequence[MonthFacts]) -> dt.date:
    """The first day after the year."""
    return (months[-1].first + dt.timedelta(days=31)).replace(day=1)
