"""Two curves: how long the load was at least how high, and what more or less of one contract costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from visitplanner.domain.tariffs.books.load import Load
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.tariffs.charts.chart import CENTRE, Chart, apart, scale_top
from visitplanner.ui.tariffs.charts.study import Mark

PERCENTS = (0, 25, 50, 75, 100)


class DurationCurve(Chart):
    """Power in falling order over the share of the time; the contract as a dashed line."""

    MARGINS = (60, 14, 20, 26)

    def __init__(self, language: Language) -> None:
        super().__init__(150)
        self._language = language
        self._kw: NDArray[np.float64] = np.zeros(0)
        self._limit = 0.0
        self._limit_name = ""
        self._top = 1.0

    def show_load(self, load: Load, limit_kw: int, limit_name: str) -> None:
        """Show a load sorted from the highest quarter of an hour down, against a limit in kW."""
        self._kw = np.sort(load.kw[~load.missing])[::-1]
        self._limit, self._limit_name = float(limit_kw), limit_name
        self._top = scale_top(max(float(self._kw[0]), self._limit)) if self._kw.size else 1.0
        above = self._hours(int(np.count_nonzero(self._kw > self._limit)))
        self.setAccessibleName(self._language.text("{hours} hours above {kw} kW", hours=above, kw=f"{limit_kw:,}"))
        self.point_to(None)

    def places(self) -> int:
        """How many quarters of an hour have a reading."""
        return int(self._kw.size)

    def words(self, place: int) -> str:
        """For how long so many kW or more were drawn."""
        _, kw = self._language.text, float(self._kw[place])
        hours = self._hours(place + 1)
        return _("{kw} kW or more: {hours} hours, {share} % of the time", kw=f"{kw:,.0f}", hours=hours, share=self._share(place))

    def _share(self, place: int) -> str:
        return f"{(place + 1) * 100 / self._kw.size:.1f}"

    def _hours(self, quarters: int) -> str:
        return f"{quarters / 4:,.1f}"

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Gridlines, curve, and the limit."""
        look = style.look()
        self.gridlines(painter, area, self._top)
        count = min(self.places(), max(int(area.width()), 2))
        picks = np.linspace(0, self.places() - 1, count).astype(int)
        xs = area.left() + picks * (area.width() / max(self.places() - 1, 1))
        ys = area.bottom() - self._kw[picks] * (area.height() / self._top)
        line = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
        ground = look.colour("accent_soft")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF([area.bottomLeft(), *line, area.bottomRight()]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("accent"), 1.8))
        painter.drawPolyline(line)
        self.captions(painter, area, [(area.left() + area.width() * p / 100, f"{p} %") for p in PERCENTS], look.px(60))
        if self._limit:
            self._draw_limit(painter, area)

    def _draw_limit(self, painter: QPainter, area: QRectF) -> None:
        look = style.look()
        y = area.bottom() - area.height() * self._limit / self._top
        painter.setPen(QPen(look.colour("text"), 1.3, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        width = painter.fontMetrics().horizontalAdvance(self._limit_name) + look.px(12)
        box = QRectF(area.right() - width, y - look.px(21), width, look.px(18))
        self.pill(painter, box, self._limit_name, look.colour("text"))


class CostCurve(Chart):
    """What the year costs above the least there is, over whole kW of one contract while the others stay."""

    MARGINS = (84, 26, 40, 26)

    def __init__(self, language: Language) -> None:
        super().__init__(104)
        self._language = language
        self._kw: tuple[int, ...] = ()
        self._more: tuple[float, ...] = ()
        self._marks: dict[Mark, int] = {}
        self._names: Mapping[Mark, str] = {}
        self._here = 0
        self._top = 1.0

    def show_curve(
        self, kw: Sequence[int], more_ntd: Sequence[float], here_kw: int, marks: Mapping[Mark, int], names: Mapping[Mark, str]
    ) -> None:
        """more_ntd: beyond the proven least, of each kW. here_kw: what is set now. Empty: no curve under these contracts."""
        self._kw, self._more, self._here = tuple(kw), tuple(more_ntd), here_kw
        self._marks = {mark: value for mark, value in marks.items() if kw and kw[0] <= value <= kw[-1]}
        self._names = names
        self._top = scale_top(max(max(self._more, default=0.0), 1.0))
        if self.place is not None:
            self.point_to(None)
        self.update()

    def places(self) -> int:
        """How many contracts are on the curve."""
        return len(self._kw)

    def words(self, place: int) -> str:
        """What a contract costs above the least, NT$ a year."""
        more = f"{self._more[place]:,.0f}"
        return self._language.text("{kw} kW: {ntd} NT$ a year above the least", kw=f"{self._kw[place]:,}", ntd=more)

    def across(self, area: QRectF, place: int) -> float:
        """Where a contract lies from left to right."""
        return self._x(area, self._kw[place])

    def place_at(self, area: QRectF, point: QPointF) -> int:
        """The contract nearest to a point."""
        kw = self._kw[0] + (point.x() - area.left()) * (self._kw[-1] - self._kw[0]) / area.width()
        return min(range(len(self._kw)), key=lambda place: abs(self._kw[place] - kw))

    def _x(self, area: QRectF, kw: int) -> float:
        return area.left() + (kw - self._kw[0]) * area.width() / max(self._kw[-1] - self._kw[0], 1)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Gridlines, curve, the marked contracts and the one chosen."""
        look = style.look()
        self.gridlines(painter, area, self._top)
        painter.setPen(QPen(look.colour("accent"), 1.8))
        painter.drawPolyline(QPolygonF([self._point(area, place) for place in range(len(self._kw))]))
        self._draw_marks(painter, area)
        painter.setPen(QPen(look.colour("surface"), 2))
        painter.setBrush(look.colour("accent"))
        if self._here in self._kw:
            painter.drawEllipse(self._point(area, self._kw.index(self._here)), look.px(6), look.px(6))
        span = self._kw[-1] - self._kw[0]
        ticks = [self._kw[0] + span * part // 4 for part in range(5)]
        self.captions(painter, area, [(self._x(area, kw), f"{kw:,}") for kw in ticks], look.px(70))

    def _point(self, area: QRectF, place: int) -> QPointF:
        return QPointF(self.across(area, place), area.bottom() - area.height() * self._more[place] / self._top)

    def _draw_marks(self, painter: QPainter, area: QRectF) -> None:
        """Where the marked contracts lie; marks at one place share one line and one label."""
        look = style.look()
        shared: dict[int, list[str]] = {}
        for mark, kw in self._marks.items():
            shared.setdefault(kw, []).append(self._names[mark])
        labels = [(self._x(area, kw), "・".join(words)) for kw, words in sorted(shared.items())]
        if not labels:
            return
        widest = max(painter.fontMetrics().horizontalAdvance(text) for _, text in labels) + look.px(10)
        places = apart([x for x, _ in labels], widest, area.left() + widest / 2, area.right() - widest / 2)
        for (x, text), middle in zip(labels, places, strict=True):
            painter.setPen(QPen(look.colour("muted"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.drawLine(QPointF(x, area.top()), QPointF(middle, area.top() - look.px(6)))
            painter.setPen(look.colour("text"))
            painter.drawText(QRectF(middle - widest / 2, area.top() - look.px(24), widest, look.px(18)), CENTRE, text)
