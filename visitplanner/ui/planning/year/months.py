"""What takes visits month by month: the strip above the calendar and the sheet of the year share how a drag is received."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from visitplanner.domain.visits.visits import SLOT_NAMES
from visitplanner.i18n import Language
from visitplanner.services.planning.year_overview import MonthFacts, MonthLoad
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.plain_text import show_tip
from visitplanner.ui.planning.board.offers import GRADE_NAMES, Dragged, MonthOffer, Offers
from visitplanner.ui.planning.board.painting import GRADE_GROUNDS, paint_grade


@dataclass(frozen=True)
class MonthPlace:
    """A month, in a line of the year also whose."""

    first: dt.date
    person_id: UUID | None = None


class MonthTarget(QWidget):
    """A widget with a box for each month. dropped: something was let go over a month; with the place that it gets."""

    dropped = Signal(object, object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.offers: Offers | None = None
        self.carrying = False
        self.aim: MonthPlace | None = None
        self._known: dict[MonthPlace, MonthOffer] = {}
        self.setAcceptDrops(True)

    def place_at(self, point: QPointF) -> MonthPlace | None:
        """The month under a point; each widget knows its own boxes."""
        raise NotImplementedError

    def tip_at(self, point: QPointF) -> str:
        """What stands under a point, in words."""
        raise NotImplementedError

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip_at(QPointF(event.pos()))
            show_tip(event.globalPos(), text, self)
            return True
        return super().event(event)

    # -- while something is dragged -------------------------------------------------------------------------------

    def carry(self, offers: Offers | None) -> None:
        """Something is being dragged; months light up as soon as its days are known. `drop_it` ends this."""
        self.carrying, self.offers, self._known = True, offers, {}
        self.update()

    def drop_it(self) -> None:
        self.carrying, self.offers, self.aim = False, None, None
        self.update()

    def offer(self, place: MonthPlace | None) -> MonthOffer | None:
        if self.offers is None or place is None:
            return None
        if place not in self._known:
            self._known[place] = self.offers.of_month(place.first, place.person_id)
        return self._known[place]

    def offer_words(self, place: MonthPlace) -> str:
        """What letting go over a month would do, or why it takes nothing."""
        offer, language = self.offer(place), self.language
        if offer is None:
            return ""
        if offer.place is None or self.offers is None:
            return "\n".join((language.month_name(place.first.month), *(language.say(word) for word in offer.words)))
        seat = self.offers.seat(offer.place)
        slot = language.say(SLOT_NAMES[seat.slot]) if seat else ""
        day = language.date(offer.place.day, weekday=True)
        return language.text("Goes to {day} {slot}: {grade}", day=day, slot=slot, grade=GRADE_NAMES[offer.grade])

    @guarded()
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if Dragged.read(event.mimeData()) is not None:
            event.acceptProposedAction()

    @guarded()
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        place = self.place_at(event.position())
        if place != self.aim:
            self.aim = place
            self.update()
        if place is None:
            QToolTip.hideText()
        else:
            show_tip(self.mapToGlobal(event.position().toPoint()), self.offer_words(place), self)
        offer = self.offer(place)
        if offer is not None and offer.place is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    @guarded()
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.aim = None
        self.update()

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        what, offer = Dragged.read(event.mimeData()), self.offer(self.place_at(event.position()))
        if what is None or offer is None or offer.place is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.dropped.emit(what, offer.place)

    def paint_light(self, painter: QPainter, box: QRectF, place: MonthPlace) -> None:
        """The ground of a month while something is dragged: what suits, what is possible, what is not."""
        offer, look = self.offer(place), style.look()
        if offer is None:
            return
        painter.fillRect(box, look.colour(GRADE_GROUNDS[offer.grade]))
        if offer.place is None:
            painter.fillRect(box, QBrush(look.colour("border"), Qt.BrushStyle.BDiagPattern))
        elif place == self.aim:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)

    def paint_offer(self, painter: QPainter, line: QRectF, place: MonthPlace) -> None:
        """How well a month suits, at the right of a line: a shape, and its word where there is room."""
        offer = self.offer(place)
        if offer is not None and offer.place is not None:
            paint_grade(painter, line, offer.grade, self.language)


def load_words(month: MonthFacts, load: MonthLoad, language: Language) -> str:
    """A month's visits in words, for tips and screen readers."""
    _ = language.text
    lines = [
        _(
            "{month}: {count} visits, usual {norm}",
            month=language.month_name(month.first.month),
            count=load.count,
            norm=norm_text(load),
        ),
        _(
            "{done} done, {agreed} agreed or tentative, {suggested} suggested; {days} working days",
            done=load.done,
            agreed=load.agreed,
            suggested=load.suggested,
            days=month.working_days,
        ),
    ]
    if load.too_full:
        lines.append(_("More than usual."))
    return "\n".join(lines)


def norm_text(load: MonthLoad) -> str:
    """A norm the way it is read: whole visits, or one place after the point below three."""
    return f"{load.norm:.0f}" if load.norm >= 3 or load.norm == round(load.norm) else f"{load.norm:.1f}"
