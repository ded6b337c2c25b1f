"""The first and the last page of the import wizard: the file, and what was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from visitplanner.i18n import Language
from visitplanner.services.lists.imports import ImportReport
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.importing.counts import Counts
from visitplanner.ui.importing.presenter import Kind
from visitplanner.ui.widgets.parts import EmptyState, button, column, holder, label, row, scrolled


class FileStep(QWidget):
    """Choose a file, or drop it here. others: lists that are looked for here too; other_wanted: one of them."""

    chosen = Signal(Path)
    other_wanted = Signal(object)

    def __init__(self, language: Language, others: Sequence[Kind] = ()) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.setAcceptDrops(True)
        self.verb = button(_("&Choose a file"), kind="primary", icon="upload", on=self.ask)
        text = _("Excel (.xlsx, .xls), .ods or CSV. Drop the file here, or choose it. Nothing is written before the preview.")
        frame = QFrame()
        frame.setObjectName("card")
        frame.setLayout(column(scrolled(EmptyState("upload", _("Which file?"), text, self.verb))))
        self.others = [button(language.say(kind.title), kind="link", on=partial(self.other_wanted.emit, kind)) for kind in others]
        also = holder(row(label(_("Another list:"), "muted"), *self.others, None, spacing=16))
        also.setVisible(bool(others))
        whole = column(frame, also, spacing=8)
        whole.setStretchFactor(frame, 1)
        self.setLayout(whole)

    @Slot()
    def ask(self) -> None:
        """The system's dialog for a file; emits `chosen`."""
        _ = self._language.text
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", _("Lists (*.xlsx *.xls *.ods *.csv)") + ";;(*)")
        if name:
            self.chosen.emit(Path(name))

    @guarded()
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(paths[0])


class ResultStep(QWidget):
    """What was written, and the one click that takes it back."""

    def __init__(self, language: Language, revert: Callable[[], object]) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self._title = label(role="section")
        self._figures = Counts()
        self.revert = button(_("&Take this import back"), icon="undo-2", on=revert)
        frame = QFrame()
        frame.setObjectName("card")
        frame.setLayout(column(self._title, self._figures, row(self.revert, None), None, spacing=16, margins=(24, 24, 24, 24)))
        self.setLayout(column(frame))

    def show_report(self, report: ImportReport[Any]) -> None:
        """Show what was written, and offer to take it back."""
        _ = self._language.text
        written = report.import_id is not None
        self._title.setText(_("The list has been imported.") if written else _("The list says nothing new; nothing was written."))
        self._figures.show_figures(
            [
                (len(report.new), _("new")),
                (len(report.updates), _("changed")),
                (len(report.duplicates), _("double or unchanged")),
                (report.rejected_rows, _("left out")),
            ]
        )
        self.revert.setVisible(written)

    def show_reverted(self) -> None:
        """Say that the import was taken back."""
        self._title.setText(self._language.text("The import was taken back."))
        self.revert.hide()
