"""What is owed in a year, and which visit settles it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_programme import (
    BUSINESS,
    GROUP,
    MANAGER,
    PROGRAMME,
    SITE,
    SUPERVISOR,
    TECHNICAL,
    group_visit,
    held,
    judge,
    named,
    planned,
)
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.programme.counting import FailureCode, Judge
from visitplanner.domain.programme.obligations import Claimant, Obligation, State, obligations, verdict
from visitplanner.domain.programme.programme import Choices, DateRange
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitOutcome, VisitState

NEW_YEAR = dt.date(2026, 1, 1)
MAY, AUGUST, NOVEMBER = dt.date(2026, 5, 20), dt.date(2026, 8, 20), dt.date(2026, 11, 20)


def owed(claimant: Claimant, *visits: Visit, by: Judge | None = None, year: int = 2026) -> list[Obligation]:
    return obligations([claimant], year, visits, by or judge())


def choosing(today: dt.date = dt.date(2026, 12, 31), **answers: Any) -> Judge:
    return judge(today, PROGRAMME.with_choices(Choices(**answers)))


def states(found: list[Obligation]) -> list[State]:
    return [one.state for one in found]


def test_a_group_is_owed_one_visit_in_each_half_and_a_customer_one_in_the_year() -> None:
    group, site = owed(GROUP), owed(SITE)
    assert [(one.ordinal, one.window, one.clause) for one in group] == [
        (1, DateRange(dt.date(2026, 1, 1), dt.date(2026, 6, 30)), "伍一(二)1"),
        (2, DateRange(dt.date(2026, 7, 1), dt.date(2026, 12, 31)), "伍一(二)1"),
    ]
    assert [(one.ordinal, one.window.days, one.clause) for one in site] == [(1, 365, "伍一(二)2")]


def test_a_visit_that_counts_settles_its_half_only() -> None:
    first, second = owed(GROUP, group_visit(MAY))
    assert (first.done, first.left, first.state) == (1, 0, State.DONE)
    assert (second.done, second.left) == (0, 1)


def test_a_visit_that_fails_a_clause_stays_owed_and_says_why() -> None:
    [one] = owed(SITE, held(SITE, MAY, BUSINESS))
    assert (one.done, one.left) == (0, 1)
    assert any("not of the rank" in str(reason) for reason in one.reasons)


def test_a_visit_argued_into_counting_settles_and_prints_its_reason() -> None:
    [one] = owed(SITE, held(SITE, MAY, BUSINESS, override="服務專員請假"))
    assert one.state is State.DONE
    assert "服務專員請假" in str(one.reasons[0])


def test_a_cancelled_visit_opens_its_obligation_again() -> None:
    visit = planned(SITE, NOVEMBER, SUPERVISOR)
    by = judge(MAY)
    cancelled = replace(visit, state=VisitState.CANCELLED, outcome=VisitOutcome.CANCELLED)
    assert [one.booked for one in owed(SITE, visit, by=by)] == [1]
    assert [(one.booked, one.left) for one in owed(SITE, cancelled, by=by)] == [(0, 1)]


@pytest.mark.parametrize(
    ("state", "booked", "left", "shown"),
    [
        (VisitState.BOOKED, 1, 0, State.BOOKED),
        (VisitState.TENTATIVE, 1, 0, State.TENTATIVE),
        (VisitState.SUGGESTED, 0, 1, State.PLANNED),
    ],
)
def test_only_what_is_agreed_or_pencilled_in_is_booked(state: VisitState, booked: int, left: int, shown: State) -> None:
    [one] = owed(SITE, planned(SITE, NOVEMBER, SUPERVISOR, state=state), by=judge(MAY))
    assert (one.booked, one.left, one.state) == (booked, left, shown)
    assert one.visit_id is not None


def test_the_firmest_of_several_planned_visits_stands_for_the_obligation() -> None:
    suggested = planned(SITE, AUGUST, SUPERVISOR, state=VisitState.SUGGESTED)
    agreed = planned(SITE, NOVEMBER, SUPERVISOR)
    [one] = owed(SITE, suggested, agreed, by=judge(MAY))
    assert one.visit_id == agreed.id


def test_a_planned_visit_with_the_wrong_team_says_so_before_it_is_held() -> None:
    first, _ = owed(GROUP, planned(GROUP, MAY, MANAGER, BUSINESS), by=judge(NEW_YEAR))
    assert first.booked == 1
    assert "technical" in str(first.reasons[0])


def test_a_planned_visit_whose_day_has_passed_lacks_its_record() -> None:
    [one] = owed(SITE, planned(SITE, MAY, SUPERVISOR), by=judge(AUGUST))
    assert "no record yet" in str(one.reasons[0])


def test_two_visits_in_one_half_leave_the_other_owed() -> None:
    early, late = group_visit(dt.date(2026, 2, 3)), group_visit(dt.date(2026, 6, 3), ordinal=2)
    found = owed(GROUP, early, late)
    assert [one.done for one in found] == [1, 0]
    judged = verdict(late, GROUP, [early], judge())
    assert not judged.counts
    assert [failure.code for failure in judged.failures] == [FailureCode.WRONG_HALF]


def test_a_stated_reason_lets_a_visit_of_the_wrong_half_count() -> None:
    early, late = group_visit(dt.date(2026, 2, 3)), group_visit(dt.date(2026, 6, 3), ordinal=2, override="用戶下半年歲修")
    assert [one.done for one in owed(GROUP, early, late)] == [1, 1]
    assert verdict(late, GROUP, [early], judge()).ordinal == 2


def test_where_halves_are_only_advice_two_visits_of_one_half_settle_the_year() -> None:
    visits = group_visit(dt.date(2026, 2, 3)), group_visit(dt.date(2026, 6, 3))
    assert [one.done for one in owed(GROUP, *visits, by=choosing(one_in_each_half=False))] == [1, 1]


def test_the_second_visit_of_a_half_counts_when_the_first_failed() -> None:
    failed, sound = held(GROUP, dt.date(2026, 2, 3), SUPERVISOR, BUSINESS, TECHNICAL), group_visit(MAY)
    first, _ = owed(GROUP, failed, sound)
    assert (first.done, first.visit_id) == (1, sound.id)


def test_an_extra_visit_does_not_add_to_the_count() -> None:
    first, extra = held(SITE, MAY, SUPERVISOR), held(SITE, AUGUST, SUPERVISOR)
    [one] = owed(SITE, first, extra)
    assert (one.required, one.done, one.left) == (1, 1, 0)
    assert [failure.code for failure in verdict(extra, SITE, [first], judge()).failures] == [FailureCode.SURPLUS]


def test_a_visit_held_in_the_next_year_counts_there_unless_a_reason_says_otherwise() -> None:
    late = held(SITE, dt.date(2027, 1, 4), SUPERVISOR, year=2026)
    by = judge(dt.date(2027, 1, 20))
    assert [one.done for year in (2026, 2027) for one in owed(SITE, late, by=by, year=year)] == [0, 1]
    assert [failure.code for failure in verdict(late, SITE, [], by).failures] == [FailureCode.OUTSIDE_YEAR]
    excused = replace(late, override="颱風順延")
    assert [one.done for year in (2026, 2027) for one in owed(SITE, excused, by=by, year=year)] == [1, 0]


def test_a_group_visit_leaves_its_sites_owed_their_own_visit() -> None:
    [site] = obligations([SITE], 2026, [group_visit(MAY)], judge())
    assert site.done == 0


def test_a_group_visit_settles_the_site_it_was_held_at_where_the_office_chose_so() -> None:
    by = choosing(group_settles_sites=True)
    elsewhere = named("another site")
    assert [one.done for one in owed(SITE, group_visit(MAY), by=by)] == [1]
    assert [one.done for one in owed(SITE, group_visit(MAY, site_id=SITE.id), by=by)] == [1]
    assert [one.done for one in owed(SITE, group_visit(MAY, site_id=elsewhere), by=by)] == [0]
    assert "group" in str(owed(SITE, group_visit(MAY), by=by)[0].reasons[0])


def test_a_group_visit_that_does_not_count_settles_no_site() -> None:
    visit = held(GROUP, MAY, SUPERVISOR, BUSINESS, TECHNICAL)
    assert [one.done for one in owed(SITE, visit, by=choosing(group_settles_sites=True))] == [0]


def test_the_quota_is_of_the_year_whenever_the_last_visit_was() -> None:
    known = replace(SITE, last_visit_on=dt.date(2025, 12, 30))
    [one] = owed(known, by=judge(NEW_YEAR))
    assert (one.required, one.left) == (1, 1)
    assert one.ideal == dt.date(2026, 12, 30)


def test_the_ideal_day_is_a_year_after_the_last_visit_moved_into_the_year() -> None:
    older = replace(SITE, last_visit_on=dt.date(2024, 4, 10))
    assert owed(older)[0].ideal == dt.date(2026, 1, 1)
    recent = replace(SITE, last_visit_on=dt.date(2024, 2, 29))
    [one] = owed(recent, held(SITE, dt.date(2025, 4, 10), SUPERVISOR))
    assert one.ideal == dt.date(2026, 4, 10)


def test_a_visit_that_did_not_count_leaves_the_ideal_day_alone() -> None:
    known = replace(SITE, last_visit_on=dt.date(2025, 3, 3))
    [one] = owed(known, held(SITE, dt.date(2025, 9, 9), BUSINESS))
    assert one.ideal == dt.date(2026, 3, 3)


def test_the_second_group_visit_keeps_its_distance_from_the_first() -> None:
    _, second = owed(GROUP, group_visit(dt.date(2026, 6, 20)))
    assert (second.ready, second.due) == (dt.date(2026, 9, 18), dt.date(2026, 12, 31))
    assert second.ready <= second.ideal <= second.due
    _, early = owed(GROUP, group_visit(dt.date(2026, 1, 5)))
    assert early.due == dt.date(2026, 10, 7)
    assert "Owed by 2026-10-07: at most 275 days after the visit before it (plan 伍一(二)1)." in map(str, early.reasons)


def test_the_first_group_visit_does_not_follow_the_last_of_the_year_before_too_soon() -> None:
    first, _ = owed(GROUP, group_visit(dt.date(2025, 12, 28)))
    assert first.ready == dt.date(2026, 3, 28)
    assert first.window.first == NEW_YEAR


def test_those_never_visited_are_spread_over_the_year_the_same_way_every_time() -> None:
    crowd = [Claimant(named(str(n)), SubjectKind.LARGE, f"{n:011}") for n in range(240)]
    months = [one.ideal.month for one in obligations(crowd, 2026, [], judge())]
    again = [one.ideal.month for one in obligations(crowd, 2026, [], judge())]
    assert months == again
    assert min(months.count(month) for month in range(1, 13)) >= 8


def test_a_customer_that_came_over_the_threshold_is_owed_its_visit_from_then_on() -> None:
    late = replace(SITE, owed_from=AUGUST)
    [one] = owed(late, held(SITE, MAY, SUPERVISOR))
    assert one.window == DateRange(AUGUST, dt.date(2026, 12, 31))
    assert one.done == 0
    assert str(one.reasons[0]) == "Owed since 2026-08-20."


def test_a_visit_the_list_names_within_the_year_waits_for_its_record() -> None:
    [one] = owed(replace(SITE, last_visit_on=MAY))
    assert one.left == 1
    assert "once it is recorded" in str(one.reasons[0])


def test_a_customer_visited_anyway_says_why() -> None:
    [one] = owed(Claimant(named("other"), SubjectKind.OTHER, "05222222222", reason="醫院，用電安全"))
    assert (one.kind, one.required) == (SubjectKind.OTHER, 1)
    assert "醫院，用電安全" in str(one.reasons[0])


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (dt.date(2026, 1, 2), State.LEFT),
        (dt.date(2026, 4, 10), State.DUE),
        (dt.date(2026, 12, 31), State.DUE),
        (dt.date(2027, 1, 1), State.OVERDUE),
    ],
)
def test_an_open_visit_becomes_due_at_its_ideal_day_and_overdue_after_its_window(today: dt.date, state: State) -> None:
    known = replace(SITE, last_visit_on=dt.date(2025, 4, 10))
    assert states(owed(known, by=judge(today))) == [state]


@pytest.mark.parametrize(("before", "state"), [(61, State.LEFT), (60, State.DUE), (59, State.DUE), (0, State.DUE)])
def test_an_open_visit_is_to_be_arranged_sixty_days_before_its_last_day_even_if_its_ideal_day_is_later(
    before: int, state: State
) -> None:
    known = replace(SITE, last_visit_on=dt.date(2025, 12, 30))
    [one] = owed(known, by=judge(NEW_YEAR))
    assert one.ideal > one.due - dt.timedelta(days=59)
    assert states(owed(known, by=judge(one.due - dt.timedelta(days=before)))) == [state]


def test_the_first_half_is_overdue_in_july_and_its_late_visit_needs_a_reason() -> None:
    first, second = owed(GROUP, group_visit(dt.date(2026, 7, 2), ordinal=1), by=judge(AUGUST))
    assert [first.state, second.state] == [State.OVERDUE, State.DONE]


def test_a_year_without_a_programme_is_an_error_that_names_it() -> None:
    with pytest.raises(Unknown, match="2024"):
        owed(SITE, year=2024)


VISITS = st.builds(
    lambda offset, state, right_team, override: (
        planned(GROUP, NEW_YEAR + dt.timedelta(days=offset), MANAGER, BUSINESS, TECHNICAL, state=state)
        if state is not VisitState.DONE
        else held(
            GROUP,
            NEW_YEAR + dt.timedelta(days=offset),
            MANAGER if right_team else SUPERVISOR,
            BUSINESS,
            TECHNICAL,
            override=override,
        )
    ),
    st.integers(-200, 500),
    st.sampled_from(list(VisitState)),
    st.booleans(),
    st.sampled_from(["", "有理由"]),
)


@given(st.lists(VISITS, max_size=6), st.dates(dt.date(2026, 1, 1), dt.date(2027, 3, 1)))
def test_whatever_happened_the_sums_agree_and_each_visit_settles_at_most_one(visits: list[Visit], today: dt.date) -> None:
    found = owed(GROUP, *visits, by=judge(today))
    assert all(one.required == one.done + one.booked + one.left for one in found)
    assert all(one.window.first <= one.ready <= one.ideal <= one.due <= one.window.last for one in found)
    settling = [one.visit_id for one in found if one.visit_id]
    assert len(settling) == len(set(settling))
    assert all((one.state is State.DONE) == bool(one.done) for one in found)
