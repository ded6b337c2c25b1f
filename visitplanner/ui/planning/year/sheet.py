"""The year on one screen: twelve months across, the office and its people (or kinds) below each other, each count against
what is usual. A line unfolds to its visits by name, and a visit is dragged from month to month."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from visitplanner.i18n import Language
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.states import visit_day
from visitplanner.ui.planning.board.geometry import team_of
from visitplanner.ui.planning.board.offers import dragged
from visitplanner.ui.planning.year.geometry import HEAD, Key, YearArrangement, YearCell, YearShown, arrange_year
from visitplanner.ui.planning.year.months import MonthPlace, MonthTarget, load_words
from visitplanner.ui.planning.year.sheet_painting import SheetPainter


class YearSheet(MonthTarget):
    """picked: a visit was clicked. opened: its card is wanted. carried: a visit begins to be dragged. month_wanted: the first
    day of a month and the key of a line, to be seen day by day. settled: the button is up again, things may move."""

    picked = Signal(object)
    opened = Signal(object)
    carried = Signal(object)
    month_wanted = Signal(object, object)
    settled = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.shown = YearShown()
        self.arrangement = YearArrangement()
        self.unfolded: Key | bool = False
        self.at = (0, 0)
        self.selected: VisitRow | None = None
        self.pressed: tuple[QPoint, VisitRow | None] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(language.text("The year, month by month"))

    def show_year(self, shown: YearShown) -> None:
        self.shown = shown
        if self.unfolded is not False and all(line.key != self.unfolded for line in shown.lines):
            self.unfolded = False
        self._arrange()

    def unfold(self, key: Key | bool) -> None:
        """Show the visits of a line by name; of none for False."""
        self.unfolded = key
        self._arrange()

    def _arrange(self) -> None:
        self.arrangement = arrange_year(self.shown, self.unfolded, self.width(), style.look().percent / 100)
        self.setFixedHeight(max(int(self.arrangement.height) + 1, 1))
        self.update()

    # -- finding things -------------------------------------------------------------------------------------------

    def cell_at(self, point: QPointF) -> YearCell | None:
        return next((cell for cell in self.arrangement.cells if cell.box.contains(point)), None)

    def cell_of(self, line: int, month: int) -> YearCell | None:
        return next((cell for cell in self.arrangement.cells if (cell.line, cell.month) == (line, month)), None)

    def row_at(self, point: QPointF) -> VisitRow | None:
        return next((chip.row for chip in self.arrangement.chips if chip.box.contains(point)), None)

    def line_at(self, point: QPointF) -> int | None:
        return next((n for n, box in enumerate(self.arrangement.gutters) if box.top() <= point.y() < box.bottom()), None)

    def place_at(self, point: QPointF) -> MonthPlace | None:
        cell = self.cell_at(point)
        return self.place_of(cell) if cell else None

    def place_of(self, cell: YearCell) -> MonthPlace:
        key = self.shown.lines[cell.line].key
        person = key if isinstance(key, UUID) else None
        return MonthPlace(self.shown.months[cell.month].first, person)

    # -- painting -------------------------------------------------------------------------------------------------

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shown, put = QPainter(self), self.shown, self.arrangement
        brush = SheetPainter(painter, self.language, shown)
        for line, gutter, total in zip(shown.lines, put.gutters, put.totals, strict=True):
            open_line = self.unfolded is not False and line.key == self.unfolded
            brush.line(line, gutter, total, self.width(), unfolded=open_line)
        for cell in put.cells:
            if self.carrying:
                self.paint_light(painter, cell.box.adjusted(1, 1, -1, -1), self.place_of(cell))
            brush.cell(cell, shown.lines[cell.line].loads[cell.month], bars=self.offers is None)
            if self.carrying:
                self.paint_offer(painter, brush.foot(cell), self.place_of(cell))
            if self.hasFocus() and self.at == (cell.line, cell.month):
                brush.cursor(cell.top)
        seen = QRectF(event.rect())
        for chip in (each for each in put.chips if each.box.intersects(seen)):
            brush.chip(chip, selected=chip.row == self.selected, dimmed=self.carrying)
        painter.end()

    # -- mouse ----------------------------------------------------------------------------------------------------

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.pressed = (event.position().toPoint(), self.row_at(event.position()))
        self.selected = self.pressed[1]
        cell = self.cell_at(event.position())
        if cell is not None:
            self._stand(cell.line, cell.month)
        self.update()

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, row = self.pressed
        far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        if far and row is not None and row.visit.is_open:
            self.pressed = None
            self.carried.emit(dragged(row))

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self.pressed = self.pressed, None
        if pressed is None:
            return
        if pressed[1] is not None:
            self.picked.emit(pressed[1])
        elif (line := self.line_at(event.position())) is not None:
            key = self.shown.lines[line].key
            self.unfold(False if self.unfolded is not False and self.unfolded == key else key)
        self.settled.emit()

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if self.selected is not None:
            self.opened.emit(self.selected)
        elif cell is not None:
            self._want(cell.line, cell.month)

    def _want(self, line: int, month: int) -> None:
        self.month_wanted.emit(self.shown.months[month].first, self.shown.lines[line].key)

    # -- keyboard -------------------------------------------------------------------------------------------------

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key, (line, month) = Qt.Key(event.key()), self.at
        if key in steps and self.shown.lines:
            down, right = steps[key]
            most = len(self.shown.lines) - 1, len(self.shown.months) - 1
            self._stand(min(max(line + down, 0), most[0]), min(max(month + right, 0), most[1]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.shown.lines:
            self._want(line, month)
        elif key == Qt.Key.Key_Space and self.shown.lines:
            held = self.shown.lines[line].key
            self.unfold(False if self.unfolded is not False and self.unfolded == held else held)
        else:
            super().keyPressEvent(event)

    def _stand(self, line: int, month: int) -> None:
        self.at = (line, month)
        cell = self.cell_of(line, month)
        if cell is not None:
            self.setAccessibleDescription(self.cell_words(cell))
        self.update()

    # -- words ----------------------------------------------------------------------------------------------------

    def tip_at(self, point: QPointF) -> str:
        """What stands under the pointer, in words."""
        row, cell = self.row_at(point), self.cell_at(point)
        if cell is not None and self.carrying:
            return self.offer_words(self.place_of(cell))
        if row is not None:
            state = self.language.say(row.state_name)
            return "\n".join((row.subject, f"{visit_day(row, self.language)}　{state}", team_of(row, None)))
        return self.cell_words(cell) if cell is not None else ""

    def cell_words(self, cell: YearCell) -> str:
        line = self.shown.lines[cell.line]
        name, _second = self.shown.names.get(line.key, ("", ""))
        words = load_words(self.shown.months[cell.month], line.loads[cell.month], self.language)
        before = self.shown.before
        if line.key is None and before is not None:
            count = before.get(self.shown.months[cell.month].first, 0)
            words += "\n" + self.language.text("Before the last plan: {count}", count=count)
        return f"{name}\n{words}" if name else words


class YearHead(QWidget):
    """The months' names with their working days; stays in sight while the lines scroll."""

    def __init__(self, sheet: YearSheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.setFixedHeight(style.look().px(HEAD))

    @guarded(QSize(600, HEAD))
    def sizeHint(self) -> QSize:
        return QSize(style.look().px(600), style.look().px(HEAD))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        SheetPainter(painter, self._sheet.language, self._sheet.shown).head(self._sheet.width(), self.height())
        painter.end()
