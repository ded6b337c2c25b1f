"""A chart in its card, with its read-out and the legend of the periods."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.tariffs.books.names import period_name
from visitplanner.domain.tariffs.books.periods import PERIODS, Period
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.tariffs.charts.chart import LEFT, Chart
from visitplanner.ui.widgets.parts import column, label, row


class PeriodLegend(QWidget):
    """The colours of the periods in words, and how the parts over contract are drawn."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.show_periods(PERIODS)

    def show_periods(self, periods: Iterable[Period]) -> None:
        """Name those that occur under the option."""
        say = self._language.say
        self._entries = [(style.PERIOD_COLOURS[period], say(period_name(period))) for period in sorted(periods)]
        self._bands = [self._language.text("over ×2"), self._language.text("over ×3")]
        metrics = QFontMetricsF(style.look().font(12))
        words = [text for _, text in self._entries] + self._bands
        self._widths = [metrics.horizontalAdvance(text) + style.look().px(26) for text in words]
        self.setFixedSize(QSize(int(sum(self._widths)), style.look().px(18)))
        self.update()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        look = style.look()
        painter = QPainter(self)
        painter.setFont(look.font(12))
        danger = look.colour("danger")
        brushes = [QBrush(colour) for colour, _ in self._entries]
        brushes += [QBrush(danger, Qt.BrushStyle.BDiagPattern), QBrush(danger)]
        left = 0.0
        for number, text in enumerate([text for _, text in self._entries] + self._bands):
            box = QRectF(left, self.height() / 2 - look.px(5), look.px(10), look.px(10))
            painter.setPen(danger if number >= len(self._entries) else Qt.PenStyle.NoPen)
            painter.setBrush(brushes[number])
            painter.drawRect(box)
            painter.setPen(look.colour("muted"))
            painter.drawText(QRectF(QPointF(box.right() + look.px(5), 0), self.rect().bottomRight()), LEFT, text)
            left += self._widths[number]
        painter.end()


def chart_card(title: str, chart: Chart, *beside: QWidget) -> QFrame:
    """A chart with its title and what stands beside it; that gives way to what lies under the cursor."""
    read = label(role="muted")
    read.setObjectName("read_out")
    read.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show(text: str) -> None:
        read.setText(text)
        for part in beside:
            part.setVisible(not text)

    chart.read.connect(show)
    head = row(label(title, "section"), 8, *beside, None, read, spacing=8)
    frame = QFrame()
    frame.setObjectName("card")
    inside = column(head, chart, spacing=4, margins=(16, 10, 12, 8))
    inside.setStretchFactor(chart, 1)
    frame.setLayout(inside)
    return frame
