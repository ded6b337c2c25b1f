"""The due list: who is owed which visit, with names; the threshold's comings and goings; attainment."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.programme.assignments import stood_in_for
from visitplanner.domain.programme.attainment import Attainment, attainment, attainment_by, elapsed_part, outlook
from visitplanner.domain.programme.obligations import Obligation, State
from visitplanner.domain.programme.programme import CapacityMeasure, Choices, DateRange, Programme
from visitplanner.domain.programme.thresholds import ThresholdChange, large_by_sum_only, threshold_changes
from visitplanner.domain.staff.staff import Assignment, Role
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.codec import codec
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.counting import CHOICES, programme_of
from visitplanner.services.programme.leaving import leaving_told, orphans_of
from visitplanner.services.programme.remembered import remembered
from visitplanner.services.programme.year_book import register_of, year_book

URGENCY = (
    State.OVERDUE,
    State.UNRECORDED,
    State.DUE,
    State.LEFT,
    State.PLANNED,
    State.TENTATIVE,
    State.BOOKED,
    State.DONE,
)
"""The order of the due list: what wants doing first."""


@dataclass(frozen=True)
class DueRow:
    """A line of the due list. person: who looks after the subject today (服務專員, of a group its 領隊), empty if nobody.

    proposed: nobody confirmed that person yet. stands_in_for: whose place it takes for a while, or empty. groups: names of
    the groups it belongs to; sectors of all its sites.
    """

    obligation: Obligation
    subject: str
    account: str
    township: str
    sectors: tuple[str, ...]
    groups: tuple[str, ...]
    person_id: UUID | None
    person: str
    proposed: bool
    stands_in_for: str = ""


@dataclass(frozen=True)
class DueList:
    """What is owed in a plan year, the most urgent first; raises `Unknown` for a year without a programme.

    subject_ids: to these subjects only.
    """

    year: int
    subject_ids: frozenset[UUID] | None = None

    def answer(self, work: Work) -> list[DueRow]:
        def judged(only: frozenset[UUID] | None) -> list[DueRow]:
            return _due_rows(work, self.year, only)

        if self.subject_ids is not None:
            return sorted(judged(self.subject_ids), key=_urgency)
        return remembered(work, self.year, judged, _urgency)


def _urgency(row: DueRow) -> tuple[Any, ...]:
    owed = row.obligation
    return URGENCY.index(owed.state), owed.due, row.subject, row.account, owed.subject_id, owed.ordinal


def _due_rows(work: Work, year: int, only: frozenset[UUID] | None) -> list[DueRow]:
    """What is owed to everybody, or to some subjects."""
    subjects = Subjects(work, only)
    book = year_book(work, year, only=only, subjects=subjects)
    people = book.judge.people
    serving = [one for one in book.assignments if one.person_id in people and people[one.person_id].serves(work.today)]
    persons = _caretakers(serving, work.today)
    replaced = _replaced(persons.values(), book.assignments)
    names = {ident: person.name for ident, person in people.items()}
    return [_row(one, subjects, persons, names, replaced) for one in book.obligations()]


def _caretakers(assignments: Iterable[Assignment], today: dt.date) -> dict[tuple[UUID, Role], Assignment]:
    """Who looks after each subject today: a confirmed person before a proposed one, the latest before earlier ones."""
    now = [one for one in assignments if one.holds_on(today)]
    ranked = sorted(now, key=lambda one: (not one.proposed, one.begins_on, one.ends_on is not None))
    return {(one.subject_id, one.role): one for one in ranked}


def _replaced(current: Iterable[Assignment], assignments: Sequence[Assignment]) -> dict[UUID, UUID]:
    """Whose place is taken, by the assignment of the substitute."""
    by_subject: dict[UUID, list[Assignment]] = defaultdict(list)
    for one in assignments:
        by_subject[one.subject_id].append(one)
    originals = {one.id: stood_in_for(one, by_subject[one.subject_id]) for one in current}
    return {ident: original.person_id for ident, original in originals.items() if original is not None}


def _row(
    owed: Obligation,
    subjects: Subjects,
    persons: Mapping[tuple[UUID, Role], Assignment],
    names: Mapping[UUID, str],
    replaced: Mapping[UUID, UUID],
) -> DueRow:
    subject = subjects.get(owed.subject_id)
    role = Role.LEADER if owed.kind is SubjectKind.GROUP else Role.SPECIALIST
    assigned = persons.get((owed.subject_id, role))
    groups = {group.name for site in subject.sites if (group := subjects.group_of(site)) is not None}
    if owed.kind is SubjectKind.GROUP:
        groups = {subject.name}
    return DueRow(
        obligation=owed,
        subject=subject.name,
        account=subject.account if owed.kind in (SubjectKind.LARGE, SubjectKind.OTHER) else "",
        township=subject.township,
        sectors=tuple(sorted({site.sector for site in subject.sites if site.sector})),
        groups=tuple(sorted(groups)),
        person_id=assigned.person_id if assigned else None,
        person=names.get(assigned.person_id, "") if assigned else "",
        proposed=assigned.proposed if assigned else False,
        stands_in_for=names.get(replaced[assigned.id], "") if assigned and assigned.id in replaced else "",
    )


@dataclass(frozen=True)
class Thresholds:
    """Who came in and dropped out, and who would enter if the sum of contracts were measured (an open question)."""

    kw: int
    measure: CapacityMeasure
    entered: tuple[ThresholdChange, ...]
    dropped: tuple[ThresholdChange, ...]
    by_sum_only: tuple[Customer, ...]


@dataclass(frozen=True)
class ThresholdList:
    """The threshold's comings and goings in a plan year, known future ones included."""

    year: int

    def answer(self, work: Work) -> Thresholds:
        programme = programme_of(work)
        period = programme.period(self.year)
        register = register_of(work, Subjects(work), period.first)
        found = threshold_changes(programme, register.customers, register.changes, period)
        return Thresholds(
            programme.threshold_kw(period.first),
            programme.choices.capacity,
            tuple(change for change in found if change.entered),
            tuple(change for change in found if not change.entered),
            tuple(large_by_sum_only(programme, register.customers, period.first)),
        )


