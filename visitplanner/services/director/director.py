"""主管: how the year stands, who needs help, which cases wait where and how long, and what advice became of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import CONTRACT_CHANGES, CUSTOMERS, ContractChange, Contracts, Customer
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.programme.attainment import Attainment
from visitplanner.domain.programme.obligations import State
from visitplanner.domain.programme.topics import TopicKind
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.visits.visits import VISITS, Visit, VisitState
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow
from visitplanner.services.programme.obligations import AttainmentOf, Part, Standing
from visitplanner.services.tariffs.reading_advice import PartialSum, ReadingsOf, bills_of, claims_no_saving

AGES = (5, 10, 20)
"""Working days up to which a case is young, older, old; beyond the last it is very old."""
ADVICE_LASTS = dt.timedelta(days=366)
"""So long after a visit a change of contract is taken to follow its advice."""
URGENT = (State.OVERDUE, State.UNRECORDED)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in charge. late: visits overdue or without their record; late_cases: overdue cases it owns."""

    person: str
    numbers: Attainment | None
    late: int
    late_cases: int

    @property
    def needs_help(self) -> bool:
        """Whether something of this person's is late already."""
        return bool(self.late or self.late_cases)


@dataclass(frozen=True, slots=True)
class WindowLine:
    """The open cases of one window. by_age: how many up to 5, 10, 20 working days and beyond."""

    window: Window
    by_age: tuple[int, int, int, int]
    overdue: int

    @property
    def open(self) -> int:
        return sum(self.by_age)


@dataclass(frozen=True, slots=True)
class Followed:
    """A change of contract after advice. advised_on: the visit's day. months: since the change, whose readings are kept and could
    be billed both ways; ntd of them: what the former contracts would have cost more at today's prices (least, likely, most), None
    with `why` while that is not known. Nothing is reckoned beyond these months."""

    customer: Customer
    advised_on: dt.date
    effective_on: dt.date
    before: Contracts
    after: Contracts
    months: tuple[Month, ...] = ()
    least: Decimal | None = None
    likely: Decimal | None = None
    most: Decimal | None = None
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class DirectorView:
    """advised: visits of the plan year's span held with advice on tariffs; followed: contracts changed after such a visit."""

    year: int
    standing: Standing
    people: tuple[PersonLine, ...]
    windows: tuple[WindowLine, ...]
    advised: int
    followed: tuple[Followed, ...]

    @property
    def realised(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """What the changes that can be reckoned have saved so far, NT$: least, likely, most; None where none can."""
        sums = [(one.least, one.likely, one.most) for one in self.followed if one.likely is not None]
        if not sums:
            return None
        least, likely, most = (sum((each[place] or Decimal(0) for each in sums), Decimal(0)) for place in range(3))
        return least, likely, most


@dataclass(frozen=True)
class DirectorOf:
    """The office's year for whoever answers for it; raises `Unknown` for a year without a programme."""

    year: int

    def answer(self, work: Work) -> DirectorView:
        standing = AttainmentOf(self.year, Part.PERSON).answer(work)
        cases = FollowUpList(only_open=True).answer(work)
        visits = _advised(work, standing)
        return DirectorView(
            self.year, standing, _people(standing, cases), _windows(cases), len(visits), tuple(_followed(work, visits))
        )


def _people(standing: Standing, cases: Sequence[FollowUpRow]) -> tuple[PersonLine, ...]:
    """Whoever is latest first."""
    late = Counter(row.person for row in standing.due if row.obligation.state in URGENT)
    late_cases = Counter(row.owner for row in cases if row.overdue)
    names = {*standing.parts, *late_cases}
    lines = [PersonLine(name, standing.parts.get(name), late[name], late_cases[name]) for name in names]
    return tuple(sorted(lines, key=lambda line: (-(line.late + line.late_cases), line.person)))


def _windows(cases: Iterable[FollowUpRow]) -> tuple[WindowLine, ...]:
    ages = {window: [0] * (len(AGES) + 1) for window in Window}
    overdue = Counter[Window]()
    for row in cases:
        place = sum(row.age_working_days > limit for limit in AGES)
        ages[row.follow_up.window][place] += 1
        overdue[row.follow_up.window] += row.overdue
    return tuple(
        WindowLine(window, (counts[0], counts[1], counts[2], counts[3]), overdue[window]) for window, counts in ages.items()
    )


def _advised(work: Work, standing: Standing) -> list[Visit]:
    """The visits held in the year with counsel on tariff or use among their topics, the earliest first."""
    counsel = {point.id for point in work.known.topics if point.kind is TopicKind.ADVICE}
    span = Between(standing.period.first, standing.period.last)
    held = work.shelf(VISITS).find(state=VisitState.DONE, held_on=span)
    told = [visit for visit in held if counsel & set(visit.topics) and visit.held_on is not None]
    return sorted(told, key=lambda visit: (visit.held_on or visit.day, visit.id))


def _followed(work: Work, visits: Sequence[Visit]) -> Iterable[Followed]:
    """Each change of contract that took effect within a year after the latest such visit before it."""
    subjects = Subjects(work, {visit.subject_id for visit in visits})
    advised: dict[UUID, list[dt.date]] = {}
    for visit in visits:
        subject = subjects.find(visit.subject_id)
        for site in subject.sites if subject else ():
            advised.setdefault(site.id, []).append(visit.held_on or visit.day)
    changes = work.shelf(CONTRACT_CHANGES).find(customer_id=set(advised)) if advised else []
    customers = {one.id: one for one in work.shelf(CUSTOMERS).find(id={change.customer_id for change in changes})}
    found = list[Followed]()
    for change in changes:
        days = [day for day in advised[change.customer_id] if day < change.effective_on <= day + ADVICE_LASTS]
        if days:
            later = [one.effective_on for one in changes if one.customer_id == change.customer_id]
            until = min((day for day in later if day > change.effective_on), default=None)
            found.append(_reckoned(work, customers[change.customer_id], change, max(days), until))
    return sorted(found, key=lambda one: (one.effective_on, one.customer.account))


def _reckoned(work: Work, customer: Customer, change: ContractChange, day: dt.date, until: dt.date | None) -> Followed:
    """The change with what its months show. until: the day of the next change, None while there is none."""
    told = Followed(customer, day, change.effective_on, change.before, change.after)
    if change.effective_on > work.today:
        return replace(told, why=said("The new contracts do not hold yet."))
    if claims_no_saving(customer):
        return replace(told, why=said("The customer has a concession that is not recorded."))
    kept = ReadingsOf(customer.id).answer(work).get(customer.id, [])
    since = [one for one in kept if one.month >= change.effective_on and (until is None or _following(one.month) <= until)]
    if not since:
        return replace(told, why=said("No month since the change is read yet."))
    former, new = (_bills(work, customer, contracts, since) for contracts in (change.before, change.after))
    if not new.months or former.months != new.months:
        return replace(told, why=said("The readings of these months do not tell it."))
    return replace(
        told,
        months=new.months,
        least=former.least - new.most,
        likely=former.ntd - new.ntd,
        most=former.most - new.least,
    )


def _bills(work: Work, customer: Customer, contracts: Contracts, since: Sequence[MonthlyReading]) -> PartialSum:
    named = {name: getattr(contracts, name) for name in ("regular_kw", "half_peak_kw", "saturday_kw", "off_peak_kw")}
    return bills_of(work.known.tariffs(), replace(customer, **named), since, work.today)


def _following(month: dt.date) -> dt.date:
    """The first day of the month after."""
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
