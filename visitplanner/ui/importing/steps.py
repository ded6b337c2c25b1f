"""The pages of the import wizard: file, columns, preview, result. They show and emit; the presenter decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QGridLayout, QHBoxLayout, QSpinBox, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.lists.tables import Table as Sheet
from visitplanner.i18n import Language
from visitplanner.services.lists.imports import ImportReport, OnDuplicate
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.importing.presenter import FaultRow, Kind, Plan, fault_rows
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import EmptyState, button, column, empty, holder, label, put, row, scrolled
from visitplanner.ui.widgets.table import Table, TablePane

VERDICTS = {
    "rejected": (said("refused"), Shape.ALERT, Tone.DANGER),
    "warning": (said("doubtful"), Shape.HALF, Tone.WARN),
    "duplicate": (said("double"), Shape.OUTLINE, Tone.PLAIN),
    "repair": (said("mended"), Shape.TICK, Tone.OK),
}
ORDER = list(VERDICTS)


def verdict_chip(row_: FaultRow, language: Language) -> Chip:
    """Whether a cell is refused or doubtful."""
    name, shape, tone = VERDICTS[row_.verdict]
    return Chip(language.say(name), shape, tone)


FAULTS = (
    Column[FaultRow]("verdict", said("Result"), lambda each: ORDER.index(each.verdict), chip=verdict_chip, width=92),
    Column[FaultRow]("row", said("Row"), lambda each: each.fault.row, width=60, right=True),
    Column[FaultRow]("column", said("Column"), lambda each: each.fault.column, width=140),
    Column[FaultRow]("value", said("Cell"), lambda each: each.fault.value, width=170, tip=lambda each, _: each.fault.value),
    Column[FaultRow](
        "reason",
        said("Why"),
        lambda each: str(each.fault.reason),
        lambda each, language: language.say(each.fault.reason),
        stretch=True,
        tip=lambda each, language: language.say(each.fault.reason),
    ),
)


class FileStep(QWidget):
    """Choose a file, or drop it here."""

    chosen = Signal(Path)

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.setAcceptDrops(True)
        self.verb = button(_("&Choose a file"), kind="primary", icon="upload", on=self.ask)
        text = _("Excel (.xlsx) or CSV. Drop the file here, or choose it. Nothing is written before you have seen the preview.")
        frame = QFrame()
        frame.setObjectName("card")
        frame.setLayout(column(EmptyState("upload", _("Which file?"), text, self.verb)))
        self.setLayout(column(frame))

    @Slot()
    def ask(self) -> None:
        """The system's dialog for a file; emits `chosen`."""
        _ = self._language.text
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", _("Lists (*.xlsx *.csv)") + ";;(*)")
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


