"""A slider for one contract: whole kW, marks for contracts worth knowing, a number beside it that can be typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.letters.letters import caption_of
from visitplanner.ui.tariffs.charts.study import Mark
from visitplanner.ui.widgets.fields import NumberBox
from visitplanner.ui.widgets.parts import column, label, row

HEIGHT, HANDLE, GROOVE = 40, 18, 4


class KwSlider(QSlider):
    """A click goes where it falls; arrow keys step by 1 kW, page keys by a hundredth. Marks stand above the groove."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._marks: dict[Mark, int] = {}
        self.setFixedHeight(style.look().px(HEIGHT))
        self.setSingleStep(1)
        self.setPageStep(10)

    def set_marks(self, marks: Mapping[Mark, int]) -> None:
        """Mark contracts, in kW, on the slider."""
        self._marks = dict(marks)
        self.update()

    def mark_x(self, kw: int) -> float:
        """Where a value lies, in pixels."""
        half = style.look().px(HANDLE) / 2
        span = max(self.maximum() - self.minimum(), 1)
        return half + (self.width() - 2 * half) * (kw - self.minimum()) / span

    @guarded(QSize(200, HEIGHT))
    def sizeHint(self) -> QSize:
        return QSize(style.look().px(220), style.look().px(HEIGHT))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, x = self._middle(), self.mark_x(self.value())
        half = look.px(HANDLE) / 2
        groove = QRectF(half, y - GROOVE / 2, self.width() - 2 * half, GROOVE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("scroll"))
        painter.drawRoundedRect(groove, 2, 2)
        painter.setBrush(look.colour("accent" if self.isEnabled() else "disabled"))
        painter.drawRoundedRect(QRectF(groove.left(), groove.top(), max(x - groove.left(), 0), GROOVE), 2, 2)
        for mark, kw in reversed(self._marks.items()):
            painter.setPen(QPen(look.colour("muted"), 1))
            painter.drawLine(QPointF(self.mark_x(kw), look.px(13)), QPointF(self.mark_x(kw), y))
            paint_mark(painter, QPointF(self.mark_x(kw), look.px(8)), mark)
        self._paint_handle(painter, QPointF(x, y), half)
        painter.end()

    def _paint_handle(self, painter: QPainter, centre: QPointF, half: float) -> None:
        look = style.look()
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.setBrush(look.colour("surface"))
        painter.drawEllipse(centre, half - 2, half - 2)
        if self.hasFocus():
            painter.setBrush(look.colour("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(centre, half - 6, half - 6)

    def _middle(self) -> float:
        return self.height() - style.look().px(HANDLE) / 2 - 2

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _go(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton):
            return
        half = style.look().px(HANDLE) / 2
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        room = int(self.width() - 2 * half)
        self.setSliderDown(True)
        self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), int(event.position().x() - half), room))


def paint_mark(painter: QPainter, centre: QPointF, mark: Mark) -> None:
    """Present a triangle, best a disc, the regular contract alone a diamond, robust a square."""
    look = style.look()
    side = look.px(4.5)
    x, y = centre.x(), centre.y()
    painter.setPen(QPen(look.colour("surface"), 1))
    painter.setBrush(look.colour({Mark.PRESENT: "text", Mark.BEST: "ok", Mark.ALONE: "muted", Mark.ROBUST: "accent"}[mark]))
    if mark is Mark.PRESENT:
        painter.drawPolygon(QPolygonF([QPointF(x - side, y - side), QPointF(x + side, y - side), QPointF(x, y + side)]))
    elif mark is Mark.BEST:
        painter.drawEllipse(centre, side, side)
    elif mark is Mark.ALONE:
        corners = [QPointF(x, y - side), QPointF(x + side, y), QPointF(x, y + side), QPointF(x - side, y)]
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawRect(QRectF(x - side + 1, y - side + 1, 2 * side - 2, 2 * side - 2))


class MarkLabel(QWidget):
    """A mark's shape with its word, for the legend."""

    def __init__(self, mark: Mark, text: str) -> None:
        super().__init__()
        self._mark = mark
        self._text = label(text, "caption")
        side = style.look().px(16)
        self.setLayout(row(self._text, margins=(side, 0, 0, 0)))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QPointF(style.look().px(7), self.height() / 2), self._mark)
        painter.end()


class ContractSlider(QWidget):
    """Name, number and slider of one contract. moved: its kW were changed by a person. entered: it has the focus now."""

    moved = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.slider = KwSlider()
        self.spin = NumberBox()
        self.spin.setGroupSeparatorShown(True)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.spin.setKeyboardTracking(False)
        self.spin.setFixedWidth(style.look().px(92))
        self.name = label()
        unit = label("kW", "muted")
        self.unit = unit
        head = row(self.name, None, self.spin, unit, spacing=6)
        self.setLayout(column(head, self.slider, spacing=0))
        self.slider.valueChanged.connect(self._slid)
        self.spin.valueChanged.connect(self._typed)

    def name_it(self, text: str, unit: str) -> None:
        """text may hold a mnemonic."""
        caption_of(self.name, text, self.spin)
        self.unit.setText(unit)
        for part in (self.slider, self.spin):
            part.setAccessibleName(self.name.text())

    def set_range(self, top_kw: int, marks: Mapping[Mark, int]) -> None:
        """top_kw: how far the slider goes; the number may be typed to ten times that."""
        for part, top in ((self.slider, top_kw), (self.spin, 10 * top_kw)):
            part.blockSignals(True)
            part.setRange(0, top)
            part.blockSignals(False)
        self.slider.setPageStep(max(top_kw // 100, 10))
        self.slider.set_marks(marks)

    def value(self) -> int:
        """The contract chosen, in kW."""
        return self.spin.value()

    def set_value(self, kw: int) -> None:
        """Set without telling anybody."""
        for part in (self.slider, self.spin):
            part.blockSignals(True)
            part.setValue(kw)
            part.blockSignals(False)
        self.slider.update()

    @Slot(int)
    def _slid(self, kw: int) -> None:
        self.set_value(kw)
        self.moved.emit(self.place)

    @Slot(int)
    def _typed(self, kw: int) -> None:
        self.set_value(kw)
        self.moved.emit(self.place)
