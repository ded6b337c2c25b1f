"""改期, 取消 and 自動排程: what a form becomes, and that nothing stands in the calendar before it is asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.builders import Keep, SmallOffice, person
from visitplanner import i18n
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.planning.year.norms import Fit
from visitplanner.domain.staff.staff import Rank
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.services.calendar.calendar import AddClosure
from visitplanner.services.customers.wishes import SetWish
from visitplanner.services.handovers.bearing import LeaveService
from visitplanner.services.office.context import Context
from visitplanner.services.planning.year_plan import LeftOut
from visitplanner.services.visits.visits import VisitList
from visitplanner.ui.core import style
from visitplanner.ui.core.jobs import Commission, Job
from visitplanner.ui.core.session import Session
from visitplanner.ui.core.states import owed_chip
from visitplanner.ui.handovers.handover_form import HandOverForm
from visitplanner.ui.home.columns import subject_tip
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.forms import auto_plan, columns
from visitplanner.ui.planning.forms.auto_plan import AutoPlanDialog
from visitplanner.ui.planning.forms.plan_changes import changes_of
from visitplanner.ui.planning.forms.reasons import ReasonTable, WithReason
from visitplanner.ui.planning.forms.same_reason import Reason
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow

WEDNESDAY, FRIDAY = dt.date(2026, 3, 18), dt.date(2026, 3, 20)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first lawful plan will do here; how good plans become is proved elsewhere."""
    monkeypatch.setattr(auto_plan, "SECONDS", 0)


@pytest.fixture
def page(visit: Visit, window: MainWindow) -> PlanningPage:
    window.go("planning", visit.id)
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    return shown


def kept(context: Context, visit: Visit) -> Visit:
    return next(row.visit for row in context.office.ask(VisitList()) if row.visit.id == visit.id)


def test_a_day_written_by_hand_moves_the_visit(page: PlanningPage, visit: Visit, context: Context) -> None:
    form = page.hand.open_day_form()
    assert form is not None
    form.day.setText("1150320")
    form.slot.set_value(Slot.PM)
    form.submit()
    assert (kept(context, visit).day, kept(context, visit).slot) == (FRIDAY, Slot.PM)
    assert kept(context, visit).state is VisitState.BOOKED


def test_a_day_against_the_customers_wish_is_kept_when_the_verb_is_pressed_again(
    page: PlanningPage, visit: Visit, context: Context
) -> None:
    context.office.do(SetWish(Wish(subject_id=visit.subject_id, slot=Slot.AM)))
    form = page.hand.open_day_form()
    assert form is not None
    form.day.setText("1150320")
    form.slot.set_value(Slot.PM)
    form.submit()
    assert "希望上午" in form.refusals._fields["day"].refusal and form.verb.text() == "仍要如此"
    assert kept(context, visit).day == WEDNESDAY
    form.day.setText("1150319")
    form.submit()
    assert kept(context, visit).day == WEDNESDAY, "another day is asked about anew"
    form.submit()
    assert (kept(context, visit).day.day, kept(context, visit).pinned) == (19, True)


def test_a_day_off_is_refused_beside_the_field(page: PlanningPage, visit: Visit, context: Context) -> None:
    form = page.hand.open_day_form()
    assert form is not None
    form.day.setText("115/03/21")
    form.submit()
    assert "115/03/21 不是上班日" in form.refusals._fields["day"].refusal
    assert kept(context, visit).day == WEDNESDAY
    form.reject()


def test_the_list_begins_with_the_most_suitable_day_and_fills_the_form(page: PlanningPage) -> None:
    form = page.hand.open_day_form()
    assert form is not None
    grades = [row.grade.value for row in form.table.rows.rows()]
    assert grades == sorted(grades, key=["good", "fair", "poor", "not"].index)
    best = form.table.rows.row(0)
    form.table.show_key(best.day)
    assert form.day.day() == best.day
    form.reject()


