"""滿意度調查: what one answer says, and how the answers of one half-year after another compare (plan 伍一(四)6)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from visitplanner.domain.core.fields import Day, Number, Reference, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CUSTOMERS, GROUPS, PARKS

BEST = 5
SCORE = Number(least=1, most=BEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResult(Record):
    """One answer. name: of the survey it belongs to. subject_id: None for an answer without a name. Scores: 1 to 5, the most
    satisfied; None where the question was left out."""

    name: str
    answered_on: dt.date
    subject_id: UUID | None = None
    overall: int
    attitude: int | None = None
    expertise: int | None = None
    promptness: int | None = None
    information: int | None = None
    comment: str = ""


SURVEYS = Kind(
    name="surveys",
    record=SurveyResult,
    noun=said("a survey result"),
    plural=said("Satisfaction surveys"),
    label=lambda answer: said("the answer of {day} to “{name}”", day=answer.answered_on, name=answer.name),
    named=lambda answer: (f"{answer.name} {answer.answered_on.isoformat()}", answer.name),
    order=("-answered_on", "name", "id"),
    fields=(
        RecordField("name", said("Survey"), Words(), example=said("Such as 115 年上半年用戶滿意度調查")),
        RecordField("answered_on", said("Answered on"), Day(), beside=True),
        RecordField(
            "subject_id",
            said("Customer, group or park"),
            Reference((GROUPS, PARKS, CUSTOMERS)),
            said("Empty: an answer without a name."),
        ),
        RecordField("overall", said("On the whole"), SCORE, unit=said("1 to 5")),
        RecordField("attitude", said("Attitude"), SCORE, unit=said("1 to 5"), beside=True),
        RecordField("expertise", said("Expertise"), SCORE, unit=said("1 to 5"), beside=True),
        RecordField("promptness", said("Promptness"), SCORE, unit=said("1 to 5")),
        RecordField("information", said("Information given"), SCORE, unit=said("1 to 5"), beside=True),
        RecordField("comment", said("Comment"), Words(3)),
    ),
)
QUESTIONS = ("overall", "attitude", "expertise", "promptness", "information")


@dataclass(frozen=True, slots=True)
class HalfYearScores:
    """The answers of a half-year. averages: by question, two decimals, None where nobody answered it."""

    year: int
    half: int
    answers: int
    averages: dict[str, Decimal | None]


def trend(answers: Iterable[SurveyResult]) -> list[HalfYearScores]:
    """The half-years in which somebody answered, the earliest first."""
    by_half = defaultdict[tuple[int, int], list[SurveyResult]](list)
    for answer in answers:
        by_half[answer.answered_on.year, 1 if answer.answered_on.month <= 6 else 2].append(answer)
    return [
        HalfYearScores(year, half, len(theirs), {name: average([getattr(each, name) for each in theirs]) for name in QUESTIONS})
        for (year, half), theirs in sorted(by_half.items())
    ]


def average(scores: Iterable[int | None]) -> Decimal | None:
    """Of the scores that were given."""
    given = [score for score in scores if score is not None]
    return (Decimal(sum(given)) / len(given)).quantize(Decimal("0.01"), ROUND_HALF_UP) if given else None
