"""Each list is written from the window as it is filtered; a calendar is one person's."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.builders import Keep, SmallOffice
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.services.office.context import Context
from visitplanner.ui.shell.main_window import MainWindow


def words(path: Path) -> set[object]:
    """What stands in the cells of a workbook."""
    return {cell.value for row in load_workbook(path).active.iter_rows() for cell in row}


def test_customers_and_cases_are_written_as_they_are_filtered(
    window: MainWindow, small: SmallOffice, context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.office.do(RaiseFollowUp(small.large.id, Raised("電表位置請協助遷移", Window.DESIGN)))
    asked = dict[str, str]()

    def chosen(_parent: object, title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked[title] = name
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    window.go("customers")
    page = window.page()
    page.search.setText(small.large.account)
    page.ask_export()
    qtbot.waitUntil((tmp_path / "用戶.xlsx").exists, timeout=15_000)
    assert small.large.name in words(tmp_path / "用戶.xlsx") and small.sites[0].name not in words(tmp_path / "用戶.xlsx")
    window.go("follow_ups")
    window.page().ask_export()
    qtbot.waitUntil((tmp_path / "案件.xlsx").exists, timeout=15_000)
    assert "電表位置請協助遷移" in words(tmp_path / "案件.xlsx") and asked == {"匯出清冊": "案件.xlsx"}


def test_the_years_visits_and_a_persons_calendar_are_written(
    window: MainWindow, small: SmallOffice, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    visit = small.visit()
    context.office.do(Keep((("visits", visit),)))
    window.go("planning")
    page = window.page()
    page.export_list_to(tmp_path / "visits.xlsx")
    qtbot.waitUntil((tmp_path / "visits.xlsx").exists, timeout=15_000)
    assert small.large.name in words(tmp_path / "visits.xlsx")
    page.ask_export_calendar()
    assert "逐人匯出" in window.notices.text
    page.person.set_value(visit.leader_id)
    page.export_calendar_to(tmp_path / "visits.ics")
    qtbot.waitUntil((tmp_path / "visits.ics").exists, timeout=15_000)
    (event,) = Calendar.from_ical((tmp_path / "visits.ics").read_bytes()).walk("VEVENT")
    assert small.large.name in event["SUMMARY"]
