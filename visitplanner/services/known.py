"""What the services know beforehand: dated reference data, read once when the program starts."""

from __future__ import annotations

from dataclasses import dataclass, field

from visitplanner.domain.programme import Programme
from visitplanner.domain.topics import TalkingPoint
from visitplanner.domain.working_days import Calendars


@dataclass(frozen=True)
class Known:
    """Reference data as domain values; `bootstrap` fills it from `data/` through `visitplanner.reference`."""

    programme: Programme = field(default_factory=lambda: Programme(()))
    calendars: Calendars = field(default_factory=Calendars)
    topics: tuple[TalkingPoint, ...] = ()
