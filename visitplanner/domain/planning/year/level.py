"""A level year: visits whose ideal day is over get their turn, the longest overdue first, where weeks and people have room.

Visits that still have their ideal day ahead keep it. What is overdue fills the rest of the year: up to the end of each week,
the office and each leader have planned no more than their even share of the working days that have passed by then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from visitplanner.domain.planning.problem import APART_DAYS, Norms, Week, week_of
from visitplanner.domain.planning.year.crews import Crews, Needs, Skills
from visitplanner.domain.planning.year.shares import MonthName, month_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """One visit to be levelled.

    ideal: its true ideal day, which may be over.  days: allowed days, ascending, not empty.  haste: as in `problem.PlannedVisit`.
    company: of an annual visit, empty for all others.  slot: the only part of the day that suits; empty when several do.
    needs: members by skill who go along.
    """

    id: str
    leader: str
    ideal: date
    days: tuple[date, ...]
    township: str = ""
    company: str = ""
    haste: float = 0.0
    slot: str = ""
    needs: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Held:
    """A visit that has its day already. joined: the skills of each who goes along; needs: of those still to be found."""

    leader: str
    day: date
    company: str = ""
    joined: tuple[frozenset[str], ...] = ()
    needs: Mapping[str, int] = field(default_factory=dict[str, int])


def level(
    wanted: Iterable[Wanted],
    days: Sequence[date],
    *,
    norms: Norms | None = None,
    held: Iterable[Held] = (),
    avoided: frozenset[date] = frozenset(),
    together: int = 2,
    along: Sequence[frozenset[str]] = (),
    shares: Mapping[MonthName, float] | None = None,
) -> dict[str, date]:
    """The day on which each visit whose ideal day lies before the first of `days` has its turn.

    together: visits of one company that its leader pays on one day. along: the skills of each person whose turn it is to go
    along; visits that need members have their turn first, for their weeks are the fewest. shares: of the months (`month_shares`);
    those of their working days if left out.
    """
    if not days:
        return {}
    wanted = list(wanted)
    overdue = [one for one in wanted if one.ideal < days[0]]
    ahead = [Held(one.leader, min(one.ideal, days[-1]), one.company, needs=one.needs) for one in wanted if one.ideal >= days[0]]
    norms = norms or Norms()
    crews = Crews(along, norms.member_week, (skill for one in wanted for skill in one.needs))
    passed = _passed(days, shares or {})
    own, joint = Counter(one.leader for one in overdue), sum(bool(one.needs) for one in overdue)
    year = _Year(days, norms, avoided, own, joint, crews, passed)
    for one in (*held, *ahead):
        if days[0] <= one.day <= days[-1]:
            year.take(one.leader, one.day, one.company, one.needs, joined=one.joined, expected=True)
    found: dict[str, date] = {}
    for outing in sorted(_outings(overdue, together), key=_urgency):
        day = year.turn(outing)
        for one in outing:
            found[one.id] = day
    return found


Outing = tuple[Wanted, ...]
MOST_TOGETHER = 4
"""Sites of one company on one day, by several leaders; more would take a day of the whole office."""


def _urgency(outing: Outing) -> tuple[bool, float, date, str]:
    alone = not any(one.needs for one in outing)
    return alone, -max(one.haste for one in outing), min(one.ideal for one in outing), outing[0].id


def _outings(overdue: Sequence[Wanted], together: int) -> Iterator[Outing]:
    """Visits of one company by as many as its leaders can pay on one day that suits them all; the others one by one."""
    companies: dict[str, list[Wanted]] = defaultdict(list)
    for one in overdue:
        if one.company:
            companies[one.company].append(one)
        else:
            yield (one,)
    for sites in companies.values():
        rest = sorted(sites, key=lambda one: (one.ideal, one.id))
        while rest:
            outing = _next_outing(rest, together)
            rest = [one for one in rest if one not in outing]
            yield tuple(outing)


def _next_outing(sites: Sequence[Wanted], together: int) -> list[Wanted]:
    """The first site and those that can be called on with it."""
    outing = [sites[0]]
    for one in sorted(sites[1:], key=lambda one: (one.leader != outing[0].leader, one.ideal, one.id)):
        own = [other.slot for other in outing if other.leader == one.leader]
        if len(own) < together and not (one.slot and one.slot in own) and len(outing) < MOST_TOGETHER and _common((*outing, one)):
            outing.append(one)
    return outing


def _common(outing: Outing) -> list[date]:
    """The days that are allowed for every visit of an outing."""
    shared = set(outing[0].days).intersection(*(one.days for one in outing[1:]))
    return sorted(shared)


def _passed(days: Sequence[date], shares: Mapping[MonthName, float]) -> dict[Week, float]:
    """By week, in their order, the part of the year's visits that falls to the days before its end."""
    worked = Counter(map(month_of, days))
    weight = {month: shares.get(month, 0.0) / count for month, count in worked.items()}
    total = sum(weight[month_of(day)] for day in days)
    found: dict[Week, float] = {}
    passed = 0.0
    for n, day in enumerate(days, 1):
        passed += weight[month_of(day)]
        found[week_of(day)] = passed / total if total else n / len(days)
    return found


