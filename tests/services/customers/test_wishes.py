"""What customers wish about the days of their visits is kept, heeded by planning and said in the reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.customers.customers import PARKS
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.customers.customers import CustomerOf, RemoveCustomer
from visitplanner.services.customers.wishes import ClearWish, SetWish, WishList, WishOf
from visitplanner.services.planning.planning import PlannedVisit, YearPlan, YearToPlan, plan_year
from visitplanner.services.planning.suitable_days import SuitableDays
from visitplanner.services.planning.weights import ChooseWeights, Level, Weights
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.records.records import RemoveRecord
from visitplanner.services.visits.visits import BookVisit
from visitplanner.store.office import SqlOffice


def planned(office: SqlOffice) -> YearPlan:
    return plan_year(office.ask(YearToPlan(2026)), steps=20)


def of(plan: YearPlan, subject_id: Any) -> PlannedVisit:
    (found,) = (one for one in plan.visits if one.owed.obligation.subject_id == subject_id)
    return found


def words(visit: PlannedVisit) -> set[str]:
    return {str(reason) for reason in visit.reasons}


def test_a_visit_avoids_the_months_in_which_the_customer_is_closed(office: SqlOffice, small: SmallOffice) -> None:
    ideal = of(planned(office), small.large.id).place.day
    office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(ideal.month,))))
    visit = of(planned(office), small.large.id)
    assert visit.place.day.month != ideal.month
    assert f"Closed in month {ideal.month}." in words(visit)


def test_a_visit_waits_for_the_day_the_customer_named(office: SqlOffice, small: SmallOffice) -> None:
    first = dt.date(2026, 11, 2)
    office.do(SetWish(Wish(subject_id=small.large.id, not_before=first, not_after=dt.date(2026, 11, 20))))
    assert first <= of(planned(office), small.large.id).place.day <= dt.date(2026, 11, 20)


def test_a_preferred_weekday_is_chosen_and_named_unless_it_has_no_weight(office: SqlOffice, small: SmallOffice) -> None:
    usual = of(planned(office), small.large.id).place.day
    wanted = (usual.weekday() + 1) % 5
    office.do(SetWish(Wish(subject_id=small.large.id, preferred_weekdays=(wanted,))))
    visit = of(planned(office), small.large.id)
    assert visit.place.day.weekday() == wanted
    assert "A weekday the customer prefers." in words(visit)
    office.do(ChooseWeights(Weights(preferred_weekday=Level.NONE)))
    without = of(planned(office), small.large.id)
    assert without.place.day == usual
    assert "The customer prefers other weekdays." in words(without)


def test_a_wish_that_leaves_no_day_is_set_aside_and_said(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetWish(Wish(subject_id=small.large.id, not_before=dt.date(2027, 3, 1))))
    visit = of(planned(office), small.large.id)
    assert visit.place.day.year == 2026
    assert any(word.startswith("Against the customer's wish") for word in words(visit))


def test_a_wish_of_the_group_counts_for_the_group_and_not_for_its_sites(office: SqlOffice, small: SmallOffice) -> None:
    usual = of(planned(office), small.sites[0].id).place.day
    office.do(SetWish(Wish(subject_id=small.group.id, closed_months=(4, 5, 6))))
    plan = planned(office)
    assert of(plan, small.sites[0].id).place.day == usual
    groups = [one.place.day.month for one in plan.visits if one.owed.obligation.subject_id == small.group.id]
    assert len(groups) == 2 and not {4, 5, 6} & set(groups)


def test_suitable_days_say_that_the_customer_is_closed(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(6,))))
    days = office.ask(SuitableDays(subject_id=small.large.id, year=2026))
    june = [one for one in days if one.day.month == 6]
    assert june and all(one.grade is Grade.NOT for one in june)
    assert {str(word) for one in june for word in one.words} == {"Closed in month 6."}
    assert any(one.grade is Grade.GOOD for one in days)


def test_an_agreed_visit_stays_though_the_customer_closes_that_month(office: SqlOffice, small: SmallOffice) -> None:
    agreed = small.visit(day=dt.date(2026, 6, 10), state=VisitState.TENTATIVE)
    office.do(Keep((("visits", agreed),)))
    office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(6,))))
    office.do(BookVisit(agreed.id))
    assert planned(office).agreed == 1
    assert next(row for row in office.ask(DueList(2026)) if row.obligation.visit_id == agreed.id).obligation.booked == 1


def test_a_wish_is_changed_shown_cleared_and_taken_back(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(8, 7, 7), notes=" 歲修 ")))
    outcome = office.do(SetWish(Wish(subject_id=small.large.id, preferred_weekdays=(2, 1))))
    (row,) = office.ask(WishList())
    assert (row.subject.id, row.wish.closed_months, row.wish.preferred_weekdays) == (small.large.id, (), (1, 2))
    assert office.ask(CustomerOf(small.large.id)).wish == row.wish
    office.do(outcome.undo)
    kept = office.ask(WishOf(small.large.id))
    assert kept is not None and (kept.closed_months, kept.notes) == ((7, 8), "歲修")
    office.do(ClearWish(small.large.id))
    assert office.ask(CustomerOf(small.large.id)).wish is None
    with pytest.raises(Unknown, match="has no wish"):
        office.do(ClearWish(small.large.id))


def test_the_card_of_a_customer_shows_the_wish_of_its_group(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetWish(Wish(subject_id=small.group.id, closed_months=(2,))))
    card = office.ask(CustomerOf(small.sites[0].id))
    assert card.wish is None and card.group_wish is not None


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"closed_months": (13,)}, "closed_months"),
        ({"closed_months": tuple(range(1, 13))}, "closed_months"),
        ({"preferred_weekdays": (5,)}, "preferred_weekdays"),
        ({"not_before": dt.date(2026, 5, 2), "not_after": dt.date(2026, 5, 1)}, "not_after"),
        ({"notes": "  "}, None),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_beside_its_field(
    office: SqlOffice, small: SmallOffice, wish: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(Refused) as refusal:
        office.do(SetWish(Wish(subject_id=small.large.id, **wish)))
    assert refusal.value.field == field
    assert office.ask(WishList()) == []


def test_a_wish_goes_with_its_customer_or_park(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(1,))))
    office.do(SetWish(Wish(subject_id=small.park.id, closed_months=(1,))))
    office.do(RemoveCustomer(replace(small.large, version=1)))
    office.do(RemoveRecord(PARKS, replace(small.park, version=1)))
    assert office.ask(WishList()) == []