class MappingStep(QWidget):
    """Which column holds what. changed: a Plan as the person wants it."""

    changed = Signal(object)

    def __init__(self, kind: Kind, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._kind = kind
        self._language = language
        self._plan: Plan | None = None
        self._sheets = Choice()
        self._header = QSpinBox()
        self._header.setAccessibleName(_("Row of the headings"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.choices: dict[str, Choice] = {}
        top = row(label(_("Sheet"), "muted"), self._sheets, 16, label(_("Row of the headings"), "muted"), self._header, None)
        frame = QFrame()
        frame.setObjectName("card")
        inside = holder(column(self._grid, None, margins=(16, 12, 16, 12)))
        frame.setLayout(column(scrolled(inside), margins=(1, 1, 1, 1)))
        self.setLayout(column(top, frame, spacing=12))
        self._sheets.chosen.connect(self._sheet_chosen)
        self._header.editingFinished.connect(self._header_set)

    def show_plan(self, plan: Plan, tables: Sequence[Sheet]) -> None:
        """Show sheet, header row and the column of each field."""
        _, say = self._language.text, self._language.say
        self._plan = plan
        self._sheets.set_entries([(table.sheet or table.source, table) for table in tables], plan.table)
        self._header.setRange(plan.table.first_row, plan.table.first_row + max(len(plan.table.rows) - 1, 0))
        self._header.setValue(plan.header_row)
        empty(self._grid)
        self.choices = {}
        columns = [(_("not in this file"), None), *((name or f"#{n + 1}", n) for n, name in enumerate(plan.headings()))]
        for line, field in enumerate(self._kind.fields):
            name = say(self._kind.names[field.key]) + ("  *" if field.required else "")
            choice = Choice(columns, plan.columns.get(field.key))
            choice.setAccessibleName(name)
            choice.setFixedWidth(style.look().px(260))
            choice.chosen.connect(self._column_chosen)
            self.choices[field.key] = choice
            column_ = plan.columns.get(field.key)
            sample = "、".join(plan.sample(column_)) if column_ is not None else ""
            for across, part in enumerate((label(name), choice, label(sample, "caption"))):
                self._grid.addWidget(part, line, across)
                part.show()

    def _column_chosen(self, _value: object) -> None:
        if self._plan is not None:
            chosen = {key: choice.value() for key, choice in self.choices.items() if choice.value() is not None}
            self.changed.emit(replace(self._plan, columns=chosen))

    def _sheet_chosen(self, table: Sheet) -> None:
        self.changed.emit(Plan(table, table.first_row, {}))

    def _header_set(self) -> None:
        if self._plan is not None and self._header.value() != self._plan.header_row:
            self.changed.emit(replace(self._plan, header_row=self._header.value(), columns={}))


class Counts(QWidget):
    """Counts side by side: a figure and a word each."""

    def __init__(self) -> None:
        super().__init__()
        self._row: QHBoxLayout = row(spacing=32)
        self.setLayout(self._row)

    def show_figures(self, figures: Sequence[tuple[int, str]]) -> None:
        """Show (count, word) side by side."""
        empty(self._row)
        for count, word in figures:
            put(self._row, holder(column(label(f"{count:,}", "figure"), label(word, "caption"), spacing=0)))
        self._row.addStretch(1)


class PreviewStep(QWidget):
    """What would be written, and what is said of single cells."""

    options_changed = Signal(object, bool)

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self._figures = Counts()
        self.table = Table(FAULTS, language, lambda each: (each.verdict, each.fault.row, each.fault.column), "faults")
        clean = EmptyState("check", _("Nothing to complain of"), _("Every row can be read."))
        self.duplicates = Choice(
            [
                (_("leave as it is kept"), OnDuplicate.SKIP),
                (_("take over the list’s values"), OnDuplicate.UPDATE),
                (_("refuse"), OnDuplicate.REFUSE),
            ],
            OnDuplicate.SKIP,
        )
        self.duplicates.setAccessibleName(_("Rows kept already that differ"))
        self.skip = QCheckBox(_("&Leave refused rows out"))
        self.hint = label(_("Tick this to import the other rows."), "warning")
        options = row(label(_("Rows kept already that differ"), "muted"), self.duplicates, 24, self.skip, 8, self.hint, None)
        pane = TablePane(self.table, clean)
        self.setLayout(column(self._figures, options, pane, spacing=12))
        self.duplicates.chosen.connect(self._changed)
        self.skip.toggled.connect(self._changed)

    def show_report(self, report: ImportReport[Any]) -> None:
        """Show counts and faults; with refused rows the choice to leave them out."""
        _ = self._language.text
        self._figures.show_figures(
            [
                (report.rows, _("rows")),
                (len(report.new), _("new")),
                (len(report.updates), _("to be changed")),
                (len(report.duplicates), _("double or unchanged")),
                (report.rejected_rows, _("refused")),
                (len(report.warnings), _("doubtful")),
            ]
        )
        self.skip.setVisible(bool(report.rejected))
        self.hint.setVisible(bool(report.rejected) and not self.skip.isChecked())
        self.table.set_rows(fault_rows(report))

    def _changed(self, _value: object) -> None:
        self.options_changed.emit(self.duplicates.value(), self.skip.isChecked())


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
