"""What a month says of a day with more visits than it can show: who leads how many, and how many more there are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.planning.board.geometry import Crowd, More

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_more(painter: QPainter, more: More, language: Language) -> None:
    """How many visits found no room in a cell."""
    look = style.look()
    painter.setFont(look.font(12))
    painter.setPen(look.colour("accent"))
    words = language.text("{count} more", count=more.count)
    if more.people:
        words = language.text("{people} others: {count}", people=more.people, count=more.count)
    painter.drawText(more.box.adjusted(look.px(4 if more.people else 8), 0, 0, 0), LEFT, words)


def paint_crowd(painter: QPainter, crowd: Crowd) -> None:
    """Who leads how many of a crowded day's visits: name, number, and a bar against the busiest."""
    look = style.look()
    box = crowd.box.adjusted(look.px(4), 0, -look.px(4), 0)
    painter.setFont(look.font(12))
    painter.setPen(look.colour("text"))
    words, name = painter.fontMetrics(), box.width() * 0.5
    shown = words.elidedText(crowd.name, Qt.TextElideMode.ElideRight, int(name))
    painter.drawText(QRectF(box.left(), box.top(), name, box.height()), LEFT, shown)
    painter.drawText(box, RIGHT, str(crowd.count))
    room = box.width() - name - look.px(22)
    bar = QRectF(box.left() + name, box.center().y() - look.px(3), room * crowd.share, look.px(6))
    painter.fillRect(bar, look.colour("accent"))
