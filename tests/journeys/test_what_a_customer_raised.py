"""A whole story in the window: prepare, record by notes, follow a petition to its confirmation, review, and take it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import Clock, Keep, SmallOffice, new_office
from visitplanner import bootstrap, i18n
from visitplanner.domain.customers.customers import Contact
from visitplanner.domain.follow_ups.follow_ups import FollowUpState
from visitplanner.domain.follow_ups.reviews import CASE_REVIEWS, CaseReview
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.core.directory import People
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.follow_ups.recurring import RecurringCases
from visitplanner.services.office.context import Context
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings
from visitplanner.services.records.records import AddRecord
from visitplanner.services.reminders.reminders import Reminders
from visitplanner.services.visits.visits import VisitList
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.follow_ups.page import BOARD, FollowUpsPage
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.visits.record_form import RecordForm

MONDAY = dt.date(2026, 3, 16)
NOTES = "產能滿載。居民陳情夜間停電，要求3月20日前說明，請吳電務聯絡。對綠電有興趣。"


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY)


@pytest.fixture
def context(tmp_path: Path, clock: Clock) -> Iterator[Context]:
    office, small = new_office(tmp_path, clock), SmallOffice()
    small.keep(office)
    visits = (small.visit(day=MONDAY), small.visit(day=dt.date(2026, 9, 16), ordinal=2, state=VisitState.SUGGESTED))
    contact = Contact(customer_id=small.large.id, name="陳廠長")
    office.do(Keep((*(("visits", one) for one in visits), ("contacts", contact))))
    office.do(ChangeOfficeSettings(OfficeSettings("示範區營業處", petition_within=3)))
    yield Context(office, bootstrap.known(), bootstrap.files(), tmp_path, office.close, demonstration=True)
    office.close()


@pytest.fixture
def program(context: Context) -> Iterator[Program]:
    made = Program(application(), context, i18n.language(), Inline())
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, program: Program) -> MainWindow:
    made = program.open(WindowState())
    qtbot.addWidget(made)
    made.show()
    return made


def record_it(form: RecordForm) -> None:
    """By the notes alone, and whom they met."""
    form.inputs.notes.setPlainText(NOTES)
    form._read_notes()
    form.inputs.proposals.take()
    form.inputs.met.picker.setText("陳廠長")
    form.submit()


def test_from_preparation_to_confirmation(context: Context, program: Program, window: MainWindow, clock: Clock) -> None:
    office = context.office
    (visit,) = [row.visit for row in office.ask(VisitList()) if row.visit.day == MONDAY]
    window.go("planning", visit.id)
    planning = window.page()
    assert isinstance(planning, PlanningPage)

    preparation = planning.hand.open_preparation()
    assert preparation is not None and preparation.preparation is not None
    assert list(preparation.preparation.contacts) == ["陳廠長"]
    preparation.reject()

    record = planning.hand.open_record()
    assert record is not None
    record_it(record)
    (case,) = [row.follow_up for row in office.ask(FollowUpList())]
    assert (case.petition, case.due_on, case.state) == (True, dt.date(2026, 3, 20), FollowUpState.NEW)

    clock.today = dt.date(2026, 3, 25)
    assert case.id in {row.case_id for row in office.ask(Reminders())}

    window.go("follow_ups", case.id)
    follow_ups = window.page()
    assert isinstance(follow_ups, FollowUpsPage)
    marks = follow_ups.case.open_marks()
    assert marks is not None
    marks.receipt.setText("1150316001")
    manager = next(person for person in office.ask(People()) if person.name == "王經理")
    marks.controller.set_value(manager.id)
    marks.submit()
    follow_ups.how.choose(BOARD)
    step = follow_ups.case.step
    step.note.setPlainText("已說明停電原因與改善時程")
    step.state.set_value(FollowUpState.REPLIED)
    step.submit()
    step.confirmed.setText("陳廠長")
    step.state.set_value(FollowUpState.CLOSED)
    step.submit()
    (case,) = [row.follow_up for row in office.ask(FollowUpList())]
    assert (case.state, case.result, case.confirmed_by) == (FollowUpState.CLOSED, "已說明停電原因與改善時程", "陳廠長")
    assert case.id not in follow_ups.board.cards

    assert office.ask(RecurringCases(MONDAY, clock.today)) == []
    review = CaseReview(held_on=clock.today, first_on=MONDAY, last_on=clock.today, note="陳情一件，已結案")
    office.do(AddRecord(CASE_REVIEWS, review))

    program.session.undo()
    (case,) = [row.follow_up for row in office.ask(FollowUpList())]
    assert (case.state, case.confirmed_by, case.result) == (FollowUpState.REPLIED, "", "")
