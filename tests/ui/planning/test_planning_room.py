"""What there is room for: three visits of a day in a month of six weeks, whole names in a narrow week, no page that scrolls
sideways, and crowded days told in full where a cell cannot show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.builders import Keep, SmallOffice
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.planning.year_overview import pace_of
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.planning import dragging
from visitplanner.ui.planning.board import geometry
from visitplanner.ui.planning.board.painting import first_that_fits
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.card import WIDTH as CARD_WIDTH
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.view_bar import LIST, YEAR
from visitplanner.ui.planning.year.bars import BeforeAfterBars
from visitplanner.ui.planning.year.geometry import YearCell
from visitplanner.ui.planning.year.sheet import YearSheet
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow

AUGUST = dt.date(2026, 8, 1)
WEDNESDAY = dt.date(2026, 3, 18)
SMALLEST = (960, 600)


def rows_on(day: dt.date, count: int) -> list[VisitRow]:
    visits = [
        Visit(
            subject_kind=SubjectKind.LARGE,
            subject_id=uuid4(),
            year=2026,
            ordinal=number,
            day=day,
            slot=Slot.AM,
            leader_id=uuid4(),
        )
        for number in range(1, count + 1)
    ]
    return [VisitRow(visit, f"虛構第{visit.ordinal}用戶", "", "", "林課長", ()) for visit in visits]


def page_of(window: MainWindow) -> PlanningPage:
    window.go("planning")
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    return shown


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_three_visits_of_a_day_fit_a_month_of_six_weeks_at_every_height(scale: float) -> None:
    rows = rows_on(dt.date(2026, 8, 12), 3)
    for tenth in range(3000, 7000, 7):
        scene = geometry.Scene(rows, {}, width=900, height=tenth / 10 * scale, scale=scale)
        shown = geometry.arrange_month(scene, AUGUST)
        cell = next(cell.box for cell in shown.cells if cell.place.day == rows[0].visit.day)
        assert (len(shown.blocks), shown.mores) == (3, ()), tenth
        assert all(cell.contains(block.box) for block in shown.blocks), tenth
        assert all(one.box.bottom() <= two.box.top() for one, two in zip(shown.blocks, shown.blocks[1:], strict=False))


def test_a_narrow_week_gives_a_name_two_lines_and_a_wide_one_needs_no_more_than_one() -> None:
    rows = rows_on(WEDNESDAY, 1)
    for width, high in ((508, geometry.BLOCK_DEEP), (912, geometry.BLOCK_TALL)):
        shown = geometry.arrange_week(geometry.Scene(rows, {}, width=width, height=340), WEDNESDAY)
        assert shown.blocks[0].box.height() == high


def test_what_fits_is_measured() -> None:
    picture = QImage(10, 10, QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    texts = ("3/18（三）", "3/18 三", "18 三", "18")
    widths = [painter.fontMetrics().horizontalAdvance(text) for text in texts]
    assert [first_that_fits(painter, texts, width) for width in widths] == list(texts)
    assert first_that_fits(painter, texts, 1) == "18"
    painter.end()


@pytest.mark.parametrize("language", ["zh_TW", "en"])
def test_no_view_needs_more_breadth_than_a_small_window_has(
    context: Context, small: SmallOffice, program: Program, language: str
) -> None:
    context.office.do(Keep((("visits", small.visit()),)))
    window = program.open(replace(WindowState(), theme=Theme.LIGHT, language=language))
    window.resize(*SMALLEST)
    window.show()
    page = page_of(window)
    for view in (View.MONTH, View.WEEK, View.PEOPLE, LIST, YEAR):
        page.bar.choose(view)
        QTest.qWait(0)
        assert page.minimumSizeHint().width() <= page.breadth, view
        assert page.tools.lines == 1, view


def test_the_card_that_has_the_page_to_itself_keeps_its_reasons_in_sight(
    context: Context, small: SmallOffice, window: MainWindow
) -> None:
    reasons = (said("The members go in turn."),)
    visit = small.visit(state=VisitState.SUGGESTED, reasons=reasons)
    context.office.do(Keep((("visits", visit),)))
    window.resize(911, 512)
    window.go("planning", visit.id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    QTest.qWait(0)
    assert not page.middle.isVisible()
    tops = {each.mapTo(page.card, QPoint(0, 0)).y() for each in page.card.buttons.values() if each.isVisible()}
    assert len(tops) == 1
    (why,) = [each for each in page.card.findChildren(QLabel) if each.text() == page.language.say(reasons[0])]
    assert not why.visibleRegion().isEmpty()
    page.close_card()
    window.resize(1366, 768)
    page.arrive(visit.id)
    QTest.qWait(0)
    assert page.middle.isVisible() and page.card.width() == style.look().px(CARD_WIDTH)


def test_a_month_without_visits_before_and_after_has_neither_figure_nor_line(
    qtbot: QtBot, small: SmallOffice, window: MainWindow
) -> None:
    page = page_of(window)
    facts = page.hand.facts
    assert facts is not None
    bars = BeforeAfterBars(page.language, "", "")
    qtbot.addWidget(bars)
    bars.resize(960, bars.height())
    may = dt.date(2026, 5, 6)
    after = pace_of([(may, small.supervisor.id)], facts.norms)
    bars.show_bars(facts.months, pace_of((), facts.norms), replace(after, days={}))
    picture = bars.grab().toImage()
    wide, top, foot = 960 // 12, style.look().px(28), bars.height() - style.look().px(22)

    def colours(month: int) -> int:
        """The most colours that one line of pixels of a month has, its foot included."""
        across = range((month - 1) * wide + 4, month * wide - 4)
        return max(len({picture.pixel(x, y) for x in across}) for y in range(top, foot + 1))

    assert colours(1) == 1
    assert colours(5) > 1


def test_a_crowded_day_names_everybody_under_the_pointer(context: Context, small: SmallOffice, window: MainWindow) -> None:
    leaders = [small.supervisor.id] * 12 + [small.manager.id] * 8
    many = [small.visit(ordinal=number, leader_id=leader) for number, leader in enumerate(leaders, 1)]
    context.office.do(Keep(tuple(("visits", one) for one in many)))
    page = page_of(window)
    (cell,) = [cell for cell in page.board.arrangement.cells if cell.count]
    words = page.board.tip_at(cell.box.topLeft() + QPointF(10, 8)).splitlines()
    assert words == ["115/03/18（三） 共 20 件", "林課長 12、王經理 8"]


def played(sheet: YearSheet, months: dict[int, YearCell], tips: dict[int, str], taken: list[int]) -> type[QDrag]:
    """A drag over one month after the other, let go over those that take it: no desktop is there to carry anything."""

    class PlayedDrag(QDrag):
        def exec(self, *_actions: object) -> Qt.DropAction:  # pyright: ignore[reportIncompatibleMethodOverride]
            held = (Qt.DropAction.MoveAction, self.mimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
            for month, cell in months.items():
                point = cell.top.center()
                QApplication.sendEvent(sheet, QDragEnterEvent(point.toPoint(), *held))
                move = QDragMoveEvent(point.toPoint(), *held)
                QApplication.sendEvent(sheet, move)
                tips[month] = sheet.tip_at(point)
                if move.isAccepted():
                    taken.append(month)
                    QApplication.sendEvent(sheet, QDropEvent(point, *held))
            return Qt.DropAction.MoveAction

    return PlayedDrag


def test_a_visit_goes_from_month_to_month_of_the_sheet_by_mouse_alone(
    context: Context, small: SmallOffice, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = small.visit()
    context.office.do(Keep((("visits", visit),)))
    window.resize(1366, 768)
    page = page_of(window)
    page.bar.choose(YEAR)
    sheet = page.year_view.sheet
    sheet.unfold(None)
    march, may = sheet.cell_of(0, 2), sheet.cell_of(0, 4)
    assert march is not None and may is not None
    tips, taken = dict[int, str](), list[int]()
    monkeypatch.setattr(dragging, "QDrag", played(sheet, {3: march, 5: may}, tips, taken))
    start = sheet.arrangement.chips[0].box.center().toPoint()
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=start)
    end = QPointF(start + QPoint(150, 0))
    moved = (Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(sheet, QMouseEvent(QEvent.Type.MouseMove, end, sheet.mapToGlobal(end), *moved))
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=end.toPoint())
    assert taken == [5]
    assert tips[3].splitlines() == ["3 月", "這次洽訪已在這個月。"]
    assert tips[5].startswith("將排在 115/05/")
    (kept,) = [row.visit for row in context.office.ask(VisitList()) if row.visit.id == visit.id]
    assert (kept.day.year, kept.day.month) == (2026, 5)
    assert not sheet.carrying and not page.card.isVisible()
    chips = {chip.row.visit.id: chip.box for chip in sheet.arrangement.chips}
    assert may.box.left() <= chips[visit.id].center().x() <= may.box.right()
