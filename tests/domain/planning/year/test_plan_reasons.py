"""The reasons of a plan say nothing that another of them denies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.years import WEEK, at, group_visit, plan, small
from visitplanner.domain.planning.problem import Prices
from visitplanner.services.planning.plan_reasons import reasons_of

SATURDAY = WEEK[4] + timedelta(days=1)
IN_PLACE = at("G", WEEK[2], "am", "boss", "seller", "engineer")


def test_a_group_visit_that_has_its_turn_does_not_call_that_day_its_ideal_day() -> None:
    before = date(2026, 5, 1)
    visit = replace(group_visit("G", ideal=WEEK[2]), levelled_from=before)
    found = " ".join(map(str, reasons_of(small(visit), plan(IN_PLACE))["G"]))
    assert f"Its own ideal day would be {before}" in found and f"its turn is {WEEK[2]}" in found
    assert "It is the ideal day." not in found
    early = at("G", WEEK[1], "am", "boss", "seller", "engineer")
    found = " ".join(map(str, reasons_of(small(visit), plan(early))["G"]))
    assert "1 days before its turn." in found and "ideal day." not in found


@pytest.mark.parametrize(
    ("turn", "avoided", "weekdays", "why"),
    [
        (SATURDAY, (), (), "is no working day."),
        (WEEK[4], (WEEK[4],), (), "is one nobody likes: a long holiday or the lunar new year is near."),
        (WEEK[4], (), (3,), "is not on a weekday the customer prefers."),
    ],
)
def test_the_day_of_a_turn_that_is_not_kept_is_called_that_and_not_the_ideal_day(
    turn: date, avoided: tuple[date, ...], weekdays: tuple[int, ...], why: str
) -> None:
    visit = replace(group_visit("G", ideal=turn), levelled_from=date(2026, 5, 1), weekdays=frozenset(weekdays))
    best = WEEK[4] if turn == SATURDAY else WEEK[3]
    problem = replace(small(visit, prices=Prices(avoided=900, weekday=900)), avoided=frozenset(avoided))
    found = [str(one) for one in reasons_of(problem, plan(at("G", best, "am", "boss", "seller", "engineer")))["G"]]
    assert f"{turn}, the day of its turn, {why}" in found and not any("The ideal day" in one for one in found)
