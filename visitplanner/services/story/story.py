"""The story of one customer, group or park: what comes next, what is open, and everything that happened, the newest first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.care.programmes import CUSTOMER_PROGRAMME_NAMES, JOINING_NAMES, PROGRAMMES
from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.customers.customers import CONTRACT_CHANGES, CUSTOMERS
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp, is_open, is_overdue
from visitplanner.domain.intelligence.cards import INTELLIGENCE, headline
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading, demand_of, energy_of
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import OUTCOME_NAMES, VISITS, Visit, VisitState
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.opportunities.weighing import WeighingOf

SINGLE_BILLS = 3
"""So many of the newest bills stand alone; those before are told year by year."""


class Chapter(StrEnum):
    """What a line of the story is about."""

    VISIT = "visit"
    CASE = "case"
    CONTRACT = "contract"
    BILL = "bill"
    PROGRAMME = "programme"
    INTELLIGENCE = "intelligence"


CHAPTER_NAMES: dict[Chapter, Message] = {
    Chapter.VISIT: said("Visit"),
    Chapter.CASE: said("Case"),
    Chapter.CONTRACT: said("Contract"),
    Chapter.BILL: said("Bill"),
    Chapter.PROGRAMME: said("Programme"),
    Chapter.INTELLIGENCE: said("Intelligence"),
}


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened, or is to happen. told: a sentence; words: as they were written down. whose: the subject's name
    where it is not the one asked for. ident: of the record behind it, None where several are."""

    day: dt.date
    chapter: Chapter
    told: Message
    words: str = ""
    whose: str = ""
    ident: UUID | None = None
    to_come: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """What the office still owes an answer to. overdue: its day is past."""

    case: FollowUp
    overdue: bool


@dataclass(frozen=True, slots=True)
class Story:
    """next_visit: the first that stands in the calendar. least_ntd: what the customer, or the sites of a group or park together,
    surely save a year, as far as they were weighed; `weighed` is False while none was. promised: the open cases, the earliest
    due first. last_words: of the last visit held that has any, on last_words_on. lines: the newest first."""

    subject_id: UUID
    name: str
    next_visit: Visit | None
    weighed: bool
    least_ntd: Decimal | None
    promised: tuple[Promise, ...]
    last_words: str
    last_words_on: dt.date | None
    lines: tuple[StoryLine, ...]


@dataclass(frozen=True)
class StoryOf:
    """The story of a customer, group or park; raises `Unknown`. A customer's has the visits and cases of its group and park in
    it, a group's or park's those of its sites."""

    subject_id: UUID

    def answer(self, work: Work) -> Story:
        subjects = Subjects(work, (self.subject_id,))
        about = subjects.related(self.subject_id)
        subjects.read(about)
        visits = work.shelf(VISITS).find(subject_id=about)
        cases = work.shelf(FOLLOW_UPS).find(subject_id=about)
        coming = sorted((one for one in visits if one.is_open and one.day >= work.today), key=lambda one: (one.day, one.slot))
        spoken = max((one for one in visits if one.held_on and one.notes.strip()), key=_held, default=None)
        open_cases = sorted((one for one in cases if is_open(one)), key=lambda one: one.due_on)
        teller = _Teller(work, subjects, self.subject_id)
        weighed = [WeighingOf(site.id).answer(work) for site in subjects.get(self.subject_id).sites]
        least = [found.least_ntd for found in weighed if found is not None and found.least_ntd is not None]
        lines = [*teller.visits(visits), *teller.cases(cases), *teller.learnt(about), *teller.of_sites(about)]
        return Story(
            subject_id=self.subject_id,
            name=subjects.name(self.subject_id),
            next_visit=coming[0] if coming else None,
            weighed=any(found is not None for found in weighed),
            least_ntd=sum(least, Decimal(0)) if least else None,
            promised=tuple(Promise(one, is_overdue(one, work.today)) for one in open_cases),
            last_words=spoken.notes.strip() if spoken else "",
            last_words_on=spoken.held_on if spoken else None,
            lines=tuple(sorted(lines, key=lambda line: line.day, reverse=True)),
        )


def _held(visit: Visit) -> dt.date:
    return visit.held_on or visit.day


