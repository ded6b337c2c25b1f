"""情資: sums of the year, four lists, the workbook, and what is different since the last submission."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from visitplanner.domain.customers.industries import Industry
from visitplanner.domain.intelligence.cards import INTELLIGENCE, Confidentiality, IntelligenceCard
from visitplanner.i18n import Language, language
from visitplanner.services.intelligence.roll_up import IntelligenceFor
from visitplanner.services.office.context import Context
from visitplanner.services.records.records import AddRecord, ChangeRecord
from visitplanner.ui.intelligence.columns import CHANGED, INDUSTRIES, MONTHS_OF_YEAR
from visitplanner.ui.intelligence.page import BY_INDUSTRY, CARDS, SINCE, IntelligencePage
from visitplanner.ui.intelligence.presenter import change_lines, industry_lines, month_lines
from visitplanner.ui.shell.main_window import MainWindow


def kept(context: Context, small: SmallOffice, **facts: Any) -> IntelligenceCard:
    card = IntelligenceCard(
        **{"subject_id": small.large.id, "industry": Industry.STEEL, "collected_on": dt.date(2026, 3, 2), **facts}
    )
    return context.office.do(AddRecord(INTELLIGENCE, card)).value


@pytest.fixture
def plan(context: Context, small: SmallOffice) -> IntelligenceCard:
    kept(context, small, industry=Industry.SEMICONDUCTORS, planned_kw=70, planned_month=dt.date(2027, 1, 1))
    sealed = Confidentiality.SEALED
    return kept(
        context,
        small,
        planned_kw=6000,
        planned_month=dt.date(2026, 9, 1),
        probability=60,
        expansion="電爐",
        confidentiality=sealed,
    )


def shown(window: MainWindow) -> IntelligencePage:
    window.go("intelligence")
    page = window.page()
    assert isinstance(page, IntelligencePage)
    return page


def test_the_sums_of_the_year_stand_above_the_industries(plan: IntelligenceCard, window: MainWindow) -> None:
    page = shown(window)
    assert [figure.text() for figure in page.figures] == ["6.000 MW", "0 MW", "3.600 MW", "0 MW"]
    assert [line.name for line in page.industries.rows.rows()] == ["半導體", "鋼鐵業"]
    assert "先前未曾陳報" in page.state_line.text() and "未填機率 1 筆" in page.state_line.text()
    page.year.set_value(2027)
    page.refresh()
    assert page.figures[0].text() == "0.070 MW" and page.figures[2].text() == "— MW"


def test_what_changes_after_a_submission_is_listed_and_opens_its_card(
    plan: IntelligenceCard, context: Context, window: MainWindow
) -> None:
    page = shown(window)
    page.keep_submitted()
    assert "之後異動 0 筆" in page.state_line.text()
    context.office.do(ChangeRecord(INTELLIGENCE, replace(plan, planned_kw=7000)))
    page.refresh()
    page.shown.choose(SINCE)
    (line,) = page.changes.rows.rows()
    assert line.name == "虛構食品股份有限公司", "the office's own window names whom headquarters is not told"
    page.changes.opened.emit(line)
    assert page.shown.value() == CARDS
    record = page.chosen_record()
    assert record is not None and record[0] == plan.id
    page.shown.choose(BY_INDUSTRY)
    assert page.chosen_record() is None


def test_a_submission_is_taken_back(plan: IntelligenceCard, context: Context, window: MainWindow) -> None:
    page = shown(window)
    page.keep_submitted()
    window._desk.session.undo()
    assert context.office.ask(IntelligenceFor(2026)).last is None
    assert "先前未曾陳報" in page.state_line.text()


def test_the_workbook_is_written_where_one_says(plan: IntelligenceCard, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    page = shown(window)
    page.export_to(tmp_path / "情資.xlsx")
    qtbot.waitUntil((tmp_path / "情資.xlsx").exists, timeout=15_000)
    assert load_workbook(tmp_path / "情資.xlsx").sheetnames == ["各年彙總", "逐月", "情資卡", "異動"]


def test_an_empty_page_teaches_and_offers_nothing_it_cannot_do(small: SmallOffice, window: MainWindow) -> None:
    page = shown(window)
    assert not page.submit.isEnabled() and not page.write.isEnabled() and page.new.isEnabled()
    form = page.open_new()
    assert form.windowTitle() == "新增情資卡"
    form.reject()


def test_the_filter_looks_through_the_list_that_is_shown(plan: IntelligenceCard, window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    page.focus_filter()
    page.search.setText("鋼鐵")
    qtbot.waitUntil(lambda: [line.name for line in page.industries.rows.rows()] == ["鋼鐵業"], timeout=5_000)


def readable(columns: Any, rows: Any, words: Language) -> bool:
    return all(column.written(row, words) for column in columns for row in rows)


@pytest.mark.parametrize("code", ["zh_TW", "en"])
def test_every_cell_can_be_read(plan: IntelligenceCard, context: Context, code: str) -> None:
    words = language(code)
    overview = context.office.ask(IntelligenceFor(2026))
    lists: tuple[tuple[Any, Any], ...] = (
        (INDUSTRIES, industry_lines(overview.roll_up, words)),
        (MONTHS_OF_YEAR, month_lines(overview.roll_up)),
        (CHANGED, change_lines(overview)),
    )
    for columns, rows in lists:
        assert readable(columns, rows, words)
    september = month_lines(overview.roll_up)[8]
    assert MONTHS_OF_YEAR[-1].written(september, words).endswith("6.000")
