"""What the home page asks of the office: the week's visits, what waits, and the first step of somebody who begins."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Clock, Keep, SmallOffice
from tests.ui.straight import Straight
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.core.subjects import AccountSubject
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.store.office import SqlOffice
from visitplanner.ui.home.presenter import FirstStep, HomeFacts, HomePresenter

MONDAY = dt.date(2026, 3, 16)
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY)


def facts(office: SqlOffice) -> HomeFacts:
    shown: list[HomeFacts] = []

    class View:
        def show_facts(self, facts: HomeFacts) -> None:
            shown.append(facts)

    HomePresenter(Straight(office).owned, View()).refresh()
    return shown[0]


def test_the_week_runs_from_monday_to_sunday_whatever_day_it_is(office: SqlOffice, kept: SmallOffice, clock: Clock) -> None:
    days = [MONDAY - DAY, MONDAY, MONDAY + 6 * DAY, MONDAY + 7 * DAY]
    office.do(Keep(tuple(("visits", kept.visit(day=day, ordinal=number)) for number, day in enumerate(days, 1))))
    for passed in range(7):
        clock.today = MONDAY + passed * DAY
        assert [row.visit.day for row in facts(office).week] == days[1:3]
    clock.today = MONDAY + 7 * DAY
    assert [row.visit.day for row in facts(office).week] == days[3:]


def test_a_cancelled_visit_does_not_stand_in_the_week(office: SqlOffice, kept: SmallOffice) -> None:
    stands = kept.visit()
    gone = kept.visit(day=MONDAY + 3 * DAY, state=VisitState.CANCELLED)
    office.do(Keep((("visits", stands), ("visits", gone))))
    assert [row.visit.id for row in facts(office).week] == [stands.id]


def test_of_the_cases_that_wait_only_those_past_their_day_are_overdue(office: SqlOffice, kept: SmallOffice, clock: Clock) -> None:
    subject = office.ask(AccountSubject(kept.large.account))
    for text, due in (("甲", MONDAY + DAY), ("乙", MONDAY + 3 * DAY), ("丙", MONDAY + 60 * DAY)):
        office.do(RaiseFollowUp(subject, Raised(text, Window.BUSINESS, None, due)))
    clock.today = MONDAY + 2 * DAY
    found = facts(office)
    assert sorted(row.follow_up.text for row in found.waiting) == ["乙", "甲"]
    assert found.overdue_cases == 1


def test_the_first_steps_follow_one_another_and_one_visit_planned_is_a_beginning(office: SqlOffice) -> None:
    small = SmallOffice()
    assert facts(office).first_step is FirstStep.CUSTOMERS
    office.do(Keep((("companies", small.other), ("customers", small.large))))
    assert facts(office).first_step is FirstStep.STAFF
    rest = [("groups", small.group), ("companies", small.company), *(("customers", site) for site in small.sites)]
    office.do(Keep((*rest, *(("people", one) for one in (small.manager, small.supervisor)))))
    assert facts(office).first_step is FirstStep.PLAN
    office.do(Keep((("visits", small.visit()),)))
    found = facts(office)
    assert found.first_step is None
    assert found.owed and all(row.obligation.visit_id is None for row in found.owed)
