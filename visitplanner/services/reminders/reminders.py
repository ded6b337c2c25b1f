"""Today's reminders (T-14, -7, -1, +3, +7): visits to agree, to brief and to pack for, records to write, cases to answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.messages import Message
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, UNANSWERED
from visitplanner.domain.visits.reminders import REMINDER_NAMES, WORKING_DAYS, Reminder, before
from visitplanner.domain.visits.visits import FIRM_STATES, VISITS, VisitState
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import rows_of as case_rows
from visitplanner.services.visits.visits import rows_of as visit_rows


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One thing to do. day: of the visit, or on which the case was raised; due_on: since when it wants doing.
    subject: about whom; person: who does it. visit_id or case_id says where."""

    reminder: Reminder
    day: dt.date
    due_on: dt.date
    subject: str
    person: str
    text: str = ""
    visit_id: UUID | None = None
    case_id: UUID | None = None

    @property
    def name(self) -> Message:
        """What wants doing, in words."""
        return REMINDER_NAMES[self.reminder]


@dataclass(frozen=True)
class Reminders:
    """What wants doing today, the nearest visits first, then what is left of visits that are over. Only visits that were agreed
    or pencilled in: a suggestion binds nobody."""

    def answer(self, work: Work) -> list[ReminderRow]:
        return [*self._visits(work), *self._cases(work)]

    def _visits(self, work: Work) -> list[ReminderRow]:
        calendars, today = calendars_of(work), work.today
        far = calendars.add(today, -WORKING_DAYS[Reminder.AGREE])
        late = calendars.add(today, -WORKING_DAYS[Reminder.RECORD])
        found: list[ReminderRow] = []
        visits = work.shelf(VISITS).find(state=FIRM_STATES, day=Between(None, far))
        for row in sorted(visit_rows(work, visits), key=lambda row: (row.visit.day < today, row.visit.day, row.subject)):
            visit = row.visit
            reminder = (
                before(calendars.between(today, visit.day), visit.state is VisitState.BOOKED) if visit.day >= today else None
            )
            if visit.day < today and visit.day <= late:
                reminder = Reminder.RECORD
            if reminder is not None:
                due_on = calendars.add(visit.day, WORKING_DAYS[reminder])
                found.append(ReminderRow(reminder, visit.day, due_on, row.subject, row.leader, visit_id=visit.id))
        return found

    def _cases(self, work: Work) -> list[ReminderRow]:
        calendars = calendars_of(work)
        since = calendars.add(work.today, -WORKING_DAYS[Reminder.REPLY])
        cases = work.shelf(FOLLOW_UPS).find(state=UNANSWERED, raised_on=Between(None, since))
        rows = case_rows(work, sorted(cases, key=lambda case: (case.raised_on, case.text)))
        return [
            ReminderRow(
                Reminder.REPLY,
                row.follow_up.raised_on,
                calendars.add(row.follow_up.raised_on, WORKING_DAYS[Reminder.REPLY]),
                row.subject,
                row.owner,
                row.follow_up.text,
                case_id=row.follow_up.id,
            )
            for row in rows
        ]
