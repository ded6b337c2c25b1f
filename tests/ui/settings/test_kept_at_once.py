"""Settings are kept as soon as they are changed, each with its undo; there is nothing to apply."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from visitplanner.domain.planning.year.norms import OfficeNorms
from visitplanner.services.office.context import Context
from visitplanner.services.office.office_settings import OfficeSettingsInForce
from visitplanner.services.planning.office_norms import NormsInForce
from visitplanner.services.programme.obligations import ProgrammeInForce
from visitplanner.ui.settings.office import OfficeCard
from visitplanner.ui.settings.page import SettingsPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.widgets.fields import Choice


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> SettingsPage:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go("settings")
    shown = window.page()
    assert isinstance(shown, SettingsPage)
    return shown


def test_a_number_is_kept_when_its_field_is_left_and_ctrl_z_takes_it_back(
    page: SettingsPage, context: Context, program: Program
) -> None:
    page.arrive("norms")
    field = page.norms.inputs["leader_week"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "3")
    assert context.office.ask(NormsInForce()).leader_week == 2  # nothing while one types
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert context.office.ask(NormsInForce()).leader_week == 3
    program.session.undo()
    assert context.office.ask(NormsInForce()) == OfficeNorms() and field.text() == "2"


def test_a_choice_is_kept_when_it_is_made(page: SettingsPage, context: Context, program: Program) -> None:
    page.arrive("programme")
    choice = page.programme.inputs["video_counts"]
    assert isinstance(choice, Choice)
    choice.set_value(True)
    choice.activated.emit(choice.currentIndex())
    assert context.office.ask(ProgrammeInForce()).choices.video_counts
    program.session.undo()
    assert not context.office.ask(ProgrammeInForce()).choices.video_counts and choice.value() is False


def test_leaving_a_field_as_it_was_is_no_change(page: SettingsPage, program: Program) -> None:
    page.arrive("norms")
    for field in page.norms.inputs.values():
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert not program.session.can_undo


def test_the_office_s_name_is_kept_and_a_refused_number_says_why(page: SettingsPage, context: Context) -> None:
    card = page.general.findChild(OfficeCard)
    assert card is not None
    card.name.setFocus()
    card.name.insert("台北南區營業處")  # as an input method does
    QTest.keyClick(card.name, Qt.Key.Key_Return)
    assert context.office.ask(OfficeSettingsInForce()).name == "台北南區營業處"
    page.arrive("norms")
    field = page.norms.inputs["office_day"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert page.norms.refusal_of("office_day") and context.office.ask(NormsInForce()) == OfficeNorms()


def test_no_tab_has_a_button_that_applies(page: SettingsPage) -> None:
    assert [each.text() for each in page.findChildren(QPushButton) if each.text() in ("套用", "儲存")] == []


def test_number_fields_are_as_high_as_others_and_their_digits_keep_from_the_edge(page: SettingsPage) -> None:
    card = page.general.findChild(OfficeCard)
    assert card is not None
    QTest.qWait(0)
    assert {box.height() for box in (card.days, card.least_ntd, card.least_share)} == {card.name.height()}
    assert all(box.lineEdit().textMargins().right() >= 6 for box in (card.days, card.least_ntd))