class Part(StrEnum):
    """By what attainment is broken down."""

    KIND = "kind"
    PERSON = "person"
    GROUP = "group"
    SECTOR = "sector"
    TOWNSHIP = "township"


@dataclass(frozen=True)
class Standing:
    """The year's attainment, the whole and its parts (a part's name is data: a person, a township…), and the outlook.

    rows: what each part counts, line by line; due: all of them, the most urgent first.
    """

    period: DateRange
    whole: Attainment
    parts: dict[str, Attainment]
    outlook: tuple[Message, ...]
    rows: dict[str, tuple[DueRow, ...]] = field(default_factory=dict[str, tuple[DueRow, ...]])
    due: tuple[DueRow, ...] = ()


@dataclass(frozen=True)
class AttainmentOf:
    """How far a plan year has come, broken down by one thing."""

    year: int
    by: Part = Part.KIND

    def answer(self, work: Work) -> Standing:
        rows = {id(row.obligation): row for row in DueList(self.year).answer(work)}
        owed = [row.obligation for row in rows.values()]
        period = programme_of(work).period(self.year)
        elapsed = elapsed_part(calendars_of(work), period, work.today)
        orphans = orphans_of(work)
        whole = attainment(owed, elapsed, period.last, frozenset(orphans))
        parts = attainment_by(owed, elapsed, period.last, lambda one: _names(rows[id(one)], self.by), frozenset(orphans))
        leaderless = sum(_lacks_leader(row) for row in rows.values())
        behind: dict[str, list[DueRow]] = {name: [] for name in parts}
        for row in rows.values():
            for name in _names(row, self.by):
                behind[name].append(row)
        told = (*outlook(whole, period, work.today, leaderless), *leaving_told(work, self.year, owed, orphans))
        return Standing(period, whole, parts, told, {name: tuple(of) for name, of in behind.items()}, tuple(rows.values()))


def _names(row: DueRow, by: Part) -> tuple[str, ...]:
    if by is Part.KIND:
        return (row.obligation.kind.value,)
    if by is Part.GROUP:
        return row.groups
    if by is Part.SECTOR:
        return row.sectors
    return (row.person if by is Part.PERSON else row.township,)


def _lacks_leader(row: DueRow) -> bool:
    owed = row.obligation
    return owed.kind is SubjectKind.GROUP and owed.visit_id is None and not row.person


@dataclass(frozen=True)
class ProgrammeInForce:
    """The programme with this office's choices."""

    def answer(self, work: Work) -> Programme:
        return programme_of(work)


@dataclass(frozen=True)
class ChooseProgramme:
    """Answer the plan's open questions for this office; every list from now on follows the answers."""

    choices: Choices

    def carry_out(self, work: Work) -> Outcome[Choices]:
        if self.choices.threshold_kw is not None and self.choices.threshold_kw <= 0:
            raise Refused(
                said("A threshold of {kw} kW is not possible.", kw=self.choices.threshold_kw),
                mend=said("Give whole kW above zero, or leave it empty for the plan's threshold."),
                field="threshold_kw",
            )
        kept, usual = (codec(Choices).plain(choices) for choices in (self.choices, Choices()))
        work.set_setting(CHOICES, {name: value for name, value in kept.items() if value != usual[name]})
        return Outcome(self.choices, said("The programme's choices are kept."))
