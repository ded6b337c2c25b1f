"""首頁: today. What wants doing, one button each; who is owed a visit; what stands in the calendar this week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QStackedWidget, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.services.core.outcome import Topic
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.programme.obligations import DueRow
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.director.overview import open_director
from visitplanner.ui.home.attainment import AttainmentView
from visitplanner.ui.home.cards import FigureCard, StandingCard
from visitplanner.ui.home.columns import OWED, VISITS
from visitplanner.ui.home.first_steps import FirstSteps
from visitplanner.ui.home.presenter import FirstStep, HomeFacts, HomePresenter
from visitplanner.ui.home.reminders import RemindersDialog, RemindersStrip
from visitplanner.ui.home.today import DayVerbs, TodayCard
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.reports.half_year_dialog import open_half_year
from visitplanner.ui.visits.record_form import RecordForm
from visitplanner.ui.widgets.parts import EmptyState, Steady, allow, button, column, holder, label, row, scrolled
from visitplanner.ui.widgets.segments import Segments
from visitplanner.ui.widgets.table import Table

TODAY, ATTAINMENT = "today", "attainment"
SHARES = (13, 12)
"""Of the room of day and week, and of what else wants doing: on a screen of 1366 × 768 names of ten signs stand whole in both."""
MOST_SHOWN, SHARE_OF_WEEK = 3, 2
"""So many of the day's visits stand whole; the shares of height of each of them and of the week's list."""
SIDE_BY_SIDE = 1000
"""Pixels at 100 % of a page from which on they stand side by side."""


class HomePage(Page):
    """The day at a glance: this week, records to write, cases, what is owed, and how the year stands."""

    TOPICS = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, _("Home"))
        self._presenter = HomePresenter(desk.session.of(self), self)
        self._facts: HomeFacts | None = None
        self.week = FigureCard(_("Visits this week"), _("See this &week"), self._go_week)
        self.unwritten = FigureCard(_("Records not written"), _("Write the next &record"), self._go_record)
        self.cases = FigureCard(_("Cases overdue or due soon"), _("Deal with the &cases"), self._go_cases)
        self.owed = FigureCard(_("Visits to book now"), _("&Book a visit"), self._go_book)
        self.first_step = FirstSteps(desk.language, desk.go)
        self.reminders = RemindersStrip(desk.language, self.open_reminders)
        self.day = TodayCard(desk.language, DayVerbs(self.open_brief, self.open_record, self._open_visit, self._go_week))
        self.standing = StandingCard(desk.language)
        self.due_list = self._list(OWED, lambda row: (row.obligation.subject_id, row.obligation.ordinal), "owed")
        self.week_list = self._list(VISITS, lambda row: row.visit.id, "week")
        self.due_list.opened.connect(self._open_owed)
        self.week_list.opened.connect(self._open_visit)
        self._nothing_owed = label(role="muted")
        self.attainment = AttainmentView(desk)
        self.which = Segments([(_("Today"), TODAY), (_("Attainment"), ATTAINMENT)], TODAY)
        self.which.chosen.connect(self._choose)
        self.half_year = button(_("Half-year report"), icon="printer", on=self._open_half_year)
        for tool in (self.reminders, self.half_year):
            self.tools.addWidget(tool)
        self.tools.addWidget(self.which)
        self.state_line.hide()  # the card of the day says which day it is
        self._stack = QStackedWidget()
        steady = Steady()
        steady.setLayout(self._lay_out())
        self._today = scrolled(holder(column(steady, spacing=0)))
        self._stack.addWidget(self._today)
        self.beginning = self._beginning()
        self._stack.addWidget(self.beginning)
        self._stack.addWidget(self.attainment)
        self.content.addWidget(self.first_step)
        self.content.addWidget(self._stack, 1)

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("brief_today", said("Print the briefing"), self._brief_at_hand, "Ctrl+P"),
            Action("record_today", said("Write the record of today's visit"), self._record_at_hand, "Ctrl+R"),
            Action("week", said("See this week"), self._go_week),
            Action("record", said("Write the next record"), self._go_record),
            Action("cases", said("Deal with the cases"), self._go_cases),
            Action("reminders", said("Reminders of today"), self.open_reminders),
            Action("attainment", said("Attainment"), lambda: self.which.choose(ATTAINMENT)),
            Action("director", said("Director's view"), lambda: open_director(self.desk, self)),
        )

    def fit(self, breadth: int) -> None:
        self.breadth = breadth
        self._spell()
        super().fit(breadth)
        wide = breadth >= style.look().px(SIDE_BY_SIDE)
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _spell(self) -> None:
        """The reminders are spelled out where all tools stand in one line with them."""
        self.reminders.spell(out=self.tools.needed() + self.reminders.more_needed() <= self.tools_room(self.breadth))

    def open_brief(self, visit: VisitRow) -> BriefDialog:
        """The briefing sheet of a visit."""
        dialog = BriefDialog(self.desk, visit.visit.subject_id, visit.subject, self, visit.visit.id)
        dialog.open()
        return dialog

    def open_record(self, visit: VisitRow) -> RecordForm:
        """The record of a visit whose day has come."""
        form = RecordForm(self.desk, self, visit)
        form.open()
        return form

    def refresh(self) -> None:
        """Ask again for the cards, and for attainment if it is shown."""
        self._presenter.refresh()
        if self.which.value() == ATTAINMENT:
            self.attainment.refresh()

    def arrive(self, target: object) -> None:
        """At "today" or "attainment"."""
        if target in (TODAY, ATTAINMENT):
            self.which.choose(target)

    @Slot(object)
    def _choose(self, which: str) -> None:
        """Show today or how far the year has come."""
        if which == ATTAINMENT:
            self.attainment.refresh()
        self._show_chosen()

    def _show_chosen(self) -> None:
        beginning = self._facts is not None and self._facts.first_step is FirstStep.CUSTOMERS
        self.which.setVisible(not beginning)
        shown = self.attainment if self.which.value() == ATTAINMENT else self._today
        self._stack.setCurrentWidget(self.beginning if beginning else shown)

    def show_facts(self, facts: HomeFacts) -> None:
        """Fill every card."""
        _ = self.language.text
        self._facts = facts
        self._show_chosen()
        self.first_step.show_facts(facts)
        self.reminders.show_reminders(facts.reminders)
        self._spell()
        self.day.show_day(facts)
        self._left.setStretch(0, min(len(facts.day), MOST_SHOWN))
        self.week.show_figure(len(facts.week), self._next_visit(facts))
        self.unwritten.show_figure(len(facts.unwritten), self._oldest(facts.unwritten), Tone.WARN)
        self.cases.show_figure(
            len(facts.waiting),
            _("{count} of them overdue", count=facts.overdue_cases),
            Tone.DANGER if facts.overdue_cases else Tone.WARN,
        )
        whole = facts.standing.whole
        self.owed.show_figure(whole.urgent, _("of {count} to book", count=whole.to_book), Tone.WARN)
        allow(self.unwritten.verb, "" if facts.unwritten else _("Every visit held is recorded"))
        allow(self.cases.verb, "" if facts.waiting else _("No case is overdue or due soon."))
        allow(self.owed.verb, "" if facts.owed else _("Everything owed stands in the calendar."))
        self.standing.show_standing(facts.year, facts.standing)
        nobody = not facts.standing.whole.required
        self._nothing_owed.setText(
            _("Nobody is owed a visit this year.") if nobody else _("Everything owed stands in the calendar.")
        )
        self.due_list.set_rows(facts.owed)
        self.week_list.set_rows([*facts.unwritten, *(row for row in facts.week if row not in facts.unwritten)])

    # -- the look -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> Any:
        _ = self.language.text
        figures = QGridLayout()
        figures.setSpacing(12)
        for number, each in enumerate((self.week, self.unwritten, self.cases, self.owed)):
            figures.addWidget(each, *divmod(number, 2))
            figures.setColumnStretch(number % 2, 1)
        owed = self._card(_("Visits to book, the most urgent first"), self.due_list, self._nothing_owed)
        week = self._card(_("This week and records not written"), self.week_list, label(_("No visit this week."), "muted"))
        self._left, right = column(self.day, week, spacing=12), column(figures, owed, spacing=12)
        self._left.setStretch(1, SHARE_OF_WEEK)
        right.setStretchFactor(owed, 1)
        self._head = row(self._left, right, spacing=12)
        for place, share in enumerate(SHARES):
            self._head.setStretch(place, share)
        whole = column(self._head, self.standing, spacing=12)
        whole.setStretchFactor(self._head, 1)
        return whole

    def _list(self, columns: Sequence[Column[Any]], key: Any, name: str) -> Table:
        table = Table(columns, self.language, key, name)
        table.setMinimumHeight(style.look().px(110))
        return table

    def _card(self, title: str, table: Table, nothing: QLabel) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        stack = QStackedWidget()
        stack.addWidget(table)
        stack.addWidget(holder(column(nothing, None, margins=(16, 12, 16, 12))))
        table.rows.modelReset.connect(lambda: stack.setCurrentIndex(0 if table.rows.rowCount() else 1))
        head = label(title, "section")
        head.setContentsMargins(16, 12, 16, 4)
        inside = column(head, stack, spacing=0, margins=(1, 0, 1, 5))
        inside.setStretchFactor(stack, 1)
        frame.setLayout(inside)
        return frame

    def _beginning(self) -> QWidget:
        _ = self.language.text
        text = _(
            "Begin with the office's customer list, an Excel or CSV file. The program finds who is owed a visit, plans the "
            "year and prepares each visit."
        )
        self.begin = button(_("&Import the customer list"), kind="primary", icon="upload", on=self._go_import)
        return EmptyState("users", _("No customer yet"), text, self.begin)

    def _next_visit(self, facts: HomeFacts) -> str:
        coming = [row for row in facts.week if row.visit.is_open and row.visit.day >= facts.today]
        if not coming:
            return self.language.text("None to come this week")
        first = coming[0]
        return self.language.text("Next: {day} {subject}", day=first.visit.day, subject=first.subject)

    def _oldest(self, rows: Sequence[VisitRow]) -> str:
        if not rows:
            return self.language.text("Every visit held is recorded")
        return self.language.text("The oldest: {day} {subject}", day=rows[0].visit.day, subject=rows[0].subject)

    def _brief_at_hand(self) -> None:
        visit = self.day.at_hand()
        if visit is not None:
            self.open_brief(visit)

    def _record_at_hand(self) -> None:
        visit = self.day.at_hand()
        if visit is None:
            self._go_record()
        elif visit.visit.is_open:
            self.open_record(visit)

    # -- where the buttons lead -----------------------------------------------------------------------------------

    def open_reminders(self) -> RemindersDialog | None:
        """Everything that wants doing today; None when nothing does."""
        if self._facts is None or not self._facts.reminders:
            return None
        dialog = RemindersDialog(self.desk, self, self._facts.reminders)
        dialog.open()
        return dialog

    def _open_half_year(self) -> None:
        open_half_year(self.desk, self)

    def _go_week(self) -> None:
        self.desk.go("planning", self.desk.day)

    def _go_record(self) -> None:
        if self._facts is not None and self._facts.unwritten:
            self.desk.go("planning", self._facts.unwritten[0].visit.id)

    def _go_cases(self) -> None:
        rows: Sequence[FollowUpRow] = self._facts.waiting if self._facts else ()
        self.desk.go("follow_ups", rows[0].follow_up.id if rows else None)

    def _go_book(self) -> None:
        if self._facts is not None and self._facts.owed:
            self._open_owed(self._facts.owed[0])

    def _go_import(self) -> None:
        self.desk.go("customers", "import")

    @Slot(object)
    def _open_owed(self, owed: DueRow) -> None:
        self.desk.go("customers", owed.obligation.subject_id)

    @Slot(object)
    def _open_visit(self, visit: VisitRow) -> None:
        self.desk.go("planning", visit.visit.id)
