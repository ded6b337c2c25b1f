"""Turns per person: led and joined against what is fair, counted as the calendar stands."""

from __future__ import annotations

import datetime as dt

from tests.builders import Keep, SmallOffice, person
from visitplanner.domain.staff.staff import Rank, Skill
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitState
from visitplanner.services.planning.turns import PersonTurns, TurnsOf
from visitplanner.store.office import SqlOffice

MONDAY = dt.date(2026, 3, 16)


def group_visit(small: SmallOffice, days: int, *members: object, **changes: object) -> Visit:
    day = MONDAY + dt.timedelta(days=days)
    usual = {"subject_kind": SubjectKind.GROUP, "subject_id": small.group.id, "leader_id": small.manager.id, "ordinal": days + 1}
    return small.visit(day=day, member_ids=members, **{**usual, **changes})


def by_name(office: SqlOffice, small: SmallOffice, *visits: Visit) -> dict[str, PersonTurns]:
    other = person("鄭業務", Rank.STAFF, Skill.BUSINESS)
    office.do(Keep((("people", other), *(("visits", visit) for visit in visits))))
    return {one.person.name: one for one in office.ask(TurnsOf(2026))}


def test_going_along_is_shared_by_those_with_a_skill_who_lead_nothing(office: SqlOffice, small: SmallOffice) -> None:
    pair = (small.business.id, small.technical.id)
    found = by_name(office, small, group_visit(small, 0, *pair), group_visit(small, 1, *pair), group_visit(small, 2, pair[0]))
    assert (found["陳業務"].joined, found["吳電務"].joined, found["鄭業務"].joined) == (3, 2, 0)
    assert {found[name].joined_fair for name in ("陳業務", "吳電務", "鄭業務")} == {5 / 3}
    assert (found["王經理"].led, found["王經理"].joined_fair) == (3, None)
    assert found["陳業務"].week == 3


def test_who_leads_is_compared_with_those_of_the_same_rank_who_lead(office: SqlOffice, small: SmallOffice) -> None:
    found = by_name(office, small, small.visit(), group_visit(small, 1), group_visit(small, 2))
    assert (found["林課長"].led, found["林課長"].led_fair) == (1, 1.0)
    assert (found["王經理"].led, found["王經理"].led_fair) == (2, 2.0)


def test_visits_called_off_and_of_another_year_are_no_turns(office: SqlOffice, small: SmallOffice) -> None:
    off = group_visit(small, 0, small.business.id, state=VisitState.CANCELLED)
    found = by_name(office, small, off, group_visit(small, 1, small.business.id, year=2025))
    assert (found["陳業務"].joined, found["陳業務"].joined_fair) == (0, 0.0)
