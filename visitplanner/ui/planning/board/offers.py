"""What is dragged over the calendar, and which days would take it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QMimeData

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.visits.visits import Slot
from visitplanner.i18n import Language
from visitplanner.services.planning.suitable_days import Seat, SuitableDay
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.style import Tone

MIME = "application/x-visitplanner-visit"
GRADE_NAMES: dict[Grade, Message] = {
    Grade.GOOD: said("suits well"),
    Grade.FAIR: said("suits fairly"),
    Grade.POOR: said("possible"),
    Grade.NOT: said("not possible"),
}
GRADE_SHAPES: dict[Grade, tuple[Shape, Tone]] = {
    Grade.GOOD: (Shape.SOLID, Tone.OK),
    Grade.FAIR: (Shape.HALF, Tone.ACCENT),
    Grade.POOR: (Shape.OUTLINE, Tone.PLAIN),
    Grade.NOT: (Shape.STRUCK, Tone.PLAIN),
}


@dataclass(frozen=True)
class Dragged:
    """A visit of the calendar, or an owed visit nothing stands for yet (visit_id None)."""

    subject_id: UUID
    ordinal: int
    visit_id: UUID | None
    name: str

    def mime(self) -> QMimeData:
        """What is carried, for Qt to carry."""
        held = QMimeData()
        ident = str(self.visit_id) if self.visit_id else ""
        kept = {"subject": str(self.subject_id), "ordinal": self.ordinal, "visit": ident, "name": self.name}
        held.setData(MIME, json.dumps(kept).encode())
        return held

    @staticmethod
    def read(held: QMimeData) -> Dragged | None:
        """What `mime` wrote; None for anything else."""
        if not held.hasFormat(MIME):
            return None
        kept = json.loads(held.data(MIME).toStdString())
        return Dragged(UUID(kept["subject"]), kept["ordinal"], UUID(kept["visit"]) if kept["visit"] else None, kept["name"])


def dragged(row: VisitRow) -> Dragged:
    """A visit as it is carried."""
    return Dragged(row.visit.subject_id, row.visit.ordinal, row.visit.id, row.subject)


@dataclass(frozen=True)
class Place:
    """Where in the calendar: a day, in the week view also a half-day, in the view of people also whose line."""

    day: dt.date
    slot: Slot | None = None
    person_id: UUID | None = None


@dataclass(frozen=True)
class Wish:
    """How the visit stands now; a new day keeps as much of it as it can."""

    slot: Slot | None = None
    leader_id: UUID | None = None
    member_ids: tuple[UUID, ...] = ()


class Offers:
    """The graded days of one visit. `wish`: what the visit has now."""

    def __init__(self, days: Iterable[SuitableDay], wish: Wish) -> None:
        self.days: Mapping[dt.date, SuitableDay] = {day.day: day for day in days}
        self.wish = wish

    def seat(self, place: Place) -> Seat | None:
        """The half-day and team for a place, as near to the present ones as can be; None when it is not possible."""
        offered = self.days.get(place.day)
        fitting = [seat for seat in (offered.seats if offered else ()) if self._fits(seat, place)]
        return min(fitting, key=self._strangeness, default=None)

    def grade(self, place: Place) -> Grade:
        """How well a place suits; NOT where nobody could go."""
        return self.days[place.day].grade if self.seat(place) else Grade.NOT

    def words(self, place: Place) -> tuple[Message, ...]:
        """Why not, or what makes the day worse than the best."""
        offered = self.days.get(place.day)
        if offered is None:
            return (said("Visits are planned on working days from tomorrow on."),)
        if offered.seats and self.seat(place) is None:
            return (said("The people are not free in this half-day, or this person may not lead."),)
        return offered.words

    @property
    def open_days(self) -> int:
        """On how many days somebody could go."""
        return sum(bool(day.seats) for day in self.days.values())

    def _fits(self, seat: Seat, place: Place) -> bool:
        in_slot = place.slot is None or seat.slot is place.slot
        return in_slot and (place.person_id is None or place.person_id in (seat.leader_id, *seat.member_ids))

    def _strangeness(self, seat: Seat) -> tuple[bool, bool, bool]:
        wish = self.wish
        return (
            wish.leader_id is not None and seat.leader_id != wish.leader_id,
            wish.slot is not None and seat.slot is not wish.slot,
            bool(wish.member_ids) and set(seat.member_ids) != set(wish.member_ids),
        )


def grade_chip(grade: Grade, language: Language) -> Chip:
    """How well a day suits, in a word."""
    shape, tone = GRADE_SHAPES[grade]
    return Chip(language.say(GRADE_NAMES[grade]), shape, tone)
