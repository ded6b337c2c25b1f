"""What the calendar shows and where: days, visits, the light of suitable days. `board.py` adds mouse, keyboard and drops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.visits import is_pinned
from visitplanner.i18n import Language
from visitplanner.services.planning.year_overview import DayFacts
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.plain_text import show_tip
from visitplanner.ui.core.states import visit_day
from visitplanner.ui.planning.board import geometry
from visitplanner.ui.planning.board.crowds import crowd_words, paint_crowd, paint_more
from visitplanner.ui.planning.board.geometry import Arrangement, Block, Cell, Scene
from visitplanner.ui.planning.board.offers import Offers, Place
from visitplanner.ui.planning.board.painting import Light, Painter, lacks_record

NOTHING_KNOWN = DayFacts(True)


class View(StrEnum):
    """How the board divides time: by month, week, or people."""

    MONTH = "month"
    WEEK = "week"
    PEOPLE = "people"


ARRANGERS: dict[View, Callable[[Scene, dt.date], Arrangement]] = {
    View.MONTH: geometry.arrange_month,
    View.WEEK: geometry.arrange_week,
    View.PEOPLE: geometry.arrange_people,
}


@dataclass(frozen=True)
class BoardFacts:
    """What the board shows: visits (filtered), each day's facts, the people with a line of their own, today."""

    rows: Sequence[VisitRow] = ()
    days: Mapping[dt.date, DayFacts] | None = None
    people: Sequence[Person] = ()
    today: dt.date = dt.date(2000, 1, 1)


