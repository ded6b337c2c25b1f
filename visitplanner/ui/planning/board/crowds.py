"""What a month says of a day with more visits than it can show: who leads how many, and how many more there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from visitplanner.i18n import Language
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.planning.board.geometry import Crowd, More

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
LEAST_BESIDE, LEAST_BAR = 18, 10
"""Pixels at 100 % that stay free beside a person's name, and below which a bar says nothing."""
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
    words = painter.fontMetrics()
    name = max(box.width() * 0.5, min(words.horizontalAdvance(crowd.name) + 4, box.width() - look.px(LEAST_BESIDE)))
    shown = words.elidedText(crowd.name, Qt.TextElideMode.ElideRight, int(name))
    painter.drawText(QRectF(box.left(), box.top(), name, box.height()), LEFT, shown)
    painter.drawText(box, RIGHT, str(crowd.count))
    room = box.width() - name - look.px(22)
    if room < look.px(LEAST_BAR):
        return
    bar = QRectF(box.left() + name, box.center().y() - look.px(3), room * crowd.share, look.px(6))
    painter.fillRect(bar, look.colour("accent"))


def crowd_words(rows: Iterable[VisitRow], language: Language) -> str:
    """Everybody who leads visits of a day and how many, the busiest first; for what a cell cannot show."""
    by_leader = Counter(row.leader for row in rows).most_common()
    return language.listed(f"{name} {count}" for name, count in by_leader)
