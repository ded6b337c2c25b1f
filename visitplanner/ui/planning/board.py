"""The calendar itself: days and visits, by mouse and keyboard; a visit dragged over it sees which days would take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip

from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.staff import Person
from visitplanner.domain.visits import STATE_NAMES
from visitplanner.i18n import Language
from visitplanner.services.visits import VisitRow
from visitplanner.services.year_overview import DayFacts
from visitplanner.ui import style
from visitplanner.ui.guard import guarded
from visitplanner.ui.planning import geometry
from visitplanner.ui.planning.geometry import Arrangement, Block, Cell, Scene
from visitplanner.ui.planning.offers import Dragged, Offers, Place, dragged
from visitplanner.ui.planning.painting import Light, Painter, lacks_record
from visitplanner.ui.states import visit_day

NOTHING_KNOWN = DayFacts(True)


class View(StrEnum):
    MONTH = "month"
    WEEK = "week"
    PEOPLE = "people"


ARRANGERS: dict[View, Callable[[Scene, dt.date], Arrangement]] = {
    View.MONTH: geometry.arrange_month,
    View.WEEK: geometry.arrange_week,
    View.PEOPLE: geometry.arrange_people,
}


@dataclass(frozen=True)
class BoardFacts:
    """What the board shows: visits (filtered), each day's facts, the people with a line of their own, today."""

    rows: Sequence[VisitRow] = ()
    days: Mapping[dt.date, DayFacts] | None = None
    people: Sequence[Person] = ()
    today: dt.date = dt.date(2000, 1, 1)


