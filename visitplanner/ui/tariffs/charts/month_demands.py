"""The highest demand of each month and period against the contracts, and what of it is over contract."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.bills.contract_year import Measured
from visitplanner.domain.tariffs.books.names import contract_name, period_name, season_name
from visitplanner.domain.tariffs.books.periods import CELLS, Period
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.domain.tariffs.contracts.contract_charge import Excess
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw, cumulative
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.tariffs.charts.chart import LEFT, RIGHT, Chart, apart, scale_top
from visitplanner.ui.tariffs.charts.study import MonthDemand, short_month

LABEL_GAP = 11
GROUP_SHARE = 0.74
"""How much of a month's room its bars take."""


class MonthDemands(Chart):
    """A group of bars a month; the contracts are dashed lines with their figure at the right."""

    MARGINS = (60, 14, 12, 26)

    def __init__(self, language: Language, height: int = 168) -> None:
        super().__init__(height)
        self._language = language
        self._months: tuple[MonthDemand, ...] = ()
        self._contracts: ContractsKw = (0, 0, 0, 0)
        self._option = TariffOption.TWO_STAGE
        self._top = 0.0

    def begin(self) -> None:
        """Another customer or period: the scale is found anew."""
        self._top = 0.0
        self.point_to(None)

    def show_demands(self, months: Sequence[MonthDemand], contracts: ContractsKw, option: TariffOption) -> None:
        """May be called at every step of a slider; the scale grows only when it must, so that bars stand still."""
        self._months, self._contracts, self._option = tuple(months), contracts, option
        highest = max((measured.demand_w for month in months for measured in month.measured), default=0) / 1000
        needed = scale_top(max(highest * 1.02, cumulative(contracts)[3]))
        self._top = max(needed, self._top)
        over = sum(bool(month.excesses) for month in months)
        self.setAccessibleName(
            self._language.text("Highest demand {kw} kW; {count} months over contract", kw=f"{highest:,.0f}", count=over)
        )
        if self.place is not None:
            self.point_to(self.place)
        self.update()

    def area(self) -> QRectF:
        """At the right as much room as the names of the limits take."""
        area, look = super().area(), style.look()
        measure = QFontMetricsF(look.font(12))
        widest = max((measure.horizontalAdvance(text) for text in self._limit_texts()), default=0.0)
        area.setRight(max(self.width() - widest - look.px(LABEL_GAP + 4), area.left() + 1))
        return area

    def _limit_texts(self) -> list[str]:
        return [f"{self._short(place)} {kw:,}" for kw, place in limit_names(self._contracts, self._option)]

    def places(self) -> int:
        """How many months are shown."""
        return len(self._months)

    def words(self, place: int) -> str:
        """The demands of a month and how far they went over, in kW."""
        month = self._months[place]
        parts = [self._demand_words(each, self._excess(month, each)) for each in month.measured if each.demand_w]
        return f"{self._language.month_of_year(month.month.first)}　" + "　".join(parts)

    def _demand_words(self, measured: Measured, excess: Excess | None) -> str:
        period = self._language.say(period_name(CELLS[measured.place][1]))
        text = f"{period} {measured.demand_w / 1000:,.0f}"
        if excess is None:
            return text
        return text + self._language.text(" (over {kw})", kw=f"{excess.gross_kw:,.0f}")

    def _excess(self, month: MonthDemand, measured: Measured) -> Excess | None:
        """How far this demand went over; several periods may share one limit, hence the demand tells them apart."""
        limit = cumulative(self._contracts)[measured.limit - 1]
        kw = measured.demand_w // 1000
        return next((each for each in month.excesses if each.limit_kw == limit and int(each.demand_kw) == kw), None)

    # -- painting ---------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Gridlines, bars, months, limits."""
        look = style.look()
        self.gridlines(painter, area, self._top)
        room = area.width() / len(self._months)
        for number, month in enumerate(self._months):
            self._draw_month(painter, area, area.left() + number * room, room, month)
        captions = [(self.across(area, n), self._caption(n)) for n in range(len(self._months))]
        self.captions(painter, area, captions, max(room, look.px(48)))
        year = self._language.year(self._months[0].month.year)
        painter.drawText(QRectF(0, area.bottom() + 5, area.left() - look.px(8), 18), RIGHT, year)
        self._draw_limits(painter, area)

    def _caption(self, number: int) -> str:
        month = self._months[number].month
        if number and month.month == 1:
            return short_month(month, self._language)
        return self._language.month_name(month.month)

    def _y(self, area: QRectF, kw: float) -> float:
        return area.bottom() - area.height() * kw / self._top

    def _draw_month(self, painter: QPainter, area: QRectF, left: float, room: float, month: MonthDemand) -> None:
        shown = [each for each in month.measured if each.demand_w]
        if not shown:
            return
        width = room * GROUP_SHARE / max(len(shown), 3)
        start = left + (room - width * len(shown)) / 2
        for number, each in enumerate(shown):
            body = QRectF(start + number * width, 0, max(width - 1.5, 1.5), 0)
            self._draw_bar(painter, area, body, each, self._excess(month, each))

    def _draw_bar(self, painter: QPainter, area: QRectF, body: QRectF, measured: Measured, excess: Excess | None) -> None:
        """The bar in its period's colour; the part charged twice hatched, the part charged three times solid."""
        look, kw = style.look(), measured.demand_w / 1000
        body.setTop(self._y(area, kw))
        body.setBottom(area.bottom())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(style.PERIOD_COLOURS[CELLS[measured.place][1]]))
        painter.drawRect(body)
        if excess is None or not excess.net_kw:
            return
        danger = look.colour("danger")
        triple, double = QRectF(body), QRectF(body)
        triple.setBottom(self._y(area, kw - float(excess.triple_kw)))
        double.setTop(triple.bottom())
        double.setBottom(self._y(area, kw - float(excess.net_kw)))
        painter.setBrush(look.colour("surface"))
        painter.drawRect(double.united(triple))
        painter.setBrush(QBrush(danger, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(double)
        painter.setBrush(danger)
        painter.drawRect(triple)
        painter.setPen(QPen(danger, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(double.united(triple))

    def _draw_limits(self, painter: QPainter, area: QRectF) -> None:
        """S1 to S4; limits that are equal share one line, named after the last contract that raised it."""
        look = style.look()
        found = limit_names(self._contracts, self._option)
        heights = [self._y(area, kw) for kw, _ in found]
        gap = look.px(17)
        for y, text_y, (kw, place) in zip(heights, apart(heights, gap, area.top(), area.bottom()), found, strict=True):
            painter.setPen(QPen(look.colour("text"), 1.3, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QPen(look.colour("muted"), 1))
            painter.drawLine(QPointF(area.right(), y), QPointF(area.right() + look.px(8), text_y))
            text = f"{self._short(place)} {kw:,}"
            painter.setPen(look.colour("text"))
            left = area.right() + look.px(LABEL_GAP)
            painter.drawText(QRectF(left, text_y - 10, self.width() - left, 20), LEFT, text)

    def _short(self, place: int) -> str:
        if place == 0:
            return self._language.say(contract_name(0, self._option))
        second = place == 1 and not self._option.three_stage
        name = season_name(Season.NON_SUMMER) if second else period_name(Period(place))
        return self._language.text("with {contract}", contract=name)


def limit_names(contracts: ContractsKw, option: TariffOption) -> list[tuple[int, int]]:
    """(limit in kW, the contract that raises it to that) for every different limit, the lowest first."""
    limits = cumulative(contracts)
    places = range(1 if option is TariffOption.EV else 4)
    return [(limits[place], place) for place in places if place == 0 or contracts[place]]
