"""What the notes of a visit propose, while they are being written; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass

from visitplanner.domain.follow_ups.reading_notes import Proposals, Reader
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.work import Work


@dataclass(frozen=True)
class ReadNotes:
    """Topics, cases and the day that notes speak of, by the office's word list. A topic that was declined is none."""

    notes: str

    def answer(self, work: Work) -> Proposals:
        known, today = work.known, work.today
        words = {
            point.id: (*point.words, *known.words.topics.get(point.id, ()))
            for point in known.topics
            if point.is_current(today) and not point.is_declined_in(self.notes)
        }
        people = {person.name: person.id for person in work.shelf(PEOPLE).find() if person.serves(today)}
        return Reader(known.words, words, people, calendars_of(work)).read(self.notes, today)
