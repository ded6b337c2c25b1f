"""The time of day for which a visit is agreed, and a sensible order of the visits of a day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from unicodedata import normalize

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.visits.visits import SLOT_NAMES, Slot, Visit

T = TypeVar("T")
Neighbours = Mapping[str, frozenset[str]]
"""Townships that lie side by side, by township."""

NOON = "12:00"
TIME = re.compile(r"(\d{1,2}):?(\d{2})")
LATEST = "99:99"


def time_of(text: str) -> str:
    """A time of day as `09:30`; raises `Refused` for what is none. An empty text stays empty."""
    plain = normalize("NFKC", text).strip()
    if not plain:
        return ""
    found = TIME.fullmatch(plain)
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 99)
    if hour > 23 or minute > 59:
        raise Refused(said("“{text}” is no time of day.", text=text.strip()), mend=said("Write it as 09:30."), field="time")
    return f"{hour:02}:{minute:02}"


def half_of(time: str) -> Slot:
    """The half of the day in which a time lies."""
    return Slot.AM if time < NOON else Slot.PM


def settled_time(time: str | None, slot: Slot | None, before: Visit | None, day: dt.date | None = None) -> tuple[Slot, str]:
    """The half-day and the time a visit has when it is settled for a day, half-day and time, each None where nothing is said.

    A time decides the half-day; one agreed before stays for its own day and half-day only. Raises `Refused` for what is no time
    and for a time that does not lie in the half-day that was named.
    """
    half = slot or (before.slot if before is not None else Slot.AM)
    if time is None:
        stays = before is not None and (day or before.day, half) == (before.day, before.slot)
        return half, before.time if before is not None and stays else ""
    hour = time_of(time)
    if not hour:
        return half, ""
    if slot is not None and half_of(hour) is not slot:
        raise Refused(
            said("{hours} does not lie in the {slot}.", hours=hour, slot=SLOT_NAMES[slot]),
            mend=said("Leave one of the two empty."),
            field="time",
        )
    return half_of(hour), hour


def part_of_day(visit: Visit) -> Message:
    """The half-day of a visit in words, with its time if one is agreed."""
    slot = SLOT_NAMES[visit.slot]
    return said("{slot} {time}", slot=slot, time=visit.time) if visit.time else slot


def day_in_order(stops: Iterable[T], visit: Callable[[T], Visit], township: Callable[[T], str], near: Neighbours) -> list[T]:
    """Visits by day and half-day; within one each leader's visits stand together, whoever is agreed for the earliest time first.

    Of one leader those with a time stand in its order, the others follow from one township to the next that is near.
    """
    halves: dict[tuple[dt.date, Slot], dict[object, list[T]]] = defaultdict(lambda: defaultdict(list))
    for stop in stops:
        one = visit(stop)
        halves[one.day, one.slot][one.leader_id].append(stop)
    found: list[T] = []
    last: dict[tuple[dt.date, object], str] = {}
    for (day, _), trips in sorted(halves.items(), key=lambda item: item[0]):
        for leader, trip in sorted(trips.items(), key=lambda item: min(visit(one).time or LATEST for one in item[1])):
            ordered = _along(trip, visit, township, near, last.get((day, leader), ""))
            last[day, leader] = township(ordered[-1])
            found += ordered
    return found


def _along(
    trip: Sequence[T], visit: Callable[[T], Visit], township: Callable[[T], str], near: Neighbours, begins: str
) -> list[T]:
    """A leader's visits of one half-day; `begins`: the township it comes from."""
    found = sorted((one for one in trip if visit(one).time), key=lambda one: visit(one).time)
    rest = [one for one in trip if not visit(one).time]
    while rest:
        here = township(found[-1]) if found else begins
        nearest = min(rest, key=lambda one: _distance(here, township(one), near))
        rest.remove(nearest)
        found.append(nearest)
    return found


def _distance(here: str, there: str, near: Neighbours) -> int:
    """How far two townships are known to be: one and the same, neighbours, or neither."""
    return 0 if here == there else 1 if there in near.get(here, frozenset()) else 2
