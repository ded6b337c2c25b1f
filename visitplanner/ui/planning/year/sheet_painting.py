"""How the sheet of the year is painted: figures first, then bars, colour last."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from visitplanner.domain.visits.visits import VisitState
from visitplanner.i18n import Language
from visitplanner.services.planning.year_overview import MonthLoad, YearLine, month_of
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Shape, paint_shape
from visitplanner.ui.core.states import VISIT_SHAPES
from visitplanner.ui.planning.board.painting import dress_of, short_name
from visitplanner.ui.planning.year.geometry import TOTAL, NamedVisit, YearCell, YearShown, margins, month_boxes
from visitplanner.ui.planning.year.months import norm_text
from visitplanner.ui.planning.year.painting import paint_across, paint_up, paint_usual

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class SheetPainter:
    """Paints one sheet; made anew for each paint event."""

    def __init__(self, painter: QPainter, language: Language, shown: YearShown) -> None:
        self._painter = painter
        self._language = language
        self._shown = shown
        self._look = style.look()
        self._whole_top = max((max(load.count, load.norm) for line in shown.lines[:1] for load in line.loads), default=1.0)
        self._whole_top = max(self._whole_top, *(shown.before or {}).values(), 1.0)
        self._line_top = max((max(load.count, load.norm) for line in shown.lines[1:] for load in line.loads), default=1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def head(self, width: float, height: float) -> None:
        """Month names, the present one marked, and how many days the office works in each."""
        painter, look = self._painter, self._look
        painter.fillRect(QRectF(0, 0, width, height), look.colour("surface"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(QPointF(0, height - 1), QPointF(width, height - 1))
        columns = month_boxes(width, look.percent / 100, len(self._shown.months))
        for month, (left, wide) in zip(self._shown.months, columns, strict=True):
            now = month.first == month_of(self._shown.today)
            painter.setFont(look.font(13, bold=True))
            painter.setPen(look.colour("accent" if now else "text"))
            name = self._language.month_name(month.first.month)
            fits = painter.fontMetrics().horizontalAdvance(name) < wide - look.px(4)
            painter.drawText(QRectF(left, look.px(3), wide, look.px(19)), CENTRE, name if fits else str(month.first.month))
            painter.setFont(look.font(12))
            painter.setPen(look.colour("muted"))
            days = self._language.text("{days} d", days=month.working_days)
            fits = painter.fontMetrics().horizontalAdvance(days) < wide - look.px(4)
            painter.drawText(QRectF(left, look.px(20), wide, look.px(17)), CENTRE, days if fits else str(month.working_days))
        painter.setFont(look.font(12, bold=True))
        _gutter, total = margins(width, look.percent / 100)
        painter.drawText(QRectF(width - total, 0, total - look.px(6), height), RIGHT, self._language.text("Total"))

    def line(self, line: YearLine, gutter: QRectF, total: QRectF, width: float, *, unfolded: bool) -> None:
        """A line's name on the left, the whole year's figures on the right, and its hairline."""
        painter, look = self._painter, self._look
        name, second = self._shown.names.get(line.key, ("", ""))
        painter.fillRect(QRectF(0, gutter.top(), width, gutter.height()), look.colour("hover" if unfolded else "surface"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(QPointF(0, gutter.bottom()), QPointF(width, gutter.bottom()))
        self._arrow(gutter, unfolded=unfolded)
        inner = QRectF(gutter.left() + look.px(22), gutter.top() + look.px(5), gutter.width() - look.px(26), look.px(19))
        painter.setFont(look.font(13, bold=True))
        painter.setPen(look.colour("text"))
        painter.drawText(inner, LEFT, self._cut(name, inner.width()))
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(name) + look.px(6))
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        if painter.fontMetrics().horizontalAdvance(second) <= inner.width():
            painter.drawText(inner, LEFT, second)
        box = QRectF(total.left(), total.top() + look.px(5), total.width() - look.px(8), look.px(19))
        fair = self._shown.fair.get(line.key)
        usual = f" / {fair:.1f}" if fair is not None and total.width() >= look.px(TOTAL) else ""
        painter.drawText(box, RIGHT, usual)
        box.setRight(box.right() - painter.fontMetrics().horizontalAdvance(usual))
        painter.setFont(look.font(13, bold=True))
        painter.setPen(look.colour("text"))
        painter.drawText(box, RIGHT, str(line.count))

    def _arrow(self, gutter: QRectF, *, unfolded: bool) -> None:
        """Points right while a line is folded, down while its visits are shown."""
        look = self._look
        middle = QPointF(gutter.left() + look.px(11), gutter.top() + look.px(15))
        far, near = look.px(4), look.px(2)
        points = [(-far, -near), (0, near), (far, -near)] if unfolded else [(-near, -far), (near, 0), (-near, far)]
        self._painter.setPen(QPen(look.colour("muted"), 1.6))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline([QPointF(middle.x() + x, middle.y() + y) for x, y in points])

    def foot(self, cell: YearCell) -> QRectF:
        """Where it stands, while something is dragged, how well a month suits."""
        look, side = self._look, self._look.px(18)
        box = cell.top.adjusted(look.px(4), 0, -look.px(5), 0)
        if self._shown.lines[cell.line].key is None:
            return QRectF(box.left(), box.bottom() - side, box.width(), side)
        return QRectF(box.right() - side, box.top() + look.px(4), side, side)

    def cell(self, cell: YearCell, load: MonthLoad, *, bars: bool) -> None:
        """A month of a line: its count against what is usual, and, unless something is dragged over it, the bar."""
        look = self._look
        self._painter.setPen(QPen(look.colour("hairline"), 1))
        self._painter.drawLine(cell.box.topLeft(), cell.box.bottomLeft())
        if self._shown.lines[cell.line].key is None:
            self._standing(cell, load, bars=bars)
            return
        inner = cell.top.adjusted(look.px(6), look.px(3), -look.px(6), -look.px(4))
        self._figures(QRectF(inner.left(), inner.top(), inner.width(), look.px(19)), load, bars=bars)
        if load.count and bars:
            bar = QRectF(inner.left(), inner.bottom() - look.px(4), inner.width(), look.px(4))
            paint_across(self._painter, bar, load, self._line_top)

    def _figures(self, line: QRectF, load: MonthLoad, *, bars: bool) -> None:
        painter, look = self._painter, self._look
        count, usual = str(load.count), f" / {norm_text(load)}"
        painter.setFont(look.font(13, bold=load.count > 0))
        painter.setPen(look.colour("warn" if load.too_full else "text" if load.count else "muted"))
        painter.drawText(line, LEFT, count)
        width = painter.fontMetrics().horizontalAdvance(count)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        if width + painter.fontMetrics().horizontalAdvance(usual) <= line.width():
            painter.drawText(line.adjusted(width, 0, 0, 0), LEFT, usual)
            width += painter.fontMetrics().horizontalAdvance(usual)
        side = look.px(9)
        if load.too_full and bars and line.width() >= width + side:
            box = QRectF(line.right() - side, line.center().y() - side / 2, side, side)
            paint_shape(painter, box, Shape.ALERT, look.colour("warn"))

    def _standing(self, cell: YearCell, load: MonthLoad, *, bars: bool) -> None:
        """The whole office's month as a bar that stands, what was there before the last plan as an outline beside it."""
        painter, look = self._painter, self._look
        inner = cell.top.adjusted(look.px(7), look.px(4), -look.px(7), -look.px(6))
        self._figures(QRectF(inner.left(), inner.top(), inner.width(), look.px(19)), load, bars=bars)
        if not bars:
            return
        area = inner.adjusted(0, look.px(24), 0, 0)
        month, before = self._shown.months[cell.month].first, self._shown.before
        wide = min(area.width(), look.px(30))
        body = QRectF(area.center().x() - wide / 2, area.top(), wide, area.height())
        if before is not None and before.get(month, 0) != load.count:
            high = area.height() * before.get(month, 0) / self._whole_top
            ghost = QRectF(body.left() - look.px(6), body.bottom() - high, body.width() / 2, high)
            painter.setPen(QPen(look.colour("muted"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(ghost)
            body.setLeft(body.left() + look.px(6))
        paint_up(painter, body, load, self._whole_top)
        paint_usual(painter, area, load.norm, self._whole_top)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def chip(self, chip: NamedVisit, *, selected: bool, dimmed: bool) -> None:
        """A visit by name, framed as in the calendar."""
        painter, look, state = self._painter, self._look, chip.row.visit.state
        pen, ground = dress_of(state)
        painter.save()
        painter.setOpacity(0.45 if dimmed else 1.0)
        painter.setPen(QPen(look.colour("accent"), 2) if selected else pen)
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(chip.box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        line = chip.box.adjusted(look.px(3), 0, -1, 0)
        painter.setFont(look.font(12))
        name = short_name(chip.row.subject)
        side = look.px(8)
        if line.width() >= painter.fontMetrics().horizontalAdvance(name) + side + look.px(3):
            shape, tone = VISIT_SHAPES[state]
            box = QRectF(line.left(), line.center().y() - side / 2, side, side)
            paint_shape(painter, box, shape, look.colour(tone.value if tone.value != "plain" else "muted"))
            line.setLeft(line.left() + side + look.px(3))
        painter.setPen(look.colour("muted" if state is VisitState.DONE else "text"))
        painter.drawText(line, LEFT, self._cut(name, line.width()))
        painter.restore()

    def cursor(self, box: QRectF) -> None:
        """The month the keyboard stands on."""
        self._painter.setPen(QPen(self._look.colour("accent"), 1.5, Qt.PenStyle.DotLine))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(box.adjusted(2, 2, -3, -3))

    def _cut(self, text: str, width: float) -> str:
        return self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
