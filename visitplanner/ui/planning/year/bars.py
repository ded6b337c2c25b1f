"""Two years side by side, month by month: as it stands and as a plan would have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from visitplanner.i18n import Language
from visitplanner.services.planning.year_overview import MonthFacts, Pace, level_shares
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.planning.year.painting import paint_usual

HEIGHT = 124
BAR, GAP = 18, 4
CENTRE = Qt.AlignmentFlag.AlignCenter


class BeforeAfterBars(QWidget):
    """before: dashed outlines. after: filled. A dashed line marks each month's share of a level year."""

    def __init__(self, language: Language, before: str, after: str) -> None:
        super().__init__()
        self._language = language
        self._names = (before, after)
        self._months: Sequence[MonthFacts] = ()
        self._before: Mapping[dt.date, int] = {}
        self._after: Mapping[dt.date, int] = {}
        self._shares: list[float] = []
        self.setFixedHeight(style.look().px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, months: Sequence[MonthFacts], before: Pace, after: Pace) -> None:
        """How full the months are before and after."""
        self._months, self._before, self._after = months, before.months, after.months
        self._shares = level_shares(after.days, months, after.days)
        self.setAccessibleName("; ".join(self._words(month) for month in months))
        self.update()

    def _words(self, month: MonthFacts) -> str:
        before, after = self.pair(month.first)
        return f"{self._language.month_name(month.first.month)}: {self._names[0]} {before}, {self._names[1]} {after}"

    def pair(self, first: dt.date) -> tuple[int, int]:
        """Visits of a month before and after."""
        return self._before.get(first, 0), self._after.get(first, 0)

    def shares(self) -> list[float]:
        """Each month's share of the year after, were it level."""
        return self._shares

    @guarded(QSize(720, HEIGHT))
    def sizeHint(self) -> QSize:
        return QSize(style.look().px(720), style.look().px(HEIGHT))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._months:
            return
        look, painter = style.look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._key(painter)
        area = QRectF(0, look.px(44), self.width(), self.height() - look.px(66))
        wide = area.width() / len(self._months)
        top = max(1.0, *(max(self.pair(month.first)) for month in self._months), *self.shares())
        for number, (month, share) in enumerate(zip(self._months, self.shares(), strict=True)):
            self._month(painter, QRectF(number * wide, area.top(), wide, area.height()), month, share, top)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.end()

    def _month(self, painter: QPainter, box: QRectF, month: MonthFacts, share: float, top: float) -> None:
        look = style.look()
        unit, bar, gap = box.height() / top, look.px(BAR), look.px(GAP)
        before, after = self.pair(month.first)
        paint_usual(painter, QRectF(box.left() + gap, box.top(), box.width() - 2 * gap, box.height()), share, top)
        left = box.center().x() - bar - gap / 2
        ghost = QRectF(left, box.bottom() - before * unit, bar, before * unit)
        if before:
            painter.setPen(QPen(look.colour("muted"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(look.colour("bg"))
            painter.drawRect(ghost.adjusted(0.5, 0.5, -0.5, 0))
            self._count(painter, ghost, before, bold=False)
        body = QRectF(left + bar + gap, box.bottom() - after * unit, bar, after * unit)
        painter.fillRect(body, look.colour("accent"))
        if after or before:
            self._count(painter, body, after, bold=True)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        name = QRectF(box.left(), box.bottom() + look.px(3), box.width(), look.px(18))
        painter.drawText(name, CENTRE, self._language.month_name(month.first.month))

    def _count(self, painter: QPainter, bar: QRectF, count: int, *, bold: bool) -> None:
        """A bar's figure above it, on a ground of its own so that the line of the share does not cross it."""
        look = style.look()
        painter.setFont(look.font(12, bold=bold))
        wide = painter.fontMetrics().horizontalAdvance(str(count)) + 4
        box = QRectF(bar.center().x() - wide / 2, bar.top() - look.px(17), wide, look.px(16))
        painter.fillRect(box, look.colour("bg"))
        painter.setPen(look.colour("text" if bold else "muted"))
        painter.drawText(box, CENTRE, str(count))

    def _key(self, painter: QPainter) -> None:
        """What the three marks mean."""
        look, left, middle = style.look(), 0.0, style.look().px(10)
        painter.setFont(look.font(12))
        words = (*self._names, self._language.text("share of a level year"))
        for number, word in enumerate(words):
            box = QRectF(left, middle - look.px(5), look.px(12), look.px(10))
            if number == 0:
                painter.setPen(QPen(look.colour("muted"), 1, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
            elif number == 1:
                painter.fillRect(box, look.colour("accent"))
            else:
                painter.setPen(QPen(look.colour("text"), 1.4, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
            painter.setPen(look.colour("muted"))
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(QRectF(box.right() + look.px(6), 0, width + 2, look.px(20)), Qt.AlignmentFlag.AlignVCenter, word)
            left = box.right() + width + look.px(24)
