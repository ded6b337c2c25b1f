"""可問的事: the questions customers ask, answered on the page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.builders import Keep, SmallOffice, customer
from tests.ui.tariffs.test_tariffs_page import FIRST, keep_load, tariffs, turn
from visitplanner import i18n
from visitplanner.domain.tariffs.answers.dated_figures import DATED_FIGURES, DatedFigure, Figure
from visitplanner.services.answers.sites import TogetherInCompany
from visitplanner.services.answers.told import company_told
from visitplanner.services.office.context import Context
from visitplanner.services.records.records import AddRecord
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.questions.asking import QUESTIONS
from visitplanner.ui.tariffs.questions.inputs import FileInput
from visitplanner.ui.tariffs.questions.questions_tab import QuestionsTab
from visitplanner.ui.widgets.fields import Choice


@pytest.fixture
def tab(context: Context, small: SmallOffice, window: MainWindow) -> QuestionsTab:
    keep_load(context, small.large)
    page = tariffs(window)
    turn(page, page.questions)
    return page.questions


def choose(tab: QuestionsTab, key: str) -> None:
    tab.side.setCurrentRow([question.key for question in QUESTIONS].index(key))


def write(tab: QuestionsTab, key: str, given: str) -> None:
    """Into a field of any shape."""
    field = tab.fields[key]
    if isinstance(field, Choice):
        field.set_value(given)
    else:
        (field.path if isinstance(field, FileInput) else field).setText(given)


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
        ("loop", {}, "第五章第五條"),
        ("generation", {"kw": "500", "hours": "7=20"}, "第七章第二節"),
        ("temporary", {"kw": "100", "days": "15", "kwh": "5000", "month": "7"}, "臨時用電"),
        ("wheeling", {"price": "5.2"}, "0.3052"),
    ],
)
def test_a_question_is_answered_with_the_numbers_given(tab: QuestionsTab, key: str, given: dict[str, str], told: str) -> None:
    choose(tab, key)
    for name, number in given.items():
        write(tab, name, number)
    tab.work_out.click()
    assert told in text(tab)


def test_what_is_missing_or_no_number_is_said_in_its_place(tab: QuestionsTab) -> None:
    choose(tab, "solar")
    assert "未收錄" in text(tab)
    tab.work_out.click()
    assert "尚缺：裝置容量" in text(tab)
    write(tab, "kwp", "很多")
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


def test_a_measured_profile_is_read_from_its_file(tab: QuestionsTab, tmp_path: Path) -> None:
    """No simple sun is asked for then, and nothing is said of clouds; a file of other days or none is refused in its place."""
    choose(tab, "solar")
    file = tmp_path / "sun.csv"
    write_generation(file, FIRST, 365)
    write(tab, "profile", str(file))
    tab.work_out.click()
    assert "度" in text(tab) and "無雲" not in text(tab)
    write_generation(file, FIRST, 30)
    tab.work_out.click()
    assert "請提供相同日期" in text(tab)
    write(tab, "profile", str(tmp_path / "none.csv"))
    tab.work_out.click()
    assert "none.csv" in text(tab)


def write_generation(file: Path, first: dt.date, days: int) -> None:
    """200 kW from 09:00 to 15:00 of every day."""
    stamps = (dt.datetime.combine(first, dt.time()) + dt.timedelta(minutes=15 * slot) for slot in range(96 * days))
    rows = (f"{stamp:%Y-%m-%d %H:%M},{200 if 9 <= stamp.hour < 15 else 0}" for stamp in stamps)
    file.write_text("time,kW\n" + "\n".join(rows) + "\n", encoding="utf-8")


def test_standby_of_cogeneration_is_asked_with_all_that_section_3_knows(tab: QuestionsTab) -> None:
    """What the text leaves open is said with how it was read; what another section does not know is refused in its place."""
    choose(tab, "generation")
    given = {"kw": "500", "generator": "cogeneration", "hours": "2=40、7＝20", "maintenance": "2=14", "maintained": "2=30"}
    for key, each in {**given, "failures": "3=1", "highest_kw": "7=600", "old": "old"}.items():
        write(tab, key, each)
    tab.work_out.click()
    told = text(tab)
    assert "第七章第三節" in told and told.count("另有讀法") == 3 and "以環路或兩回線以上" in told
    write(tab, "hours", "13=2")
    tab.work_out.click()
    assert "7=20, 8=5" in text(tab)
    write(tab, "hours", "7=20")
    write(tab, "generator", "own")
    tab.work_out.click()
    assert "第三至五節才有" in text(tab) and "元" not in text(tab)


def test_a_customers_own_feeder_costs_less(tab: QuestionsTab) -> None:
    choose(tab, "standby")
    write(tab, "kw", "500")
    shares = {}
    for owner in ("taipower", "own", "own_underground"):
        write(tab, "owner", owner)
        tab.work_out.click()
        shares[owner] = [int(each) for each in re.findall(r"(\d+)(?:\.\d+)? ?%", text(tab))][:2]
    assert shares == {"taipower": [10, 15], "own": [0, 5], "own_underground": [5, 10]}
