"""The calendar by mouse and keyboard; a visit dragged over it sees which days would take it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from visitplanner.i18n import Language
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.plain_text import show_tip
from visitplanner.ui.planning.board.offers import Dragged, Place, dragged
from visitplanner.ui.planning.board.sheet import CalendarSheet


class CalendarBoard(CalendarSheet):
    """picked: a visit was chosen, or None. opened: its card is wanted. carried: a visit begins to be dragged. dropped: where
    something was let go. turned: so many pages on. week_wanted: a day has more visits than it can show. settled: the button is
    up again, things may move.

    A press marks, a release picks: what is picked opens a card that takes room, and nothing may move under a pressed button.
    """

    picked = Signal(object)
    opened = Signal(object)
    carried = Signal(object)
    dropped = Signal(object, object)
    turned = Signal(int)
    week_wanted = Signal(object)
    settled = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.pressed: tuple[QPoint, VisitRow | None] | None = None
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)

    # -- mouse ----------------------------------------------------------------------------------------------------

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        there = self._under(event.position())
        row, cell = self.row_at(event.position()), self.cell_at(event.position())
        if there is None:
            return
        if cell is not None:
            self.at = cell.place.day
        self.pressed = (event.position().toPoint(), row)
        self.selected = row.visit.id if row else None
        self.viewport().update()

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        hover = row.visit.id if row else None
        if hover != self._hover:
            self._hover = hover
            self.viewport().update()
        if self.pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, carried = self.pressed
        far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        if far and carried is not None and carried.visit.is_open:
            self.pressed = None
            self.carried.emit(dragged(carried))

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self.pressed = self.pressed, None
        if pressed is None:
            return
        there = self._under(event.position())
        hidden = (*self.arrangement.mores, *self.arrangement.crowds)
        more = next((more for more in hidden if there and more.box.contains(there)), None)
        if more is not None and pressed[1] is None:
            self.week_wanted.emit(more.day)
        else:
            self._choose(pressed[1])
        self.settled.emit()

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what the first click chose: its card may have moved everything since."""
        block = self.block_of(self.selected)
        if block is not None:
            self.opened.emit(block.row)

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
            show_tip(self.viewport().mapToGlobal(event.position().toPoint()), self.tip_at(event.position()), self)
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
