"""A year of visits as a problem: which days, which people, which visits, and what each thing costs.

Everything the office's rules say about a single visit (closed months, ready and due dates, hand-overs) is already folded
into its allowed days and its possible leaders; what ties visits to each other (time, people, spacing, trips, balance) is
what planning is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.visits.visits import SLOT_NAMES

GROUP = "group"
ANNUAL = "annual"

APART_DAYS = 30
"""Calendar days between two days on which one company is called on."""


def slot_names(slots: Sequence[str]) -> Message:
    """Parts of the day in words, at least one; one without a name by its own."""
    names = {slot.value: name for slot, name in SLOT_NAMES.items()}
    return listed(names.get(slot) or said("part {name} of the day", name=slot) for slot in slots)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who leads visits or joins them.

    off:     working days on which the person is away (leave, other duties).
    per_day: the most visits the person has on one day; None means one for each slot.
    taken:   visits the person joined this year before those of the problem; they count for fair turns.
    """

    id: str
    rank: str
    skills: frozenset[str]
    off: frozenset[date] = frozenset()
    per_day: int | None = None
    taken: int = 0


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One visit that is owed.

    days:      allowed days, ascending: window, closed months and the leader's own calendar are folded in.
    leaders:   people who may lead it, the preferred first.
    needs:     further members by skill, none of them the leader.
    weekdays:  weekdays (Monday is 0) the customer prefers; empty when any is as good.
    haste:     extra cost for each day after the first allowed one; more than 0 for a customer who should come earlier.
    unplaced:  what leaving it out costs, or None for the common price.
    leading:   days on which a leader may lead it, for those who may not on all (substitutes, hand-overs).
    slots:     parts of the day that suit the customer; empty when any does.
    levelled_from: its ideal day before group visits were made level, where it has another one now.
    """

    id: str
    customer: str
    kind: str
    township: str
    ideal: date
    days: tuple[date, ...]
    leaders: tuple[str, ...]
    needs: Mapping[str, int] = field(default_factory=dict[str, int])
    weekdays: frozenset[int] = frozenset()
    haste: float = 0.0
    unplaced: float | None = None
    leading: Mapping[str, frozenset[date]] = field(default_factory=dict[str, frozenset[date]])
    company: str = ""
    passed: date | None = None
    slots: tuple[str, ...] = ()
    levelled_from: date | None = None

    @property
    def turn_of(self) -> date | None:
        """The true ideal day of a visit whose `ideal` is its turn in a level year; None where that is the ideal day itself."""
        return self.passed or self.levelled_from

    def suits(self, slot: str) -> bool:
        """Whether that part of the day suits the customer."""
        return not self.slots or slot in self.slots

    def may_lead(self, person: str, day: date) -> bool:
        """Whether the person may lead this visit on that day, by rank and assignment."""
        return person in self.leaders and (person not in self.leading or day in self.leading[person])


@dataclass(frozen=True, slots=True)
class Spacing:
    """Calendar days that must lie between two visits of one customer: least_days <= second - first <= most_days."""

    first: str
    second: str
    least_days: int
    most_days: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What each fault of a plan costs, in points that have no unit but each other.

    trip:    a distinct leader + township + day among annual visits.
    weekday: a visit on a weekday its customer does not prefer.
    moved:   a visit on another day than in the plan before (`Problem.previous`).
    avoided: a visit on a day nobody likes (`Problem.avoided`).
    company: two annual visits of one company on different days, less than `APART_DAYS` apart.
    split:   a day more on which one leader calls on one company than its visits need.
    far:     two townships of one leader's day that are not neighbours (`Problem.neighbours`).
    turn:    a visit by which somebody joins, or leads where others might, more often than its fair turn.
    overfull: a visit of the busiest month beyond what the norms say (`Norms.month`), on top of `busiest_month_visit`.
    """

    day_from_ideal: float = 1
    trip: float = 15
    busiest_month_visit: float = 25
    unplaced: float = 1000
    weekday: float = 0
    moved: float = 0
    avoided: float = 0
    company: float = 0
    split: float = 0
    far: float = 0
    turn: float = 0
    overfull: float = 0


