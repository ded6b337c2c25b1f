"""The import wizard: file, columns, preview, result; back at any time, nothing written before the last step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message
from visitplanner.domain.lists.tables import Table
from visitplanner.services.lists.imports import ImportReport
from visitplanner.services.lists.refused_rows import refused_rows
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.mapping_step import MappingStep
from visitplanner.ui.importing.presenter import ImportPresenter, Kind, Plan, writable
from visitplanner.ui.importing.preview_step import PreviewStep
from visitplanner.ui.importing.steps import FileStep, ResultStep
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.parts import allow, button, column, label, row
from visitplanner.ui.widgets.progress import Progress

EDGE = 24
"""Pixels of the screen left free around the dialog together with its frame."""
FILE, MAPPING, PREVIEW, RESULT = range(4)
KINDS = "Excel (*.xlsx);;CSV (*.csv)"


class ImportWizard(Dialog):
    """One dialog for every list that comes in; `kind` says which."""

    def __init__(self, desk: Desk, kind: Kind, parent: QWidget | None) -> None:
        super().__init__(parent)
        language = self._language = desk.language
        _ = language.text
        self.setWindowTitle(language.say(kind.title))
        room = self.screen().availableGeometry()
        width, height = fitted(1080, 660)
        self.resize(min(width, room.width() - EDGE), min(height, room.height() - EDGE))
        self._desk, self._kind, files = desk, kind, desk.context.files
        self.presenter = ImportPresenter(desk.session.of(self), kind, files.read_tables, files.write_table, self)
        self.file = FileStep(language, kind.others)
        self.mapping = MappingStep(kind, language)
        self.preview = PreviewStep(kind, language)
        self.outcome = ResultStep(language, self._revert)
        self.steps = QStackedWidget()
        for step in (self.file, self.mapping, self.preview, self.outcome):
            self.steps.addWidget(step)
        self._where = label(role="muted")
        self._refusal = label(role="refusal", wrap=True)
        self._told = label(role="muted", wrap=True)
        self._busy = Progress(language)
        self._busy.cancelled.connect(self._stopped)
        self.back = button(_("&Back"), on=self._back)
        self.next = button("", kind="primary", on=self._next)
        self._close = button(_("Cancel"), on=self.reject)
        head = row(label(language.say(kind.title), "section"), 16, self._where, None)
        foot = row(self._close, None, self.back, self.next)
        self.setLayout(
            column(head, self.steps, self._busy, self._told, self._refusal, foot, spacing=12, margins=(24, 20, 24, 16))
        )
        self.file.chosen.connect(self.presenter.open_file)
        self.file.other_wanted.connect(self.open_other)
        self.mapping.changed.connect(self.presenter.choose)
        self.preview.options_changed.connect(self._options)
        self.preview.columns_wanted.connect(self._see_to_columns)
        self.preview.mended.connect(self.presenter.mend)
        self.preview.refused_wanted.connect(self._ask_where)
        self.show_file()

    # -- what the presenter shows ---------------------------------------------------------------------------------

    def show_file(self) -> None:
        """Go to the first step."""
        self._show_step(FILE)

    def show_mapping(self, plan: Plan, tables: Sequence[Table], refusal: Refused | None) -> None:
        """Go to the columns; a refusal is shown below them."""
        self.mapping.show_plan(plan, tables)
        self._show_step(MAPPING)
        if refusal is not None:
            self.show_refusal(refusal)

    def show_preview(self, report: ImportReport[Any], mended: int, *, fresh: bool) -> None:
        """Go to the preview; the button counts the rows."""
        self.preview.show_report(report, mended, fresh=fresh)
        self._show_step(PREVIEW)
        count = writable(report, self.presenter.skip_rejected)
        self.next.setText(self._language.text("&Import {count} rows", count=count))
        why = self._language.text("No row can be written as it is: tick above to leave refused rows out, or choose another file.")
        allow(self.next, "" if count else why)

    def show_result(self, report: ImportReport[Any]) -> None:
        """Go to the last step."""
        self.outcome.show_report(report)
        self._show_step(RESULT)

    def show_refusal(self, refusal: Refused) -> None:
        """Show a refusal below the step."""
        self._refusal.setText(self._language.say_refusal(refusal))
        self._refusal.show()

    def show_busy(self, job: Job | None, what: Message | None = None) -> None:
        """Lock the step while a job runs."""
        self.steps.setEnabled(job is None)
        if job is None or what is None:
            self._busy.done()
        else:
            self._busy.watch(job, self._language.say(what))

    def _stopped(self) -> None:
        self.steps.setEnabled(True)

    @property
    def refusal(self) -> str:
        """The sentence that stands above the buttons, empty when there is none."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    # -- what a person does ---------------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Read a file as if it had been chosen."""
        self.presenter.open_file(path)

    @Slot(object)
    def open_other(self, kind: Kind) -> ImportWizard:
        """Another list instead of this one."""
        other = ImportWizard(self._desk, kind, self.parentWidget() or self)
        self.reject()
        other.open()
        return other

    def save_refused_to(self, path: Path) -> None:
        """Write the refused rows with their reasons into a file that can be mended and come back in."""
        report = self.presenter.report
        if report is not None:
            rows = refused_rows(report, self._kind.fields, self._language.say)
            self.presenter.save_refused(rows, path, lambda: self._saved(path))

    def _saved(self, path: Path) -> None:
        self.show_busy(None)
        self._told.setText(self._language.text("{file} is written: mend it there and import it again.", file=path.name))
        self._told.show()

    @Slot()
    def _ask_where(self) -> None:
        _ = self._language.text
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the refused rows"), _("refused rows") + ".xlsx", KINDS)
        if name:
            self.save_refused_to(Path(name))

    @Slot()
    def _see_to_columns(self) -> None:
        self.presenter.edit_mapping()
        self.mapping.go_to_unused()

    @Slot()
    def _back(self) -> None:
        if self.steps.currentIndex() == PREVIEW:
            self.presenter.edit_mapping()
        else:
            self.show_file()

    @Slot()
    def _next(self) -> None:
        self._refusal.hide()
        step = self.steps.currentIndex()
        if step == MAPPING:
            self.presenter.preview()
        elif step == PREVIEW:
            self.presenter.carry_out()
        elif step == RESULT:
            self.accept()

    def _options(self, on_duplicate: Any, skip: bool) -> None:
        self.presenter.on_duplicate, self.presenter.skip_rejected = on_duplicate, skip
        self.presenter.preview()

    def _revert(self) -> None:
        report = self.presenter.report
        if report is not None and report.import_id is not None:
            self.presenter.revert(report.import_id, self.outcome.show_reverted)

    def _show_step(self, step: int) -> None:
        _ = self._language.text
        self._refusal.hide()
        self._told.hide()
        self.steps.setCurrentIndex(step)
        names = (_("1 File"), _("2 Columns"), _("3 Preview"), _("4 Result"))
        self._where.setText("　›　".join(f"【{name}】" if n == step else name for n, name in enumerate(names)))
        self.back.setVisible(step in (MAPPING, PREVIEW))
        self.next.setVisible(step != FILE)
        allow(self.next)
        self.next.setText({MAPPING: _("&Preview"), RESULT: _("&Done")}.get(step, ""))
        self._close.setVisible(step != RESULT)


def open_visits(desk: Desk, parent: QWidget) -> ImportWizard:
    """The wizard for the office's own list of visits, held or agreed."""
    wizard = ImportWizard(desk, kinds.VISITS, parent)
    wizard.open()
    return wizard
