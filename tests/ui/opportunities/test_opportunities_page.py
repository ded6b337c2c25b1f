"""機會: computed in the background, the most worth a visit first, and from the list into the plan."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.builders import Keep, SmallOffice, customer
from tests.ui.tariffs.test_tariffs_page import keep_load
from visitplanner.domain.customers.customers import CUSTOMERS, Customer
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.opportunities.opportunities import Opportunity
from visitplanner.services.planning.weights import savings_of
from visitplanner.services.visits.visits import VisitList
from visitplanner.ui.opportunities.columns import curve_words
from visitplanner.ui.opportunities.page import OpportunitiesPage
from visitplanner.ui.opportunities.watch import SOON_MS, OpportunityWatch
from visitplanner.ui.planning.forms.day_form import DayForm
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.page import TariffsPage


@pytest.fixture
def measured(context: Context, small: SmallOffice) -> SmallOffice:
    keep_load(context, small.large, usual_kw=small.large.regular_kw // 3)
    return small


def watch(window: MainWindow) -> OpportunityWatch:
    (found,) = [each for each in window.watches if isinstance(each, OpportunityWatch)]
    return found


def shown(window: MainWindow) -> OpportunitiesPage:
    window.go("opportunities")
    page = window.page()
    assert isinstance(page, OpportunitiesPage)
    return page


def rows(page: OpportunitiesPage) -> tuple[Opportunity, ...]:
    return page.table.rows.rows()


def test_nobody_presses_a_button_for_what_the_page_is_for(measured: SmallOffice, window: MainWindow, qtbot: QtBot) -> None:
    """The window alone computes it, some seconds after it is there; the page that is shown fills by itself."""
    page = shown(window)
    assert not rows(page) and "計算中" in page.state_line.text()
    qtbot.waitUntil(lambda: bool(rows(page)), timeout=15_000)
    assert rows(page)[0].customer.id == measured.large.id and "計算中" not in page.state_line.text()
    assert page.table.current() is rows(page)[0], "the first is chosen"


def test_a_load_that_comes_is_weighed_by_itself(
    context: Context, measured: SmallOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(window)
    watch(window).weigh()
    assert len(rows(page)) == 1
    keep_load(context, measured.sites[0], usual_kw=300)
    window._desk.session.changed.emit(frozenset({"loads"}))
    assert "計算中" in page.state_line.text()
    qtbot.waitUntil(lambda: len(rows(page)) == 2, timeout=15_000)


def test_what_is_owed_gets_its_day_from_the_list(measured: SmallOffice, window: MainWindow, context: Context) -> None:
    watch(window).weigh()
    page = shown(window)
    row = rows(page)[0]
    assert row.due is not None and row.due.obligation.visit_id is None
    page.put.click()
    assert isinstance(window.page(), PlanningPage)
    form = window.findChild(QDialog)
    assert isinstance(form, DayForm) and form.what.subject_id == row.due.obligation.subject_id
    form.table.show_key(form.table.rows.rows()[0].day)
    form.submit()
    (visit,) = [each for each in context.office.ask(VisitList()) if each.visit.subject_id == measured.large.id]
    assert visit.visit.state is VisitState.TENTATIVE
    page = shown(window)
    page.refresh()
    assert page.put.text().startswith("看已排的洽訪")
    page.put.click()
    assert isinstance(window.page(), PlanningPage)


def test_who_is_owed_no_visit_is_asked_for_one_with_the_reason(
    measured: SmallOffice, window: MainWindow, context: Context
) -> None:
    small_one = customer_without_rule(context, measured)
    keep_load(context, small_one, usual_kw=60)
    watch(window).weigh()
    page = shown(window)
    page.table.show_key(small_one.id)
    assert page.table.current().due is None
    page.put.click()
    assert window.findChild(DayForm) is not None
    kept = next(each for each in context.office.ask(Everybody()) if each.id == small_one.id)
    assert "無規定須訪" in kept.visit_anyway


def customer_without_rule(context: Context, small: SmallOffice) -> Customer:
    """Below every threshold, in no group."""
    one = customer("05999999999", small.other, 120)
    context.office.do(Keep((("customers", one),)))
    return one


class Everybody:
    def answer(self, work: object) -> list[Customer]:
        return work.shelf(CUSTOMERS).find()  # type: ignore[attr-defined]


def test_the_savings_are_kept_for_planning(measured: SmallOffice, window: MainWindow, context: Context) -> None:
    watch(window).weigh()
    page = shown(window)
    page.keep.click()
    least = rows(page)[0].found.least_ntd
    assert least is not None and context.office.ask(Kept()) == {measured.large.id: least}


class Kept:
    def answer(self, work: object) -> object:
        return savings_of(work)  # type: ignore[arg-type]


def test_the_row_opens_the_tariffs_and_the_curve_can_be_read_aloud(measured: SmallOffice, window: MainWindow) -> None:
    watch(window).weigh()
    page = shown(window)
    assert "瓩" in curve_words(rows(page)[0], page.language)
    page.open_tariffs()
    assert isinstance(window.page(), TariffsPage)


def test_a_window_that_went_asks_nothing_any_more(
    context: Context, measured: SmallOffice, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []
    monkeypatch.setattr("visitplanner.ui.opportunities.watch.weigh_all", lambda *_args: begun.append(True) or 0)
    window.close()
    window._desk.session.changed.emit(frozenset({"loads"}))
    qtbot.wait(SOON_MS + 500)
    assert begun == []
