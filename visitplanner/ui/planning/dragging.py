"""A visit or a line of the tray on its way to a day or month: what lights up, and what letting go does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.services.core.outcome import Command
from visitplanner.ui.core import style
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.planning.board.offers import Dragged, Offers, Place
from visitplanner.ui.planning.forms.anyway_form import AnywayForm
from visitplanner.ui.planning.forms.day_form import wish_of
from visitplanner.ui.planning.presenter import PlanningPresenter, YearFacts


class Target(Protocol):
    """What takes visits: the calendar, the strip, the sheet of the year."""

    offers: Offers | None
    carrying: bool

    def carry(self, offers: Offers | None) -> None: ...

    def drop_it(self) -> None: ...


class Dragging(QObject):
    """Carries things over several targets. busy: the button is down. settled: it is up again, things may move."""

    settled = Signal()

    def __init__(
        self,
        desk: Desk,
        presenter: PlanningPresenter,
        targets: Sequence[Target],
        facts: Callable[[], YearFacts | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._presenter = presenter
        self._targets = targets
        self.busy = False
        self._facts = facts
        self._page = page

    @Slot(object)
    def carry(self, carried: Dragged) -> None:
        """Drag until it is let go or Esc is pressed; the days light up as soon as they are graded."""
        self.busy = True
        self.light(carried)
        drag = QDrag(self._page)
        drag.setMimeData(carried.mime())
        drag.setPixmap(self._picture(carried.name))
        drag.setHotSpot(QPoint(12, 12))
        drag.exec(Qt.DropAction.MoveAction)
        self.busy = False
        self.drop_it()
        self.settled.emit()

    def drop_it(self) -> None:
        for target in self._targets:
            target.drop_it()

    def light(self, carried: Dragged) -> None:
        """Show which days would take it."""
        facts = self._facts()
        if facts is None:
            return
        for target in self._targets:
            target.carry(None)
        wish = wish_of(facts.visit(carried.visit_id))
        self._presenter.offers_for(self._page, carried, wish, facts.year, self._lit)

    def _lit(self, offers: Offers) -> None:
        if not self._targets[0].carrying:
            return
        if offers.days:
            for target in self._targets:
                target.carry(offers)
        else:
            self._desk.session.notice(self._desk.language.text("Nobody may lead this visit yet. Assign people first."), Tone.WARN)

    @Slot(object, object)
    def dropped(self, carried: Dragged, place: Place) -> None:
        """Put what was carried where it was let go; a refusal is said in the strip."""
        facts, offers = self._facts(), self._targets[0].offers
        self.drop_it()
        if facts is None:
            return
        seat = offers.seat(place) if offers else None
        try:
            self._presenter.put(carried, facts.visit(carried.visit_id), place.day, seat, facts.year, self._doubted)
        except Refused as refusal:
            self._desk.session.refuse(refusal)

    def _doubted(self, command: Command, doubt: Doubted) -> None:
        AnywayForm(self._desk, command, doubt, self._page).open()

    def _picture(self, name: str) -> QPixmap:
        look = style.look()
        picture = QPixmap(look.px(180), look.px(28))
        picture.fill(look.colour("accent_soft"))
        painter = QPainter(picture)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font(13, bold=True))
        painter.drawText(picture.rect().adjusted(10, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()
        return picture
