"""What bears somebody's name when the service ends: the own drafts and cases, never those of others."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import TODAY, Keep, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.domain.visits.visits import SubjectKind, VisitState
from visitplanner.services.core.form_drafts import KeepTyped
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.handovers.absences import SetAway
from visitplanner.services.handovers.bearing import LeaveService
from visitplanner.services.visits.visit_records import KeepDraft
from visitplanner.store.office import SqlOffice

DAY = dt.timedelta(days=1)


def test_only_drafts_of_visits_the_person_takes_part_in_are_listed(office: SqlOffice, small: SmallOffice) -> None:
    mine = small.visit(day=TODAY - 5 * DAY, ordinal=1)
    joined = small.visit(
        day=TODAY + 9 * DAY, subject_kind=SubjectKind.GROUP, subject_id=small.group.id, leader_id=small.manager.id,
        member_ids=(small.supervisor.id,),
    )  # fmt: skip
    others = small.visit(day=TODAY - 4 * DAY, ordinal=2, leader_id=small.manager.id)
    office.do(Keep(tuple(("visits", one) for one in (mine, joined, others))))
    for visit in (mine, joined, others):
        office.do(KeepDraft(visit.id, {"notes": "寫到一半"}))
    office.do(KeepTyped("contact", mine.id, {"name": "甲"}))
    found = office.do(LeaveService(small.supervisor.id, TODAY)).value
    assert {row.visit.id for row in found.drafts} == {mine.id, joined.id}
    assert [row.visit.id for row in found.unrecorded] == [mine.id] and [row.visit.id for row in found.visits] == [joined.id]


def test_what_is_over_or_begins_after_the_last_day_is_told_apart(office: SqlOffice, small: SmallOffice) -> None:
    """Led on the last day it stays the person's; on the day after it bears the name still."""
    on_last, next_day = small.visit(day=TODAY + 2 * DAY, ordinal=1), small.visit(day=TODAY + 3 * DAY, ordinal=2)
    over = small.visit(day=TODAY - DAY, ordinal=3)
    suggested = small.visit(day=TODAY - DAY, ordinal=4, state=VisitState.SUGGESTED)
    office.do(Keep(tuple(("visits", one) for one in (on_last, next_day, over, suggested))))
    for text, owner in (("甲", small.supervisor.id), ("乙", small.business.id)):
        office.do(RaiseFollowUp(small.large.id, Raised(text, Window.BUSINESS, owner)))
    closed = office.do(RaiseFollowUp(small.large.id, Raised("丙", Window.BUSINESS, small.supervisor.id))).value
    office.do(UpdateFollowUp(closed.id, "已告知", FollowUpState.CLOSED))
    done = office.do(LeaveService(small.supervisor.id, TODAY + 2 * DAY))
    found = done.value
    assert [row.visit.id for row in found.visits] == [next_day.id]
    assert [row.visit.id for row in found.unrecorded] == [over.id]
    assert [case.case.text for case in found.cases] == ["甲"]
    assert "3 subjects, 1 visits and 1 open cases" in str(done.said)


def test_the_same_day_again_is_refused_and_staying_takes_it_back(office: SqlOffice, small: SmallOffice) -> None:
    office.do(LeaveService(small.supervisor.id, TODAY))
    for last in (TODAY, None):
        if last is None:
            assert office.do(LeaveService(small.supervisor.id, None)).value.subjects == ()
        with pytest.raises(Refused) as caught:
            office.do(LeaveService(small.supervisor.id, last))
        assert caught.value.field == "on"


def test_days_away_within_days_away_are_refused_beside_the_first(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetAway(small.supervisor.id, TODAY, TODAY + 4 * DAY, " 受訓 "))
    for first, last, field in ((0, 4, "first"), (1, 3, "first"), (4, 4, "first"), (5, 4, "last")):
        with pytest.raises(Refused) as caught:
            office.do(SetAway(small.supervisor.id, TODAY + first * DAY, TODAY + last * DAY))
        assert caught.value.field == field
    away = office.do(SetAway(small.supervisor.id, TODAY + 4 * DAY, TODAY + 5 * DAY)).value
    assert [(one.first, one.last, one.reason) for one in away.person.absences] == [
        (TODAY, TODAY + 4 * DAY, "受訓"),
        (TODAY + 4 * DAY, TODAY + 5 * DAY, ""),
    ]
