"""What stands against a visit by its people, its customer and its day; what a hand placed stands fast."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders_programme import SITE, SUPERVISOR, named, planned
from visitplanner.domain.staff.staff import Absence
from visitplanner.domain.visits.visits import Slot, Visit, VisitState, obstacles, stands_fast

DAY = dt.date(2026, 5, 6)
PEOPLE = {SUPERVISOR.id: SUPERVISOR}


def against(visit: Visit, *others: Visit, people: dict | None = None) -> str:
    return " ".join(map(str, obstacles(visit, others, people or PEOPLE, day_off=None)))


def test_two_teams_do_not_call_on_one_customer_in_one_half_day() -> None:
    visit = planned(SITE, DAY, SUPERVISOR)
    other = planned(SITE, DAY, replace(SUPERVISOR, id=named("x")), ordinal=2)
    assert "receives another visit at that time" in against(visit, other)
    assert against(visit, replace(other, slot=Slot.PM)) == ""
    assert against(visit, replace(other, state=VisitState.CANCELLED)) == ""


@pytest.mark.parametrize(("last", "said"), [(DAY, ""), (DAY - dt.timedelta(days=1), "last day of service of 課長")])
def test_nobody_goes_after_the_last_day_of_service(last: dt.date, said: str) -> None:
    told = against(planned(SITE, DAY, SUPERVISOR), people={SUPERVISOR.id: replace(SUPERVISOR, leaves_on=last)})
    assert said in told and bool(told) == bool(said)


def test_somebody_who_left_is_away_for_good() -> None:
    gone = replace(SUPERVISOR, leaves_on=DAY, absences=(Absence(DAY, DAY),))
    assert gone.serves(DAY) and gone.is_away(DAY)
    assert not gone.serves(DAY + dt.timedelta(days=1)) and gone.is_away(DAY + dt.timedelta(days=400))


@pytest.mark.parametrize(
    ("state", "pinned", "fast"),
    [
        (VisitState.SUGGESTED, False, False),
        (VisitState.SUGGESTED, True, True),
        (VisitState.TENTATIVE, False, True),
        (VisitState.BOOKED, False, True),
        (VisitState.DONE, True, False),
        (VisitState.CANCELLED, True, False),
    ],
)
def test_what_a_person_agreed_or_placed_stands_fast(state: VisitState, pinned: bool, fast: bool) -> None:
    assert stands_fast(planned(SITE, DAY, SUPERVISOR, state=state, pinned=pinned)) is fast
