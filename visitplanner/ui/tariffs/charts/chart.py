"""What all charts of the page share: a plot area with few gridlines, and a cursor led by the mouse or the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.month_bars import HEADROOM, gridlines_of

CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class Chart(QWidget):
    """A subclass draws and says how many places there are. read: what lies under the cursor in words, empty for nothing."""

    read = Signal(str)
    MARGINS = (60, 12, 12, 26)
    """Room for the axes: left, top, right, bottom, at 100 %."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.place: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(style.look().px(height))

    # -- what a subclass says ---------------------------------------------------------------------------------------

    def places(self) -> int:
        """At how many places the cursor can stand; none before there is something to show."""
        return 0

    def words(self, place: int) -> str:
        """What stands at a place."""
        return ""

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Paint within the window's coordinates."""

    def across(self, area: QRectF, place: int) -> float:
        """Where a place lies, in pixels; by default in even columns."""
        return area.left() + (place + 0.5) * area.width() / max(self.places(), 1)

    def place_at(self, area: QRectF, point: QPointF) -> int:
        """The place below a point."""
        return int((point.x() - area.left()) * self.places() / area.width())

    # -- the parts it draws with ------------------------------------------------------------------------------------

    def area(self) -> QRectF:
        """Where the chart is drawn, within its margins."""
        left, top, right, bottom = (style.look().px(side) for side in self.MARGINS)
        return QRectF(left, top, max(self.width() - left - right, 1), max(self.height() - top - bottom, 1))

    def gridlines(self, painter: QPainter, area: QRectF, top: float) -> None:
        """Lines at round values from zero with their figures."""
        look = style.look()
        for value in gridlines_of(top):
            y = area.bottom() - area.height() * value / top
            painter.setPen(QPen(look.colour("hairline" if value else "field"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(look.colour("muted"))
            painter.drawText(QRectF(0, y - 10, area.left() - look.px(8), 20), RIGHT, f"{value:,.0f}")

    def captions(self, painter: QPainter, area: QRectF, texts: Sequence[tuple[float, str]], width: float) -> None:
        """Words below the plot, each centred on its x."""
        painter.setPen(style.look().colour("muted"))
        for x, text in texts:
            painter.drawText(QRectF(x - width / 2, area.bottom() + 5, width, 18), CENTRE, text)

    def pill(self, painter: QPainter, box: QRectF, text: str, ink: QColor) -> None:
        """A word on a ground of its own, legible over anything."""
        ground = style.look().colour("surface")
        ground.setAlphaF(0.88)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(ink)
        painter.drawText(box, CENTRE, text)

    # -- the cursor -------------------------------------------------------------------------------------------------

    def point_to(self, place: int | None) -> None:
        """Set the cursor; None takes it away."""
        count = self.places()
        self.place = None if place is None or not count else min(max(place, 0), count - 1)
        self.read.emit("" if self.place is None else self.words(self.place))
        self.update()

    def draw_cursor(self, painter: QPainter, area: QRectF, place: int) -> None:
        """A line at the place that is read out."""
        painter.setPen(QPen(style.look().colour("text"), 1, Qt.PenStyle.DotLine))
        x = self.across(area, place)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    @guarded(QSize(480, 200))
    def sizeHint(self) -> QSize:
        return QSize(style.look().px(480), max(self.minimumHeight(), style.look().px(200)))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.places():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(style.look().font(12))
        area = self.area()
        self.draw(painter, area)
        if self.place is not None:
            self.draw_cursor(painter, area, self.place)
        if self.hasFocus():
            painter.setPen(QPen(style.look().colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area = self.area()
        inside = area.adjusted(0, -area.top(), 0, 0).contains(event.position())
        self.point_to(self.place_at(area, event.position()) if inside else None)

    @guarded()
    def leaveEvent(self, event: QEvent) -> None:
        self.point_to(None)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.point_to((self.place if self.place is not None else -1) + STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.point_to(0 if key == Qt.Key.Key_Home else self.places() - 1)
        else:
            super().keyPressEvent(event)


def scale_top(value: float) -> float:
    """Where an axis ends: a little above the highest value, so that the chart uses its room."""
    return value * HEADROOM if value > 0 else 1.0


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near to those wanted as can be (in ascending order), at least `gap` from each other, within low and high."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    found = [0.0] * len(wanted)
    last = low - gap
    for number in order:
        last = found[number] = max(wanted[number], last + gap)
    last = high + gap
    for number in reversed(order):
        last = found[number] = min(found[number], last - gap)
    return found
