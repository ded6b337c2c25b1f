"""A visit from suggestion to record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT, Intelligence


class SubjectKind(StrEnum):
    """Who is visited: a group, a customer at or above the threshold, a park, or somebody visited for a reason of its own."""

    GROUP = "group"
    LARGE = "large"
    PARK = "park"
    OTHER = "other"


class Slot(StrEnum):
    AM = "am"
    PM = "pm"


class VisitState(StrEnum):
    """How firm a visit is: 建議 → 暫定 → 已約 → 完成, or 取消."""

    SUGGESTED = "suggested"
    TENTATIVE = "tentative"
    BOOKED = "booked"
    DONE = "done"
    CANCELLED = "cancelled"


class VisitOutcome(StrEnum):
    """What became of it; each has a stated effect on the count (`domain.programme`)."""

    DONE = "done"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    DECLINED = "declined"
    PHONE = "phone"
    VIDEO = "video"


NOT_HELD = (VisitOutcome.CANCELLED, VisitOutcome.POSTPONED, VisitOutcome.DECLINED)
"""It did not take place."""
RECORDABLE = tuple(outcome for outcome in VisitOutcome if outcome is not VisitOutcome.DECLINED)
"""What a record may say; a visit is declined for its year before its day, when it is called off (`declined`)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer answered to one question about the service, by its id: 1 very dissatisfied to 5 very satisfied."""

    question: str
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A visit's record as it stood before it was amended on a day. number: 1 for the first."""

    number: int
    amended_on: dt.date
    held_on: dt.date | None
    outcome: VisitOutcome | None
    leader_id: UUID
    member_ids: tuple[UUID, ...] = ()
    topics: tuple[str, ...] = ()
    satisfaction: int | None = None
    notes: str = ""
    override: str = ""
    site_id: UUID | None = None
    intelligence: Intelligence = NOTHING_LEARNT
    met: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One visit to one subject.

    subject_id: a group, customer or park. ordinal: 1 or 2 of the year's. reasons: why this day. override: why it counts
    though a clause fails; printed wherever the visit is. pinned: a person placed it; planning and mending leave it where it is
    until it is released. editions: its record before each amendment, the oldest first. time: for which it is agreed, as `09:30`,
    empty when only the half-day is known. met: whom the team met, by name: a record stays what it was when a contact leaves.
    answers: to the questions about the service; satisfaction is the customer's word on the whole.
    """

    subject_kind: SubjectKind
    subject_id: UUID
    year: int
    ordinal: int
    day: dt.date
    slot: Slot
    leader_id: UUID
    member_ids: tuple[UUID, ...] = ()
    state: VisitState = VisitState.SUGGESTED
    reasons: tuple[Message, ...] = ()
    held_on: dt.date | None = None
    outcome: VisitOutcome | None = None
    site_id: UUID | None = None
    topics: tuple[str, ...] = ()
    satisfaction: int | None = None
    notes: str = ""
    override: str = ""
    intelligence: Intelligence = NOTHING_LEARNT
    pinned: bool = False
    editions: tuple[Edition, ...] = ()
    time: str = ""
    met: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def edition(self) -> int:
        """Which edition of its record stands now; 1 for one that was never amended."""
        return len(self.editions) + 1

    @property
    def team_ids(self) -> tuple[UUID, ...]:
        return (self.leader_id, *self.member_ids)

    @property
    def is_open(self) -> bool:
        """Still to be held: it takes people's time on its day."""
        return self.state in OPEN_STATES


STATE_NAMES: Mapping[VisitState, Message] = {
    VisitState.SUGGESTED: said("suggested"),
    VisitState.TENTATIVE: said("tentative"),
    VisitState.BOOKED: said("agreed"),
    VisitState.DONE: said("done"),
    VisitState.CANCELLED: said("cancelled"),
}
OUTCOME_NAMES: Mapping[VisitOutcome, Message] = {
    VisitOutcome.DONE: said("held"),
    VisitOutcome.CANCELLED: said("cancelled by the customer"),
    VisitOutcome.POSTPONED: said("postponed"),
    VisitOutcome.DECLINED: said("declined for this year"),
    VisitOutcome.PHONE: said("by telephone instead"),
    VisitOutcome.VIDEO: said("by video instead"),
}
SLOT_NAMES: Mapping[Slot, Message] = {Slot.AM: said("morning"), Slot.PM: said("afternoon")}
FIRM_STATES = (VisitState.TENTATIVE, VisitState.BOOKED)
"""Agreed (已約) or pencilled in by a person (暫定)."""
OPEN_STATES = (VisitState.SUGGESTED, *FIRM_STATES)
MOST_SATISFIED = 5


