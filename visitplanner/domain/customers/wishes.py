"""When a customer, group or park wishes to be visited: months in which it is closed, weekdays it prefers, days it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, OneOf, Reference, SomeOf, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CUSTOMERS, GROUPS, PARKS

WEEKDAY_NAMES: tuple[Message, ...] = (
    said("Mondays"),
    said("Tuesdays"),
    said("Wednesdays"),
    said("Thursdays"),
    said("Fridays"),
)
"""The days of the week on which the office works, Monday first."""
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(Record):
    """The wishes of one subject.

    closed_months: 1 to 12, every year; preferred_weekdays: Monday is 0, empty when any is as good; not_before, not_after:
    the first and the last day on which a visit suits; notes: who said so and why.
    """

    subject_id: UUID
    closed_months: tuple[int, ...] = ()
    preferred_weekdays: tuple[int, ...] = ()
    not_before: dt.date | None = None
    not_after: dt.date | None = None
    notes: str = ""

    @property
    def says_nothing(self) -> bool:
        return not (self.closed_months or self.preferred_weekdays or self.not_before or self.not_after or self.notes)

    def allows(self, day: dt.date) -> bool:
        """Whether a visit on that day suits; the weekday is a preference and forbids nothing."""
        return (
            day.month not in self.closed_months
            and (self.not_before is None or day >= self.not_before)
            and (self.not_after is None or day <= self.not_after)
        )


def checked_wish(wish: Wish) -> Wish:
    """The wish; raises `Refused` when it says nothing, closes every month or ends before it begins."""
    if len(wish.closed_months) == MONTHS:
        raise Refused(
            said("Every month is closed: the visit that is owed would have no day."),
            mend=said("Leave at least one month open."),
            field="closed_months",
        )
    if wish.not_before and wish.not_after and wish.not_after < wish.not_before:
        raise Refused(said("The last day lies before the first one."), mend=said("Exchange them."), field="not_after")
    if wish.says_nothing:
        raise Refused(said("The wish says nothing."), mend=said("Name months, weekdays or days, or clear the wish."))
    return wish


def days_allowed(wish: Wish | None, days: Iterable[dt.date]) -> tuple[list[dt.date], bool]:
    """The days on which a visit suits, and whether any did: where none would remain all days stay, for the visit is owed."""
    whole = list(days)
    if wish is None:
        return whole, True
    suitable = [day for day in whole if wish.allows(day)]
    return (suitable, True) if suitable or not whole else (whole, False)


def in_words(wish: Wish) -> tuple[Message, ...]:
    """The wish in sentences, its notes left out."""
    told: list[Message] = []
    if wish.closed_months:
        told.append(said("Closed in month {months}.", months="、".join(map(str, wish.closed_months))))
    if wish.preferred_weekdays:
        told.append(said("Rather on {weekdays}.", weekdays=weekdays_in_words(wish.preferred_weekdays)))
    if wish.not_before:
        told.append(said("Not before {day}.", day=wish.not_before))
    if wish.not_after:
        told.append(said("Not after {day}.", day=wish.not_after))
    return tuple(told)


def weekdays_in_words(weekdays: Iterable[int]) -> Message:
    """Names of weekdays in one message; at least one."""
    return listed(WEEKDAY_NAMES[day] for day in weekdays)


WISHES = Kind(
    name="wishes",
    record=Wish,
    noun=said("a wish"),
    plural=said("Wishes for visits"),
    label=lambda wish: said("the wish about visiting days"),
    order=("subject_id",),
    topic="customers",
    fields=(
        RecordField("subject_id", said("Customer, group or park"), Reference((GROUPS, PARKS, CUSTOMERS))),
        RecordField(
            "closed_months",
            said("Closed in these months"),
            SomeOf(OneOf({month: said("month {month}", month=month) for month in range(1, MONTHS + 1)})),
            said("Nobody is visited then, every year."),
        ),
        RecordField(
            "preferred_weekdays",
            said("Rather on these weekdays"),
            SomeOf(OneOf(dict(enumerate(WEEKDAY_NAMES)))),
            said("None chosen: any weekday is as good. Others stay possible."),
        ),
        RecordField("not_before", said("Not before"), Day()),
        RecordField("not_after", said("Not after"), Day(), beside=True),
        RecordField("notes", said("Who said so, and why"), Words(2), example=said("Such as 廠務室來電，五月歲修")),
    ),
    check=checked_wish,
    named=lambda wish: (str(wish.subject_id),),
)
