"""Every page, tab and dialog, in both languages, light and dark, at 1366 × 768 and 911 × 512: nothing is cut or out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import Keep, SmallOffice
from tests.ui.look.measuring import faults
from tests.ui.openings import OPENINGS, Scene
from visitplanner import i18n
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.office.context import Context
from visitplanner.ui.core.chips import Chip, ChipLabel, Shape
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.view_bar import LIST, YEAR
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import LEAST_SIZE, MainWindow
from visitplanner.ui.shell.pages import PAGES
from visitplanner.ui.tariffs.at_table.talk import AtTable
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import column

REST_MS = 60
"""After so long a page has come to rest."""
SIZES, THEMES = ((1366, 768), LEAST_SIZE), (Theme.LIGHT, Theme.DARK)


@pytest.fixture(params=product(i18n.LANGUAGES, SIZES, THEMES), ids=lambda each: f"{each[0]} {each[1][0]} {each[2]}")
def dressed(request: pytest.FixtureRequest, context: Context, small: SmallOffice, qapp: object) -> Iterator[MainWindow]:
    """The window in a language, a size and a theme, on an office with visits in every state."""
    code, size, theme = request.param
    day = small.visit().day
    states = [VisitState.SUGGESTED, VisitState.TENTATIVE, VisitState.BOOKED, VisitState.CANCELLED]
    days = enumerate(states, 2)
    visits = [small.visit(day=day.replace(month=4, day=7 + number), ordinal=number, state=state) for number, state in days]
    context.office.do(Keep(tuple(("visits", visit) for visit in (small.visit(day=day.replace(day=16)), *visits))))
    program = Program(application(), context, i18n.language(code), Inline())
    window = program.open(replace(WindowState(), theme=theme))
    window.resize(*size)
    window.show()
    yield window
    window.close()
    program.close()


def at_rest(window: QWidget) -> list[str]:
    QTest.qWait(REST_MS)
    return faults(window)


def test_nothing_is_cut_on_any_page_or_tab(dressed: MainWindow, small: SmallOffice) -> None:
    found: dict[str, list[str]] = {}
    for entry in PAGES:
        dressed.go(entry.key)
        found[entry.key] = at_rest(dressed)
        for tabs in dressed.page().findChildren(QTabWidget):
            for number in range(tabs.count() if tabs.isVisible() else 0):
                tabs.setCurrentIndex(number)
                found[f"{entry.key}: {tabs.tabText(number)}"] = at_rest(dressed)
    for subject in (small.large.id, small.group.id):
        dressed.go("customers", subject)
        for tabs in dressed.page().findChildren(QTabWidget):
            for number in range(tabs.count() if tabs.isVisible() else 0):
                tabs.setCurrentIndex(number)
                found[f"card: {tabs.tabText(number)}"] = at_rest(dressed)
    assert {place: each for place, each in found.items() if each} == {}


def test_nothing_is_cut_in_any_view_of_the_plan(dressed: MainWindow) -> None:
    dressed.go("planning")
    page = dressed.page()
    assert isinstance(page, PlanningPage) and page.hand.facts is not None
    found: dict[str, list[str]] = {}
    for view in (YEAR, View.WEEK, View.PEOPLE, LIST, View.MONTH):
        page.bar.choose(view)
        found[str(view)] = at_rest(dressed)
    for row in page.hand.facts.visits:
        dressed.go("planning", row.visit.id)
        found[f"card: {row.visit.state}"] = at_rest(dressed)
    assert {place: each for place, each in found.items() if each} == {}


def test_nothing_is_cut_in_any_dialog(dressed: MainWindow, small: SmallOffice) -> None:
    scene = Scene(dressed, small)
    found: dict[str, list[str]] = {}
    for kind, opening in OPENINGS.items():
        dialog = opening(scene)
        dialog.show()
        if isinstance(dialog, AtTable):
            dialog.resize(dressed.size())  # it takes the whole screen
        found[kind.__name__] = at_rest(dialog)
        dialog.close()
    for opened in (dressed.open_palette, dressed.open_shortcuts, dressed.open_history, dressed.open_held):
        dialog = opened()
        found[opened.__name__] = at_rest(dialog)
        dialog.close()
    assert {place: each for place, each in found.items() if each} == {}


def test_the_measuring_sees_what_is_cut(qtbot: QtBot) -> None:
    parts = (QLabel("很長的一句話要完整看到"), QPushButton("很長的一個按鈕文字"), Choice([("很長的一個選項文字", 1)]))
    chip = ChipLabel(Chip("很長的狀態", Shape.SOLID))
    box = QWidget()
    box.setLayout(column(*parts, chip))
    qtbot.addWidget(box)
    box.show()
    box.resize(600, 300)
    QTest.qWait(0)
    assert faults(box) == []
    for part in (*parts, chip):
        part.setFixedWidth(40)
    parts[0].setText("\U00013000 sign of nobody")
    QTest.qWait(0)
    found = "\n".join(faults(box))
    kinds = ("cut: QLabel", "cut: QPushButton", "cut: Choice", "chip “很長的狀態”", "no such sign")
    assert all(words in found for words in kinds)
    above = QLabel("蓋住", box)
    box.layout().addWidget(above)
    above.show()
    above.setGeometry(parts[1].geometry())
    assert any(each.startswith("one over the other") for each in faults(box))
    above.move(4000, 0)
    assert any(each.startswith("out of reach") for each in faults(box))
