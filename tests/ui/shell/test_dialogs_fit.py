"""In the smallest window, 911 × 512, every dialog stays within it, and what has no room in a dialog is scrolled to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.ui.customers.assignments import AssignmentDialog
from visitplanner.ui.customers.card import CustomerCardView
from visitplanner.ui.customers.form import CustomerForm
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.planning.forms.printing import Paper
from visitplanner.ui.planning.forms.what_if import WhatIfDialog
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.main_window import LEAST_SIZE, MainWindow
from visitplanner.ui.widgets.dialog import EDGES, Dialog

WIDTH, HEIGHT = LEAST_SIZE[0] - EDGES[0], LEAST_SIZE[1] - EDGES[1]


@pytest.fixture
def smallest(window: MainWindow, context: Context, small: SmallOffice) -> MainWindow:
    """The smallest window on an office with a visit held, one without record and one to come."""
    held, past = small.visit(), small.visit(day=small.visit().day.replace(day=3), ordinal=2, state=VisitState.BOOKED)
    coming = small.visit(day=small.visit().day.replace(month=5), subject_id=small.park.id)
    context.office.do(Keep((("visits", past), ("visits", coming), ("visits", held))))
    window.resize(*LEAST_SIZE)
    window.go("planning")
    return window


def of_plan(window: MainWindow, number: int, call: Callable[[PlanningPage], object]) -> object:
    """What the page of the plan opens for one of the visits, the earliest first."""
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage) and page.hand.facts is not None
    rows = sorted(page.hand.facts.visits, key=lambda row: row.visit.day)
    page.hand.take(rows[number].visit.id)
    return call(page)


def of_customers(window: MainWindow, call: Callable[[CustomersPage], object]) -> object:
    window.go("customers")
    page = window.page()
    assert isinstance(page, CustomersPage)
    return call(page)


OPENED: dict[str, Callable[[MainWindow], object]] = {
    "plan": lambda window: of_plan(window, 0, lambda page: page.hand.open_plan()),
    "mend": lambda window: of_plan(window, 0, lambda page: page.hand.open_mending()),
    "what if": lambda window: of_plan(window, 0, lambda page: page.hand.open_what_if()),
    "approval": lambda window: of_plan(window, 0, lambda page: page.hand.open_approval()),
    "turns": lambda window: of_plan(window, 0, lambda page: page.hand.open_turns()),
    "another day": lambda window: of_plan(window, 2, lambda page: page.hand.open_day_form()),
    "cancel": lambda window: of_plan(window, 2, lambda page: page.hand.open_cancel()),
    "record": lambda window: of_plan(window, 0, lambda page: page.hand.open_record()),
    "briefing": lambda window: of_plan(window, 2, lambda page: page.hand.open_brief()),
    "paper": lambda window: of_plan(window, 0, lambda page: page.print_paper(Paper.LIST)),
    "visits": lambda window: of_plan(window, 0, lambda page: page.hand.open_visits_import()),
    "customers": lambda window: of_customers(window, lambda page: page.open_import()),
    "assignments": lambda window: of_customers(window, lambda page: page.open_assignments()),
    "held": lambda window: window.open_held(),
    "palette": lambda window: window.open_palette(),
    "history": lambda window: window.open_history(),
    "shortcuts": lambda window: window.open_shortcuts(),
}


@pytest.mark.parametrize("name", OPENED)
def test_every_dialog_stays_within_the_smallest_window(smallest: MainWindow, name: str) -> None:
    dialog = OPENED[name](smallest)
    assert isinstance(dialog, Dialog)
    layout = dialog.layout()
    least = layout.minimumSize() if layout is not None else dialog.minimumSizeHint()
    assert dialog.isVisible() and (dialog.width(), dialog.height()) <= (WIDTH, HEIGHT)
    assert dialog.width() <= WIDTH and dialog.height() <= HEIGHT
    assert least.width() <= WIDTH and least.height() <= HEIGHT
    assert (smallest.width(), smallest.height()) == LEAST_SIZE


def test_the_forms_of_a_record_stay_within_the_smallest_window(
    smallest: MainWindow, small: SmallOffice, context: Context
) -> None:
    visit = small.visit(day=small.visit().day.replace(day=4), ordinal=3)
    context.office.do(Keep((("visits", visit),)))
    context.office.do(RecordVisit(visit.id, visit.day))
    smallest.go("planning", visit.id)
    page = smallest.page()
    assert isinstance(page, PlanningPage)
    page.refresh()
    smallest.go("planning", visit.id)
    for dialog in (page.hand.open_amendment(), page.hand.open_editions()):
        assert dialog is not None and dialog.width() <= WIDTH and dialog.height() <= HEIGHT
        dialog.reject()
    smallest.go("customers", small.large.id)
    card = smallest.page().findChild(CustomerCardView)
    assert card is not None
    card.open_edit()
    form = card.findChild(CustomerForm)
    assert form is not None and form.isVisible() and form.height() <= HEIGHT


def test_what_if_stays_within_the_window_with_its_answer_too(smallest: MainWindow) -> None:
    dialog = OPENED["what if"](smallest)
    assert isinstance(dialog, WhatIfDialog)
    dialog.threshold.setText("500")
    dialog.submit()
    QTest.qWait(0)
    assert dialog.comparison is not None
    dialog.lists.setCurrentWidget(dialog.bars)
    assert dialog.bars.isVisible()
    assert dialog.width() <= WIDTH and dialog.height() <= HEIGHT


def test_a_dialog_of_a_large_window_keeps_the_size_it_asks_for(smallest: MainWindow) -> None:
    smallest.resize(1366, 768)
    dialog = OPENED["assignments"](smallest)
    assert isinstance(dialog, AssignmentDialog) and (dialog.width(), dialog.height()) == (1020, 620)
