"""電價: the page in the real window on a real office with one invented load."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from visitplanner.domain.customers.customers import CUSTOMERS, Customer
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.loads.loads import ImportLoad, LoadFile, LoadFindings, Stamp
from visitplanner.services.office.context import Context
from visitplanner.services.office.demonstration_load import invented_load
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.charts.study import Mark
from visitplanner.ui.tariffs.page import NOTHING, TABS, TariffsPage
from visitplanner.ui.tariffs.readings_view import ReadingStudyView, facts_of

FIRST = dt.date(2025, 1, 1)


def keep_load(context: Context, customer: Customer, days: int = 365, usual_kw: int = 1000) -> None:
    load = invented_load(FIRST, days, usual_kw, seed=7)
    file = LoadFile(customer.account, load, Stamp.END, "用電.csv", LoadFindings(rows=load.wh.size))
    context.office.do(ImportLoad(file))


@pytest.fixture
def measured(context: Context, small: SmallOffice) -> SmallOffice:
    """The small office; its large customer has a year of load."""
    keep_load(context, small.large)
    return small


def tariffs(window: MainWindow, target: object = None) -> TariffsPage:
    window.go("tariffs", target)
    page = window.page()
    assert isinstance(page, TariffsPage)
    return page


def turn(page: TariffsPage, tab: object) -> None:
    tabs: QTabWidget = page.tabs
    tabs.setCurrentWidget(tab)  # pyright: ignore[reportArgumentType]


# -- which customer -----------------------------------------------------------------------------------------------


def test_without_any_load_the_page_says_what_to_do_first(small: SmallOffice, window: MainWindow) -> None:
    page = tariffs(window)
    assert page._stack.currentIndex() == NOTHING
    assert not page.brief.isEnabled()


def test_a_customer_with_a_load_is_shown_first(measured: SmallOffice, window: MainWindow) -> None:
    page = tariffs(window)
    assert page._stack.currentIndex() == TABS
    assert measured.large.name in page.picker.text()
    assert "用電資料完整" in page.state_line.text()


def test_a_customer_without_a_load_gets_the_file_to_ask_for_and_the_import(measured: SmallOffice, window: MainWindow) -> None:
    page = tariffs(window, measured.sites[0].id)
    assert page._stack.currentIndex() == NOTHING
    form = page.open_import()
    assert form is not None
    assert form.isVisible()


def keep_readings(context: Context, customer: Customer, months: int = 12) -> None:
    @dataclass(frozen=True)
    class Keep:
        def carry_out(self, work: Work) -> Outcome[None]:
            work.shelf(MONTHLY_READINGS).add_all(
                MonthlyReading(
                    customer_id=customer.id,
                    month=dt.date(2025, month, 1),
                    kwh={"peak": Decimal(100_000), "saturday_half_peak": Decimal(15_000), "off_peak": Decimal(90_000)},
                    max_kw={"peak": Decimal(480 + (month == 7) * customer.regular_kw), "off_peak": Decimal(350)},
                    power_factor_percent=Decimal(80),
                )
                for month in range(1, months + 1)
            )
            return Outcome(None)

    context.office.do(Keep())


def test_a_customer_with_readings_alone_is_told_what_they_allow(
    context: Context, small: SmallOffice, window: MainWindow, qtbot: QtBot
) -> None:
    keep_readings(context, small.large)
    page = tariffs(window, small.large.id)
    view = page._stack.widget(NOTHING)
    assert isinstance(view, ReadingStudyView)
    facts = dict(facts_of(view._study, window._desk.language))
    assert facts["現有契約（瓩）"].startswith(f"{small.large.regular_kw:,} + ")
    assert "114 年 7 月：480 瓩，" in facts["超約"]
    assert "功率因數" in facts["功率因數"] and "12" in facts["功率因數"]
    assert "須有 15 分鐘負載" in facts["負載移轉"]
    assert [row.weighed.option for row in view.options.rows.rows()] == [option.option for option in view._study.found.options]
    qtbot.waitUntil(lambda: "元" in view.trial.text())
    view.everybody.click()
    assert (page._stack.currentIndex(), page.tabs.currentWidget()) == (TABS, page.portfolio)
    form = page.open_import()
    assert form is not None


def test_fewer_readings_than_a_year_say_what_is_missing(context: Context, small: SmallOffice, window: MainWindow) -> None:
    keep_readings(context, small.large, 3)
    view = tariffs(window, small.large.id)._stack.widget(NOTHING)
    assert isinstance(view, ReadingStudyView)
    assert "3" in dict(facts_of(view._study, window._desk.language))["最佳契約容量（瓩）"]
    assert view.options.rows.rows() == ()


def test_a_typed_account_number_finds_its_customer_with_and_without_hyphens(
    context: Context, measured: SmallOffice, window: MainWindow
) -> None:
    keep_load(context, measured.sites[0], usual_kw=800)
    page = tariffs(window, measured.large.id)
    for text in (measured.sites[0].account, "05-12-3456-78-1"):
        page.arrive(measured.large.id)
        page.picker.setText(text)
        page.picker.editingFinished.emit()
        assert measured.sites[0].name in page.picker.text()


def test_what_names_nobody_leaves_the_customer_as_it_was(measured: SmallOffice, window: MainWindow) -> None:
    page = tariffs(window)
    before = page.picker.text()
    page.picker.setText("nobody of that name")
    page.picker.editingFinished.emit()
    assert page.picker.text() == before


def test_a_load_that_is_imported_appears_at_once(context: Context, small: SmallOffice, window: MainWindow) -> None:
    page = tariffs(window, small.large.id)
    keep_load(context, small.large)
    page.refresh()
    assert page._stack.currentIndex() == TABS


def test_a_load_without_a_whole_month_is_refused_in_words(context: Context, small: SmallOffice, window: MainWindow) -> None:
    keep_load(context, small.large, days=12)
    page = tariffs(window, small.large.id)
    assert page._stack.currentIndex() == NOTHING


def test_a_calendar_year_can_be_chosen_instead_of_the_newest_months(measured: SmallOffice, window: MainWindow) -> None:
    page = tariffs(window)
    assert page.period.count() == 2
    page.period.setCurrentIndex(1)
    page.period.chosen.emit(page.period.value())
    assert page.period.currentText() == "114 年"
    assert len(page.contracts.demands._months) == 12


# -- contracts under the sliders ----------------------------------------------------------------------------------


def test_the_sliders_begin_at_the_present_contracts(measured: SmallOffice, window: MainWindow) -> None:
    page = tariffs(window)
    assert page.contracts.contracts == (measured.large.regular_kw, 0, 0, 0)
    assert page.contracts.figures is not None
    assert page.contracts.figures.saving_ntd == 0


def test_moving_a_slider_answers_with_the_bills_of_these_contracts(measured: SmallOffice, window: MainWindow) -> None:
    tab = tariffs(window).contracts
    before = tab.figures
    tab.sliders[0].slider.setValue(1100)
    assert tab.sliders[0].spin.value() == 1100
    after = tab.figures
    assert before is not None
    assert after is not None
    assert after.basic_ntd > before.basic_ntd
    assert after.surcharge_ntd < before.surcharge_ntd
    assert after.saving_ntd == before.total_ntd - after.total_ntd
    assert tab.bill.total.text() == f"{after.total_ntd:,.0f}"


def test_a_typed_number_moves_the_slider(qtbot: QtBot, measured: SmallOffice, window: MainWindow) -> None:
    tab = tariffs(window).contracts
    spin = tab.sliders[3].spin
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, "250")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert tab.sliders[3].slider.value() == 250
    assert tab.contracts[3] == 250


def test_arrow_keys_step_by_one_kilowatt(qtbot: QtBot, measured: SmallOffice, window: MainWindow) -> None:
    tab = tariffs(window).contracts
    qtbot.keyClick(tab.sliders[0].slider, Qt.Key.Key_Right)
    assert tab.contracts[0] == measured.large.regular_kw + 1


def test_a_click_on_the_groove_goes_where_it_falls(qtbot: QtBot, measured: SmallOffice, window: MainWindow) -> None:
    slider = tariffs(window).contracts.sliders[0].slider
    place = slider.rect().center()
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert abs(slider.mark_x(slider.value()) - place.x()) < 3


def test_the_best_contracts_are_taken_and_the_present_come_back(measured: SmallOffice, window: MainWindow) -> None:
    tab = tariffs(window).contracts
    present = tab.contracts
    tab.best.click()
    assert tab.figures is not None
    assert tab.figures.saving_ntd is not None
    assert tab.figures.saving_ntd > 0
    tab.back.click()
    assert tab.contracts == present


def test_no_marked_contracts_cost_less_than_the_best(measured: SmallOffice, window: MainWindow) -> None:
    study = tariffs(window)._study
    assert study is not None
    totals = {mark: study.figures(contracts).total_ntd for mark, contracts in study.marks.items()}
    assert min(totals.values()) == totals[Mark.BEST]
    assert set(totals) == set(Mark)


def test_the_parts_charged_twice_and_three_times_make_the_surcharge(measured: SmallOffice, window: MainWindow) -> None:
    study = tariffs(window)._study
    assert study is not None
    figures = study.figures((900, 0, 0, 0))
    assert figures.triple_ntd > 0
    assert figures.double_ntd > 0
    assert figures.basic_ntd + figures.surcharge_ntd + figures.rest_ntd == figures.total_ntd


def test_contracts_below_the_least_are_said_beside_the_sliders(measured: SmallOffice, window: MainWindow) -> None:
    tab = tariffs(window).contracts
    tab.set_contracts((50, 0, 0, 0))
    assert "100" in tab._hint.text()


def test_contracts_nobody_can_have_show_no_figures(measured: SmallOffice, window: MainWindow) -> None:
    tab = tariffs(window).contracts
    tab.set_contracts((0, 0, 0, 0))
    assert tab.figures is None
    assert tab.bill.total.text() == "—"
    assert tab._hint.text()


def test_unknown_present_contracts_claim_no_saving(context: Context, small: SmallOffice, window: MainWindow) -> None:
    context.office.do(WithoutContracts(small.large))
    keep_load(context, small.large)
    page = tariffs(window, small.large.id)
    assert page.contracts.figures is not None
    assert page.contracts.figures.saving_ntd is None
    assert page.contracts.bill.difference.text() == "未知"
    assert not page.contracts.back.isEnabled()


def test_the_cost_curve_is_zero_at_the_best_contracts(measured: SmallOffice, window: MainWindow) -> None:
    tab = tariffs(window).contracts
    tab.take(Mark.BEST)
    here = tab.costs._kw.index(tab.contracts[0])
    assert tab.costs._more[here] == 0
    assert min(tab.costs._more) == 0


def test_sliders_stay_where_they_are_when_the_page_asks_again(measured: SmallOffice, window: MainWindow) -> None:
    page = tariffs(window)
    page.contracts.sliders[0].slider.setValue(1234)
    page.refresh()
    assert page.contracts.contracts[0] == 1234


# -- assumptions and the sheet ------------------------------------------------------------------------------------


def test_the_assumptions_are_one_click_away_and_escape_closes_them(
    qtbot: QtBot, measured: SmallOffice, window: MainWindow
) -> None:
    page = tariffs(window)
    page.explain.click()
    assert page.assumptions.isVisible()
    assert page._study is not None
    assert page.assumptions._list.count() == len(page._study.advised.assumptions)
    page.assumptions.closed.emit()
    assert not page.assumptions.isVisible()


def test_the_briefing_is_printed_from_this_page(measured: SmallOffice, window: MainWindow) -> None:
    dialog = tariffs(window).open_brief()
    assert dialog is not None
    assert dialog.pdf.startswith(b"%PDF")


@dataclass(frozen=True)
class WithoutContracts:
    """Forget a customer's contracts, as if the list had none."""

    customer: Customer

    def carry_out(self, work: Work) -> Outcome[None]:
        work.shelf(CUSTOMERS).change(replace(work.shelf(CUSTOMERS).get(self.customer.id), regular_kw=0))
        return Outcome(None)
