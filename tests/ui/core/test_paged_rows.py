"""A table of many rows asks for what is seen; what stands further down comes when somebody goes there, nothing is left out."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from visitplanner.domain.core.messages import said
from visitplanner.i18n import language
from visitplanner.ui.core.paged_rows import A_PART, Wanted
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.widgets.table import PagedTable

COLUMNS = (Column[int]("number", said("Number"), lambda number: number), Column[int]("half", said("Half"), lambda n: n // 2))


@dataclass
class Source:
    """A store of whole numbers that answers when it is told to."""

    held: list[int] = field(default_factory=lambda: list(range(1000)))
    asked: list[Wanted] = field(default_factory=list)
    table: PagedTable | None = None

    def ask(self, wanted: Wanted) -> None:
        self.asked.append(wanted)

    def answer(self, place: int = -1) -> None:
        assert self.table is not None
        wanted = self.asked[place]
        fitting = [
            number for number in self.held if wanted.text in str(number) and (wanted.which is None or number % wanted.which == 0)
        ]
        fitting.sort(reverse=wanted.descending)
        self.table.pages.take(wanted, fitting[wanted.first :][: wanted.count], len(fitting), len(self.held))


@pytest.fixture
def source(qtbot: QtBot, qapp: object) -> Source:
    made = Source()
    made.table = PagedTable(COLUMNS, language(), lambda number: number, "numbers", made.ask)
    made.table.resize(400, 300)
    qtbot.addWidget(made.table)
    made.table.show()
    return made


@pytest.fixture
def table(source: Source) -> PagedTable:
    assert source.table is not None
    source.table.pages.refresh()
    source.answer()
    return source.table


def test_nothing_is_asked_before_somebody_looks(source: Source) -> None:
    assert source.table is not None
    source.table.pages.search("1")
    source.table.sort_by("number")
    assert source.asked == []
    source.table.pages.refresh()
    assert [(wanted.text, wanted.sort, wanted.first, wanted.count) for wanted in source.asked] == [("1", "number", 0, A_PART)]


def test_the_next_part_comes_when_somebody_scrolls_to_the_end_of_the_last(source: Source, table: PagedTable) -> None:
    assert table.rows.rowCount() == A_PART
    table.scrollToBottom()
    assert source.asked[-1].first == A_PART
    table.scrollToBottom()
    assert len(source.asked) == 2
    source.answer()
    assert list(table.rows.rows()) == list(range(2 * A_PART))


def test_a_sort_and_a_search_are_the_stores_and_begin_at_the_top(source: Source, table: PagedTable) -> None:
    table.sort_by("number", descending=True)
    source.answer()
    assert table.rows.row(0) == 999
    table.pages.search(" 99 ")
    source.answer()
    assert table.rows.rows() == (999, *range(998, 989, -1), 899, 799, 699, 599, 499, 399, 299, 199, 99)
    assert table.rows.total() == 1000
    assert table.pages.complete


def test_an_answer_that_somebody_no_longer_waits_for_is_passed_over(source: Source, table: PagedTable) -> None:
    table.pages.search("7")
    table.pages.search("77")
    source.answer(-2)
    assert table.rows.rowCount() == A_PART
    source.answer()
    assert 77 in table.rows.rows() and 7 not in table.rows.rows()


def test_of_two_refreshes_the_later_is_shown(source: Source, table: PagedTable) -> None:
    table.pages.refresh()
    table.pages.refresh()
    source.answer(-2)
    source.held = source.held[1:]
    source.answer()
    assert table.rows.row(0) == 1


def test_a_refresh_keeps_the_row_at_hand_and_everything_that_was_scrolled_to(source: Source, table: PagedTable) -> None:
    table.scrollToBottom()
    source.answer()
    table.show_key(300)
    source.held.remove(17)
    table.pages.refresh()
    source.answer()
    assert table.current() == 300
    assert table.rows.rowCount() == 2 * A_PART
    assert table.verticalScrollBar().value() > 0


def test_who_selects_everything_copies_everything(source: Source, table: PagedTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    source.answer()
    table.copy()
    assert QGuiApplication.clipboard().text().count("\n") == 1000
    assert len(table.chosen()) == 1000


def test_who_goes_to_the_end_sees_the_last_row(source: Source, table: PagedTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    source.answer()
    assert table.current() == 999


def test_a_filter_of_the_page_is_the_stores_too(source: Source, table: PagedTable) -> None:
    table.pages.choose(100)
    source.answer()
    assert table.rows.rows() == (0, 100, 200, 300, 400, 500, 600, 700, 800, 900)
