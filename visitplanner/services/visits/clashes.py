"""Visits still to come that something stands against: who is concerned, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.messages import Message
from visitplanner.domain.visits.visits import OPEN_STATES, VISITS, Visit
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.work import Work
from visitplanner.services.visits.visits import VisitRow


@dataclass(frozen=True, slots=True)
class Clash:
    """A visit in the calendar that cannot be held as it stands, and why."""

    row: VisitRow
    reasons: tuple[Message, ...]


def coming_visits(work: Work, person_id: UUID, first: dt.date, last: dt.date | None = None) -> list[Visit]:
    """Open visits with a person in the team from a day on (at the earliest today's), until a day; in their order."""
    begin = max(first, work.today)
    found = [
        visit for visit in work.shelf(VISITS).find(state=OPEN_STATES, day=Between(begin, last)) if person_id in visit.team_ids
    ]
    return sorted(found, key=lambda visit: (visit.day, visit.slot))
