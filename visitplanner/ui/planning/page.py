"""行程: the year's visits as month, week, people or list; what is not agreed yet beside it, the card of the one at hand."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QDrag, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from visitplanner.domain.errors import Refused
from visitplanner.domain.messages import said
from visitplanner.domain.obligations import State
from visitplanner.domain.programme import KIND_NAMES
from visitplanner.domain.visits import SubjectKind, VisitState
from visitplanner.services.obligations import DueRow
from visitplanner.services.outcome import Topic
from visitplanner.services.visit_records import OpenIssues
from visitplanner.services.visits import BookVisit, VisitRow
from visitplanner.ui import style
from visitplanner.ui.actions import Action
from visitplanner.ui.brief_dialog import BriefDialog
from visitplanner.ui.page import Desk, Page
from visitplanner.ui.planning.auto_plan import AutoPlanDialog
from visitplanner.ui.planning.board import BoardFacts, CalendarBoard, View
from visitplanner.ui.planning.card import Handlers, VisitCard
from visitplanner.ui.planning.columns import VISITS
from visitplanner.ui.planning.day_form import CancelForm, DayForm, wish_of
from visitplanner.ui.planning.offers import Dragged, Offers, Place, dragged
from visitplanner.ui.planning.presenter import Choosing, PlanningPresenter, YearFacts
from visitplanner.ui.planning.tray import Tray, what
from visitplanner.ui.planning.view_bar import LIST, ViewBar
from visitplanner.ui.style import Tone
from visitplanner.ui.visits.record_form import RecordForm
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import EmptyState, button, column, row
from visitplanner.ui.widgets.table import Table, TablePane

LEAST_GAP = 0.05
"""Percent below which a gap is written as none."""


class PlanningPage(Page):
    TOPICS = frozenset({Topic.VISITS, Topic.STAFF, Topic.ASSIGNMENTS, Topic.CUSTOMERS, Topic.CALENDAR, Topic.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        _, say = desk.language.text, desk.language.say
        super().__init__(desk, _("Plan"))
        self._presenter = PlanningPresenter(desk.session, self)
        self._presenter.year = desk.day.year
        self._facts: YearFacts | None = None
        self._owed: DueRow | None = None
        self._wanted: UUID | None = None
        self._begin_plan = False
        self.choosing = Choosing()
        years = [(desk.language.year(year), year) for year in range(desk.day.year - 1, desk.day.year + 2)]
        self.year = Choice(years, desk.day.year)
        self.person = Choice([(_("Everybody"), None)])
        kinds = [(say(KIND_NAMES[kind]), kind) for kind in SubjectKind]
        self.kind = Choice([(_("All kinds"), None), *kinds])
        self.plan = button(_("Plan automaticall&y"), kind="primary", icon="zap", on=self.open_plan, tip="Ctrl+Shift+P")
        told = _("After days away, a typhoon day or a visit called off: move only what must move (Ctrl+Shift+M)")
        self.mend = button(_("M&end the plan"), on=self.open_mending, tip=told)
        for tool, name in ((self.year, _("Year")), (self.person, _("Whose visits")), (self.kind, _("Which kind"))):
            tool.setAccessibleName(name)
            tool.setToolTip(name)
            self.tools.addWidget(tool)
        self.tools.addWidget(self.mend)
        self.tools.addWidget(self.plan)
        self.bar = ViewBar(desk.language)
        self.tray = Tray(desk.language)
        self.board = CalendarBoard(desk.language)
        self.table = Table(VISITS, desk.language, lambda row: row.visit.id, "visits")
        self.card = VisitCard(desk.language, self._handlers())
        self._lay_out()
        self._connect()
        self.board.look_at(View.MONTH, desk.day)
        self._name_span()

    # -- the look -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        _ = self.language.text
        begin = button(_("Plan the year"), kind="primary", icon="zap", on=self.open_plan)
        nothing = EmptyState(
            "calendar-days",
            _("Nothing stands in the calendar"),
            _("Let the program plan the year; you see every date before it is kept."),
            begin,
        )
        none_fits = EmptyState("search", _("No visit fits"), _("Choose everybody and all kinds again."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._framed(self.board))
        self.stack.addWidget(TablePane(self.table, nothing, none_fits))
        middle = column(self.bar, self.stack, spacing=8)
        middle.setStretchFactor(self.stack, 1)
        body = row(self.tray, middle, self.card, spacing=12)
        body.setStretch(1, 1)
        self.content.setSpacing(12)
        self.content.addLayout(body, 1)

    def _framed(self, inside: QWidget) -> QWidget:
        frame = QWidget()
        frame.setObjectName("card")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        frame.setLayout(column(inside, spacing=0, margins=(1, 1, 1, 1)))
        return frame

    def _handlers(self) -> Handlers:
        return Handlers(
            agree=self.agree,
            pencil=self.pencil,
            move=self.open_day_form,
            cancel=self.open_cancel,
            record=self.open_record,
            brief=self.open_brief,
            subject=self.go_subject,
            issues=self.go_issues,
            close=self.close_card,
        )

    def _connect(self) -> None:
        self.year.chosen.connect(self._choose_year)
        self.person.chosen.connect(self._choose)
        self.kind.chosen.connect(self._choose)
        self.bar.view_chosen.connect(self._look)
        self.bar.turned.connect(self.turn)
        self.bar.today_wanted.connect(self.go_today)
        self.board.picked.connect(self._pick)
        self.board.opened.connect(self._open)
        self.board.carried.connect(self.carry)
        self.board.dropped.connect(self.dropped)
        self.board.turned.connect(self.turn)
        self.board.week_wanted.connect(self.show_week)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self._open)
        self.tray.list.carried.connect(self.carry)
        self.tray.list.chosen.connect(self._pick_owed)
        self.tray.list.opened.connect(self._open_owed)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.close_card)

    # -- what the shell asks --------------------------------------------------------------------------------------

    def offered(self) -> tuple[Action, ...]:
        return (
            Action("plan_year", said("Plan automatically"), self.open_plan, "Ctrl+Shift+P"),
            Action("mend_plan", said("Mend the plan"), self.open_mending, "Ctrl+Shift+M"),
            Action("view_month", said("Month"), lambda: self.bar.choose(View.MONTH), "Alt+1"),
            Action("view_week", said("Week"), lambda: self.bar.choose(View.WEEK), "Alt+2"),
            Action("view_people", said("People"), lambda: self.bar.choose(View.PEOPLE), "Alt+3"),
            Action("view_list", said("List"), lambda: self.bar.choose(LIST), "Alt+4"),
            Action("go_today", said("Go to today"), self.go_today, "Ctrl+T"),
            Action("agree", said("The customer agreed"), self.agree, "Ctrl+Return"),
            Action("move_visit", said("Find a day, move the visit"), self.open_day_form, "Ctrl+M"),
            Action("cancel_visit", said("Cancel the visit"), self.open_cancel, "Ctrl+D"),
            Action("write_record", said("Write the record"), self.open_record, "Ctrl+R"),
            Action("brief", said("Print the briefing"), self.open_brief, "Ctrl+P"),
        )

    def refresh(self) -> None:
        self._presenter.refresh()

    def focus_filter(self) -> None:
        self.person.setFocus()

    def arrive(self, target: object) -> None:
        """A visit's id, a day (its week is shown), or "plan"."""
        if isinstance(target, UUID):
            self._wanted = target
            if self._facts is not None:
                self._show_wanted(self._facts)
        elif isinstance(target, dt.date):
            self.show_week(target)
        elif target == "plan":
            self._begin_plan = self._facts is None
            if self._facts is not None:
                self.open_plan()

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_year(self, facts: YearFacts) -> None:
        self._facts = facts
        people = [(person.name, person.id) for person in facts.people]
        self.person.set_entries([(self.language.text("Everybody"), None), *people], self.choosing.person_id)
        self._state(facts)
        self._choose()
        self._show_wanted(facts)
        if self._begin_plan:
            self._begin_plan = False
            self.open_plan()

    def _show_wanted(self, facts: YearFacts) -> None:
        visit = facts.visit(self._wanted)
        if visit is not None:
            self._wanted = None
            self._look_at(visit.visit.day)
            self._open(visit)

    def _state(self, facts: YearFacts) -> None:
        _, whole = self.language.text, facts.standing.whole
        words = _(
            "{required} owed: {done} done, {booked} agreed or tentative, {suggested} suggested, {missing} nowhere",
            required=whole.required,
            done=whole.done,
            booked=whole.booked,
            suggested=facts.suggested,
            missing=whole.left - facts.suggested,
        )
        if facts.quality is not None and facts.quality.gap_percent is not None:
            gap = facts.quality.gap_percent
            better = _(" · last plan at most {gap} % above the best possible", gap=f"{gap:.1f}")
            words += better if gap >= LEAST_GAP else _(" · last plan as good as is possible")
        if facts.provisional:
            words += _(" · provisional: the office calendar is not published yet")
        self.state_line.setText(words)

    @Slot()
    def _choose(self) -> None:
        """Filter, and show again."""
        self.choosing = Choosing(self.person.value(), self.kind.value())
        facts = self._facts
        if facts is None:
            return
        rows = [each for each in facts.visits if self.choosing.visit(each)]
        people = [each for each in facts.people if self.choosing.person_id in (None, each.id)]
        self.board.show_facts(BoardFacts(rows, facts.days, people, facts.today))
        self.table.set_rows([each for each in rows if each.visit.day in facts.period])
        days = {each.visit.id: each.visit.day for each in facts.visits}
        self.tray.show_rows([each for each in facts.waiting if self.choosing.due(each)], days)
        self._show_card()

    def _choose_year(self, year: int) -> None:
        self._presenter.year = year
        self._facts = None
        self.close_card()
        day = self.desk.day if self.desk.day.year == year else dt.date(year, 1, 1)
        self._look_at(day)
        self.refresh()

    def _look(self, view: object) -> None:
        self.stack.setCurrentIndex(1 if view == LIST else 0)
        if isinstance(view, View):
            self.board.look_at(view, self.board.at)
        self._name_span()

    def _look_at(self, day: dt.date) -> None:
        self.board.look_at(self.board.view, day)
        self._name_span()

    def _name_span(self) -> None:
        self.bar.name_span(None if self.bar.view == LIST else self.board.view, self.board.day)

    @Slot(int)
    def turn(self, pages: int) -> None:
        day = self.board.day
        if self.board.view is View.MONTH:
            number = day.year * 12 + day.month - 1 + pages
            self._look_at(dt.date(number // 12, number % 12 + 1, 1))
        else:
            self._look_at(day + dt.timedelta(days=7 * pages))

    @Slot()
    def go_today(self) -> None:
        self._look_at(self.desk.day)

    @Slot(object)
    def show_week(self, day: dt.date) -> None:
        self.board.at = day
        self.bar.choose(View.WEEK)

    # -- the one at hand ------------------------------------------------------------------------------------------

    def visit(self) -> VisitRow | None:
        return self._facts.visit(self.board.selected) if self._facts else None

    @Slot(object)
    def _pick(self, visit: VisitRow | None) -> None:
        self._owed = None
        self.board.select(visit.visit.id if visit else None)
        if visit is not None or self.sender() is not self.table:
            self._show_card()

    @Slot(object)
    def _open(self, visit: VisitRow) -> None:
        self._pick(visit)
        self.card.focus_first()

    @Slot(object)
    def _pick_owed(self, owed: DueRow) -> None:
        visit = self._facts.visit(owed.obligation.visit_id) if self._facts else None
        if visit is not None:
            self._look_at(visit.visit.day)
            self._pick(visit)
            return
        self.board.select(None)
        self._owed = owed
        self._show_card()

    @Slot(object)
    def _open_owed(self, owed: DueRow) -> None:
        self._pick_owed(owed)
        self.card.focus_first()

    def _show_card(self) -> None:
        visit, facts = self.visit(), self._facts
        if facts is not None and visit is not None:
            owed = next((each for each in facts.due if each.obligation.visit_id == visit.visit.id), None)
            self.card.show_visit(visit, owed, facts.today)
            self.desk.session.ask(OpenIssues(visit.visit.subject_id), self.card.show_issues)
        elif facts is not None and self._owed is not None:
            self._owed = facts.due_of(self._owed.obligation.subject_id, self._owed.obligation.ordinal)
            if self._owed is not None and self._owed.obligation.state is not State.DONE:
                self.card.show_owed(self._owed)
                self.desk.session.ask(OpenIssues(self._owed.obligation.subject_id), self.card.show_issues)
        else:
            self.card.hide()

    @Slot()
    def close_card(self) -> None:
        self._owed = None
        self.board.select(None)
        self.card.hide()
        (self.table if self.bar.view == LIST else self.board).setFocus()

    # -- what can be done with it ---------------------------------------------------------------------------------

    def agree(self) -> None:
        visit = self.visit()
        if visit is not None and visit.visit.is_open:
            self.desk.session.do(BookVisit(visit.visit.id))

    def pencil(self) -> None:
        visit = self.visit()
        if visit is not None:
            self.desk.session.do(BookVisit(visit.visit.id, state=VisitState.TENTATIVE))

    def open_day_form(self) -> DayForm | None:
        visit = self.visit()
        asked = dragged(visit) if visit else what(self._owed) if self._owed else None
        if asked is None or self._facts is None or (visit is not None and not visit.visit.is_open):
            return None
        form = DayForm(self.desk, self, asked, visit, self._facts.people, self._facts.year)
        self._presenter.offers_for(asked, wish_of(visit), self._facts.year, form.show_offers)
        form.open()
        return form

    def open_cancel(self) -> CancelForm | None:
        visit = self.visit()
        if visit is None or not visit.visit.is_open:
            return None
        form = CancelForm(self.desk, self, visit, visit.visit.day)
        form.open()
        return form

    def open_record(self) -> RecordForm | None:
        visit = self.visit()
        if visit is None or not visit.visit.is_open or visit.visit.day > self.desk.day:
            return None
        form = RecordForm(self.desk, self, visit)
        form.open()
        return form

    def open_brief(self) -> BriefDialog | None:
        visit, subject = self.visit(), self._subject()
        if subject is None:
            return None
        name = visit.subject if visit else self._owed.subject if self._owed else ""
        dialog = BriefDialog(self.desk, subject, name, self, visit.visit.id if visit else None)
        dialog.open()
        return dialog

    def go_subject(self) -> None:
        subject = self._subject()
        if subject is not None:
            self.desk.go("customers", subject)

    def go_issues(self) -> None:
        self.desk.go("follow_ups")

    def open_plan(self) -> AutoPlanDialog | None:
        return self._open_plan(mending=False)

    def open_mending(self) -> AutoPlanDialog | None:
        return self._open_plan(mending=True)

    def _open_plan(self, *, mending: bool) -> AutoPlanDialog | None:
        facts = self._facts
        if facts is None:
            return None
        dialog = AutoPlanDialog(self.desk, facts.year, facts.visits, facts.unassigned, self, mending=mending)
        dialog.begin()
        dialog.open()
        return dialog

    def _subject(self) -> UUID | None:
        visit = self.visit()
        if visit is not None:
            return visit.visit.subject_id
        return self._owed.obligation.subject_id if self._owed else None

    # -- dragging -------------------------------------------------------------------------------------------------

    @Slot(object)
    def carry(self, carried: Dragged) -> None:
        """Drag until it is let go or Esc is pressed; the days light up as soon as they are graded."""
        self.light(carried)
        drag = QDrag(self)
        drag.setMimeData(carried.mime())
        drag.setPixmap(self._picture(carried.name))
        drag.setHotSpot(QPoint(12, 12))
        drag.exec(Qt.DropAction.MoveAction)
        self.board.drop_it()

    def light(self, carried: Dragged) -> None:
        """Show which days would take it."""
        facts = self._facts
        if facts is None:
            return
        self.board.carry(None)
        wish = wish_of(facts.visit(carried.visit_id))
        self._presenter.offers_for(carried, wish, facts.year, self._lit)

    def _lit(self, offers: Offers) -> None:
        if not self.board.carrying:
            return
        if offers.days:
            self.board.carry(offers)
        else:
            self.desk.session.notice(self.language.text("Nobody may lead this visit yet. Assign people first."), Tone.WARN)

    @Slot(object, object)
    def dropped(self, carried: Dragged, place: Place) -> None:
        facts, offers = self._facts, self.board.offers
        self.board.drop_it()
        if facts is None:
            return
        seat = offers.seat(place) if offers else None
        try:
            self._presenter.put(carried, facts.visit(carried.visit_id), place.day, seat, facts.year)
        except Refused as refusal:
            self.desk.session.refuse(refusal)

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
