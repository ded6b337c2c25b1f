"""When a customer, group or park wishes to be visited: months in which it is closed, weekdays it prefers, days it names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import normalize
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, OneOf, Reference, SomeOf, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CUSTOMERS, GROUPS, PARKS
from visitplanner.domain.visits.times import NOON
from visitplanner.domain.visits.visits import SLOT_NAMES, Slot

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
    the first and the last day on which a visit suits; slot: the half of the day that suits, None for both; hours: as
    `09:30-11:30`, empty for any; notes: who said so and why.
    """

    subject_id: UUID
    closed_months: tuple[int, ...] = ()
    preferred_weekdays: tuple[int, ...] = ()
    not_before: dt.date | None = None
    not_after: dt.date | None = None
    slot: Slot | None = None
    hours: str = ""
    notes: str = ""

    @property
    def says_nothing(self) -> bool:
        days = self.closed_months or self.preferred_weekdays or self.not_before or self.not_after
        return not (days or self.slot or self.hours or self.notes)

    def allows(self, day: dt.date) -> bool:
        """Whether a visit on that day suits; the weekday is a preference and forbids nothing."""
        return (
            day.month not in self.closed_months
            and (self.not_before is None or day >= self.not_before)
            and (self.not_after is None or day <= self.not_after)
        )

    def allows_slot(self, slot: Slot) -> bool:
        """Whether that half of the day suits."""
        return self.slot is None or slot is self.slot


def checked_wish(wish: Wish) -> Wish:
    """The wish; raises `Refused` when it says nothing, closes every month or ends before it begins. Hours that lie in one half of
    the day wish that half too."""
    if len(wish.closed_months) == MONTHS:
        raise Refused(
            said("Every month is closed: the visit that is owed would have no day."),
            mend=said("Leave at least one month open."),
            field="closed_months",
        )
    if wish.not_before and wish.not_after and wish.not_after < wish.not_before:
        raise Refused(said("The last day lies before the first one."), mend=said("Exchange them."), field="not_after")
    hours = hours_of(wish.hours)
    settled = replace(wish, slot=_slot_of(hours, wish.slot), hours=hours)
    if settled.says_nothing:
        raise Refused(said("The wish says nothing."), mend=said("Name months, weekdays, days or hours, or clear the wish."))
    return settled


HOURS = re.compile(r"(\d{1,2}):?(\d{2})?\s*[-~至]\s*(\d{1,2}):?(\d{2})?")


def hours_of(text: str) -> str:
    """Hours as `09:30-11:30`; raises `Refused` for what is none. An empty text stays empty."""
    plain = normalize("NFKC", text).strip()
    if not plain:
        return ""
    found = HOURS.fullmatch(plain)
    parts = [int(part or 0) for part in found.groups()] if found else [99]
    if not found or parts[0] > 23 or parts[2] > 23 or parts[1] > 59 or parts[3] > 59 or parts[:2] >= parts[2:]:
        raise Refused(
            said("“{text}” are no hours of the day.", text=text.strip()), mend=said("Write them as 09:30-11:30."), field="hours"
        )
    return "{:02}:{:02}-{:02}:{:02}".format(*parts)


def _slot_of(hours: str, slot: Slot | None) -> Slot | None:
    """The half of the day in which hours lie, else the one that was named; raises `Refused` when they contradict each other."""
    begins, _, ends = hours.partition("-")
    half = Slot.AM if hours and ends <= NOON else Slot.PM if hours and begins >= NOON else None
    if half is not None and slot is not None and slot is not half:
        raise Refused(
            said("{hours} does not lie in the {slot}.", hours=hours, slot=SLOT_NAMES[slot]),
            mend=said("Leave one of the two empty."),
            field="hours",
        )
    return half or slot


def against(wish: Wish, day: dt.date, slot: Slot) -> tuple[Message, ...]:
    """What of a wish a visit on that half-day departs from; the weekday is a preference and is left out."""
    told: list[Message] = []
    if day.month in wish.closed_months:
        told.append(said("The customer is closed in month {month}.", month=day.month))
    if wish.not_before and day < wish.not_before:
        told.append(said("The customer asks for a day not before {day}.", day=wish.not_before))
    if wish.not_after and day > wish.not_after:
        told.append(said("The customer asks for a day not after {day}.", day=wish.not_after))
    if wish.slot is not None and not wish.allows_slot(slot):
        told.append(said("The customer asks for the {slot}.", slot=SLOT_NAMES[wish.slot]))
    return tuple(told)


def against_hours(wish: Wish, time: str) -> tuple[Message, ...]:
    """What of a wish a visit agreed for that time, empty for none, departs from."""
    begins, _, ends = wish.hours.partition("-")
    if not time or not wish.hours or begins <= time < ends:
        return ()
    return (said("The customer asks for the time {hours}.", hours=wish.hours),)


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
    if wish.hours:
        told.append(said("Between {hours}.", hours=wish.hours))
    elif wish.slot is not None:
        told.append(said("In the {slot}.", slot=SLOT_NAMES[wish.slot]))
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
        RecordField("slot", said("Half-day"), OneOf(SLOT_NAMES)),
        RecordField("hours", said("Time of day"), Words(), example=said("Such as 09:30-11:30"), beside=True),
        RecordField("notes", said("Who said so, and why"), Words(2), example=said("Such as 廠務室來電，五月歲修")),
    ),
    check=checked_wish,
    named=lambda wish: (str(wish.subject_id),),
)
