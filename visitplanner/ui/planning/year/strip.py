"""The year above the calendar: twelve small bars, each a way to its month and a place to let a visit go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from visitplanner.i18n import Language
from visitplanner.services.planning.year_overview import MonthFacts, MonthLoad, YearLine, month_of
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Shape, paint_shape
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.planning.year.months import MonthPlace, MonthTarget, load_words
from visitplanner.ui.planning.year.painting import paint_across

HEIGHT = 36
ROOMY = 58
WORDY = 90
"""Pixels at 100 % from which a month's box has room for its full name, and for how well it suits in words."""


class YearStrip(MonthTarget):
    """chosen: the first day of a month that was clicked."""

    chosen = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self._months: Sequence[MonthFacts] = ()
        self._loads: Sequence[MonthLoad] = ()
        self._at: dt.date | None = None
        self._today: dt.date | None = None
        self._pressed: MonthPlace | None = None
        self._hover: MonthPlace | None = None
        self.setFixedHeight(style.look().px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(language.text("The year, month by month"))

    def show_year(self, months: Sequence[MonthFacts], whole: YearLine | None, today: dt.date) -> None:
        self._months, self._loads, self._today = months, whole.loads if whole else (), today
        self.update()

    def stand_at(self, day: dt.date) -> None:
        """Mark the month of a day."""
        self._at = month_of(day)
        self._describe()
        self.update()

    def box_of(self, number: int) -> QRectF:
        wide = self.width() / max(len(self._months), 1)
        return QRectF(number * wide, 0, wide, self.height())

    def place_at(self, point: QPointF) -> MonthPlace | None:
        for number, month in enumerate(self._months):
            if self.box_of(number).contains(point):
                return MonthPlace(month.first)
        return None

    def _describe(self) -> None:
        shown = self._number_of(self._at)
        if shown is not None and self._loads:
            self.setAccessibleDescription(load_words(self._months[shown], self._loads[shown], self.language))

    def _number_of(self, first: dt.date | None) -> int | None:
        return next((number for number, month in enumerate(self._months) if month.first == first), None)

    # -- painting -------------------------------------------------------------------------------------------------

    @guarded(QSize(600, HEIGHT))
    def sizeHint(self) -> QSize:
        return QSize(style.look().px(600), style.look().px(HEIGHT))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max((max(load.count, load.norm) for load in self._loads), default=1.0)
        for number, (month, load) in enumerate(zip(self._months, self._loads, strict=True)):
            self._month(painter, self.box_of(number).adjusted(1, 1, -1, -1), month, load, top)
        painter.end()

    def _month(self, painter: QPainter, box: QRectF, month: MonthFacts, load: MonthLoad, top: float) -> None:
        look, place = style.look(), MonthPlace(month.first)
        here = month.first == self._at
        painter.setPen(QPen(look.colour("accent" if here else "border"), 1))
        painter.setBrush(look.colour("accent_soft" if here else "hover" if place == self._hover else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.carrying:
            self.paint_light(painter, box.adjusted(1, 1, -1, -1), place)
        inner = box.adjusted(look.px(5), look.px(2), -look.px(5), -look.px(5))
        line = QRectF(inner.left(), inner.top(), inner.width(), look.px(19))
        now = self._today is not None and month.first == month_of(self._today)
        painter.setFont(look.font(12, bold=now or here))
        painter.setPen(look.colour("accent" if now or here else "muted"))
        name = self.language.month_name(month.first.month) if box.width() >= look.px(ROOMY) else str(month.first.month)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        rest = line.adjusted(painter.fontMetrics().horizontalAdvance(name) + look.px(2), 0, 0, 0)
        if self.offers is not None:
            self.paint_offer(painter, rest if box.width() >= look.px(WORDY) else rest.adjusted(rest.width() - 12, 0, 0, 0), place)
        else:
            self._count(painter, rest, load)
        bar = QRectF(inner.left(), inner.bottom() - look.px(6), inner.width(), look.px(6))
        paint_across(painter, bar, load, top)
        if self.hasFocus() and here:
            painter.setPen(QPen(look.colour("accent"), 1.5, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 3, 3)

    def _count(self, painter: QPainter, line: QRectF, load: MonthLoad) -> None:
        look = style.look()
        text = str(load.count)
        painter.setFont(look.font(12, bold=True))
        painter.setPen(look.colour("warn" if load.too_full else "text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        width, side = painter.fontMetrics().horizontalAdvance(text), look.px(9)
        if load.too_full and line.width() >= width + side + look.px(3):
            box = QRectF(line.right() - width - side - look.px(3), line.center().y() - side / 2, side, side)
            paint_shape(painter, box, Shape.ALERT, look.colour("warn"))

    # -- mouse and keyboard ---------------------------------------------------------------------------------------

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.place_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self.place_at(event.position()):
            self.chosen.emit(pressed.first)

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hover = self.place_at(event.position())
        if hover != self._hover:
            self._hover = hover
            self.update()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        at = self._number_of(self._at)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self._months):
            self.chosen.emit(self._months[at + step].first)

    @guarded()
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover = None
        self.update()

    def tip_at(self, point: QPointF) -> str:
        """What stands under the pointer, in words."""
        place = self.place_at(point)
        number = self._number_of(place.first if place else None)
        if place is None or number is None or not self._loads:
            return ""
        return self.offer_words(place) if self.carrying else load_words(self._months[number], self._loads[number], self.language)
