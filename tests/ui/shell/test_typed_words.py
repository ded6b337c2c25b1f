"""Typed words are never lost: put away with Esc they are there when the editor is opened again, carried out they are gone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from tests.ui.openings import OPENINGS, Scene
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.services.core.form_drafts import TypedSoFar
from visitplanner.services.core.outcome import Outcome, Topic
from visitplanner.services.customers.customers import ChangeCustomer, CustomerOf
from visitplanner.ui.core.style import Theme
from visitplanner.ui.customers.assignments import AssignmentDialog
from visitplanner.ui.customers.form import CustomerForm
from visitplanner.ui.director.overview import DirectorDialog
from visitplanner.ui.follow_ups.form import NewCase
from visitplanner.ui.handovers.away_form import AwayForm
from visitplanner.ui.handovers.handover_form import HandOverForm
from visitplanner.ui.handovers.hit_visits import HitVisits
from visitplanner.ui.home.reminders import RemindersDialog
from visitplanner.ui.importing.wizard import ImportWizard
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.planning.forms.anyway_form import AnywayForm
from visitplanner.ui.planning.forms.approval import ApprovalDialog
from visitplanner.ui.planning.forms.auto_plan import AutoPlanDialog
from visitplanner.ui.planning.forms.day_form import CancelForm
from visitplanner.ui.planning.forms.turns import TurnsDialog
from visitplanner.ui.records.history import HistoryDialog
from visitplanner.ui.reports.half_year_dialog import HalfYearDialog
from visitplanner.ui.settings.norms import NormsTab
from visitplanner.ui.settings.office import OfficeCard
from visitplanner.ui.settings.page import SettingsPage
from visitplanner.ui.settings.programme import ProgrammeTab
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.at_table.talk import AtTable
from visitplanner.ui.visits.editions import EditionsDialog
from visitplanner.ui.visits.held_form import HeldForm
from visitplanner.ui.visits.next_visit import NextVisit
from visitplanner.ui.visits.prepare_dialog import PrepareDialog
from visitplanner.ui.widgets.dialog import FormDialog

WORDLESS: dict[type[QDialog], str] = {
    AnywayForm: "asks yes or no",
    ApprovalDialog: "the only word is the name of who signs; nobody signs with a name that was left there",
    AssignmentDialog: "shows a proposal that is worked out anew",
    AtTable: "no form: its one sentence waits too (`tests/ui/tariffs/test_at_table.py`)",
    AutoPlanDialog: "its one reason is filled in and belongs to a plan that is worked out anew",
    BriefDialog: "shows a paper",
    DirectorDialog: "shows figures",
    EditionsDialog: "shows what was kept",
    HalfYearDialog: "the only words are who issues and why; nobody issues with a name that was left there",
    HistoryDialog: "its words only filter a list",
    HitVisits: "shows visits",
    ImportWizard: "a cell that was mended belongs to the file as it was read, and may fit no other reading of it",
    NextVisit: "says a sentence and leads to the form of a day",
    PrepareDialog: "shows what is to know before a visit",
    RemindersDialog: "shows what is due",
    TurnsDialog: "shows who had which turn",
}
"""Dialogs in which nothing waits, and why."""

WHOSE: dict[type[QDialog], frozenset[int]] = {HeldForm: frozenset({1})}
"""These inputs name what the words wait for: opened about a customer, they name that customer."""


def inputs(dialog: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """Where a person can type, in the order of making."""
    found = [each for each in dialog.findChildren(QWidget) if isinstance(each, QLineEdit | QPlainTextEdit)]
    return [each for each in found if not each.isReadOnly() and not each.isHidden() and not isinstance(each.parent(), QSpinBox)]


def contents(dialog: QWidget) -> list[str]:
    return [each.text() if isinstance(each, QLineEdit) else each.toPlainText() for each in inputs(dialog)]


def opened(scene: Scene, kind: type[QDialog]) -> QDialog:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    dialog = OPENINGS[kind](scene)
    dialog.open()
    QTest.qWait(0)  # until it has the keys
    return dialog


def type_into(qtbot: QtBot, dialog: QWidget) -> list[str]:
    for number, each in enumerate(inputs(dialog)):
        each.selectAll()
        qtbot.keyClicks(each, f"w{number}")
    return contents(dialog)


@pytest.mark.parametrize("kind", [kind for kind in OPENINGS if kind not in WORDLESS], ids=lambda kind: kind.__name__)
def test_typed_words_wait_until_they_are_carried_out(
    kind: type[QDialog], qtbot: QtBot, window: MainWindow, small: SmallOffice
) -> None:
    scene = Scene(window, small)
    first = opened(scene, kind)
    assert isinstance(first, FormDialog)
    blank = contents(first)
    typed = type_into(qtbot, first)
    assert all(one != other for one, other in zip(blank, typed, strict=True))
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    again = opened(scene, kind)
    assert isinstance(again, FormDialog)
    skipped = WHOSE.get(kind, frozenset())
    pairs = enumerate(zip(contents(again), typed, strict=True))
    assert [pair for place, pair in pairs if place not in skipped and pair[0] != pair[1]] == []
    assert again.taken_up.isVisible()
    if again.typed is None:  # a record's draft is let go by the command that keeps it
        return
    again.done_with(Outcome(None))
    last = opened(scene, kind)
    assert isinstance(last, FormDialog)
    assert contents(last) == blank
    assert last.taken_up.isHidden()


def test_begin_anew_forgets_what_was_typed(qtbot: QtBot, window: MainWindow, small: SmallOffice) -> None:
    scene = Scene(window, small)
    form = opened(scene, CustomerForm)
    before = contents(form)
    type_into(qtbot, form)
    form.reject()
    again = opened(scene, CustomerForm)
    assert isinstance(again, CustomerForm)
    again.begin_anew()
    assert contents(again) == before
    assert again.taken_up.isHidden()
    again.reject()
    assert contents(opened(scene, CustomerForm)) == before


def test_words_wait_for_their_own_subject(qtbot: QtBot, window: MainWindow, small: SmallOffice) -> None:
    desk = window.page().desk
    form = AwayForm(desk, small.supervisor, window, lambda _told, _hit: None)
    form.open()
    form.reason.insert("受訓")
    form.reject()
    other = AwayForm(desk, small.manager, window, lambda _told, _hit: None)
    other.open()
    assert other.reason.text() == ""


def test_a_cancelled_cancelling_is_taken_up_and_gone_once_it_was_cancelled(
    qtbot: QtBot, window: MainWindow, small: SmallOffice
) -> None:
    scene = Scene(window, small)
    form = opened(scene, CancelForm)
    assert isinstance(form, CancelForm)
    form.reason.insertPlainText("用戶歲修")
    form.reject()
    again = opened(scene, CancelForm)
    assert isinstance(again, CancelForm)
    assert again.reason.toPlainText() == "用戶歲修"
    again.submit()
    assert not again.isVisible()
    assert scene.desk.context.office.ask(TypedSoFar("cancel_form", scene.come.visit.id)) is None


def test_a_choice_waits_too_and_what_follows_from_it_is_worked_out(window: MainWindow, small: SmallOffice) -> None:
    scene = Scene(window, small)
    form = opened(scene, HandOverForm)
    assert isinstance(form, HandOverForm)
    form.taker.set_value(small.manager.id)
    form.reject()
    again = opened(scene, HandOverForm)
    assert isinstance(again, HandOverForm)
    assert again.taker.value() == small.manager.id
    assert again.verb.isEnabled()


def test_a_new_case_keeps_window_owner_and_due_day(window: MainWindow, small: SmallOffice) -> None:
    scene = Scene(window, small)
    form = opened(scene, NewCase)
    assert isinstance(form, NewCase)
    form.department.set_value(Window.TECHNICAL)
    form.owner.set_value(small.technical.id)
    form.due.setText("115/12/31")
    form.reject()
    again = opened(scene, NewCase)
    assert isinstance(again, NewCase)
    assert (again.department.value(), again.owner.value()) == (Window.TECHNICAL, small.technical.id)
    assert again.due.day() == dt.date(2026, 12, 31)


def test_what_was_changed_by_somebody_else_meanwhile_is_not_taken_back(
    qtbot: QtBot, window: MainWindow, small: SmallOffice
) -> None:
    """Only what was typed waits, not what stood around it."""
    scene = Scene(window, small)
    form = opened(scene, CustomerForm)
    assert isinstance(form, CustomerForm)
    form.notes.appendPlainText("早上較方便")
    form.reject()
    office = scene.desk.context.office
    held = office.ask(CustomerOf(small.large.id)).customer
    office.do(ChangeCustomer(replace(held, address="新址 1 號"), None))
    small.large = office.ask(CustomerOf(small.large.id)).customer
    again = opened(scene, CustomerForm)
    assert isinstance(again, CustomerForm)
    assert (again.address.text(), again.notes.toPlainText().endswith("早上較方便")) == ("新址 1 號", True)


Tab = NormsTab | ProgrammeTab | OfficeCard


def tab_of(window: MainWindow, name: str) -> Tab:
    """The tab, in sight. The weights are chosen, not typed, and kept at once (`tests/ui/settings/test_kept_at_once.py`)."""
    window.go("settings")
    page = window.page()
    assert isinstance(page, SettingsPage)
    page.arrive(name)
    (card,) = page.general.findChildren(OfficeCard)
    named: dict[str, Tab] = {"norms": page.norms, "programme": page.programme, "general": card}
    return named[name]


def changed_by_hand(tab: Tab) -> None:
    if isinstance(tab, NormsTab):
        tab.inputs["notice_days"].setText("12")
    elif isinstance(tab, ProgrammeTab):
        next(each for each in tab.inputs.values() if isinstance(each, QLineEdit)).setText("1234")
    else:
        tab.name.setText("台北南區營業處")


@pytest.mark.parametrize("name", ["norms", "programme", "general"])
def test_settings_wait_until_they_are_applied(name: str, window: MainWindow, program: Program, small: SmallOffice) -> None:
    tab = tab_of(window, name)
    changed_by_hand(tab)
    typed = tab.typed.changed()
    assert len(typed) == 1
    program.session.changed.emit(frozenset(Topic))
    assert tab.typed.changed() == typed, "a refresh leaves what was typed"
    window.go("home")
    program.restyle(replace(window.state(), theme=Theme.DARK))
    assert program.window is not None
    assert program.window is not window
    again = tab_of(program.window, name)
    assert again.typed.changed() == typed
    assert not again.taken_up.isHidden()
    again.keep() if isinstance(again, OfficeCard) else again.apply()
    assert again.typed.changed() == {}
    assert again.taken_up.isHidden()
    program.restyle(replace(program.window.state(), theme=Theme.LIGHT))
    assert tab_of(program.window, name).typed.changed() == {}
