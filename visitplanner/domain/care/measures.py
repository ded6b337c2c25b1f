"""改善措施: what the office resolves to do better, who sees to it until when, and what came of it (plan 伍一(四)5, 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.care.audits import AUDITS
from visitplanner.domain.care.surveys import SURVEYS
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, OneOf, Reference, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.staff.staff import PEOPLE


class MeasureOrigin(StrEnum):
    """What a measure stems from."""

    SURVEY = "survey"
    REVIEW = "review"
    AUDIT = "audit"
    OTHER = "other"


ORIGIN_NAMES: Mapping[MeasureOrigin, Message] = {
    MeasureOrigin.SURVEY: said("satisfaction survey"),
    MeasureOrigin.REVIEW: said("periodic review"),
    MeasureOrigin.AUDIT: said("energy audit"),
    MeasureOrigin.OTHER: said("something else"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement(Record):
    """One measure. survey_id, audit_id: the very answer or audit it stems from, where there is one. done_on: with its result."""

    name: str
    origin: MeasureOrigin
    owner_id: UUID
    due_on: dt.date
    survey_id: UUID | None = None
    audit_id: UUID | None = None
    done_on: dt.date | None = None
    result: str = ""
    notes: str = ""

    def is_overdue(self, today: dt.date) -> bool:
        return self.done_on is None and self.due_on < today


def checked_measure(measure: Improvement) -> Improvement:
    """The measure; raises `Refused` for one that is done without a result, or that names another origin than it has."""
    if measure.done_on is not None and not measure.result:
        raise Refused(said("What came of it is empty."), mend=said("Say it in one sentence."), field="result")
    for field, value, origin in (
        ("survey_id", measure.survey_id, MeasureOrigin.SURVEY),
        ("audit_id", measure.audit_id, MeasureOrigin.AUDIT),
    ):
        if value is not None and measure.origin is not origin:
            raise Refused(
                said("It is said to stem from: {origin}.", origin=ORIGIN_NAMES[measure.origin]),
                mend=said("Empty this field, or choose another origin."),
                field=field,
            )
    return measure


MEASURES = Kind(
    name="measures",
    record=Improvement,
    noun=said("an improvement measure"),
    plural=said("Improvement measures"),
    label=lambda measure: said("the measure “{name}”", name=measure.name),
    order=("due_on", "name"),
    fields=(
        RecordField("name", said("What is to be done better"), Words()),
        RecordField("owner_id", said("In charge"), Reference((PEOPLE,))),
        RecordField("due_on", said("Due"), Day(), beside=True),
        RecordField("origin", said("Stems from"), OneOf(ORIGIN_NAMES)),
        RecordField("survey_id", said("Answer to a survey"), Reference((SURVEYS,))),
        RecordField("audit_id", said("Energy audit"), Reference((AUDITS,)), beside=True),
        RecordField("done_on", said("Done on"), Day()),
        RecordField("result", said("What came of it"), Words(2)),
        RecordField("notes", said("Notes"), Words(2)),
    ),
    check=checked_measure,
)
