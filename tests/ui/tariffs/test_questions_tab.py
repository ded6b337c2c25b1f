"""可問的事: the questions customers ask, answered on the page."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLabel

from tests.builders import Keep, SmallOffice, customer
from tests.ui.tariffs.test_tariffs_page import keep_load, tariffs, turn
from visitplanner import i18n
from visitplanner.domain.tariffs.answers.dated_figures import DATED_FIGURES, DatedFigure, Figure
from visitplanner.services.answers.sites import TogetherInCompany
from visitplanner.services.answers.told import company_told
from visitplanner.services.office.context import Context
from visitplanner.services.records.records import AddRecord
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.questions.asking import QUESTIONS
from visitplanner.ui.tariffs.questions.questions_tab import QuestionsTab


@pytest.fixture
def tab(context: Context, small: SmallOffice, window: MainWindow) -> QuestionsTab:
    keep_load(context, small.large)
    page = tariffs(window)
    turn(page, page.questions)
    return page.questions


def choose(tab: QuestionsTab, key: str) -> None:
    tab.side.setCurrentRow([question.key for question in QUESTIONS].index(key))


def text(tab: QuestionsTab) -> str:
    """All that is told now."""
    items = (tab._told.itemAt(place) for place in range(tab._told.count()))
    shown = (item.widget() for item in items if item is not None)
    return "\n".join(each.text() for each in shown if isinstance(each, QLabel))


def test_the_first_question_is_answered_at_once_and_names_what_is_missing(tab: QuestionsTab) -> None:
    assert "契約容量最早可變更日：未知" in text(tab)
    assert "尚未登錄：線路設置費" in text(tab)


@pytest.mark.parametrize(
    ("key", "given", "told"),
    [
        ("capacitors", {"power_factor": "82", "price": "600"}, "年回收"),
        ("solar", {"kwp": "300", "kwh_a_day": "3.2"}, "無雲"),
        ("battery", {"kw": "100", "kwh": "300", "efficiency": "88"}, "僅於離峰時間充電"),
        ("standby", {"kw": "500"}, "第七章第一節"),
        ("generation", {"kw": "500", "month": "7", "hours": "20"}, "第七章第2節"),
        ("temporary", {"kw": "100", "days": "15", "kwh": "5000", "month": "7"}, "臨時用電"),
        ("wheeling", {"price": "5.2"}, "0.3052"),
    ],
)
def test_a_question_is_answered_with_the_numbers_given(tab: QuestionsTab, key: str, given: dict[str, str], told: str) -> None:
    choose(tab, key)
    for name, number in given.items():
        tab.fields[name].setText(number)
    tab.work_out.click()
    assert told in text(tab)


def test_what_is_missing_or_no_number_is_said_in_its_place(tab: QuestionsTab) -> None:
    choose(tab, "solar")
    assert "未收錄" in text(tab)
    tab.work_out.click()
    assert "尚缺：裝置容量" in text(tab)
    tab.fields["kwp"].setText("很多")
    tab.work_out.click()
    assert "很多" in text(tab)


def test_carbon_is_told_once_the_office_entered_a_factor(tab: QuestionsTab) -> None:
    choose(tab, "carbon")
    assert "無係數即不提供數字" in text(tab)
    factor = DatedFigure(figure=Figure.CARBON, first_on=dt.date(2025, 1, 1), amount=4740, source="公告文號")
    tab.desk.session.do(AddRecord(DATED_FIGURES, factor))
    assert "公斤 CO2e" in text(tab) and "公告文號" in text(tab)


def test_one_year_of_load_has_no_year_before_and_one_customer_no_peers(tab: QuestionsTab) -> None:
    choose(tab, "last_year")
    assert "兩年皆有" in text(tab)
    choose(tab, "peers")
    assert "行業" in text(tab) or "同行業" in text(tab)


def test_accounts_of_one_company_are_billed_as_one_on_the_page(context: Context, small: SmallOffice, window: MainWindow) -> None:
    """Another account of the company without a load says what to import; with one, apart and as one are told."""
    keep_load(context, small.sites[0], usual_kw=700)
    page = tariffs(window, small.sites[0].id)
    turn(page, page.questions)
    choose(page.questions, "merge")
    assert "沒有其他電號的用電資料" in text(page.questions)
    keep_load(context, small.sites[1], usual_kw=400)
    page.questions.compute()
    told = text(page.questions)
    assert small.sites[1].name in told and "併" in told and "元" in told
    assert "一併併戶" not in told, "one other account is no several"


def test_three_accounts_of_one_company_are_billed_as_one_too(context: Context, small: SmallOffice, window: MainWindow) -> None:
    """Beside each pair, all of them; the whole is billed on the sum of the three contracts."""
    third = customer("05123456799", small.company, 500)
    context.office.do(Keep((("customers", third),)))
    for each, kw in ((small.sites[0], 700), (small.sites[1], 400), (third, 300)):
        keep_load(context, each, usual_kw=kw)
    found = context.office.ask(TogetherInCompany(small.sites[0]))
    assert [len(others) for others, _ in found] == [1, 1, 2]
    assert found[-1][1].whole.contracts[0] == 1200 + 800 + 500
    assert "與其餘 2 個電號一併併戶" in "\n".join(i18n.language().say(line.text) for line in company_told(found).lines)
