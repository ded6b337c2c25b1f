"""更正: a kept record is put right by a new edition; the editions before stay readable in the same window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from visitplanner.services.core.outcome import Command, Query
from visitplanner.services.visits.amending import AMENDING_FORM, AmendRecord
from visitplanner.services.visits.visit_records import Forecast, KeepDraft, RecordSheet, RecordSheetFor, WouldCount
from visitplanner.services.visits.visits import RecordVisit, VisitRow
from visitplanner.ui.core.states import visit_day
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.visits.editions import EditionsDialog
from visitplanner.ui.visits.record_dialog import RecordDialog
from visitplanner.ui.visits.record_inputs import RecordInputs
from visitplanner.ui.widgets.parts import button, holder, label, row


class AmendForm(RecordDialog):
    """Begins with what the record says. Cases are mended where they stand, so that only new ones are written here."""

    def __init__(self, desk: Desk, parent: QWidget, visit: VisitRow) -> None:
        _ = desk.language.text
        self.visit = visit
        self._desk = desk
        inputs = RecordInputs(desk, visit.visit.held_on or visit.visit.day)
        title = _("Amend the record: {name}", name=visit.subject)
        super().__init__(desk, parent, title, _("&Keep the new edition"), inputs)
        self.session.ask(RecordSheetFor(visit.visit.id, AMENDING_FORM), self.show_sheet)

    def above(self) -> list[QWidget]:
        _ = self.language.text
        told = _("Edition {number} is in force; it stays readable.", number=self.visit.visit.edition)
        planned = _("Planned for {when}", when=visit_day(self.visit, self.language))
        words = label(f"{planned}　{told}", "muted")
        return [holder(row(words, button(_("All editions"), kind="link", on=self.open_editions), None, spacing=12))]

    def fill_sheet(self, sheet: RecordSheet) -> None:
        super().fill_sheet(sheet)
        self.inputs.show_record(self.visit.visit)
        self._issues.hide()

    def open_editions(self) -> EditionsDialog:
        """Every edition of the record so far."""
        dialog = EditionsDialog(self._desk, self, self.visit)
        dialog.open()
        return dialog

    def command(self) -> Command:
        return AmendRecord(self._record(), whole=True)

    def would_count(self) -> Query[Forecast]:
        return WouldCount(self._record())

    def draft_command(self, draft: dict[str, Any] | None) -> Command:
        return KeepDraft(self.visit.visit.id, draft, AMENDING_FORM)

    def _record(self) -> RecordVisit:
        """What was learnt for headquarters is not asked here and stays as it is."""
        asked = RecordVisit(self.visit.visit.id, **self.inputs.facts())
        return replace(asked, intelligence=self.visit.visit.intelligence)
