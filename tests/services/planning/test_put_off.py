"""What is made up for: in order and apart from its subject's other visits, and no failure any more once it is put off."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from uuid import UUID

import pytest

from tests.builders import Clock, Keep, SmallOffice, assignment, customer
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import Company, Group
from visitplanner.domain.staff.staff import Role
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.year_plan import YearPlan
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice

REASON = "人力不足，補訪"


@pytest.fixture
def groups(office: SqlOffice, small: SmallOffice) -> SmallOffice:
    """The small office with five groups more, led by its manager, and twenty customers of its supervisor."""
    kept: list[tuple[str, Record]] = []
    for n in range(5):
        group = Group(name=f"虛構集團{n}")
        company = Company(name=f"虛構公司{n}", tax_id="", group_id=group.id)
        sites = [customer(f"0620000{n}{k:03}", company, 900) for k in range(2)]
        kept += [("groups", group), ("companies", company), *(("customers", site) for site in sites)]
        kept += [("assignments", assignment(group.id, small.manager, Role.LEADER))]
    for n in range(20):
        site = customer(f"0630000{n:04}", small.other, 1500)
        kept += [("customers", site), ("assignments", assignment(site.id, small.supervisor, Role.SPECIALIST))]
    office.do(Keep(tuple(kept)))
    return small


def planned(office: SqlOffice) -> YearPlan:
    return plan_year(office.ask(YearToPlan(2026)), steps=1)


def days(plan: YearPlan) -> dict[UUID, list[tuple[dt.date, int]]]:
    found: dict[UUID, list[tuple[dt.date, int]]] = defaultdict(list)
    for one in (*plan.visits, *plan.late):
        found[one.owed.obligation.subject_id].append((one.place.day, one.owed.obligation.ordinal))
    return {subject: sorted(each) for subject, each in found.items()}


@pytest.mark.parametrize("today", [dt.date(2026, 7, 1), dt.date(2026, 8, 17), dt.date(2026, 9, 14)])
def test_a_visit_that_missed_its_half_is_made_up_for_before_the_second_and_apart_from_it(
    office: SqlOffice, groups: SmallOffice, clock: Clock, today: dt.date
) -> None:
    clock.today = today
    plan = planned(office)
    assert len([one for one in plan.late if one.owed.obligation.ordinal == 1]) == 6
    both = [each for each in days(plan).values() if len(each) > 1]
    assert len(both) == 6
    for (first, one), (second, other) in both:
        assert (one, other) == (1, 2) and (second - first).days >= 30


def test_where_the_year_leaves_no_day_before_it_says_why_it_stands_after_the_second(
    office: SqlOffice, groups: SmallOffice, clock: Clock
) -> None:
    clock.today = dt.date(2026, 11, 29)
    plan = planned(office)
    late = [one for one in plan.late if one.owed.obligation.ordinal == 1 and len(days(plan)[one.owed.obligation.subject_id]) > 1]
    assert late
    for one in late:
        assert "It stands after the next visit on 2026-12-" in str(one.reasons[-1])
    for each in days(plan).values():
        assert all((second[0] - first[0]).days >= 30 for first, second in pairwise(each))


def calendar(office: SqlOffice) -> dict[UUID, Visit]:
    return {row.visit.id: row.visit for row in office.ask(VisitList())}


def test_what_is_put_off_stays_and_is_no_failure_of_the_next_plan(office: SqlOffice, groups: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 11, 29)
    first = planned(office)
    office.do(ApplyPlan(first, late_reason=REASON))
    put_off = {ident: visit for ident, visit in calendar(office).items() if visit.day.year == 2027}
    assert first.unplaced and first.put_off == () and len(put_off) == len(first.late)
    again = planned(office)
    assert len(again.unplaced) == len(first.unplaced) - len(first.late) and not again.late
    assert [(one.day, one.reason) for one in again.put_off] == sorted((visit.day, REASON) for visit in put_off.values())
    assert str(again.put_off_in_words()).startswith(f"{len(put_off)} visits are put off already")
    office.do(ApplyPlan(again))
    after = calendar(office)
    assert {ident: after[ident] for ident in put_off} == put_off


def test_what_is_put_off_comes_back_where_its_year_has_a_place(office: SqlOffice, groups: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 11, 29)
    office.do(ApplyPlan(planned(office), late_reason=REASON))
    before = len([visit for visit in calendar(office).values() if visit.day.year == 2027])
    more = plan_year(office.ask(YearToPlan(2026, leader_week=4)), steps=1)
    office.do(ApplyPlan(more))
    left = [visit for visit in calendar(office).values() if visit.day.year == 2027]
    assert 0 < len(left) < before and len(left) == len(more.put_off)