class CalendarBoard(QAbstractScrollArea):
    """picked: a visit was chosen, or None. opened: its card is wanted. carried: a visit begins to be dragged. dropped: where
    something was let go. turned: so many pages on. week_wanted: a day has more visits than it can show."""

    picked = Signal(object)
    opened = Signal(object)
    carried = Signal(object)
    dropped = Signal(object, object)
    turned = Signal(int)
    week_wanted = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._facts = BoardFacts()
        self.view = View.MONTH
        self.day = self._facts.today
        self.at = self.day
        self.selected: UUID | None = None
        self.offers: Offers | None = None
        self.carrying = False
        self._aim: Place | None = None
        self._hover: UUID | None = None
        self._pressed: tuple[QPoint, VisitRow] | None = None
        self.arrangement = Arrangement()
        self.setObjectName("plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_facts(self, facts: BoardFacts) -> None:
        self._facts = facts
        self._arrange()

    def look_at(self, view: View, day: dt.date) -> None:
        """Show the month or week of a day."""
        self.view, self.day, self.at = view, day, day
        self._arrange()

    def select(self, visit_id: UUID | None) -> None:
        self.selected = visit_id
        block = self.block_of(visit_id)
        if block is not None:
            self.at = block.place.day
        self.viewport().update()

    def carry(self, offers: Offers | None) -> None:
        """Something is being dragged; its days light up as soon as they are known. `drop_it` ends this."""
        self.carrying, self.offers = True, offers
        self.viewport().update()

    def drop_it(self) -> None:
        self.carrying, self.offers, self._aim = False, None, None
        self.viewport().update()

    def block_of(self, visit_id: UUID | None) -> Block | None:
        return next((block for block in self.arrangement.blocks if block.row.visit.id == visit_id), None)

    def box_of(self, place: Place) -> QRectF | None:
        """Where a place is drawn now, in the viewport's coordinates."""
        box = next((cell.box for cell in self.arrangement.cells if cell.place == place), None)
        return box.translated(0, -self.verticalScrollBar().value()) if box is not None else None

    def _arrange(self) -> None:
        facts, size = self._facts, self.viewport().size()
        scene = Scene(facts.rows, facts.days or {}, facts.people, size.width(), size.height(), style.look().percent / 100)
        self.arrangement = ARRANGERS[self.view](scene, self.day)
        bar = self.verticalScrollBar()
        bar.setPageStep(size.height())
        bar.setRange(0, max(0, int(self.arrangement.height - size.height())))
        self.viewport().update()

    def _of_day(self, day: dt.date) -> DayFacts:
        return (self._facts.days or {}).get(day, NOTHING_KNOWN)

    # -- painting -------------------------------------------------------------------------------------------------

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = self.arrangement, QPainter(self.viewport())
        brush = Painter(painter, self._language, self._facts.today)
        painter.translate(0, -self.verticalScrollBar().value())
        for cell in shown.cells:
            brush.cell(cell, self._of_day(cell.place.day), self._light(cell), dated=shown.dated)
        for line in shown.lines:
            brush.line(line)
        for block in shown.blocks:
            ident = block.row.visit.id
            brush.block(block, selected=ident == self.selected, hovered=ident == self._hover, dimmed=self.carrying)
        for more in shown.mores:
            brush.more(more)
        if self.hasFocus():
            for cell in shown.cells:
                if cell.place.day == self.at and self.view is View.MONTH:
                    brush.cursor(cell.box)
        painter.resetTransform()
        painter.fillRect(QRectF(0, 0, self.viewport().width(), shown.header), style.look().colour("surface"))
        for heading in shown.columns:
            facts = self._of_day(heading.day) if heading.day else NOTHING_KNOWN
            brush.column(heading, facts, dated=shown.dated)
        painter.end()

    def _light(self, cell: Cell) -> Light:
        if not self.carrying or self.offers is None:
            return Light(aimed=self.carrying and cell.place == self._aim)
        grade = self.offers.grade(cell.place)
        return Light(grade, cell.place == self._aim and grade is not Grade.NOT)

    # -- finding things under the pointer -------------------------------------------------------------------------

    def _under(self, point: QPointF) -> QPointF | None:
        if point.y() < self.arrangement.header:
            return None
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())

    def cell_at(self, point: QPointF) -> Cell | None:
        there = self._under(point)
        return next((cell for cell in self.arrangement.cells if there and cell.box.contains(there)), None)

    def row_at(self, point: QPointF) -> VisitRow | None:
        there = self._under(point)
        return next((block.row for block in self.arrangement.blocks if there and block.box.contains(there)), None)

    @guarded(False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), text, self.viewport()) if text else QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover = None
            self.viewport().update()
        return super().viewportEvent(event)

    def tip_at(self, point: QPointF) -> str:
        """What stands under the pointer, in words."""
        row, cell = self.row_at(point), self.cell_at(point)
        if row is not None and not self.carrying:
            return self.words(row)
        if cell is None:
            return ""
        date = self._language.date(cell.place.day, weekday=True)
        if self.carrying and self.offers is not None:
            return "\n".join((date, *(self._language.say(word) for word in self.offers.words(cell.place))))
        remark = self._of_day(cell.place.day).remark
        return f"{date} {remark}" if remark else ""

    def words(self, row: VisitRow) -> str:
        _, say = self._language.text, self._language.say
        lines = [row.subject, f"{visit_day(row, self._language)}　{say(STATE_NAMES[row.visit.state])}"]
        lines.append(geometry.team_of(row, None))
        if lacks_record(row, self._facts.today):
            lines.append(_("The record is not written yet."))
        return "\n".join(line for line in lines if line)

    # -- mouse ----------------------------------------------------------------------------------------------------

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        there = self._under(event.position())
        more = next((more for more in self.arrangement.mores if there and more.box.contains(there)), None)
        if more is not None:
            self.week_wanted.emit(more.day)
            return
        row, cell = self.row_at(event.position()), self.cell_at(event.position())
        if cell is not None:
            self.at = cell.place.day
        self._pressed = (event.position().toPoint(), row) if row else None
        self._choose(row)

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        hover = row.visit.id if row else None
        if hover != self._hover:
            self._hover = hover
            self.viewport().update()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, carried = self._pressed
        far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        if far and carried.visit.is_open:
            self._pressed = None
            self.carried.emit(dragged(carried))

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if row is not None:
            self.opened.emit(row)

    def _choose(self, row: VisitRow | None) -> None:
        self.selected = row.visit.id if row else None
        self.viewport().update()
        self.picked.emit(row)

    # -- keyboard -------------------------------------------------------------------------------------------------

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            block = self.block_of(self.selected)
            if block is not None:
                self.opened.emit(block.row)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._climb(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, days: int) -> None:
        """Another day; its first visit is chosen."""
        self.at += dt.timedelta(days=days)
        if all(cell.place.day != self.at for cell in self.arrangement.cells):
            day = self.at
            self.turned.emit(1 if days > 0 else -1)
            self.at = day
        rows = self._rows_of(self.at)
        self._choose(rows[0] if rows else None)
        self.setAccessibleName(self._language.date(self.at, weekday=True))

    def _climb(self, step: int) -> None:
        """The day's next visit, and past its last one the same weekday of the next week."""
        rows = self._rows_of(self.at)
        at = next((number for number, row in enumerate(rows) if row.visit.id == self.selected), None)
        if at is not None and 0 <= at + step < len(rows):
            self._choose(rows[at + step])
        else:
            self._step(7 * step)

    def _rows_of(self, day: dt.date) -> list[VisitRow]:
        found = {block.row.visit.id: block.row for block in self.arrangement.blocks if block.place.day == day}
        return list(found.values())

    # -- dropping -------------------------------------------------------------------------------------------------

    @guarded()
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if Dragged.read(event.mimeData()) is not None:
            event.acceptProposedAction()

    @guarded()
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        cell = self.cell_at(event.position())
        place = cell.place if cell else None
        if place != self._aim:
            self._aim = place
            self.viewport().update()
        if self._takes(place):
            QToolTip.hideText()
            event.acceptProposedAction()
        else:
            QToolTip.showText(self.viewport().mapToGlobal(event.position().toPoint()), self.tip_at(event.position()), self)
            event.ignore()

    @guarded()
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._aim = None
        self.viewport().update()

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        what, cell = Dragged.read(event.mimeData()), self.cell_at(event.position())
        if what is None or cell is None or not self._takes(cell.place):
            event.ignore()
            return
        event.acceptProposedAction()
        self.dropped.emit(what, cell.place)

    def _takes(self, place: Place | None) -> bool:
        return place is not None and (self.offers is None or self.offers.seat(place) is not None)
