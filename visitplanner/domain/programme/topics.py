"""What is talked about at a visit: advice, programmes and leaflets, each with the clause that asks for it."""

from __future__ import annotations

import datetime as dt
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
    current (None: no end)."""

    id: str
    kind: TopicKind
    name: str
    name_en: str
    clause: str
    begins_on: dt.date
    ends_on: dt.date | None = None

    def name_in(self, language: str) -> str:
        """The name in a language by its code."""
        return self.name_en if language == "en" else self.name

    def is_current(self, day: dt.date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)
