"""補登洽訪: a visit that was held before the program came, or unplanned, is entered with its record and counts by the rules."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.programme.obligations import State
from visitplanner.domain.visits.visits import SubjectKind, VisitOutcome, VisitState
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.visits.held_visits import RecordHeldVisit
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice

HELD = dt.date(2026, 2, 4)


def states(office: SqlOffice, small: SmallOffice) -> list[State]:
    return [row.obligation.state for row in office.ask(DueList(2026)) if row.obligation.subject_id == small.large.id]


def test_a_visit_held_before_the_program_came_is_entered_and_counts(office: SqlOffice, small: SmallOffice) -> None:
    raised = (Raised("評估調降契約容量", Window.BUSINESS),)
    outcome = office.do(RecordHeldVisit(small.large.id, HELD, raised=raised, satisfaction=4, notes="廠長接待"))
    done = outcome.value
    assert done.counts and done.visit.leader_id == small.supervisor.id, "whoever looks after it led it, unless said otherwise"
    assert (done.visit.state, done.visit.held_on, done.visit.year) == (VisitState.DONE, HELD, 2026)
    assert states(office, small) == [State.DONE]
    (case,) = office.ask(FollowUpList())
    assert (case.follow_up.visit_id, case.follow_up.raised_on) == (done.visit.id, HELD)
    office.do(outcome.undo)
    assert office.ask(VisitList()) == [] and office.ask(FollowUpList()) == []


def test_a_group_visit_is_judged_like_any_other(office: SqlOffice, small: SmallOffice) -> None:
    done = office.do(RecordHeldVisit(small.group.id, HELD, member_ids=(small.business.id,))).value
    assert not done.counts and "technical" in str(done.why_not[0])
    assert done.visit.subject_kind is SubjectKind.GROUP
    assert not office.do(RecordHeldVisit(small.large.id, HELD, outcome=VisitOutcome.PHONE)).value.counts


def test_the_suggestion_for_what_is_done_leaves_the_calendar_and_others_stay(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)))))
    before = {row.visit.id for row in office.ask(VisitList())}
    own = {row.visit.id for row in office.ask(VisitList()) if row.visit.subject_id == small.large.id}
    entered = office.do(RecordHeldVisit(small.large.id, HELD)).value.visit.id
    assert {row.visit.id for row in office.ask(VisitList())} == before - own | {entered}


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"held_on": dt.date(2026, 3, 17)}, "held_on", "cannot have taken place"),
        ({"outcome": VisitOutcome.POSTPONED}, "outcome", "Only a visit that was held"),
        ({"satisfaction": 7}, "satisfaction", "not between 1 and 5"),
        ({"held_on": dt.date(2025, 12, 3)}, "held_on", "2025 is closed"),
    ],
)
def test_what_cannot_have_been_is_refused_beside_its_field(
    office: SqlOffice, small: SmallOffice, facts: dict, field: str, said: str
) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        office.do(RecordHeldVisit(small.large.id, **{"held_on": HELD, **facts}))
    assert refusal.value.field == field
    assert office.ask(VisitList()) == []


def test_a_visit_is_entered_once_and_one_in_the_calendar_is_recorded_there(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    office.do(RecordHeldVisit(small.large.id, HELD))
    with pytest.raises(Refused, match="recorded already"):
        office.do(RecordHeldVisit(small.large.id, HELD))
    office.do(Keep((("visits", small.visit(subject_id=small.sites[0].id, day=dt.date(2026, 3, 10))),)))
    with pytest.raises(Refused, match="stands in the calendar"):
        office.do(RecordHeldVisit(small.sites[0].id, dt.date(2026, 3, 10)))


def test_where_nobody_looks_after_a_customer_its_leader_must_be_named(office: SqlOffice, small: SmallOffice) -> None:
    with pytest.raises(Refused, match="the leader is not known"):
        office.do(RecordHeldVisit(small.sites[1].id, HELD))
    assert office.do(RecordHeldVisit(small.sites[1].id, HELD, small.manager.id)).value.visit.leader_id == small.manager.id
