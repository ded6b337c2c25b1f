"""Visits are booked, moved, cancelled and recorded on a real database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.core.errors import Refused, Stale
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.domain.staff.staff import PEOPLE, Absence
from visitplanner.domain.visits.visits import Slot, SubjectKind, VisitOutcome, VisitState
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, UpdateFollowUp
from visitplanner.services.visits.arranging import CancelVisit
from visitplanner.services.visits.visits import AddVisit, BookVisit, MoveVisit, RecordVisit, VisitList
from visitplanner.store.office import SqlOffice


def keep_visit(office: SqlOffice, small: SmallOffice, **changes: object):
    visit = small.visit(**changes)
    office.do(Keep((("visits", visit),)))
    return visit


def test_a_visit_is_moved_to_a_free_day_and_moved_back_by_undo(office: SqlOffice, small: SmallOffice) -> None:
    visit = keep_visit(office, small)
    outcome = office.do(MoveVisit(visit.id, dt.date(2026, 3, 20)))
    assert outcome.value.day == dt.date(2026, 3, 20)
    assert outcome.value.state is VisitState.BOOKED
    assert outcome.undo is not None
    office.do(outcome.undo)
    assert office.ask(VisitList())[0].visit.day == visit.day


@pytest.mark.parametrize(
    ("day", "why"),
    [(dt.date(2026, 3, 21), "not a working day"), (dt.date(2026, 4, 3), "not a working day"), (dt.date(2026, 3, 25), "is away")],
)
def test_a_visit_is_not_moved_to_a_day_it_cannot_take_place(
    office: SqlOffice, small: SmallOffice, day: dt.date, why: str
) -> None:
    small.supervisor = replace(small.supervisor, absences=(Absence(dt.date(2026, 3, 25), dt.date(2026, 3, 27)),), version=1)
    office.do(ChangePerson(small))
    visit = keep_visit(office, small)
    with pytest.raises(Refused, match=why):
        office.do(MoveVisit(visit.id, day))
    assert office.ask(VisitList())[0].visit.day == visit.day


class ChangePerson:
    def __init__(self, small: SmallOffice) -> None:
        self.person = small.supervisor

    def carry_out(self, work):
        from visitplanner.services.core.outcome import Outcome

        return Outcome(work.shelf(PEOPLE).change(self.person))


def test_nobody_is_at_two_visits_at_one_time(office: SqlOffice, small: SmallOffice) -> None:
    keep_visit(office, small)
    second = keep_visit(office, small, subject_id=small.sites[0].id, day=dt.date(2026, 3, 19))
    with pytest.raises(Refused, match="already has a visit at that time"):
        office.do(MoveVisit(second.id, dt.date(2026, 3, 18)))
    assert office.do(MoveVisit(second.id, dt.date(2026, 3, 18), Slot.PM)).value.slot is Slot.PM


def test_everything_that_stands_against_a_day_is_told(office: SqlOffice, small: SmallOffice) -> None:
    keep_visit(office, small, day=dt.date(2026, 3, 25))
    second = keep_visit(office, small, subject_id=small.sites[0].id, day=dt.date(2026, 3, 19))
    small.supervisor = replace(small.supervisor, absences=(Absence(dt.date(2026, 3, 25), dt.date(2026, 3, 27)),), version=1)
    office.do(ChangePerson(small))
    with pytest.raises(Refused) as refused:
        office.do(MoveVisit(second.id, dt.date(2026, 3, 25)))
    assert "is away" in str(refused.value.what)
    assert "already has a visit at that time" in str(refused.value.what)
    assert refused.value.field == "day"


def test_extra_visits_of_a_year_are_numbered_in_their_order(office: SqlOffice, small: SmallOffice) -> None:
    days = (dt.date(2026, 3, 18), dt.date(2026, 3, 24), dt.date(2026, 3, 31), dt.date(2026, 4, 9))
    added = [
        office.do(AddVisit(small.park.id, day, Slot.AM, small.supervisor.id, reason="邀請", anyway=True)).value
        for day in days[:3]
    ]
    assert [visit.ordinal for visit in added] == [1, 2, 3]
    office.do(CancelVisit(added[2].id))
    last = office.do(AddVisit(small.park.id, days[3], Slot.AM, small.supervisor.id, reason="邀請", anyway=True)).value
    assert last.ordinal == 3, "a visit that is called off takes no number"


@pytest.mark.parametrize(
    ("state", "told"), [(VisitState.BOOKED, "Agreed with the customer"), (VisitState.TENTATIVE, "Tentative, not agreed yet")]
)
def test_how_firm_a_visit_is_stands_in_what_was_done(office: SqlOffice, small: SmallOffice, state: VisitState, told: str) -> None:
    visit = keep_visit(office, small, state=VisitState.SUGGESTED)
    assert told in str(office.do(BookVisit(visit.id, state=state)).said)


def test_a_suggestion_is_agreed_with_the_customer(office: SqlOffice, small: SmallOffice) -> None:
    visit = keep_visit(office, small, state=VisitState.SUGGESTED)
    assert office.do(BookVisit(visit.id)).value.state is VisitState.BOOKED


def test_a_record_with_an_issue_leads_to_the_register(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    visit = keep_visit(office, small)
    clock.today = dt.date(2026, 3, 18)
    raised = Raised("夜間電壓驟降", Window.TECHNICAL, small.technical.id)
    done = office.do(RecordVisit(visit.id, clock.today, topics=("contract",), raised=(raised,), satisfaction=5)).value
    assert done.counts
    assert done.visit.state is VisitState.DONE
    (row,) = office.ask(FollowUpList())
    assert (row.follow_up.text, row.owner, row.account) == ("夜間電壓驟降", "吳電務", small.large.account)
    assert row.follow_up.due_on == dt.date(2026, 3, 27), "seven working days after Wednesday the 18th"


def test_a_visit_led_by_too_low_a_rank_stays_owed_unless_a_reason_is_given(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    team = (small.business.id, small.technical.id)
    first = keep_visit(
        office, small, subject_kind=SubjectKind.GROUP, subject_id=small.group.id, leader_id=small.supervisor.id, member_ids=team
    )
    clock.today = first.day
    outcome = office.do(RecordVisit(first.id, first.day))
    assert not outcome.value.counts
    assert any("rank" in str(reason) for reason in outcome.value.why_not)
    office.do(outcome.undo)
    again = office.do(RecordVisit(first.id, first.day, override="經理臨時赴總處開會，處長同意")).value
    assert again.counts
    assert again.visit.override


@pytest.mark.parametrize("outcome", [VisitOutcome.PHONE, VisitOutcome.VIDEO])
def test_a_call_is_recorded_but_does_not_count(
    office: SqlOffice, small: SmallOffice, clock: Clock, outcome: VisitOutcome
) -> None:
    visit = keep_visit(office, small)
    clock.today = visit.day
    done = office.do(RecordVisit(visit.id, visit.day, outcome)).value
    assert done.visit.state is VisitState.DONE
    assert not done.counts


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"held_on": dt.date(2026, 3, 19)}, "held_on"),
        ({"held_on": dt.date(2026, 3, 18), "satisfaction": 6}, "satisfaction"),
        ({"held_on": dt.date(2026, 3, 18), "raised": (Raised("  ", Window.BILLING),)}, "text"),
        ({"held_on": dt.date(2026, 3, 18), "raised": (Raised("x", Window.BILLING, None, dt.date(2026, 3, 1)),)}, "due"),
    ],
)
def test_a_wrong_record_is_refused_beside_its_field_and_nothing_is_kept(
    office: SqlOffice, small: SmallOffice, clock: Clock, facts: dict, field: str
) -> None:
    visit = keep_visit(office, small)
    clock.today = dt.date(2026, 3, 18)
    with pytest.raises(Refused) as refusal:
        office.do(RecordVisit(visit.id, **facts))
    assert refusal.value.field == field
    assert office.ask(VisitList())[0].visit.state is VisitState.BOOKED
    assert office.ask(FollowUpList()) == []


def test_a_visit_is_recorded_once(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    visit = keep_visit(office, small)
    clock.today = visit.day
    office.do(RecordVisit(visit.id, visit.day))
    with pytest.raises(Refused, match="over"):
        office.do(RecordVisit(visit.id, visit.day))
    with pytest.raises(Refused, match="over"):
        office.do(CancelVisit(visit.id))


def test_a_cancelled_visit_is_cancelled_with_its_reason(office: SqlOffice, small: SmallOffice) -> None:
    visit = keep_visit(office, small)
    cancelled = office.do(CancelVisit(visit.id, "用戶歲修")).value
    assert (cancelled.state, cancelled.notes) == (VisitState.CANCELLED, "用戶歲修")
    assert office.ask(VisitList(with_cancelled=False)) == []


def test_an_extra_visit_is_entered_with_its_reason(office: SqlOffice, small: SmallOffice) -> None:
    day = dt.date(2026, 3, 20)
    added = office.do(AddVisit(small.sites[1].id, day, Slot.PM, small.supervisor.id, (), "擴廠")).value
    assert office.ask(VisitList(day, day))[0].visit.id == added.id


def test_a_case_goes_its_way_until_it_is_closed(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    visit = keep_visit(office, small)
    clock.today = visit.day
    (case,) = office.do(RecordVisit(visit.id, visit.day, raised=(Raised("帳單", Window.BILLING),))).value.follow_ups
    with pytest.raises(Refused, match="not marked as answered"):
        office.do(UpdateFollowUp(case.id, state=FollowUpState.CLOSED))
    office.do(UpdateFollowUp(case.id, "已電話說明", FollowUpState.REPLIED))
    clock.today = dt.date(2026, 4, 30)
    assert not office.ask(FollowUpList(only_overdue=True)), "an answered case is not overdue"
    office.do(UpdateFollowUp(case.id, "用戶確認", FollowUpState.CLOSED, small.business.id))
    (row,) = office.ask(FollowUpList())
    assert [entry.state for entry in row.log] == [FollowUpState.NEW, FollowUpState.REPLIED, FollowUpState.CLOSED]
    assert row.follow_up.closed_on == clock.today


def test_overdue_cases_stand_first(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    visit = keep_visit(office, small)
    clock.today = visit.day
    later = Raised("還不急", Window.DESIGN, None, dt.date(2026, 6, 1))
    soon = Raised("很急", Window.TECHNICAL, None, dt.date(2026, 3, 20))
    office.do(RecordVisit(visit.id, visit.day, raised=(later, soon)))
    clock.today = dt.date(2026, 3, 25)
    rows = office.ask(FollowUpList())
    assert [(row.follow_up.text, row.overdue) for row in rows] == [("很急", True), ("還不急", False)]
    assert rows[0].left_working_days == -3


def test_a_change_on_an_outdated_case_is_refused(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    visit = keep_visit(office, small)
    clock.today = visit.day
    (case,) = office.do(RecordVisit(visit.id, visit.day, raised=(Raised("帳單", Window.BILLING),))).value.follow_ups
    office.do(UpdateFollowUp(case.id, state=FollowUpState.IN_PROGRESS))
    with pytest.raises(Stale):
        office.do(UpdateFollowUp(case.id, state=FollowUpState.REPLIED, version=case.version))


def test_a_year_closes_thirty_days_after_its_end(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    visit = keep_visit(office, small, year=2025, day=dt.date(2025, 12, 18))
    clock.today = dt.date(2026, 1, 31)
    with pytest.raises(Refused, match="closed"):
        office.do(RecordVisit(visit.id, visit.day))
    clock.today = dt.date(2026, 1, 30)
    assert office.do(RecordVisit(visit.id, visit.day)).value.counts


def test_a_list_says_what_awaits_its_record_and_what_does_not_count(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 5, 4)
    called, held, over, coming = (
        small.visit(day=dt.date(2026, 4, 27)),
        small.visit(day=dt.date(2026, 4, 28)),
        small.visit(day=dt.date(2026, 4, 29)),
        small.visit(day=dt.date(2026, 5, 4)),
    )
    office.do(Keep(tuple(("visits", one) for one in (called, held, over, coming))))
    assert not office.do(RecordVisit(called.id, called.day, VisitOutcome.PHONE)).value.counts
    assert office.do(RecordVisit(held.id, held.day)).value.counts
    names = {row.visit.id: str(row.state_name) for row in office.ask(VisitList())}
    assert [names[one.id] for one in (called, held, over, coming)] == [
        "done (does not count)",
        "done",
        "record missing",
        "agreed",
    ]
