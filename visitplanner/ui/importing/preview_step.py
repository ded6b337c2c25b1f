"""What would be written, row by row; what is said of single cells, to be mended there; what nobody takes from the file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from visitplanner.i18n import Language
from visitplanner.services.lists.imports import ImportReport, OnDuplicate
from visitplanner.ui.importing.columns import FAULTS, taken_columns, taken_rows
from visitplanner.ui.importing.counts import Counts
from visitplanner.ui.importing.mend_box import MendBox
from visitplanner.ui.importing.presenter import FaultRow, Kind, fault_rows
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import EmptyState, button, column, holder, label, row, scrolled, tick_box
from visitplanner.ui.widgets.segments import Segments
from visitplanner.ui.widgets.table import Table, TablePane

TAKEN, SEEN_TO = range(2)


class PreviewStep(QWidget):
    """options_changed: (what becomes of doubles, whether refused rows are left out). columns_wanted: see to the columns.

    mended: (spreadsheet row, column from 0, text). refused_wanted: the refused rows as a file.
    """

    options_changed = Signal(object, bool)
    columns_wanted = Signal()
    mended = Signal(int, int, str)
    refused_wanted = Signal()

    def __init__(self, kind: Kind, language: Language) -> None:
        super().__init__()
        self._language = language
        self._further = kind.further
        self._figures = Counts()
        self._build_options()
        self._build_tables(kind)
        self.told = label(role="muted", wrap=True)
        self.unused = label(role="warning", wrap=True)
        self._assign = button(language.text("Assign c&olumns"), on=self.columns_wanted.emit)
        notes = row(column(self.unused, self.told, spacing=2), self._assign)
        notes.setStretch(0, 1)
        doubles = holder(row(self._doubles, self.duplicates, 24))
        doubles.setVisible(kind.overwrites)
        options = row(doubles, self.skip, 8, self.hint, None)
        which = row(self.which, None, self.refused_file)
        self.setLayout(column(self._figures, options, notes, which, self._pages, spacing=10))

    def _build_options(self) -> None:
        _ = self._language.text
        self.duplicates = Choice(
            [
                (_("leave as it is kept"), OnDuplicate.SKIP),
                (_("take over the list's values"), OnDuplicate.UPDATE),
                (_("refuse"), OnDuplicate.REFUSE),
            ],
            OnDuplicate.SKIP,
        )
        self._doubles = label(_("Rows kept already that differ"), "muted")
        self.duplicates.setAccessibleName(_("Rows kept already that differ"))
        self.skip = tick_box(_("&Leave refused rows out"))
        self.hint = label(_("Tick this to import the other rows."), "warning")
        self.refused_file = button(_("&Save the refused rows"), on=self.refused_wanted.emit)
        self.duplicates.chosen.connect(self._changed)
        self.skip.toggled.connect(self._changed)

    def _build_tables(self, kind: Kind) -> None:
        _ = self._language.text
        self.taken = Table(taken_columns(kind), self._language, lambda each: each.line.row, "taken")
        nothing = EmptyState("upload", _("Nothing new to take in"), _("Every row is kept already, double or refused."))
        self.table = Table(FAULTS, self._language, lambda each: (each.verdict, each.fault.row, each.fault.column), "faults")
        clean = EmptyState("check", _("Nothing to complain of"), _("Every row can be read."))
        self.mend = MendBox(self._language)
        self._pages = QStackedWidget()
        self._pages.addWidget(TablePane(self.taken, scrolled(nothing)))
        faults = column(TablePane(self.table, scrolled(clean)), self.mend, spacing=8)
        faults.setStretch(0, 1)
        self._pages.addWidget(holder(faults))
        self.which = Segments([(_("Rows as they are taken in"), TAKEN), (_("Cells to be seen to"), SEEN_TO)])
        self.which.chosen.connect(self._pages.setCurrentIndex)
        self.table.picked.connect(self.mend.show_fault)
        self.table.opened.connect(self._edit)
        self.mend.mended.connect(self.mended.emit)

    def show_report(self, report: ImportReport[Any], mended: int = 0, *, fresh: bool = True) -> None:
        """Show what a report says. mended: cells changed here; fresh: another file, so choose what to show first."""
        self._show_counts(report)
        self._show_told(report, mended)
        self.skip.setVisible(bool(report.rejected))
        self.hint.setVisible(bool(report.rejected) and not self.skip.isChecked())
        self.refused_file.setVisible(bool(report.rejected))
        rows = taken_rows(report)
        self.taken.set_rows(rows)
        for number, each in enumerate(self.taken.rows.columns):
            self.taken.setColumnHidden(number, bool(rows) and not any(each.value(row_) not in ("", (), None) for row_ in rows))
        self._show_faults(fault_rows(report, self._further(report)))
        if fresh:
            self.show_page(SEEN_TO if report.rejected or not rows else TAKEN)

    def _show_faults(self, faults: list[FaultRow]) -> None:
        editing = self.mend.cell.hasFocus() or self.mend.again.hasFocus()
        self.table.set_rows(faults)
        if self.table.current() is None and faults:
            first = self.table.rows.row(0)
            self.table.show_key(self.table.rows.key(first))
        self.mend.show_fault(self.table.current())
        if editing:
            self._edit(None)

    def show_page(self, page: int) -> None:
        """Show the rows taken in, or the cells to be seen to."""
        self.which.set_value(page)
        self._pages.setCurrentIndex(page)

    def _show_counts(self, report: ImportReport[Any]) -> None:
        _ = self._language.text
        self._figures.show_figures(
            [
                (report.rows, _("rows")),
                (len(report.new), _("new")),
                (len(report.updates), _("to be changed")),
                (len(report.duplicates), _("double or unchanged")),
                (report.rejected_rows, _("refused")),
                (len(report.warnings), _("doubtful")),
                (len(report.passed), _("no data")),
            ]
        )

    def _show_told(self, report: ImportReport[Any], mended: int) -> None:
        _, say = self._language.text, self._language.say
        told = [say(message) for message in report.told]
        if mended:
            told.append(_("{count} cells were mended here; the file itself stays as it is.", count=mended))
        self.told.setText("\n".join(told))
        self.told.setVisible(bool(told))
        filled = [one for one in report.unused_columns if one.filled]
        names = "、".join(f"{one.heading or one.column}（{one.filled:,}）" for one in filled)
        self.unused.setText(_("Not taken in, though something stands there (filled cells): {columns}", columns=names))
        self.unused.setVisible(bool(filled))
        self._assign.setVisible(bool(filled))

    def _edit(self, _row: object) -> None:
        if self.mend.cell.isVisible():
            self.mend.cell.setFocus()
            self.mend.cell.selectAll()

    def _changed(self, _value: object) -> None:
        self.options_changed.emit(self.duplicates.value(), self.skip.isChecked())
