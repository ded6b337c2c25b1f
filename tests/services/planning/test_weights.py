"""What planning gives weight to is said in words, kept, and followed by the next plan, which says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.follow_ups.follow_ups import FollowUp, FollowUpState, Window
from visitplanner.domain.planning.problem import Prices
from visitplanner.services.core.codec import codec
from visitplanner.services.planning.planning import PlannedVisit, YearToPlan, plan_year
from visitplanner.services.planning.weights import ChooseWeights, KeepSavings, Level, Weights, WeightsInForce, large_savings
from visitplanner.store.office import SqlOffice

IDEAL = dt.date(2026, 9, 16)


@pytest.fixture
def small(office: SqlOffice) -> SmallOffice:
    made = SmallOffice()
    made.large = replace(made.large, last_visit_on=IDEAL.replace(year=2025))
    made.keep(office)
    return made


def case(subject_id: UUID, **changes: Any) -> FollowUp:
    usual: dict[str, Any] = {
        "subject_id": subject_id,
        "visit_id": None,
        "text": "電壓驟降",
        "window": Window.TECHNICAL,
        "owner_id": None,
        "raised_on": dt.date(2026, 3, 2),
        "due_on": dt.date(2026, 3, 11),
    }
    return FollowUp(**{**usual, **changes})


def visit_to(office: SqlOffice, subject_id: UUID) -> PlannedVisit:
    plan = plan_year(office.ask(YearToPlan(2026)), steps=20)
    assert plan.unplaced == ()
    return min((one for one in plan.visits if one.owed.obligation.subject_id == subject_id), key=lambda one: one.place.day)


def words(visit: PlannedVisit) -> set[str]:
    return {str(reason) for reason in visit.reasons}


def test_a_customer_with_an_overdue_case_is_visited_earlier_and_the_plan_says_why(office: SqlOffice, small: SmallOffice) -> None:
    assert visit_to(office, small.large.id).place.day == IDEAL
    office.do(Keep((("follow_ups", case(small.large.id)),)))
    visit = visit_to(office, small.large.id)
    assert visit.place.day < IDEAL - dt.timedelta(days=60)
    assert "Has overdue cases: earlier." in words(visit)
    office.do(ChooseWeights(Weights(overdue_cases=Level.NONE)))
    visit = visit_to(office, small.large.id)
    assert visit.place.day == IDEAL and "Has overdue cases: earlier." not in words(visit)


@pytest.mark.parametrize(
    "changes",
    [{"due_on": dt.date(2026, 3, 16)}, {"state": FollowUpState.CLOSED, "closed_on": dt.date(2026, 3, 12)}],
)
def test_a_case_that_is_not_overdue_hastens_nothing(office: SqlOffice, small: SmallOffice, changes: dict[str, Any]) -> None:
    office.do(Keep((("follow_ups", case(small.large.id, **changes)),)))
    assert visit_to(office, small.large.id).place.day == IDEAL


def test_a_large_saving_brings_the_visit_forward_and_is_named(office: SqlOffice, small: SmallOffice) -> None:
    savings = {small.large.id: Decimal("1234567.00"), small.sites[0].id: Decimal(5000), small.sites[1].id: Decimal(-3)}
    office.do(KeepSavings(savings))
    visit = visit_to(office, small.large.id)
    assert visit.place.day < IDEAL - dt.timedelta(days=60)
    assert "Could save about NT$ 1,234,567 a year: earlier." in words(visit)
    assert not any("save" in word for word in words(visit_to(office, small.sites[0].id)))


def test_only_the_next_of_a_groups_visits_is_hastened_by_a_case_of_a_site(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Keep((("follow_ups", case(small.sites[1].id)),)))
    plan = plan_year(office.ask(YearToPlan(2026)), steps=20)
    mine = [one for one in plan.visits if one.owed.obligation.subject_id == small.group.id]
    told = {one.owed.obligation.ordinal: "Has overdue cases: earlier." in words(one) for one in mine}
    assert told == {1: True, 2: False}


def test_however_urgent_a_visit_is_never_left_out_rather_than_late(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ChooseWeights(Weights(overdue_cases=Level.MUCH, large_saving=Level.MUCH)))
    office.do(KeepSavings({small.large.id: Decimal(10)}))
    office.do(Keep((("follow_ups", case(small.large.id)),)))
    problem = office.ask(YearToPlan(2026)).office.problem
    (visit,) = (one for one in problem.visits if one.customer == str(small.large.id))
    dearest = visit.haste * (visit.days[-1] - visit.days[0]).days + 366 * problem.prices.day_from_ideal
    assert visit.haste == 10 and visit.unplaced is not None and visit.unplaced > dearest


def test_the_weights_become_prices_and_what_is_priced_by_name_wins(office: SqlOffice, small: SmallOffice) -> None:
    usual = office.ask(YearToPlan(2026)).office.problem.prices
    assert (usual.trip, usual.busiest_month_visit) == (Prices().trip, Prices().busiest_month_visit)
    outcome = office.do(ChooseWeights(Weights(balance=Level.NONE, trips=Level.MUCH)))
    assert office.ask(WeightsInForce()) == Weights(balance=Level.NONE, trips=Level.MUCH)
    prices = office.ask(YearToPlan(2026)).office.problem.prices
    assert (prices.trip, prices.busiest_month_visit) == (2 * Prices().trip, 0)
    office.do(outcome.undo)
    assert office.ask(WeightsInForce()) == Weights()


def test_weights_of_another_version_are_read_as_far_as_they_are_known() -> None:
    assert codec(Weights).value({"balance": "much", "horoscope": "some"}) == Weights(balance=Level.MUCH)


def test_a_saving_is_large_among_the_greatest_fifth() -> None:
    savings = {uuid4(): Decimal(n) for n in range(1, 11)}
    assert sorted(large_savings(savings).values()) == [9, 10]
    assert large_savings({uuid4(): Decimal(0)}) == {}
