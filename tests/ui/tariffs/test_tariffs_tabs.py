"""電價: load, options, what-ifs and all customers, on a real office with one invented load."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from tests.ui.tariffs.test_tariffs_page import keep_load, tariffs, turn
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.bills.drafts import Rise
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.office.context import Context
from visitplanner.services.tariffs.drafts import CreateDraft, DraftList
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.charts.chart import apart, scale_top
from visitplanner.ui.tariffs.charts.month_demands import limit_names
from visitplanner.ui.tariffs.page import TariffsPage
from visitplanner.ui.tariffs.tabs.trial_card import prices_for


@pytest.fixture
def page(context: Context, small: SmallOffice, window: MainWindow) -> TariffsPage:
    keep_load(context, small.large)
    return tariffs(window, small.large.id)


# -- charts -------------------------------------------------------------------------------------------------------


def test_the_heat_map_reads_out_day_time_power_and_period(page: TariffsPage) -> None:
    turn(page, page.load)
    heat = page.load.heat
    said: list[str] = []
    heat.read.connect(said.append)
    heat.point_to(14 * 96 + 68)
    assert "114/01/15（三） 17:00–17:15" in said[-1]
    assert "瓩" in said[-1]
    assert said[-1].endswith("尖峰")


def test_sundays_read_as_off_peak_all_day(page: TariffsPage) -> None:
    turn(page, page.load)
    sunday = (dt.date(2025, 1, 19) - dt.date(2025, 1, 1)).days
    assert page.load.heat.words(sunday * 96 + 40).endswith("離峰")


def test_the_mouse_points_at_the_quarter_of_an_hour_below_it(page: TariffsPage) -> None:
    turn(page, page.load)
    heat = page.load.heat
    area = heat.area()
    corner = QPointF(area.left() + 0.5, area.bottom() - 0.5)
    assert heat.place_at(area, corner) == 0
    assert heat.place_at(area, QPointF(area.right() - 0.5, area.top() + 0.5)) == 365 * 96 - 1


def test_arrow_keys_walk_through_days_and_hours(qtbot: QtBot, page: TariffsPage) -> None:
    turn(page, page.load)
    heat = page.load.heat
    heat.point_to(48)
    qtbot.keyClick(heat, Qt.Key.Key_Right)
    qtbot.keyClick(heat, Qt.Key.Key_Up)
    assert heat.place == 96 + 49


def test_a_quarter_without_reading_is_said_to_have_none(page: TariffsPage) -> None:
    study = page._study
    assert study is not None
    missing = np.zeros(96, dtype=np.bool_)
    missing[5] = True
    load = Load(dt.date(2025, 1, 1), np.full(96, 250, dtype=np.int64), missing)
    page.load.heat.show_load(load, study.year.priced[0].spans[0].tariff, study.library.off_peak_days)
    assert "無讀數" in page.load.heat.words(5)
    assert "1.0 瓩" in page.load.heat.words(6)


def test_a_month_over_contract_reads_out_by_how_much(page: TariffsPage) -> None:
    page.contracts.set_contracts((900, 0, 0, 0))
    july = page.contracts.demands.words(6)
    assert july.startswith("114 年 7 月")
    assert july.count("超約") >= 2, "every period over its contract says so, also where limits are equal"


def test_limits_that_are_equal_share_one_line() -> None:
    assert limit_names((1000, 0, 0, 200), TariffOption.TWO_STAGE) == [(1000, 0), (1200, 3)]
    assert limit_names((1000, 0, 0, 0), TariffOption.EV) == [(1000, 0)]


def test_the_duration_curve_falls_from_the_highest_demand(page: TariffsPage) -> None:
    turn(page, page.load)
    curve = page.load.duration
    assert curve._kw[0] == page.load.heat._top_kw
    assert (np.diff(curve._kw) <= 0).all()
    assert "100.0 %" in curve.words(curve.places() - 1)


def test_labels_are_kept_apart_and_inside() -> None:
    placed = apart([10, 12, 90], gap=15, low=0, high=100)
    assert placed == [10, 25, 90]
    assert apart([98, 99], gap=15, low=0, high=100) == [85, 100]


@pytest.mark.parametrize("value", [0.3, 4, 3168, 46_200, 8001])
def test_a_scale_ends_little_above_the_greatest_value(value: float) -> None:
    assert value < scale_top(value) <= 1.15 * value


# -- options ------------------------------------------------------------------------------------------------------


def test_the_options_stand_side_by_side_with_the_present_one_first(page: TariffsPage) -> None:
    turn(page, page.options)
    rows = page.options.options.rows.rows()
    assert rows[0].advice is not None
    assert rows[0].advice.is_present
    assert {row.option for row in rows} >= {
        TariffOption.TWO_STAGE,
        TariffOption.THREE_STAGE_FIXED,
        TariffOption.THREE_STAGE_VARIABLE,
    }
    assert page.options.findings.rows.rowCount() > 0


def test_an_option_nobody_confirmed_claims_nothing(page: TariffsPage) -> None:
    turn(page, page.options)
    batch = next(row for row in page.options.options.rows.rows() if row.option is TariffOption.BATCH)
    assert batch.saving_ntd is None
    page.options.options.show_key(TariffOption.BATCH)
    assert page.options.detail.name.text() == "批次生產"
    assert "確認" in page.options.detail.notes.text()


# -- what-ifs -----------------------------------------------------------------------------------------------------


def test_moving_more_of_the_evening_saves_more(page: TariffsPage) -> None:
    turn(page, page.what_if)
    card = page.what_if.shift
    card.percent.setValue(20)
    card.compute()
    twenty = card.table.rows.row(0).shifted
    card.percent.setValue(60)
    card.compute()
    sixty = card.table.rows.row(0).shifted
    assert sixty.moved_wh == pytest.approx(3 * twenty.moved_wh, rel=0.01)
    assert sixty.saving_with_best_ntd > twenty.saving_with_best_ntd


def test_hours_that_overlap_the_evening_are_refused_beside_them(page: TariffsPage) -> None:
    turn(page, page.what_if)
    card = page.what_if.shift
    card.start.set_value(72)
    card.stop.set_value(80)
    card.compute()
    assert card.table.rows.rowCount() == 0
    assert "16:00-22:00" in card._refusal.text()


def test_measures_without_known_rates_have_an_unknown_income(page: TariffsPage) -> None:
    turn(page, page.what_if)
    table = page.what_if.response.table
    texts = {table.rows.data(table.rows.index(number, 3)) for number in range(table.rows.rowCount())}
    assert "未知" in texts
    assert page.what_if.response.source.text()


def test_a_draft_is_made_with_percentages_by_class_and_calculated_with(context: Context, page: TariffsPage) -> None:
    turn(page, page.what_if)
    card = page.what_if.trial
    form = card.open_new()
    form.name.setText("十二月方案")
    form.source.setText("新聞稿")
    form.first.set_day(dt.date(2026, 4, 1))
    form.rises[CustomerClass.GENERAL][0].setText("3")
    form.submit()
    assert [draft.title for draft in context.office.ask(DraftList())] == ["十二月方案"]
    assert card.after.currentText() == "草案：十二月方案"
    assert "新聞稿" in card.note.text()
    assert card.figures.cells[1][2].text().startswith("+")
    assert card.figures.cells[0][2].text() == "0"


def test_a_draft_without_source_is_refused_beside_the_field(page: TariffsPage) -> None:
    turn(page, page.what_if)
    form = page.what_if.trial.open_new()
    form.name.setText("無來源")
    form.first.set_day(dt.date(2026, 4, 1))
    form.submit()
    assert form.isVisible()
    assert form.refusals._fields["source"].refusal


def test_a_draft_can_be_deleted_again(context: Context, page: TariffsPage) -> None:
    context.office.do(CreateDraft("試", dt.date(2026, 4, 1), "測試", {CustomerClass.GENERAL: Rise(Decimal(5))}))
    turn(page, page.what_if)
    card = page.what_if.trial
    assert card.after.currentText() == "草案：試"
    card.delete.click()
    assert context.office.ask(DraftList()) == ()
    assert not card.delete.isEnabled()


# -- all customers ------------------------------------------------------------------------------------------------


def test_all_customers_are_sorted_by_what_a_visit_could_save(context: Context, small: SmallOffice, page: TariffsPage) -> None:
    keep_load(context, small.sites[0], usual_kw=400)
    turn(page, page.portfolio)
    rows = page.portfolio.gains.rows.rows()
    assert len(rows) == 2
    savings = [row.saving_ntd for row in rows]
    assert savings == sorted(savings, reverse=True)
    assert "1 戶尚無資料" in page.portfolio._line.text()


def test_opening_a_row_shows_that_customer(context: Context, small: SmallOffice, page: TariffsPage) -> None:
    keep_load(context, small.sites[0], usual_kw=400)
    turn(page, page.portfolio)
    row = next(row for row in page.portfolio.gains.rows.rows() if row.customer.id == small.sites[0].id)
    page.portfolio.gains.opened.emit(row)
    assert page.tabs.currentWidget() is page.contracts
    assert small.sites[0].name in page.picker.text()


def test_a_trial_of_all_customers_says_that_it_is_a_draft(context: Context, page: TariffsPage) -> None:
    context.office.do(CreateDraft("漲價", dt.date(2026, 4, 1), "測試", {CustomerClass.GENERAL: Rise(Decimal(5))}))
    turn(page, page.what_if)
    page.what_if.trial.everybody.click()
    assert page.tabs.currentWidget() is page.portfolio
    assert page.portfolio.effects.rows.row(0).effect_ntd > 0
    assert page.portfolio._line.text().startswith("草案")


def test_a_new_load_makes_the_list_of_all_customers_old(context: Context, small: SmallOffice, page: TariffsPage) -> None:
    turn(page, page.portfolio)
    keep_load(context, small.sites[1], usual_kw=300)
    page.desk.session.changed.emit(page.TOPICS)
    assert "重新計算" in page.portfolio._line.text()


def test_a_trial_opens_on_two_versions_that_differ_for_the_customer(page: TariffsPage) -> None:
    turn(page, page.what_if)
    trial, study = page.what_if.trial, page._study
    pair = trial.versions()
    assert study is not None and pair is not None
    keys = [next(each for each in trial._entries if each.version is version) for version in pair]
    assert prices_for(keys[0], study) != prices_for(keys[1], study)


def test_contracts_stand_side_by_side_and_savings_add_up_on_the_page(page: TariffsPage) -> None:
    """The sum is that of the lines above it; what stands instead says so and comes below it."""
    turn(page, page.savings)
    advised = page._study.advised if page._study else None
    assert advised is not None and page.savings.contracts.rows.rows() == advised.contracts
    lines = page.savings.tree.rows.rows()
    whole = next((place for place, line in enumerate(lines) if line.whole), None)
    if whole is None:
        assert advised.recommended is None and not lines
        return
    tops = [line for line in lines[:whole] if not line.depth]
    assert sum(line.ntd for line in tops) == lines[whole].ntd == advised.savings.total_ntd
    assert all("instead" in line.how.template for line in lines[whole + 1 :])
