"""Visits: book, move, cancel, record; the calendar's rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.follow_ups.follow_ups import FollowUp
from visitplanner.domain.staff.staff import PEOPLE, Person
from visitplanner.domain.visits import visits as rules
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT, Intelligence
from visitplanner.domain.visits.questions import check_answers
from visitplanner.domain.visits.times import day_in_order, settled_time
from visitplanner.domain.visits.visits import NOT_HELD, OPEN_STATES, VISITS, Answer, Slot, Visit, VisitOutcome, VisitState
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.conditions import Between, Not
from visitplanner.services.core.form_drafts import forget_draft
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.pages import Page
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import Raised, keep_all_raised
from visitplanner.services.intelligence.told import keep_told
from visitplanner.services.programme.counting import programme_of
from visitplanner.services.programme.year_book import failures_of
from visitplanner.services.visits.change_words import what_was_done
from visitplanner.services.visits.departures import doubt, joined
from visitplanner.services.visits.ledger import Ledger
from visitplanner.services.visits.uncounted import uncounted

RECORD_FORM = "visit_record"
"""The form whose draft waits until the visit is recorded."""
FAR_DAYS = 31
"""A visit held more than so many days from its day in the calendar is asked about."""


@dataclass(frozen=True)
class VisitRow:
    """A line of the calendar, with the names of whom it is paid to and who goes.

    awaits_record: 待補登. counts: False for a visit that was held and settles nothing that is owed.
    """

    visit: Visit
    subject: str
    account: str
    township: str
    leader: str
    members: tuple[str, ...]
    awaits_record: bool = False
    counts: bool = True

    @property
    def state_name(self) -> Message:
        """How it stands, in words."""
        if self.awaits_record:
            return said("record missing")
        if self.visit.state is VisitState.DONE and not self.counts:
            return said("done (does not count)")
        return rules.STATE_NAMES[self.visit.state]


@dataclass(frozen=True)
class VisitList:
    """Visits of a span of days (both included), or those that concern some subjects; by day and slot, a leader's along its way.

    only_open: those still to be held. limit, offset: a part of them; a half-day's visits may then be divided. year: only those
    of this plan year, whenever they are held.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    subject_ids: frozenset[UUID] | None = None
    with_cancelled: bool = True
    only_open: bool = False
    limit: int | None = None
    offset: int = 0
    year: int | None = None

    def answer(self, work: Work) -> list[VisitRow]:
        page = Page(("day", "slot"), self.limit, self.offset)
        rows = rows_of(work, work.shelf(VISITS).find(page=page, **self._wanted()))
        by_name = sorted(rows, key=lambda row: (row.leader, row.subject))
        return day_in_order(by_name, lambda row: row.visit, lambda row: row.township, work.known.practice.neighbours)

    def _wanted(self) -> dict[str, Any]:
        asked: dict[str, Any] = {"subject_id": self.subject_ids, "year": self.year}
        wanted = {field: value for field, value in asked.items() if value is not None}
        if self.first is not None or self.last is not None:
            wanted["day"] = Between(self.first, self.last)
        if self.only_open or not self.with_cancelled:
            wanted["state"] = OPEN_STATES if self.only_open else Not(VisitState.CANCELLED)
        return wanted


def rows_of(work: Work, visits: Sequence[Visit]) -> tuple[VisitRow, ...]:
    """Visits with names."""
    subjects = Subjects(work, {visit.subject_id for visit in visits})
    names = {person.id: person.name for person in work.shelf(PEOPLE).find()}
    not_counted = uncounted(work, visits)
    return tuple(
        replace(
            row_of(visit, subjects, names),
            awaits_record=rules.awaits_record(visit, work.today),
            counts=visit.id not in not_counted,
        )
        for visit in visits
    )


@dataclass(frozen=True)
class Unrecorded:
    """待補登: agreed and pencilled-in visits whose day is over, the oldest first, those nobody owes too."""

    def answer(self, work: Work) -> list[VisitRow]:
        over = work.shelf(VISITS).find(state=rules.FIRM_STATES, day=Between(None, work.today - dt.timedelta(days=1)))
        return sorted(rows_of(work, over), key=lambda row: (row.visit.day, row.visit.slot, row.subject))


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


