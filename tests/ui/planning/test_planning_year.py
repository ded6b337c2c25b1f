"""年: the year on one screen and the strip above the calendar, by mouse and keyboard; a drop on a month finds its day."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.builders import SmallOffice
from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.planning.year_overview import By
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.planning.board.offers import Dragged, Place, dragged
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.board.tray import what
from visitplanner.ui.planning.forms import auto_plan
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.view_bar import YEAR
from visitplanner.ui.planning.year.geometry import YearCell
from visitplanner.ui.planning.year.months import MonthPlace, MonthTarget
from visitplanner.ui.planning.year.sheet import YearSheet
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow

MARCH, MAY = 2, 4


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auto_plan, "SECONDS", 0)


@pytest.fixture
def page(visit: Visit, window: MainWindow) -> PlanningPage:
    window.resize(1366, 768)
    window.go("planning")
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    shown.bar.choose(YEAR)
    return shown


@pytest.fixture
def sheet(page: PlanningPage) -> YearSheet:
    return page.year_view.sheet


def kept(context: Context, visit: Visit) -> Visit:
    return next(row.visit for row in context.office.ask(VisitList()) if row.visit.id == visit.id)


def row_of(page: PlanningPage, visit: Visit) -> VisitRow:
    row = page.hand.facts.visit(visit.id)  # pyright: ignore[reportOptionalMemberAccess]
    assert row is not None
    return row


def cell(sheet: YearSheet, name: str, month: int) -> YearCell:
    line = next(n for n, line in enumerate(sheet.shown.lines) if sheet.shown.names[line.key][0] == name)
    found = sheet.cell_of(line, month)
    assert found is not None
    return found


def drop(target: QWidget, carried: Dragged, box: QRectF) -> bool:
    """Let something go over a box as Qt would; whether the target took it."""
    held = (Qt.DropAction.MoveAction, carried.mime(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(box.center().toPoint(), *held))
    move = QDragMoveEvent(box.center().toPoint(), *held)
    QApplication.sendEvent(target, move)
    if not move.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(box.center(), *held))
    return True


def test_each_month_of_a_person_has_its_count_against_the_norm(page: PlanningPage, sheet: YearSheet) -> None:
    assert sheet.isVisible()
    assert [sheet.shown.names[line.key][0] for line in sheet.shown.lines] == ["全處", "王經理", "林課長"]
    assert sheet.cell_words(cell(sheet, "林課長", MARCH)).splitlines() == [
        "林課長",
        "3 月：1 次，常態 9 次",
        "完成 0、已約與暫定 1、建議 0；上班 22 天",
    ]
    assert sheet.shown.lines[1].count == 0


def test_the_whole_year_of_an_office_stands_on_one_small_screen(page: PlanningPage, sheet: YearSheet) -> None:
    area = page.year_view._area
    assert sheet.width() == area.viewport().width()
    assert len({cell.month for cell in sheet.arrangement.cells}) == 12
    assert all(cell.box.right() <= sheet.width() for cell in sheet.arrangement.cells)
    assert sheet.arrangement.height <= area.viewport().height()


def test_the_year_is_laid_out_by_who_goes_along_and_by_kind(page: PlanningPage, sheet: YearSheet) -> None:
    page.year_view.by.choose(By.MEMBER)
    assert [sheet.shown.names[line.key][0] for line in sheet.shown.lines] == ["全處", "吳電務", "陳業務"]
    page.year_view.by.choose(By.KIND)
    assert [line.key for line in sheet.shown.lines] == [None, SubjectKind.LARGE]


def test_a_line_unfolds_to_its_visits_by_name_when_the_button_is_released(sheet: YearSheet, visit: Visit) -> None:
    point = cell(sheet, "林課長", MAY).top.center().toPoint()
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=point)
    assert not sheet.arrangement.chips
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=point)
    (chip,) = sheet.arrangement.chips
    assert chip.row.visit.id == visit.id
    march = cell(sheet, "林課長", MARCH).box
    assert march.contains(chip.box.center())
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=point)
    assert not sheet.arrangement.chips


def test_a_visit_of_an_unfolded_line_is_picked_and_dragged(page: PlanningPage, sheet: YearSheet, visit: Visit) -> None:
    sheet.unfold(None)
    point = sheet.arrangement.chips[0].box.center().toPoint()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=point)
    assert page.hand.visit_id == visit.id
    assert page.card.isVisible()
    carried: list[Dragged] = []
    sheet.carried.disconnect()
    sheet.carried.connect(carried.append)
    start = sheet.arrangement.chips[0].box.center().toPoint()
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=start)
    end = QPointF(start + QPoint(150, 0))
    held = (Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(sheet, QMouseEvent(QEvent.Type.MouseMove, end, sheet.mapToGlobal(end), *held))
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=end.toPoint())
    assert [one.visit_id for one in carried] == [visit.id]


def test_months_light_up_and_the_drop_picks_the_first_suitable_day_and_says_it(
    page: PlanningPage, sheet: YearSheet, visit: Visit, context: Context, program: Program, window: MainWindow
) -> None:
    page.dragging.light(dragged(row_of(page, visit)))
    may = MonthPlace(dt.date(2026, 5, 1))
    offer = sheet.offer(may)
    assert offer is not None and offer.place is not None
    offers = page.board.offers
    assert offers is not None
    graded = [day for day in offers.days.values() if day.day.month == 5 and offers.seat(Place(day.day)) is not None]
    best = min(graded, key=lambda day: (list(Grade).index(day.grade), day.day))
    assert (offer.place.day, offer.grade) == (best.day, best.grade)
    words = sheet.tip_at(cell(sheet, "全處", MAY).top.center())
    assert words.startswith("將排在 115/05/")
    assert drop(sheet, dragged(row_of(page, visit)), cell(sheet, "全處", MAY).top)
    assert (kept(context, visit).day, kept(context, visit).state) == (best.day, VisitState.BOOKED)
    assert f"115/05/{best.day.day:02}" in window.notices.text
    program.session.undo()
    assert kept(context, visit).day == visit.day


def test_months_that_take_nothing_say_why(page: PlanningPage, sheet: YearSheet, visit: Visit, context: Context) -> None:
    page.dragging.light(dragged(row_of(page, visit)))
    assert sheet.tip_at(cell(sheet, "全處", 0).top.center()).splitlines() == ["1 月", "這個月已沒有可排的日子。"]
    assert sheet.tip_at(cell(sheet, "全處", MARCH).top.center()).splitlines() == ["3 月", "這次洽訪已在這個月。"]
    manager = sheet.tip_at(cell(sheet, "王經理", MAY).top.center()).splitlines()
    assert manager == ["5 月", "這個人不能帶隊或同行，或沒有空檔。"]
    for name, month in (("全處", 0), ("全處", MARCH), ("王經理", MAY)):
        assert not drop(sheet, dragged(row_of(page, visit)), cell(sheet, name, month).top)
    assert kept(context, visit).day == visit.day


def test_a_line_of_the_tray_dropped_on_a_month_becomes_a_visit(
    page: PlanningPage, sheet: YearSheet, small: SmallOffice, context: Context
) -> None:
    lines = [page.tray.list.item(number).data(Qt.ItemDataRole.UserRole + 1) for number in range(page.tray.list.count())]
    park = next(row for row in lines if row.obligation.subject_id == small.park.id)
    page.dragging.light(what(park))
    assert drop(sheet, what(park), cell(sheet, "全處", MAY).top)
    made = next(row.visit for row in context.office.ask(VisitList()) if row.visit.subject_id == small.park.id)
    assert (made.day.year, made.day.month, made.state) == (2026, 5, VisitState.TENTATIVE)


def test_a_month_is_opened_with_its_line_by_double_click_and_by_enter(
    page: PlanningPage, sheet: YearSheet, small: SmallOffice
) -> None:
    sheet.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, *[Qt.Key.Key_Right] * MAY, Qt.Key.Key_Return):
        QTest.keyClick(sheet, key)
    assert (page.board.view, page.board.day) == (View.MONTH, dt.date(2026, 5, 1))
    assert page.person.value() == small.supervisor.id
    page.bar.choose(YEAR)
    QTest.mouseDClick(sheet, Qt.MouseButton.LeftButton, pos=cell(sheet, "全處", 8).top.center().toPoint())
    assert page.bar.view is View.MONTH
    assert page.board.day == dt.date(2026, 9, 1)


def test_space_unfolds_the_line_the_keyboard_stands_on(sheet: YearSheet, visit: Visit) -> None:
    sheet.setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Space)
    assert [chip.row.visit.id for chip in sheet.arrangement.chips] == [visit.id]
    QTest.keyClick(sheet, Qt.Key.Key_Space)
    assert not sheet.arrangement.chips


# -- the strip ----------------------------------------------------------------------------------------------------


def test_a_bar_of_the_strip_leads_to_its_month(page: PlanningPage) -> None:
    page.bar.choose(View.MONTH)
    assert page.strip.isVisible()
    QTest.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=page.strip.box_of(10).center().toPoint())
    assert page.board.day == dt.date(2026, 11, 1)
    assert page.bar._span.text() == "115 年 11 月"
    page.strip.setFocus()
    QTest.keyClick(page.strip, Qt.Key.Key_Left)
    assert page.board.day == dt.date(2026, 10, 1)
    page.bar.choose(YEAR)
    assert not page.strip.isVisible()


def test_the_strip_says_what_a_month_holds(page: PlanningPage) -> None:
    page.bar.choose(View.MONTH)
    words = page.strip.tip_at(page.strip.box_of(MARCH).center()).splitlines()
    assert words[1] == "完成 0、已約與暫定 1、建議 0；上班 22 天"


def test_a_visit_of_the_month_is_dropped_on_another_month_of_the_strip(
    page: PlanningPage, visit: Visit, context: Context
) -> None:
    page.bar.choose(View.MONTH)
    page.dragging.light(dragged(row_of(page, visit)))
    assert drop(page.strip, dragged(row_of(page, visit)), page.strip.box_of(MAY))
    assert kept(context, visit).day.month == 5
    assert not page.strip.carrying


def test_while_the_days_are_not_known_no_month_takes_anything(page: PlanningPage, sheet: YearSheet, visit: Visit) -> None:
    for target, box in ((sheet, cell(sheet, "全處", MAY).top), (page.strip, page.strip.box_of(MAY))):
        assert isinstance(target, MonthTarget)
        assert not drop(target, dragged(row_of(page, visit)), box)
        held = (Qt.DropAction.MoveAction, dragged(row_of(page, visit)).mime(), Qt.MouseButton.LeftButton)
        let_go = QDropEvent(box.center(), *held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, let_go)
        assert not let_go.isAccepted()


def test_in_a_small_window_the_year_stands_in_the_trays_place(page: PlanningPage, window: MainWindow) -> None:
    assert page.tray.isVisible()
    window.resize(960, 600)
    assert not page.tray.isVisible()
    page.bar.choose(View.MONTH)
    assert page.tray.isVisible()


# -- a plan before and after --------------------------------------------------------------------------------------


def test_a_plan_shows_the_months_before_and_after_and_leaves_them_in_the_year(
    page: PlanningPage, sheet: YearSheet, visit: Visit, context: Context
) -> None:
    dialog = page.hand.open_plan()
    assert dialog is not None and dialog.plan is not None
    pairs = [dialog.bars.pair(dt.date(2026, month, 1)) for month in range(1, 13)]
    assert pairs[MARCH][0] == 1
    assert sum(before for before, _after in pairs) == 1
    assert sum(after for _before, after in pairs) == 1 + len(dialog.plan.visits)
    first = min(one.place.day for one in dialog.plan.visits)
    dialog.verb.click()
    assert page.board.view is View.WEEK
    assert first in {each.place.day for each in page.board.arrangement.cells}
    page.bar.choose(YEAR)
    assert sheet.cell_words(cell(sheet, "全處", MARCH)).splitlines()[-1] == "上次排程前：1 次"
    assert len(context.office.ask(VisitList())) == 1 + len(dialog.plan.visits)
