"""How far the year's visits have come: done, booked, left against the time gone by, and what that leads to (issue 4)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass
from math import ceil
from uuid import UUID

from visitplanner.domain.calendar.working_days import Calendars
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.numbers import VisitNumbers, numbers_of
from visitplanner.domain.programme.obligations import Obligation
from visitplanner.domain.programme.programme import DateRange

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment(VisitNumbers):
    """The numbers of a part of the year. elapsed: the part of the period's working days gone by, 0.0 to 1.0. after: of what
    stands in the calendar, what stands after the period's last day, to be made up for then (補訪). orphaned: what stands until
    then with a leader whose service is over on that day."""

    elapsed: float
    after: int = 0
    orphaned: int = 0

    @property
    def expected(self) -> float:
        """Visits that would be done if they were held evenly."""
        return self.required * self.elapsed

    @property
    def done_percent(self) -> float:
        return 100 * self.done / self.required if self.required else 100.0

    @property
    def pace_percent(self) -> float | None:
        """Done at the period's end if the pace so far goes on, at most all that is not put off until after it; None before
        the period begins."""
        if not self.required:
            return 100.0
        within = 100 * (self.required - self.after) / self.required
        return min(within, self.done_percent / self.elapsed) if self.elapsed else None

    @property
    def in_calendar_percent(self) -> float:
        """Done at the period's end if everything that stands in the calendar until then and has its leader, suggestions too,
        takes place and nothing else."""
        missing = self.to_book + self.after + self.orphaned
        return 100 * (self.required - missing) / self.required if self.required else 100.0

    @property
    def forecast_percent(self) -> float | None:
        """可達成: by the pace so far or by what stands in the calendar, whichever leads further; None where neither says a thing:
        before the period begins, with an empty calendar."""
        if self.pace_percent is None:
            return self.in_calendar_percent or None
        return max(self.pace_percent, self.in_calendar_percent)


def attainment(obligations: Iterable[Obligation], elapsed: float, last: dt.date, orphans: Collection[UUID] = ()) -> Attainment:
    """The numbers of some obligations. last: the period's last day, by which the forecast speaks. orphans: the visits in the
    calendar whose leader has left by their day."""
    owed = list(obligations)
    alone = sum(not one.done and one.visit_id in orphans and one.stands_on is not None and one.stands_on <= last for one in owed)
    after = sum(not one.done and one.stands_on is not None and one.stands_on > last for one in owed)
    return Attainment(**asdict(numbers_of(owed)), elapsed=elapsed, after=after, orphaned=alone)


def attainment_by(
    obligations: Iterable[Obligation],
    elapsed: float,
    last: dt.date,
    names: Callable[[Obligation], Iterable[str]],
    orphans: Collection[UUID] = (),
) -> dict[str, Attainment]:
    """Attainment by whatever `names` says of an obligation (its kind, person, group, industry, township…), names in order.

    An obligation with several names counts under each, so the parts may add up to more than the whole.
    """
    parts: dict[str, list[Obligation]] = defaultdict(list)
    for one in obligations:
        for name in names(one):
            parts[name].append(one)
    return {name: attainment(parts[name], elapsed, last, orphans) for name in sorted(parts)}


def elapsed_part(calendars: Calendars, period: DateRange, today: dt.date) -> float:
    """The part of a period's working days that are over on the morning of `today`."""
    gone = calendars.working_days(period.first, min(today - dt.timedelta(days=1), period.last))
    return len(gone) / len(calendars.working_days(period.first, period.last))


def outlook(of: Attainment, period: DateRange, today: dt.date, groups_without_leader: int) -> tuple[Message, ...]:
    """What the figures lead to, in sentences: the forecast, what is lacking, and how many to book a week."""
    if not of.required:
        return (said("No visit is owed in this year."),)
    if today > period.last:
        return (said("The year ended with {percent:.0f} % of the visits done.", percent=of.done_percent),)
    sentences: list[Message] = []
    if of.forecast_percent is not None:
        sentences.append(_forecast(of, period))
    if of.after:
        sentences.append(said("{count} are put off and stand after {day}.", count=of.after, day=period.last))
    if groups_without_leader:
        sentences.append(said("{count} group visits lack a leader.", count=groups_without_leader))
    within = of.left - of.after
    if within > 0:
        weeks = max(1, ceil(((period.last - max(today, period.first)).days + 1) / DAYS_A_WEEK))
        sentences.append(
            said(
                "Of those owed by {day} {left} are not agreed yet; in the {weeks} weeks left that makes {count} to agree a week.",
                day=period.last,
                left=within,
                weeks=weeks,
                count=ceil(within / weeks),
            )
        )
    return tuple(sentences)


def _forecast(of: Attainment, period: DateRange) -> Message:
    """The forecast with what it rests on."""
    told = {"percent": of.forecast_percent, "day": period.last}
    if of.forecast_percent == of.pace_percent:
        return said("At this pace {percent:.0f} % by {day}.", **told)
    return said("With what stands in the calendar {percent:.0f} % by {day}.", **told)