def check_obstacles(work: Work, visit: Visit, doing: Message, *, past: bool = False) -> None:
    """Raises `Refused` with everything that stands against the visit's day and team. past: a day that is over is not asked."""
    if past and visit.day < work.today:
        return
    people, others = {person.id: person for person in work.shelf(PEOPLE).find()}, work.shelf(VISITS).find(day=visit.day)
    against = rules.obstacles(visit, others, people, calendars_of(work).day_off(visit.day))
    if against:
        raise Refused(
            said("It cannot take place then: {reasons}", reasons=joined(against)),
            where=doing,
            mend=said("Choose another day, slot or team."),
            field="day",
        )


@dataclass(frozen=True)
class AddVisit:
    """Enter a visit nobody planned, with its reason: it takes the first visit owed in whose time it falls, else it is an extra.

    leader_id: None for whoever looks after the subject then. Raises `Refused` when the team or the customer cannot then,
    `Doubted` for what departs from wishes and rules, unless `anyway`.
    """

    subject_id: UUID
    day: dt.date
    slot: Slot
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] = ()
    reason: str = ""
    anyway: bool = False
    time: str = ""

    def carry_out(self, work: Work) -> Outcome[Visit]:
        slot, time = settled_time(self.time or None, None if self.time else self.slot, None)
        ledger = Ledger(work, frozenset({self.subject_id}))
        subject = ledger.subjects.get(self.subject_id)
        visit = Visit(
            subject_kind=ledger.kind(self.subject_id, self.day),
            subject_id=self.subject_id,
            year=ledger.programme.year_of(self.day),
            ordinal=ledger.ordinal(self.subject_id, self.day),
            day=self.day,
            slot=slot,
            time=time,
            leader_id=self.leader_id or ledger.leader(self.subject_id, self.day),
            member_ids=self.member_ids,
            state=VisitState.BOOKED,
            notes=self.reason,
            pinned=True,
        )
        doing = said("{subject}: ", subject=subject.name)
        check_obstacles(work, visit, doing, past=True)
        if not self.anyway:
            doubt(work, visit, None, doing)
        return Outcome(work.shelf(VISITS).add(visit), said("Visit added on {day}.", day=self.day))


@dataclass(frozen=True)
class BookVisit:
    """The customer agreed (已約), or the office pencilled it in (暫定); day, slot and team may be settled with it.

    Another day, slot or team is a person's choice: the visit is pinned. time: of day, it decides the slot; None leaves it while
    day and slot stay. Raises `Refused` when team or customer cannot then, `Doubted` for what departs from wishes and rules more
    than before, unless `anyway`.
    """

    visit_id: UUID
    day: dt.date | None = None
    slot: Slot | None = None
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] | None = None
    state: VisitState = VisitState.BOOKED
    anyway: bool = False
    time: str | None = None

    def carry_out(self, work: Work) -> Outcome[Visit]:
        visit = work.shelf(VISITS).get(self.visit_id)
        subject = Subjects(work, ()).name(visit.subject_id)
        doing = said("{subject}: ", subject=subject)
        rules.check_change(visit, doing)
        slot, time = settled_time(self.time, self.slot, visit, self.day)
        settled = replace(
            visit,
            day=self.day or visit.day,
            slot=slot,
            time=time,
            leader_id=self.leader_id or visit.leader_id,
            member_ids=visit.member_ids if self.member_ids is None else self.member_ids,
        )
        stays = replace(settled, time=visit.time) == visit
        booked = replace(settled if stays else by_hand(work, visit, settled), state=self.state)
        check_obstacles(work, booked, doing)
        if settled != visit and not self.anyway:
            doubt(work, booked, visit, doing)
        return Outcome(work.shelf(VISITS).change(booked), what_was_done(subject, visit, booked))


def by_hand(work: Work, before: Visit, after: Visit) -> Visit:
    """The visit as a person placed it: pinned, and with that as its reason.

    It stays the visit of the year and half that owe it when it is moved out of them, so that no second one is planned.
    """
    programme = programme_of(work)
    owed = programme.has_rule(before.subject_kind, before.day)
    count = len(programme.windows(programme.rule(before.subject_kind, before.day), before.year)) if owed else 0
    year = before.year if before.ordinal <= count else programme.year_of(after.day)
    slot = rules.SLOT_NAMES[before.slot]
    moved = said("Moved by hand on {today}, from {day} {slot}.", today=work.today, day=before.day, slot=slot)
    stays = (after.day, after.slot) == (before.day, before.slot)
    reason = said("Settled by hand on {today}.", today=work.today) if stays else moved
    return replace(after, year=year, pinned=True, reasons=(reason,))


