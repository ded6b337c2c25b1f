"""Visits: book, move, cancel, record; the calendar's rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.follow_ups.follow_ups import FollowUp
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits import visits as rules
from visitplanner.domain.visits.visits import OPEN_STATES, Slot, SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.conditions import Between, Not, Page
from visitplanner.services.core.outcome import Outcome, Topic
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import Raised, keep_raised
from visitplanner.services.programme.counting import programme_of
from visitplanner.services.programme.year_book import failures_of

CHANGED = frozenset({Topic.VISITS})


@dataclass(frozen=True)
class VisitRow:
    """A line of the calendar. subject_ids: every subject it concerns, its sites included."""

    visit: Visit
    subject: str
    account: str
    township: str
    leader: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class VisitList:
    """Visits of a span of days (both included), or those that concern some subjects; by day and slot.

    only_open: those still to be held. limit, offset: a part of them; a half-day's visits may then be divided.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    subject_ids: frozenset[UUID] | None = None
    with_cancelled: bool = True
    only_open: bool = False
    limit: int | None = None
    offset: int = 0

    def answer(self, work: Work) -> list[VisitRow]:
        page = Page(("day", "slot"), self.limit, self.offset)
        rows = rows_of(work, work.visits.find(page=page, **self._wanted()))
        return sorted(rows, key=lambda row: (row.visit.day, row.visit.slot, row.subject))

    def _wanted(self) -> dict[str, Any]:
        wanted: dict[str, Any] = {}
        if self.first is not None or self.last is not None:
            wanted["day"] = Between(self.first, self.last)
        if self.subject_ids is not None:
            wanted["subject_id"] = self.subject_ids
        if self.only_open or not self.with_cancelled:
            wanted["state"] = OPEN_STATES if self.only_open else Not(VisitState.CANCELLED)
        return wanted


def rows_of(work: Work, visits: Sequence[Visit]) -> tuple[VisitRow, ...]:
    """Visits with names."""
    subjects = Subjects(work, {visit.subject_id for visit in visits})
    names = {person.id: person.name for person in work.people.find()}
    return tuple(row_of(visit, subjects, names) for visit in visits)


def row_of(visit: Visit, subjects: Subjects, names: Mapping[UUID, str]) -> VisitRow:
    subject = subjects.find(visit.subject_id)
    return VisitRow(
        visit=visit,
        subject=subject.name if subject else str(visit.subject_id),
        account=subject.account if subject else "",
        township=subject.township if subject else "",
        leader=names.get(visit.leader_id, ""),
        members=tuple(names.get(ident, "") for ident in visit.member_ids),
    )


def check_obstacles(work: Work, visit: Visit, doing: Message) -> None:
    """Raises `Refused` with everything that stands against the visit's day and team."""
    people = {person.id: person for person in work.people.find()}
    others = work.visits.find(day=visit.day)
    calendars = calendars_of(work)
    against = rules.obstacles(visit, others, people, calendars.is_working(visit.day), calendars.remark(visit.day))
    if against:
        raise Refused(
            said("It cannot take place then: {reasons}", reasons=joined(against)),
            where=doing,
            mend=said("Choose another day, slot or team."),
            field="day",
        )


def joined(messages: list[Message]) -> Message:
    """Several sentences as one message."""
    whole = messages[0]
    for message in messages[1:]:
        whole = said("{first} {second}", first=whole, second=message)
    return whole


@dataclass(frozen=True)
class AddVisit:
    """Enter a visit nobody planned: an extra one (with its reason), or one that was held without being in the calendar."""

    kind: SubjectKind
    subject_id: UUID
    day: dt.date
    slot: Slot
    leader_id: UUID
    member_ids: tuple[UUID, ...] = ()
    reason: str = ""

    def carry_out(self, work: Work) -> Outcome[Visit]:
        subject = Subjects(work, ()).get(self.subject_id)
        year = programme_of(work).year_of(self.day)
        same = work.visits.find(subject_id=self.subject_id, year=year)
        visit = Visit(
            subject_kind=self.kind,
            subject_id=self.subject_id,
            year=year,
            ordinal=1 + max((other.ordinal for other in same if other.state is not VisitState.CANCELLED), default=0),
            day=self.day,
            slot=self.slot,
            leader_id=self.leader_id,
            member_ids=self.member_ids,
            state=VisitState.BOOKED,
            notes=self.reason,
        )
        if self.day >= work.today:
            check_obstacles(work, visit, said("{subject}: ", subject=subject.name))
        return Outcome(work.visits.add(visit), CHANGED, said("Visit added on {day}.", day=self.day))


@dataclass(frozen=True)
class BookVisit:
    """The customer agreed (已約), or the office pencilled it in (暫定); day, slot and team may be settled with it."""

    visit_id: UUID
    day: dt.date | None = None
    slot: Slot | None = None
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] | None = None
    state: VisitState = VisitState.BOOKED

    def carry_out(self, work: Work) -> Outcome[Visit]:
        visit = work.visits.get(self.visit_id)
        subject = Subjects(work, ()).name(visit.subject_id)
        doing = said("{subject}: ", subject=subject)
        rules.check_change(visit, doing)
        booked = replace(
            visit,
            state=self.state,
            year=programme_of(work).year_of(self.day or visit.day),
            day=self.day or visit.day,
            slot=self.slot or visit.slot,
            leader_id=self.leader_id or visit.leader_id,
            member_ids=visit.member_ids if self.member_ids is None else self.member_ids,
        )
        check_obstacles(work, booked, doing)
        if (booked.day, booked.slot) != (visit.day, visit.slot):
            booked = replace(booked, reasons=(by_hand(visit, work.today),))
        return Outcome(work.visits.change(booked), CHANGED, what_was_done(subject, visit, booked))


