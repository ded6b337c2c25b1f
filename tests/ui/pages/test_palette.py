"""Ctrl+K: today first, what was looked at last, kinds under headings, keys at the right, ending last, 找不到 said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.customers.customers import Contact
from visitplanner.services.office.context import Context
from visitplanner.ui.pages.palette import KEYS, Palette
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def full(context: Context, small: SmallOffice, clock: Clock) -> SmallOffice:
    """A visit today, another to come, and a contact."""
    today = small.visit(day=clock.today, subject_id=small.park.id)
    contact = Contact(customer_id=small.large.id, name="簡聯絡", phone="02-2222-3333")
    context.office.do(Keep((("visits", today), ("visits", small.visit()), ("contacts", contact))))
    return small


def looked_up(palette: Palette, text: str) -> list[str]:
    palette.field.setText(text)
    palette._look_up()
    return palette.shown()


def test_it_opens_on_today_s_visits_and_ending_comes_last(full: SmallOffice, window: MainWindow) -> None:
    palette = window.open_palette()
    assert palette.headings()[0] == "今天的洽訪"
    assert palette.shown()[0] == full.park.name
    assert palette.headings()[-1] == "結束程式" and palette.shown()[-1] == "結束"
    palette._run()  # Enter at once leads to the visit, it ends nothing
    assert window.isVisible() and window.page().title.text() == "行程"


def test_what_was_looked_at_stands_at_the_top(full: SmallOffice, window: MainWindow) -> None:
    window.go("customers", full.large.id)
    window.go("customers", full.group.id)
    window.go("home")
    palette = window.open_palette()
    assert palette.headings()[:2] == ["今天的洽訪", "最近看過"]
    assert palette.shown()[1:3] == [full.group.name, full.large.name]
    palette.list.setCurrentRow(3)
    palette._run()
    assert window.page().subject() == full.group.id


@pytest.mark.parametrize(
    ("typed", "heading", "first"),
    [
        ("虛構食品", "用戶", "虛構食品股份有限公司"),
        ("０５１２３４５６７８９", "用戶", "虛構食品股份有限公司"),
        ("食品 有限", "用戶", "虛構食品股份有限公司"),
        ("調降", "案件", "評估調降契約容量"),
        ("簡聯", "聯絡人", "聯絡人「簡聯絡」"),
        ("工業區", "洽訪", "虛構工業區"),
        ("匯入用戶", "指令", "匯入用戶名單"),
    ],
)
def test_a_few_signs_find_every_kind_of_thing(
    full: SmallOffice, window: MainWindow, typed: str, heading: str, first: str
) -> None:
    window.go("customers")
    palette = window.open_palette()
    shown = looked_up(palette, typed)
    assert first in shown
    assert heading in palette.headings()
    palette.reject()


def test_nothing_found_is_said_and_enter_does_nothing(window: MainWindow) -> None:
    palette = window.open_palette()
    assert looked_up(palette, "沒有這種東西") == []
    assert palette.nothing.isVisible() and "沒有這種東西" in palette.nothing.text()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible() and window.isVisible()
    assert looked_up(palette, "首頁") and not palette.nothing.isVisible()


def test_keys_stand_at_the_right_and_words_do_not_reach_them(window: MainWindow) -> None:
    palette = window.open_palette()
    items = [palette.list.item(number) for number in range(palette.list.count())]
    keyed = {item.text(): item.data(KEYS) for item in items if item.data(KEYS)}
    assert keyed["首頁"] == "Ctrl+1" and keyed["結束"] == "Ctrl+Q"
    metrics = palette.list.fontMetrics()
    for item in (each for each in items if each.data(KEYS)):
        box = QRectF(palette.list.visualItemRect(item))
        assert metrics.horizontalAdvance(item.text()) + metrics.horizontalAdvance(item.data(KEYS)) + 60 < box.width()


def test_arrow_keys_pass_headings_over_and_stop_at_the_ends(qtbot: QtBot, full: SmallOffice, window: MainWindow) -> None:
    palette = window.open_palette()
    for _ in range(80):
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
        assert palette._shown[palette.list.currentRow()] is not None
    assert palette.list.currentItem().text() == "結束"
    for _ in range(80):
        QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 1


def test_a_name_that_begins_so_comes_before_one_that_merely_holds_it(
    context: Context, full: SmallOffice, window: MainWindow
) -> None:
    other = replace(full.large, id=full.other.id, account="05999999999", name="食品包裝有限公司")
    context.office.do(Keep((("customers", other),)))
    palette = window.open_palette()
    assert looked_up(palette, "食品")[:2] == ["食品包裝有限公司", "虛構食品股份有限公司"]
