"""情資: what customers plan, by industry, month and card; what changed since last time; the workbook for headquarters."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.intelligence.cards import INTELLIGENCE, IntelligenceCard
from visitplanner.paths import file_name
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.intelligence.roll_up import (
    IntelligenceFor,
    IntelligenceOverview,
    ReportIntelligence,
    SubmitIntelligence,
)
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.intelligence.columns import CHANGED, INDUSTRIES, MONTHS_OF_YEAR
from visitplanner.ui.intelligence.presenter import (
    ChangeLine,
    change_lines,
    industry_lines,
    megawatts,
    month_lines,
    told,
    weighted,
)
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.records.form import RegisterForm
from visitplanner.ui.records.pane import RecordPane
from visitplanner.ui.widgets.fields import Choice, SearchField
from visitplanner.ui.widgets.parts import EmptyState, allow, button, column, label, quiet_empty, row
from visitplanner.ui.widgets.segments import Segments
from visitplanner.ui.widgets.table import Table, TablePane

BY_INDUSTRY, BY_MONTH, SINCE, CARDS = range(4)
BEFORE, AFTER = 1, 6
"""Years that can be chosen, before and after this one."""


class IntelligencePage(Page):
    """The year's sums above, one of four lists below."""

    TOPICS = frozenset({"customers", "intelligence"})

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, _("Intelligence"))
        self._session = desk.session.of(self)
        self._job: Job | None = None
        years = range(desk.day.year - BEFORE, desk.day.year + AFTER)
        self.year = Choice([(desk.language.year(year), year) for year in years], desk.day.year)
        self.year.setAccessibleName(_("Year"))
        self.search = SearchField(_("Filter this list"), self._search, 180)
        self.submit = button(
            _("Keep as &submitted"), on=self.keep_submitted, tip=_("From then on the changes since are listed here")
        )
        self.write = button(_("&Excel for headquarters"), icon="upload", on=self._ask_where)
        self.new = button(_("&Add"), kind="primary", icon="plus", on=self.open_new, tip="Ctrl+N")
        for tool in (self.search, self.year, self.submit, self.write, self.new):
            self.tools.addWidget(tool)
        self.industries = Table(INDUSTRIES, desk.language, lambda line: line.place, "intelligence_industries")
        self.months = Table(MONTHS_OF_YEAR, desk.language, lambda line: line.month, "intelligence_months")
        self.changes = Table(CHANGED, desk.language, lambda line: line.difference.either.card_id, "intelligence_changes")
        self.cards: RecordPane[IntelligenceCard] = RecordPane(desk, INTELLIGENCE)
        self._lay_out()
        self.year.chosen.connect(self.refresh)
        self.changes.opened.connect(self._open_change)

    def _lay_out(self) -> None:
        _ = self.language.text
        names = (_("By industry"), _("Month by month"), _("Since last submission"), _("Cards"))
        self.shown = Segments([(name, place) for place, name in enumerate(names)], BY_INDUSTRY)
        self.shown.chosen.connect(self._show_list)
        none = EmptyState(
            "trending-up",
            _("Nobody plans a load yet"),
            _("Enter a card, or the intelligence of a visit in its record: it makes the card by itself."),
        )
        self._stack = QStackedWidget()
        for pane in (
            TablePane(self.industries, none),
            TablePane(self.months, quiet_empty(_("Nobody plans a load yet"))),
            TablePane(self.changes, quiet_empty(_("Nothing is different since the last submission."))),
            self.cards,
        ):
            self._stack.addWidget(pane)
        self.content.addWidget(self._sums())
        self.content.addLayout(row(self.shown, None))
        self.content.addWidget(self._stack, 1)

    def _sums(self) -> QFrame:
        _ = self.language.text
        frame = QFrame()
        frame.setObjectName("card")
        self.figures = [label(role="figure") for _place in range(4)]
        names = (_("planned this year"), _("of it certain"), _("weighted by probability"), _("planned, month not known"))
        parts = [column(figure, label(name, "caption"), spacing=0) for figure, name in zip(self.figures, names, strict=True)]
        line = row(*parts, spacing=24, margins=(16, 10, 16, 10))
        for place in range(len(parts)):
            line.setStretch(place, 1)
        frame.setLayout(line)
        return frame

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("new_intelligence", said("Add an intelligence card"), self.open_new, "Ctrl+N"),
            Action("intelligence_report", said("Excel for headquarters"), self._ask_where, "Ctrl+Shift+E"),
            Action("submit_intelligence", said("Keep the intelligence as submitted"), self.keep_submitted),
        )

    def refresh(self) -> None:
        """Ask for the chosen year; an answer that is asked for again is not waited for."""
        if self._job is not None:
            self._job.drop()
        self._job = self._session.ask(IntelligenceFor(self.year.value()), self.show_overview)
        self.cards.refresh()

    def arrive(self, target: object) -> None:
        """At a card."""
        if isinstance(target, UUID):
            self.shown.choose(CARDS)
            self.cards.show_record(target)

    def show_overview(self, overview: IntelligenceOverview) -> None:
        """Show the sums and the lists."""
        roll_up, language = overview.roll_up, self.language
        year, undated = roll_up.of_year, roll_up.undated
        sums = (megawatts(year.planned_kw, language), megawatts(year.certain_kw, language), weighted(year, language))
        for figure, text in zip(self.figures, (*sums, megawatts(undated.planned_kw, language)), strict=True):
            figure.setText(f"{text} MW")
        self.state_line.setText(told(overview, language))
        self.industries.set_rows(industry_lines(roll_up, language))
        self.months.set_rows(month_lines(roll_up) if roll_up.loads else [])
        self.changes.set_rows(change_lines(overview))
        allow(self.submit, "" if roll_up.loads else language.text("Nobody plans a load yet"))
        allow(self.write, "" if overview.cards else language.text("No intelligence card is kept yet."))

    # -- what a person does ---------------------------------------------------------------------------------------

    def open_new(self) -> RegisterForm[Any]:
        return self.cards.open_new()

    def keep_submitted(self) -> None:
        """Keep the planned loads as told to headquarters today."""
        self._session.do(SubmitIntelligence(self.year.value()))

    def export_to(self, path: Path) -> None:
        """Write the workbook; what it cannot be written for is said in the strip."""
        asked = ReportIntelligence(self.year.value(), self.desk.context.demonstration)
        write, language = self.desk.context.files.write_intelligence, self.language

        def make(office: Office, _progress: Progress, _stop: Stop) -> Path:
            write(office.ask(asked), path, language)
            return path

        self._session.work(make, lambda out: self._session.notice(language.text("Saved: {file}", file=str(out))))

    @Slot()
    def _ask_where(self) -> None:
        _ = self.language.text
        name = file_name(_("Intelligence {year}", year=self.language.year(self.year.value()))) + ".xlsx"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Excel for headquarters"), name, "Excel (*.xlsx)")
        if chosen:
            self.export_to(Path(chosen))

    def focus_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The card chosen, while the cards are shown."""
        card = self.cards.table.current() if self.shown.value() == CARDS else None
        return None if card is None else (card.id, self.language.say(INTELLIGENCE.label(card)))

    @Slot(str)
    def _search(self, text: str) -> None:
        for table in (self.industries, self.months, self.changes, self.cards.table):
            table.rows.search(text)

    @Slot(object)
    def _show_list(self, place: int) -> None:
        self._stack.setCurrentIndex(place)

    @Slot(object)
    def _open_change(self, line: ChangeLine) -> None:
        """The card that changed; of one that is gone nothing is left to open."""
        if line.difference.after is not None:
            self.arrive(line.difference.after.card_id)
