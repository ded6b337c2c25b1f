"""At 911 × 512, a screen of 1366 × 768 at 150 %, every page can be used: nothing is cut, what has no room is scrolled to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QScrollArea, QTabWidget, QWidget

from tests.builders import Keep, SmallOffice
from visitplanner import i18n
from visitplanner.services.office.context import Context
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.pages.area import PageArea
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.view_bar import LIST, YEAR
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import LEAST_SIZE, MainWindow

ARROW = 44
"""Pixels a drop-down needs beside the entry that is chosen; a longer one it might show has its whole name in the tip."""
SPARE = 6
"""Pixels a drop-down may lack of what it asks for before its text is cut."""


@pytest.fixture(params=i18n.LANGUAGES)
def smallest(request: pytest.FixtureRequest, context: Context, small: SmallOffice, qapp: object) -> Iterator[MainWindow]:
    """The window as small as it can be, in each language, with visits in the calendar."""
    context.office.do(Keep((("visits", small.visit()),)))
    program = Program(application(), context, i18n.language(request.param), Inline())
    window = program.open(WindowState())
    window.resize(1, 1)
    window.show()
    yield window
    window.close()
    program.close()


def scroller(part: QWidget, page: QWidget) -> QScrollArea | None:
    """The innermost area a part is scrolled in."""
    above = part.parentWidget()
    while above is not None and above is not page.parentWidget():
        if isinstance(above, QScrollArea):
            return above
        above = above.parentWidget()
    return None


def cut(part: QWidget) -> bool:
    """Whether a text has less room than it needs."""
    if isinstance(part, QLabel) and part.wordWrap():
        return part.height() < part.heightForWidth(part.width())
    if isinstance(part, QComboBox):
        return part.width() < min(
            part.sizeHint().width() - SPARE, part.fontMetrics().horizontalAdvance(part.currentText()) + ARROW
        )
    return part.width() < part.sizeHint().width() - 1 or part.height() < part.minimumSizeHint().height() - 1


def out_of_reach(part: QWidget, page: QWidget) -> bool:
    """Whether a part lies where no scrolling leads."""
    area = scroller(part, page)
    inside = (area.widget() if area is not None else None) or page
    return not inside.rect().contains(QRect(part.mapTo(inside, QPoint(0, 0)), part.size()))


def faults(window: MainWindow) -> list[str]:
    QTest.qWait(0)
    page = window.page()
    named = [(part, part.text()) for kind in (QLabel, QPushButton) for part in page.findChildren(kind)]
    named += [(part, part.currentText()) for part in page.findChildren(QComboBox)]
    shown: list[tuple[QWidget, str]] = [(part, text) for part, text in named if text and part.isVisibleTo(page)]
    return [f"{text} {part.geometry()}" for part, text in shown if cut(part) or out_of_reach(part, page)]


def test_the_window_is_as_small_as_a_scaled_screen(smallest: MainWindow) -> None:
    assert (smallest.width(), smallest.height()) == LEAST_SIZE == (911, 512)


def test_every_page_and_tab_stays_within_the_smallest_window(smallest: MainWindow) -> None:
    for entry in smallest._entries:
        smallest.go(entry.key)
        tabs = next((tabs for tabs in smallest.page().findChildren(QTabWidget) if tabs.isVisibleTo(smallest)), None)
        for number in range(tabs.count() if tabs is not None else 1):
            if tabs is not None:
                tabs.setCurrentIndex(number)
            assert (smallest.width(), smallest.height()) == LEAST_SIZE, entry.key
            assert faults(smallest) == [], f"{entry.key} {number}"


def test_a_customer_s_card_stays_within_the_smallest_window(smallest: MainWindow, small: SmallOffice) -> None:
    for subject in (small.large.id, small.group.id):
        smallest.go("customers", subject)
        assert (smallest.width(), smallest.height()) == LEAST_SIZE
        assert faults(smallest) == []


def test_every_view_of_the_plan_stays_within_the_smallest_window(smallest: MainWindow, context: Context) -> None:
    smallest.go("planning")
    page = smallest.page()
    assert isinstance(page, PlanningPage) and page.hand.facts is not None
    for view in (YEAR, View.WEEK, View.PEOPLE, LIST, View.MONTH):
        page.bar.choose(view)
        assert (smallest.width(), smallest.height()) == LEAST_SIZE
        assert faults(smallest) == [], view
    smallest.go("planning", page.hand.facts.visits[0].visit.id)
    assert page.card.isVisible() and not page.middle.isVisible()  # the card has the room to itself
    assert faults(smallest) == []
    page.close_card()
    assert page.middle.isVisible()


def test_whichever_kind_is_chosen_its_name_stands_whole(smallest: MainWindow) -> None:
    smallest.go("planning")
    page = smallest.page()
    assert isinstance(page, PlanningPage)
    for value in page.kind.values:
        page.kind.bring(str(value))
        QTest.qWait(30)  # the line asks the head, and the head the page, for room
        assert faults(smallest) == [], page.kind.currentText()


def test_a_page_that_needs_more_is_scrolled_to_its_end(smallest: MainWindow) -> None:
    smallest.go("customers")
    area = smallest._stack.currentWidget()
    assert isinstance(area, PageArea)
    bar = area.verticalScrollBar()
    hidden = area.page.height() - area.viewport().height()
    assert bar.maximum() == max(hidden, 0)