def test_a_visit_without_a_leader_is_refused(page: PlanningPage) -> None:
    form = page.hand.open_day_form()
    assert form is not None
    form.leader.clear()
    form.submit()
    assert form.refusals._fields["leader"].refusal.startswith("尚未指定領隊")
    form.reject()


def test_a_cancelled_visit_is_owed_again_and_keeps_its_reason(page: PlanningPage, visit: Visit, context: Context) -> None:
    form = page.hand.open_cancel()
    assert form is not None
    form.reason.setPlainText("用戶歲修")
    form.submit()
    assert (kept(context, visit).state, kept(context, visit).notes) == (VisitState.CANCELLED, "用戶歲修")
    owed = {row.obligation.subject_id for row in page.hand.facts.waiting}  # pyright: ignore[reportOptionalMemberAccess]
    assert visit.subject_id in owed


def test_a_visit_declined_for_the_year_needs_its_reason_and_says_so_wherever_it_is_owed(
    page: PlanningPage, visit: Visit, context: Context
) -> None:
    form = page.hand.open_cancel()
    assert form is not None
    form.after.set_value(True)
    form.submit()
    assert form.refusals._fields["reason"].refusal.startswith("缺少用戶今年不受訪的原因")
    assert kept(context, visit).is_open
    form.reason.setPlainText("停工整修")
    form.submit()
    assert kept(context, visit).outcome is VisitOutcome.DECLINED
    [row] = [each for each in page.hand.facts.waiting if each.obligation.subject_id == visit.subject_id]  # pyright: ignore[reportOptionalMemberAccess]
    assert owed_chip(row.obligation, page.desk.language).text == "今年不受訪"
    assert "停工整修" in subject_tip(row, page.desk.language)


def test_a_plan_is_looked_at_before_it_stands_in_the_calendar(page: PlanningPage, context: Context, program: Program) -> None:
    before = context.office.ask(VisitList())
    dialog = page.hand.open_plan()
    assert dialog is not None and dialog.plan is not None
    assert dialog.tabs.tabText(0) == "變動（4）"
    assert dialog.tabs.tabText(2) == "排不進（0）"
    assert context.office.ask(VisitList()) == before
    dialog.verb.click()
    assert len(context.office.ask(VisitList())) == len(before) + 4
    assert page.board.view is View.WEEK
    program.session.undo()
    assert [row.visit.id for row in context.office.ask(VisitList())] == [row.visit.id for row in before]


def test_the_reasons_of_a_plan_are_said_once_and_of_the_line_at_hand_in_full(page: PlanningPage) -> None:
    dialog = page.hand.open_plan()
    assert dialog is not None
    changes, whys = dialog.changes.rows.rows(), dialog.whys.rows.rows()
    assert {message.template for one in changes for message in one.why} == {one.why[0].template for one in whys}
    assert sum(one.count for one in whys) == sum(len(one.why) for one in changes)
    pane = dialog.tabs.widget(0)
    assert isinstance(pane, WithReason)
    assert pane.words == columns.reasons(changes[0].why, page.language), "the first line's, without a click"
    dialog.changes.show_key(changes[-1].key)
    assert pane.words == columns.reasons(changes[-1].why, page.language)
    dialog.reject()


def test_a_reason_wraps_so_that_its_line_is_as_high_as_its_words(qtbot: QtBot, qapp: object) -> None:
    table = ReasonTable(i18n.language(), "left_out")
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.show()
    names = tuple(f"虛構第{number}用戶股份有限公司" for number in range(14))
    table.show_reasons([Reason((said("No leader is assigned to this group; assign one first."),), names)])
    picture = table.grab().toImage()
    top = table.horizontalHeader().height() + table.rowHeight(0)
    free = {picture.pixelColor(x, top - 5).name() for x in range(table.columnViewportPosition(2), picture.width() - 2)}
    assert free == {style.look().colour("surface").name()}  # below the last line nothing is cut off
    before = table.rowHeight(0)
    table.setColumnWidth(1, 500)
    assert table.rowHeight(0) > before