class CalendarSheet(QAbstractScrollArea):
    """Shows a month or week of visits and finds what lies under a point."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._facts = BoardFacts()
        self.view = View.MONTH
        self.day = self._facts.today
        self.at = self.day
        self.selected: UUID | None = None
        self.offers: Offers | None = None
        self.carrying = False
        self._aim: Place | None = None
        self._hover: UUID | None = None
        self.arrangement = Arrangement()
        self.setObjectName("plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(24)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_facts(self, facts: BoardFacts) -> None:
        """Show other visits and days."""
        self._facts = facts
        self._arrange()

    def look_at(self, view: View, day: dt.date) -> None:
        """Show the month or week of a day."""
        self.view, self.day, self.at = view, day, day
        self._arrange()

    def select(self, visit_id: UUID | None) -> None:
        """Mark a visit and make its day the current one."""
        self.selected = visit_id
        block = self.block_of(visit_id)
        if block is not None:
            self.at = block.place.day
        self.viewport().update()

    def mark(self, visit_id: UUID | None) -> None:
        """Mark a visit as the one at hand and leave the cursor where it is."""
        self.selected = visit_id
        self.viewport().update()

    def carry(self, offers: Offers | None) -> None:
        """Something is being dragged; its days light up as soon as they are known. `drop_it` ends this."""
        self.carrying, self.offers = True, offers
        self.viewport().update()

    def drop_it(self) -> None:
        """Carry nothing any more."""
        self.carrying, self.offers, self._aim = False, None, None
        self.viewport().update()

    def block_of(self, visit_id: UUID | None) -> Block | None:
        """Where a visit is drawn; None when it is not on the board."""
        return next((block for block in self.arrangement.blocks if block.row.visit.id == visit_id), None)

    def box_of(self, place: Place) -> QRectF | None:
        """Where a place is drawn now, in the viewport's coordinates."""
        box = next((cell.box for cell in self.arrangement.cells if cell.place == place), None)
        return box.translated(0, -self.verticalScrollBar().value()) if box is not None else None

    def _arrange(self) -> None:
        facts, size = self._facts, self.viewport().size()
        scene = Scene(facts.rows, facts.days or {}, facts.people, size.width(), size.height(), style.look().percent / 100)
        self.arrangement = ARRANGERS[self.view](scene, self.day)
        bar = self.verticalScrollBar()
        bar.setPageStep(size.height())
        bar.setRange(0, max(0, int(self.arrangement.height - size.height())))
        self.viewport().update()

    def _of_day(self, day: dt.date) -> DayFacts:
        return (self._facts.days or {}).get(day, NOTHING_KNOWN)

    # -- painting -------------------------------------------------------------------------------------------------

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = self.arrangement, QPainter(self.viewport())
        brush = Painter(painter, self._language, self._facts.today)
        painter.translate(0, -self.verticalScrollBar().value())
        for cell in shown.cells:
            brush.cell(cell, self._of_day(cell.place.day), self._light(cell), dated=shown.dated)
        for line in shown.lines:
            brush.line(line)
        for block in shown.blocks:
            ident = block.row.visit.id
            brush.block(block, selected=ident == self.selected, hovered=ident == self._hover, dimmed=self.carrying)
        for more in shown.mores:
            paint_more(painter, more, self._language)
        for crowd in shown.crowds:
            paint_crowd(painter, crowd)
        for cell in shown.cells:
            if self.carrying:
                brush.grade(cell, self._light(cell))
            elif self.hasFocus() and cell.place.day == self.at and self.view is View.MONTH:
                brush.cursor(cell.box)
        painter.resetTransform()
        painter.fillRect(QRectF(0, 0, self.viewport().width(), shown.header), style.look().colour("surface"))
        for heading in shown.columns:
            facts = self._of_day(heading.day) if heading.day else NOTHING_KNOWN
            brush.column(heading, facts, dated=shown.dated)
        painter.end()

    def _light(self, cell: Cell) -> Light:
        if not self.carrying or self.offers is None:
            return Light(aimed=self.carrying and cell.place == self._aim)
        grade = self.offers.grade(cell.place)
        return Light(grade, cell.place == self._aim and grade is not Grade.NOT)

    # -- finding things under the pointer -------------------------------------------------------------------------

    def _under(self, point: QPointF) -> QPointF | None:
        if point.y() < self.arrangement.header:
            return None
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell below a point of the viewport."""
        there = self._under(point)
        return next((cell for cell in self.arrangement.cells if there and cell.box.contains(there)), None)

    def row_at(self, point: QPointF) -> VisitRow | None:
        """The visit below a point of the viewport."""
        there = self._under(point)
        return next((block.row for block in self.arrangement.blocks if there and block.box.contains(there)), None)

    @guarded(False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip_at(QPointF(event.pos()))
            show_tip(event.globalPos(), text, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover = None
            self.viewport().update()
        return super().viewportEvent(event)

    def tip_at(self, point: QPointF) -> str:
        """What stands under the pointer, in words."""
        row, cell = self.row_at(point), self.cell_at(point)
        if row is not None and not self.carrying:
            return self.words(row)
        if cell is None:
            return ""
        date = self._language.date(cell.place.day, weekday=True)
        if self.carrying and self.offers is not None:
            words = self.offers.words(cell.place, self._of_day(cell.place.day))
            return "\n".join((date, *(self._language.say(word) for word in words)))
        remark = self._of_day(cell.place.day).remark
        if cell.count:
            theirs = [row for row in self._facts.rows if row.visit.day == cell.place.day]
            total = self._language.text("{count} in all", count=cell.count)
            return "\n".join((" ".join(part for part in (date, remark, total) if part), crowd_words(theirs, self._language)))
        return f"{date} {remark}" if remark else ""

    def words(self, row: VisitRow) -> str:
        _, say = self._language.text, self._language.say
        lines = [row.subject, f"{visit_day(row, self._language)}　{say(row.state_name)}"]
        lines.append(geometry.team_of(row, None))
        if lacks_record(row, self._facts.today):
            lines.append(_("The record is not written yet."))
        if is_pinned(row.visit):
            lines.append(_("Placed by hand: planning and mending leave it there until it is released."))
        return "\n".join(line for line in lines if line)
