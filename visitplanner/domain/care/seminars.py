"""Seminars (座談會、研討會) the office holds for its customers; what is raised there goes into the register of cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, Number, Reference, SomeOf, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.staff.staff import PEOPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Seminar(Record):
    """One seminar. attendee_ids: the customers that came; guests: who else did, such as a trade association; heads: how many
    people, where it was counted."""

    held_on: dt.date
    topic: str
    organiser_id: UUID
    place: str = ""
    attendee_ids: tuple[UUID, ...] = ()
    guests: str = ""
    heads: int | None = None
    notes: str = ""


def checked_seminar(seminar: Seminar) -> Seminar:
    """The seminar; raises `Refused` when fewer people came than customers."""
    if seminar.heads is not None and seminar.heads < len(seminar.attendee_ids):
        raise Refused(said("Fewer people came than customers are named."), mend=said("Count them again."), field="heads")
    return seminar


SEMINARS = Kind(
    name="seminars",
    record=Seminar,
    noun=said("a seminar"),
    plural=said("Seminars"),
    label=lambda seminar: said("the seminar “{topic}” of {day}", topic=seminar.topic, day=seminar.held_on),
    named=lambda seminar: (seminar.topic,),
    order=("-held_on", "topic"),
    fields=(
        RecordField("held_on", said("Held on"), Day()),
        RecordField("organiser_id", said("Organiser"), Reference((PEOPLE,)), beside=True),
        RecordField("topic", said("Topic"), Words()),
        RecordField("place", said("Place"), Words(), beside=True),
        RecordField("attendee_ids", said("Attendees"), SomeOf(Reference((CUSTOMERS,)))),
        RecordField("guests", said("Other guests"), Words(), example=said("Such as 電氣工程工業同業公會")),
        RecordField("heads", said("Attendance"), Number(), unit=said("people"), beside=True),
        RecordField("notes", said("Notes"), Words(3)),
    ),
    check=checked_seminar,
)