@dataclass(frozen=True)
class MoveVisit:
    """Another day or slot, or another team; the degree of fixedness stays, and it is pinned. Raises like `BookVisit`."""

    visit_id: UUID
    day: dt.date
    slot: Slot | None = None
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] | None = None
    anyway: bool = False
    time: str | None = None

    def carry_out(self, work: Work) -> Outcome[Visit]:
        state = work.shelf(VISITS).get(self.visit_id).state
        team = (self.leader_id, self.member_ids)
        booking = BookVisit(self.visit_id, self.day, self.slot, *team, state, self.anyway, self.time)
        return booking.carry_out(work)


@dataclass(frozen=True)
class ReleaseVisit:
    """Let planning and mending move a visit again that a person placed; one that is agreed stays agreed."""

    visit_id: UUID

    def carry_out(self, work: Work) -> Outcome[Visit]:
        visit = work.shelf(VISITS).get(self.visit_id)
        if not (visit.is_open and visit.pinned):
            raise Refused(said("Nobody placed this visit by hand."), mend=said("There is nothing to release."))
        released = work.shelf(VISITS).change(replace(visit, pinned=False))
        subject = Subjects(work, ()).name(visit.subject_id)
        return Outcome(released, said("{subject}: released, planning may move it again.", subject=subject))


@dataclass(frozen=True)
class Recorded:
    """What a record gave: the visit, the cases raised, whether the visit counts and, if not, which clauses it fails."""

    visit: Visit
    follow_ups: tuple[FollowUp, ...]
    counts: bool
    why_not: tuple[Message, ...]


@dataclass(frozen=True)
class RecordVisit:
    """Write down how a visit went; a draft of the record is let go. leader_id, member_ids: who really went; None keeps the
    planned team.

    Raises `Refused` beside the field, `Doubted` when the day held lies far from the day agreed, unless `anyway`.
    """

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
    intelligence: Intelligence = NOTHING_LEARNT
    anyway: bool = False
    met: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()

    def carry_out(self, work: Work) -> Outcome[Recorded]:
        visit = work.shelf(VISITS).get(self.visit_id)
        refuse_too_late(work, visit)
        if not self.anyway:
            doubt_far(visit, self)
        facts = self.facts(visit)
        check_team(work, facts["leader_id"], facts["member_ids"])
        check_answers(work.known.questions, self.answers)
        record = rules.recorded(visit, self.outcome, self.held_on, work.today, **facts)
        kept = work.shelf(VISITS).change(record)
        forget_draft(work, RECORD_FORM, visit.id)
        about = self.site_id or visit.subject_id
        keep_told(work, about, kept)
        follow_ups = keep_all_raised(work, about, visit.id, self.raised, self.held_on)
        failures = failures_of(work, kept)
        result = Recorded(kept, follow_ups, not failures, tuple(failures))
        return Outcome(result, summary(result))

    def facts(self, visit: Visit) -> dict[str, Any]:
        """What the record says besides day and outcome, what was left open filled in from the visit."""
        return {
            "leader_id": visit.leader_id if self.leader_id is None else self.leader_id,
            "member_ids": visit.member_ids if self.member_ids is None else self.member_ids,
            "topics": self.topics,
            "satisfaction": self.satisfaction,
            "notes": self.notes.strip() or visit.notes,
            "override": self.override.strip() or visit.override,
            "site_id": self.site_id,
            "intelligence": self.intelligence,
            "met": tuple(dict.fromkeys(name.strip() for name in self.met if name.strip())),
            "answers": self.answers,
        }


def doubt_far(visit: Visit, record: RecordVisit) -> None:
    """Raises `Doubted` when a visit is said to have been held so far from its day that the day may be mistyped."""
    days = abs((record.held_on - visit.day).days)
    if record.outcome not in NOT_HELD and days > FAR_DAYS:
        raise Doubted(
            said("It stood in the calendar for {day}, {days} days from {held}.", day=visit.day, days=days, held=record.held_on),
            mend=said("Look at the day again."),
            field="held_on",
        )


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
    return [work.shelf(PEOPLE).get(ident) for ident in team]


def summary(result: Recorded) -> Message:
    if result.visit.state is VisitState.CANCELLED:
        return said("Recorded as not held; the visit is owed again.")
    if result.counts:
        return said("Recorded; the visit counts.")
    return said("Recorded, but the visit does not count and stays owed.")
