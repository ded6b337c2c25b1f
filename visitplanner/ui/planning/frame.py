"""How the 行程 page is put together: filters, tray, calendar or list, card. What it does stands in `page.py`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.exports.list_tables import VisitTable
from visitplanner.services.exports.visit_calendars import PersonCalendar
from visitplanner.services.papers.visit_sheets import Only
from visitplanner.ui.core import style
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.pages.desk import MARGIN, Desk, Page
from visitplanner.ui.papers.exporting import CALENDAR_KINDS, LIST_KINDS, export_calendar, export_list, nobody_chosen, where_to
from visitplanner.ui.planning.at_hand import AtHand
from visitplanner.ui.planning.board.board import CalendarBoard
from visitplanner.ui.planning.board.tray import WIDTH as TRAY_WIDTH
from visitplanner.ui.planning.board.tray import Tray
from visitplanner.ui.planning.card import WIDTH as CARD_WIDTH
from visitplanner.ui.planning.card import Handlers, VisitCard
from visitplanner.ui.planning.dragging import Dragging
from visitplanner.ui.planning.forms.columns import VISITS
from visitplanner.ui.planning.presenter import PlanningPresenter, YearFacts
from visitplanner.ui.planning.view_bar import LIST, YEAR, Legend, ViewBar
from visitplanner.ui.planning.year.strip import YearStrip
from visitplanner.ui.planning.year.view import YearPane
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import EmptyState, button, column, holder, row
from visitplanner.ui.widgets.table import Table, TablePane

LEAST_CALENDAR = 520
"""Pixels at 100 % below which a month cannot be read."""
LEAST_BESIDE = 464
"""The same beside the tray or a card, in a small window; below it the card stands alone."""
LEAST_YEAR = 700
"""The same for twelve months side by side."""
NARROW_PAGE, NARROW_KIND, BESIDE_CHOSEN, ANY = 860, 116, 48, 16_777_215
"""Below the first the choice of kind is as wide as the second, lest a tool alone needs a line of its own, or as the kind that is
chosen with the third beside it; else as its widest."""
LEAST_LIST = 1000
"""The same for a list with whole names; nothing can be dragged there."""
SPACING = 12

WIDEST_NAME = 200
"""A longer name is cut: the filters stand in one line with the buttons."""


class ShownStack(QStackedWidget):
    """Needs the room of the view in sight alone; Qt by itself would give each the room of the largest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    @guarded(QSize(100, 100))
    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class PlanningFrame(Page):
    """The parts of the page and the room each gets."""

    def __init__(self, desk: Desk) -> None:
        _, say = desk.language.text, desk.language.say
        super().__init__(desk, _("Plan"))
        self.presenter = PlanningPresenter(desk.session.of(self), self)
        self.presenter.year = desk.day.year
        self.hand = AtHand(desk, self.presenter, self)
        years = [(desk.language.year(year), year) for year in range(desk.day.year - 1, desk.day.year + 2)]
        self.year = Choice(years, desk.day.year)
        self.person = Choice([(_("Everybody"), None)])
        self.person.setMaximumWidth(style.look().px(WIDEST_NAME))
        kinds = [(say(KIND_NAMES[kind]), kind) for kind in SubjectKind]
        self.kind = Choice([(_("All kinds"), None), *kinds])
        self.kind.chosen.connect(self._fit_chosen)
        self.plan = button(_("Plan the &year"), kind="primary", icon="zap", on=self.hand.open_plan, tip="Ctrl+Shift+P")
        told = _("After days away, a typhoon day or a visit called off: move only what must move (Ctrl+Shift+M)")
        self.mend = button(_("M&end the plan"), on=self.hand.open_mending, tip=told)
        for tool, name in ((self.year, _("Year")), (self.person, _("Whose visits")), (self.kind, _("Which kind"))):
            tool.setAccessibleName(name)
            tool.setToolTip(tip(name))
            self.tools.addWidget(tool)
        self.tools.addWidget(self._more())
        self.tools.addWidget(self.mend)
        self.tools.addWidget(self.plan)
        self.tray = Tray(desk.language)
        self.tray.import_wanted.connect(self.hand.go_import)
        self.board = CalendarBoard(desk.language)
        self.strip = YearStrip(desk.language)
        self.year_view = YearPane(desk.language)
        self.bar = ViewBar(desk.language, self.year_view.by)
        self.table = Table(VISITS, desk.language, lambda row: row.visit.id, "visits")
        self.card = VisitCard(desk.language, self._handlers())
        targets = (self.board, self.strip, self.year_view.sheet)
        self.dragging = Dragging(desk, self.presenter, targets, lambda: self.hand.facts, self)
        self._lay_out()

    def more_offered(self) -> tuple[Action, ...]:
        """What stands behind 更多, for the menu and Ctrl+K."""
        return (
            Action("what_if", said("What if…"), self.hand.open_what_if),
            Action("approval", said("Approval of the plan"), self.hand.open_approval),
            Action("turns", said("Turns per person"), self.hand.open_turns),
            Action("export_list", said("Export the list"), self.ask_export_list),
            Action("export_calendar", said("Export the calendar"), self.ask_export_calendar),
        )

    def ask_export_list(self) -> None:
        """Ask for a file, and write the year's visits as they are filtered."""
        _ = self.language.text
        path = where_to(self.desk, self, _("Export the list"), _("Visits"), LIST_KINDS)
        if path is not None:
            self.export_list_to(path)

    def export_list_to(self, path: Path) -> None:
        """Write the visits of the year shown, of the person and the kind chosen."""
        if self.hand.facts is not None:
            days, only = self.hand.facts.period, Only(self.person.value(), self.kind.value())
            export_list(self.desk, self, VisitTable(days.first, days.last, None, self.desk.context.demonstration, only), path)

    def ask_export_calendar(self) -> None:
        """Ask for a file, and write the calendar of the person chosen."""
        if self.person.value() is None:
            self.desk.session.refuse(nobody_chosen())
            return
        _, whose = self.language.text, self.person.currentText()
        path = where_to(self.desk, self, _("Export the calendar"), _("Visits of {name}", name=whose), CALENDAR_KINDS)
        if path is not None:
            self.export_calendar_to(path)

    def export_calendar_to(self, path: Path) -> None:
        """Write the visits of the person chosen from today on, for Outlook or a telephone."""
        asked = PersonCalendar(self.person.value(), self.person.currentText(), demonstration=self.desk.context.demonstration)
        export_calendar(self.desk, self, asked, path)

    def _more(self) -> QWidget:
        """What is not done every day."""
        _ = self.language.text
        self.more = button(_("M&ore"), tip=_("What if, approval, turns, visits from a list"))
        menu = QMenu(self.more)
        menu.addAction(_("What &if…"), self.hand.open_what_if)
        menu.addAction(_("&Approval…"), self.hand.open_approval)
        menu.addAction(_("&Turns per person…"), self.hand.open_turns)
        menu.addSeparator()
        menu.addAction(_("&Import visits held or agreed…"), self.hand.open_visits_import)
        menu.addSeparator()
        menu.addAction(_("&Export the list…"), self.ask_export_list)
        menu.addAction(_("Export the &calendar…"), self.ask_export_calendar)
        self.more.setMenu(menu)
        return self.more

    def show_year(self, facts: YearFacts) -> None:
        """The year's facts arrived; the page says what it makes of them."""

    def _lay_out(self) -> None:
        _ = self.language.text
        begin = button(_("Plan the year"), kind="primary", icon="zap", on=self.hand.open_plan)
        bring_in = button(_("&Import visits held or agreed"), icon="upload", on=self.hand.open_visits_import)
        nothing = EmptyState(
            "calendar-days",
            _("Nothing stands in the calendar"),
            _(
                "Visits held already come first: bring the office's own list in, so that nobody is planned twice. Then let the "
                "program plan the year; you see every date before it is kept."
            ),
            holder(row(None, bring_in, begin, None, spacing=8)),
        )
        none_fits = EmptyState("search", _("No visit fits"), _("Choose everybody and all kinds again."))
        self.stack = ShownStack()
        self.stack.addWidget(self._framed(self.board))
        self.stack.addWidget(TablePane(self.table, nothing, none_fits))
        self.stack.addWidget(self.year_view)
        middle = column(self.bar, self.strip, self.stack, spacing=6)
        middle.setStretchFactor(self.stack, 1)
        self.middle = holder(middle)
        body = row(self.tray, self.middle, self.card, spacing=SPACING)
        body.setStretch(1, 1)
        self.content.setSpacing(8)
        self._legend = Legend(self.language)
        state = row(self.state_line, self._legend, spacing=SPACING)  # below the tools, which leave no room for it
        state.setStretch(0, 1)
        self.content.addLayout(state)
        self.content.addLayout(body, 1)

    def _framed(self, inside: QWidget) -> QWidget:
        frame = QWidget()
        frame.setObjectName("card")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        frame.setLayout(column(inside, spacing=0, margins=(1, 1, 1, 1)))
        return frame

    def _handlers(self) -> Handlers:
        return Handlers(
            agree=self.hand.agree,
            pencil=self.hand.pencil,
            move=self.hand.open_day_form,
            cancel=self.hand.open_cancel,
            prepare=self.hand.open_preparation,
            record=self.hand.open_record,
            amend=self.hand.open_amendment,
            editions=self.hand.open_editions,
            release=self.hand.release,
            brief=self.hand.open_brief,
            paper=self.hand.open_paper,
            subject=self.hand.go_subject,
            issues=self.hand.go_issues,
            close=self.close_card,
        )

    @Slot()
    def close_card(self) -> None:
        """Hide the card and go back to the board or list."""
        self.hand.take(None)
        self.board.select(None)
        self.card.hide()
        self._make_room()
        {LIST: self.table, YEAR: self.year_view.sheet}.get(self.bar.view, self.board).setFocus()

    def _make_room(self) -> None:
        """With large type or a small window the card, or the whole year, stands in the tray's place; in the smallest the card
        has the room to itself until it is closed."""
        look = style.look()
        whole = (self.breadth or self.width()) - 2 * MARGIN
        beside = whole if self.card.isHidden() else whole - look.px(CARD_WIDTH) - SPACING
        alone = beside < look.px(LEAST_BESIDE)
        self.middle.setVisible(not alone)
        self.card.stand_alone(alone=alone, width=whole)
        room = beside - look.px(TRAY_WIDTH) - SPACING
        wide = {YEAR: LEAST_YEAR, LIST: LEAST_LIST}
        tight = self.card.isHidden() and self.bar.view not in wide and room >= look.px(LEAST_BESIDE)
        self.tray.setVisible(room >= look.px(wide.get(self.bar.view, LEAST_CALENDAR)) or tight)
        self.bar.fit(beside if self.tray.isHidden() else room)

    def fit(self, breadth: int) -> None:
        look, kind = style.look(), self.kind
        chosen = kind.fontMetrics().horizontalAdvance(kind.currentText()) + look.px(BESIDE_CHOSEN)
        kind.setMaximumWidth(max(look.px(NARROW_KIND), chosen) if breadth < look.px(NARROW_PAGE) else ANY)
        super().fit(breadth)
        self._make_room()
        self.show_legend()

    def _fit_chosen(self, _kind: object) -> None:
        """On a narrow page only the kind that is chosen asks for room."""
        if self.breadth:
            self.fit(self.breadth)

    def show_legend(self) -> None:
        """The legend gives way to the line that says how the year stands."""
        words = self.state_line.fontMetrics().horizontalAdvance(self.state_line.text())
        self._legend.setVisible(words + self._legend.width() + SPACING <= (self.breadth or self.width()) - 2 * MARGIN)
