"""登錄洽訪紀錄: by keyboard alone, prefilled, told beforehand whether it counts, and never lost half-written."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.office.context import Context
from visitplanner.services.visits.visit_records import RecordSheetFor
from visitplanner.services.visits.visits import VisitList
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.visits.record_form import RecordForm

FRIDAY_BEFORE = dt.date(2026, 3, 13)


@pytest.fixture
def visit(context: Context, small: SmallOffice) -> Visit:
    """A booked visit of last Friday to the large customer, who has two open cases."""
    made = small.visit(day=FRIDAY_BEFORE)
    context.office.do(Keep((("visits", made),)))
    return made


@pytest.fixture
def group_visit(context: Context, small: SmallOffice) -> Visit:
    made = small.visit(
        subject_kind=SubjectKind.GROUP,
        subject_id=small.group.id,
        day=FRIDAY_BEFORE,
        leader_id=small.manager.id,
        member_ids=(small.business.id, small.technical.id),
    )
    context.office.do(Keep((("visits", made),)))
    return made


def open_form(window: MainWindow, visit: Visit) -> RecordForm:
    window.go("planning", visit.id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    form = page.hand.open_record()
    assert form is not None
    return form


def press(form: RecordForm, keys: str) -> None:
    """What Qt does for a shortcut of the active window; off-screen no dialog is ever the active one."""
    next(each for each in form.findChildren(QShortcut) if each.key().toString() == keys).activated.emit()


def kept(context: Context, visit: Visit) -> Visit:
    return next(row.visit for row in context.office.ask(VisitList()) if row.visit.id == visit.id)


def test_the_form_begins_with_what_the_plan_knows(group_visit: Visit, small: SmallOffice, window: MainWindow) -> None:
    form = open_form(window, group_visit)
    assert form.inputs.held_on.text() == "115/03/13（五）"
    assert form.inputs.outcome.value() is VisitOutcome.DONE
    assert form.inputs.leader.text() == "王經理"
    assert form.inputs.members.values() == (small.business.id, small.technical.id)
    assert form.inputs.raised.rows[0].due.text() == "115/03/25（三）"
    assert form.forecast.text() == "本次計列"
    form.reject()


def test_a_record_is_written_by_keyboard_alone(visit: Visit, context: Context, window: MainWindow) -> None:
    form = open_form(window, visit)
    form.inputs.topics.setFocus()
    QTest.keyClick(form.inputs.topics, Qt.Key.Key_Space)
    first = form.inputs.raised.rows[0].text
    first.setFocus()
    QTest.keyClicks(first, "voltage dips")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert len(form.inputs.raised.rows) == 2
    QTest.keyClicks(form.inputs.raised.rows[1].text, "new plant")
    press(form, "Ctrl+Return")
    assert not form.isVisible()
    record = kept(context, visit)
    assert (record.state, record.held_on) == (VisitState.DONE, FRIDAY_BEFORE)
    assert len(record.topics) == 1
    raised = [row.follow_up for row in context.office.ask(FollowUpList()) if row.follow_up.visit_id == visit.id]
    assert {each.text for each in raised} == {"voltage dips", "new plant"}
    assert {each.window for each in raised} == {Window.BUSINESS}


def test_why_it_would_not_count_is_told_and_a_reason_sets_it_aside(
    group_visit: Visit, small: SmallOffice, context: Context, window: MainWindow
) -> None:
    form = open_form(window, group_visit)
    assert not form.inputs.fields["override"].isVisible()
    form.inputs.members.remove(small.technical.id)
    form._ask_count()
    assert form.forecast.text() == "未達計列條件：領隊之外缺少電務人員（計畫伍一(二)1）。"
    assert form.inputs.fields["override"].isVisible()
    form.inputs.override.setPlainText("電務人員臨時處理事故")
    form._ask_count()
    assert form.forecast.text() == "本次計列"
    form.submit()
    assert kept(context, group_visit).override == "電務人員臨時處理事故"


def test_open_cases_move_on_with_the_record_and_one_undo_takes_all_back(
    visit: Visit, context: Context, program: Program, window: MainWindow
) -> None:
    form = open_form(window, visit)
    (_issue, state), *_rest = form.inputs.issues._rows
    state.set_value(FollowUpState.CLOSED)
    form.inputs.raised.rows[0].text.setText("夜間電壓驟降")
    form.submit()
    closed = [row for row in context.office.ask(FollowUpList()) if row.follow_up.state is FollowUpState.CLOSED]
    assert [entry.note for entry in closed[0].log][-1] == "於 115/03/13 洽訪時當面說明。"
    program.session.undo()
    assert kept(context, visit).state is VisitState.BOOKED
    rows = context.office.ask(FollowUpList())
    assert {row.follow_up.state for row in rows} == {FollowUpState.NEW}
    assert "夜間電壓驟降" not in {row.follow_up.text for row in rows}


def test_a_day_in_the_future_is_refused_beside_the_field(visit: Visit, context: Context, window: MainWindow) -> None:
    form = open_form(window, visit)
    form.inputs.held_on.setText("115/03/17")
    form.submit()
    assert "晚於今天" in form.inputs.fields["held_on"].refusal
    assert kept(context, visit).state is VisitState.BOOKED
    form.inputs.held_on.setText("99/12/31")
    form.submit()
    assert "兩位數" in form.inputs.fields["held_on"].refusal
    form.reject()


def test_a_half_written_record_is_found_again(visit: Visit, context: Context, window: MainWindow) -> None:
    form = open_form(window, visit)
    form.inputs.notes.setPlainText("今年訂單回溫")
    form.inputs.raised.rows[0].text.setText("詢問契約容量")
    form.inputs.satisfaction.set_value(4)
    form._keep_draft()
    form._touched = False
    form.hide()
    again = open_form(window, visit)
    assert again.inputs.notes.toPlainText() == "今年訂單回溫"
    assert again.inputs.raised.rows[0].text.text() == "詢問契約容量"
    assert again.inputs.satisfaction.value() == 4
    assert again.taken_up.isVisible()
    again.submit()
    assert context.office.ask(RecordSheetFor(visit.id)).draft is None
    assert kept(context, visit).notes == "今年訂單回溫"


def test_closing_the_form_keeps_the_draft_and_one_may_begin_anew(visit: Visit, context: Context, window: MainWindow) -> None:
    form = open_form(window, visit)
    form.inputs.notes.setPlainText("寫到一半")
    form.reject()
    again = open_form(window, visit)
    assert again.inputs.notes.toPlainText() == "寫到一半"
    again.begin_anew()
    assert again.inputs.notes.toPlainText() == ""
    again.reject()
    assert context.office.ask(RecordSheetFor(visit.id)).draft is None


def test_a_draft_is_no_step_of_undo(visit: Visit, program: Program, window: MainWindow) -> None:
    form = open_form(window, visit)
    form.inputs.notes.setPlainText("寫到一半")
    form.reject()
    assert not program.session.can_undo


def test_a_person_is_added_by_typing_a_part_of_the_name(visit: Visit, small: SmallOffice, window: MainWindow) -> None:
    form = open_form(window, visit)
    picker = form.inputs.members.picker
    picker.setText("電務")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert form.inputs.members.values() == (small.technical.id,)
    assert picker.text() == ""
    assert form.isVisible()
    form.reject()


def test_a_called_off_visit_is_recorded_as_not_held(visit: Visit, context: Context, window: MainWindow) -> None:
    form = open_form(window, visit)
    form.inputs.outcome.set_value(VisitOutcome.POSTPONED)
    form._ask_count()
    assert form.forecast.text() == "未達計列條件：未成行。"
    form.submit()
    assert kept(context, visit).state is VisitState.CANCELLED