Week = tuple[int, int]
"""Year and number of a week (ISO 8601)."""


def week_of(day: date) -> Week:
    """The week a day lies in."""
    year, week, _ = day.isocalendar()
    return year, week


@dataclass(frozen=True, slots=True)
class Norms:
    """How much is planned at most; None where there is no limit. What was agreed counts, and may go beyond.

    leader_week: visits one person leads in a week.  member_week: visits one person joins in a week.
    office_day:  visits of the whole office on one day.
    weeks:       visits of the whole office in a week, for weeks that have a limit of their own.
    month:       visits of the busiest month, its ballast among them; more are planned only where they must, and paid for.
    binding:     False while a person looks for a day by hand: the norms are then said, not kept.
    led, joined, days: where more stands already than the norm, how much: by person and week, or by day (`beside`).
    """

    leader_week: int | None = None
    member_week: int | None = None
    office_day: int | None = None
    weeks: Mapping[Week, int] = field(default_factory=dict[Week, int])
    binding: bool = True
    month: int | None = None
    led: Mapping[tuple[str, Week], int] = field(default_factory=dict[tuple[str, Week], int])
    joined: Mapping[tuple[str, Week], int] = field(default_factory=dict[tuple[str, Week], int])
    days: Mapping[date, int] = field(default_factory=dict[date, int])

    def beside(self, standing: Iterable[Placed]) -> Norms:
        """The norms where visits stand already that may stay: where they are more than a norm, their number is the limit."""
        places = list(standing)
        led = Counter((place.leader, week_of(place.day)) for place in places)
        joined = Counter((name, week_of(place.day)) for place in places for name in set(place.members))
        days, weeks = Counter(place.day for place in places), Counter(week_of(place.day) for place in places)
        return replace(
            self,
            led=_above(led, self.leader_week),
            joined=_above(joined, self.member_week),
            days=_above(days, self.office_day),
            weeks={week: max(norm, weeks[week]) for week, norm in self.weeks.items()},
        )

    def may_lead(self, person: str, week: Week) -> int | None:
        """How many visits a person leads in a week at most."""
        return self.led.get((person, week), self.leader_week)

    def may_join(self, person: str, week: Week) -> int | None:
        """How many visits a person joins in a week at most."""
        return self.joined.get((person, week), self.member_week)

    def may_hold(self, day: date) -> int | None:
        """How many visits the office has on a day at most."""
        return self.days.get(day, self.office_day)


_K = TypeVar("_K")


def _above(counts: Counter[_K], norm: int | None) -> dict[_K, int]:
    return {} if norm is None else {key: count for key, count in counts.items() if count > norm}


@dataclass(frozen=True, slots=True)
class Problem:
    """A year to be planned.

    days:     the working days, ascending.
    slots:    names of the parts of a day; a person can be at one visit in a slot.
    fixed:    visits already agreed or held; every plan keeps them as they are.
    previous: where visits stood in the plan before, by visit; moving one costs `prices.moved`.
    norms:    how much is planned at most in a week and on a day; None for no limits at all.
    ballast:  by (year, month) visits for which the month has less room than the longest one: they count in the busiest month;
              less than none for those of other years, whose visits stand there but say nothing of this one.
    avoided:  days nobody likes.
    neighbours: townships that lie side by side, by township; empty when nothing is known of them.
    """

    days: tuple[date, ...]
    slots: tuple[str, ...]
    people: tuple[Visitor, ...]
    visits: tuple[PlannedVisit, ...]
    spacings: tuple[Spacing, ...] = ()
    fixed: tuple[Placed, ...] = ()
    prices: Prices = Prices()
    previous: Mapping[str, Placed] = field(default_factory=dict[str, Placed])
    name: str = ""
    norms: Norms | None = None
    ballast: Mapping[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    avoided: frozenset[date] = frozenset()
    neighbours: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def visit(self, ident: str) -> PlannedVisit:
        """The visit of that id; KeyError if the problem has none."""
        return {v.id: v for v in self.visits}[ident]

    def person(self, ident: str) -> Visitor:
        """The person of that id; KeyError if the problem has none."""
        return {p.id: p for p in self.people}[ident]
