"""One month as a grid of days, in the calendar of the language: years of the Republic in Chinese."""

from __future__ import annotations

import calendar
import datetime as dt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from visitplanner.i18n import WEEKDAYS, Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.parts import button, column, label, row

CELL = 34
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


def month_later(day: dt.date, months: int) -> dt.date:
    """The same day of another month, or that month's last."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class DayGrid(QWidget):
    """Six weeks of days, Monday first. moved: another day is marked; chosen: it was clicked or Enter was pressed."""

    moved = Signal(object)
    chosen = Signal(object)

    def __init__(self, day: dt.date, today: dt.date, language: Language) -> None:
        super().__init__()
        self.day = day
        self._today = today
        self._language = language
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self.sizeHint())

    def show_day(self, day: dt.date) -> None:
        """Make a day the current one and turn to its month."""
        self.day = day
        self.setAccessibleName(self._language.date(day, weekday=True))
        self.moved.emit(day)
        self.update()

    def first(self) -> dt.date:
        """The Monday in the upper left corner."""
        start = self.day.replace(day=1)
        return start - dt.timedelta(days=start.weekday())

    def day_at(self, place: QPointF) -> dt.date | None:
        """The day below a point; None outside the days."""
        side = style.look().px(CELL)
        line, across = int(place.y() // side) - 1, int(place.x() // side)
        return self.first() + dt.timedelta(days=line * 7 + across) if 0 <= line < 6 and 0 <= across < 7 else None

    @guarded(QSize(238, 238))
    def sizeHint(self) -> QSize:
        return QSize(style.look().px(CELL) * 7, style.look().px(CELL) * 7)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        look = style.look()
        side = look.px(CELL)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        for across, name in enumerate(WEEKDAYS[self._language.code]):
            painter.drawText(QRectF(across * side, 0, side, side), Qt.AlignmentFlag.AlignCenter, name)
        painter.setFont(look.font(13))
        for number in range(42):
            line, across = divmod(number, 7)
            self._paint_day(
                painter, QRectF(across * side, (line + 1) * side, side, side), self.first() + dt.timedelta(days=number)
            )
        painter.end()

    def _paint_day(self, painter: QPainter, box: QRectF, day: dt.date) -> None:
        look = style.look()
        body = box.adjusted(2, 2, -2, -2)
        colour = "text" if day.month == self.day.month else "disabled"
        painter.setPen(Qt.PenStyle.NoPen)
        if day == self.day:
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(body, 6, 6)
            colour = "on_accent"
        elif day == self._today:
            painter.setPen(QPen(look.colour("accent"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body, 6, 6)
        painter.setPen(look.colour(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None:
            self.show_day(day)
            self.chosen.emit(day)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.show_day(self.day + dt.timedelta(days=STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.show_day(month_later(self.day, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.day)
        else:
            super().keyPressEvent(event)


class MonthPopup(QWidget):
    """The calendar that opens below a date field. chosen: a day."""

    chosen = Signal(object)

    def __init__(self, day: dt.date, today: dt.date, language: Language, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        _ = language.text
        self._language = language
        self.grid = DayGrid(day, today, language)
        self._title = label(role="strong")
        before = button("", kind="icon", icon="chevron-left", on=self._earlier, tip=_("Month before"))
        after = button("", kind="icon", icon="chevron-right", on=self._later, tip=_("Month after"))
        self.setLayout(column(row(before, None, self._title, None, after), self.grid, margins=(12, 8, 12, 12)))
        self.grid.moved.connect(self._name)
        self.grid.chosen.connect(self._choose)
        self._name(day)
        self.grid.setFocus()

    def _name(self, day: dt.date) -> None:
        self._title.setText(self._language.month_of_year(day))

    def _earlier(self) -> None:
        self.grid.show_day(month_later(self.grid.day, -1))

    def _later(self) -> None:
        self.grid.show_day(month_later(self.grid.day, 1))

    def _choose(self, day: dt.date) -> None:
        self.chosen.emit(day)
        self.close()
