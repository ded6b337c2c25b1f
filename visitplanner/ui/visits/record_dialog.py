"""What every form for a visit's record does: prefilled, by keyboard alone, it says before saving whether the visit counts, and a
draft is never lost. What is recorded, amended or entered afterwards stands in the forms beside this file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QLayout, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.reading_notes import Proposals, ProposedCase
from visitplanner.services.core.outcome import Command, Outcome, Query
from visitplanner.services.follow_ups.reading_notes import ReadNotes
from visitplanner.services.visits.visit_records import Forecast, RecordSheet
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.visits.record_inputs import RecordInputs
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.parts import card, column, holder, label, row, scrolled

ASK_AFTER_MS = 250
"""So long after the last key the program says whether the visit counts."""
KEEP_AFTER_MS = 1500
"""So long after the last key the draft is kept."""
SIZE = (1000, 740)


class RecordDialog(FormDialog):
    """The record of one visit. Ctrl+Enter keeps it; closing the window keeps a draft. A form says what it asks and keeps."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, inputs: RecordInputs) -> None:
        super().__init__(desk.session, desk.language, title, verb, parent, 760)
        self.sheet: RecordSheet | None = None
        self._touched = False
        self._blank: dict[str, Any] = {}
        self.inputs = inputs
        self.forecast = label(role="strong", wrap=True)
        self.lay_out(self.inputs.fields, self._body(), about=None)
        for before, after in pairwise([*self.inputs.order(), self.verb]):
            self.setTabOrder(before, after)
        self._fit()
        self._ask = self._timer(ASK_AFTER_MS, self._ask_count)
        self._keep = self._timer(KEEP_AFTER_MS, self._keep_draft)
        self._read = self._timer(ASK_AFTER_MS, self._read_notes)
        self.inputs.notes.textChanged.connect(self._noted)
        self.inputs.proposals.taken.connect(self._take_over)
        for signal in self.inputs.signals():
            signal.connect(self._changed)
        self.verb.setEnabled(False)

    # -- what a form of its own says ------------------------------------------------------------------------------

    def above(self) -> list[QWidget]:
        """What stands above the inputs."""
        return []

    def whose(self) -> list[QWidget | QLayout]:
        """The first lines of the inputs: when, what became of it, who."""
        fields = self.inputs.fields
        return [halves(fields["held_on"], fields["outcome"]), halves(fields["leader"], fields["satisfaction"])]

    def fill_sheet(self, sheet: RecordSheet) -> None:
        """Fill the inputs before any draft is."""
        self.inputs.show_sheet(sheet)

    def command(self) -> Command:
        """What is kept; raises `Refused` naming the field."""
        raise NotImplementedError

    def would_count(self) -> Query[Forecast]:
        """Asks whether it would count; raises `Refused` while that cannot be asked."""
        raise NotImplementedError

    def draft_command(self, draft: dict[str, Any] | None) -> Command:
        """Keeps what stands there so far; None throws it away."""
        raise NotImplementedError

    # -- the look -------------------------------------------------------------------------------------------------

    def _body(self) -> QLayout:
        _, inputs, fields = self.language.text, self.inputs, self.inputs.fields
        who = (*self.whose(), fields["members"], fields["site"], fields["met"], None)
        above = halves(card(*who, spacing=10), card(fields["topics"]))
        self._issues = card(label(_("Open cases"), "caption"), inputs.issues, None, spacing=4)
        below = halves(card(fields["answers"], None), self._issues)
        first = card(fields["notes"], inputs.proposals)
        self._lines = whole = column(first, above, card(fields["raised"]), below, None, spacing=12, margins=(0, 0, 8, 0))
        inside = holder(whole)
        self._area = scrolled(inside)
        inputs.raised.added.connect(self._show_line)
        body = column(*self.above(), self._area, self.forecast, fields["override"], spacing=8)
        body.setStretchFactor(self._area, 1)
        fields["override"].hide()
        fields["site"].hide()
        return body

    def _fit(self) -> None:
        """As large as is comfortable, never larger than the screen."""
        room, look = (
            self.screen().availableGeometry() if self.screen() else QGuiApplication.primaryScreen().geometry(),
            style.look(),
        )
        self.resize(min(look.px(SIZE[0]), room.width() - 40), min(look.px(SIZE[1]), room.height() - 60))

    def _timer(self, wait_ms: int, run: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(wait_ms)
        made.timeout.connect(run)
        return made

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: RecordSheet) -> None:
        """Fill the form: the plan first, then what was written before a crash or an earlier closing."""
        self.fill_sheet(sheet)
        self.inputs.fields["site"].setVisible(bool(sheet.sites))
        self._blank = self.inputs.draft()
        if sheet.draft:
            self.inputs.fill(dict(sheet.draft))
        self.taken_up.setVisible(bool(sheet.draft))
        self.sheet = sheet
        self.verb.setEnabled(True)
        self._ask_count()
        self.begin()

    def begin(self) -> None:
        """Go to the first thing to write."""
        self.inputs.notes.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.verticalScrollBar().setValue(0)

    def show_forecast(self, forecast: Forecast) -> None:
        """The line above the buttons: whether it counts, and if not, why; then there is room for a reason."""
        _ = self.language.text
        words = _("This visit counts.") if forecast.counts else self.language.together(forecast.reasons)
        self.forecast.setText(words)
        self.forecast.setStyleSheet(f"color: {getattr(style.look().tokens, 'ok' if forecast.counts else 'warn')}")
        wanted = forecast.overridable or bool(self.inputs.override.toPlainText().strip())
        self.inputs.fields["override"].setVisible(wanted)

    @Slot(object)
    def _show_line(self, line: QWidget) -> None:
        """Scroll to a line that was just begun."""
        self._lines.activate()
        self._area.ensureWidgetVisible(line)

    # -- what the notes propose -----------------------------------------------------------------------------------

    @Slot()
    def _noted(self) -> None:
        if self.sheet is not None:
            self._read.start()

    @Slot()
    def _read_notes(self) -> None:
        """Ask what the notes seem to say; nothing of it stands in the form before somebody takes it over."""
        notes = self.inputs.notes.toPlainText()
        self.session.ask(ReadNotes(notes), self._propose)

    def _propose(self, proposals: Proposals) -> None:
        sheet = self.sheet
        if sheet is not None:
            self.inputs.proposals.show_proposals(proposals, (*sheet.fresh, *sheet.told), sheet.people, self.inputs.have())

    @Slot(object)
    def _take_over(self, chosen: Sequence[str | ProposedCase | dt.date]) -> None:
        self.inputs.take(chosen)
        self.inputs.notes.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is done ---------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Keep the record; nothing while it is being kept."""
        if self.sheet is None or not self.verb.isEnabled():
            return
        self.refusals.clear()
        try:
            command = self.command()
        except Refused as refusal:
            self.refused(refusal)
            return
        self.verb.setEnabled(False)
        self._keep.stop()
        self.session.do(self.confirmed(command), self.done_with, self.refused)

    def done_with(self, _outcome: Outcome[object]) -> None:
        """Close the form; what was typed is kept now."""
        self._touched = False
        self.accept()

    @Slot()
    def _changed(self) -> None:
        if self.sheet is not None:
            self._touched = True
            self._ask.start()
            self._keep.start()

    @Slot()
    def _ask_count(self) -> None:
        try:
            asked = self.would_count()
        except Refused:
            self.forecast.setText("")
            return
        self.session.ask(asked, self.show_forecast, self._not_known)

    def _not_known(self, refusal: Refused) -> None:
        self.forecast.setText(self.language.say_refusal(refusal))
        self.forecast.setStyleSheet(f"color: {style.look().tokens.warn}")

    # -- the draft ------------------------------------------------------------------------------------------------

    @Slot()
    def _keep_draft(self) -> None:
        if self._touched:
            self._touched = False
            self._store(self.inputs.draft())

    @Slot()
    def begin_anew(self) -> None:
        self.inputs.fill(self._blank)
        self.taken_up.hide()
        self._keep.stop()
        self._touched = False
        self._store(None)

    def _store(self, draft: dict[str, Any] | None) -> None:
        """Kept beside the undo stack: a draft is nobody's change."""
        command = self.draft_command(draft)
        self.session.session.put_by(command)

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        """Closed, cancelled or put away: what is written is kept now."""
        self._ask.stop()
        self._read.stop()
        self._keep.stop()
        self._keep_draft()
        super().hideEvent(event)


def halves(left: QWidget, right: QWidget) -> QLayout:
    """Two parts side by side, equally wide."""
    pair = row(left, right, spacing=12)
    pair.setStretch(0, 1)
    pair.setStretch(1, 1)
    return pair
