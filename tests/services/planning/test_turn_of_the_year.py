"""What stands in the months beside a year says nothing of how level the year is."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from tests.builders import Clock, Keep, SmallOffice, assignment, customer
from visitplanner.domain.core.records import Record
from visitplanner.domain.planning.score import score
from visitplanner.domain.staff.staff import Role
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.planning.planning import YearToPlan, plan_year
from visitplanner.store.office import SqlOffice


def test_a_december_full_of_last_years_visits_does_not_make_the_next_one_full(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    clock.today = dt.date(2026, 12, 1)
    kept: list[tuple[str, Record]] = []
    for n in range(24):
        site = customer(f"0600000{n:04}", small.other, 1500)
        late = Visit(
            subject_kind=SubjectKind.LARGE,
            subject_id=site.id,
            year=2026,
            ordinal=1,
            day=dt.date(2026, 12, 16) + dt.timedelta(n % 3),
            slot=Slot.AM if n % 2 else Slot.PM,
            leader_id=small.supervisor.id,
            state=VisitState.BOOKED,
        )
        kept += [("customers", site), ("assignments", assignment(site.id, small.supervisor, Role.SPECIALIST)), ("visits", late)]
    office.do(Keep(tuple(kept)))
    ready = office.ask(YearToPlan(2027))
    assert score(ready.office.problem, ready.office.problem.fixed).busiest_month < 12
    plan = plan_year(ready, steps=2)
    months = Counter(one.place.day.month for one in plan.visits if one.owed.obligation.kind is SubjectKind.LARGE)
    assert max(months.values()) <= 9
    assert plan.crowded is not None and set(months) & {9, 10, 11, 12} == {9, 10, 11, 12}
