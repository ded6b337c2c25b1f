"""The half-year report: figures equal to what is counted another way, the unknown said, names behind, frozen once issued."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.domain.planning.year.approvals import ApprovalState, Signer
from visitplanner.domain.programme.programme import Choices
from visitplanner.domain.reports.half_year import HalfYearReport, ReportLine
from visitplanner.domain.reports.plan_items import PLAN_ITEMS, PLAN_YEARS
from visitplanner.domain.reports.report_figures import ReportFigure
from visitplanner.domain.visits.intelligence import Intelligence
from visitplanner.domain.visits.visits import SubjectKind, VisitOutcome, VisitState
from visitplanner.i18n import language
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.programme.obligations import AttainmentOf, ChooseProgramme
from visitplanner.services.records.lists import RecordList
from visitplanner.services.records.records import ChangeRecord
from visitplanner.services.reports.editions import HalfYearEditions, IssueHalfYear, PublishHalfYear, SignHalfYear
from visitplanner.services.reports.figures import SOURCES
from visitplanner.services.reports.half_year import HalfToReport, HalfYearNow, HalfYearSheetFor, ReportedHalf
from visitplanner.services.reports.plan_items import BeginPlanYear, PlanOf
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice

JULY = dt.date(2026, 7, 3)


def line(report: HalfYearReport, key: str) -> ReportLine:
    return next(one for _item, one in report.lines() if one.key == key)


@pytest.fixture
def lived(office: SqlOffice, small: SmallOffice, clock: Clock) -> SqlOffice:
    """A group visit in March, the park by telephone in April, the large customer in May; one case of three closed."""
    done = {"state": VisitState.DONE, "outcome": VisitOutcome.DONE}
    march, april, may = dt.date(2026, 3, 12), dt.date(2026, 4, 8), dt.date(2026, 5, 20)
    team = (small.business.id, small.technical.id)
    group = small.visit(subject_kind=SubjectKind.GROUP, subject_id=small.group.id, day=march, held_on=march,
                        leader_id=small.manager.id, member_ids=team, topics=("contract_capacity",), satisfaction=5,
                        intelligence=Intelligence(outlook="擴廠", planned_kw=3000), **done)  # fmt: skip
    park = small.visit(subject_kind=SubjectKind.PARK, subject_id=small.park.id, day=april, held_on=april,
                       **{**done, "outcome": VisitOutcome.PHONE})  # fmt: skip
    large = small.visit(day=may, held_on=may, satisfaction=4, topics=("contract_capacity", "small_green_power"), **done)
    office.do(Keep(tuple(("visits", one) for one in (group, park, large))))
    for text, window in (("電壓驟降", Window.TECHNICAL), ("超約附加費", Window.BILLING), ("新設廠房", Window.DESIGN)):
        clock.today = may
        office.do(RaiseFollowUp(small.large.id, Raised(text, window)))
    case = next(row.follow_up for row in office.ask(FollowUpList()) if row.follow_up.window is Window.BILLING)
    office.do(UpdateFollowUp(case.id, "已說明", FollowUpState.CLOSED))
    clock.today = JULY
    return office


def test_what_was_owed_and_done_is_what_attainment_says(lived: SqlOffice) -> None:
    report = lived.ask(HalfYearNow(2026, 1))
    standing = lived.ask(AttainmentOf(2026))
    (whole, *_) = report.summary
    assert (whole.amount, whole.of) == (standing.whole.done, standing.whole.required)
    for figure, kind in ((ReportFigure.LARGE_VISITS, "large"), (ReportFigure.PARK_VISITS, "park")):
        assert line(report, f"{figure}.required").amount == standing.parts[kind].required
        assert line(report, f"{figure}.done").amount == standing.parts[kind].done
    assert (line(report, "group_visits.required").amount, line(report, "group_visits.done").amount) == (1, 1)
    assert [one.name for one in line(report, "group_visits.done").names] == ["虛構集團"]


def test_visits_held_and_why_some_do_not_count(lived: SqlOffice) -> None:
    report = lived.ask(HalfYearNow(2026, 1))
    rows = [row for row in lived.ask(VisitList(dt.date(2026, 1, 1), dt.date(2026, 6, 30))) if row.visit.held_on]
    assert line(report, "held.all").amount == len(rows) == 3
    assert line(report, "held.counted").amount == sum(row.counts is not False for row in rows) == 2
    assert line(report, "held.not.phone").amount == 1
    assert [one.name for one in line(report, "held.not.phone").names] == ["虛構工業區"]


def test_what_was_told_raised_and_learnt(lived: SqlOffice) -> None:
    report = lived.ask(HalfYearNow(2026, 1))
    rows = lived.ask(VisitList(dt.date(2026, 1, 1), dt.date(2026, 6, 30)))
    told = Counter(topic for row in rows for topic in row.visit.topics)
    assert line(report, "advice.contract_capacity").amount == told["contract_capacity"] == 2
    assert line(report, "programmes.small_green_power").amount == 1
    cases = lived.ask(FollowUpList())
    assert line(report, "cases.raised").amount == len(cases) == 3
    assert (line(report, "cases.settled").amount, line(report, "cases.settled").of) == (1, 3)
    assert line(report, "cases.overdue").amount == sum(row.overdue for row in cases) == 2
    oldest = max(row.age_working_days for row in cases if row.follow_up.state is FollowUpState.NEW)
    assert f"最久 {oldest} 天" in language().say(line(report, "cases.open").told or line(report, "cases.open").title)
    assert line(report, "cases_by_window.technical").amount == 1
    assert (line(report, "satisfaction.mean").amount, line(report, "satisfaction.asked").amount) == (450, 2)
    assert (line(report, "intelligence.visits").amount, line(report, "intelligence.kw").amount) == (1, 3000)


def test_what_is_not_known_is_said_and_never_a_zero(office: SqlOffice, small: SmallOffice) -> None:
    report = office.ask(HalfYearNow(2026, 1))
    for key in ("satisfaction.mean", "intelligence.kw", "savings.customers", "savings.made"):
        assert line(report, key).amount is None and line(report, key).told is not None, key
    assert report.figures()["savings.made"] is None


def test_every_source_named_in_the_plan_has_its_function(office: SqlOffice) -> None:
    assert set(SOURCES) == set(ReportFigure)
    items = office.ask(PlanOf(2026)).plan.items
    assert {figure for item in items for figure in item.figures} == set(ReportFigure)


def test_a_half_that_runs_is_told_as_of_today_and_one_to_come_is_refused(lived: SqlOffice, clock: Clock) -> None:
    now = lived.ask(HalfYearNow(2026, 2))
    assert (now.as_of, now.complete, now.first, now.last) == (JULY, False, dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert line(now, "large_visits.done").amount == 0 and line(now, "large_visits.done_in_year").amount == 1
    clock.today = dt.date(2026, 6, 30)
    with pytest.raises(Refused) as refusal:
        lived.ask(HalfYearNow(2026, 2))
    assert refusal.value.field == "half"


def test_the_second_half_falls_due_in_january(lived: SqlOffice, clock: Clock) -> None:
    assert lived.ask(HalfToReport()) == ReportedHalf(2026, 1)
    clock.today = dt.date(2026, 9, 1)
    assert lived.ask(HalfToReport()) == ReportedHalf(2026, 2)
    clock.today = dt.date(2027, 1, 12)
    assert lived.ask(HalfToReport()) == ReportedHalf(2026, 2)
    report = lived.ask(HalfYearNow(2026, 2))
    assert (report.as_of, report.complete) == (dt.date(2026, 12, 31), True)


def test_the_chosen_answers_stand_in_the_report(lived: SqlOffice) -> None:
    lived.do(ChooseProgramme(Choices(phone_counts=True, threshold_kw=800)))
    report = lived.ask(HalfYearNow(2026, 1))
    answers = {str(one.question): str(one.answer) for one in report.answers}
    assert answers["Does a telephone call count as a visit?"] == "yes"
    assert answers["Threshold in kW, if not the plan's"] == "800 kW"
    assert line(report, "held.counted").amount == 3


def test_next_year_copies_the_last_plan_and_the_office_changes_an_item(lived: SqlOffice) -> None:
    before = lived.ask(PlanOf(2026))
    assert not before.kept and "114年度" in language().say(before.basis[0])
    plan = lived.do(BeginPlanYear(2026)).value
    assert (plan.heading.title, plan.heading.document) == ("115年度提升服務效能執行計畫", "")
    with pytest.raises(Refused):
        lived.do(BeginPlanYear(2026))
    (heading,) = lived.ask(RecordList(PLAN_YEARS)).records
    lived.do(ChangeRecord(PLAN_YEARS, replace(heading, document="115 年 1 月 5 日函")))
    item = next(one for one in lived.ask(RecordList(PLAN_ITEMS)).records if one.clause == "伍二(一)5")
    lived.do(ChangeRecord(PLAN_ITEMS, replace(item, first_note="5 月 6 日與公會辦理座談會一場。")))
    report = lived.ask(HalfYearNow(2026, 1))
    assert (report.document, report.basis) == ("115 年 1 月 5 日函", ())
    assert "5 月 6 日與公會辦理座談會一場。" in [one.words for one in report.items]
    assert lived.ask(HalfYearNow(2026, 2)).items[0].words == ""


def test_an_issued_report_stays_as_it_was_and_a_correction_names_what_changed(lived: SqlOffice, small: SmallOffice) -> None:
    first = lived.do(IssueHalfYear(2026, 1, "陳承辦")).value
    assert (first.edition, first.state) == (1, ApprovalState.PROPOSED)
    with pytest.raises(Refused, match="Nothing differs"):
        lived.do(IssueHalfYear(2026, 1, "陳承辦", "更正"))
    june = dt.date(2026, 6, 9)
    late = small.visit(subject_kind=SubjectKind.PARK, subject_id=small.park.id, day=june, held_on=june,
                       state=VisitState.DONE, outcome=VisitOutcome.DONE)  # fmt: skip
    lived.do(Keep((("visits", late),)))
    assert lived.ask(HalfYearSheetFor(2026, 1, edition=1)).report == first.report
    with pytest.raises(Refused) as refusal:
        lived.do(IssueHalfYear(2026, 1, "陳承辦"))
    assert refusal.value.field == "reason"
    second = lived.do(IssueHalfYear(2026, 1, "陳承辦", "補登工業區洽訪")).value
    changed = {(one.clause, str(one.what)): (str(one.before), str(one.after)) for one in second.changes}
    assert changed["伍一(二)2", "Industrial parks: done in this half"] == ("0 / 1", "1 / 1")
    assert changed["伍一(二)2", "Visits held"] == ("3", "4")
    assert [one.edition for one in lived.ask(HalfYearEditions(2026, 1))] == [1, 2]
    with pytest.raises(Unknown):
        lived.ask(HalfYearSheetFor(2026, 1, edition=3))


def test_the_boxes_are_signed_in_their_order_then_it_is_published(lived: SqlOffice) -> None:
    with pytest.raises(Refused, match="was issued"):
        lived.do(SignHalfYear(2026, 1, Signer.OFFICER, "陳承辦"))
    lived.do(IssueHalfYear(2026, 1, "陳承辦"))
    with pytest.raises(Refused):
        lived.do(SignHalfYear(2026, 1, Signer.DIRECTOR, "周處長"))
    with pytest.raises(Refused, match="all have signed"):
        lived.do(PublishHalfYear(2026, 1))
    for signer in Signer:
        kept = lived.do(SignHalfYear(2026, 1, signer, "某某")).value
    assert kept.state is ApprovalState.SIGNED
    published = lived.do(PublishHalfYear(2026, 1)).value
    assert (published.state, published.published_on) == (ApprovalState.PUBLISHED, JULY)


class Everybody:
    """Every text that could name somebody."""

    def answer(self, work: Work) -> set[str]:
        from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, GROUPS, PARKS
        from visitplanner.domain.staff.staff import PEOPLE

        shelves = [work.shelf(kind).values("name") for kind in (COMPANIES, CUSTOMERS, GROUPS, PARKS, PEOPLE)]  # pyright: ignore
        return {name for names in shelves for name in names} | work.shelf(CUSTOMERS).values("account")


def test_the_public_version_names_nobody(lived: SqlOffice) -> None:
    lived.do(BeginPlanYear(2026))
    item = next(one for one in lived.ask(RecordList(PLAN_ITEMS)).records if one.clause == "伍二(一)5")
    lived.do(ChangeRecord(PLAN_ITEMS, replace(item, first_note="與虛構食品股份有限公司座談。")))
    lived.do(IssueHalfYear(2026, 1, "林課長"))
    for edition in (None, 1):
        sheet = lived.ask(HalfYearSheetFor(2026, 1, public=True, edition=edition))
        text = repr(sheet)
        assert [name for name in lived.ask(Everybody()) if name in text] == []
        assert line(sheet.report, "intelligence.kw").amount is None, "one customer's plans are its own"
        assert line(sheet.report, "held.all").amount == 3
