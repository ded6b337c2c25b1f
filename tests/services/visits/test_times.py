"""A visit is agreed for a time: it decides the half-day, is checked like one, and stands in lists, papers and the planner."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.visits.visits import Slot, Visit, VisitState
from visitplanner.services.customers.wishes import SetWish
from visitplanner.services.papers.visit_sheets import DaySheet
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.replanning import YearToMend, mend
from visitplanner.services.visits.arranging import ArrangeVisit
from visitplanner.services.visits.visits import AddVisit, BookVisit, MoveVisit, VisitList
from visitplanner.store.office import SqlOffice

DAY = dt.date(2026, 5, 6)


def put(office: SqlOffice, *visits: Visit) -> None:
    office.do(Keep(tuple(("visits", one) for one in visits)))


def kept(office: SqlOffice, visit: Visit) -> Visit:
    return next(row.visit for row in office.ask(VisitList()) if row.visit.id == visit.id)


def test_agreeing_for_a_time_keeps_it_and_its_half_day_until_the_visit_moves(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=DAY, state=VisitState.SUGGESTED)
    put(office, visit)
    done = office.do(BookVisit(visit.id, time="1400"))
    assert str(done.said) == f"{small.large.name}: 2026-05-06 afternoon 14:00. Agreed with the customer."
    assert (done.value.slot, done.value.time, done.value.pinned) == (Slot.PM, "14:00", True)
    assert office.do(BookVisit(visit.id)).value.time == "14:00"
    assert office.do(MoveVisit(visit.id, dt.date(2026, 5, 7))).value.time == ""
    later = office.do(MoveVisit(visit.id, dt.date(2026, 5, 7), time="15:00"))
    assert later.value.time == "15:00" and "afternoon 15:00" in str(later.said)
    assert office.do(BookVisit(visit.id, time="")).value.time == ""


def test_a_visit_gets_its_time_with_its_first_day(office: SqlOffice, small: SmallOffice) -> None:
    arranged = office.do(
        ArrangeVisit(small.large.id, 2026, 1, DAY, Slot.AM, small.supervisor.id, time="09:30", anyway=True)
    ).value
    assert (arranged.slot, arranged.time) == (Slot.AM, "09:30")
    extra = office.do(AddVisit(small.park.id, DAY, Slot.AM, small.supervisor.id, time="14:30", anyway=True)).value
    assert (extra.slot, extra.time) == (Slot.PM, "14:30")
    with pytest.raises(Refused, match="does not lie in the morning"):
        office.do(BookVisit(arranged.id, slot=Slot.AM, time="14:00"))


def test_a_time_outside_the_hours_a_customer_asks_for_is_asked_about(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=DAY)
    put(office, visit)
    office.do(SetWish(Wish(subject_id=small.large.id, hours="09:30-11:30")))
    with pytest.raises(Doubted, match="asks for the time 09:30-11:30"):
        office.do(BookVisit(visit.id, time="11:30"))
    assert office.do(BookVisit(visit.id, time="09:30")).value.time == "09:30"
    assert office.do(BookVisit(visit.id, time="11:45", anyway=True)).value.time == "11:45"


def test_one_person_goes_to_two_visits_of_a_morning_at_times_of_their_own(office: SqlOffice, small: SmallOffice) -> None:
    first, second = small.visit(day=DAY), small.visit(day=DAY, slot=Slot.PM, subject_id=small.sites[0].id)
    put(office, first, second)
    with pytest.raises(Refused, match="already has a visit at that time"):
        office.do(BookVisit(second.id, slot=Slot.AM, anyway=True))
    office.do(BookVisit(first.id, time="10:30", anyway=True))
    office.do(BookVisit(second.id, time="09:00", anyway=True))
    assert [row.visit.time for row in office.ask(VisitList(DAY, DAY))] == ["09:00", "10:30"]
    assert [one.row.visit.time for one in office.ask(DaySheet(DAY)).visits] == ["09:00", "10:30"]
    assert mend(office.ask(YearToMend(2026))).clashes == ()
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)), steps=2)))
    assert {kept(office, one).time for one in (first, second)} == {"09:00", "10:30"}
