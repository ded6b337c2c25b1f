"""States as a shape, a word and a colour: never the colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.style import Tone

GLYPH, GAP, PAD, HEIGHT = 10, 6, 8, 22


class Shape(StrEnum):
    """OUTLINE suggested, DASHED tentative, SOLID agreed, TICK done, STRUCK called off, HALF under way, ALERT overdue, PIN placed
    by hand."""

    OUTLINE = "outline"
    DASHED = "dashed"
    SOLID = "solid"
    HALF = "half"
    TICK = "tick"
    STRUCK = "struck"
    ALERT = "alert"
    PIN = "pin"


@dataclass(frozen=True)
class Chip:
    """A word in a coloured shape; the shape says the same to who sees no colour."""

    text: str
    shape: Shape
    tone: Tone = Tone.PLAIN


def chip_width(chip: Chip) -> float:
    """How wide a chip is drawn, in pixels of the screen."""
    look = style.look()
    text = QFontMetricsF(look.font(12)).horizontalAdvance(chip.text)
    return text + look.px(2 * PAD + GLYPH + GAP)


def paint_chip(painter: QPainter, area: QRectF, chip: Chip) -> None:
    """Paint at the left of `area`, centred vertically; what does not fit is cut with an ellipsis."""
    look = style.look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font(12))
    ink = QColor(look.tokens.tone(chip.tone))
    start = _capsule(painter, area, chip, ink)
    metrics = painter.fontMetrics()
    room = area.right() - start - look.px(4)
    painter.setPen(QPen(ink))
    text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(QRectF(start, area.top(), max(room, 0), area.height()), Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def _capsule(painter: QPainter, area: QRectF, chip: Chip, ink: QColor) -> float:
    look = style.look()
    height = look.px(HEIGHT)
    body = QRectF(area.left(), area.center().y() - height / 2, min(chip_width(chip), area.width()), height)
    dashed = chip.shape is Shape.DASHED
    bare = chip.shape in (Shape.OUTLINE, Shape.DASHED)
    painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine) if bare else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.tokens.surface if bare else look.tokens.soft(chip.tone)))
    painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
    size = look.px(GLYPH)
    glyph = QRectF(body.left() + look.px(PAD), body.center().y() - size / 2, size, size)
    paint_shape(painter, glyph, chip.shape, ink)
    return glyph.right() + look.px(GAP)


def paint_shape(painter: QPainter, box: QRectF, shape: Shape, ink: QColor) -> None:
    """The shape alone, in a square."""
    thick = max(1.4, box.width() * 0.17)
    pen = QPen(ink, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    if shape is Shape.TICK:
        x, y, w, h = box.x(), box.y(), box.width(), box.height()
        painter.drawPolyline(
            [QPointF(x + w * 0.08, y + h * 0.55), QPointF(x + w * 0.4, y + h * 0.86), QPointF(x + w * 0.95, y + h * 0.16)]
        )
    elif shape is Shape.ALERT:
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()]))
    elif shape is Shape.PIN:
        middle, head = inner.center().x(), inner.height() * 0.55
        painter.drawLine(QPointF(middle, inner.top() + head), QPointF(middle, inner.bottom()))
        painter.setBrush(ink)
        painter.drawEllipse(QRectF(middle - head / 2, inner.top(), head, head))
    elif shape is Shape.SOLID:
        painter.setBrush(ink)
        painter.drawEllipse(inner)
    elif shape is Shape.HALF:
        painter.drawEllipse(inner)
        painter.setBrush(ink)
        painter.drawPie(inner, 90 * 16, 180 * 16)
    else:
        if shape is Shape.DASHED:
            pen.setDashPattern([1.2, 1.8])
            painter.setPen(pen)
        painter.drawEllipse(inner)
        if shape is Shape.STRUCK:
            painter.drawLine(box.bottomLeft(), box.topRight())


class ChipLabel(QWidget):
    """A chip on its own, in headers and cards."""

    def __init__(self, chip: Chip | None = None) -> None:
        super().__init__()
        self.setFixedHeight(style.look().px(HEIGHT + 2))
        self.set_chip(chip)

    def set_chip(self, chip: Chip | None) -> None:
        """Show a chip as wide as its word; None hides it."""
        self._chip = chip
        self.setAccessibleName(chip.text if chip else "")
        if chip is None:
            self.hide()
        else:
            if self.parentWidget() is not None:
                self.show()
            self.setFixedWidth(int(chip_width(chip)) + style.look().px(6))
        self.update()

    @guarded(QSize(0, 0))
    def sizeHint(self) -> QSize:
        width = chip_width(self._chip) if self._chip else 0
        return QSize(int(width) + 6, style.look().px(HEIGHT + 2))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chip is not None:
            painter = QPainter(self)
            paint_chip(painter, QRectF(self.rect()), self._chip)
            painter.end()
