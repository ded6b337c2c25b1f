"""The demonstration's coming two weeks are agreed, the four after them pencilled in; the rest stays a suggestion."""

from __future__ import annotations

import datetime as dt

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.office.demonstration import TODAY, agree_on_what_comes
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice


def test_how_far_off_a_day_is_says_how_sure_it_is(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    clock.today = TODAY
    working = [1, 13, 14, 15, 41, 42, 43, 50]
    visits = [
        small.visit(day=TODAY + dt.timedelta(days=day), ordinal=number, state=VisitState.SUGGESTED)
        for number, day in enumerate(working, 1)
    ]
    office.do(Keep(tuple(("visits", each) for each in visits)))
    agree_on_what_comes(office)
    found = {(row.visit.day - TODAY).days: row.visit.state for row in office.ask(VisitList())}
    assert found == {
        day: VisitState.BOOKED if day <= 14 else VisitState.TENTATIVE if day <= 42 else VisitState.SUGGESTED for day in working
    }
