"""One person's customers go over to another: assignments, the visits still to come, open cases, in one command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.form_drafts import FORM_DRAFTS, FormDraft
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp
from visitplanner.domain.follow_ups.follow_ups import OPEN_STATES as OPEN_CASES
from visitplanner.domain.programme.assignments import refuse_leaver, refuse_low_rank
from visitplanner.domain.programme.counting import team_failures
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Assignment, Person, Role
from visitplanner.domain.visits.visits import OPEN_STATES, VISITS, Visit, VisitState, obstacles
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subject, Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.customers.wishes import wishes_of
from visitplanner.services.follow_ups.follow_ups import UpdateFollowUp
from visitplanner.services.follow_ups.marks import MarkFollowUp, marks_of
from visitplanner.services.handovers.bearing import ONE_DAY, OwnCase, bearing, own_cases
from visitplanner.services.programme.assignments import AssignedRow, lowest_rank
from visitplanner.services.programme.counting import assignments_since
from visitplanner.services.programme.year_book import judge_of
from visitplanner.services.visits.amending import AMENDING_FORM
from visitplanner.services.visits.clashes import Clash, coming_visits
from visitplanner.services.visits.held_records import HELD_FORM
from visitplanner.services.visits.visits import RECORD_FORM, VisitRow, rows_of

GIVEN_FORMS = {RECORD_FORM, AMENDING_FORM, HELD_FORM}
"""Forms in whose drafts cases are noted."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What goes over. visits: with their new leader. members: visits at which the new person goes along instead. clashes:
    visits that stay with the old leader, and why.

    joined: visits the old person is still to join, because the new one cannot take that place; somebody else must be found
    for them if that person leaves. cases: every open case, wherever. drafts: records begun of the old person's visits, and others
    with cases given to the new one. entering: whose visit somebody began to enter; cases noted there go along.
    """

    rows: tuple[AssignedRow, ...]
    visits: tuple[VisitRow, ...]
    clashes: tuple[Clash, ...]
    joined: tuple[VisitRow, ...]
    cases: tuple[FollowUp, ...]
    members: tuple[VisitRow, ...] = ()
    drafts: tuple[UUID, ...] = ()
    entering: tuple[Subject, ...] = ()


@dataclass
class _Passing:
    """The changes a hand-over makes, worked out before anything is written."""

    work: Work
    giver: Person
    taker: Person
    on: dt.date
    ended: dict[UUID, Assignment] = field(default_factory=dict[UUID, Assignment])
    void: dict[UUID, Assignment] = field(default_factory=dict[UUID, Assignment])
    begun: list[Assignment] = field(default_factory=list[Assignment])
    visits: list[Visit] = field(default_factory=list[Visit])
    members: list[Visit] = field(default_factory=list[Visit])
    joined: list[Visit] = field(default_factory=list[Visit])
    drafts: list[FormDraft] = field(default_factory=list[FormDraft])
    kept: list[tuple[Visit, tuple[Message, ...]]] = field(default_factory=list[tuple[Visit, tuple[Message, ...]]])

    def __post_init__(self) -> None:
        if self.giver.id == self.taker.id:
            raise Refused(said("Both are the same person."), mend=said("Choose two people."), field="to")
        refuse_leaver(self.taker, self.on)
        self.subjects, self.judge = Subjects(self.work, ()), judge_of(self.work)
        self.programme = self.judge.programme
        self._pass_assignments()
        self._pass_visits()
        self._pass_drafts()
        self.cases = tuple(own_cases(self.work, self.giver.id))
        if not (self.begun or self.visits or self.members or self.kept or self.cases or self.drafts):
            raise Refused(
                said("{person} has nothing to hand over from {day} on.", person=self.giver.name, day=self.on),
                mend=said("Choose an earlier day or another person."),
                field="from",
            )

    def _pass_assignments(self) -> None:
        taken = self.work.shelf(ASSIGNMENTS).find(person_id=self.taker.id)
        held = assignments_since(self.work, self.on, person_id=self.giver.id)
        self.subjects.read(one.subject_id for one in held)
        for one in sorted(held, key=lambda one: self.subjects.get(one.subject_id).name):
            self._check_rank(one)
            self._end(one, self.on)
            new = Assignment(
                subject_id=one.subject_id,
                person_id=self.taker.id,
                role=one.role,
                begins_on=max(one.begins_on, self.on),
                ends_on=one.ends_on,
                proposed=one.proposed,
            )
            self._make_room(new, taken)
            self.begun.append(new)

    def _check_rank(self, one: Assignment) -> None:
        subject = self.subjects.get(one.subject_id)
        try:
            refuse_low_rank(self.taker, one.role, lowest_rank(self.programme, subject.kind, max(one.begins_on, self.on)))
        except Refused as refusal:
            where = said("{subject}: ", subject=subject.name)
            raise Refused(refusal.what, where=where, mend=said("Assign this one to somebody else first."), field="to") from None

    def _make_room(self, new: Assignment, taken: list[Assignment]) -> None:
        """What the taker held of the same subject, as a substitute for instance, gives way to the new assignment."""
        for one in taken:
            if (one.subject_id, one.role) != (new.subject_id, new.role) or (one.ends_on and one.ends_on < new.begins_on):
                continue
            self._end(one, new.begins_on)

    def _end(self, one: Assignment, on: dt.date) -> None:
        """It ends the day before, or falls away if it would only have begun then."""
        if one.begins_on >= on:
            self.void[one.id] = one
        else:
            self.ended[one.id] = replace(one, ends_on=on - ONE_DAY)

    def _pass_visits(self) -> None:
        people = {person.id: person for person in self.work.shelf(PEOPLE).find()}
        coming = coming_visits(self.work, self.giver.id, self.on)
        same_days = self.work.shelf(VISITS).find(day={visit.day for visit in coming})
        calendars, every = calendars_of(self.work), {visit.id: visit for visit in same_days}
        for visit in coming:
            leads, day_off = visit.leader_id == self.giver.id, calendars.day_off(visit.day)
            passed = replace(visit, leader_id=self.taker.id) if leads else self._joined(visit)
            before = obstacles(visit, every.values(), people, day_off)
            against = [one for one in obstacles(passed, every.values(), people, day_off) if one not in before]
            against += self._too_low(visit) if leads else self._lacking(visit, passed)
            if not against:
                (self.visits if leads else self.members).append(passed)
                every[visit.id] = passed
            elif leads:
                self.kept.append((visit, tuple(against)))
            else:
                self.joined.append(visit)

    def _joined(self, visit: Visit) -> Visit:
        """The visit with the taker among its members in the giver's place."""
        place = {self.giver.id: self.taker.id}
        return replace(visit, member_ids=tuple(place.get(ident, ident) for ident in visit.member_ids))

    def _lacking(self, before: Visit, after: Visit) -> list[Message]:
        """What the team lacks with the taker that it did not lack with the giver."""
        rule = self.programme.rule(before.subject_kind, before.day)
        known = [one.code for one in team_failures(before, rule, self.judge)]
        return [one.message for one in team_failures(after, rule, self.judge) if one.code not in known]

    def _pass_drafts(self) -> None:
        """Cases noted in records that are begun and not kept are given to the taker; who led a visit that is over stays."""
        for draft in self.work.shelf(FORM_DRAFTS).find(form=GIVEN_FORMS):
            changed = given(draft.content, str(self.giver.id), str(self.taker.id))
            if changed != draft.content:
                self.drafts.append(replace(draft, content=changed))

    def _too_low(self, visit: Visit) -> list[Message]:
        rule = self.programme.rule(visit.subject_kind, visit.day)
        if self.taker.rank >= rule.leader_rank:
            return []
        return [
            said(
                "{person} does not hold the rank to lead this visit (plan {clause}).", person=self.taker.name, clause=rule.clause
            )
        ]

    def result(self) -> HandedOver:
        kept, begun = rows_of(self.work, [visit for visit, _ in self.kept]), bearing(self.work, self.giver, self.on)
        records = [draft.about_id for draft in self.drafts if draft.form != HELD_FORM]
        return HandedOver(
            rows=tuple(
                AssignedRow(self.subjects.get(one.subject_id), one.role, self.taker, one.begins_on, one.id, one.ends_on)
                for one in self.begun
            ),
            visits=rows_of(self.work, self.visits),
            clashes=tuple(Clash(row, why) for row, (_, why) in zip(kept, self.kept, strict=True)),
            joined=rows_of(self.work, self.joined),
            cases=self.cases,
            members=rows_of(self.work, self.members),
            drafts=tuple(dict.fromkeys((*records, *(row.visit.id for row in begun.drafts)))),
            entering=begun.entering,
        )

    def write(self) -> None:
        for one in self.ended.values():
            self.work.shelf(ASSIGNMENTS).change(one)
        for one in self.void.values():
            self.work.shelf(ASSIGNMENTS).remove(one)
        self.work.shelf(ASSIGNMENTS).add_all(self.begun)
        for visit in (*self.visits, *self.members):
            self.work.shelf(VISITS).change(visit)
        for draft in self.drafts:
            self.work.shelf(FORM_DRAFTS).change(draft)
        for case in self.cases:
            if case.owner_id == self.giver.id:
                UpdateFollowUp(case.id, owner_id=self.taker.id).carry_out(self.work)
            if case.controller_id == self.giver.id:
                MarkFollowUp(case.id, replace(marks_of(case), controller_id=self.taker.id)).carry_out(self.work)


