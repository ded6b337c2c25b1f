"""The board shows the register's cases by state; marks, documents and confirmation are given beside it, by keyboard too."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.builders import SmallOffice
from visitplanner.domain.follow_ups.follow_ups import OPEN_STATES, FollowUp, FollowUpState, Window
from visitplanner.domain.follow_ups.requests import REQUEST_KINDS, RequestKind
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.office.context import Context
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings
from visitplanner.services.records.records import AddRecord
from visitplanner.ui.follow_ups.board import MOST_CARDS, Board
from visitplanner.ui.follow_ups.page import BOARD, TABLE, FollowUpsPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> FollowUpsPage:
    window.resize(1366, 768)
    window.show()
    window.go("follow_ups")
    shown = window.page()
    assert isinstance(shown, FollowUpsPage)
    return shown


def raised(context: Context, small: SmallOffice, text: str = "夜間電壓驟降") -> FollowUp:
    one = Raised(text, Window.TECHNICAL, small.technical.id)
    return context.office.do(RaiseFollowUp(small.large.id, one, anyway=True)).value


def kept(context: Context, ident: UUID) -> FollowUp:
    return next(row.follow_up for row in context.office.ask(FollowUpList()) if row.follow_up.id == ident)


def test_table_and_board_show_the_same_cases(context: Context, page: FollowUpsPage) -> None:
    page.how.choose(BOARD)
    open_cases = {row.follow_up.id for row in context.office.ask(FollowUpList(only_open=True))}
    assert set(page.board.cards) == open_cases and len(open_cases) == page.table.rows.rowCount()
    assert not page.search.isVisible()
    page.how.choose(TABLE)
    assert page.search.isVisible()


def test_a_card_that_is_chosen_is_the_case_at_hand_and_moves_with_its_state(
    context: Context, small: SmallOffice, page: FollowUpsPage
) -> None:
    case = raised(context, small)
    page.how.choose(BOARD)
    card = page.board.cards[case.id]
    QTest.keyClick(card, Qt.Key.Key_Space)
    assert page.case.case is not None and page.case.case.follow_up.id == case.id
    page.case.step.note.setPlainText("已派員")
    page.case.step.state.set_value(FollowUpState.IN_PROGRESS)
    page.case.step.submit()
    assert kept(context, case.id).state is FollowUpState.IN_PROGRESS
    assert page.case.case.follow_up.id == case.id
    assert page.board.cards[case.id].case.follow_up.state is FollowUpState.IN_PROGRESS


def test_a_click_picks_and_a_narrow_page_opens_the_case_in_the_table(
    context: Context, small: SmallOffice, window: MainWindow, page: FollowUpsPage
) -> None:
    case = raised(context, small)
    window.resize(911, 512)
    page.how.choose(BOARD)
    page.fit(700)
    assert page.case.isHidden()
    QTest.mouseClick(page.board.cards[case.id], Qt.MouseButton.LeftButton)
    assert page.case.case is not None and page.case.case.follow_up.id == case.id
    QTest.mouseDClick(page.board.cards[case.id], Qt.MouseButton.LeftButton)
    assert page.how.value() == TABLE and not page.case.isHidden()
    assert page.case.case is not None and page.case.case.follow_up.id == case.id


def test_a_column_of_too_many_says_how_many_more_there_are(context: Context, small: SmallOffice, page: FollowUpsPage) -> None:
    case = raised(context, small)
    (row,) = [row for row in context.office.ask(FollowUpList()) if row.follow_up.id == case.id]
    board = Board(page.language, OPEN_STATES)
    board.show_cases([row] * (MOST_CARDS + 2))
    assert "另有 2 件，請看清單" in [line.text() for line in board.findChildren(QLabel)]


def test_a_petition_is_marked_with_its_controller_and_undone(
    context: Context, small: SmallOffice, program: Program, page: FollowUpsPage
) -> None:
    case = raised(context, small)
    page.arrive(case.id)
    form = page.case.open_marks()
    assert form is not None and "尚未填寫陳情期限" in form._clock.text()
    form.receipt.setText("1150316001")
    form.petition.setChecked(True)
    form.opinion.setChecked(True)
    form.controller.set_value(small.manager.id)
    form.submit()
    after = kept(context, case.id)
    assert (after.receipt, after.petition, after.controller_id, after.public_opinion) == (
        "1150316001",
        True,
        small.manager.id,
        True,
    )
    program.session.undo()
    assert not kept(context, case.id).petition


def test_documents_are_told_at_once_and_ticked(context: Context, small: SmallOffice, page: FollowUpsPage) -> None:
    kind = context.office.do(AddRecord(REQUEST_KINDS, RequestKind(name="增設", notes="申請書\n平面圖", source="示例"))).value
    case = raised(context, small)
    page.arrive(case.id)
    marks = page.case.open_marks()
    assert marks is not None
    marks.request.set_value(kind.id)
    marks.submit()
    form = page.case.open_documents()
    assert form is not None and form.list.count() == 2
    form.list.item(0).setCheckState(Qt.CheckState.Checked)
    form.more.setText("委託書")
    form.submit()
    assert [one.received_on is not None for one in kept(context, case.id).documents] == [True, False, False]
    paper = page.case.open_reply()
    assert paper is not None and paper.pdf.startswith(b"%PDF")
    paper.reject()


def test_the_customers_confirmation_is_asked_for_once_there_is_an_answer(
    context: Context, small: SmallOffice, page: FollowUpsPage
) -> None:
    case = raised(context, small)
    page.arrive(case.id)
    step = page.case.step
    assert step.fields["confirmed_by"].isHidden()
    context.office.do(UpdateFollowUp(case.id, "已函復", FollowUpState.REPLIED))
    page.refresh()
    assert not step.fields["confirmed_by"].isHidden()
    step.confirmed.setText("陳廠長")
    step.state.set_value(FollowUpState.CLOSED)
    step.submit()
    after = kept(context, case.id)
    assert (after.confirmed_by, after.result, after.state) == ("陳廠長", "已函復", FollowUpState.CLOSED)


def test_a_new_case_that_is_a_petition_goes_by_its_own_clock(context: Context, small: SmallOffice, page: FollowUpsPage) -> None:
    context.office.do(ChangeOfficeSettings(OfficeSettings(petition_within=3)))
    form = page.open_new()
    form.subject.set_value(small.large.id)
    form.text.setPlainText("陳情停電")
    form.petition.setChecked(True)
    assert form.due.text() == "115/03/19（四）"
    form.controller.set_value(small.manager.id)
    form.submit()
    (case,) = [row.follow_up for row in context.office.ask(FollowUpList()) if row.follow_up.text == "陳情停電"]
    assert (case.petition, case.controller_id, case.due_on.isoformat()) == (True, small.manager.id, "2026-03-19")
