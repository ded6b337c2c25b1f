"""登錄洽訪紀錄: the record of a visit that stands in the calendar."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from visitplanner.services.core.outcome import Command, Outcome, Query
from visitplanner.services.visits.visit_records import Forecast, KeepDraft, KeepRecord, RecordSheetFor, WouldCount
from visitplanner.services.visits.visits import RecordVisit, VisitRow
from visitplanner.ui.core.states import visit_day
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.visits.next_visit import offer_next
from visitplanner.ui.visits.record_dialog import RecordDialog
from visitplanner.ui.visits.record_inputs import RecordInputs
from visitplanner.ui.widgets.parts import label


class RecordForm(RecordDialog):
    """Begins with the day and the team of the plan."""

    def __init__(self, desk: Desk, parent: QWidget, visit: VisitRow) -> None:
        _ = desk.language.text
        self.visit = visit
        self._desk, self._parent = desk, parent
        inputs = RecordInputs(desk, min(visit.visit.day, desk.day))
        title = _("Record of the visit: {name}", name=visit.subject)
        super().__init__(desk, parent, title, _("&Keep the record"), inputs)
        self.session.ask(RecordSheetFor(visit.visit.id), self.show_sheet)

    def above(self) -> list[QWidget]:
        return [label(self.language.text("Planned for {when}", when=visit_day(self.visit, self.language)), "muted")]

    def command(self) -> Command:
        return KeepRecord(self._record(), self.inputs.updates())

    def would_count(self) -> Query[Forecast]:
        return WouldCount(self._record())

    def draft_command(self, draft: dict[str, Any] | None) -> Command:
        return KeepDraft(self.visit.visit.id, draft)

    def done_with(self, outcome: Outcome[object]) -> None:
        """Close the form, and offer a day for the next visit that is owed."""
        super().done_with(outcome)
        offer_next(self._desk, self._parent, self.visit.visit.subject_id)

    def _record(self) -> RecordVisit:
        return RecordVisit(self.visit.visit.id, **self.inputs.facts())
