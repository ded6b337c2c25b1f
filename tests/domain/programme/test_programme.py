"""The visit programme: dated rules, open questions, and the clauses a visit may fail."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_programme import (
    BOTH,
    BUSINESS,
    GROUP,
    MANAGER,
    OTHER_SUPERVISOR,
    PROGRAMME,
    SITE,
    SUPERVISOR,
    TECHNICAL,
    group_visit,
    held,
    judge,
    planned,
)
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.programme.counting import FailureCode, Judge, failures, remaining
from visitplanner.domain.programme.programme import CapacityMeasure, Choices, DateRange, Programme, a_year_from
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitOutcome, VisitState

MARCH = dt.date(2026, 3, 18)


def codes(visit: Visit, by: Judge | None = None) -> list[FailureCode]:
    by = by or judge()
    return [failure.code for failure in failures(visit, by.programme.rule(visit.subject_kind, visit.day), by)]


def choosing(**answers: object) -> Judge:
    return judge(programme=PROGRAMME.with_choices(Choices(**answers)))


def test_a_group_visit_led_by_a_manager_with_both_skills_counts() -> None:
    assert codes(group_visit(MARCH)) == []


def test_a_group_visit_led_by_a_supervisor_fails_and_names_the_clause() -> None:
    visit = held(GROUP, MARCH, SUPERVISOR, BUSINESS, TECHNICAL)
    [failure] = failures(visit, PROGRAMME.rule(GROUP.kind, MARCH), judge())
    assert (failure.code, failure.clause) == (FailureCode.LEADER_RANK, "伍一(二)1")
    assert "課長" in str(failure.message) and "manager" in str(failure.message) and "伍一(二)1" in str(failure.message)


def test_the_leader_does_not_stand_for_a_member() -> None:
    assert codes(held(GROUP, MARCH, MANAGER, TECHNICAL)) == [FailureCode.MISSING_SKILL]


def test_one_person_does_not_stand_for_two_skills() -> None:
    assert codes(held(GROUP, MARCH, MANAGER, BOTH)) == [FailureCode.MISSING_SKILL]
    assert codes(held(GROUP, MARCH, MANAGER, BOTH, TECHNICAL)) == []
    assert codes(held(GROUP, MARCH, MANAGER, TECHNICAL, BOTH)) == []


def test_a_team_without_anybody_lacks_both_skills_by_name() -> None:
    found = failures(held(GROUP, MARCH, MANAGER), PROGRAMME.rule(GROUP.kind, MARCH), judge())
    assert ["business" in str(found[0].message), "technical" in str(found[1].message)] == [True, True]


def test_a_yearly_visit_needs_a_supervisor_and_no_members() -> None:
    assert codes(held(SITE, MARCH, SUPERVISOR)) == []
    assert codes(held(SITE, MARCH, BUSINESS)) == [FailureCode.LEADER_RANK]


def test_a_yearly_visit_is_paid_by_the_customers_own_specialist() -> None:
    visit = held(SITE, MARCH, OTHER_SUPERVISOR)
    assert codes(visit, judge(specialists=[SUPERVISOR])) == [FailureCode.NOT_SPECIALIST]
    assert codes(visit, judge(specialists=[SUPERVISOR, OTHER_SUPERVISOR])) == []


def test_a_group_may_be_led_by_any_manager() -> None:
    assert codes(group_visit(MARCH), judge(specialists=[SUPERVISOR])) == []


@pytest.mark.parametrize(
    ("outcome", "question", "code"),
    [
        (VisitOutcome.PHONE, "phone_counts", FailureCode.PHONE),
        (VisitOutcome.VIDEO, "video_counts", FailureCode.VIDEO),
    ],
)
def test_a_call_or_video_counts_only_where_the_office_chose_so(outcome: VisitOutcome, question: str, code: FailureCode) -> None:
    visit = group_visit(MARCH, outcome=outcome)
    assert codes(visit) == [code]
    assert codes(visit, choosing(**{question: True})) == []


@pytest.mark.parametrize("outcome", [VisitOutcome.CANCELLED, VisitOutcome.POSTPONED])
def test_a_visit_that_did_not_take_place_cannot_be_argued_into_counting(outcome: VisitOutcome) -> None:
    visit = group_visit(MARCH, outcome=outcome, state=VisitState.CANCELLED, override="用戶堅持")
    found = failures(visit, PROGRAMME.rule(GROUP.kind, MARCH), judge())
    assert [failure.code for failure in remaining(found, visit.override)] == [FailureCode.NOT_HELD]


def test_a_stated_reason_sets_a_failed_clause_aside_but_an_empty_one_does_not() -> None:
    found = failures(held(GROUP, MARCH, SUPERVISOR, BUSINESS, TECHNICAL), PROGRAMME.rule(GROUP.kind, MARCH), judge())
    assert remaining(found, "經理當日公假") == []
    assert remaining(found, "  ") == found


def test_a_visit_without_record_or_of_tomorrow_does_not_count_yet() -> None:
    assert codes(planned(SITE, MARCH, SUPERVISOR)) == [FailureCode.NO_RECORD]
    assert codes(held(SITE, MARCH, SUPERVISOR), judge(today=MARCH - dt.timedelta(days=1))) == [FailureCode.FUTURE]


def test_a_visit_at_one_site_counts_for_its_group_unless_the_office_chose_otherwise() -> None:
    visit = group_visit(MARCH, site_id=SITE.id)
    assert codes(visit) == []
    assert codes(visit, choosing(one_site_counts=False)) == [FailureCode.ONE_SITE]


def test_the_threshold_includes_1000_kw_of_regular_contract_and_leaves_the_others_out() -> None:
    assert PROGRAMME.is_large(Contracts(1000), MARCH)
    assert not PROGRAMME.is_large(Contracts(999, 500, 0, 500), MARCH)


def test_the_threshold_may_be_measured_on_the_sum_or_set_otherwise() -> None:
    by_sum = PROGRAMME.with_choices(Choices(capacity=CapacityMeasure.SUM))
    lower = PROGRAMME.with_choices(Choices(threshold_kw=800))
    assert by_sum.is_large(Contracts(999, 0, 0, 1), MARCH)
    assert lower.is_large(Contracts(800), MARCH) and not lower.is_large(Contracts(799), MARCH)


def changed_from_2027() -> Programme:
    """An invented later plan: groups once a year, led by the director; the threshold at 500 kW."""
    group, large = PROGRAMME.rule(SubjectKind.GROUP, MARCH), PROGRAMME.rule(SubjectKind.LARGE, MARCH)
    end, begin = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
    return Programme(
        (
            replace(group, ends_on=end),
            replace(group, id="group-2027", begins_on=begin, visits=1, in_halves=False),
            replace(large, ends_on=end),
            replace(large, id="large-2027", begins_on=begin, threshold_kw=500),
        )
    )


def test_a_later_plan_leaves_earlier_periods_their_rules() -> None:
    later = changed_from_2027()
    assert later.rule(SubjectKind.GROUP, dt.date(2026, 12, 31)).visits == 2
    assert later.rule(SubjectKind.GROUP, dt.date(2027, 1, 1)).visits == 1
    assert not later.is_large(Contracts(700), MARCH) and later.is_large(Contracts(700), dt.date(2027, 3, 1))


def test_a_time_without_a_plan_is_an_error_that_names_it() -> None:
    with pytest.raises(Unknown, match="2024-12-31"):
        PROGRAMME.rule(SubjectKind.GROUP, dt.date(2024, 12, 31))


def test_two_rules_for_one_time_are_not_accepted() -> None:
    group = PROGRAMME.rule(SubjectKind.GROUP, MARCH)
    with pytest.raises(ValueError, match="another rule"):
        Programme((group, replace(group, id="again", begins_on=MARCH)))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)))
def test_periods_that_follow_each_other_leave_no_day_out(first: dt.date) -> None:
    period = a_year_from(first)
    assert period.days in (365, 366)
    assert period.last + dt.timedelta(days=1) == (
        dt.date(first.year + 1, 3, 1) if (first.month, first.day) == (2, 29) else first.replace(year=first.year + 1)
    )


def test_the_halves_of_a_year_meet_at_midyear() -> None:
    first, second = PROGRAMME.windows(PROGRAMME.rule(SubjectKind.GROUP, MARCH), 2026)
    assert (first, second) == (
        DateRange(dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
        DateRange(dt.date(2026, 7, 1), dt.date(2026, 12, 31)),
    )


def test_a_plan_year_may_begin_in_another_month() -> None:
    september = PROGRAMME.with_choices(Choices(year_begins_month=9))
    assert september.period(2025) == DateRange(dt.date(2025, 9, 1), dt.date(2026, 8, 31))
    assert [september.year_of(dt.date(2026, 8, 31)), september.year_of(dt.date(2026, 9, 1))] == [2025, 2026]
    first, second = september.windows(september.rule(SubjectKind.GROUP, MARCH), 2025)
    assert (first.last, second.first) == (dt.date(2026, 2, 28), dt.date(2026, 3, 1))


def test_records_are_accepted_for_thirty_days_after_the_year() -> None:
    assert PROGRAMME.accepts_records(2025, dt.date(2026, 1, 30))
    assert not PROGRAMME.accepts_records(2025, dt.date(2026, 1, 31))
