"""The due day beside a case: what a person typed stays, what nobody touched follows the case."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import SmallOffice
from visitplanner.domain.follow_ups.follow_ups import FollowUp, FollowUpState, Window
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.office.context import Context
from visitplanner.ui.follow_ups.form import NextStep
from visitplanner.ui.follow_ups.page import FollowUpsPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def page(small: SmallOffice, window: MainWindow) -> FollowUpsPage:
    window.go("follow_ups")
    shown = window.page()
    assert isinstance(shown, FollowUpsPage)
    return shown


@pytest.fixture
def step(page: FollowUpsPage) -> NextStep:
    return page.case.step


def case_of(page: FollowUpsPage, context: Context) -> FollowUp:
    ident = page.table.current().follow_up.id
    return next(row.follow_up for row in context.office.ask(FollowUpList()) if row.follow_up.id == ident)


def test_a_day_nobody_touched_follows_the_case_and_a_typed_one_stays(
    context: Context, page: FollowUpsPage, step: NextStep, program: Program
) -> None:
    case = case_of(page, context)
    assert step.due.day() == case.due_on
    program.session.do(UpdateFollowUp(case.id, "順延", due_on=dt.date(2026, 5, 4)))
    assert step.due.day() == dt.date(2026, 5, 4)
    step.due.setText("115/05/20")
    program.session.do(UpdateFollowUp(case.id, "再順延", due_on=dt.date(2026, 5, 11)))
    assert step.due.day() == dt.date(2026, 5, 20)
    step.note.setPlainText("以此日為準")
    step.submit()
    assert case_of(page, context).due_on == dt.date(2026, 5, 20)


def test_a_step_that_names_no_day_leaves_the_case_its_own(context: Context, page: FollowUpsPage, step: NextStep) -> None:
    before = case_of(page, context).due_on
    step.note.setPlainText("已電洽")
    step.submit()
    assert case_of(page, context).due_on == before and step.note.toPlainText() == ""


def test_the_day_proposed_with_a_state_is_taken_with_it_and_a_faulty_one_refused(
    context: Context, page: FollowUpsPage, step: NextStep
) -> None:
    case = case_of(page, context)
    step.due.setText("115/13/01")
    step.note.setPlainText("已電洽")
    step.submit()
    assert step.fields["due"].refusal and case_of(page, context) == case
    step.due.set_day(case.due_on)
    step.state.set_value(FollowUpState.IN_PROGRESS)
    step.state.chosen.emit(FollowUpState.IN_PROGRESS)
    step.submit()
    assert not step.fields["due"].refusal
    assert (case_of(page, context).state, case_of(page, context).due_on) == (FollowUpState.IN_PROGRESS, case.due_on)


def test_what_was_chosen_waits_for_its_case_when_another_row_a_page_or_a_colleague_comes_between(
    context: Context, page: FollowUpsPage, step: NextStep, program: Program, window: MainWindow
) -> None:
    first, second = (page.table.rows.row(number).follow_up for number in (0, 1))
    page.table.show_key(first.id)
    step.state.set_value(FollowUpState.IN_PROGRESS)
    step.state.chosen.emit(FollowUpState.IN_PROGRESS)
    step.due.setText("115/05/20")
    page.table.show_key(second.id)
    assert (step.state.value(), step.due.day()) == (second.state, second.due_on)
    page.table.show_key(first.id)
    assert (step.state.value(), step.due.day()) == (FollowUpState.IN_PROGRESS, dt.date(2026, 5, 20))
    program.session.do(RaiseFollowUp(first.subject_id, Raised("同事同時登錄", Window.BUSINESS)))
    window.go("customers")
    window.go("follow_ups")
    page.table.show_key(first.id)
    assert (step.state.value(), step.due.day()) == (FollowUpState.IN_PROGRESS, dt.date(2026, 5, 20))
    step.note.setPlainText("已電洽")
    step.submit()
    page.table.show_key(second.id)
    page.table.show_key(first.id)
    kept = case_of(page, context)
    assert (kept.state, kept.due_on) == (FollowUpState.IN_PROGRESS, dt.date(2026, 5, 20))
    assert (step.state.value(), step.due.day()) == (kept.state, kept.due_on)


def test_another_case_brings_its_own_day(
    context: Context, small: SmallOffice, page: FollowUpsPage, step: NextStep, program: Program
) -> None:
    program.session.do(RaiseFollowUp(small.group.id, Raised("另一件", Window.BILLING, due_on=dt.date(2026, 9, 1))))
    other = next(row.follow_up for row in context.office.ask(FollowUpList()) if row.follow_up.text == "另一件")
    step.due.setText("115/05/20")
    page.table.show_key(other.id)
    assert step.due.day() == dt.date(2026, 9, 1)
