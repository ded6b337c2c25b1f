"""The year month by month: counts, norms by working days, a level year, and how crowded a calendar is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SmallOffice, new_office
from visitplanner.domain.planning.year.norms import OfficeNorms
from visitplanner.domain.visits.visits import SubjectKind, VisitState
from visitplanner.services.planning.planning import YearToPlan, plan_year
from visitplanner.services.planning.year_overview import (
    By,
    CalendarDays,
    MonthFacts,
    YearMonths,
    after_plan,
    level_loads,
    level_shares,
    month_of,
    pace_of,
    standing,
    year_lines,
)
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.store.office import SqlOffice

SMALL = SmallOffice()
MONTHS = tuple(MonthFacts(dt.date(2026, month, 1), 20) for month in range(1, 13))


@pytest.fixture
def office(tmp_path: Path) -> SqlOffice:
    return new_office(tmp_path)


def row(day: dt.date, leader: UUID | None = None, **changes: object) -> VisitRow:
    usual = {"day": day, "leader_id": leader or SMALL.supervisor.id, **changes}
    return VisitRow(SMALL.visit(**usual), "", "", "", "", ())


def test_months_have_their_working_days_and_norms_by_them(office: SqlOffice) -> None:
    months = office.ask(YearMonths(2026))
    assert [month.first.month for month in months] == list(range(1, 13))
    days = office.ask(CalendarDays(dt.date(2026, 2, 1), dt.date(2026, 2, 28)))
    february = months[1]
    assert february.working_days == sum(day.works for day in days.values())
    assert february.leader_norm == pytest.approx(2 * february.working_days / 5)
    assert replace(february, norms=OfficeNorms(member_week=3)).member_norm == pytest.approx(3 * february.working_days / 5)


def test_a_line_counts_what_its_person_leads_by_how_firm_it_is() -> None:
    states = (VisitState.DONE, VisitState.BOOKED, VisitState.TENTATIVE, VisitState.SUGGESTED, VisitState.CANCELLED)
    rows = [row(dt.date(2026, 3, 2 + number), state=state) for number, state in enumerate(states)]
    rows.append(row(dt.date(2026, 3, 9), SMALL.manager.id, member_ids=(SMALL.supervisor.id,)))
    whole, supervisor, manager = year_lines(rows, MONTHS, By.LEADER, [SMALL.supervisor.id, SMALL.manager.id])
    march = supervisor.loads[2]
    assert (march.done, march.agreed, march.suggested, march.norm) == (1, 2, 1, 8.0)
    assert (whole.count, supervisor.count, manager.count) == (5, 4, 1)
    joined = year_lines(rows, MONTHS, By.MEMBER, [SMALL.supervisor.id, SMALL.business.id])
    assert [line.count for line in joined[1:]] == [1, 0]


def test_a_person_with_more_than_the_norm_is_too_full() -> None:
    rows = [row(dt.date(2026, 3, day)) for day in range(1, 10)]
    _whole, line = year_lines(rows, MONTHS, By.LEADER, [SMALL.supervisor.id])
    assert line.loads[2].count == 9
    assert line.loads[2].too_full
    assert not year_lines(rows[:8], MONTHS, By.LEADER, [SMALL.supervisor.id])[1].loads[2].too_full


def test_kinds_are_measured_by_a_level_year() -> None:
    rows = [row(dt.date(2026, month, 2), subject_kind=SubjectKind.GROUP) for month in range(1, 13)]
    rows += [row(dt.date(2026, 5, day)) for day in range(3, 6)]
    _whole, groups, large = year_lines(rows, MONTHS, By.KIND, [SubjectKind.GROUP, SubjectKind.LARGE])
    assert not any(load.too_full for load in groups.loads)
    assert [load.too_full for load in large.loads].index(True) == 4


@given(st.lists(st.integers(0, 400), max_size=60), st.lists(st.integers(1, 23), min_size=12, max_size=12))
def test_the_shares_of_a_level_year_add_up_to_its_visits(days: list[int], worked: list[int]) -> None:
    months = tuple(MonthFacts(dt.date(2026, number, 1), count) for number, count in enumerate(worked, 1))
    rows = [row(dt.date(2026, 1, 1) + dt.timedelta(days=day)) for day in days]
    within = sum(each.visit.day.year == 2026 for each in rows)
    loads = level_loads(rows, months, [each.visit.day for each in rows])
    assert sum(load.norm for load in loads) == pytest.approx(within)
    assert sum(load.count for load in loads) == within


def test_a_year_planned_from_july_is_measured_by_the_months_that_are_planned() -> None:
    months = tuple(replace(month, over=month.first.month < 7) for month in MONTHS)
    rows = [row(dt.date(2026, month, day)) for month in range(7, 13) for day in range(1, 12)]
    (whole,) = year_lines(rows, months, By.KIND, [])
    assert [load.norm for load in whole.loads] == [0.0] * 6 + [pytest.approx(11)] * 6
    assert not any(load.too_full for load in whole.loads)
    held_late = year_lines([*rows, *(row(dt.date(2026, 6, day)) for day in range(1, 6))], months, By.KIND, [])[0]
    assert [load.norm for load in held_late.loads] == [0.0] * 5 + [5.0] + [pytest.approx(11)] * 6


def test_the_first_month_counts_from_its_first_visit(office: SqlOffice) -> None:
    months = [month for month in office.ask(YearMonths(2026)) if not month.over]
    assert len(months) < len(office.ask(YearMonths(2026)))
    begin = months[0].days[-5]
    shares = level_shares([begin] * 10, months, [begin])
    assert shares[0] == pytest.approx(10 * 5 / (5 + sum(month.working_days for month in months[1:])))
    assert len(months[0].days) == months[0].working_days


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2)), max_size=60))
def test_the_pace_is_what_counting_by_hand_gives(drawn: list[tuple[int, int]]) -> None:
    leaders = [uuid4() for _ in range(3)]
    held = [(dt.date(2026, 3, 2) + dt.timedelta(days=day), leaders[who]) for day, who in drawn]
    pace = pace_of(held, OfficeNorms(leader_week=2))
    weeks = [
        sum(leader == one and (day - dt.date(2026, 3, 2)).days // 7 == week for day, leader in held)
        for one in leaders
        for week in range(9)
    ]
    assert pace.leader_week == max(weeks)
    assert pace.weeks_over == sum(count > 2 for count in weeks)
    assert sum(pace.months.values()) == len(held)
    assert pace.office_day == max((sum(day == each for each, _ in held) for day, _ in held), default=0)


def test_after_a_plan_the_suggestions_are_the_plans_and_what_is_agreed_stays(office: SqlOffice) -> None:
    small = SmallOffice()
    small.keep(office)
    agreed, old = small.visit(), small.visit(ordinal=2, state=VisitState.SUGGESTED, day=dt.date(2026, 5, 6))
    rows = [VisitRow(each, "", "", "", "", ()) for each in (agreed, old)]
    plan = plan_year(office.ask(YearToPlan(2026)))
    after = after_plan(rows, plan)
    assert standing(rows, 2026) == [(agreed.day, small.supervisor.id), (old.day, small.supervisor.id)]
    assert sorted(after)[0] == (agreed.day, small.supervisor.id)
    assert len(after) == 1 + len(plan.visits)
    assert office.ask(VisitList()) == []
    assert month_of(agreed.day) == dt.date(2026, 3, 1)
