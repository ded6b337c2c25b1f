"""Above the calendar: which view, which span, and what the shapes mean."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QWidget

from visitplanner.domain.visits.visits import VisitState
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, Shape, chip_width, paint_chip
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.states import visit_chip
from visitplanner.ui.planning.board.geometry import week_days
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.forms.printing import PAPERS
from visitplanner.ui.widgets.parts import button, label, row

LIST, YEAR = "list", "year"
SPARE = 8
SPACING, TIGHT = 6, 2


class Legend(QWidget):
    """What the shapes mean; the page hides it where there is no room for all of it."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._chips = [visit_chip(state, language) for state in VisitState]
        self._chips.append(Chip(language.text("placed by hand"), Shape.PIN))
        self.setFixedHeight(style.look().px(22))
        self.setFixedWidth(int(sum(self._widths())) + 1)

    def _widths(self) -> list[float]:
        return [chip_width(chip) + style.look().px(8) for chip in self._chips]

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        widths = self._widths()
        left = self.width() - sum(widths)
        painter = QPainter(self)
        for chip, width in zip(self._chips, widths, strict=True):
            paint_chip(painter, QRectF(left, 0, width, self.height()), chip)
            left += width
        painter.end()


class ViewBar(QWidget):
    """by: chooses by what the year is laid out; shown with the year alone. view_chosen: a View, LIST or YEAR. turned: so many
    months or weeks on. today_wanted: back to today. paper_wanted: a Paper."""

    view_chosen = Signal(object)
    turned = Signal(int)
    today_wanted = Signal()
    paper_wanted = Signal(object)

    def __init__(self, language: Language, by: QWidget) -> None:
        super().__init__()
        _ = language.text
        self._language, self._by = language, by
        self.view: str = View.MONTH
        self._room = 0
        self._group = QButtonGroup(self)
        self._views: dict[str, QWidget] = {}
        names = {YEAR: _("All year"), View.MONTH: _("Month"), View.WEEK: _("Week"), View.PEOPLE: _("People"), LIST: _("List")}
        switch = row(spacing=2)
        for number, (view, name) in enumerate(names.items(), 1):
            made = button(name, kind="segment", tip=f"{name} (Alt+{number})")
            made.setCheckable(True)
            made.setChecked(view == self.view)
            made.clicked.connect(lambda _checked, view=view: self.choose(view))
            self._group.addButton(made)
            self._views[view] = made
            switch.addWidget(made)
        before = button("", kind="icon", icon="chevron-left", on=self._earlier, tip=_("Earlier (Page up)"))
        after = button("", kind="icon", icon="chevron-right", on=self._later, tip=_("Later (Page down)"))
        today = button(_("Today"), kind="quiet", on=self._today, tip=_("Go to today (Ctrl+T)"))
        self._steps, self._go_today = (before, after, today), today
        self._span = label(role="section")
        self._span.setMinimumWidth(style.look().px(84))
        self._line = row(switch, 8, before, after, today, self._span, by, None, self._printing(), spacing=SPACING)
        self.setLayout(self._line)
        by.hide()

    def _printing(self) -> QPushButton:
        """The menu of papers."""
        _ = self._language.text
        self._print = made = button(_("P&rint"), icon="printer", tip=_("Print the day, the week or the list, with details"))
        menu = QMenu(made)
        for paper, name in PAPERS.items():
            menu.addAction(self._language.say(name), lambda paper=paper: self.paper_wanted.emit(paper))
        made.setMenu(menu)
        return made

    def fit(self, room: int) -> None:
        """Lay out for so many pixels: what can be said shorter is, and the span gives way to the strip, which names it too."""
        self._room = room
        self._span.hide()
        self._print.setText(self._language.text("P&rint"))
        self._short_today(short=False)
        self._line.setSpacing(SPACING)
        if self.minimumSizeHint().width() > room:
            self._print.setText("")
        if self.minimumSizeHint().width() > room:
            self._short_today(short=True)
            self._line.setSpacing(TIGHT)
        left = room - self.minimumSizeHint().width() - self._span.sizeHint().width()
        self._span.setVisible(self.view != YEAR and left >= style.look().px(SPARE))

    def _short_today(self, *, short: bool) -> None:
        """The way back to today as a picture alone, or in words."""
        self._go_today.setText("" if short else self._language.text("Today"))
        self._go_today.setIcon(style.icon("calendar-days", "accent") if short else QIcon())

    def choose(self, view: str) -> None:
        """Choose a view and tell it."""
        self.view = view
        for each, made in self._views.items():
            made.setProperty("checked", each == view)
            made.setChecked(each == view)  # pyright: ignore[reportAttributeAccessIssue]
        self._by.setVisible(view == YEAR)
        self.fit(self._room)
        self.view_chosen.emit(view)

    def name_span(self, view: View | None, day: dt.date) -> None:
        """Say which month or week is shown; None: the whole year."""
        language = self._language
        for step in self._steps:
            step.setVisible(view is not None)
        if view is None:
            self._span.setText(language.text("The whole year"))
        elif view is View.MONTH:
            self._span.setText(language.month_of_year(day))
        else:
            days = week_days(day)
            self._span.setText(language.text("{first} to {last}", first=days[0], last=days[-1]))
        self.fit(self._room)

    def _earlier(self) -> None:
        self.turned.emit(-1)

    def _later(self) -> None:
        self.turned.emit(1)

    def _today(self) -> None:
        self.today_wanted.emit()