def is_pinned(visit: Visit) -> bool:
    """Whether the visit is still to be held where a person's hand placed it."""
    return visit.is_open and visit.pinned


def stands_fast(visit: Visit) -> bool:
    """Whether planning and mending leave the visit where it is: agreed, pencilled in, or placed by a person's hand."""
    return visit.state in FIRM_STATES or is_pinned(visit)


def awaits_record(visit: Visit, today: dt.date) -> bool:
    """待補登: the visit was agreed or pencilled in, its day is over, and nobody said what became of it."""
    return visit.state in FIRM_STATES and visit.day < today


def lapsed(visit: Visit, today: dt.date) -> bool:
    """A suggestion whose day is over: nobody agreed to it, so its visit is owed as if nothing stood in the calendar."""
    return visit.state is VisitState.SUGGESTED and visit.day < today


def obstacles(visit: Visit, others: Iterable[Visit], people: dict[UUID, Person], day_off: Message | None) -> list[Message]:
    """Why a visit cannot take place on its day with its team; empty when it can. `day_off`: why nobody works on its day."""
    found: list[Message] = [] if day_off is None else [day_off]
    same_day = [other for other in others if other.id != visit.id and other.day == visit.day and other.is_open]
    if any((other.subject_id, other.slot) == (visit.subject_id, visit.slot) for other in same_day):
        found.append(said("The customer receives another visit at that time on {day}.", day=visit.day))
    for ident in visit.team_ids:
        person = people.get(ident)
        if person is None:
            found.append(said("A member of the team is not in the staff list."))
        else:
            found += _of_person(person, visit, [other for other in same_day if ident in other.team_ids])
    if len(set(visit.team_ids)) < len(visit.team_ids):
        found.append(said("A person stands in the team twice."))
    return found


def _of_person(person: Person, visit: Visit, theirs: Sequence[Visit]) -> list[Message]:
    """Why a person cannot go to a visit. theirs: the person's other visits of that day."""
    found: list[Message] = []
    if not person.serves(visit.day):
        found.append(said("The last day of service of {person} is {last}.", person=person.name, last=person.leaves_on))
    elif person.is_away(visit.day):
        found.append(said("{person} is away on {day}.", person=person.name, day=visit.day))
    if any(at_one_time(other, visit) for other in theirs):
        found.append(said("{person} already has a visit at that time on {day}.", person=person.name, day=visit.day))
    elif len(theirs) >= person.visits_a_day:
        told = {"person": person.name, "count": len(theirs), "day": visit.day}
        found.append(said("{person} has {count} visits on {day} already.", **told))
    return found


def at_one_time(one: Visit, other: Visit) -> bool:
    """Whether nobody can go to both of two visits of a day: one half-day, unless each is agreed for a time of its own."""
    return one.slot is other.slot and not (one.time and other.time and one.time != other.time)


def check_change(visit: Visit, doing: Message) -> None:
    """Raises `Refused` when a visit is over and can no longer be booked, moved or cancelled."""
    if not visit.is_open:
        raise Refused(
            said("This visit is over ({state}).", state=STATE_NAMES[visit.state]),
            where=doing,
            mend=said("Amend its record, or add another visit."),
        )


def edition_of(visit: Visit, amended_on: dt.date) -> Edition:
    """The record of a visit as it stands, to be kept when it is amended on a day."""
    return Edition(
        number=visit.edition,
        amended_on=amended_on,
        held_on=visit.held_on,
        outcome=visit.outcome,
        leader_id=visit.leader_id,
        member_ids=visit.member_ids,
        topics=visit.topics,
        satisfaction=visit.satisfaction,
        notes=visit.notes,
        override=visit.override,
        site_id=visit.site_id,
        intelligence=visit.intelligence,
        met=visit.met,
        answers=visit.answers,
    )


