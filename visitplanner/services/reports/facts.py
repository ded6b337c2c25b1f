"""What a half-year is judged by, read once: who was owed visits, which were held and count, what was raised, what was learnt."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from dateutil.relativedelta import relativedelta

from visitplanner.domain.calendar.working_days import Calendars
from visitplanner.domain.care.audits import AUDITS, EnergyAudit
from visitplanner.domain.care.measures import MEASURES, Improvement
from visitplanner.domain.care.programmes import PROGRAMMES, Participation
from visitplanner.domain.care.seminars import SEMINARS, Seminar
from visitplanner.domain.care.surveys import SURVEYS, SurveyResult
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import CONTRACT_CHANGES, ContractChange, account_printed
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp
from visitplanner.domain.planning.year.savings import SAVINGS, Saving
from visitplanner.domain.programme.counting import Failure, remaining
from visitplanner.domain.programme.obligations import ClaimantYear, claimant_year
from visitplanner.domain.programme.programme import DateRange, Programme
from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.domain.programme.windows import when
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitState
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.conditions import AnyOf, Between
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.year_book import year_book

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwedInYear:
    """One visit owed in the year. settled: the visit that counts for it, whenever it was held; awaited: the one that stands."""

    subject_id: UUID
    kind: SubjectKind
    ordinal: int
    settled: Visit | None
    awaited: Visit | None

    def done_by(self, day: dt.date) -> bool:
        """Whether a visit until then counts for it."""
        return self.settled is not None and when(self.settled) <= day


@dataclass(frozen=True, slots=True)
class HeldVisit:
    """A visit held within the half. failures: the clauses by which it does not count, empty when it counts. owed: whether
    anything is owed to its subject in the year."""

    visit: Visit
    failures: tuple[Failure, ...]
    owed: bool

    @property
    def counts(self) -> bool:
        """Whether it settles a visit owed in the year."""
        return self.owed and not self.failures


@dataclass(frozen=True, slots=True)
class CareFacts:
    """What was done for customers besides visits, of the days of the half. measures: due or carried out in them."""

    seminars: Sequence[Seminar]
    surveys: Sequence[SurveyResult]
    audits: Sequence[EnergyAudit]
    measures: Sequence[Improvement]
    participations: Sequence[Participation]


@dataclass(frozen=True)
class HalfFacts:
    """span: the half; until: its last day or today; today: how cases stand then. in_halves: kinds owed half by half.

    called_off: visits of these days that were not to be. unrecorded: agreed, their day over, nobody said what became of them.
    """

    year: int
    half: int
    span: DateRange
    until: dt.date
    today: dt.date
    programme: Programme
    in_halves: frozenset[SubjectKind]
    owed: Sequence[OwedInYear]
    held: Sequence[HeldVisit]
    called_off: Sequence[Visit]
    unrecorded: Sequence[Visit]
    cases: Sequence[FollowUp]
    people: Mapping[UUID, Person]
    topics: Sequence[TalkingPoint]
    calendars: Calendars
    savings: Sequence[Saving]
    contract_changes: Sequence[ContractChange]
    name: Callable[[UUID], str]
    sites: Callable[[UUID], frozenset[UUID]]
    care: CareFacts


def half_of(programme: Programme, year: int, half: int) -> DateRange:
    """The days of a half, 1 or 2, of a plan year."""
    whole = programme.period(year)
    second = whole.first + relativedelta(months=6)
    return DateRange(whole.first, second - ONE_DAY) if half == 1 else DateRange(second, whole.last)


def half_facts(work: Work, year: int, half: int) -> HalfFacts:
    """Everything a report is made of.

    Raises `Refused` for a half that has not begun, `Unknown` for a year without a programme.
    """
    subjects = Subjects(work)
    book = year_book(work, year, subjects=subjects)
    programme = book.judge.programme
    span = half_of(programme, year, half)
    if work.today < span.first:
        raise Refused(
            said("This half-year begins on {day}; there is nothing to report yet.", day=span.first),
            mend=said("Choose a half that has begun."),
            field="half",
        )
    until = min(span.last, work.today)
    by_subject: dict[UUID, list[Visit]] = defaultdict(list)
    for visit in book.visits:
        by_subject[visit.subject_id].append(visit)
    years = [
        claimant_year(one, year, by_subject[one.id], book.judge, by_subject[one.group_id] if one.group_id else [])
        for one in book.owed
    ]
    these, days = Between(span.first, until), DateRange(span.first, until)
    held = [visit for visit in book.visits if visit.state is VisitState.DONE and visit.held_on and visit.held_on in days]
    standing = [visit for visit in book.visits if visit.state is not VisitState.DONE and visit.day in days]
    cases = work.shelf(FOLLOW_UPS).find(AnyOf(raised_on=these, closed_on=these))
    return HalfFacts(
        year=year,
        half=half,
        span=span,
        until=until,
        today=work.today,
        programme=programme,
        in_halves=frozenset(one.rule.kind for one in years if len(set(programme.windows(one.rule, year))) > 1),
        owed=[owed for one in years for owed in _owed(one)],
        held=_held(held, years),
        called_off=[visit for visit in standing if visit.state is VisitState.CANCELLED],
        unrecorded=[visit for visit in standing if visit.state in FIRM and visit.day < work.today],
        cases=sorted(cases, key=lambda case: (case.raised_on, case.text)),
        people=book.judge.people,
        topics=work.known.topics,
        calendars=calendars_of(work),
        savings=work.shelf(SAVINGS).find(),
        contract_changes=work.shelf(CONTRACT_CHANGES).find(effective_on=these),
        name=_names(subjects, (*(one.claimant.id for one in years), *(visit.subject_id for visit in held))),
        sites=lambda ident: _sites(subjects, ident),
        care=_care(work, these),
    )


def _care(work: Work, these: Between) -> CareFacts:
    return CareFacts(
        seminars=work.shelf(SEMINARS).find(held_on=these),
        surveys=work.shelf(SURVEYS).find(answered_on=these),
        audits=work.shelf(AUDITS).find(held_on=these),
        measures=work.shelf(MEASURES).find(AnyOf(due_on=these, done_on=these)),
        participations=work.shelf(PROGRAMMES).find(changed_on=these),
    )


FIRM = (VisitState.TENTATIVE, VisitState.BOOKED)


def _owed(one: ClaimantYear) -> list[OwedInYear]:
    return [
        OwedInYear(one.claimant.id, one.claimant.kind, number, one.settled.get(number), one.awaited.get(number))
        for number in range(1, len(one.windows) + 1)
    ]


def _held(visits: Iterable[Visit], years: Iterable[ClaimantYear]) -> list[HeldVisit]:
    judged = {verdict.visit.id: verdict for one in years for verdict in one.verdicts}
    found: list[HeldVisit] = []
    for visit in sorted(visits, key=lambda each: (when(each), each.slot, each.id)):
        verdict = judged.get(visit.id)
        failures = () if verdict is None or verdict.counts else tuple(remaining(list(verdict.failures), visit.override))
        found.append(HeldVisit(visit, failures, verdict is not None))
    return found


def _names(subjects: Subjects, shown: Iterable[UUID]) -> Callable[[UUID], str]:
    """What subjects are called; customers of one name are told apart by their 電號."""
    known: dict[UUID, str] = {}
    several = Counter(subjects.name(ident) for ident in dict.fromkeys(shown))

    def name(ident: UUID) -> str:
        if ident not in known:
            called = subjects.name(ident)
            customer = subjects.customers.get(ident)
            twice = customer is not None and several[called] > 1
            known[ident] = f"{called} {account_printed(customer.account)}" if customer and twice else called
        return known[ident]

    return name


def _sites(subjects: Subjects, ident: UUID) -> frozenset[UUID]:
    """The customers a visit to a subject concerns."""
    found = subjects.find(ident)
    return frozenset(site.id for site in found.sites) if found is not None else frozenset()
