"""追蹤: what customers raised, overdue first, with the case at hand beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.staff.staff import Person
from visitplanner.services.core.outcome import Topic
from visitplanner.services.exports.list_tables import IssueTable
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow
from visitplanner.services.follow_ups.register import CasesOf, WhichCases
from visitplanner.ui.core import style
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.paged_rows import Wanted
from visitplanner.ui.follow_ups.board import Board
from visitplanner.ui.follow_ups.case_pane import CasePane
from visitplanner.ui.follow_ups.columns import OF_ONE_CUSTOMER, REGISTER
from visitplanner.ui.follow_ups.form import NewCase
from visitplanner.ui.follow_ups.presenter import FollowUpsPresenter, Register
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.papers.exporting import LIST_KINDS, export_list, where_to
from visitplanner.ui.widgets.fields import Choice, SearchField
from visitplanner.ui.widgets.parts import EmptyState, button, column, row
from visitplanner.ui.widgets.segments import Segments
from visitplanner.ui.widgets.table import PagedTable, Table, TablePane

TABLE, BOARD = "table", "board"
WIDE = 1000
"""A page from so many pixels at 100 % shows the board and a case beside it."""


class FollowUpsPage(Page):
    """The register of cases, and the one chosen beside it."""

    TOPICS = frozenset({Topic.FOLLOW_UPS, Topic.STAFF, Topic.CUSTOMERS, Topic.CALENDAR})

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, _("Follow-ups"))
        self._presenter = FollowUpsPresenter(desk.session.of(self), self, desk.language.say)
        self._people: Sequence[Person] = ()
        self._wanted: UUID | None = None
        self._loaded = False
        self.which = Choice(
            [(_("Open cases"), WhichCases.OPEN), (_("Overdue only"), WhichCases.OVERDUE), (_("All cases"), WhichCases.ALL)],
            WhichCases.OPEN,
        )
        self.which.setAccessibleName(_("Which cases"))
        self.search = SearchField(_("Filter cases"), self._search, 200)
        self.new = button(_("&New case"), kind="primary", icon="plus", on=self.open_new, tip="Ctrl+N")
        for tool in (self.search, self.which, self.new):
            self.tools.addWidget(tool)
        ask, which = self._presenter.ask, WhichCases.OPEN
        self.table = PagedTable(REGISTER, desk.language, lambda row: row.follow_up.id, "register", ask, which)
        first = button(_("&New case"), icon="plus", on=self.open_new)
        nothing = EmptyState(
            "list-checks", _("No case yet"), _("What customers raise at a visit appears here until it is closed."), first
        )
        none_fits = EmptyState("check", _("No case fits"), _("No case fits the filter. Choose “All cases” or empty the field."))
        self.case = CasePane(desk)
        self.board = Board(desk.language)
        self.how = Segments([(_("Table"), TABLE), (_("Board"), BOARD)], TABLE)
        self.tools.addWidget(self.how)
        self._shown = QStackedWidget()
        self._shown.addWidget(TablePane(self.table, nothing, none_fits))
        self._shown.addWidget(self.board)
        body = row(self._shown, self.case, spacing=16)
        body.setStretch(0, 1)
        self.content.addLayout(body, 1)
        self.which.chosen.connect(self._choose)
        self.table.picked.connect(self._pick_row)
        self.table.opened.connect(self._write)
        self.board.picked.connect(self._pick)
        self.board.opened.connect(self._write)
        self.how.chosen.connect(self._show_as)

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("new_case", said("&New case"), self.open_new, "Ctrl+N"),
            Action("close_case", said("Close the answered case"), self._close, "Ctrl+Shift+Return"),
            Action("mark_case", said("Marks of the case"), self.case.open_marks, "Ctrl+Alt+M"),
            Action("case_documents", said("Documents of the case"), self.case.open_documents),
            Action("board", said("Board of the open cases"), lambda: self.how.choose(BOARD)),
            Action("reply_letter", said("Print the reply letter"), self.case.open_reply),
            Action("export_list", said("Export the list"), self.ask_export),
            Action("go_subject", said("Open the case's customer"), self.case.go_subject, "Ctrl+G"),
        )

    def refresh(self) -> None:
        """Ask for the register again."""
        self.table.pages.refresh()
        if self.how.value() == BOARD:
            self._presenter.ask_board()

    def arrive(self, target: object) -> None:
        """Show one case, or the overdue ones."""
        if isinstance(target, UUID):
            self.how.choose(TABLE)
            self._wanted = target
            self._seek()
        elif target is WhichCases.OVERDUE:
            self.which.set_value(target)
            self._choose(target)

    def ask_export(self) -> None:
        """Ask for a file, and write the cases as they are filtered."""
        _ = self.language.text
        path = where_to(self.desk, self, _("Export the list"), _("Cases"), LIST_KINDS)
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the cases as they are filtered."""
        wanted = CasesOf(self.which.value(), self.search.text(), say=self.language.say)
        export_list(self.desk, self, IssueTable(wanted, self.desk.context.demonstration), path)

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The case at hand."""
        row = self.case.case
        return None if row is None else (row.follow_up.id, row.follow_up.text[:40])

    def focus_filter(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def show_register(self, wanted: Wanted, register: Register) -> None:
        """Show a part of the register; the case chosen stays chosen."""
        self._people, page = register.people, register.page
        self.table.pages.take(wanted, page.rows, page.fitting, page.kept)
        self._loaded = True
        self._seek()
        self.state_line.setText(
            self.language.text("{open} open, {overdue} of them overdue", open=page.open, overdue=page.overdue)
        )
        if self.table.current() is None and self.table.rows.rowCount():
            self.table.show_key(self.table.rows.row(0).follow_up.id)
        if self.how.value() == TABLE:
            self._pick(self.table.current())

    def open_new(self) -> NewCase:
        """The form for a case raised outside a visit."""
        form = NewCase(self.desk, self)
        form.open()
        return form

    def show_board(self, rows: Sequence[FollowUpRow]) -> None:
        """Show the open cases by state; the case at hand stays at hand, in its new state."""
        self.board.show_cases(rows)
        at_hand = self.case.case
        self._pick(next((one for one in rows if at_hand and one.follow_up.id == at_hand.follow_up.id), rows[0] if rows else None))

    @Slot(object)
    def _show_as(self, how: str) -> None:
        """The same cases as a table or a board."""
        self._shown.setCurrentIndex(1 if how == BOARD else 0)
        for tool in (self.search, self.which):
            tool.setVisible(how == TABLE)
        self._make_room()
        self.refresh()

    def _make_room(self) -> None:
        """On a narrow page the board has all of it; a case is then opened in the table."""
        self.case.setVisible(self.how.value() == TABLE or (self.breadth or self.width()) >= style.look().px(WIDE))

    def fit(self, breadth: int) -> None:
        super().fit(breadth)
        self._make_room()

    @Slot(str)
    def _search(self, text: str) -> None:
        self.table.pages.search(text)

    @Slot(object)
    def _choose(self, which: WhichCases) -> None:
        self.table.pages.choose(which)

    def _seek(self) -> None:
        """Show the case somebody came for; among all cases if it is closed or the filter hides it."""
        if self._wanted is None or not self._loaded:
            return
        if self.table.show_key(self._wanted):
            self._wanted = None
        elif not self.table.pages.complete:
            self.table.pages.fetch_rest(lambda: None)
        elif self.which.value() is not WhichCases.ALL:
            self.which.set_value(WhichCases.ALL)
            self._choose(WhichCases.ALL)

    @Slot(object)
    def _pick_row(self, case: FollowUpRow | None) -> None:
        """A row of the table; what it chooses by itself behind the board is nobody's choice."""
        if self.how.value() == TABLE:
            self._pick(case)

    @Slot(object)
    def _pick(self, case: FollowUpRow | None) -> None:
        self.case.show_case(case, self._people)

    @Slot(object)
    def _write(self, case: FollowUpRow) -> None:
        if self.case.isHidden():
            self.arrive(case.follow_up.id)
        self.case.step.note.setFocus()

    def _close(self) -> None:
        case = self.case.case
        if case is not None:
            self._presenter.close(case)


class CasesPanel(QWidget):
    """The 案件 tab of a customer's page: the cases of one subject, and a button for a new one."""

    TOPICS = FollowUpsPage.TOPICS

    def __init__(self, desk: Desk, subject: UUID) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._subject = subject
        self.table = Table(OF_ONE_CUSTOMER, desk.language, lambda row: row.follow_up.id, "cases")
        new = button(_("&New case"), icon="plus", on=self._new)
        nothing = EmptyState("list-checks", _("No case"), _("Nothing this customer raised is kept here."))
        self.setLayout(column(row(None, new), TablePane(self.table, nothing), spacing=12, margins=(0, 12, 0, 0)))
        self.table.opened.connect(self._open)
        desk.session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the cases of the subject again."""
        self._desk.session.of(self).ask(FollowUpList(subject_ids=frozenset({self._subject})), self.table.set_rows)

    @Slot(object)
    def _changed(self, topics: frozenset[Topic]) -> None:
        if self.TOPICS & topics:
            self.refresh()

    @Slot(object)
    def _open(self, case: FollowUpRow) -> None:
        self._desk.go("follow_ups", case.follow_up.id)

    def _new(self) -> None:
        NewCase(self._desk, self, self._subject).open()
