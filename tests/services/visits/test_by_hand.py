"""One law for hand and planner: what departs is said and asked, what a hand placed stays, the customer is checked like people."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.customers.wishes import SetWish
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.replanning import YearToMend, mend
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.visits.arranging import ArrangeVisit, CancelVisit
from visitplanner.services.visits.visits import AddVisit, BookVisit, MoveVisit, ReleaseVisit, VisitList
from visitplanner.store.office import SqlOffice

MAY = dt.date(2026, 5, 6)


def kept(office: SqlOffice, visit: Visit) -> Visit:
    return next(row.visit for row in office.ask(VisitList()) if row.visit.id == visit.id)


def put(office: SqlOffice, visit: Visit) -> Visit:
    office.do(Keep((("visits", visit),)))
    return visit


@pytest.mark.parametrize(
    ("wish", "day", "slot", "said"),
    [
        ({"closed_months": (9, 10)}, dt.date(2026, 10, 15), None, "closed in month 10"),
        ({"not_before": dt.date(2026, 6, 1)}, MAY, None, "not before 2026-06-01"),
        ({"not_after": dt.date(2026, 4, 1)}, MAY, None, "not after 2026-04-01"),
        ({"slot": Slot.AM}, MAY, Slot.PM, "asks for the morning"),
        ({"hours": "14:00-16:00"}, MAY, Slot.AM, "asks for the afternoon"),
    ],
)
def test_a_day_against_the_customers_wish_is_asked_about_and_taken_when_insisted_on(
    office: SqlOffice, small: SmallOffice, wish: dict, day: dt.date, slot: Slot | None, said: str
) -> None:
    visit = put(office, small.visit())
    office.do(SetWish(Wish(subject_id=small.large.id, **wish)))
    with pytest.raises(Doubted, match=said):
        office.do(BookVisit(visit.id, day, slot))
    assert kept(office, visit).day == visit.day
    assert office.do(BookVisit(visit.id, day, slot, anyway=True)).value.day == day


def test_agreeing_to_what_stands_there_is_never_asked_about(office: SqlOffice, small: SmallOffice) -> None:
    visit = put(office, small.visit(state=VisitState.SUGGESTED))
    office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(3,))))
    agreed = office.do(BookVisit(visit.id)).value
    assert (agreed.state, agreed.pinned) == (VisitState.BOOKED, False)


def test_a_visit_moved_out_of_its_year_is_asked_about_and_no_second_one_is_planned(office: SqlOffice, small: SmallOffice) -> None:
    visit = put(office, small.visit())
    with pytest.raises(Doubted, match="outside 2026-01-01 to 2026-12-31"):
        office.do(MoveVisit(visit.id, dt.date(2027, 1, 5)))
    office.do(MoveVisit(visit.id, dt.date(2027, 1, 5), anyway=True))
    (owed,) = [row.obligation for row in office.ask(DueList(2026)) if row.obligation.subject_id == small.large.id]
    assert owed.visit_id == visit.id
    plan = plan_year(office.ask(YearToPlan(2026)))
    assert small.large.id not in {one.owed.obligation.subject_id for one in plan.visits}
    assert mend(office.ask(YearToMend(2026))).clashes == (), "it stands on a working day, if in another year"


def test_a_visit_moved_into_the_other_half_is_asked_about(office: SqlOffice, small: SmallOffice) -> None:
    team = (small.business.id, small.technical.id)
    facts = {"subject_kind": SubjectKind.GROUP, "subject_id": small.group.id, "leader_id": small.manager.id, "member_ids": team}
    visit = put(office, small.visit(day=MAY, **facts))
    with pytest.raises(Doubted, match="outside 2026-01-01 to 2026-06-30"):
        office.do(MoveVisit(visit.id, dt.date(2026, 7, 8)))


def test_a_leader_who_may_not_lead_is_asked_about_in_the_words_of_the_rule(office: SqlOffice, small: SmallOffice) -> None:
    visit = put(office, small.visit(day=MAY))
    with pytest.raises(Doubted, match="not of the rank"):
        office.do(MoveVisit(visit.id, MAY, leader_id=small.business.id))


def test_two_teams_at_one_customer_in_one_half_day_are_refused_and_on_one_day_asked_about(
    office: SqlOffice, small: SmallOffice
) -> None:
    put(office, small.visit(day=MAY))
    with pytest.raises(Refused, match="receives another visit at that time") as refusal:
        office.do(AddVisit(small.large.id, MAY, Slot.AM, small.manager.id, anyway=True))
    assert not isinstance(refusal.value, Doubted)
    with pytest.raises(Doubted, match="is visited on 2026-05-06 too"):
        office.do(AddVisit(small.large.id, MAY, Slot.PM, small.manager.id))
    assert office.do(AddVisit(small.large.id, MAY, Slot.PM, small.manager.id, anyway=True)).value.slot is Slot.PM


def test_a_site_and_its_group_on_one_day_are_asked_about(office: SqlOffice, small: SmallOffice) -> None:
    put(office, small.visit(subject_id=small.sites[0].id, day=MAY))
    team = (small.business.id, small.technical.id)
    with pytest.raises(Doubted, match="虛構電子股份有限公司 is visited on 2026-05-06 too"):
        office.do(ArrangeVisit(small.group.id, 2026, 1, MAY, Slot.PM, small.manager.id, team))
    office.do(ArrangeVisit(small.group.id, 2026, 1, dt.date(2026, 5, 7), Slot.PM, small.manager.id, team))


def test_what_a_hand_placed_stays_through_planning_and_mending_until_it_is_released(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)))))
    rows = {row.visit.subject_id: row.visit for row in office.ask(VisitList())}
    moved = office.do(MoveVisit(rows[small.large.id].id, dt.date(2026, 10, 20), Slot.PM, anyway=True)).value
    assert (moved.state, moved.pinned) == (VisitState.SUGGESTED, True)
    assert moved.reasons[0].template.startswith("Moved by hand on")
    office.do(ApplyPlan(mend(office.ask(YearToMend(2026))).plan))
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)), steps=40)))
    assert kept(office, moved).day == dt.date(2026, 10, 20)
    released = office.do(ReleaseVisit(moved.id)).value
    assert not released.pinned
    assert released.id in {one.owed.kept.id for one in plan_year(office.ask(YearToPlan(2026))).visits if one.owed.kept}
    with pytest.raises(Refused, match="Nobody placed"):
        office.do(ReleaseVisit(moved.id))


def test_the_half_day_a_customer_called_off_is_not_proposed_again(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)))))
    visit = next(row.visit for row in office.ask(VisitList()) if row.visit.subject_id == small.large.id)
    office.do(CancelVisit(visit.id, "今年不受訪"))
    plan = plan_year(office.ask(YearToPlan(2026)))
    (anew,) = [one for one in plan.visits if one.owed.obligation.subject_id == small.large.id]
    assert anew.place.day != visit.day
    assert any("今年不受訪" in str(reason) for reason in anew.reasons)


def test_an_added_visit_takes_the_first_owed_one_of_its_time(office: SqlOffice, small: SmallOffice) -> None:
    team = (small.business.id, small.technical.id)
    second = office.do(AddVisit(small.group.id, dt.date(2026, 8, 5), Slot.AM, small.manager.id, team)).value
    assert (second.ordinal, second.subject_kind, second.pinned) == (2, SubjectKind.GROUP, True)
    extra = office.do(AddVisit(small.group.id, dt.date(2026, 9, 9), Slot.AM, small.manager.id, team)).value
    assert extra.ordinal == 3
    assert office.do(AddVisit(small.park.id, dt.date(2026, 8, 6), Slot.AM)).value.leader_id == small.supervisor.id


def test_taking_a_move_back_is_refused_where_somebody_of_the_team_goes_elsewhere_meanwhile(
    office: SqlOffice, small: SmallOffice
) -> None:
    visit, other = (
        put(office, small.visit(day=MAY)),
        put(office, small.visit(day=MAY, slot=Slot.PM, subject_id=small.sites[0].id)),
    )
    moved = office.do(MoveVisit(visit.id, dt.date(2026, 5, 13), Slot.AM, anyway=True))
    office.do(MoveVisit(other.id, MAY, Slot.AM, anyway=True))
    assert moved.undo is not None
    with pytest.raises(Refused, match="Somebody of its team goes to another visit at that time"):
        office.do(moved.undo)
    assert kept(office, visit).day == dt.date(2026, 5, 13), "nothing of it was done"
    away = office.do(MoveVisit(other.id, dt.date(2026, 5, 14), Slot.AM, anyway=True))
    office.do(moved.undo)
    assert kept(office, visit).day == MAY
    assert away.undo is not None
    with pytest.raises(Refused, match="Somebody of its team"):
        office.do(away.undo)


def test_taking_a_cancellation_back_is_refused_where_the_customer_receives_somebody_else_meanwhile(
    office: SqlOffice, small: SmallOffice
) -> None:
    visit = put(office, small.visit(day=MAY))
    called_off = office.do(CancelVisit(visit.id, "改由經理去"))
    added = office.do(AddVisit(small.large.id, MAY, Slot.AM, small.manager.id, anyway=True)).value
    assert called_off.undo is not None
    with pytest.raises(Refused, match="receives another visit at that time"):
        office.do(called_off.undo)
    assert kept(office, visit).state is VisitState.CANCELLED
    office.do(CancelVisit(added.id, "又改回來"))
    office.do(called_off.undo)
    assert kept(office, visit).is_open


def test_a_hand_s_move_that_is_taken_back_leaves_the_planner_its_freedom(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)))))
    visit = next(row.visit for row in office.ask(VisitList()) if row.visit.subject_id == small.large.id)
    moved = office.do(MoveVisit(visit.id, dt.date(2026, 10, 20), Slot.PM, anyway=True))
    assert moved.undo is not None
    office.do(moved.undo)
    back = kept(office, visit)
    assert (back.day, back.pinned, back.reasons) == (visit.day, False, visit.reasons)


def test_who_goes_along_by_hand_stays_through_planning_and_mending(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)))))
    visit = next(row.visit for row in office.ask(VisitList()) if row.visit.subject_id == small.large.id)
    joined = office.do(MoveVisit(visit.id, visit.day, visit.slot, visit.leader_id, (small.technical.id,), anyway=True)).value
    assert (joined.member_ids, joined.pinned) == ((small.technical.id,), True)
    office.do(ApplyPlan(mend(office.ask(YearToMend(2026))).plan))
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)), steps=40)))
    assert kept(office, visit).member_ids == (small.technical.id,)
