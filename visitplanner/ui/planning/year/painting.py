"""How the visits of a month are painted: held filled, agreed lighter, suggested an outline, a mark at what is usual."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from visitplanner.services.planning.year_overview import MonthLoad
from visitplanner.ui.core import style

LIGHTER = 0.45
"""How strong the colour of what is agreed is against what is done."""


def paint_across(painter: QPainter, box: QRectF, load: MonthLoad, top: float) -> None:
    """A month's bar from left to right; `top` visits fill the box."""
    unit = box.width() / max(top, 1.0)
    painter.fillRect(box, style.look().colour("hairline"))
    left = box.left()
    for part, count in enumerate((load.done, load.agreed, load.suggested)):
        _part(painter, QRectF(left, box.top(), count * unit, box.height()), part)
        left += count * unit
    if load.norm > 0:
        x = min(box.left() + load.norm * unit, box.right() - 1)
        painter.setPen(QPen(style.look().colour("text"), 1.6))
        painter.drawLine(QPointF(x, box.top() - 2), QPointF(x, box.bottom() + 2))


def paint_up(painter: QPainter, box: QRectF, load: MonthLoad, top: float) -> float:
    """A month's bar from its foot up; the height at which it ends."""
    unit = box.height() / max(top, 1.0)
    foot = box.bottom()
    for part, count in enumerate((load.done, load.agreed, load.suggested)):
        _part(painter, QRectF(box.left(), foot - count * unit, box.width(), count * unit), part)
        foot -= count * unit
    return foot


def _part(painter: QPainter, box: QRectF, part: int) -> None:
    """0: held, 1: agreed, 2: suggested."""
    if box.width() < 0.5 or box.height() < 0.5:
        return
    colour = style.look().colour("accent")
    if part == 2:
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    colour.setAlphaF(LIGHTER if part else 1.0)
    painter.fillRect(box, colour)


def paint_usual(painter: QPainter, box: QRectF, norm: float, top: float) -> None:
    """What is usual as a dashed line across a bar that stands; none where nothing is."""
    if norm <= 0:
        return
    y = box.bottom() - box.height() * norm / max(top, 1.0)
    painter.setPen(QPen(style.look().colour("text"), 1.4, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
