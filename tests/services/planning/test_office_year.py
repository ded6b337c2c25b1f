"""The office's year as offices live it: notice, norms, what is left over, the turn of the year, and names in every reason."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

import pytest

from tests.builders import Clock, Keep, SmallOffice, assignment, customer, person
from visitplanner import bootstrap
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.planning.problem import week_of
from visitplanner.domain.planning.year.norms import OfficeNorms
from visitplanner.domain.staff.staff import Rank, Role
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.customers.wishes import SetWish
from visitplanner.services.handovers.absences import SetAway
from visitplanner.services.planning import planning
from visitplanner.services.planning.office_norms import ChooseNorms, NormsInForce
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.replanning import YearToMend, mend
from visitplanner.services.planning.suitable_days import SuitableDays
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.records.history import History, UndoChange
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice


@pytest.fixture
def busy(office: SqlOffice, small: SmallOffice) -> SmallOffice:
    """The small office with twenty more customers of its supervisor."""
    kept: list[tuple[str, Record]] = []
    for n in range(20):
        site = customer(f"0600000{n:04}", small.other, 1500, last_visit_on=dt.date(2024, 1, 2) + dt.timedelta(20 * n))
        kept += [("customers", site), ("assignments", assignment(site.id, small.supervisor, Role.SPECIALIST))]
    office.do(Keep(tuple(kept)))
    return small


def test_nothing_is_suggested_within_the_notice(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    assert min(one.place.day for one in plan.visits) > dt.date(2026, 3, 30)
    office.do(ChooseNorms(OfficeNorms(notice_days=30)))
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    assert min(one.place.day for one in plan.visits) > dt.date(2026, 4, 28)


def test_what_stands_within_the_notice_stays_and_a_person_may_ask_for_a_day_within_it(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    soon = small.visit(day=dt.date(2026, 3, 18), state=VisitState.SUGGESTED)
    office.do(Keep((("visits", soon),)))
    mended = mend(office.ask(YearToMend(2026)))
    assert {one.place.day for one in mended.plan.visits if one.id == str(soon.id)} == {soon.day}
    graded = office.ask(SuitableDays(subject_id=small.park.id, year=2026))
    assert dt.date(2026, 3, 17) in {day.day for day in graded if day.grade is not Grade.NOT}


def test_where_only_the_notice_is_left_the_reason_says_so(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 12, 21)
    left = {left.subject: str(left.reasons[0]) for left in plan_year(office.ask(YearToPlan(2026))).unplaced}
    assert left["虛構工業區"].startswith("Its time ends on 2026-12-31, and up to ")


def test_a_leader_keeps_to_the_norm_and_what_would_fit_at_others_is_said(
    office: SqlOffice, busy: SmallOffice, clock: Clock
) -> None:
    clock.today = dt.date(2026, 11, 20)
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    weeks = [week_of(one.place.day) for one in plan.visits if one.leader == "林課長"]
    assert max(map(weeks.count, weeks)) <= 2
    assert plan.unplaced
    fits = {one.leader_week: one for one in plan.fits}
    assert set(fits) == {2, 3, 4} and fits[2].fit < fits[3].fit < fits[4].fit <= fits[4].owed == 24
    assert len(plan.fits_in_words()) == 3
    more = plan_year(office.ask(YearToPlan(2026, leader_week=4)), steps=2)
    assert more.leader_week == 4 and len(more.visits) > len(plan.visits)


def test_where_the_office_s_day_keeps_visits_out_the_choice_says_so_and_what_becomes_of_the_rest(
    office: SqlOffice, busy: SmallOffice, clock: Clock
) -> None:
    clock.today = dt.date(2026, 11, 20)
    office.do(ChooseNorms(OfficeNorms(office_day=1)))
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    assert [one.choice for one in plan.fits][-1] == (4, 2), "more a week alone lets no more fit"
    assert "and 2 a day for the office." in str(plan.fits_in_words()[-1])
    never = len(plan.unplaced) - len(plan.late)
    assert never and str(plan.uncounted_in_words()).startswith(
        f"As planned {never} visits do not count for the year that ends on 2026-12-31;"
    )
    more = plan_year(office.ask(YearToPlan(2026, leader_week=4, office_day=2)), steps=2)
    assert (more.leader_week, more.office_day) == (4, 2) and len(more.visits) > len(plan.visits)
    assert next(one for one in more.fits if one.choice == (4, 2)).fit == len(more.visits)


def test_where_no_time_was_left_to_look_at_other_norms_the_plan_says_so(
    office: SqlOffice, busy: SmallOffice, clock: Clock
) -> None:
    clock.today = dt.date(2026, 11, 20)
    ready = office.ask(YearToPlan(2026))
    hasty, patient = plan_year(ready, 1e-9), plan_year(ready)
    assert len(hasty.fits) == 1 and str(hasty.unlooked_in_words()).startswith("There was no time to look at every norm")
    assert len(patient.fits) > 1 and patient.unlooked_in_words() is None


def test_a_plan_that_was_put_into_the_calendar_is_called_that_when_it_is_taken_back(office: SqlOffice, busy: SmallOffice) -> None:
    count = office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)), steps=1))).value.added
    (line, *_) = office.ask(History())
    assert str(line.what) == f"Plan of 2026 put into the calendar: {count} × a visit added."
    assert str(office.do(UndoChange()).said) == f"Taken back: {line.what}"


def test_what_finds_no_place_is_offered_after_the_year_and_counts_for_its_reason(
    office: SqlOffice, busy: SmallOffice, clock: Clock
) -> None:
    clock.today = dt.date(2026, 11, 20)
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    assert plan.late and all(dt.date(2027, 1, 1) < one.place.day <= dt.date(2027, 1, 30) for one in plan.late)
    office.do(ApplyPlan(plan))
    assert all(row.visit.day.year == 2026 for row in office.ask(VisitList()))
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)), steps=2), late_reason="年底人力不足，補訪"))
    late = [row.visit for row in office.ask(VisitList()) if row.visit.day.year == 2027]
    assert late and {(visit.year, visit.override) for visit in late} == {(2026, "年底人力不足，補訪")}
    planned = {row.obligation.subject_id for row in office.ask(DueList(2026)) if row.obligation.visit_id}
    assert {visit.subject_id for visit in late} <= planned


def test_everything_left_over_may_be_made_up_for_or_says_why_not(office: SqlOffice, busy: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 12, 8)
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    late = {(one.owed.obligation.subject_id, one.owed.obligation.ordinal) for one in plan.late}
    never = 0
    for left in plan.unplaced:
        why = str(left.reasons[-1])
        made_up = (left.owed.obligation.subject_id, left.owed.obligation.ordinal) in late
        assert why.startswith("It may be made up for" if made_up else "It cannot be made up for until 2027-01-30"), why
        never += not made_up
    assert never and late
    told = plan.rest_in_words()
    assert told is not None and dict(told.values) == {"left": len(plan.unplaced), "late": len(late), "never": never}
    every = replace(plan, unplaced=plan.unplaced[: len(late)], late=plan.late).rest_in_words()
    assert every is not None and dict(every.values) == {"left": len(late)}, "no sentence about none"
    assert plan_year(office.ask(YearToPlan(2027)), steps=2).rest_in_words() is None


def test_a_visit_that_missed_its_half_of_the_year_is_made_up_for_soon_and_not_beside_the_other(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    clock.today = dt.date(2026, 7, 6)
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    (missed,) = plan.late
    (other,) = [one for one in plan.visits if one.subject == missed.subject]
    assert (missed.subject, missed.owed.obligation.ordinal, other.owed.obligation.ordinal) == ("虛構集團", 1, 2)
    assert dt.date(2026, 7, 20) < missed.place.day < dt.date(2026, 9, 1)
    assert abs(other.place.day - missed.place.day) >= dt.timedelta(days=30)
    assert len(missed.members) == 2 and str(missed.reasons[0]).startswith("Its time is over")
    office.do(ApplyPlan(plan, late_reason="上半年人力不足，補訪"))
    kept = {
        row.obligation.ordinal: row.obligation for row in office.ask(DueList(2026)) if row.obligation.kind is SubjectKind.GROUP
    }
    assert kept[1].visit_id is not None and kept[2].visit_id is not None


def test_a_visit_that_missed_its_half_is_made_up_for_a_month_from_the_other_where_that_stands_agreed_soon(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    clock.today, agreed = dt.date(2026, 7, 6), dt.date(2026, 7, 24)
    soon = small.visit(
        subject_kind=SubjectKind.GROUP,
        subject_id=small.group.id,
        ordinal=2,
        day=agreed,
        leader_id=small.manager.id,
        member_ids=(small.business.id, small.technical.id),
    )
    office.do(Keep((("visits", soon),)))
    (missed,) = plan_year(office.ask(YearToPlan(2026)), steps=2).late
    assert missed.owed.obligation.ordinal == 1
    assert dt.timedelta(days=30) <= missed.place.day - agreed < dt.timedelta(days=45)


def test_a_year_counts_with_what_stands_near_its_turn(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 12, 1)
    late = Visit(
        subject_kind=SubjectKind.PARK,
        subject_id=small.park.id,
        year=2026,
        ordinal=1,
        day=dt.date(2026, 12, 30),
        slot=Slot.AM,
        leader_id=small.supervisor.id,
        state=VisitState.BOOKED,
    )
    office.do(Keep((("visits", late),)))
    ready = office.ask(YearToPlan(2027))
    assert late.day in ready.office.problem.days and ready.office.agreed == 0
    park = next(one for one in plan_year(ready, steps=2).visits if one.subject == "虛構工業區")
    assert park.place.day > dt.date(2027, 9, 1)


def test_a_half_day_a_customer_asks_for_is_planned_offered_and_mended_to(office: SqlOffice, busy: SmallOffice) -> None:
    everybody = [*busy.sites, busy.large]
    for one in everybody:
        office.do(SetWish(Wish(subject_id=one.id, hours="14:00-16:00")))
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    wished = [one for one in plan.visits if one.owed.obligation.subject_id in {site.id for site in everybody}]
    assert wished and {one.place.slot for one in wished} == {"pm"}
    assert all("Between 14:00-16:00." in map(str, one.reasons) for one in wished)
    offered = office.ask(SuitableDays(subject_id=busy.large.id, year=2026))
    assert {seat.slot for day in offered for seat in day.seats} == {Slot.PM}
    office.do(ApplyPlan(plan))
    office.do(SetWish(Wish(subject_id=busy.large.id, slot=Slot.AM)))
    lines = mend(office.ask(YearToMend(2026))).lines
    (line,) = [line for line in lines if str(line.why) == "The customer asks for the morning."]
    assert line.subject == busy.large.name
    assert line.after is not None and line.after.slot == "am"


def test_who_went_often_this_year_goes_less_for_the_rest_of_it(office: SqlOffice, small: SmallOffice) -> None:
    other = person("周業務", Rank.STAFF, *small.business.skills)
    held = small.visit(state=VisitState.DONE, day=dt.date(2026, 2, 3), member_ids=(small.business.id,))
    office.do(Keep((("people", other), ("visits", held))))
    plan = plan_year(office.ask(YearToPlan(2026)), steps=2)
    joined = [name for one in plan.visits for name in one.members]
    assert joined.count("周業務") > joined.count("陳業務")
    assert dict(plan.balance)["林課長"].led == sum(one.leader == "林課長" for one in plan.visits)


def test_every_reason_of_a_mended_plan_names_people_and_subjects(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)), steps=2)))
    day = min(row.visit.day for row in office.ask(VisitList()) if row.visit.leader_id == small.supervisor.id)
    office.do(SetAway(small.supervisor.id, day, day))
    mended = mend(office.ask(YearToMend(2026)))
    said = [str(line.why) for line in mended.lines]
    assert any("林課長" in word for word in said)
    assert not [word for word in said if str(small.supervisor.id) in word or str(small.large.id) in word]
    office.do(ApplyPlan(mended.plan))
    assert mend(office.ask(YearToMend(2026))).lines == ()


def test_norms_out_of_reason_are_refused_by_name(office: SqlOffice) -> None:
    assert office.ask(NormsInForce()) == bootstrap.known().practice.norms
    with pytest.raises(Refused) as refused:
        office.do(ChooseNorms(replace(OfficeNorms(), ahead_percent=101)))
    assert refused.value.field == "ahead_percent"
    with pytest.raises(Refused):
        office.ask(YearToPlan(2026, leader_week=0))
    office.do(ChooseNorms(OfficeNorms(leader_week=3)))
    assert office.ask(YearToPlan(2026)).norms.leader_week == 3


def test_a_plan_says_how_good_it_is_and_how_far_the_search_came(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    first = plan_year(office.ask(YearToPlan(2026)))
    assert str(first.how_far()).startswith("This is the first lawful plan")
    assert "not worked out" in str(first.quality())
    better = plan_year(office.ask(YearToPlan(2026)), seconds=60)
    assert str(better.how_far()).startswith("The search came to its end")
    assert str(better.quality()).startswith("At most ")
    assert {UUID(one.place.leader) for one in better.visits} <= {small.manager.id, small.supervisor.id}


def test_a_budget_that_the_first_plan_used_up_ends_with_it(
    office: SqlOffice, small: SmallOffice, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, ticks = office.ask(YearToPlan(2026)), iter(range(1_000_000))
    monkeypatch.setattr(planning, "time", SimpleNamespace(monotonic=lambda: float(next(ticks))))
    monkeypatch.setattr(planning, "improve", lambda *_, **__: pytest.fail("the time was over"))
    plan = plan_year(ready, seconds=3)
    assert str(plan.how_far()).startswith("This is the first lawful plan") and plan.visits


def test_what_reading_the_year_took_is_part_of_the_seconds(
    office: SqlOffice, small: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = office.ask(YearToPlan(2026))
    monkeypatch.setattr(planning, "improve", lambda *_, **__: pytest.fail("the time was over"))
    plan = plan_year(ready, seconds=3, began=time.monotonic() - 10)
    assert str(plan.how_far()).startswith("This is the first lawful plan") and plan.visits