@dataclass
class _Teller:
    """Makes lines of records."""

    work: Work
    subjects: Subjects
    subject_id: UUID

    def __post_init__(self) -> None:
        self.people = {person.id: person.name for person in self.work.shelf(PEOPLE).find()}

    def _whose(self, ident: UUID) -> str:
        return "" if ident == self.subject_id else self.subjects.name(ident)

    def visits(self, visits: list[Visit]) -> Iterator[StoryLine]:
        for visit in visits:
            leader = self.people.get(visit.leader_id, "")
            whose, words = self._whose(visit.subject_id), visit.notes.strip()
            if visit.state is VisitState.DONE or (visit.outcome is not None and not visit.is_open):
                outcome = OUTCOME_NAMES[visit.outcome] if visit.outcome else said("held")
                told = said("Visit {outcome}, led by {leader}", outcome=outcome, leader=leader)
            elif visit.state is VisitState.CANCELLED:
                told = said("Visit cancelled")
            elif visit.day >= self.work.today:
                yield StoryLine(
                    visit.day, Chapter.VISIT, said("Visit to come, led by {leader}", leader=leader), words, whose, visit.id, True
                )
                continue
            elif visit.state is VisitState.SUGGESTED:
                continue
            else:
                told = said("Visit without a record, led by {leader}", leader=leader)
            yield StoryLine(_held(visit), Chapter.VISIT, told, words, whose, visit.id)

    def cases(self, cases: list[FollowUp]) -> Iterator[StoryLine]:
        for case in cases:
            whose = self._whose(case.subject_id)
            raised = said("Raised, promised by {day}", day=case.due_on) if is_open(case) else said("Raised by the customer")
            yield StoryLine(case.raised_on, Chapter.CASE, raised, case.text, whose, case.id)
            if case.closed_on is not None:
                yield StoryLine(case.closed_on, Chapter.CASE, said("Closed: {text}", text=case.text), case.result, whose, case.id)
            elif case.replied_on is not None:
                yield StoryLine(
                    case.replied_on, Chapter.CASE, said("Answered: {text}", text=case.text), case.reply, whose, case.id
                )

    def learnt(self, about: frozenset[UUID]) -> Iterator[StoryLine]:
        for card in self.work.shelf(INTELLIGENCE).find(subject_id=about):
            whose, text = self._whose(card.subject_id), headline(card)
            if card.planned_kw is not None:
                told = said("Plans {kw:,} kW more: {text}", kw=card.planned_kw, text=text)
            else:
                told = said("Learnt: {text}", text=text)
            yield StoryLine(card.collected_on, Chapter.INTELLIGENCE, told, "", whose, card.id)

    def of_sites(self, about: frozenset[UUID]) -> Iterator[StoryLine]:
        """Contracts, programmes and bills: of the one customer, or of every site of a group or park."""
        sites = {self.subject_id} if self.subject_id in self.subjects.customers else set(about)
        sites &= {one.id for one in self.work.shelf(CUSTOMERS).find(id=sites)}
        for change in self.work.shelf(CONTRACT_CHANGES).find(customer_id=sites):
            told = said(
                "Regular contract from {before:,} to {after:,} kW, all contracts from {less:,} to {more:,} kW",
                before=change.before.regular_kw, after=change.after.regular_kw,
                less=change.before.sum_kw, more=change.after.sum_kw,
            )  # fmt: skip
            coming = change.effective_on > self.work.today
            yield StoryLine(change.effective_on, Chapter.CONTRACT, told, "", self._whose(change.customer_id), None, coming)
        for joined in self.work.shelf(PROGRAMMES).find(customer_id=sites):
            told = said(
                "{programme}: {state}",
                programme=CUSTOMER_PROGRAMME_NAMES[joined.programme],
                state=JOINING_NAMES[joined.state],
            )
            yield StoryLine(joined.changed_on, Chapter.PROGRAMME, told, joined.notes, self._whose(joined.customer_id), joined.id)
        if self.subject_id in self.subjects.customers:
            yield from bills(self.work.shelf(MONTHLY_READINGS).find(customer_id=sites))


def bills(readings: list[MonthlyReading]) -> Iterator[StoryLine]:
    """The newest bills one by one, those before year by year; only what is known of them is told."""
    known = sorted(readings, key=lambda one: one.month, reverse=True)
    for reading in known[:SINGLE_BILLS]:
        yield StoryLine(_last_day(reading.month), Chapter.BILL, _of_bill(reading), reading.notes)
    years: dict[int, list[MonthlyReading]] = defaultdict(list)
    for reading in known[SINGLE_BILLS:]:
        years[reading.month.year].append(reading)
    for of_year in years.values():
        yield StoryLine(_last_day(of_year[0].month), Chapter.BILL, _of_year(of_year))


def _of_bill(reading: MonthlyReading) -> Message:
    energy, demand, billed = energy_of(reading), demand_of(reading), reading.billed_ntd
    parts = [
        said("NT$ {ntd:,.0f}", ntd=billed) if billed is not None else said("amount not known"),
        *([said("{kwh:,.0f} kWh", kwh=energy)] if energy is not None else []),
        *([said("highest demand {kw:,.0f} kW", kw=demand)] if demand is not None else []),
    ]
    return said("Month from {first}: {told}", first=reading.month, told=listed(parts))


def _of_year(readings: list[MonthlyReading]) -> Message:
    """readings: of one calendar year, the latest first."""
    billed = [one.billed_ntd for one in readings if one.billed_ntd is not None]
    energy = [kwh for one in readings if (kwh := energy_of(one)) is not None]
    facts = {"count": len(readings), "first": readings[-1].month, "last": _last_day(readings[0].month)}
    if len(billed) == len(readings) == len(energy):
        sums = {"ntd": sum(billed, Decimal(0)), "kwh": sum(energy, Decimal(0))}
        return said("{count} months from {first} to {last}: NT$ {ntd:,.0f}, {kwh:,.0f} kWh", **facts, **sums)
    return said("{count} months of readings from {first} to {last}", **facts)


def _last_day(month: dt.date) -> dt.date:
    following = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
