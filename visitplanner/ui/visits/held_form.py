"""補登洽訪: a visit that was held before the program came, or that nobody planned, is entered with its record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLayout, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import SLOT_NAMES
from visitplanner.domain.visits.visits import Slot as HalfDay
from visitplanner.services.core.directory import Directory, Entry
from visitplanner.services.core.outcome import Command, Query
from visitplanner.services.visits.held_records import HELD_FORM, HeldSheetFor, HeldWouldCount, KeepHeldVisit
from visitplanner.services.visits.held_visits import HELD, RecordHeldVisit
from visitplanner.services.visits.visit_records import Forecast, KeepDraft, RecordSheet
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.visits.record_dialog import RecordDialog, halves
from visitplanner.ui.visits.record_inputs import RecordInputs
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import label
from visitplanner.ui.widgets.picker import Picker


class HeldForm(RecordDialog):
    """subject_id: the customer, group or park visited, already chosen; None: it is chosen here first."""

    def __init__(self, desk: Desk, parent: QWidget, subject_id: UUID | None = None) -> None:
        _, say = desk.language.text, desk.language.say
        inputs = RecordInputs(desk, None, HELD)
        self.subject = Picker(_("Type a part of the name, or the account number"))
        self.slot = Choice([(say(name), slot) for slot, name in SLOT_NAMES.items()], HalfDay.AM)
        inputs.fields["subject_id"] = Field(_("Visited (customer, &group or park)"), self.subject)
        inputs.fields["slot"] = Field(_("&Half-day"), self.slot)
        super().__init__(desk, parent, _("Enter a visit that was held"), _("&Keep the visit"), inputs)
        self._subject_id: UUID | None = None
        self._accounts: dict[str, str] = {}
        self._carried: dict[str, Any] | None = None
        self._blank = inputs.draft()
        self.setTabOrder(self.subject, inputs.held_on)
        self.setTabOrder(inputs.held_on, self.slot)
        self.setTabOrder(self.slot, inputs.outcome)
        self.subject.picked.connect(self._picked)
        self.subject.editingFinished.connect(self._finished)
        self.slot.chosen.connect(self._changed)
        self._wanted = subject_id
        self.verb.setEnabled(True)
        self.session.ask(Directory(), self.show_subjects)

    def above(self) -> list[QWidget]:
        told = self.language.text(
            "For visits of before this program was used, and for those nobody planned. A suggestion in the calendar makes way "
            "for the visit that settles it."
        )
        return [label(told, "muted", wrap=True)]

    def whose(self) -> list[QWidget | QLayout]:
        fields = self.inputs.fields
        return [
            fields["subject_id"],
            halves(fields["held_on"], fields["slot"]),
            halves(fields["outcome"], fields["satisfaction"]),
            fields["leader"],
        ]

    def show_subjects(self, entries: Sequence[Entry]) -> None:
        """Offer every subject; go to the one that is chosen already."""
        self._accounts = {entry.account: entry.label for entry in entries if entry.account}
        self.subject.set_entries([(entry.label, entry.id) for entry in entries])
        self.subject.set_value(self._wanted)
        if self._wanted is None:
            self.subject.setFocus()

    @Slot()
    def _finished(self) -> None:
        """A part of a name, or an account number, that means one subject alone becomes its name."""
        digits = "".join(sign for sign in self.subject.text() if sign.isdecimal())
        if digits in self._accounts:
            self.subject.setText(self._accounts[digits])
        elif (meant := self.subject.value()) is not None:
            self.subject.set_value(meant)

    @Slot(object)
    def _picked(self, subject_id: UUID | None) -> None:
        """Another subject is meant: what was typed goes along with it."""
        if subject_id is None or subject_id == self._subject_id:
            return
        self._keep.stop()
        typed = self.inputs.draft()
        self._carried = typed if typed != self._blank else None
        if self._subject_id is not None and self._carried is not None:
            self._store(None)
        self._subject_id, self.sheet = subject_id, None
        self.session.ask(HeldSheetFor(subject_id), lambda sheet: self._arrived(subject_id, sheet))

    def _arrived(self, subject_id: UUID, sheet: RecordSheet) -> None:
        if subject_id == self._subject_id:
            self.show_sheet(sheet)

    def show_sheet(self, sheet: RecordSheet) -> None:
        super().show_sheet(sheet)
        carried, self._carried = self._carried, None
        if carried is not None and not sheet.draft:
            of_subject = {name: self._blank[name] for name in ("leader", "members", "site")}
            self.inputs.fill({**carried, **of_subject})

    def begin(self) -> None:
        """While the subject is still being typed, the hands stay there."""
        if not self.subject.hasFocus():
            super().begin()

    def submit(self) -> None:
        """As for every record; without a subject it says so beside the field."""
        self._finished()
        if self._named() is None:
            self.refusals.clear()
            self.refused(self._nobody())
        else:
            super().submit()

    def command(self) -> Command:
        return KeepHeldVisit(self._record(), self.inputs.updates())

    def would_count(self) -> Query[Forecast]:
        return HeldWouldCount(self._record())

    def draft_command(self, draft: dict[str, Any] | None) -> Command:
        assert self._subject_id is not None
        kept = None if draft is None else {**draft, "slot": self.slot.value().value}
        return KeepDraft(self._subject_id, kept, HELD_FORM)

    def fill_sheet(self, sheet: RecordSheet) -> None:
        super().fill_sheet(sheet)
        if sheet.draft:
            self.slot.set_value(HalfDay(sheet.draft["slot"]))

    def _named(self) -> UUID | None:
        """Whose name stands in the field; None while it is not the one the form was filled for."""
        named_now: UUID | None = self.subject.value()
        return named_now if named_now == self._subject_id else None

    def _nobody(self) -> Refused:
        mend = said("Choose a customer, group or park from the list that opens.")
        return Refused(said("It is not said who was visited."), mend=mend, field="subject_id")

    def _record(self) -> RecordHeldVisit:
        subject_id = self._named()
        if subject_id is None:
            raise self._nobody()
        return RecordHeldVisit(subject_id, slot=self.slot.value(), **self.inputs.facts())
