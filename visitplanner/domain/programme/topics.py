"""What is talked about at a visit: advice, programmes and leaflets, each with the clause that asks for it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum


class TopicKind(StrEnum):
    """ADVICE: counsel on tariff and use. PROGRAMME: something the customer can join. LEAFLET: something to hand over.
    INQUIRY: something to ask."""

    ADVICE = "advice"
    PROGRAMME = "programme"
    LEAFLET = "leaflet"
    INQUIRY = "inquiry"


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """id: what a visit record keeps. name, name_en: what people read. clause: of the plan. begins_on, ends_on: when it is
    current (None: no end). divisions: the two-digit divisions of industry it is for, first and last of each run (none: all).
    words: by which notes speak of it; declining: by which they say that it was not wanted."""

    id: str
    kind: TopicKind
    name: str
    name_en: str
    clause: str
    begins_on: dt.date
    ends_on: dt.date | None = None
    divisions: tuple[tuple[int, int], ...] = ()
    words: tuple[str, ...] = ()
    declining: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        """The name in a language by its code."""
        return self.name_en if language == "en" else self.name

    def is_current(self, day: dt.date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)

    def is_for(self, sector: str) -> bool:
        """Whether it concerns a line of business; a customer whose code is not known is not left out."""
        if not self.divisions or not sector[:2].isdecimal():
            return True
        return any(first <= int(sector[:2]) <= last for first, last in self.divisions)

    def is_declined_in(self, notes: str) -> bool:
        """Whether one clause of the notes names it and says that it was not wanted."""
        clauses = re.split(r"[。；;，,\n]", notes)
        return any(
            any(word in clause for word in self.words) and any(word in clause for word in self.declining) for clause in clauses
        )