@dataclass
class _Year:
    """The year while turns are given: what each week and each leader holds so far, and their even shares.

    share: by week, the part of the year's visits that falls to the days before its end.
    total, own: visits of the office, of each leader.
    joint, manned: visits that need members, in all and by week.
    """

    days: Sequence[date]
    norms: Norms
    avoided: frozenset[date]
    own: Counter[str]
    joint: int
    crews: Crews
    share: Mapping[Week, float]
    total: int = 0
    office: Counter[Week] = field(default_factory=Counter[Week])
    manned: Counter[Week] = field(default_factory=Counter[Week])
    led: dict[str, Counter[Week]] = field(default_factory=lambda: defaultdict(Counter[Week]))
    on: Counter[date] = field(default_factory=Counter[date])
    weekdays: Counter[int] = field(default_factory=Counter[int])
    towns: Counter[tuple[str, str, date]] = field(default_factory=Counter[tuple[str, str, date]])
    called: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list[date]))

    def __post_init__(self) -> None:
        self.weeks = list(self.share)
        self.total = sum(self.own.values())

    def take(
        self, leader: str, day: date, company: str, needs: Needs, *, joined: Sequence[Skills] = (), expected: bool = False
    ) -> None:
        """A visit stands on a day. expected: it is not among those counted from the start."""
        week, manned = week_of(day), bool(needs or joined)
        self.manned[week] += manned
        self.crews.take(needs, week)
        self.crews.hold(joined, week)
        self.office[week] += 1
        self.led[leader][week] += 1
        self.on[day] += 1
        self.weekdays[day.weekday()] += 1
        if company:
            self.called[company].append(day)
        if expected:
            self.total += 1
            self.own[leader] += 1
            self.joint += manned

    def turn(self, outing: Outing) -> date:
        """Give an outing its turn; the last day that suits it when no week has room."""
        suitable: dict[Week, list[date]] = defaultdict(list)
        shared = _common(outing)
        for day in shared:
            suitable[week_of(day)].append(day)
        leaders, needs = Counter(one.leader for one in outing), Counter[str]()
        for one in outing:
            needs.update(one.needs)
        level_weeks = self._level_weeks(leaders, sum(bool(one.needs) for one in outing))
        roomy = [week for week in suitable if self._within_norms(leaders, week) and self.crews.have_room(needs, week)]
        even = [week for week in roomy if week in level_weeks]
        day = self._first_day(outing, suitable, even) or self._first_day(outing, suitable, roomy)
        day = day or self._first_day(outing, suitable, roomy, apart=False) or shared[-1]
        for one in outing:
            self.take(one.leader, day, one.company, one.needs)
            self.towns[one.leader, one.township, day] += 1
        return day

    def _first_day(
        self, outing: Outing, suitable: Mapping[Week, list[date]], weeks: Iterable[Week], *, apart: bool = True
    ) -> date | None:
        """The best day of the first week that has one. apart: far enough from other days on which the company is called on."""
        for week in weeks:
            days = [
                day
                for day in suitable[week]
                if self._office_has_room(day, len(outing)) and (not apart or self._apart(outing, day))
            ]
            if days:
                return min(days, key=lambda day: self._preference(outing, day))
        return None

    def _preference(self, outing: Outing, day: date) -> tuple[bool, bool, int, int, date]:
        joined = 0 < self.towns[outing[0].leader, outing[0].township, day] < 2
        return day in self.avoided, not joined, self.on[day], self.weekdays[day.weekday()], day

    def _apart(self, outing: Outing, day: date) -> bool:
        return all(abs((day - other).days) >= APART_DAYS for other in self.called.get(outing[0].company, ()))

    def _office_has_room(self, day: date, size: int) -> bool:
        return self.norms.office_day is None or self.on[day] + size <= self.norms.office_day

    def _within_norms(self, leaders: Counter[str], week: Week) -> bool:
        most, office = self.norms.leader_week, self.norms.weeks.get(week)
        return (most is None or all(self.led[leader][week] + own <= max(most, own) for leader, own in leaders.items())) and (
            office is None or self.office[week] + leaders.total() <= office
        )

    def _level_weeks(self, leaders: Counter[str], manned: int) -> set[Week]:
        """The weeks in which that many more visits leave the office and the leaders level, then and in every later week; and
        those who go along, when some of the visits need members."""
        held = [(self._passed(self.manned), self.joint, manned)] if manned else []
        held += [(self._passed(self.office), self.total, leaders.total())]
        held += [(self._passed(self.led[leader]), self.own[leader], own) for leader, own in leaders.items()]
        found: set[Week] = set()
        for week in reversed(self.weeks):
            share = self.share[week]
            if any(passed[week] + more > ceil(total * share - 1e-9) + more - 1 for passed, total, more in held):
                break
            found.add(week)
        return found

    def _passed(self, count: Counter[Week]) -> dict[Week, int]:
        found: dict[Week, int] = {}
        total = 0
        for week in self.weeks:
            total += count[week]
            found[week] = total
        return found
