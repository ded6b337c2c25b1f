"""What is dragged over the calendar, and which days would take it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QMimeData

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.visits.visits import SLOT_NAMES, Slot
from visitplanner.i18n import Language
from visitplanner.services.core.codec import codec, read_json, written
from visitplanner.services.planning.suitable_days import Seat, SuitableDay
from visitplanner.services.planning.year_overview import DayFacts, month_of
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
GRADES = tuple(Grade)
"""The best first."""
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
        held.setData(MIME, written(codec(Dragged).plain(self)).encode())
        return held

    @staticmethod
    def read(held: QMimeData) -> Dragged | None:
        """What `mime` wrote; None for anything else."""
        if not held.hasFormat(MIME):
            return None
        return codec(Dragged).value(read_json(held.data(MIME).toStdString()))


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
    day: dt.date | None = None


@dataclass(frozen=True)
class MonthOffer:
    """A month for one visit. place: its first suitable day, None when no day takes it. words: why none does."""

    grade: Grade
    place: Place | None = None
    words: tuple[Message, ...] = ()


class Offers:
    """The graded days of one visit. `wish`: what the visit has now."""

    def __init__(self, days: Iterable[SuitableDay], wish: Wish) -> None:
        self.days: Mapping[dt.date, SuitableDay] = {day.day: day for day in days}
        self.wish = wish
        self._by_month: dict[dt.date, list[SuitableDay]] = defaultdict(list)
        for day in self.days.values():
            self._by_month[month_of(day.day)].append(day)

    def seat(self, place: Place) -> Seat | None:
        """The half-day and team for a place, as near to the present ones as can be; None when it is not possible."""
        offered = self.days.get(place.day)
        fitting = [seat for seat in (offered.seats if offered else ()) if self._fits(seat, place)]
        return min(fitting, key=self._strangeness, default=None)

    def grade(self, place: Place) -> Grade:
        """How well a place suits; NOT where nobody could go."""
        return self.days[place.day].grade if self.seat(place) else Grade.NOT

    def words(self, place: Place, facts: DayFacts) -> tuple[Message, ...]:
        """Why not, or what makes the day worse than the best. facts: of the day."""
        offered = self.days.get(place.day)
        if not facts.works:
            return (day_off(facts),)
        if offered is None:
            return (said("Visits are planned on working days from tomorrow on."),)
        if place.slot is not None and offered.wished not in (None, place.slot):
            return (said("The customer asks for the {slot}.", slot=SLOT_NAMES[offered.wished]),)
        if offered.seats and self.seat(place) is None:
            return (said("The people are not free in this half-day, or this person may not lead."),)
        return offered.words

    def of_month(self, first: dt.date, person_id: UUID | None = None) -> MonthOffer:
        """What a month offers, with a person if one is named: the earliest of its days that suit best."""
        if first == self._month_now() and person_id in (None, self.wish.leader_id, *self.wish.member_ids):
            return MonthOffer(Grade.NOT, None, (said("The visit stands in this month."),))
        days = self._by_month.get(first, [])
        open_days = [day for day in days if self.seat(Place(day.day, None, person_id)) is not None]
        if open_days:
            best = min(open_days, key=lambda day: (GRADES.index(day.grade), day.day))
            return MonthOffer(best.grade, Place(best.day, None, person_id))
        if not days:
            return MonthOffer(Grade.NOT, None, (said("No day of this month is left to plan."),))
        if any(day.seats for day in days):
            return MonthOffer(Grade.NOT, None, (said("This person may not lead or join the visit, or is not free."),))
        return MonthOffer(Grade.NOT, None, commonest([word for day in days for word in day.words]))

    def _month_now(self) -> dt.date | None:
        return month_of(self.wish.day) if self.wish.day else None

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


def commonest(words: Sequence[Message]) -> tuple[Message, ...]:
    """The reason given most often; nothing for none."""
    counted = Counter(word.template for word in words).most_common(1)
    return tuple(next(word for word in words if word.template == template) for template, _count in counted)


def day_off(facts: DayFacts) -> Message:
    """Why nobody is visited on a day off: it has a name, or is a weekend."""
    if facts.remark:
        return said("{holiday}: the office is closed.", holiday=facts.remark)
    return said("A weekend: the office is closed.")


def grade_chip(grade: Grade, language: Language) -> Chip:
    """How well a day suits, in a word."""
    shape, tone = GRADE_SHAPES[grade]
    return Chip(language.say(GRADE_NAMES[grade]), shape, tone)