def amended(visit: Visit, outcome: VisitOutcome, held_on: dt.date, today: dt.date, **facts: Any) -> Visit:
    """The visit with a new edition of its record, the old one kept; raises `Refused` like `recorded`, and for a visit that has
    no record or whose record would stay as it is."""
    doing = said("Amending: ")
    if visit.is_open:
        raise Refused(said("This visit has no record yet."), where=doing, mend=said("Record it first."))
    latest = max(today, visit.held_on or today)  # a clock that was set back makes no kept day a day to come
    new = recorded(replace(visit, state=VisitState.BOOKED), outcome, held_on, latest, **facts)
    if edition_of(new, today) == edition_of(visit, today):
        raise Refused(said("The record says that already."), where=doing, mend=said("Change what is not right."))
    return replace(new, editions=(*visit.editions, edition_of(visit, today)))


def recorded(visit: Visit, outcome: VisitOutcome, held_on: dt.date, today: dt.date, **facts: Any) -> Visit:
    """The visit as it was held, or not held; raises `Refused` naming the field.

    DONE, PHONE and VIDEO end it as done (whether it counts is for `domain.programme` to say); CANCELLED and POSTPONED end
    it as cancelled, so that its obligation is open again.
    """
    check_change(visit, said("Recording: "))
    if held_on > today:
        raise Refused(
            said("The visit cannot have taken place on {day}: today is {today}.", day=held_on, today=today),
            mend=said("Give the day it was held."),
            field="held_on",
        )
    if outcome not in RECORDABLE:
        raise Refused(
            said("A visit is declined for its year when it is called off."),
            mend=said("Cancel it, and choose that the customer wants no more this year."),
            field="outcome",
        )
    satisfaction = facts.get("satisfaction")
    if satisfaction is not None and not 1 <= satisfaction <= MOST_SATISFIED:
        raise Refused(
            said("Satisfaction {value} is not between 1 and 5.", value=satisfaction),
            mend=said("5 is very satisfied, 1 very dissatisfied; leave it empty if not asked."),
            field="satisfaction",
        )
    for answer in facts.get("answers", ()):
        if not 1 <= answer.grade <= MOST_SATISFIED:
            raise Refused(
                said("Satisfaction {value} is not between 1 and 5.", value=answer.grade),
                mend=said("5 is very satisfied, 1 very dissatisfied; leave it empty if not asked."),
                field="answers",
            )
    over = VisitState.CANCELLED if outcome in NOT_HELD else VisitState.DONE
    return replace(visit, state=over, outcome=outcome, held_on=held_on if over is VisitState.DONE else None, **facts)


def rivals(visit: Visit, others: Sequence[Visit]) -> Message | None:
    """Why an open visit cannot stand with others of its day: nobody is at two places, and no customer receives two teams."""
    theirs = [other for other in others if other.is_open and at_one_time(other, visit)] if visit.is_open else []
    if any(other.subject_id == visit.subject_id for other in theirs):
        return said("The customer receives another visit at that time on {day}.", day=visit.day)
    if any({*other.team_ids} & {*visit.team_ids} for other in theirs):
        return said("Somebody of its team goes to another visit at that time on {day}.", day=visit.day)
    return None


VISITS = Kind(
    name="visits",
    record=Visit,
    noun=said("a visit"),
    label=lambda visit: said("the visit of {day}", day=visit.day),
    order=("day", "slot"),
    beside="day",
    rivals=rivals,
)


def declined(visit: Visit, today: dt.date, reason: str) -> Visit:
    """The visit called off for the whole of its year: planning leaves it out, and its last reason says since when and why.

    Raises `Refused` without a reason: what the office lets go unvisited it must be able to explain.
    """
    if not reason.strip():
        raise Refused(
            said("Why the customer wants no visit this year is missing."),
            mend=said("Write what was said, and by whom."),
            field="reason",
        )
    why = said(
        "On {today} the customer declined this visit for the year {year}: {reason}",
        today=today,
        year=visit.year,
        reason=reason.strip(),
    )
    return replace(visit, state=VisitState.CANCELLED, outcome=VisitOutcome.DECLINED, reasons=(*visit.reasons, why))
