"""追蹤: overdue first, the next step by keyboard alone, a new case, refusals beside their field."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.follow_ups.register import WhichCases
from visitplanner.services.office.context import Context
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.follow_ups.form import NextStep
from visitplanner.ui.follow_ups.page import FollowUpsPage
from visitplanner.ui.follow_ups.presenter import next_states
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow


def opened(window: MainWindow) -> FollowUpsPage:
    window.go("follow_ups")
    page = window.page()
    assert isinstance(page, FollowUpsPage)
    return page


def test_the_overdue_case_stands_first_and_is_at_hand(small: SmallOffice, window: MainWindow) -> None:
    page = opened(window)
    assert [row.follow_up.text for row in page.table.rows.rows()] == ["評估調降契約容量", "停電通知未收到"]
    assert page.table.current().overdue
    assert page.state_line.text() == "未結 2 件，其中逾期 1 件"


def test_a_case_is_moved_on_by_keyboard_alone(qtbot: QtBot, context: Context, small: SmallOffice, window: MainWindow) -> None:
    page = opened(window)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    step = page.case.step
    step.note.insertPlainText("已調閱需量")
    qtbot.keyClick(step.note, Qt.Key.Key_Tab)
    step.state.setFocus()
    qtbot.keyClick(step.state, Qt.Key.Key_Down)
    step.submit()
    row = context.office.ask(FollowUpList())[0]
    assert row.follow_up.state is FollowUpState.IN_PROGRESS
    assert [entry.note for entry in row.log] == ["", "已調閱需量"]
    assert step.note.toPlainText() == ""
    assert page.table.current().follow_up.id == row.follow_up.id


def test_closing_what_was_never_answered_is_refused_beside_the_note(small: SmallOffice, window: MainWindow) -> None:
    page = opened(window)
    step = page.case.step
    step.state.set_value(FollowUpState.CLOSED)
    step.submit()
    refused = [field.refusal for field in step.fields.values() if field.refusal]
    assert len(refused) == 1
    assert step.fields["note"].refusal == refused[0]


def test_an_undone_step_shows_again_where_the_case_stood(
    context: Context, small: SmallOffice, program: Program, window: MainWindow
) -> None:
    page = opened(window)
    page.case.step.state.set_value(FollowUpState.WAITING_FOR_CUSTOMER)
    page.case.step.submit()
    assert page.table.current().follow_up.state is FollowUpState.WAITING_FOR_CUSTOMER
    program.session.undo()
    assert page.table.current().follow_up.state is FollowUpState.NEW


def test_the_due_day_of_a_case_that_comes_back_is_proposed_and_kept(
    context: Context, small: SmallOffice, window: MainWindow
) -> None:
    page = opened(window)
    step = page.case.step
    case = page.table.current().follow_up
    step.state.set_value(FollowUpState.REPLIED)
    step.submit()
    page.table.show_key(case.id)
    step.state.set_value(FollowUpState.IN_PROGRESS)
    step.state.chosen.emit(FollowUpState.IN_PROGRESS)
    proposed = step.due.day()
    assert proposed is not None and proposed > case.due_on
    step.submit()
    (row,) = [row for row in context.office.ask(FollowUpList()) if row.follow_up.id == case.id]
    assert row.follow_up.due_on == proposed


def test_a_closed_case_leaves_the_open_ones(small: SmallOffice, window: MainWindow) -> None:
    page = opened(window)
    step = page.case.step
    step.note.setPlainText("已電話告知")
    step.state.set_value(FollowUpState.CLOSED)
    step.submit()
    assert [row.follow_up.text for row in page.table.rows.rows()] == ["停電通知未收到"]
    page.which.set_value(WhichCases.ALL)
    page.which.chosen.emit(WhichCases.ALL)
    assert len(page.table.rows.rows()) == 2


def test_closed_cases_are_read_only_when_somebody_comes_for_one(context: Context, small: SmallOffice, window: MainWindow) -> None:
    for row in context.office.ask(FollowUpList()):
        context.office.do(UpdateFollowUp(row.follow_up.id, "已電話告知", FollowUpState.CLOSED))
    page = opened(window)
    assert len(page.table.rows.rows()) == 0
    first = context.office.ask(FollowUpList())[0].follow_up
    window.go("follow_ups", first.id)
    assert page.which.value() is WhichCases.ALL
    assert len(page.table.rows.rows()) == 2
    assert page.table.current().follow_up.id == first.id


def test_an_open_case_is_shown_among_the_open_ones(context: Context, small: SmallOffice, window: MainWindow) -> None:
    last = context.office.ask(FollowUpList())[-1].follow_up
    window.go("follow_ups", last.id)
    page = window.page()
    assert isinstance(page, FollowUpsPage)
    assert page.which.value() is WhichCases.OPEN
    assert page.table.current().follow_up.id == last.id


def test_a_new_case_is_recorded_with_the_usual_due_day(context: Context, small: SmallOffice, window: MainWindow) -> None:
    form = opened(window).open_new()
    assert form.due.day() is not None
    form.subject.set_value(small.large.id)
    form.text.setPlainText("詢問時間電價")
    form.department.set_value(Window.BILLING)
    form.submit()
    texts = {row.follow_up.text: row for row in context.office.ask(FollowUpList())}
    assert texts["詢問時間電價"].follow_up.window is Window.BILLING
    assert texts["詢問時間電價"].follow_up.due_on == form.due.day()


def test_a_case_without_a_customer_or_a_text_is_refused_there(context: Context, small: SmallOffice, window: MainWindow) -> None:
    form = opened(window).open_new()
    form.submit()
    assert form.fields["subject"].refusal
    form.subject.set_value(small.large.id)
    form.submit()
    assert form.fields["text"].refusal
    assert not form.fields["subject"].refusal
    form.text.setPlainText("x")
    form.due.setText("昨天")
    form.submit()
    assert form.fields["due"].refusal
    assert len(context.office.ask(FollowUpList())) == 2


def test_a_case_is_found_from_elsewhere(small: SmallOffice, context: Context, window: MainWindow) -> None:
    wanted = context.office.ask(FollowUpList())[1].follow_up.id
    window.go("follow_ups", wanted)
    page = opened(window)
    assert page.table.current().follow_up.id == wanted


def test_a_case_leads_to_its_customer(small: SmallOffice, window: MainWindow) -> None:
    opened(window).case.go_subject()
    assert window.page().title.text() == "用戶"


def test_overdue_is_a_shape_and_a_word(small: SmallOffice, window: MainWindow) -> None:
    page = opened(window)
    column = next(column for column in page.table.rows.columns if column.key == "due")
    chip = column.chip(page.table.current(), window.page().language) if column.chip else None
    assert isinstance(chip, Chip)
    assert chip.shape is Shape.ALERT
    assert "逾" in chip.text


def test_the_present_state_is_offered_first() -> None:
    for state in FollowUpState:
        assert next_states(state)[0] is state


def chosen(page: FollowUpsPage, place: int) -> NextStep:
    """The next step of the case in a row."""
    page.table.show_key(page.table.rows.row(place).follow_up.id)
    page._pick(page.table.current())
    return page.case.step


def test_a_note_waits_for_its_case(small: SmallOffice, window: MainWindow, program: Program) -> None:
    """While another is chosen, while another page is shown, and while the program is closed."""
    page = opened(window)
    chosen(page, 0).note.setPlainText("已電洽慕廠長")
    step = chosen(page, 1)
    assert step.note.toPlainText() == ""
    step.note.setPlainText("另一件")
    window.go("home")
    window.close()
    again = program.open(window.state())
    again.show()
    page = opened(again)
    assert chosen(page, 0).note.toPlainText() == "已電洽慕廠長"
    assert chosen(page, 1).note.toPlainText() == "另一件"
    page.case.step.submit()
    chosen(page, 0)
    assert chosen(page, 1).note.toPlainText() == ""
    window.deleteLater()


def test_what_was_chosen_for_a_case_stays_when_the_list_is_read_again(
    context: Context, small: SmallOffice, program: Program, window: MainWindow
) -> None:
    page = opened(window)
    step = page.case.step
    step.state.set_value(FollowUpState.IN_PROGRESS)
    step.owner.set_value(small.technical.id)
    step.due.setText("115/04/20")
    program.session.do(RaiseFollowUp(small.large.id, Raised("新反映", Window.BUSINESS)))
    assert (step.state.value(), step.owner.value(), step.due.text()) == (
        FollowUpState.IN_PROGRESS,
        small.technical.id,
        "115/04/20",
    )
    step.submit()
    case = page.table.current().follow_up
    assert (case.state, case.owner_id, case.due_on) == (FollowUpState.IN_PROGRESS, small.technical.id, dt.date(2026, 4, 20))
    assert chosen(page, 1).state.value() is FollowUpState.NEW


def test_a_new_case_put_away_is_there_when_it_is_opened_again(context: Context, small: SmallOffice, window: MainWindow) -> None:
    page = opened(window)
    form = page.open_new()
    form.subject.setText(small.large.name)
    form.text.setPlainText("寫到一半")
    form.reject()
    form = page.open_new()
    assert (form.subject.text(), form.text.toPlainText()) == (small.large.name, "寫到一半")
    form.submit()
    assert [row.follow_up.text for row in context.office.ask(FollowUpList())].count("寫到一半") == 1
    form = page.open_new()
    assert (form.subject.text(), form.text.toPlainText()) == ("", "")
    form.reject()
