"""Cases live longer than their record: the clock stops, every change is a line with old and new, equal cases raise a word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.builders import Clock, Keep, SmallOffice, person
from visitplanner.domain.core.errors import Doubted, Refused, Unknown
from visitplanner.domain.follow_ups.follow_ups import CaseField, FollowUp, FollowUpState, Window
from visitplanner.domain.staff.staff import Rank
from visitplanner.services.follow_ups.follow_ups import FollowUpList, ProposedDue, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.store.office import SqlOffice


@pytest.fixture
def case(office: SqlOffice, small: SmallOffice, clock: Clock) -> FollowUp:
    clock.today = dt.date(2026, 3, 2)
    return office.do(RaiseFollowUp(small.large.id, Raised("電壓驟降", Window.TECHNICAL))).value


def test_a_case_that_waits_for_the_customer_says_so_and_comes_back_with_a_later_due_day(
    office: SqlOffice, case: FollowUp, clock: Clock
) -> None:
    clock.today = dt.date(2026, 3, 3)
    office.do(UpdateFollowUp(case.id, "請用戶提供清單", FollowUpState.WAITING_FOR_CUSTOMER))
    clock.today = dt.date(2026, 3, 20)
    (row,) = office.ask(FollowUpList())
    assert (row.overdue, row.age_working_days, row.waits_working_days) == (False, 1, 13)
    assert office.ask(FollowUpList(only_overdue=True)) == []
    proposed = office.ask(ProposedDue(case.id, FollowUpState.IN_PROGRESS))
    outcome = office.do(UpdateFollowUp(case.id, state=FollowUpState.IN_PROGRESS))
    assert outcome.value.due_on == proposed == dt.date(2026, 3, 30)
    assert "due on 2026-03-30 now instead of 2026-03-11" in str(outcome.said)
    (row,) = office.ask(FollowUpList())
    assert row.waits_working_days is None and row.age_working_days == 1
    changes = {one.what: (one.before, one.after) for one in row.log[-1].changes}
    assert changes[CaseField.DUE] == ("2026-03-11", "2026-03-30")
    assert changes[CaseField.STATE] == ("waiting_for_customer", "in_progress")


def test_a_case_taken_up_again_is_not_overdue_at_once(
    office: SqlOffice, small: SmallOffice, case: FollowUp, clock: Clock
) -> None:
    clock.today = dt.date(2026, 3, 5)
    office.do(UpdateFollowUp(case.id, "已說明", FollowUpState.CLOSED, owner_id=small.technical.id))
    clock.today = dt.date(2026, 5, 4)
    office.do(UpdateFollowUp(case.id, state=FollowUpState.IN_PROGRESS))
    (row,) = office.ask(FollowUpList())
    assert (row.overdue, row.age_working_days, row.follow_up.due_on) == (False, 3, dt.date(2026, 5, 13))


def test_another_due_day_may_be_given_instead_of_the_proposed_one(office: SqlOffice, case: FollowUp, clock: Clock) -> None:
    office.do(UpdateFollowUp(case.id, state=FollowUpState.WAITING_FOR_CUSTOMER))
    clock.today = dt.date(2026, 3, 20)
    chosen = dt.date(2026, 3, 24)
    kept = office.do(UpdateFollowUp(case.id, state=FollowUpState.IN_PROGRESS, due_on=chosen)).value
    assert kept.due_on == chosen


def test_every_change_leaves_a_line_and_an_empty_update_none(office: SqlOffice, small: SmallOffice, case: FollowUp) -> None:
    office.do(UpdateFollowUp(case.id, due_on=dt.date(2026, 12, 31)))
    office.do(UpdateFollowUp(case.id, owner_id=small.technical.id, window=Window.BILLING))
    with pytest.raises(Refused, match="Nothing was said and nothing changed"):
        office.do(UpdateFollowUp(case.id, note="  "))
    (row,) = office.ask(FollowUpList())
    assert [[(one.what, one.before, one.after) for one in entry.changes] for entry in row.log] == [
        [],
        [(CaseField.DUE, "2026-03-11", "2026-12-31")],
        [(CaseField.WINDOW, "technical", "billing"), (CaseField.OWNER, "", "吳電務")],
    ]


def test_two_equal_open_cases_raise_a_word(office: SqlOffice, small: SmallOffice, case: FollowUp) -> None:
    again = Raised("電壓 驟降", Window.BILLING)
    with pytest.raises(Doubted, match="An open case says the same"):
        office.do(RaiseFollowUp(small.large.id, again))
    office.do(RaiseFollowUp(small.sites[0].id, again))
    office.do(RaiseFollowUp(small.large.id, again, anyway=True))
    assert len(office.ask(FollowUpList())) == 3


def test_a_case_is_given_only_to_somebody_who_is_there(office: SqlOffice, small: SmallOffice, case: FollowUp) -> None:
    gone = replace(person("離職者", Rank.STAFF), leaves_on=dt.date(2026, 3, 1))
    office.do(Keep((("people", gone),)))
    raised = Raised("漏電", Window.TECHNICAL)
    for nobody in (small.large.id, uuid4()):
        with pytest.raises(Unknown, match="person"):
            office.do(RaiseFollowUp(small.large.id, replace(raised, owner_id=nobody)))
        with pytest.raises(Unknown):
            office.do(UpdateFollowUp(case.id, owner_id=nobody))
    for command in (RaiseFollowUp(small.large.id, replace(raised, owner_id=gone.id)), UpdateFollowUp(case.id, owner_id=gone.id)):
        with pytest.raises(Refused, match="last day of service of 離職者 was 2026-03-01") as refusal:
            office.do(command)
        assert refusal.value.field == "owner"
    assert [row.follow_up.owner_id for row in office.ask(FollowUpList())] == [None]
    office.do(UpdateFollowUp(case.id, owner_id=small.business.id))
    assert [row.owner for row in office.ask(FollowUpList())] == ["陳業務"]


def test_a_case_that_is_closed_while_the_customer_owes_the_answer_has_the_offices_days_alone(
    office: SqlOffice, small: SmallOffice, case: FollowUp, clock: Clock
) -> None:
    clock.today = dt.date(2026, 3, 4)
    office.do(UpdateFollowUp(case.id, state=FollowUpState.WAITING_FOR_CUSTOMER))
    clock.today = dt.date(2026, 4, 20)
    office.do(UpdateFollowUp(case.id, "用戶不再需要", FollowUpState.CLOSED, owner_id=small.technical.id))
    (row,) = office.ask(FollowUpList())
    assert (row.age_working_days, row.waits_working_days, row.overdue) == (2, None, False)
    clock.today = dt.date(2026, 5, 4)
    again = office.do(UpdateFollowUp(case.id, "用戶又來電", FollowUpState.IN_PROGRESS)).value
    (row,) = office.ask(FollowUpList())
    assert (row.age_working_days, row.overdue) == (2, False) and again.due_on > clock.today


def test_a_due_day_before_the_case_was_raised_is_refused(office: SqlOffice, case: FollowUp) -> None:
    with pytest.raises(Refused):
        office.do(UpdateFollowUp(case.id, due_on=dt.date(2026, 2, 27)))
    with pytest.raises(Refused):
        office.do(RaiseFollowUp(case.subject_id, Raised("另一件", Window.DESIGN, None, dt.date(2026, 2, 27))))