def test_scores_of_names_get_the_room_that_a_short_reason_leaves(qtbot: QtBot, qapp: object) -> None:
    table = ReasonTable(i18n.language(), "left_out")
    qtbot.addWidget(table)
    names = tuple(f"虛構第{number}用戶股份有限公司" for number in range(45))
    table.show_reasons([Reason((said("The members go in turn."),), names)])
    table.resize(900, 400)
    table.show()
    qtbot.waitUntil(lambda: table.rowHeight(0) == table.sizeHintForRow(0))
    assert table.columnWidth(2) > 2 * table.columnWidth(1)


def test_a_search_is_seen_before_anything_is_known(page: PlanningPage) -> None:
    facts = page.hand.facts
    assert facts is not None
    waiting = replace(page.desk, session=Session(page.desk.context.office, Waiting(), page.language))
    dialog = AutoPlanDialog(waiting, facts, page)
    dialog.begin()
    dialog.open()
    assert dialog.progress.isVisible()
    assert dialog.progress._what.text() == "正在讀取應洽訪清單"
    dialog.reject()


def test_when_not_everything_fits_the_person_chooses_the_norm_and_the_rest_is_offered_after_the_year(
    page: PlanningPage, context: Context
) -> None:
    dialog = page.hand.open_plan()
    assert dialog is not None and dialog.plan is not None
    assert dialog.norms is None and not dialog.after.isVisible()
    plan = dialog.plan
    late = replace(plan.visits[0], place=replace(plan.visits[0].place, day=dt.date(2027, 1, 5)))
    short = replace(plan, visits=plan.visits[1:], fits=(Fit(2, 3, 4), Fit(3, 4, 4)), late=(late,))
    dialog._show_plan(replace(short, fits=short.fits[:1]), changes_of(short, ()))
    assert dialog.norms is None, "one norm alone is no choice"
    dialog._show_plan(short, changes_of(short, ()))
    assert dialog.norms is not None
    assert dialog.norms.isVisible() and dialog.after.isVisible()
    assert [each.text() for each in dialog.norms.findChildren(QPushButton)] == [
        "每週 2 次：排進 3，1 排不進",
        "每週 3 次：全部排得進",
    ]
    assert any(part.text() == "應辦期間未過的 4 次，到 115/12/31 為止，每位領隊" for part in dialog.findChildren(QLabel))
    dialog.norms.choose((3, None))
    assert dialog.plan.leader_week == 3
    assert dialog.norms.value() == (3, None)
    dialog._show_plan(short, changes_of(short, ()))
    dialog.after.click()
    made_up = [row.visit for row in context.office.ask(VisitList()) if row.visit.day == dt.date(2027, 1, 5)]
    assert [visit.override for visit in made_up] == ["補訪：應辦期間與每週次數內已無空檔。"]


class Waiting:
    """Takes tasks and does none of them yet."""

    def run(self, commission: Commission[Any]) -> Job:
        return Job(commission)

    def close(self) -> None:
        """Nothing is under way."""


def test_what_is_left_over_adds_up_in_words(page: PlanningPage) -> None:
    dialog = page.hand.open_plan()
    assert dialog is not None and dialog.plan is not None
    plan = dialog.plan
    left = [LeftOut(one.subject, one.owed, (said("It may be made up for, recorded with a reason."),)) for one in plan.visits[:3]]
    dialog._show_plan(replace(plan, visits=plan.visits[3:], unplaced=tuple(left), late=plan.visits[:2]), ())
    assert "排不進的 3 次中，2 次得附註理由補訪，1 次補訪亦無日可排" in dialog._state.text()
    assert dialog.tabs.tabText(2) == "排不進（3）"
    assert dialog.after.text() == "連同補訪 2 次"
    assert dialog._state.text().startswith("已排 1 次、保留已約與暫定 1 次。")
    dialog.reject()


