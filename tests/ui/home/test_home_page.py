"""首頁: what wants doing today, one button each; the first step for somebody who begins."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.builders import Keep, SmallOffice
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.ui.home.page import HomePage
from visitplanner.ui.home.presenter import FirstStep
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.widgets.table import CELL_MARGINS


@pytest.fixture
def visits(context: Context, small: SmallOffice) -> SmallOffice:
    """One visit this week, one held last week without a record."""
    late = small.visit(day=dt.date(2026, 3, 10), subject_id=small.sites[0].id)
    context.office.do(Keep((("visits", small.visit()), ("visits", late))))
    return small


def home(window: MainWindow) -> HomePage:
    page = window.page()
    assert isinstance(page, HomePage)
    return page


def test_an_empty_office_is_taught_the_first_step(window: MainWindow) -> None:
    assert home(window).beginning.isVisible()


def test_without_staff_the_next_step_is_the_staff_list(context: Context, window: MainWindow) -> None:
    small = SmallOffice()
    records = [("groups", small.group), ("companies", small.company), ("companies", small.other), ("customers", small.large)]
    context.office.do(Keep(tuple(records)))
    home(window).refresh()
    assert not home(window).beginning.isVisible()
    assert home(window).first_step.isVisible()
    assert home(window).first_step.step is FirstStep.STAFF


def test_figures_count_what_wants_doing(visits: SmallOffice, window: MainWindow) -> None:
    page = home(window)
    assert page.week.figure == "1"
    assert page.unwritten.figure == "1"
    assert page.cases.figure == "1"
    assert [row.subject for row in page.due_list.rows.rows()]


def test_what_is_booked_is_not_asked_for_again(visits: SmallOffice, window: MainWindow) -> None:
    owed = {row.obligation.subject_id for row in home(window).due_list.rows.rows()}
    assert visits.large.id not in owed
    assert visits.group.id in owed


def test_a_change_elsewhere_is_seen_at_once(context: Context, visits: SmallOffice, program: Program, window: MainWindow) -> None:
    late = home(window).week_list.rows.rows()[0].visit
    assert late.state is VisitState.BOOKED
    program.session.do(RecordVisit(late.id, late.day))
    assert home(window).unwritten.figure == "0"
    assert not home(window).unwritten.verb.isEnabled()


def test_the_button_of_the_cases_leads_to_the_most_urgent_one(visits: SmallOffice, window: MainWindow) -> None:
    home(window).cases.verb.click()
    assert window.page().title.text() == "追蹤"


def test_an_owed_visit_leads_to_its_customer(visits: SmallOffice, window: MainWindow) -> None:
    page = home(window)
    page.due_list.show_key((visits.group.id, 1))
    page.due_list.opened.emit(page.due_list.current())
    assert window.page().title.text() == "用戶"


def test_importing_begins_from_the_empty_page(window: MainWindow) -> None:
    home(window).begin.click()
    assert window.page().title.text() == "用戶"
    wizard = QApplication.activeModalWidget()
    assert wizard is not None
    assert wizard.windowTitle() == "匯入用戶名單"
    wizard.close()


def test_an_office_that_owes_nobody_a_visit_is_not_told_that_all_is_in_the_calendar(context: Context, window: MainWindow) -> None:
    small = SmallOffice()
    below = replace(small.large, regular_kw=400)
    context.office.do(Keep((("companies", small.other), ("customers", below), ("people", small.supervisor))))
    page = home(window)
    page.refresh()
    said = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert "今年沒有應洽訪的對象。" in said
    assert "應洽訪的都已排入行程。" not in said
    window.go("planning")
    planning = window.page()
    assert isinstance(planning, PlanningPage)
    assert planning.tray.told == "今年沒有應洽訪的對象"


def test_names_of_ten_signs_stand_whole_in_both_lists_at_1366_by_768(small: SmallOffice, window: MainWindow) -> None:
    """What a name of ten signs needs at the program's font, with the cell's margins."""
    window.resize(1366, 768)
    window.go("home")
    page = window.page()
    assert isinstance(page, HomePage)
    for table in (page.due_list, page.week_list):
        column = next(number for number, each in enumerate(table.rows.columns) if each.key == "subject")
        assert table.columnWidth(column) >= table.fontMetrics().horizontalAdvance("虛構電子股份有限公司") + CELL_MARGINS
