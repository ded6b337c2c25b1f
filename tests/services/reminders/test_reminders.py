"""What wants doing around a visit, counted in working days: -14, -7, -1, +3, +7."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.domain.visits.reminders import Reminder
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.reminders.reminders import Reminders
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.store.office import SqlOffice

VISIT = dt.date(2026, 4, 15)


@pytest.mark.parametrize(
    ("today", "state", "reminder"),
    [
        ("2026-03-23", VisitState.TENTATIVE, None),
        ("2026-03-24", VisitState.TENTATIVE, Reminder.AGREE),
        ("2026-03-25", VisitState.BOOKED, None),
        ("2026-04-01", VisitState.BOOKED, None),
        ("2026-04-02", VisitState.BOOKED, Reminder.BRIEF),
        ("2026-04-13", VisitState.BOOKED, Reminder.BRIEF),
        ("2026-04-14", VisitState.BOOKED, Reminder.PACK),
        ("2026-04-14", VisitState.TENTATIVE, Reminder.AGREE),
        ("2026-04-15", VisitState.BOOKED, Reminder.PACK),
        ("2026-04-16", VisitState.BOOKED, None),
        ("2026-04-20", VisitState.BOOKED, Reminder.RECORD),
        ("2026-04-14", VisitState.SUGGESTED, None),
    ],
)
def test_each_step_is_told_on_its_working_day(
    office: SqlOffice, small: SmallOffice, clock: Clock, today: str, state: VisitState, reminder: Reminder | None
) -> None:
    office.do(Keep((("visits", small.visit(day=VISIT, state=state)),)))
    clock.today = dt.date.fromisoformat(today)
    assert [row.reminder for row in office.ask(Reminders())] == ([] if reminder is None else [reminder])


def test_what_was_raised_is_told_seven_working_days_later_until_it_is_answered(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    visit = small.visit(day=dt.date(2026, 3, 16))
    office.do(Keep((("visits", visit),)))
    raised = (Raised("電壓驟降", Window.TECHNICAL, small.technical.id),)
    (case,) = office.do(RecordVisit(visit.id, visit.day, raised=raised)).value.follow_ups
    clock.today = dt.date(2026, 3, 24)
    assert office.ask(Reminders()) == []
    clock.today = dt.date(2026, 3, 25)
    (row,) = office.ask(Reminders())
    assert (row.reminder, row.due_on, row.person, row.case_id) == (Reminder.REPLY, clock.today, "吳電務", case.id)
    office.do(UpdateFollowUp(case.id, "已函復", FollowUpState.REPLIED))
    assert office.ask(Reminders()) == []


def test_visits_to_come_stand_before_what_is_left_of_those_that_are_over(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    late, next_one = small.visit(day=dt.date(2026, 3, 9)), small.visit(day=dt.date(2026, 3, 17), ordinal=2)
    office.do(Keep((("visits", late), ("visits", next_one))))
    office.do(RaiseFollowUp(small.large.id, Raised("帳單", Window.BILLING)))
    assert [row.reminder for row in office.ask(Reminders())] == [Reminder.PACK, Reminder.RECORD]
    clock.today = dt.date(2026, 3, 25)
    assert [row.reminder for row in office.ask(Reminders())] == [Reminder.RECORD, Reminder.RECORD, Reminder.REPLY]
