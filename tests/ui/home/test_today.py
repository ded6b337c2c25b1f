"""The card 今天 N 次 and the first steps: place, telephone, briefing and record one key away; steps tick themselves off."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.customers.customers import Contact
from visitplanner.domain.visits.visits import Slot, VisitState
from visitplanner.services.advice.advice_settings import ThresholdInForce
from visitplanner.services.office.context import Context
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.ui.home.page import HomePage
from visitplanner.ui.home.presenter import FirstStep
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.visits.record_form import RecordForm

CONTROL = Qt.KeyboardModifier.ControlModifier


def home(window: MainWindow) -> HomePage:
    page = window.page()
    assert isinstance(page, HomePage)
    return page


@pytest.fixture
def busy(context: Context, small: SmallOffice, clock: Clock) -> SmallOffice:
    """Two visits today, the first in the afternoon's order last, and a contact."""
    later = small.visit(day=clock.today, slot=Slot.PM, subject_id=small.park.id)
    contact = Contact(customer_id=small.large.id, name="簡聯絡", phone="02-2222-3333")
    context.office.do(Keep((("visits", later), ("visits", small.visit(day=clock.today)), ("contacts", contact))))
    return small


def words(window: MainWindow) -> str:
    return "\n".join(each.text() for each in home(window).day.findChildren(QLabel) if each.isVisible())


def test_the_day_is_told_in_its_order_with_place_and_telephone(busy: SmallOffice, window: MainWindow) -> None:
    card = home(window).day
    assert card.title == "今天 2 次"
    assert [line.visit.row.subject for line in card.lines] == [busy.large.name, busy.park.name]
    told = words(window)
    assert "1. 上午" in told and "2. 下午" in told
    assert "簡聯絡 02-2222-3333" in told and busy.park.township in told
    assert "尚無聯絡電話" in told  # of the park: nobody is known there, and that is said


def test_briefing_and_record_are_one_key_each(
    qtbot: QtBot, busy: SmallOffice, window: MainWindow, program: Program, clock: Clock
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_R, CONTROL)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordForm) and form.visit.subject == busy.large.name
    form.reject()
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    brief = QApplication.activeModalWidget()
    assert isinstance(brief, BriefDialog)
    brief.reject()
    program.session.do(RecordVisit(home(window).day.lines[0].visit.row.visit.id, clock.today))
    at_hand = home(window).day.at_hand()
    assert at_hand is not None and at_hand.subject == busy.park.name  # the keys mean the next one
    assert not home(window).day.lines[0].record.isVisible()


def test_the_buttons_of_a_line_are_its_own(busy: SmallOffice, window: MainWindow) -> None:
    line = home(window).day.lines[1]
    assert busy.park.name in line.brief.accessibleName() and busy.park.name in line.record.accessibleName()
    line.record.click()
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordForm) and form.visit.subject == busy.park.name
    form.reject()


def test_a_day_without_visits_says_what_comes_next(context: Context, small: SmallOffice, window: MainWindow) -> None:
    assert home(window).day.title == "今天沒有洽訪"
    assert "今天起行程表上沒有洽訪" in words(window)
    context.office.do(Keep((("visits", small.visit(state=VisitState.SUGGESTED)),)))
    home(window).refresh()
    assert "下一次：115/03/18（三）" in words(window) and small.large.name in words(window)
    assert "請先與用戶約定日期" in words(window)
    home(window).day.week.click()
    assert window.page().title.text() == "行程"


def test_the_first_steps_tick_themselves_off(context: Context, window: MainWindow) -> None:
    small, office = SmallOffice(), context.office
    steps = home(window).first_step
    assert steps.isVisible() and steps.undone == frozenset(FirstStep)
    assert [step for step in FirstStep if steps.verbs[step].isVisible()] == [FirstStep.OFFICE]
    office.do(ChangeOfficeSettings(OfficeSettings("台北南區營業處", 5, office.ask(ThresholdInForce()))))
    office.do(Keep(tuple(("people", one) for one in (small.manager, small.supervisor))))
    home(window).refresh()
    assert steps.undone == {FirstStep.CUSTOMERS, FirstStep.ASSIGNMENTS, FirstStep.PLAN}
    assert [step for step in FirstStep if steps.verbs[step].isVisible()] == [FirstStep.CUSTOMERS]
    other = SmallOffice()
    other.keep(office)
    home(window).refresh()
    assert steps.undone == {FirstStep.PLAN} and steps.visits.isVisible()
    office.do(Keep((("visits", other.visit(day=dt.date(2026, 3, 20))),)))
    home(window).refresh()
    assert steps.undone == frozenset() and not steps.isVisible()
