"""A substitute leads within its dates and never outside them; who stands in for whom is shown; absences name what they hit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import Clock, Keep, SmallOffice, assignment, person
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.staff.staff import Person, Rank, Role
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.handovers.absences import SetAway
from visitplanner.services.handovers.substitutes import EndSubstitution, Substitute
from visitplanner.services.planning.planning import ApplyPlan, YearPlan, YearToPlan, plan_year
from visitplanner.services.planning.replanning import YearToMend, mend
from visitplanner.services.planning.suitable_days import SuitableDays
from visitplanner.services.planning.weights import ChooseWeights, Level, Weights
from visitplanner.services.programme.assignments import AssignmentList
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.staff.staff import StaffList
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.store.office import SqlOffice

FIRST, LAST = dt.date(2026, 4, 1), dt.date(2026, 9, 30)


@pytest.fixture
def stand_in(office: SqlOffice, small: SmallOffice) -> Person:
    made = person("張課長", Rank.SUPERVISOR)
    office.do(Keep((("people", made),)))
    return made


def planned(office: SqlOffice) -> YearPlan:
    return plan_year(office.ask(YearToPlan(2026)), steps=20)


def test_with_the_specialist_away_its_visits_are_led_by_the_substitute_within_its_dates(
    office: SqlOffice, small: SmallOffice, stand_in: Person
) -> None:
    office.do(SetAway(small.supervisor.id, dt.date(2026, 4, 20), dt.date(2026, 12, 31), "育嬰"))
    assert {left.subject for left in planned(office).unplaced} == set()
    office.do(SetAway(small.supervisor.id, dt.date(2026, 3, 17), dt.date(2026, 4, 19)))
    assert len(planned(office).unplaced) == 3
    office.do(Substitute(small.supervisor.id, stand_in.id, FIRST, LAST))
    plan = planned(office)
    lent = [one for one in plan.visits if one.leader == "張課長"]
    assert plan.unplaced == () and len(lent) == 3
    assert all(FIRST <= one.place.day <= LAST for one in lent)
    assert all("張課長 stands in for 林課長 then." in map(str, one.reasons) for one in lent)


@pytest.mark.parametrize(("first", "last"), [(FIRST, FIRST), (dt.date(2026, 6, 1), dt.date(2026, 6, 12)), (FIRST, LAST)])
def test_no_plan_and_no_suitable_day_lets_a_substitute_lead_outside_its_dates(
    office: SqlOffice, small: SmallOffice, stand_in: Person, first: dt.date, last: dt.date
) -> None:
    office.do(Substitute(small.supervisor.id, stand_in.id, first, last))
    office.do(SetAway(small.supervisor.id, dt.date(2026, 5, 1), dt.date(2026, 8, 31)))
    for seed in range(4):
        plan = plan_year(office.ask(YearToPlan(2026)), steps=20, seed=seed)
        assert all(first <= one.place.day <= last for one in plan.visits if one.leader == "張課長")
    graded = office.ask(SuitableDays(subject_id=small.large.id, year=2026))
    led = {day.day for day in graded for seat in day.seats if seat.leader == "張課長"}
    assert led and all(first <= day <= last for day in led)


def test_a_suggestion_the_substitute_was_to_lead_is_mended_when_its_time_ends(
    office: SqlOffice, small: SmallOffice, stand_in: Person, clock: Clock
) -> None:
    office.do(Substitute(small.supervisor.id, stand_in.id, FIRST, LAST))
    late = small.visit(day=dt.date(2026, 9, 16), state=VisitState.SUGGESTED, leader_id=stand_in.id)
    office.do(Keep((("visits", late),)))
    office.do(EndSubstitution(small.supervisor.id, stand_in.id, dt.date(2026, 6, 30)))
    mending = mend(office.ask(YearToMend(2026)))
    office.do(ApplyPlan(mending.plan))
    (large,) = (one for one in planned(office).visits if one.owed.obligation.subject_id == small.large.id)
    assert large.leader == "林課長" or large.place.day <= dt.date(2026, 6, 30)


def test_lists_show_the_substitute_while_it_lasts_and_the_specialist_afterwards(
    office: SqlOffice, small: SmallOffice, stand_in: Person, clock: Clock
) -> None:
    outcome = office.do(Substitute(small.supervisor.id, stand_in.id, clock.today, LAST, (small.large.id,)))
    (row,) = outcome.value.rows
    assert (row.subject.id, row.ends_on) == (small.large.id, LAST)
    shown = {one.subject.id: one for one in office.ask(AssignmentList())}
    replaced = shown[small.large.id].stands_in_for
    assert shown[small.large.id].person == row.person and replaced is not None and replaced.name == "林課長"
    assert shown[small.park.id].stands_in_for is None
    due = {one.obligation.subject_id: one for one in office.ask(DueList(2026))}
    assert (due[small.large.id].person, due[small.large.id].stands_in_for) == ("張課長", "林課長")
    clock.today = LAST + dt.timedelta(days=1)
    due = {one.obligation.subject_id: one for one in office.ask(DueList(2026))}
    assert (due[small.large.id].person, due[small.large.id].stands_in_for) == ("林課長", "")


@pytest.mark.parametrize(("held", "counts"), [(dt.date(2026, 3, 11), True), (dt.date(2026, 3, 13), False)])
def test_a_visit_the_substitute_led_counts_within_its_dates_only(
    office: SqlOffice, small: SmallOffice, stand_in: Person, held: dt.date, *, counts: bool
) -> None:
    office.do(Substitute(small.supervisor.id, stand_in.id, dt.date(2026, 3, 9), dt.date(2026, 3, 12)))
    visit = small.visit(day=held, leader_id=stand_in.id)
    office.do(Keep((("visits", visit),)))
    assert office.do(RecordVisit(visit.id, held)).value.counts is counts


def test_a_substitute_of_too_low_a_rank_is_refused_and_the_subject_named(office: SqlOffice, small: SmallOffice) -> None:
    with pytest.raises(Refused, match="a group is led by a") as refusal:
        office.do(Substitute(small.manager.id, small.supervisor.id, FIRST, LAST))
    assert str(refusal.value.where) == "虛構集團: "
    assert {row.person.name for row in office.ask(AssignmentList()) if row.person} == {"王經理", "林課長"}


@pytest.mark.parametrize(
    ("by", "first", "last", "said"),
    [
        ("supervisor", FIRST, LAST, "Nobody stands in"),
        ("manager", LAST, FIRST, "lies before"),
        ("manager", dt.date(2024, 1, 1), dt.date(2024, 2, 1), "looks after nobody"),
    ],
)
def test_a_substitution_that_makes_no_sense_is_refused(
    office: SqlOffice, small: SmallOffice, by: str, first: dt.date, last: dt.date, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        office.do(Substitute(small.supervisor.id, getattr(small, by).id, first, last))


def test_a_substitution_is_not_made_twice_and_is_taken_back_whole(
    office: SqlOffice, small: SmallOffice, stand_in: Person
) -> None:
    outcome = office.do(Substitute(small.supervisor.id, stand_in.id, FIRST, LAST))
    with pytest.raises(Refused, match="already"):
        office.do(Substitute(small.supervisor.id, stand_in.id, FIRST, LAST))
    office.do(outcome.undo)
    with pytest.raises(Refused, match="longer than"):
        office.do(EndSubstitution(small.supervisor.id, stand_in.id, FIRST))


def test_a_substitution_that_has_not_begun_falls_away_when_it_ends_before(
    office: SqlOffice, small: SmallOffice, stand_in: Person
) -> None:
    office.do(Substitute(small.supervisor.id, stand_in.id, FIRST, LAST))
    assert office.do(EndSubstitution(small.supervisor.id, stand_in.id, dt.date(2026, 3, 20))).value == 3
    with pytest.raises(Refused, match="longer than"):
        office.do(EndSubstitution(small.supervisor.id, stand_in.id, dt.date(2026, 3, 20)))


def test_who_follows_from_a_day_on_leads_no_visit_before_it(office: SqlOffice, small: SmallOffice) -> None:
    other = person("鄭課長", Rank.SUPERVISOR)
    begins = assignment(small.large.id, other, Role.SPECIALIST)
    office.do(ChooseWeights(Weights(trips=Level.NONE)))
    office.do(Keep((("people", other), ("assignments", replace(begins, begins_on=dt.date(2026, 10, 1))))))
    office.do(SetAway(small.supervisor.id, dt.date(2026, 3, 17), dt.date(2026, 12, 31)))
    (large,) = (one for one in planned(office).visits if one.owed.obligation.subject_id == small.large.id)
    assert large.leader == "鄭課長" and large.place.day >= dt.date(2026, 10, 1)


def test_an_absence_names_the_visits_it_hits_and_keeps_its_reason(office: SqlOffice, small: SmallOffice) -> None:
    hit, missed = small.visit(day=dt.date(2026, 4, 15)), small.visit(subject_id=small.sites[0].id, day=dt.date(2026, 4, 17))
    office.do(Keep((("visits", hit), ("visits", missed))))
    outcome = office.do(SetAway(small.supervisor.id, dt.date(2026, 4, 13), dt.date(2026, 4, 16), "受訓"))
    assert [clash.row.visit.id for clash in outcome.value.clashes] == [hit.id]
    assert [str(reason) for clash in outcome.value.clashes for reason in clash.reasons] == ["林課長 is away on 2026-04-15."]
    (kept,) = (row.person for row in office.ask(StaffList()) if row.person.name == "林課長")
    assert [(one.first, one.reason) for one in kept.absences] == [(dt.date(2026, 4, 13), "受訓")]
    with pytest.raises(Refused, match="already"):
        office.do(SetAway(small.supervisor.id, dt.date(2026, 4, 14), dt.date(2026, 4, 14)))
    with pytest.raises(Refused, match="lies before"):
        office.do(SetAway(small.supervisor.id, dt.date(2026, 5, 2), dt.date(2026, 5, 1)))
