"""The tray tells the reminders once a day, and nothing where it is switched off or nothing wants doing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from tests.builders import Keep, SmallOffice
from visitplanner.services.office.context import Context
from visitplanner.ui.home.page import HomePage
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.tray import TrayWatch


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    shown: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(TrayWatch, "show_note", lambda _self, title, words: shown.append(f"{title} {words}"))
    return shown


def watch(window: MainWindow) -> TrayWatch:
    return next(one for one in window.watches if isinstance(one, TrayWatch))


def test_one_note_a_day(context: Context, small: SmallOffice, window: MainWindow, told: list[str]) -> None:
    tray = watch(window)
    tray.tell([])
    assert told == [], "nothing wants doing"
    context.office.do(Keep((("visits", small.visit()),)))
    tray.look()
    tray.look()
    assert told == ["提醒 2 項 備妥簡報 1 · 回復用戶意見 1"]
    assert window.state().told_on == "2026-03-16"
    tray._go()
    assert isinstance(window.page(), HomePage)
    tray.stop()


def test_nothing_is_told_where_it_is_switched_off(
    context: Context, small: SmallOffice, window: MainWindow, told: list[str]
) -> None:
    context.office.do(Keep((("visits", small.visit()),)))
    window._desk.keep_state(replace(window.state(), tray=False))
    watch(window).look()
    assert told == []


def test_reminders_stand_on_the_home_page_and_lead_there(context: Context, small: SmallOffice, window: MainWindow) -> None:
    coming = small.visit()
    context.office.do(Keep((("visits", coming),)))
    window.show()
    window.go("home")
    page = window.page()
    assert isinstance(page, HomePage)
    page.refresh()
    assert not page.reminders.isHidden()
    dialog = page.open_reminders()
    assert dialog is not None
    dialog.table.opened.emit(dialog.table.rows.row(0))
    assert window.page() is not page
