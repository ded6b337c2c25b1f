"""行程: the year's visits as month, week, people or list; what is not agreed yet beside it, the card of the one at hand."""

from __future__ import annotations

import datetime as dt
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShortcut

from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.obligations import State
from visitplanner.services.core.outcome import Topic
from visitplanner.services.papers.visit_sheets import Only
from visitplanner.services.programme.obligations import DueRow
from visitplanner.services.visits.visit_records import OpenIssues
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.actions import Action
from visitplanner.ui.pages.desk import Desk, OwedVisit
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.planning.board.geometry import week_days
from visitplanner.ui.planning.board.sheet import BoardFacts, View
from visitplanner.ui.planning.forms.printing import PRINTS, Chosen, Paper, month_of, open_paper
from visitplanner.ui.planning.presenter import Choosing, YearFacts
from visitplanner.ui.planning.view_bar import LIST, YEAR
from visitplanner.ui.planning.views import PlanningViews

LEAST_GAP = 0.05
"""Percent below which a gap is written as none."""


class PlanningPage(PlanningViews):
    """The year's visits as a whole, a month, week, people or list, with the card of the one in hand."""

    TOPICS = frozenset(Topic) - {Topic.LOADS, Topic.SAVINGS, Topic.APPROVALS, Topic.TARIFF_DRAFTS}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted: UUID | OwedVisit | None = None
        self._begin_plan = False
        self._held: YearFacts | None = None
        self.choosing = Choosing()
        self._connect()
        self.board.look_at(View.MONTH, desk.day)
        self._name_span()

    def _connect(self) -> None:
        self.year.chosen.connect(self._choose_year)
        self.person.chosen.connect(self._choose)
        self.kind.chosen.connect(self._choose)
        self.bar.view_chosen.connect(self._look)
        self.bar.turned.connect(self.turn)
        self.bar.today_wanted.connect(self.go_today)
        self.bar.paper_wanted.connect(self.print_paper)
        self.board.picked.connect(self._pick)
        self.board.opened.connect(self._open)
        self.board.carried.connect(self.dragging.carry)
        self.board.dropped.connect(self.dragging.dropped)
        self.board.turned.connect(self.turn)
        self.board.week_wanted.connect(self.show_week)
        self.strip.chosen.connect(self.show_month)
        self.strip.dropped.connect(self.dragging.dropped)
        self._connect_year()
        self.table.picked.connect(self._pick_listed)
        self.table.opened.connect(self._open)
        self.tray.list.carried.connect(self.dragging.carry)
        self.tray.list.chosen.connect(self._pick_owed)
        self.tray.list.opened.connect(self._open_owed)
        QShortcut("Esc", self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(self.close_card)

    def _connect_year(self) -> None:
        sheet = self.year_view.sheet
        sheet.picked.connect(self._pick)
        sheet.opened.connect(self._open)
        sheet.carried.connect(self.dragging.carry)
        sheet.dropped.connect(self.dragging.dropped)
        sheet.month_wanted.connect(self.show_month)
        self.hand.planned.connect(self._planned)
        for source in (sheet, self.board, self.dragging):
            source.settled.connect(self._settled)

    # -- what the shell asks --------------------------------------------------------------------------------------

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("plan_year", said("Plan automatically"), self.hand.open_plan, "Ctrl+Shift+P"),
            Action("mend_plan", said("Mend the plan"), self.hand.open_mending, "Ctrl+Shift+M"),
            *self.more_offered(),
            Action("view_year", said("All year"), lambda: self.bar.choose(YEAR), "Alt+1"),
            Action("view_month", said("Month"), lambda: self.bar.choose(View.MONTH), "Alt+2"),
            Action("view_week", said("Week"), lambda: self.bar.choose(View.WEEK), "Alt+3"),
            Action("view_people", said("People"), lambda: self.bar.choose(View.PEOPLE), "Alt+4"),
            Action("view_list", said("List"), lambda: self.bar.choose(LIST), "Alt+5"),
            Action("go_today", said("Go to today"), self.go_today, "Ctrl+T"),
            Action("agree", said("The customer agreed"), self.hand.agree, "Ctrl+Return"),
            Action("move_visit", said("Find a day, move the visit"), self.hand.open_day_form, "Ctrl+M"),
            Action("cancel_visit", said("Cancel the visit"), self.hand.open_cancel, "Ctrl+D"),
            Action("write_record", said("Write or amend the record"), self.hand.write_record, "Ctrl+R"),
            Action("prepare", said("Prepare the visit"), self.hand.open_preparation, "Ctrl+Alt+P"),
            Action("editions", said("Editions of the record"), self.hand.open_editions),
            Action("release", said("Release the visit placed by hand"), self.hand.release),
            Action("brief", said("Print the briefing"), self.hand.open_brief, "Ctrl+P"),
            *(Action(f"print_{paper.value}", title, partial(self.print_paper, paper)) for paper, title in PRINTS.items()),
        )

    def refresh(self) -> None:
        """Ask for the year again."""
        self.presenter.refresh()

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The visit at hand."""
        return self.hand.record()

    def focus_filter(self) -> None:
        """Go to the choice of person."""
        self.person.setFocus()

    def arrive(self, target: object) -> None:
        """A visit's id, an owed visit that wants a day, or what `PlanningViews` knows, or "plan"."""
        if isinstance(target, UUID | OwedVisit):
            self._wanted = target
            if self.hand.facts is not None:
                self._show_wanted(self.hand.facts)
        elif not self._arrived(target) and target == "plan":
            self._begin_plan = self.hand.facts is None
            if self.hand.facts is not None:
                self.hand.open_plan()

    # -- what is shown --------------------------------------------------------------------------------------------

    @property
    def _pressed(self) -> bool:
        """A button is down over something that would move."""
        return self.dragging.busy or self.board.pressed is not None or self.year_view.sheet.pressed is not None

    def show_year(self, facts: YearFacts) -> None:
        """Show the year; while a button is down nothing moves, and what arrives waits for its release."""
        if self._pressed:
            self._held = facts
            return
        self.hand.facts = facts
        people = ((person.name, person.id) for person in facts.people)
        self.person.set_entries([(self.language.text("Everybody"), None), *people], self.choosing.person_id)
        self._state(facts)
        self._choose()
        self._show_wanted(facts)
        if self._begin_plan:
            self._begin_plan = False
            self.hand.open_plan()

    @Slot()
    def _settled(self) -> None:
        """The button is up again: the mark goes back to the visit at hand, and what arrived meanwhile is shown."""
        self.board.mark(self.hand.visit_id)
        facts, self._held = self._held, None
        if facts is not None:
            self.show_year(facts)

    def _show_wanted(self, facts: YearFacts) -> None:
        if isinstance(self._wanted, OwedVisit) and (owed := facts.due_of(*self._wanted)) is not None:
            self._wanted = None
            self._open_owed(owed)
            self.hand.open_day_form()
        if isinstance(self._wanted, UUID) and (visit := facts.visit(self._wanted)) is not None:
            self._wanted = None
            self._look_at(visit.visit.day)
            self._open(visit)

    def _state(self, facts: YearFacts) -> None:
        _, whole = self.language.text, facts.standing.whole
        words = _(
            "{required} owed = {done} done + {unrecorded} without record + {agreed} agreed + {tentative} tentative "
            "+ {suggested} suggested + {to_book} to book",
            **whole.by_name,
        )
        if facts.quality is not None and facts.quality.gap_percent is not None:
            gap = facts.quality.gap_percent
            better = _(" · last plan at most {gap} % above the best possible", gap=f"{gap:.1f}")
            words += better if gap >= LEAST_GAP else _(" · last plan as good as is possible")
        if facts.provisional:
            words += _(" · provisional: the office calendar is not published yet")
        self.state_line.setText(words)
        self.show_legend()

    @Slot()
    def _choose(self) -> None:
        """Filter, and show again."""
        self.choosing = Choosing(self.person.value(), self.kind.value())
        facts = self.hand.facts
        if facts is None:
            return
        rows = [each for each in facts.visits if self.choosing.visit(each)]
        people = [each for each in facts.people if self.choosing.person_id in (None, each.id)]
        everywhere, late = (list(filter(self.choosing.visit, which)) for which in (facts.everywhere, facts.late))
        self.board.show_facts(BoardFacts(everywhere, facts.days, people, facts.today))
        self.year_view.late, self.year_view.compared = late, self.choosing == Choosing()
        whole = self.year_view.show_year(rows, facts.months, people, facts.in_charge, facts.today)
        self.strip.show_year(facts.months, whole, facts.today)
        self.table.set_rows([*(each for each in rows if each.visit.day in facts.period), *late])
        days = {each.visit.id: each.visit.day for each in facts.everywhere}
        self.tray.show_rows([each for each in facts.waiting if self.choosing.due(each)], days, facts.step)
        self._show_card()

    def _choose_year(self, year: int) -> None:
        self.presenter.year = year
        self.year_view.before = None
        self.hand.facts = None
        self.close_card()
        self._look_at(self.desk.day if self.desk.day.year == year else dt.date(year, 1, 1))
        self.refresh()

    @Slot(object)
    def print_paper(self, paper: Paper) -> PaperDialog | None:
        """Print what is shown: the day at hand, its week, or the list of the days in view, filtered as on screen."""
        facts, visit = self.hand.facts, self.hand.visit()
        if facts is None:
            return None
        day = visit.visit.day if visit else self.board.at
        first, last = facts.period.first, facts.period.last
        if self.bar.view is View.MONTH:
            first, last = month_of(self.board.day)
        elif self.bar.view in (View.WEEK, View.PEOPLE):
            first, *_days, last = week_days(self.board.day)
        chosen = Chosen(day, first, last, Only(self.choosing.person_id, self.choosing.kind), facts.year)
        return open_paper(self.desk, paper, chosen, self)

    # -- the one at hand ------------------------------------------------------------------------------------------

    @Slot(object)
    def _pick(self, visit: VisitRow | None) -> None:
        ident = visit.visit.id if visit else None
        self.hand.take(ident)
        self.board.select(ident)
        self._show_card()

    @Slot(object)
    def _pick_listed(self, visit: VisitRow | None) -> None:
        if visit is not None:
            self._pick(visit)

    @Slot(object)
    def _open(self, visit: VisitRow) -> None:
        self._pick(visit)
        self.card.focus_first()

    @Slot(object)
    def _pick_owed(self, owed: DueRow) -> None:
        if self.hand.facts and (visit := self.hand.facts.visit(owed.obligation.visit_id)) is not None:
            self._look_at(visit.visit.day)
            self._pick(visit)
            return
        self.board.select(None)
        self.hand.take(None, owed)
        self._show_card()

    @Slot(object)
    def _open_owed(self, owed: DueRow) -> None:
        self._pick_owed(owed)
        self.card.focus_first()

    def _show_card(self) -> None:
        visit, facts = self.hand.visit(), self.hand.facts
        if facts is not None and visit is not None:
            owed = next((each for each in facts.due if each.obligation.visit_id == visit.visit.id), None)
            self.card.show_visit(visit, owed, facts.today)
            self.desk.session.of(self.card).ask(OpenIssues(visit.visit.subject_id), self.card.show_issues)
        elif facts is not None and (owed := self._owed_now(facts)) is not None:
            self.card.show_owed(owed)
            self.desk.session.of(self.card).ask(OpenIssues(owed.obligation.subject_id), self.card.show_issues)
        else:
            self.card.hide()
        self._make_room()

    def _owed_now(self, facts: YearFacts) -> DueRow | None:
        """The owed visit at hand as it stands now; None once it is done."""
        held = self.hand.owed
        now = facts.due_of(held.obligation.subject_id, held.obligation.ordinal) if held else None
        return now if now is not None and now.obligation.state is not State.DONE else None
