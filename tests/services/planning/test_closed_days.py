"""A day on which nobody works always moves its visits, and what the plan made well stays where it stands."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from tests.builders import Clock, Keep, SmallOffice, assignment, customer, person
from visitplanner.domain.customers.customers import Company
from visitplanner.domain.staff.staff import Rank, Role
from visitplanner.domain.visits.visits import Slot, Visit, VisitState
from visitplanner.services.calendar.calendar import AddClosure
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.replanning import Mending, YearToMend, mend
from visitplanner.services.visits.visits import BookVisit, MoveVisit, VisitList
from visitplanner.store.office import SqlOffice

DAY = dt.timedelta(days=1)


@pytest.fixture
def many(office: SqlOffice, small: SmallOffice) -> SmallOffice:
    """The small office with forty customers more, looked after by two supervisors; nothing is planned yet."""
    other = person("張課長", Rank.SUPERVISOR)
    companies = [Company(name=f"虛構用戶{n}", tax_id="") for n in range(40)]
    sites = [customer(f"0530000{n:04}", one, 1200 + n) for n, one in enumerate(companies)]
    led = [assignment(site.id, (small.supervisor, other)[n % 2], Role.SPECIALIST) for n, site in enumerate(sites)]
    office.do(Keep(tuple(("companies", one) for one in companies)))
    office.do(Keep((("people", other), *(("customers", one) for one in sites), *(("assignments", one) for one in led))))
    return small


def planned(office: SqlOffice, leader_week: int | None = None, late: str = "") -> None:
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026, leader_week=leader_week))), late))


def mended(office: SqlOffice, late: str = "") -> Mending:
    found = mend(office.ask(YearToMend(2026)))
    office.do(ApplyPlan(found.plan, late))
    return found


def calendar(office: SqlOffice) -> dict[UUID, Visit]:
    return {row.visit.id: row.visit for row in office.ask(VisitList())}


def on(office: SqlOffice, day: dt.date) -> set[UUID]:
    return {visit.subject_id for visit in calendar(office).values() if visit.day == day}


@pytest.mark.parametrize("ahead", [0, 1, 3])
def test_a_day_closed_in_the_coming_weeks_moves_its_visits(
    office: SqlOffice, many: SmallOffice, clock: Clock, ahead: int
) -> None:
    planned(office)
    before = calendar(office)
    closed = sorted({visit.day for visit in before.values()})[3]
    clock.today = closed - ahead * DAY
    hit = on(office, closed)
    office.do(AddClosure(closed, "颱風"))
    found = mended(office)
    assert hit and not on(office, closed)
    told = {line.subject: line for line in found.lines if line.before and line.before.day == closed}
    assert len(told) == len(hit)
    assert all(line.after and str(line.why) == f"{closed} is not a working day: 颱風." for line in told.values())
    moved = [one for one in before.values() if one.day > closed and calendar(office)[one.id].day != one.day]
    assert len(moved) <= 2, "a twentieth of what stood at most"
    assert not mended(office).lines


def test_an_agreed_visit_on_a_closed_day_stays_and_is_named(office: SqlOffice, many: SmallOffice, clock: Clock) -> None:
    planned(office)
    one = min(calendar(office).values(), key=lambda visit: visit.day)
    office.do(BookVisit(one.id))
    clock.today = one.day
    office.do(AddClosure(one.day, "颱風"))
    ((subject, why),) = mended(office).clashes
    assert subject and str(why) == f"{one.day} is not a working day: 颱風."
    assert calendar(office)[one.id].day == one.day


def test_what_a_plan_made_at_more_visits_a_week_is_not_taken_out(office: SqlOffice, many: SmallOffice, clock: Clock) -> None:
    """Fewer leaders are asked later in the year and a plan may have been made at a norm of its own: mending takes none of it."""
    clock.today = dt.date(2026, 11, 2)
    planned(office, leader_week=4)
    weeks = [(visit.leader_id, visit.day.isocalendar()[:2]) for visit in calendar(office).values()]
    assert max(weeks.count(week) for week in weeks) > 2
    before = calendar(office)
    assert not mended(office).lines and {one.id: one.day for one in calendar(office).values()} == {
        one.id: one.day for one in before.values()
    }
    closed = sorted({visit.day for visit in before.values()})[4]
    hit = on(office, closed)
    office.do(AddClosure(closed, "停電"))
    found = mended(office)
    assert len(found.lines) == len(hit)
    after = calendar(office)
    assert all(after[one.id].day == one.day for one in before.values() if one.day != closed)


def test_what_is_to_be_made_up_for_stays_and_moves_with_its_reason(office: SqlOffice, many: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 11, 25)
    planned(office, late="人力不足")
    late = {one.id: one for one in calendar(office).values() if one.day.year == 2027}
    assert len(late) > 3
    assert not mended(office).lines and late.items() <= calendar(office).items()
    closed = min(one.day for one in late.values())
    office.do(AddClosure(closed, "颱風"))
    lines = mended(office).lines
    gone = {one.id: one for one in late.values() if one.day == closed}
    assert len(lines) == len(gone)
    assert all(line.after and line.after.day != closed and "颱風" in str(line.why) for line in lines)
    after = calendar(office)
    assert all(after[ident].day.year == 2027 and after[ident].day != closed for ident in gone)
    assert {after[ident].override for ident in late} == {"人力不足"}
    assert all(after[one.id] == one for one in late.values() if one.id not in gone)


def test_a_visit_whose_day_went_by_is_paid_next_and_not_last(office: SqlOffice, many: SmallOffice, clock: Clock) -> None:
    planned(office)
    before = sorted(calendar(office).values(), key=lambda visit: (visit.day, str(visit.id)))
    alone = [one for one in before if sum((other.day, other.leader_id) == (one.day, one.leader_id) for other in before) == 1]
    by_hand = office.do(MoveVisit(alone[0].id, alone[0].day, Slot.PM if alone[0].slot is Slot.AM else Slot.AM, anyway=True)).value
    assert by_hand.pinned and by_hand.state is VisitState.SUGGESTED
    clock.today = max(before[2].day, by_hand.day) + DAY
    over = {(visit.subject_id, visit.ordinal) for visit in before if visit.day < clock.today}
    found = mended(office)
    offered = {(one.owed.obligation.subject_id, one.owed.obligation.ordinal): one for one in found.plan.visits}
    assert over <= offered.keys()
    for one in (offered[ident] for ident in over):
        assert one.place.day <= max(clock.today, one.owed.obligation.ideal) + dt.timedelta(days=45), one.owed.obligation
    assert min(visit.day for visit in calendar(office).values()) >= clock.today


def test_a_visit_of_the_year_before_on_a_closed_day_is_named(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2027, 1, 4)
    day = dt.date(2027, 1, 6)
    late = small.visit(day=day, slot=Slot.PM, state=VisitState.SUGGESTED, override="補訪")
    office.do(Keep((("visits", late),)))
    office.do(AddClosure(day, "颱風"))
    ((subject, why),) = mend(office.ask(YearToMend(2027))).clashes
    assert subject == small.large.name and "颱風" in str(why)


def test_what_falls_out_is_offered_a_day_to_be_made_up_for(office: SqlOffice, many: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 11, 25)
    planned(office)
    closed = max(one.day for one in calendar(office).values())
    hit = on(office, closed)
    clock.today = closed - DAY
    office.do(AddClosure(closed, "颱風"))
    found = mended(office, late="颱風停班")
    offered = {one.owed.obligation.subject_id: one.place.day for one in found.plan.late}
    assert hit <= offered.keys()
    told = {(one.subject, str(one.told).rpartition("It may be made up for ")[2]) for one in found.waiting}
    assert {(one.subject, f"on {one.place.day} by {one.leader}.") for one in found.plan.late} <= told
    after = {one.subject_id: one for one in calendar(office).values() if one.override}
    assert {ident: after[ident].day for ident in offered} == offered
