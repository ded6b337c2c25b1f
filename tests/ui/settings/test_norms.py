"""排程基準 in 設定: the norms in words with their units, what is usual beside each, and the days nobody likes."""

from __future__ import annotations

import pytest

from visitplanner.domain.planning.year.norms import OfficeNorms
from visitplanner.services.office.context import Context
from visitplanner.services.planning.office_norms import NormsInForce, UntouchedWeeks
from visitplanner.ui.settings.norms import NormsTab
from visitplanner.ui.settings.page import SettingsPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def tab(window: MainWindow) -> NormsTab:
    window.go("settings", "norms")
    page = window.page()
    assert isinstance(page, SettingsPage) and page.tabs.tabText(page.tabs.currentIndex()) == "排程基準"
    return page.norms


def test_the_norms_begin_as_the_program_brings_them(tab: NormsTab) -> None:
    shown = {name: made.text() for name, made in tab.inputs.items()}
    assert shown == {
        "notice_days": "10",
        "leader_week": "2",
        "member_week": "2",
        "office_day": "6",
        "ahead_percent": "85",
        "weeks": "2",
    }
    assert tab._below["leader_week"].text() == "預設 2"


def test_norms_are_chosen_together_and_one_undo_takes_them_back(tab: NormsTab, context: Context, program: Program) -> None:
    tab.inputs["leader_week"].setText("3")
    tab.inputs["weeks"].setText("4")
    tab.apply()
    assert context.office.ask(NormsInForce()) == OfficeNorms(leader_week=3)
    assert context.office.ask(UntouchedWeeks()) == 4
    program.session.undo()
    assert context.office.ask(NormsInForce()) == OfficeNorms()
    assert context.office.ask(UntouchedWeeks()) == 2
    assert tab.inputs["weeks"].text() == "2"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("leader_week", "0", "不在 1 到 10"),
        ("notice_days", "兩週", "不是整數"),
        ("ahead_percent", "", "不是整數"),
        ("weeks", "27", "0 至 26"),
    ],
)
def test_a_number_out_of_reason_is_refused_beside_it_and_nothing_changes(
    tab: NormsTab, context: Context, name: str, text: str, why: str
) -> None:
    tab.inputs["office_day"].setText("8")
    tab.inputs[name].setText(text)
    tab.apply()
    assert why in tab.refusal_of(name)
    assert context.office.ask(NormsInForce()) == OfficeNorms()
    tab.inputs[name].setText("5")
    tab.apply()
    assert not tab.refusal_of(name)
    assert context.office.ask(NormsInForce()).office_day == 8


def test_the_usual_norms_come_back_with_one_button(tab: NormsTab, context: Context) -> None:
    tab.inputs["member_week"].setText("5")
    tab.apply()
    tab.usual.click()
    assert tab.inputs["member_week"].text() == "2"
    tab.apply()
    assert context.office.ask(NormsInForce()) == OfficeNorms()


def test_the_days_nobody_likes_are_named(tab: NormsTab) -> None:
    assert "連續放假 3 天以上的前一個工作天" in tab.avoided.text()
    assert "115 年：" in tab.avoided.text() and "2/13" in tab.avoided.text()


def test_ctrl_k_leads_to_the_norms(window: MainWindow) -> None:
    window.go("settings")
    palette = window.open_palette()
    palette.field.setText("排程基準")
    assert palette.shown()[:1] == ["排程基準"]
    palette.close()
