"""行程: the year by mouse and keyboard, on a real database; a drop is a command, and every drop can be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.builders import Keep, SmallOffice
from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.staff.staff import Absence
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.office.context import Context
from visitplanner.services.staff.staff import ChangePerson
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.planning.board import geometry
from visitplanner.ui.planning.board.board import CalendarBoard
from visitplanner.ui.planning.board.offers import Dragged, Place, dragged
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.board.tray import what
from visitplanner.ui.planning.forms.anyway_form import AnywayForm
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.view_bar import LIST
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.widgets.table import CELL_MARGINS

WEDNESDAY, FRIDAY, SATURDAY = dt.date(2026, 3, 18), dt.date(2026, 3, 20), dt.date(2026, 3, 21)


@pytest.fixture
def page(visit: Visit, window: MainWindow) -> PlanningPage:
    window.go("planning")
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    return shown


def kept(context: Context, visit: Visit) -> Visit:
    return next(row.visit for row in context.office.ask(VisitList()) if row.visit.id == visit.id)


def middle(board: CalendarBoard, place: Place) -> QPointF:
    box = board.box_of(place)
    assert box is not None
    return box.center()


def drop(board: CalendarBoard, carried: Dragged, place: Place) -> bool:
    """Let something go over a place as Qt would; whether the board took it."""
    mime, point = carried.mime(), middle(board, place)
    held = (Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(board.viewport(), QDragEnterEvent(point.toPoint(), *held))
    move = QDragMoveEvent(point.toPoint(), *held)
    QApplication.sendEvent(board.viewport(), move)
    if not move.isAccepted():
        return False
    QApplication.sendEvent(board.viewport(), QDropEvent(point, *held))
    return True


def test_the_year_is_told_in_one_line(page: PlanningPage) -> None:
    assert page.state_line.text() == "應訪 5 ＝ 完成 0 ＋ 待補登 0 ＋ 已約 1 ＋ 暫定 0 ＋ 建議 0 ＋ 待約 4"
    assert page.bar._span.text() == "115 年 3 月"


def test_a_day_off_shows_its_name_and_a_visit_its_words(page: PlanningPage, visit: Visit) -> None:
    page.turn(1)
    assert page.board.tip_at(middle(page.board, Place(dt.date(2026, 4, 6)))).startswith("115/04/06（一） ")
    page.go_today()
    row = page.board.row_at(page.board.block_of(visit.id).box.center())  # pyright: ignore[reportOptionalMemberAccess]
    assert row is not None
    assert page.board.words(row).splitlines() == ["虛構食品股份有限公司", "115/03/18（三）上午　已約", "林課長"]


def test_what_is_dragged_lights_lawful_days_and_says_why_not_the_others(page: PlanningPage, visit: Visit) -> None:
    row = page.hand.facts.visit(visit.id)  # pyright: ignore[reportOptionalMemberAccess]
    assert row is not None
    page.dragging.light(dragged(row))
    offers = page.board.offers
    assert offers is not None
    assert offers.grade(Place(FRIDAY)) is not Grade.NOT
    assert offers.grade(Place(SATURDAY)) is Grade.NOT
    assert page.board.tip_at(middle(page.board, Place(SATURDAY))).splitlines() == ["115/03/21（六）", "週末不上班。"]


def test_a_visit_dropped_on_a_day_moves_and_undo_puts_it_back(
    page: PlanningPage, visit: Visit, context: Context, program: Program, window: MainWindow
) -> None:
    row = page.hand.facts.visit(visit.id)  # pyright: ignore[reportOptionalMemberAccess]
    assert row is not None
    page.dragging.light(dragged(row))
    assert drop(page.board, dragged(row), Place(FRIDAY))
    assert (kept(context, visit).day, kept(context, visit).state) == (FRIDAY, VisitState.BOOKED)
    assert window.notices.text == "虛構食品股份有限公司由 115/03/18 改到 115/03/20。"
    program.session.undo()
    assert kept(context, visit).day == WEDNESDAY
    assert window.notices.text == "已復原：虛構食品股份有限公司由 115/03/18 改到 115/03/20。"


def test_a_drop_on_a_day_somebody_else_calls_there_is_asked_about(
    page: PlanningPage, visit: Visit, context: Context, small: SmallOffice
) -> None:
    other = small.visit(day=FRIDAY, slot=Slot.PM, leader_id=small.manager.id, ordinal=2)
    context.office.do(Keep((("visits", other),)))
    page.refresh()
    row = page.hand.facts.visit(visit.id)  # pyright: ignore[reportOptionalMemberAccess]
    assert row is not None
    page.dragging.light(dragged(row))
    assert drop(page.board, dragged(row), Place(FRIDAY))
    (form,) = page.findChildren(AnywayForm)
    assert "115/03/20 另有洽訪" in form.words.text() and kept(context, visit).day == WEDNESDAY
    form.submit()
    assert kept(context, visit).day == FRIDAY


def test_a_day_that_is_not_possible_takes_nothing(page: PlanningPage, visit: Visit, context: Context) -> None:
    row = page.hand.facts.visit(visit.id)  # pyright: ignore[reportOptionalMemberAccess]
    assert row is not None
    page.dragging.light(dragged(row))
    assert not drop(page.board, dragged(row), Place(SATURDAY))
    assert kept(context, visit).day == WEDNESDAY


def test_a_suggestion_moved_by_hand_becomes_tentative(small: SmallOffice, context: Context, window: MainWindow) -> None:
    suggestion = small.visit(state=VisitState.SUGGESTED)
    context.office.do(Keep((("visits", suggestion),)))
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    row = page.hand.facts.visit(suggestion.id)  # pyright: ignore[reportOptionalMemberAccess]
    assert row is not None
    page.dragging.light(dragged(row))
    assert drop(page.board, dragged(row), Place(FRIDAY))
    assert (kept(context, suggestion).day, kept(context, suggestion).state) == (FRIDAY, VisitState.TENTATIVE)


def test_a_line_of_the_tray_dropped_on_a_half_day_becomes_a_visit(
    page: PlanningPage, small: SmallOffice, context: Context
) -> None:
    lines = [page.tray.list.item(number).data(Qt.ItemDataRole.UserRole + 1) for number in range(page.tray.list.count())]
    group = next(row for row in lines if row.obligation.subject_id == small.group.id)
    page.show_week(FRIDAY)
    page.dragging.light(what(group))
    assert drop(page.board, what(group), Place(FRIDAY, Slot.PM))
    (form,) = page.findChildren(AnywayForm)
    assert "10 個工作天" in form.words.text()
    form.submit()
    made = next(row for row in context.office.ask(VisitList()) if row.visit.subject_kind is SubjectKind.GROUP)
    assert (made.visit.day, made.visit.slot, made.visit.state) == (FRIDAY, Slot.PM, VisitState.TENTATIVE)
    assert made.leader == "王經理"
    assert set(made.members) == {"陳業務", "吳電務"}
    left = [row.obligation for row in page.hand.facts.waiting]  # pyright: ignore[reportOptionalMemberAccess]
    assert (group.obligation.subject_id, group.obligation.ordinal) not in {(one.subject_id, one.ordinal) for one in left}


def test_a_person_away_takes_the_day_off_the_map(context: Context, small: SmallOffice, window: MainWindow) -> None:
    away = small.visit()
    context.office.do(Keep((("visits", away),)))
    context.office.do(ChangePerson(replace(small.supervisor, version=1, absences=(Absence(FRIDAY, FRIDAY),))))
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    page.dragging.light(dragged(page.hand.facts.visit(away.id)))  # pyright: ignore[reportOptionalMemberAccess, reportArgumentType]
    assert page.board.offers is not None
    assert page.board.offers.seat(Place(FRIDAY)) is None
    assert page.board.tip_at(middle(page.board, Place(FRIDAY))).splitlines()[1:]


def test_arrows_walk_over_the_days_and_enter_opens_the_card(page: PlanningPage, visit: Visit) -> None:
    page.board.setFocus()
    for _ in range(2):
        QTest.keyClick(page.board, Qt.Key.Key_Right)
    assert page.board.selected == visit.id
    QTest.keyClick(page.board, Qt.Key.Key_Return)
    assert page.card.isVisible()
    assert page.card.buttons["brief"].isVisible()


def test_escape_closes_the_card(page: PlanningPage, visit: Visit) -> None:
    page.arrive(visit.id)
    assert page.card.isVisible()
    page.close_card()
    assert not page.card.isVisible()
    assert page.board.selected is None


def test_the_card_opens_when_the_button_is_released_and_nothing_moves_before(page: PlanningPage, visit: Visit) -> None:
    block = page.board.block_of(visit.id)
    assert block is not None
    board, point = page.board, block.box.center().toPoint()
    before = board.arrangement
    QTest.mousePress(board.viewport(), Qt.MouseButton.LeftButton, pos=point)
    page.refresh()
    assert not page.card.isVisible()
    assert board.arrangement is before
    QTest.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert page.card.isVisible()
    assert board.arrangement is not before


def test_a_double_click_opens_what_the_first_click_chose(page: PlanningPage, visit: Visit) -> None:
    block = page.board.block_of(visit.id)
    assert block is not None
    point = block.box.topRight().toPoint() + QPoint(-4, 6)
    opened: list[VisitRow] = []
    page.board.opened.connect(opened.append)
    QTest.mouseClick(page.board.viewport(), Qt.MouseButton.LeftButton, pos=point)
    now = page.board.block_of(visit.id)
    assert now is not None and not now.box.contains(point)  # the card took its room
    QTest.mouseDClick(page.board.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert [row.visit.id for row in opened] == [visit.id]


def test_a_drag_leaves_the_card_closed(page: PlanningPage, visit: Visit) -> None:
    block = page.board.block_of(visit.id)
    assert block is not None
    carried: list[Dragged] = []
    page.board.carried.disconnect()
    page.board.carried.connect(carried.append)
    start, end = block.box.center().toPoint(), block.box.center().toPoint() + QPoint(200, 0)
    QTest.mousePress(page.board.viewport(), Qt.MouseButton.LeftButton, pos=start)
    held = (Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(end), page.board.viewport().mapToGlobal(QPointF(end)), *held)
    QApplication.sendEvent(page.board.viewport(), move)
    QTest.mouseRelease(page.board.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert [one.visit_id for one in carried] == [visit.id]
    assert not page.card.isVisible()


def test_a_holiday_names_itself_while_something_is_dragged(page: PlanningPage, visit: Visit) -> None:
    page.turn(1)
    page.dragging.light(dragged(page.hand.facts.visit(visit.id)))  # pyright: ignore[reportOptionalMemberAccess, reportArgumentType]
    holiday = page.board.tip_at(middle(page.board, Place(dt.date(2026, 4, 6)))).splitlines()[1]
    assert holiday.endswith("放假，不上班。") and len(holiday) > len("放假，不上班。")


def test_a_visit_moved_by_hand_says_so_on_its_card(page: PlanningPage, visit: Visit, context: Context) -> None:
    page.dragging.light(dragged(page.hand.facts.visit(visit.id)))  # pyright: ignore[reportOptionalMemberAccess, reportArgumentType]
    assert drop(page.board, dragged(page.hand.facts.visit(visit.id)), Place(FRIDAY))  # pyright: ignore[reportOptionalMemberAccess, reportArgumentType]
    page.arrive(visit.id)
    words = [each.text() for each in page.card.findChildren(QLabel)]
    assert "115/03/16 由人改期，原為 115/03/18上午。" in words


def test_a_press_on_a_visit_shows_its_card(page: PlanningPage, visit: Visit) -> None:
    block = page.board.block_of(visit.id)
    assert block is not None
    QTest.mouseClick(page.board.viewport(), Qt.MouseButton.LeftButton, pos=block.box.center().toPoint())
    assert page.card._name.text() == "虛構食品股份有限公司"


def test_the_next_page_is_the_next_month_or_week(page: PlanningPage) -> None:
    QTest.keyClick(page.board, Qt.Key.Key_PageDown)
    assert page.bar._span.text() == "115 年 4 月"
    page.bar.choose(View.WEEK)
    QTest.keyClick(page.board, Qt.Key.Key_PageUp)
    assert page.bar._span.text().startswith("115/03/")


def test_filters_keep_one_persons_visits(page: PlanningPage, small: SmallOffice, visit: Visit) -> None:
    page.person.set_value(small.manager.id)
    page.person.chosen.emit(small.manager.id)
    assert page.board.block_of(visit.id) is None
    page.person.set_value(small.supervisor.id)
    page.person.chosen.emit(small.supervisor.id)
    assert page.board.block_of(visit.id) is not None


def test_the_list_shows_the_year_and_opens_cards(page: PlanningPage, visit: Visit) -> None:
    page.bar.choose(LIST)
    assert [row.visit.id for row in page.table.rows.rows()] == [visit.id]
    page.table.show_key(visit.id)
    assert page.card.isVisible()


def test_the_list_shows_whole_headings_and_names_on_a_small_screen(
    context: Context, small: SmallOffice, window: MainWindow
) -> None:
    pair = (small.business.id, small.technical.id)
    context.office.do(Keep((("visits", small.visit(state=VisitState.TENTATIVE, pinned=True, member_ids=pair, time="09:30")),)))
    window.resize(1366, 768)
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    page.bar.choose(LIST)
    QTest.qWait(0)
    table, header = page.table, page.table.horizontalHeader()
    assert table.horizontalScrollBar().maximum() == 0
    for number, column in enumerate(table.rows.columns):
        words = header.fontMetrics().horizontalAdvance(table.rows.headerData(number, Qt.Orientation.Horizontal))
        assert header.sectionSize(number) >= words + CELL_MARGINS, column.key
        assert header.sectionSize(number) >= table._needs[number], column.key


def test_people_have_a_line_each_with_what_they_go_to(page: PlanningPage, visit: Visit, small: SmallOffice) -> None:
    page.bar.choose(View.PEOPLE)
    block = page.board.block_of(visit.id)
    assert block is not None
    assert block.place == Place(WEDNESDAY, None, small.supervisor.id)


def test_a_visit_agreed_from_its_card_is_agreed(context: Context, small: SmallOffice, window: MainWindow) -> None:
    suggestion = small.visit(state=VisitState.SUGGESTED)
    context.office.do(Keep((("visits", suggestion),)))
    window.go("planning", suggestion.id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    assert page.card.buttons["agree"].property("kind") == "primary"
    page.card.buttons["agree"].click()
    assert kept(context, suggestion).state is VisitState.BOOKED


def test_a_full_day_tells_how_many_more_there_are(context: Context, small: SmallOffice, window: MainWindow) -> None:
    many = [small.visit(state=VisitState.CANCELLED, ordinal=number) for number in range(1, 7)]
    context.office.do(Keep(tuple(("visits", one) for one in many)))
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    (more,) = page.board.arrangement.mores
    shown = sum(block.place.day == WEDNESDAY for block in page.board.arrangement.blocks)
    assert shown + more.count == 6
    assert [cell.count for cell in page.board.arrangement.cells if cell.count] == [6]
    QTest.mouseClick(page.board.viewport(), Qt.MouseButton.LeftButton, pos=more.box.center().toPoint())
    assert page.board.view is View.WEEK


def test_a_crowded_day_is_told_by_person_and_its_week_shows_every_visit(
    context: Context, small: SmallOffice, window: MainWindow
) -> None:
    leaders = [small.supervisor.id] * 12 + [small.manager.id] * 8
    many = [small.visit(ordinal=number, leader_id=leader) for number, leader in enumerate(leaders, 1)]
    context.office.do(Keep(tuple(("visits", one) for one in many)))
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    crowds = page.board.arrangement.crowds
    assert [(crowd.name, crowd.count) for crowd in crowds] == [("林課長", 12), ("王經理", 8)]
    assert not page.board.arrangement.blocks
    QTest.mouseClick(page.board.viewport(), Qt.MouseButton.LeftButton, pos=crowds[0].box.center().toPoint())
    assert page.board.view is View.WEEK
    assert len(page.board.arrangement.blocks) == 20


def test_three_visits_of_a_day_fit_a_month_of_six_weeks_on_a_small_screen(
    context: Context, small: SmallOffice, window: MainWindow
) -> None:
    busy = dt.date(2026, 8, 12)
    many = [small.visit(day=busy, ordinal=number) for number in range(1, 4)]
    context.office.do(Keep(tuple(("visits", one) for one in many)))
    window.resize(1366, 768)
    window.go("planning", many[0].id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    page.close_card()
    assert len(geometry.month_weeks(page.board.day)) == 6
    assert page.board.verticalScrollBar().maximum() == 0
    assert sum(block.place.day == busy for block in page.board.arrangement.blocks) == 3
    assert not page.board.arrangement.mores


def test_an_office_without_customers_is_told_what_to_do_first(window: MainWindow) -> None:
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    assert page.tray.told == "尚無用戶"
    dialog = page.hand.open_plan()
    assert dialog is not None
    said = [each.text() for each in dialog.changes.parent().findChildren(QLabel) if each.isVisible()]
    assert "尚無用戶" in said
    assert dialog._state.text() == "沒有排入任何洽訪。"
    dialog.reject()
    page.tray.import_wanted.emit()
    assert window.page().title.text() == "用戶"


def test_cases_that_arrive_twice_keep_the_way_to_all_of_them(page: PlanningPage, visit: Visit, context: Context) -> None:
    page.arrive(visit.id)
    cases = context.office.ask(FollowUpList(subject_ids=frozenset({visit.subject_id})))
    for _ in range(2):
        page.card.show_issues(cases)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [each.isVisible() for each in page.card.findChildren(QPushButton) if each.text() == "全部案件"] == [True]
