"""追蹤: what customers raised, overdue first, with the case at hand beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES, WINDOW_NAMES, CaseField, in_words
from visitplanner.domain.staff.staff import Person
from visitplanner.services.core.outcome import Topic
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow
from visitplanner.services.follow_ups.register import WhichCases
from visitplanner.ui.core import style
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.chips import ChipLabel
from visitplanner.ui.core.paged_rows import Wanted
from visitplanner.ui.core.plain_text import unmarked
from visitplanner.ui.follow_ups.columns import OF_ONE_CUSTOMER, REGISTER, due_chip, state_chip
from visitplanner.ui.follow_ups.form import NewCase, NextStep
from visitplanner.ui.follow_ups.presenter import FollowUpsPresenter, Register
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.papers.more_papers import open_reply
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.fields import Choice, SearchField
from visitplanner.ui.widgets.parts import EmptyState, button, column, empty, holder, label, line, put, row, scrolled, selectable
from visitplanner.ui.widgets.table import PagedTable, Table, TablePane

SIDE_WIDTH = 344


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
        body = row(TablePane(self.table, nothing, none_fits), self.case, spacing=16)
        body.setStretch(0, 1)
        self.content.addLayout(body, 1)
        self.which.chosen.connect(self._choose)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self._write)

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("new_case", said("&New case"), self.open_new, "Ctrl+N"),
            Action("close_case", said("Close the answered case"), self._close, "Ctrl+Shift+Return"),
            Action("reply_letter", said("Print the reply letter"), self.case.open_letter),
            Action("go_subject", said("Open the case's customer"), self.case.go_subject, "Ctrl+G"),
        )

    def refresh(self) -> None:
        """Ask for the register again."""
        self.table.pages.refresh()

    def arrive(self, target: object) -> None:
        """Show one case, or the overdue ones."""
        if isinstance(target, UUID):
            self._wanted = target
            self._seek()
        elif target is WhichCases.OVERDUE:
            self.which.set_value(target)
            self._choose(target)

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The case at hand."""
        row = self.table.current()
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
        self._pick(self.table.current())

    def open_new(self) -> NewCase:
        """The form for a case raised outside a visit."""
        form = NewCase(self.desk, self)
        form.open()
        return form

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
    def _pick(self, case: FollowUpRow | None) -> None:
        self.case.show_case(case, self._people)

    @Slot(object)
    def _write(self, _case: FollowUpRow) -> None:
        self.case.step.note.setFocus()

    def _close(self) -> None:
        case = self.table.current()
        if case is not None:
            self._presenter.close(case)


class CasePane(QFrame):
    """The case at hand: what was raised, where it stands, its log, and the next step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._language = desk.language
        self._case: FollowUpRow | None = None
        self.setObjectName("card")
        self.setFixedWidth(style.look().px(SIDE_WIDTH))
        self._text = selectable(role="section")
        self._subject = button("", kind="link", on=self.go_subject)
        letter = button(_("Reply letter"), kind="link", on=self.open_letter, tip=_("Print the reply letter"))
        self._chips = (ChipLabel(), ChipLabel())
        self._facts = Facts(2)
        self._log = column(spacing=8)
        self.step = NextStep(desk.session, desk.language, desk.day)
        top = column(self._text, row(self._subject, None), row(*self._chips, None, letter), self._facts, spacing=8)
        log = scrolled(holder(column(self._log, None)))
        log.setMinimumHeight(style.look().px(72))
        self._body = holder(
            column(top, line(), label(_("Log"), "strong"), log, line(), self.step, spacing=10, margins=(16, 14, 16, 14))
        )
        self.setLayout(column(scrolled(self._body), spacing=0, margins=(1, 1, 1, 1)))
        self.show_case(None, ())

    def show_case(self, case: FollowUpRow | None, people: Sequence[Person]) -> None:
        """Show a case with its history and the form for its next step; None empties the pane."""
        self._case = case
        self._body.setVisible(case is not None)
        if case is None:
            return
        _, say = self._language.text, self._language.say
        follow_up = case.follow_up
        self._text.setText(follow_up.text)
        self._subject.setText(unmarked(case.subject))
        self._chips[0].set_chip(state_chip(case, self._language))
        self._chips[1].set_chip(due_chip(case, self._language))
        self._facts.show_facts(
            [
                (_("Window"), say(WINDOW_NAMES[follow_up.window])),
                (_("Owner"), case.owner),
                (_("Raised"), self._language.date(follow_up.raised_on)),
                (_("Age"), _("{days} days", days=case.age_working_days)),
            ]
        )
        self._show_log(case)
        self.step.show_case(case, people)

    def go_subject(self) -> None:
        """Go to the customer of the case shown."""
        if self._case is not None:
            self._desk.go("customers", self._case.follow_up.subject_id)

    def open_letter(self) -> PaperDialog | None:
        """The letter that answers the case shown."""
        return open_reply(self._desk, self._case, self) if self._case is not None else None

    def _show_log(self, case: FollowUpRow) -> None:
        empty(self._log)
        for entry in reversed(case.log):
            head = f"{self._language.date(entry.at.astimezone().date())}  {self._language.say(STATE_NAMES[entry.state])}"
            lines: list[QWidget] = [label(head, "caption")]
            changed = [self._language.say(in_words(one)) for one in entry.changes if one.what is not CaseField.STATE]
            lines += [selectable(text) for text in (*changed, entry.note) if text]
            put(self._log, holder(column(*lines, spacing=2)))


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
