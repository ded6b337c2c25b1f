"""What the parts of a month's bar mean, and the mark of what is usual."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from visitplanner.i18n import Language
from visitplanner.services.planning.year_overview import MonthLoad
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Shape, paint_shape
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.planning.year.painting import paint_across

SAMPLES = (MonthLoad(done=1), MonthLoad(agreed=1), MonthLoad(suggested=1))
SIDE, SPACE = 14, 12


class BarKey(QWidget):
    """As wide as its words."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._words = (_("done"), _("agreed, tentative"), _("suggested"), _("usual"), _("more than usual"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(style.look().px(22))

    def _needed(self) -> float:
        look = style.look()
        self.ensurePolished()
        metrics = self.fontMetrics()
        return sum(metrics.horizontalAdvance(word) + look.px(SIDE + 5 + SPACE) for word in self._words)

    @guarded(QSize(300, 22))
    def sizeHint(self) -> QSize:
        return QSize(int(self._needed()), style.look().px(22))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        look = style.look()
        left = self.width() - self._needed()
        painter = QPainter(self)
        painter.setFont(look.font(12))
        side, middle = look.px(SIDE), self.height() / 2
        for number, word in enumerate(self._words):
            box = QRectF(left, middle - look.px(4), side, look.px(8))
            if number < len(SAMPLES):
                paint_across(painter, box, SAMPLES[number], 1)
            elif number > len(SAMPLES):
                paint_shape(painter, box.adjusted(2, -1, -2, 1), Shape.ALERT, look.colour("warn"))
            else:
                painter.setPen(QPen(look.colour("text"), 1.6))
                painter.drawLine(int(box.center().x()), int(box.top() - 2), int(box.center().x()), int(box.bottom() + 2))
            painter.setPen(look.colour("muted"))
            width = painter.fontMetrics().horizontalAdvance(word)
            words = QRectF(box.right() + look.px(5), 0, width + 2, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word)
            left += side + look.px(5 + SPACE) + width
        painter.end()
