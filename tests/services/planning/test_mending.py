"""Mending that can be trusted: every line in names with its cause, nothing vanishes unsaid, a second mend moves nothing."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from tests.builders import Clock, Keep, SmallOffice, assignment, customer, person
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.staff.staff import Rank, Role
from visitplanner.domain.visits.visits import Slot, Visit
from visitplanner.services.calendar.calendar import AddClosure
from visitplanner.services.core.directory import People
from visitplanner.services.customers.customers import ChangeCustomer
from visitplanner.services.handovers.absences import SetAway
from visitplanner.services.handovers.bearing import LeaveService
from visitplanner.services.handovers.handover import HandOver
from visitplanner.services.planning import replanning
from visitplanner.services.planning.office_norms import ChooseNorms, ChooseUntouchedWeeks, NormsInForce, UntouchedWeeks
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.replanning import Mending, YearToMend, mend
from visitplanner.services.planning.what_if import HitVisits, WhatIf
from visitplanner.services.programme.assignments import Assign
from visitplanner.services.visits.arranging import CancelVisit
from visitplanner.services.visits.visits import BookVisit, VisitList
from visitplanner.store.office import SqlOffice

IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}")


@pytest.fixture
def large(office: SqlOffice, small: SmallOffice) -> SmallOffice:
    """The small office with sixteen customers more, looked after by two supervisors, and its year planned."""
    other = person("張課長", Rank.SUPERVISOR)
    sites = [customer(f"0530000{n:04}", small.other, 900 + n, name=f"虛構用戶{n}") for n in range(16)]
    led = [assignment(site.id, (small.supervisor, other)[n % 2], Role.SPECIALIST) for n, site in enumerate(sites)]
    office.do(Keep((("people", other), *(("customers", one) for one in sites), *(("assignments", one) for one in led))))
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)))))
    return small


def mended(office: SqlOffice, apply: bool = True) -> Mending:
    found = mend(office.ask(YearToMend(2026)))
    if apply:
        office.do(ApplyPlan(found.plan))
    return found


def calendar(office: SqlOffice) -> dict[object, Visit]:
    return {row.visit.id: row.visit for row in office.ask(VisitList())}


def places(office: SqlOffice) -> set[tuple[object, ...]]:
    return {(visit.id, visit.day, visit.slot, visit.team_ids) for visit in calendar(office).values()}


def words(found: Mending) -> list[str]:
    return (
        [str(line.why) for line in found.lines]
        + [str(why) for _, why in found.clashes]
        + [str(one.told) for one in found.waiting]
    )


def test_nothing_moves_where_nothing_happened(office: SqlOffice, large: SmallOffice) -> None:
    before = places(office)
    assert mended(office).lines == ()
    assert places(office) == before


def test_causes_stand_in_names_and_a_second_mend_moves_nothing(office: SqlOffice, large: SmallOffice) -> None:
    days = sorted({visit.day for visit in calendar(office).values()})
    office.do(AddClosure(days[-1], "颱風"))
    office.do(SetAway(large.supervisor.id, dt.date(2026, 5, 1), dt.date(2026, 6, 30)))
    first = mended(office)
    assert first.lines and not any(IDENTITY.search(word) for word in words(first))
    assert {str(line.why) for line in first.lines} >= {f"{days[-1]} is not a working day: 颱風."}
    assert any(re.match(r"林課長 is away on 2026-0[56]", word) for word in words(first)), words(first)
    before = places(office)
    second = mended(office)
    assert second.lines == () and places(office) == before


def test_today_and_the_coming_weeks_stay_as_many_as_the_office_chose(office: SqlOffice, large: SmallOffice, clock: Clock) -> None:
    soon = next(visit for visit in calendar(office).values() if visit.subject_id == large.large.id)
    clock.today = soon.day
    found = mended(office)
    assert soon.id not in {line.before.id for line in found.lines if line.before}
    assert calendar(office)[soon.id].day == clock.today, "a suggestion for today stays"
    assert office.ask(UntouchedWeeks()) == 2
    office.do(ChooseUntouchedWeeks(4))
    assert office.ask(YearToMend(2026)).weeks == 4 and office.ask(YearToMend(2026, 1)).weeks == 1
    with pytest.raises(Refused, match="cannot be left alone"):
        office.do(ChooseUntouchedWeeks(27))


def test_a_customer_that_fell_under_the_threshold_loses_its_visit_with_a_line(office: SqlOffice, large: SmallOffice) -> None:
    site = large.large
    office.do(ChangeCustomer(replace(site, version=1, regular_kw=700), dt.date(2026, 3, 16)))
    (line,) = [line for line in mended(office).lines if line.subject == site.name]
    assert line.after is None and line.leader_before == "林課長"
    assert "Below the threshold since 2026-03-16: 700 kW instead of 1,000 kW" in str(line.why)
    assert site.id not in {visit.subject_id for visit in calendar(office).values()}


def test_a_suggestion_whose_day_is_over_is_said_to_be_owed_again(office: SqlOffice, large: SmallOffice, clock: Clock) -> None:
    first = min(calendar(office).values(), key=lambda visit: (visit.day, str(visit.id)))
    clock.today = first.day + dt.timedelta(days=1)
    over = [line for line in mended(office).lines if line.after is None]
    assert any("nobody agreed to it; the visit is owed again" in str(line.why) for line in over)


def test_what_is_newly_owed_is_placed_or_said_to_lack_somebody(office: SqlOffice, large: SmallOffice) -> None:
    site = customer("05400000001", large.other, 1500, name="新用戶")
    office.do(Keep((("customers", site),)))
    found = mended(office)
    assert ("新用戶", "No service specialist is assigned; assign one first.") in [
        (one.subject, str(one.told)) for one in found.waiting
    ]
    office.do(Assign(site.id, large.supervisor.id))
    (line,) = [line for line in mended(office).lines if line.subject == "新用戶"]
    assert line.before is None and line.leader_after == "林課長"


def test_a_place_that_falls_free_is_offered_to_who_waits_for_it(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 12, 29)
    office.do(ChooseNorms(replace(office.ask(NormsInForce()), notice_days=0, leader_week=10, ahead_percent=100)))
    other = customer("05400000002", small.other, 1500, name="候補用戶")
    holder = [
        small.visit(day=day, subject_id=ident) for day, ident in zip(LAST_DAYS, (small.large.id, small.sites[0].id), strict=True)
    ]
    second = [small.visit(day=day, subject_id=small.park.id, slot="pm", ordinal=n) for n, day in enumerate(LAST_DAYS, 7)]
    office.do(Keep((("customers", other), ("assignments", assignment(other.id, small.supervisor, Role.SPECIALIST)))))
    office.do(Keep(tuple(("visits", one) for one in (*holder, *second))))
    assert "候補用戶" in {one.subject for one in mended(office).waiting}
    office.do(CancelVisit(holder[1].id, "改期"))
    offered = {line.subject: line for line in mended(office, apply=False).lines}
    assert any(line.after is not None and line.after.day == LAST_DAYS[1] for line in offered.values())


LAST_DAYS = (dt.date(2026, 12, 30), dt.date(2026, 12, 31))


@pytest.mark.parametrize("role", ["leader", "member"])
def test_what_if_answers_for_somebody_who_goes_to_an_agreed_visit(office: SqlOffice, small: SmallOffice, role: str) -> None:
    agreed = small.visit(day=dt.date(2026, 6, 16), member_ids=(small.business.id,))
    office.do(Keep((("visits", agreed),)))
    absent = (small.supervisor if role == "leader" else small.business).id
    plan = plan_year(office.ask(WhatIf(2026, (absent,))))
    assert small.large.id in {one.owed.obligation.subject_id for one in (*plan.visits, *plan.unplaced)}
    (row,) = office.ask(HitVisits(2026, (absent,)))
    assert row.visit.id == agreed.id
    assert office.ask(HitVisits(2026, (small.technical.id,))) == ()
    assert list(calendar(office)) == [agreed.id], "a question changes nothing"


def test_visits_of_somebody_who_leaves_are_offered_to_who_may_take_over_and_not_pulled_forward(
    office: SqlOffice, large: SmallOffice, clock: Clock
) -> None:
    last, before = dt.date(2026, 6, 30), calendar(office)
    standing = next(one for one in before.values() if one.subject_id == large.park.id)
    office.do(BookVisit(standing.id, dt.date(2026, 11, 4), slot=Slot.AM, anyway=True))
    before = calendar(office)
    office.do(LeaveService(large.supervisor.id, last))
    found = mended(office)
    own = [one for one in before.values() if one.leader_id == large.supervisor.id and one.id != standing.id]
    after = [one for one in own if one.day > last]
    lines = {line.subject: line for line in found.lines if line.before and line.leader_before == "林課長"}
    assert after and len(lines) == len(after)
    for line in lines.values():
        assert line.before is not None and line.after is not None
        assert (line.after.day, line.leader_after) == (line.before.day, "張課長")
        assert str(line.why).startswith("The last day of service of 林課長 is 2026-06-30; 張課長 may take it over")
    ((clashing, why),) = found.clashes
    assert clashing == "虛構工業區" and "張課長 may take it over" in str(why)
    assert str(found.handovers[0].why).startswith("From 2026-07-01 on nobody looks after ")
    places_now = places(office)
    assert mended(office).lines == () and places(office) == places_now
    office.do(HandOver(large.supervisor.id, next(one.id for one in office.ask(People()) if one.name == "張課長"), last + DAY))
    again = mended(office)
    assert again.handovers == again.clashes == again.lines == ()


DAY = dt.timedelta(days=1)


def test_what_is_not_hit_stays_in_the_coming_two_weeks(
    office: SqlOffice, large: SmallOffice, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody is away from the third week on: those of the first two keep day, half-day and team."""
    clock.today = min(visit.day for visit in calendar(office).values()) - dt.timedelta(days=1)
    until = clock.today + dt.timedelta(weeks=2)
    near = {ident: place for ident, place in calendar(office).items() if place.day <= until}
    assert near and len(near) < len(calendar(office))
    office.do(SetAway(large.supervisor.id, until + dt.timedelta(days=1), until + dt.timedelta(days=40)))
    left_alone: list[dt.date] = []
    engine = replanning.replan
    with monkeypatch.context() as patch:
        patch.setattr(replanning, "replan", lambda *a, **k: left_alone.append(k["leave_until"]) or engine(*a, **k))
        found = mended(office)
    assert left_alone == [until + dt.timedelta(days=1)], "up to and with the last day of the second week"
    assert 0 <= found.plan.seconds < 600
    assert not {str(ident) for ident in near} & {str(line.before.id) for line in found.lines if line.before}
    after = calendar(office)
    assert [(after[one.id].day, after[one.id].slot, after[one.id].team_ids) for one in near.values()] == [
        (one.day, one.slot, one.team_ids) for one in near.values()
    ]


def test_mending_can_be_stopped_and_names_who_led_and_who_will(office: SqlOffice, large: SmallOffice) -> None:
    hit = max(calendar(office).values(), key=lambda visit: visit.day)
    office.do(AddClosure(hit.day, "颱風"))
    asked: list[bool] = []
    mend(office.ask(YearToMend(2026)), stop=lambda: asked.append(True) or True)
    assert asked
    (line, *_) = [line for line in mended(office, apply=False).lines if line.before and line.before.day == hit.day and line.after]
    names = {large.supervisor.id: "林課長", large.manager.id: "王經理"}
    assert line.leader_before == names.get(hit.leader_id, "張課長")
    assert line.leader_after in {"林課長", "王經理", "張課長"}
