"""What the office knows reaches the problem: townships side by side, days apart from a subject's other visits."""

from __future__ import annotations

import datetime as dt

from tests.builders import SmallOffice
from visitplanner import bootstrap
from visitplanner.domain.programme.programme import Rule
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.planning.planning import YearToPlan
from visitplanner.services.planning.problem.planned_visits import apart_from, away_from
from visitplanner.store.office import SqlOffice

DAYS = [dt.date(2026, 12, 1) + dt.timedelta(days=n) for n in range(31)]


def rule() -> Rule:
    return bootstrap.known().programme.rule(SubjectKind.LARGE, DAYS[0])


def test_townships_that_lie_side_by_side_reach_the_problem_of_the_year_and_of_the_weeks_after_it(
    office: SqlOffice, small: SmallOffice
) -> None:
    known = bootstrap.known().practice.neighbours
    made = office.ask(YearToPlan(2026)).office
    assert made.late is not None and made.problem.neighbours == made.late.neighbours == known != {}
    assert office.ask(YearToPlan(2026, free=small.large.id)).office.problem.neighbours == known


def test_days_too_near_another_years_visit_are_left_out_unless_no_other_day_is_left() -> None:
    before, after = DAYS[0] - dt.timedelta(days=15), DAYS[-1] + dt.timedelta(days=10)
    assert apart_from(DAYS, before, None, rule()) == DAYS[15:]
    assert apart_from(DAYS, None, after, rule()) == DAYS[:11]
    assert apart_from(DAYS, before, after, rule()) == DAYS, "a visit too near is better than none"
    assert apart_from(DAYS, None, None, rule()) == DAYS


def test_days_near_one_that_was_called_off_are_left_out_as_long_as_others_are_there() -> None:
    assert away_from(DAYS, [DAYS[0] - dt.timedelta(days=20)]) == DAYS[10:]
    assert away_from(DAYS, [DAYS[15]]) == [*DAYS[:15], *DAYS[16:]]
    assert away_from(DAYS[:1], DAYS[:1]) == DAYS[:1]
    assert away_from(DAYS, []) == DAYS
