"""The load of a year as a picture: a column a day, a row a quarter of an hour, and the tariff's hours drawn over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPen

from visitplanner.domain.core.messages import Message
from visitplanner.domain.tariffs.books.book import Tariff
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.names import period_name, season_name
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.books.periods import DayKind, Period, clock_of, stretches_of
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.tariffs.charts.chart import LEFT, RIGHT, Chart

MISSING = 255
HOURS = (0, 6, 12, 18, 24)


@dataclass(frozen=True)
class SeasonStretch:
    """Days of one season in a row, by their places in the load."""

    season: Season
    first: int
    last: int


class HeatMap(Chart):
    """Places run day by day, 96 to a day. What has no reading is grey."""

    MARGINS = (60, 26, 96, 26)

    def __init__(self, language: Language) -> None:
        super().__init__(230)
        self._language = language
        self._load: Load | None = None
        self._tariff: Tariff | None = None
        self._off_days: OffPeakDays | None = None
        self._image = QImage()
        self._pixels: NDArray[np.uint8] = np.zeros((0, 0), dtype=np.uint8)
        self._stretches: tuple[SeasonStretch, ...] = ()
        self._top_kw = 0.0

    def show_load(self, load: Load, tariff: Tariff, off_days: OffPeakDays) -> None:
        """Show a load, a column a day and a line a quarter of an hour, with the seasons' hours over it."""
        self._load, self._tariff, self._off_days = load, tariff, off_days
        self._top_kw = float(load.kw.max()) or 1.0
        self._paint_image(load)
        self._stretches = tuple(season_stretches(load, tariff))
        self.setAccessibleName(self._language.text("Load by day and hour, highest {kw} kW", kw=f"{self._top_kw:,.0f}"))
        self.point_to(None)

    def places(self) -> int:
        """How many quarters of an hour there are."""
        return 0 if self._load is None else self._load.wh.size

    def words(self, place: int) -> str:
        """Day, quarter, kW and period, or that there is no reading."""
        load, _ = self._load, self._language.text
        assert load is not None
        day, slot = self._day(place), place % SLOTS_PER_DAY
        when = f"{self._language.date(day, weekday=True)} {clock_of(slot)}–{clock_of(slot + 1)}"
        if load.missing[place]:
            return _("{when}　no reading", when=when)
        return _("{when}　{kw} kW　{period}", when=when, kw=f"{load.kw[place]:,.1f}", period=self._period(day, slot))

    def across(self, area: QRectF, place: int) -> float:
        """Where a quarter's day lies from left to right."""
        return area.left() + (place // SLOTS_PER_DAY + 0.5) * area.width() / self._days

    def place_at(self, area: QRectF, point: QPointF) -> int:
        """The quarter of an hour below a point."""
        day = min(max(int((point.x() - area.left()) * self._days / area.width()), 0), self._days - 1)
        slot = int((area.bottom() - point.y()) * SLOTS_PER_DAY / area.height())
        return day * SLOTS_PER_DAY + min(max(slot, 0), SLOTS_PER_DAY - 1)

    @property
    def _days(self) -> int:
        return self.places() // SLOTS_PER_DAY or 1

    def _day(self, place: int) -> date:
        assert self._load is not None
        return self._load.first_day + timedelta(days=place // SLOTS_PER_DAY)

    def _period(self, day: date, slot: int) -> Message:
        assert self._tariff is not None and self._off_days is not None
        kind = DayKind.WEEKDAY if day.weekday() < 5 else DayKind.SATURDAY
        if day.weekday() == 6 or self._off_days.is_off_peak(day):
            kind = DayKind.OFF_DAY
        return period_name(self._tariff.hours.period(self._tariff.summer.season(day), kind, slot))

    # -- painting ---------------------------------------------------------------------------------------------------

    def _paint_image(self, load: Load) -> None:
        """One byte a quarter of an hour; midnight at the foot."""
        shades = np.minimum(load.kw / self._top_kw * (MISSING - 1), MISSING - 1).astype(np.uint8)
        shades[load.missing] = MISSING
        self._pixels = np.ascontiguousarray(shades.reshape(load.days, SLOTS_PER_DAY).T[::-1])
        rows, days = self._pixels.shape
        self._image = QImage(self._pixels.tobytes(), days, rows, days, QImage.Format.Format_Indexed8).copy()
        colours = [colour.rgb() for colour in style.look().heat(MISSING)]
        self._image.setColorTable([*colours, style.look().colour("border").rgb()])

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Image, hours, months, seasons' hours, scale."""
        look = style.look()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(area, self._image)
        painter.setPen(look.colour("muted"))
        for hour in HOURS:
            y = area.bottom() - area.height() * hour / 24
            painter.drawText(QRectF(0, y - 10, area.left() - look.px(8), 20), RIGHT, f"{hour:02d}:00")
        self.captions(painter, area, list(self._months(area)), look.px(60))
        for stretch in self._stretches:
            self._draw_stretch(painter, area, stretch)
        self._scale(painter, area)

    def _months(self, area: QRectF) -> list[tuple[float, str]]:
        found: list[tuple[float, str]] = []
        for number in range(self._days):
            day = self._day(number * SLOTS_PER_DAY)
            if day.day == 1:
                middle = area.left() + (number + 15) * area.width() / self._days
                found.append((middle, month_caption(day, self._language, first=not found)))
        return found

    def _draw_stretch(self, painter: QPainter, area: QRectF, stretch: SeasonStretch) -> None:
        """The season's name above, its weekday hours as lines across with their period's name at the left."""
        assert self._tariff is not None
        look, day_px = style.look(), area.width() / self._days
        left, right = area.left() + stretch.first * day_px, area.left() + (stretch.last + 1) * day_px
        ink = look.colour("text")
        painter.setPen(QPen(ink, 1))
        if stretch.first:
            painter.drawLine(QPointF(left, area.top() - look.px(20)), QPointF(left, area.bottom()))
        name = self._language.say(season_name(stretch.season))
        painter.setPen(look.colour("muted"))
        painter.drawText(QRectF(left + 4, area.top() - look.px(22), right - left, look.px(18)), LEFT, name)
        for start, stop, period in stretches_of(self._tariff.hours, stretch.season, DayKind.WEEKDAY):
            bottom = area.bottom() - area.height() * start / SLOTS_PER_DAY
            top = area.bottom() - area.height() * stop / SLOTS_PER_DAY
            line = look.colour("text")
            line.setAlphaF(0.55)
            painter.setPen(QPen(line, 1, Qt.PenStyle.DashLine))
            if start:
                painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
            self._name_period(painter, QRectF(left, top, right - left, bottom - top), period)

    def _name_period(self, painter: QPainter, box: QRectF, period: Period) -> None:
        """A bar in the period's colour at the left of its hours, and its name where there is room for it."""
        look = style.look()
        bar = QRectF(box.left(), box.top() + 1, look.px(5), box.height() - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface"))
        painter.drawRect(bar.adjusted(-1, 0, 1, 0))
        painter.setBrush(style.PERIOD_COLOURS[period])
        painter.drawRect(bar)
        text = self._language.say(period_name(period))
        width, height = painter.fontMetrics().horizontalAdvance(text) + look.px(10), look.px(18)
        if box.height() >= height + 2 and box.width() >= width + look.px(12):
            self.pill(painter, QRectF(bar.right() + 3, box.center().y() - height / 2, width, height), text, look.colour("text"))

    def _scale(self, painter: QPainter, area: QRectF) -> None:
        """What the shades mean."""
        look = style.look()
        bar = QRectF(area.right() + look.px(14), area.top(), look.px(10), area.height())
        colours = look.heat(32)
        step = bar.height() / len(colours)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, colour in enumerate(colours):
            painter.setBrush(colour)
            painter.drawRect(QRectF(bar.left(), bar.bottom() - (number + 1) * step, bar.width(), step + 0.5))
        painter.setPen(look.colour("muted"))
        for part in (0.0, 0.5, 1.0):
            y = bar.bottom() - bar.height() * part
            painter.drawText(QRectF(bar.right() + 5, y - 10, look.px(70), 20), LEFT, f"{self._top_kw * part:,.0f}")
        kw = self._language.text("kW")
        painter.drawText(QRectF(bar.left() - look.px(4), area.top() - look.px(24), look.px(60), look.px(16)), LEFT, kw)

    # -- the cursor -------------------------------------------------------------------------------------------------

    def draw_cursor(self, painter: QPainter, area: QRectF, place: int) -> None:
        """Lines through day and hour."""
        super().draw_cursor(painter, area, place)
        y = area.bottom() - (place % SLOTS_PER_DAY + 0.5) * area.height() / SLOTS_PER_DAY
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -SLOTS_PER_DAY, Qt.Key.Key_Right: SLOTS_PER_DAY, Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in step and self.places():
            self.point_to((self.place if self.place is not None else 48) + step[key])
        else:
            super().keyPressEvent(event)


def season_stretches(load: Load, tariff: Tariff) -> list[SeasonStretch]:
    """The seasons a load runs through, in order."""
    found: list[SeasonStretch] = []
    for place in range(load.days):
        season = tariff.summer.season(load.first_day + timedelta(days=place))
        if found and found[-1].season is season:
            found[-1] = SeasonStretch(season, found[-1].first, place)
        else:
            found.append(SeasonStretch(season, place, place))
    return found


def month_caption(day: date, language: Language, *, first: bool) -> str:
    """`1 月`; the first one and every January bear the year."""
    return language.month_of_year(day) if first or day.month == 1 else language.month_name(day.month)
