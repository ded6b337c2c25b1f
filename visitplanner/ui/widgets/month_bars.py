"""The highest demand of each month against the contract: zero baseline, few gridlines, the contract a dashed line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded

GRIDLINES = 4
BAR_SHARE = 0.52


@dataclass(frozen=True)
class Bar:
    """A month: its label below, its value, whether it is whole (an incomplete month is drawn as an outline), and whether it is
    over what was agreed, which the line across alone does not tell."""

    label: str
    value: float
    whole: bool = True
    over: bool = False


HEADROOM = 1.08
"""The axis ends so much above the highest value."""


def gridlines_of(value: float) -> list[float]:
    """Zero and round values below a value, at most `GRIDLINES` above zero, in steps of 1, 2, 2.5 or 5 times a power of ten."""
    if value <= 0:
        return [0.0]
    rough = value / GRIDLINES
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough - 1e-9)
    return [step * number for number in range(math.floor(value / step + 1e-9) + 1)]


class MonthBars(QWidget):
    """Up to some two dozen bars with their figures, and one line across with its name."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._limit = 0.0
        self._limit_name = ""
        self.setMinimumHeight(style.look().px(220))

    def show_bars(self, bars: Sequence[Bar], limit: float, limit_name: str, words: str) -> None:
        """words: what the picture says, for a screen reader."""
        self._bars, self._limit, self._limit_name = tuple(bars), limit, limit_name
        self.setAccessibleName(words)
        self.update()

    @guarded(QSize(640, 240))
    def sizeHint(self) -> QSize:
        return QSize(style.look().px(640), style.look().px(240))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(12))
        area = QRectF(look.px(56), look.px(22), self.width() - look.px(64), self.height() - look.px(50))
        top = max(self._limit, *(bar.value for bar in self._bars), 1.0) * HEADROOM
        self._grid(painter, area, top)
        for number, bar in enumerate(self._bars):
            self._bar(painter, area, top, number, bar)
        self._line(painter, area, top)
        painter.end()

    def _grid(self, painter: QPainter, area: QRectF, top: float) -> None:
        look = style.look()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in gridlines_of(top):
            y = area.bottom() - area.height() * value / top
            painter.setPen(QPen(look.colour("border"), 1))
            painter.drawLine(int(area.left()), int(y), int(area.right()), int(y))
            painter.setPen(look.colour("muted"))
            painter.drawText(QRectF(0, y - 10, area.left() - 8, 20), right, f"{value:,.0f}")

    def _bar(self, painter: QPainter, area: QRectF, top: float, number: int, bar: Bar) -> None:
        look = style.look()
        room = area.width() / len(self._bars)
        height = area.height() * bar.value / top
        left = area.left() + number * room + room * (1 - BAR_SHARE) / 2
        colour = look.colour("danger" if bar.over else "accent")
        body = QRectF(left, area.bottom() - height, room * BAR_SHARE, height)
        painter.setPen(QPen(colour, 1.2) if not bar.whole else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if not bar.whole else colour)
        painter.drawRoundedRect(body, 2, 2)
        painter.setPen(look.colour("danger" if bar.over else "text"))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(left - room, body.top() - 20, room * (2 + BAR_SHARE), 18), centre, f"{bar.value:,.0f}")
        painter.setPen(look.colour("muted"))
        painter.drawText(QRectF(area.left() + number * room, area.bottom() + 4, room, 20), centre, bar.label)

    def _line(self, painter: QPainter, area: QRectF, top: float) -> None:
        if not self._limit:
            return
        look = style.look()
        y = area.bottom() - area.height() * self._limit / top
        painter.setPen(QPen(look.colour("text"), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(int(area.left()), int(y), int(area.right()), int(y))
        width = painter.fontMetrics().horizontalAdvance(self._limit_name) + look.px(12)
        name = QRectF(area.right() - width, y - look.px(22), width, look.px(19))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(name, 4, 4)
        painter.setPen(look.colour("text"))
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, self._limit_name)
