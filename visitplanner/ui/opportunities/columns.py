"""The columns of 機會, and the small load curve in one of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from visitplanner.domain.core.messages import said
from visitplanner.i18n import Language
from visitplanner.services.opportunities.opportunities import Opportunity
from visitplanner.services.programme.obligations import URGENCY
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.rows_model import NOTHING, Column, Index
from visitplanner.ui.core.states import due_chip
from visitplanner.ui.widgets.table import RowDelegate, Table

SIDE, ABOVE = 12, 7


def curve_words(row: Opportunity, language: Language) -> str:
    """The curve for whoever does not see it: the highest hour of the weekday, and the lowest."""
    curve = row.found.curve_kw
    if not curve:
        return language.text("from monthly readings") if row.found.from_readings else NOTHING
    top, least = max(range(len(curve)), key=lambda hour: curve[hour]), min(range(len(curve)), key=lambda hour: curve[hour])
    return language.text(
        "Weekdays: {most:,} kW at {top} h, {few:,} kW at {least} h",
        most=round(curve[top]),
        top=top,
        few=round(curve[least]),
        least=least,
    )


def state_chip(row: Opportunity, language: Language) -> Chip | None:
    """How the most urgent visit owed stands."""
    return due_chip(row.state, language) if row.state is not None else None


def advised(row: Opportunity, language: Language) -> str:
    """The answer in one sentence."""
    return language.say(row.found.told)


OPPORTUNITIES: tuple[Column[Opportunity], ...] = (
    Column("name", said("Customer"), lambda row: row.customer.name, width=190, tip=lambda row, _: row.customer.name),
    Column("curve", said("Weekday load"), lambda row: max(row.found.curve_kw, default=None), lambda _row, _to: "", width=116,
           tip=curve_words),
    Column("least", said("At least (NT$)"), lambda row: row.found.least_ntd,
           width=116, right=True),
    Column("state", said("Visit"), lambda row: URGENCY.index(row.state) if row.state else None, chip=state_chip, width=112),
    Column("worth", said("Order"), lambda row: row.worth_ntd, width=104, right=True, spare=1),
    Column("told", said("What to propose"), lambda row: row.found.told.template, advised, stretch=True, tip=advised),
)  # fmt: skip


class CurveDelegate(RowDelegate):
    """Paints the hours of a weekday as a small line over its area, from nothing to its own highest hour."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._rows = table.rows

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        curve = self._rows.row(index.row()).found.curve_kw
        if not curve or max(curve) <= 0:
            return
        look = style.look()
        area = QRectF(option.rect).adjusted(look.px(SIDE), look.px(ABOVE), -look.px(SIDE), -look.px(ABOVE))
        step, top = area.width() / (len(curve) - 1), max(curve)
        line = [QPointF(area.left() + step * hour, area.bottom() - area.height() * kw / top) for hour, kw in enumerate(curve)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = look.colour("accent")
        ground.setAlphaF(0.16)
        painter.setPen(QPen(look.colour("border"), 0))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QPen(look.colour("accent"), 0.1))
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF([area.bottomLeft(), *line, area.bottomRight()]))
        painter.setPen(QPen(look.colour("accent"), look.px(1.4)))
        painter.drawPolyline(QPolygonF(line))
        painter.restore()
