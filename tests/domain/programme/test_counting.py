"""Which clauses a visit fails, and by which words; what settles a year and what only adds to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders_programme import (
    BOTH,
    BUSINESS,
    DIRECTOR,
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
    named,
    planned,
)
from visitplanner.domain.programme.attainment import attainment, outlook
from visitplanner.domain.programme.counting import Failure, FailureCode, Judge, failures
from visitplanner.domain.programme.obligations import Claimant, Obligation, State, obligations
from visitplanner.domain.programme.programme import Choices, DateRange, Rule
from visitplanner.domain.programme.windows import fill
from visitplanner.domain.staff.staff import Person, Rank
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitOutcome

MARCH, MAY, AUGUST = dt.date(2026, 3, 18), dt.date(2026, 5, 20), dt.date(2026, 8, 20)
NEW_YEAR, LAST_DAY = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def found(visit: Visit, by: Judge | None = None) -> list[Failure]:
    by = by or judge()
    return failures(visit, by.programme.rule(visit.subject_kind, visit.day), by)


def codes(visit: Visit, by: Judge | None = None) -> list[FailureCode]:
    return [failure.code for failure in found(visit, by)]


def owed(claimant: Claimant, *visits: Visit, by: Judge | None = None, year: int = 2026) -> list[Obligation]:
    return obligations([claimant], year, visits, by or judge())


@pytest.mark.parametrize(
    "members", [(BUSINESS, SUPERVISOR), (BUSINESS, MANAGER), (BUSINESS, DIRECTOR), (BUSINESS,), (BUSINESS, BUSINESS)]
)
def test_two_business_people_are_no_technical_one(members: tuple[Person, ...]) -> None:
    """The director has no skill at all, the manager leads: neither stands for a technical member."""
    [failure] = found(held(GROUP, MARCH, MANAGER, *members))
    assert failure.code is FailureCode.MISSING_SKILL
    assert "a technical member" in str(failure.message)


@pytest.mark.parametrize("members", [(BUSINESS, OTHER_SUPERVISOR), (TECHNICAL, SUPERVISOR), (BOTH, BUSINESS), (BOTH, TECHNICAL)])
def test_one_of_each_skill_is_enough_whoever_they_are(members: tuple[Person, ...]) -> None:
    assert codes(held(GROUP, MARCH, MANAGER, *members)) == []


def test_a_member_who_left_the_office_stands_for_nothing_and_ends_nothing() -> None:
    gone = Person(id=named("gone"), name="前人", rank=Rank.STAFF)
    assert codes(held(GROUP, MARCH, MANAGER, BUSINESS, gone)) == [FailureCode.MISSING_SKILL]
    assert codes(held(GROUP, MARCH, MANAGER, gone, BUSINESS, TECHNICAL)) == []


def test_who_was_not_the_specialist_is_named_and_a_removed_leader_is_a_question_mark() -> None:
    by = judge(specialists=[SUPERVISOR])
    [known] = found(held(SITE, MARCH, OTHER_SUPERVISOR), by)
    assert str(known.message).startswith("Does not count: 股長 was not the customer's specialist")
    gone = Person(id=named("gone"), name="前人", rank=Rank.SUPERVISOR)
    removed = {failure.code: str(failure.message) for failure in found(held(SITE, MARCH, gone), by)}
    assert removed[FailureCode.NOT_SPECIALIST].startswith("Does not count: ? was not the customer's specialist")
    assert "the leader ? is not of the rank" in removed[FailureCode.LEADER_RANK]


@pytest.mark.parametrize("facts", [{"outcome": None}, {"held_on": None}, {"outcome": None, "held_on": None}])
def test_half_a_record_is_none(facts: dict[str, None]) -> None:
    assert codes(replace(held(SITE, MARCH, SUPERVISOR), **facts)) == [FailureCode.NO_RECORD]


def test_a_visit_of_today_is_held_and_one_of_tomorrow_is_not() -> None:
    visit = held(SITE, MARCH, SUPERVISOR)
    assert codes(visit, judge(MARCH)) == []
    assert codes(visit, judge(MARCH - dt.timedelta(days=1))) == [FailureCode.FUTURE]


def test_a_video_meeting_names_the_clause_that_does_not_count_it() -> None:
    [failure] = found(held(SITE, MARCH, SUPERVISOR, outcome=VisitOutcome.VIDEO))
    assert str(failure.message) == "Does not count: it was a video meeting (plan 伍一(二)2)."


def test_of_two_visits_with_a_reason_one_settles_the_year_and_the_other_stays_over() -> None:
    """Neither meets the clauses; both were argued into counting. One visit is owed, and no more is done."""
    visits = [held(SITE, day, BUSINESS, override="服務專員請假") for day in (MAY, AUGUST)]
    [one] = owed(SITE, *visits)
    assert (one.required, one.done, one.left) == (1, 1, 0)
    windows = [DateRange(NEW_YEAR, LAST_DAY)]
    assert list(fill(windows, visits, {})) == [1]
    assert fill(windows, visits[1:], {1: visits[0]}) == {}


def test_a_visit_of_this_years_first_half_does_not_stand_for_one_of_before() -> None:
    """The second visit keeps its distance from the first, the first keeps none from itself."""
    visit = group_visit(dt.date(2026, 1, 5))
    bare, after = owed(GROUP, by=judge(NEW_YEAR)), owed(GROUP, visit, by=judge(NEW_YEAR + dt.timedelta(days=10)))
    assert after[0].ready == bare[0].ready == NEW_YEAR
    before = group_visit(dt.date(2025, 12, 30))
    assert owed(GROUP, before, by=judge(NEW_YEAR))[0].ready > NEW_YEAR


@pytest.mark.parametrize("claimant", [GROUP, SITE])
def test_nothing_is_said_of_a_duty_of_which_there_is_nothing_to_say(claimant: Claimant) -> None:
    assert [one.reasons for one in owed(claimant, by=judge(NEW_YEAR))] == [()] * len(owed(claimant))


@pytest.mark.parametrize(("last", "said"), [(None, False), (dt.date(2025, 12, 31), False), (NEW_YEAR, True), (LAST_DAY, True)])
def test_a_visit_the_list_names_within_the_year_is_said_until_one_is_done(last: dt.date | None, said: bool) -> None:
    site = replace(SITE, last_visit_on=last)
    [one] = owed(site, by=judge(NEW_YEAR))
    assert any("The customer list names a visit on" in str(reason) for reason in one.reasons) is said
    [done] = owed(site, held(site, MAY, SUPERVISOR))
    assert done.reasons == ()


def test_what_was_held_before_any_programme_is_judged_by_none() -> None:
    first = min(rule.begins_on for rule in PROGRAMME.rules)
    assert PROGRAMME.has_rule(SubjectKind.LARGE, first) and not PROGRAMME.has_rule(
        SubjectKind.LARGE, first - dt.timedelta(days=1)
    )
    [one] = owed(SITE, held(SITE, dt.date(2019, 5, 6), BUSINESS))
    assert one.done == 0


@pytest.mark.parametrize("month", range(1, 13))
def test_the_plan_year_may_begin_in_any_month(month: int) -> None:
    programme = PROGRAMME.with_choices(Choices(year_begins_month=month))
    assert programme.period(2026).first == dt.date(2026, month, 1)
    assert programme.year_of(dt.date(2026, month, 1)) == 2026
    assert programme.year_of(dt.date(2026, month, 1) - dt.timedelta(days=1)) == 2025


@pytest.mark.parametrize("month", [0, 13])
def test_there_is_no_thirteenth_month(month: int) -> None:
    with pytest.raises(ValueError, match=f"no month {month}"):
        Choices(year_begins_month=month)


def test_a_rule_asks_for_no_distance_unless_it_names_one() -> None:
    rule = Rule(id="r", kind=SubjectKind.GROUP, clause="c", begins_on=NEW_YEAR)
    assert (rule.min_days, rule.max_days, rule.visits) == (0, None, 1)


def test_overdue_are_those_whose_time_is_over_and_nothing_else() -> None:
    crowd = [Claimant(named(str(n)), SubjectKind.LARGE, str(n)) for n in range(5)]
    visits = [held(crowd[0], MAY, SUPERVISOR), planned(crowd[1], LAST_DAY, SUPERVISOR)]
    year = obligations(crowd, 2026, visits, judge(LAST_DAY))
    assert attainment(year, 0.9, dt.date(2026, 12, 31)).overdue == 0
    later = obligations(crowd, 2026, visits[:1], judge(LAST_DAY + dt.timedelta(days=1)))
    assert [one.state for one in later].count(State.OVERDUE) == attainment(later, 1.0, dt.date(2026, 12, 31)).overdue == 4


def test_where_all_is_done_or_booked_nothing_is_to_be_booked() -> None:
    crowd = [Claimant(named(str(n)), SubjectKind.LARGE, str(n)) for n in range(2)]
    visits = [held(crowd[0], MAY, SUPERVISOR), planned(crowd[1], LAST_DAY, SUPERVISOR)]
    of = attainment(obligations(crowd, 2026, visits, judge(AUGUST)), 0.6, dt.date(2026, 12, 31))
    said = [str(sentence) for sentence in outlook(of, PROGRAMME.period(2026), AUGUST, 0)]
    assert len(said) == 1 and "Book" not in said[0]
