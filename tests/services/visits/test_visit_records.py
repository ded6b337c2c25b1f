"""What the record form is told: what was told last time, whether it would count, and a draft that stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.domain.visits.visits import Slot, SubjectKind, VisitOutcome, VisitState
from visitplanner.services.core.journal import ChangeHistory
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.year_overview import CalendarDays, PlanQuality
from visitplanner.services.visits.arranging import ArrangeVisit
from visitplanner.services.visits.visit_records import KeepDraft, KeepRecord, OpenIssues, RecordSheetFor, WouldCount
from visitplanner.services.visits.visits import RecordVisit, VisitList
from visitplanner.store.office import SqlOffice

HELD = dt.date(2026, 3, 13)


def test_topics_told_last_time_come_last(office: SqlOffice, small: SmallOffice) -> None:
    before, now = small.visit(day=dt.date(2026, 2, 4)), small.visit(day=HELD, ordinal=2)
    office.do(Keep((("visits", before), ("visits", now))))
    office.do(RecordVisit(before.id, before.day, topics=("stages",)))
    sheet = office.ask(RecordSheetFor(now.id))
    assert [point.id for point in sheet.told] == ["stages"]
    assert "stages" not in {point.id for point in sheet.fresh}


def test_whether_it_would_count_is_known_before_anything_is_kept(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=HELD)
    office.do(Keep((("visits", visit),)))
    assert office.ask(WouldCount(RecordVisit(visit.id, HELD))).counts
    phone = office.ask(WouldCount(RecordVisit(visit.id, HELD, VisitOutcome.PHONE)))
    assert (phone.counts, phone.overridable) == (False, True)
    assert office.ask(WouldCount(RecordVisit(visit.id, HELD, VisitOutcome.PHONE, override="用戶隔離"))).counts
    called_off = office.ask(WouldCount(RecordVisit(visit.id, HELD, VisitOutcome.CANCELLED)))
    assert (called_off.counts, called_off.overridable) == (False, False)
    assert office.ask(VisitList())[0].visit.state is VisitState.BOOKED


def test_a_forecast_agrees_with_what_the_record_gives(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(subject_kind=SubjectKind.GROUP, subject_id=small.group.id, day=HELD, leader_id=small.manager.id)
    office.do(Keep((("visits", visit),)))
    for members in ((), (small.business.id,), (small.business.id, small.technical.id)):
        record = RecordVisit(visit.id, HELD, member_ids=members)
        forecast = office.ask(WouldCount(record))
        outcome = office.do(record)
        assert (outcome.value.counts, outcome.value.why_not) == (forecast.counts, forecast.reasons)
        assert outcome.undo is not None
        office.do(outcome.undo)


def test_a_draft_stays_until_the_record_is_kept(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=HELD)
    office.do(Keep((("visits", visit),)))
    office.do(KeepDraft(visit.id, {"notes": "寫到一半"}))
    assert office.ask(RecordSheetFor(visit.id)).draft == {"notes": "寫到一半"}
    office.do(KeepRecord(RecordVisit(visit.id, HELD)))
    assert office.ask(RecordSheetFor(visit.id)).draft is None


def test_a_draft_of_one_visit_never_appears_in_another(office: SqlOffice, small: SmallOffice) -> None:
    one, other = small.visit(day=HELD), small.visit(day=HELD, slot=Slot.PM, ordinal=2)
    office.do(Keep((("visits", one), ("visits", other))))
    office.do(KeepDraft(one.id, {"notes": "甲"}))
    assert office.ask(RecordSheetFor(other.id)).draft is None
    office.do(KeepDraft(other.id, {"notes": "乙"}))
    office.do(KeepDraft(one.id, None))
    assert office.ask(RecordSheetFor(one.id)).draft is None
    assert office.ask(RecordSheetFor(other.id)).draft == {"notes": "乙"}
    office.do(RecordVisit(one.id, HELD))
    assert office.ask(RecordSheetFor(other.id)).draft == {"notes": "乙"}


def test_saving_a_draft_six_hundred_times_leaves_nothing_in_the_journal(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=HELD)
    office.do(Keep((("visits", visit),)))
    before = office.ask(ChangeHistory())
    kept = [office.do(KeepDraft(visit.id, {"notes": "寫" * number})) for number in range(600)]
    assert [outcome.undo for outcome in kept] == [None] * 600
    assert office.ask(RecordSheetFor(visit.id)).draft == {"notes": "寫" * 599}
    assert office.ask(ChangeHistory()) == before


def test_no_undo_and_no_redo_brings_a_draft_back(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=HELD)
    office.do(Keep((("visits", visit),)))
    office.do(KeepDraft(visit.id, {"notes": "寫到一半"}))
    outcome = office.do(RecordVisit(visit.id, HELD))
    for _ in range(2):
        assert office.ask(RecordSheetFor(visit.id)).draft is None
        assert outcome.undo is not None
        outcome = office.do(outcome.undo)
    assert office.ask(RecordSheetFor(visit.id)).draft is None


def test_a_refused_record_leaves_its_draft(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=HELD)
    office.do(Keep((("visits", visit),)))
    office.do(KeepDraft(visit.id, {"notes": "寫到一半"}))
    with pytest.raises(Refused):
        office.do(RecordVisit(visit.id, HELD, satisfaction=9))
    assert office.ask(RecordSheetFor(visit.id)).draft == {"notes": "寫到一半"}


def test_a_record_that_names_one_case_twice_is_refused_whole(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=HELD)
    office.do(Keep((("visits", visit),)))
    twice = (Raised("請提供超約明細", Window.BILLING), Raised(" 請提供 超約明細", Window.BUSINESS))
    with pytest.raises(Refused, match="stands twice"):
        office.do(RecordVisit(visit.id, HELD, raised=twice))
    assert office.ask(FollowUpList()) == [] and office.ask(VisitList())[0].visit.state is VisitState.BOOKED
    office.do(RecordVisit(visit.id, HELD, raised=twice[:1]))
    assert len(office.ask(FollowUpList())) == 1


def test_a_refused_case_leaves_the_record_unwritten(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=HELD)
    office.do(Keep((("visits", visit),)))
    case = office.do(RaiseFollowUp(small.large.id, Raised("評估調降契約容量", Window.BUSINESS))).value
    closing = UpdateFollowUp(case.id, state=FollowUpState.CLOSED)
    with pytest.raises(Refused):
        office.do(KeepRecord(RecordVisit(visit.id, HELD), (closing,)))
    assert office.ask(VisitList())[0].visit.state is VisitState.BOOKED
    assert office.ask(FollowUpList())[0].follow_up.state is FollowUpState.NEW


def test_a_groups_open_cases_are_those_of_its_sites_too(office: SqlOffice, small: SmallOffice) -> None:
    for subject in (small.group.id, small.sites[1].id, small.large.id):
        office.do(RaiseFollowUp(subject, Raised("詢問", Window.BUSINESS)))
    found = {row.follow_up.subject_id for row in office.ask(OpenIssues(small.group.id))}
    assert found == {small.group.id, small.sites[1].id}


def test_an_owed_visit_gets_its_day_once(office: SqlOffice, small: SmallOffice) -> None:
    day = dt.date(2026, 3, 20)
    arrange = ArrangeVisit(small.large.id, 2026, 1, day, Slot.AM, small.supervisor.id, anyway=True)
    made = office.do(arrange).value
    assert (made.day, made.state, made.subject_kind) == (day, VisitState.TENTATIVE, SubjectKind.LARGE)
    with pytest.raises(Refused):
        office.do(arrange)
    with pytest.raises(Unknown):
        office.do(ArrangeVisit(small.large.id, 2026, 2, day, Slot.PM, small.supervisor.id))
    with pytest.raises(Refused):
        office.do(ArrangeVisit(small.park.id, 2026, 1, dt.date(2026, 3, 21), Slot.AM, small.supervisor.id))


def test_the_quality_of_the_plan_is_remembered_until_it_is_taken_back(office: SqlOffice, small: SmallOffice) -> None:
    assert office.ask(PlanQuality(2026)) is None
    outcome = office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)), steps=1)))
    quality = office.ask(PlanQuality(2026))
    assert quality is not None and quality.gap_percent is not None
    assert quality.gap_percent >= 0
    assert office.ask(PlanQuality(2027)) is None
    assert outcome.undo is not None
    office.do(outcome.undo)
    assert office.ask(PlanQuality(2026)) is None


def test_a_bound_that_tells_nothing_of_a_plan_is_no_quality(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ApplyPlan(replace(plan_year(office.ask(YearToPlan(2026)), steps=1), gap_percent=None)))
    weak = office.ask(PlanQuality(2026))
    assert weak is not None and weak.gap_percent is None


def test_every_day_says_whether_it_is_worked_and_what_it_is_called(office: SqlOffice) -> None:
    days = office.ask(CalendarDays(dt.date(2026, 4, 2), dt.date(2026, 4, 7)))
    assert [facts.works for facts in days.values()] == [True, False, False, False, False, True]
    assert days[dt.date(2026, 4, 5)].remark


def test_a_form_asks_about_open_cases_only(office: SqlOffice, small: SmallOffice) -> None:
    opened, closed = (
        office.do(RaiseFollowUp(small.large.id, Raised(text, Window.BUSINESS))).value for text in ("電費疑義", "申請增設")
    )
    office.do(UpdateFollowUp(closed.id, "已說明", FollowUpState.CLOSED, small.business.id))
    assert [row.follow_up.id for row in office.ask(OpenIssues(small.large.id))] == [opened.id]


def test_the_record_of_a_group_offers_its_sites_and_no_other_does(office: SqlOffice, small: SmallOffice) -> None:
    group = small.visit(subject_kind=SubjectKind.GROUP, subject_id=small.group.id, leader_id=small.manager.id, day=HELD)
    single = small.visit(day=HELD, slot=Slot.PM)
    office.do(Keep((("visits", group), ("visits", single))))
    sites = office.ask(RecordSheetFor(group.id)).sites
    assert {site.id: site.account for site in sites} == {site.id: site.account for site in small.sites}
    assert office.ask(RecordSheetFor(single.id)).sites == []


def test_told_last_time_is_what_was_told_at_the_later_of_two_visits(office: SqlOffice, small: SmallOffice) -> None:
    days = (dt.date(2026, 1, 14), dt.date(2026, 2, 4), HELD)
    visits = [small.visit(day=day, ordinal=number) for number, day in enumerate(days, 1)]
    office.do(Keep(tuple(("visits", visit) for visit in visits)))
    topics = [point.id for point in office.ask(RecordSheetFor(visits[2].id)).fresh][:2]
    for visit, topic in zip(visits, topics, strict=False):
        office.do(RecordVisit(visit.id, visit.day, topics=(topic,)))
    assert [point.id for point in office.ask(RecordSheetFor(visits[2].id)).told] == [topics[1]]


def test_a_forecast_for_who_really_went_is_of_them(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=HELD)
    office.do(Keep((("visits", visit),)))
    assert office.ask(WouldCount(RecordVisit(visit.id, HELD, leader_id=small.supervisor.id))).counts
    low = office.ask(WouldCount(RecordVisit(visit.id, HELD, leader_id=small.business.id)))
    assert (low.counts, low.overridable) == (False, True)
    assert {reason.values["leader"] for reason in low.reasons} == {"陳業務"}
