"""The periodic review of what customers raised (定期檢討, plan 伍一(四)5): minutes, and what changes since in the office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, Reference, SomeOf, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.staff.staff import PEOPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReview(Record):
    """One review of the cases raised from first_on to last_on. note: the minutes. reason: what changes in the procedure (SOP),
    and changed_on from when; both empty when nothing is."""

    held_on: dt.date
    first_on: dt.date
    last_on: dt.date
    attendee_ids: tuple[UUID, ...] = ()
    note: str
    reason: str = ""
    changed_on: dt.date | None = None


def checked_review(review: CaseReview) -> CaseReview:
    """The review; raises `Refused` for a period that ends before it begins or after the review, and a change without its day."""
    if review.last_on < review.first_on:
        raise Refused(said("The period ends before it begins."), mend=said("Look at both days."), field="last_on")
    if review.last_on > review.held_on:
        raise Refused(
            said("The review lies before the end of what it looks at."), mend=said("Let the period end earlier."), field="last_on"
        )
    if review.changed_on is not None and not review.reason:
        raise Refused(
            said("From which day is said, but not what changes."), mend=said("Write the change of procedure."), field="reason"
        )
    if review.reason and review.changed_on is None:
        raise Refused(said("From which day the procedure changes is missing."), mend=said("Give the day."), field="changed_on")
    return review


CASE_REVIEWS = Kind(
    name="case_reviews",
    record=CaseReview,
    noun=said("a review of cases"),
    plural=said("Reviews of cases"),
    label=lambda review: said("the review of cases of {day}", day=review.held_on),
    named=lambda review: (review.held_on.isoformat(),),
    order=("held_on",),
    topic="follow_ups",
    fields=(
        RecordField("held_on", said("Review held on"), Day()),
        RecordField("first_on", said("Cases raised from"), Day()),
        RecordField("last_on", said("Cases raised until"), Day(), beside=True),
        RecordField("attendee_ids", said("Present at the review"), SomeOf(Reference((PEOPLE,)))),
        RecordField("note", said("Minutes"), Words(5)),
        RecordField(
            "reason",
            said("Change of procedure"),
            Words(3),
            hint=said("What the office does differently from now on; leave it empty when nothing changes."),
        ),
        RecordField("changed_on", said("In force from"), Day()),
    ),
    check=checked_review,
)
