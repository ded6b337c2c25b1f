"""The case at hand beside the register or the board: what was raised, its marks, its answer, its log, and the next step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES, WINDOW_NAMES, CaseField, in_words
from visitplanner.domain.staff.staff import Person
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import ChipLabel
from visitplanner.ui.core.plain_text import unmarked
from visitplanner.ui.follow_ups.columns import due_chip, mark_chips, state_chip
from visitplanner.ui.follow_ups.form import NextStep
from visitplanner.ui.follow_ups.marks_form import DocumentsForm, MarksForm, documents_line
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.more_papers import open_reply
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.parts import button, column, empty, holder, label, line, put, row, scrolled, selectable

SIDE_WIDTH = 344


class CasePane(QFrame):
    """The case at hand: what was raised, where it stands, its log, and the next step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._language = desk.language
        self.case: FollowUpRow | None = None
        self.setObjectName("card")
        self.setFixedWidth(style.look().px(SIDE_WIDTH))
        self._text = selectable(role="section")
        self._subject = button("", kind="link", on=self.go_subject)
        self._chips = (ChipLabel(), ChipLabel())
        self._facts = Facts(2)
        self.marks = button(_("&Marks…"), kind="link", on=self.open_marks, tip="Ctrl+Alt+M")
        self.documents = button(_("D&ocuments…"), kind="link", on=self.open_documents)
        self.reply = button(_("Repl&y letter…"), kind="link", on=self.open_reply, tip=_("Print the reply letter"))
        self._more = Facts(1)
        self._marks = column(spacing=4)
        self._log = column(spacing=8)
        self.step = NextStep(desk.session, desk.language, desk.day)
        top = column(
            self._text, row(self._subject, None), row(*self._chips, None), self._marks, self._facts, self._more, spacing=8
        )
        tools = row(self.marks, self.documents, self.reply, None, spacing=12)
        log = scrolled(holder(column(self._log, None)))
        log.setMinimumHeight(style.look().px(72))
        self._body = holder(
            column(top, tools, line(), label(_("Log"), "strong"), log, line(), self.step, spacing=10, margins=(16, 14, 16, 14))
        )
        self.setLayout(column(scrolled(self._body), spacing=0, margins=(1, 1, 1, 1)))
        self.show_case(None, ())

    def show_case(self, case: FollowUpRow | None, people: Sequence[Person]) -> None:
        """Show a case with its history and the form for its next step; None empties the pane."""
        self.case = case
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
        empty(self._marks)
        chips = [(ChipLabel(), chip) for chip in mark_chips(case, self._language)]
        if chips:
            put(self._marks, holder(row(*(part for part, _chip in chips), None, spacing=6)))
        for part, chip in chips:
            part.set_chip(chip)
        more = self._told(case)
        self._more.show_facts(more)
        self._more.setVisible(bool(more))
        self.documents.setVisible(bool(follow_up.documents) or follow_up.request_id is not None)
        self._show_log(case)
        self.step.show_case(case, people)

    def open_marks(self) -> MarksForm | None:
        """The form for receipt number, petition, public opinion and request."""
        if self.case is None:
            return None
        form = MarksForm(self._desk, self, self.case)
        form.open()
        return form

    def open_documents(self) -> DocumentsForm | None:
        """The form that ticks the documents the customer was told to bring."""
        if self.case is None:
            return None
        form = DocumentsForm(self._desk, self, self.case)
        form.open()
        return form

    def open_reply(self) -> PaperDialog | None:
        """The letter that answers the case, looked at before it is printed."""
        return open_reply(self._desk, self.case, self) if self.case is not None else None

    def _told(self, case: FollowUpRow) -> list[tuple[str, str]]:
        """What is known of the case besides, only what there is."""
        _, one, date = self._language.text, case.follow_up, self._language.date
        confirmed = _("{name}, {day}", name=one.confirmed_by, day=one.confirmed_on) if one.confirmed_on else ""
        told = (
            (_("Receipt number"), one.receipt),
            (_("Controller"), case.controller or (_("Nobody yet") if one.petition else "")),
            (_("Request"), case.request),
            (_("Documents"), documents_line(case, self._language)),
            (_("Asked"), _("{count}×", count=case.rounds) if case.rounds else ""),
            (_("Reply"), " ".join(part for part in (date(one.replied_on) if one.replied_on else "", one.reply) if part)),
            (_("Confirmed"), confirmed),
            (_("Result"), one.result),
        )
        return [(name, text) for name, text in told if text]

    def go_subject(self) -> None:
        """Go to the customer of the case shown."""
        if self.case is not None:
            self._desk.go("customers", self.case.follow_up.subject_id)

    def _show_log(self, case: FollowUpRow) -> None:
        empty(self._log)
        for entry in reversed(case.log):
            head = f"{self._language.date(entry.at.astimezone().date())}  {self._language.say(STATE_NAMES[entry.state])}"
            lines: list[QWidget] = [label(head, "caption")]
            changed = [self._language.say(in_words(one)) for one in entry.changes if one.what is not CaseField.STATE]
            lines += [selectable(text) for text in (*changed, entry.note) if text]
            put(self._log, holder(column(*lines, spacing=2)))