def test_a_discarded_plan_changes_nothing(page: PlanningPage, context: Context) -> None:
    before = context.office.ask(VisitList())
    dialog = page.hand.open_plan()
    assert dialog is not None
    dialog._discard.click()
    assert not dialog.isVisible()
    assert context.office.ask(VisitList()) == before


def test_what_nobody_may_lead_is_named_and_people_can_be_assigned(context: Context, window: MainWindow) -> None:
    SmallOffice().keep(context.office, assigned=False)  # pyright: ignore[reportArgumentType]
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    dialog = page.hand.open_plan()
    assert dialog is not None
    reasons = {(row.why[0].template, row.count) for row in dialog.left_out.rows.rows()}
    assert reasons == {
        ("No leader is assigned to this group; assign one first.", 2),
        ("No service specialist is assigned; assign one first.", 3),
    }
    assert dialog.assign.isVisible()
    dialog.assign.click()
    assert window.page().title.text() == "用戶"


def test_the_home_page_can_begin_the_planning(visit: Visit, window: MainWindow) -> None:
    window.go("planning", "plan")
    dialogs = [each for each in window.page().children() if type(each).__name__ == "AutoPlanDialog"]
    assert len(dialogs) == 1
    dialogs[0].reject()  # pyright: ignore[reportAttributeAccessIssue]


def test_the_briefing_of_a_visit_is_made_from_its_card(page: PlanningPage) -> None:
    dialog = page.hand.open_brief()
    assert dialog is not None
    assert dialog.pdf.startswith(b"%PDF")
    dialog.reject()


def test_mending_moves_only_what_a_disruption_hit(context: Context, small: SmallOffice, window: MainWindow) -> None:
    hit = small.visit(state=VisitState.SUGGESTED, day=dt.date(2026, 6, 10))
    other = small.visit(
        state=VisitState.SUGGESTED, day=dt.date(2026, 6, 17), subject_kind=SubjectKind.PARK, subject_id=small.park.id
    )
    agreed = small.visit(day=dt.date(2026, 6, 10), slot=Slot.PM, subject_id=small.sites[0].id)
    context.office.do(Keep(tuple(("visits", one) for one in (hit, other, agreed))))
    context.office.do(AddClosure(dt.date(2026, 6, 10), "颱風"))
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    dialog = page.hand.open_mending()
    assert dialog is not None
    assert [row.names for row in dialog.clashes.rows.rows()] == [("虛構電子股份有限公司",)]
    moved = {row.subject for row in dialog.changes.rows.rows() if row.before is not None}
    assert moved == {"虛構食品股份有限公司"}
    dialog.verb.click()
    assert kept(context, hit).day != dt.date(2026, 6, 10)
    assert kept(context, other).day == dt.date(2026, 6, 17)
    assert kept(context, agreed).day == dt.date(2026, 6, 10)


def test_mending_leads_to_the_hand_over_of_somebody_who_leaves(
    context: Context, small: SmallOffice, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    taker = person("張課長", Rank.SUPERVISOR, *small.supervisor.skills)
    standing = small.visit(
        state=VisitState.SUGGESTED, day=dt.date(2026, 9, 9), subject_id=small.sites[0].id, leader_id=small.supervisor.id
    )
    context.office.do(Keep((("people", taker), ("visits", standing))))
    context.office.do(LeaveService(small.supervisor.id, dt.date(2026, 6, 30)))
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    dialog = page.hand.open_mending()
    assert dialog is not None and dialog.handovers.isVisible()
    (verb,) = dialog.handovers.findChildren(QPushButton)
    opened: list[HandOverForm] = []
    monkeypatch.setattr(HandOverForm, "open", lambda form: opened.append(form))
    verb.click()
    (form,) = opened
    assert (form.taker.value(), form.day.day()) == (taker.id, dt.date(2026, 7, 1))
    form.submit()
    assert not dialog.handovers.isVisible()
    assert context.office.ask(VisitList())[0].leader == "張課長"
    dialog.reject()