def given(draft: Mapping[str, Any], giver: str, taker: str) -> dict[str, Any]:
    """A record's draft in which the cases it raises are the taker's instead of the giver's."""
    raised = [{**one, "owner": taker if one.get("owner") == giver else one.get("owner")} for one in draft.get("raised") or ()]
    return {**draft, "raised": raised} if raised else dict(draft)


def _passing(work: Work, from_id: UUID, to_id: UUID, on: dt.date) -> _Passing:
    return _Passing(work, work.shelf(PEOPLE).get(from_id), work.shelf(PEOPLE).get(to_id), on)


@dataclass(frozen=True)
class HandOverPreview:
    """What `HandOver` would do; raises `Refused` like it."""

    from_id: UUID
    to_id: UUID
    on: dt.date

    def answer(self, work: Work) -> HandedOver:
        return _passing(work, self.from_id, self.to_id, self.on).result()


@dataclass(frozen=True)
class HandOver:
    """Everything one person looks after goes over to another on a day; it ends for the former the day before.

    Visits still to come get the new leader or member unless something stands against it; those are listed and stay as they
    are. Every open case goes along. Raises `Refused` for too low a rank, for somebody whose service is over by then, or when
    there is nothing to hand over.
    """

    from_id: UUID
    to_id: UUID
    on: dt.date

    def carry_out(self, work: Work) -> Outcome[HandedOver]:
        passing = _passing(work, self.from_id, self.to_id, self.on)
        result = passing.result()
        passing.write()
        message = said(
            "{count} subjects, {visits} visits and {cases} open cases go over to {person} on {day}; {clashes} visits could not.",
            count=len(result.rows),
            visits=len(result.visits) + len(result.members),
            cases=len(result.cases),
            person=passing.taker.name,
            day=self.on,
            clashes=len(result.clashes) + len(result.joined),
        )
        return Outcome(result, message)


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """One subject on the hand-over list. last_visit_on: recorded here or known from before; cases: open ones."""

    subject: Subject
    role: Role
    begins_on: dt.date
    ends_on: dt.date | None
    last_visit_on: dt.date | None
    cases: tuple[FollowUp, ...]
    visits: tuple[Visit, ...]
    wish: Wish | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The hand-over list of a person. joined: visits to come at which it is a member. others: visits to come that it leads at
    customers it does not look after. cases: open cases it sees to there. unrecorded: visits it went to that have no record;
    drafts: those of all its visits for which one is begun. entering: whose visit, held before or unplanned, somebody began to
    enter.
    """

    person: Person
    rows: tuple[HandOverRow, ...]
    joined: tuple[VisitRow, ...]
    others: tuple[VisitRow, ...] = ()
    cases: tuple[OwnCase, ...] = ()
    unrecorded: tuple[VisitRow, ...] = ()
    drafts: tuple[VisitRow, ...] = ()
    entering: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class HandOverSheet:
    """What whoever follows a person must know: its subjects, their last visit, open cases, visits to come."""

    person_id: UUID

    def answer(self, work: Work) -> Sheet:
        person, wishes = work.shelf(PEOPLE).get(self.person_id), wishes_of(work)
        held = assignments_since(work, work.today, person_id=person.id)
        looked_after = {one.subject_id for one in held}
        subjects = Subjects(work, looked_after)
        concerned = {site.id for ident in looked_after for site in subjects.get(ident).sites} | looked_after
        cases = work.shelf(FOLLOW_UPS).find(subject_id=concerned, state=OPEN_CASES)
        coming = work.shelf(VISITS).find(subject_id=looked_after, state=OPEN_STATES, day=Between(work.today))
        last = work.shelf(VISITS).newest("subject_id", looked_after, "held_on", state=VisitState.DONE)
        rows: list[HandOverRow] = []
        for one in held:
            subject = subjects.get(one.subject_id)
            ids = {subject.id, *(site.id for site in subject.sites)}
            rows.append(
                HandOverRow(
                    subject=subject,
                    role=one.role,
                    begins_on=one.begins_on,
                    ends_on=one.ends_on,
                    last_visit_on=_last(subject, last),
                    cases=tuple(sorted((case for case in cases if case.subject_id in ids), key=lambda case: case.due_on)),
                    visits=tuple(visit for visit in coming if visit.subject_id == subject.id),
                    wish=wishes.get(subject.id),
                )
            )
        found = bearing(work, person, work.today)
        listed = {case.id for row in rows for case in row.cases}
        named = {row.subject.id for row in rows}
        return Sheet(
            person,
            tuple(sorted(rows, key=lambda row: (row.role, row.subject.name))),
            joined=tuple(row for row in found.visits if row.visit.leader_id != person.id),
            others=tuple(row for row in found.visits if row.visit.leader_id == person.id and row.visit.subject_id not in named),
            cases=tuple(one for one in found.cases if one.case.id not in listed),
            unrecorded=found.unrecorded,
            drafts=found.drafts,
            entering=found.entering,
        )


def _last(subject: Subject, visits: list[Visit]) -> dt.date | None:
    held = [visit.held_on for visit in visits if visit.subject_id == subject.id and visit.held_on]
    known = [site.last_visit_on for site in subject.sites[:1] if site.last_visit_on and site.id == subject.id]
    return max([*held, *known], default=None)