def by_hand(before: Visit, today: dt.date) -> Message:
    """Why a visit stands where somebody put it."""
    slot = rules.SLOT_NAMES[before.slot]
    return said("Moved by hand on {today}, from {day} {slot}.", today=today, day=before.day, slot=slot)


def what_was_done(subject: str, before: Visit, after: Visit) -> Message:
    """What became of a visit that was booked or moved, in words that also say what is taken back by undoing it."""
    if after.day != before.day:
        moved = said("{subject}: moved from {before} to {day}.", subject=subject, before=before.day, day=after.day)
        return moved if after.state is before.state else said("{moved} {state}", moved=moved, state=_state_now(after))
    if after.state is not before.state:
        return now_stands(subject, after)
    if after.slot is not before.slot:
        return said("{subject}: {day}, now in the {slot}.", subject=subject, day=after.day, slot=rules.SLOT_NAMES[after.slot])
    return said("{subject}: the team of {day} was changed.", subject=subject, day=after.day)


def now_stands(subject: str, visit: Visit) -> Message:
    """A visit's day and how firm it is."""
    values = {"subject": subject, "day": visit.day, "slot": rules.SLOT_NAMES[visit.slot], "state": _state_now(visit)}
    return said("{subject}: {day} {slot}. {state}", **values)


def _state_now(visit: Visit) -> Message:
    return said("Agreed with the customer.") if visit.state is VisitState.BOOKED else said("Tentative, not agreed yet.")


@dataclass(frozen=True)
class MoveVisit:
    """Another day or slot, or another team; the degree of fixedness stays."""

    visit_id: UUID
    day: dt.date
    slot: Slot | None = None
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] | None = None

    def carry_out(self, work: Work) -> Outcome[Visit]:
        visit = work.visits.get(self.visit_id)
        booking = BookVisit(self.visit_id, self.day, self.slot, self.leader_id, self.member_ids, visit.state)
        return booking.carry_out(work)


@dataclass(frozen=True)
class CancelVisit:
    """The visit will not be held; its obligation is open again."""

    visit_id: UUID
    reason: str = ""

    def carry_out(self, work: Work) -> Outcome[Visit]:
        visit = work.visits.get(self.visit_id)
        subject = Subjects(work, ()).name(visit.subject_id)
        rules.check_change(visit, said("{subject}: ", subject=subject))
        notes = "\n".join(part for part in (visit.notes, self.reason.strip()) if part)
        cancelled = replace(visit, state=VisitState.CANCELLED, outcome=VisitOutcome.CANCELLED, notes=notes)
        done = said("{subject}: visit of {day} cancelled, it is owed again.", subject=subject, day=visit.day)
        return Outcome(work.visits.change(cancelled), CHANGED, done)


@dataclass(frozen=True)
class Recorded:
    """What a record gave: the visit, the cases raised, whether the visit counts and, if not, which clauses it fails."""

    visit: Visit
    follow_ups: tuple[FollowUp, ...]
    counts: bool
    why_not: tuple[Message, ...]


@dataclass(frozen=True)
class RecordVisit:
    """Write down how a visit went. leader_id, member_ids: who really went; None keeps the planned team."""

    visit_id: UUID
    held_on: dt.date
    outcome: VisitOutcome = VisitOutcome.DONE
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] | None = None
    topics: tuple[str, ...] = ()
    raised: tuple[Raised, ...] = ()
    satisfaction: int | None = None
    notes: str = ""
    override: str = ""
    site_id: UUID | None = None
    intelligence: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def carry_out(self, work: Work) -> Outcome[Recorded]:
        visit = work.visits.get(self.visit_id)
        refuse_too_late(work, visit)
        leader = visit.leader_id if self.leader_id is None else self.leader_id
        members = visit.member_ids if self.member_ids is None else self.member_ids
        check_team(work, leader, members)
        record = rules.recorded(
            visit,
            self.outcome,
            self.held_on,
            work.today,
            leader_id=leader,
            member_ids=members,
            topics=self.topics,
            satisfaction=self.satisfaction,
            notes=self.notes.strip() or visit.notes,
            override=self.override.strip() or visit.override,
            site_id=self.site_id,
            intelligence=dict(self.intelligence),
        )
        kept = work.visits.change(record)
        about = self.site_id or visit.subject_id
        follow_ups = tuple(keep_raised(work, about, visit.id, raised, self.held_on) for raised in self.raised)
        failures = failures_of(work, kept)
        result = Recorded(kept, follow_ups, not failures, tuple(failures))
        changed = CHANGED | {Topic.FOLLOW_UPS} if follow_ups else CHANGED
        return Outcome(result, changed, summary(result))


def refuse_too_late(work: Work, visit: Visit) -> None:
    """Raises `Refused` when the plan year of a visit is closed to late records."""
    programme = programme_of(work)
    if not programme.accepts_records(visit.year, work.today):
        raise Refused(
            said(
                "The year {year} is closed: its visits could be recorded for {days} days.",
                year=visit.year,
                days=programme.late_days,
            ),
            mend=said("Note it at this year's visit."),
            field="held_on",
        )


def check_team(work: Work, leader: UUID, members: tuple[UUID, ...]) -> list[Person]:
    """The people of a team; raises `Refused` when one stands in it twice, `Unknown` when one is not in the staff list."""
    team = (leader, *members)
    if len(set(team)) < len(team):
        raise Refused(said("A person stands in the team twice."), mend=said("Name everybody once."), field="members")
    return [work.people.get(ident) for ident in team]


def summary(result: Recorded) -> Message:
    if result.visit.state is VisitState.CANCELLED:
        return said("Recorded as not held; the visit is owed again.")
    if result.counts:
        return said("Recorded; the visit counts.")
    return said("Recorded, but the visit does not count and stays owed.")
