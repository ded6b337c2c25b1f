"""What a customer is asked about the service at a visit (plan 伍一(二)3, (四)6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import Answer


@dataclass(frozen=True, slots=True)
class ServiceQuestion:
    """id: what an answer names. name, name_en: what people read. begins_on, ends_on: when it is asked (None: no end)."""

    id: str
    name: str
    name_en: str
    begins_on: dt.date
    ends_on: dt.date | None = None

    def name_in(self, language: str) -> str:
        """The question in a language by its code."""
        return self.name_en if language == "en" else self.name

    def is_asked(self, day: dt.date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)


def check_answers(questions: Sequence[ServiceQuestion], answers: Sequence[Answer]) -> None:
    """Raises `Refused` for an answer to a question that is not known, or that is given twice."""
    known = [question.id for question in questions]
    asked = [answer.question for answer in answers]
    strange = next((one for place, one in enumerate(asked) if one not in known or one in asked[:place]), None)
    if strange is not None:
        raise Refused(
            said("The question {name} is not known.", name=strange),
            mend=said("Choose one of: {choices}.", choices=", ".join(known)),
            field="answers",
        )
