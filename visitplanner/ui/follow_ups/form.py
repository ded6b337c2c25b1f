"""Two forms: a new case, and the next line in a case's log. Both by keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES, WINDOW_NAMES, FollowUpState, Window
from visitplanner.domain.staff.staff import Person
from visitplanner.i18n import Language
from visitplanner.services.core.directory import Directory, Entry, People
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.follow_ups.follow_ups import (
    FollowUpRow,
    Marks,
    ProposedDue,
    Raised,
    RaiseFollowUp,
    UpdateFollowUp,
    UsualDue,
)
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.session import Session
from visitplanner.ui.core.typed import NOTHING_KNOWN, TypedWords
from visitplanner.ui.follow_ups.presenter import next_states
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field, Refusals, text_area
from visitplanner.ui.widgets.parts import button, column, label, row, tick_box
from visitplanner.ui.widgets.picker import Picker

Offered = tuple[list[Entry], list[Person], dt.date]


def owners(people: Sequence[Person], language: Language) -> list[tuple[str, UUID | None]]:
    """Whom a case may be given to, nobody first."""
    return [(language.text("Nobody yet"), None), *((person.name, person.id) for person in people)]


class NewCase(FormDialog):
    """Something a customer raised outside a visit."""

    def __init__(self, desk: Desk, parent: QWidget, subject_id: UUID | None = None) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("New case"), _("&Record the case"), parent)
        self._subject_id = subject_id
        self._due_shown: dt.date | None = None
        self._due_text = ""
        self.subject = Picker(_("Type a name or an account number"))
        self.text = text_area(3, _("In one sentence, such as 評估調降契約容量"))
        self.department = Choice([(desk.language.say(name), window) for window, name in WINDOW_NAMES.items()], Window.BUSINESS)
        self.owner = Choice(owners((), desk.language))
        self.due = DateField(desk.language, desk.day)
        self.receipt = QLineEdit()
        self.petition = tick_box(_("A &petition (陳情)"))
        self.opinion = tick_box(_("A risk to public &opinion (輿情)"))
        self.controller = Choice(owners((), desk.language))
        fields = {
            "subject": Field(_("&Customer, group or park"), self.subject),
            "text": Field(_("What was &raised"), self.text),
            "window": Field(_("&Window"), self.department),
            "owner": Field(_("&Owner"), self.owner),
            "due": Field(_("&Due day"), self.due),
            "receipt": Field(_("Receip&t number"), self.receipt),
            "controller": Field(_("Co&ntroller of the petition"), self.controller),
        }
        last = row(fields["window"], fields["owner"], fields["due"], spacing=12)
        marks = row(self.petition, self.opinion, None, spacing=16)
        numbers = row(fields["receipt"], fields["controller"], spacing=12)
        self.petition.toggled.connect(self._petition)
        fields["controller"].setEnabled(False)
        self.lay_out(
            fields, column(fields["subject"], fields["text"], last, marks, numbers, spacing=12), about=subject_id or NOTHING_KNOWN
        )
        self.session.work(self._offers, self._arrived)

    def submit(self) -> None:
        """Keep the case; refused without a customer."""
        self.refusals.clear()
        subject = self.subject.value()
        if subject is None:
            self.refused(
                Refused(said("No customer is named."), mend=said("Choose one from the list that opens."), field="subject")
            )
            return
        try:
            due = self.due.day()
        except Refused as refusal:
            self.refused(Refused(refusal.what, mend=refusal.mend, field="due"))
            return
        petition = self.petition.isChecked()
        controller = self.controller.value() if petition else None
        marks = Marks(self.receipt.text(), petition, controller, self.opinion.isChecked())
        given = due if due != self._due_shown else None
        raised = Raised(self.text.toPlainText(), self.department.value(), self.owner.value(), given, marks)
        self.verb.setEnabled(False)
        self.session.do(self.confirmed(RaiseFollowUp(subject, raised)), self.done_with, self.refused)

    def _offers(self, office: Office, _progress: Progress, _stop: Stop) -> Offered:
        today = self.due.today
        return office.ask(Directory()), office.ask(People()), office.ask(UsualDue(today))

    def _arrived(self, offered: Offered) -> None:
        entries, people, due = offered
        self.subject.set_entries([(entry.label, entry.id) for entry in entries])
        if self._subject_id is not None:
            self.subject.set_value(self._subject_id)
        self.owner.set_entries(owners(people, self.language))
        self.controller.set_entries(owners(people, self.language))
        self._show_due(due)
        (self.subject if self._subject_id is None else self.text).setFocus()

    @Slot(bool)
    def _petition(self, petition: bool) -> None:
        """A petition has a controller, and the day of its own clock unless another one was typed."""
        self.fields["controller"].setEnabled(petition)
        before = self.due.text()

        def take(day: dt.date) -> None:
            if self.due.text() == before == self._due_text:
                self._show_due(day)

        self.session.ask(UsualDue(self.due.today, petition), take)

    def _show_due(self, day: dt.date) -> None:
        self._due_shown = day
        self.due.set_day(day)
        self._due_text = self.due.text()


class NextStep(QWidget):
    """The next line of a case's log: a note, a state, another owner or due day."""

    recorded = Signal()

    def __init__(self, session: Session, language: Language, today: dt.date) -> None:
        super().__init__()
        _ = language.text
        self._session = session.of(self)
        self._language = language
        self._row: FollowUpRow | None = None
        self.note = text_area(2, _("What was done, who was told"))
        self.state, self.owner = Choice(), Choice()
        self.due = DateField(language, today)
        self._due_shown: dt.date | None = None
        self._due_text = ""
        self._typed = TypedWords(self._session, "next_step", {"note": self.note})
        choices = {"state": self.state, "owner": self.owner, "due": self.due}
        self._choices = TypedWords(self._session, "next_step_choices", choices)
        self.confirmed = QLineEdit()
        self.confirmed.setPlaceholderText(_("Name of the customer's person"))
        self.state.chosen.connect(self._propose)
        self.verb = button(_("&Record the step"), kind="primary", icon="check", on=self.submit, tip="Ctrl+Enter")
        fields = {
            "note": Field(_("&Note"), self.note),
            "state": Field(_("New &state"), self.state),
            "owner": Field(_("&Owner"), self.owner),
            "due": Field(_("&Due day"), self.due),
            "confirmed_by": Field(_("&Confirmed by"), self.confirmed),
        }
        self.fields = fields
        general = label(role="refusal", wrap=True)
        self._refusals = Refusals(fields, general, language)
        pair = row(fields["state"], fields["owner"], spacing=12)
        foot = row(fields["due"], spacing=12)
        foot.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(fields["note"], pair, fields["confirmed_by"], foot, general, spacing=8))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)

    def show_case(self, case: FollowUpRow, people: Sequence[Person]) -> None:
        """Offer what is possible from where a case stands. A note and what was chosen wait for their case."""
        follow_up, before = case.follow_up, self._row.follow_up if self._row is not None else case.follow_up
        same = self._row is not None and before.id == follow_up.id
        if not same:
            self.confirmed.clear()
            self._refusals.clear()
            self._choices.leave()
        states = next_states(follow_up.state)
        chosen, owner, due = self.state.value(), self.owner.value(), self.due.text()
        keeps_state = same and chosen not in (before.state, follow_up.state) and chosen in states
        keeps_owner = same and owner not in (before.owner_id, follow_up.owner_id) and owner in {None, *(one.id for one in people)}
        keeps_due = keeps_state or (same and due != self._due_text)
        self._row = case
        self._typed.turn_to(follow_up.id)
        says = [(self._language.say(STATE_NAMES[state]), state) for state in states]
        self.state.set_entries(says, chosen if keeps_state else follow_up.state)
        self.owner.set_entries(owners(people, self._language), owner if keeps_owner else follow_up.owner_id)
        if not keeps_due or due == self._language.date(follow_up.due_on):
            self._show_due(follow_up.due_on)
        self._may_confirm()
        if same:
            due_now = self._language.date(follow_up.due_on, weekday=True)
            now = {"state": str(follow_up.state), "owner": str(follow_up.owner_id), "due": due_now}
            self._choices.begins_with(now)
        else:
            self._choices.turn_to(follow_up.id)

    def _may_confirm(self) -> None:
        """The customer confirms an answer: room for the name once there is one, and while nobody confirmed it."""
        answered = self.state.value() in (FollowUpState.REPLIED, FollowUpState.CLOSED)
        confirmed = self._row is not None and self._row.follow_up.confirmed_on is not None
        self.fields["confirmed_by"].setVisible(answered and not confirmed)

    def _show_due(self, day: dt.date) -> None:
        self._due_shown = day
        self.due.set_day(day)
        self._due_text = self.due.text()

    @Slot(object)
    def _propose(self, state: object) -> None:
        """The due day the case gets in the state that was chosen, for the person to take or change."""
        asked = self._row
        self._may_confirm()
        if asked is None or not isinstance(state, FollowUpState):
            return
        before = self.due.text()

        def take(day: dt.date) -> None:
            """A day that was typed, or brought again, since the question was asked stays."""
            if self._row is asked and self.due.text() == before:
                self._show_due(day)

        self._session.ask(ProposedDue(asked.follow_up.id, state), take)

    def submit(self) -> None:
        """Take the case on: state, owner, window, due day and note in one change."""
        if self._row is None:
            return
        self._refusals.clear()
        follow_up = self._row.follow_up
        try:
            due = self.due.day()
        except Refused as refusal:
            self._refusals.show(Refused(refusal.what, mend=refusal.mend, field="due"))
            return
        command = UpdateFollowUp(
            follow_up.id,
            note=self.note.toPlainText(),
            state=self.state.value(),
            owner_id=self.owner.value(),
            due_on=due if due != self._due_shown else None,
            version=follow_up.version,
            confirmed_by=self.confirmed.text(),
        )
        self._session.do(command, self._done, self._refusals.show)

    def _done(self, _outcome: Outcome[object]) -> None:
        self._typed.begin_anew()
        self._choices.settled()
        self.confirmed.clear()
        self.recorded.emit()

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        self._typed.keep()
        self._choices.keep()
        super().hideEvent(event)
