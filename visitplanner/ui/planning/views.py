"""Which part of the year is in sight: all of it, a month, a week, people or a list, and how one goes from one to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Slot

from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.frame import PlanningFrame
from visitplanner.ui.planning.view_bar import LIST, YEAR


class PlanningViews(PlanningFrame):
    """The page's views; what they show is chosen in `page.py`."""

    def subject(self) -> UUID | None:
        """Whom the visit at hand is for."""
        return self.hand.subject()

    @Slot()
    def _choose(self) -> None:
        """Filter, and show again; the page does it."""

    def _arrived(self, target: object) -> bool:
        """Whether the page went where it was asked for: to a day's week, or to "import", the office's own list of visits."""
        if isinstance(target, dt.date):
            self.show_week(target)
        elif target == "import":
            self.hand.open_visits_import()
        else:
            return False
        return True

    def _look(self, view: str) -> None:
        self.stack.setCurrentIndex({LIST: 1, YEAR: 2}.get(view, 0))
        self.strip.setVisible(isinstance(view, View))
        self._make_room()
        if isinstance(view, View):
            self.board.look_at(view, self.board.at)
        elif view == LIST:
            self.table.show_key(self.board.selected)
        self._name_span()

    def _look_at(self, day: dt.date) -> None:
        self.board.look_at(self.board.view, day)
        self._name_span()

    def _name_span(self) -> None:
        self.bar.name_span(self.board.view if isinstance(self.bar.view, View) else None, self.board.day)
        self.strip.stand_at(self.board.day)

    @Slot(int)
    def turn(self, pages: int) -> None:
        """Go so many months or weeks on, or back."""
        day = self.board.day
        if self.board.view is View.MONTH:
            number = day.year * 12 + day.month - 1 + pages
            self._look_at(dt.date(number // 12, number % 12 + 1, 1))
        else:
            self._look_at(day + dt.timedelta(days=7 * pages))

    @Slot()
    def go_today(self) -> None:
        """Go to the month or week of today."""
        self._look_at(self.desk.day)

    @Slot(object)
    def show_week(self, day: dt.date) -> None:
        """Show the week a day lies in."""
        self.board.at = day
        self.bar.choose(View.WEEK)

    @Slot(object)
    @Slot(object, object)
    def show_month(self, first: dt.date, key: object = None) -> None:
        """A month day by day, as the calendar stands or, from the sheet of the year, of a line's person or kind."""
        if self.bar.view == YEAR:
            if isinstance(key, UUID):
                self.person.set_value(key)
            elif isinstance(key, SubjectKind):
                self.kind.set_value(key)
            self._choose()
            self.board.at = first
            self.bar.choose(View.MONTH)
        else:
            self._look_at(first)

    @Slot(object, object)
    def _planned(self, first: dt.date | None, before: Mapping[dt.date, int]) -> None:
        """A plan was put into the calendar: stand at its first week, and keep how full the months were before."""
        self.year_view.before = before
        if first is not None:
            self.show_week(first)
        self._choose()
