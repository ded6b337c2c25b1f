"""The 每月用電 tab of a customer's page: a grid of months, typed or pasted from a spreadsheet, judged at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.lists.reading_grid import Cells, Pasted
from visitplanner.services.core.outcome import Topic
from visitplanner.services.lists.typed_readings import KeptReadings
from visitplanner.ui.core.style import Tone
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.wizard import ImportWizard
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.readings.grid import ReadingGrid
from visitplanner.ui.readings.grid_model import GRID_KEYS, HEADINGS, CellMark
from visitplanner.ui.readings.presenter import ReadingsPresenter
from visitplanner.ui.widgets.parts import EmptyState, allow, button, column, holder, label, row

MOST_LINES = 3
"""What is said of cells stands below the grid in so many lines; the rest is counted."""


class ReadingsPanel(QWidget):
    """The monthly readings of one customer."""

    TOPICS = frozenset({Topic.LOADS, Topic.CUSTOMERS})

    def __init__(self, desk: Desk, subject: UUID) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._marks: Mapping[tuple[int, int], CellMark] = {}
        self._kept_line = ""
        self._presenter = ReadingsPresenter(desk.session.of(self), desk.language, subject, self)
        self.grid = ReadingGrid(desk.language)
        self.state = label(role="muted")
        self.template = button(_("Blank &template"), on=self._ask_template)
        self.bring_in = button(_("Import a &file"), icon="upload", on=self.open_import)
        self.forget = button(_("&Undo what was typed"), icon="undo-2", on=self._forget)
        self.keep = button(_("&Save the readings"), kind="primary", on=self._keep)
        self.words = label(wrap=True)
        self.told = label(role="muted", wrap=True)
        self.refusal = label(role="refusal", wrap=True)
        frame = QFrame()
        frame.setObjectName("card")
        frame.setLayout(column(self.grid, margins=(1, 1, 1, 1)))
        head = row(self.state, None, self.template, self.bring_in, self.forget, self.keep)
        inside = column(head, frame, self.words, self.told, self.refusal, spacing=8)
        inside.setStretchFactor(frame, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(holder(inside))
        self.setLayout(column(self._stack, margins=(0, 12, 0, 0)))
        self.grid.cells.edited.connect(self._edited)
        self.grid.pasted.connect(self._pasted)
        self.grid.selectionModel().currentChanged.connect(self._show_words)
        desk.session.changed.connect(self._changed)
        self._presenter.refresh()

    # -- what the presenter shows -----------------------------------------------------------------------------------

    def show_readings(self, kept: KeptReadings, rows: Sequence[Cells]) -> None:
        """Show what is kept, as these rows."""
        _ = self._desk.language.text
        self.refusal.hide()
        self.grid.cells.set_cells(rows)
        if not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.grid.cells.index(0, 0))
        count = len(kept.readings)
        here = _("{count} months are kept.", count=count) if count else _("Nothing is kept yet.")
        self._kept_line = f"{here}　{_('Type, or paste from Excel (Ctrl+V), with or without headings.')}"

    def show_rows(self, done: Pasted) -> None:
        """Show the grid as it is after a paste."""
        self.grid.cells.take(done)

    def show_marks(self, marks: dict[tuple[int, int], CellMark], told: Sequence[str], *, unkept: bool) -> None:
        """Show what is said of single cells; a grid with a refused one is not kept."""
        _ = self._desk.language.text
        self._marks = marks
        self.grid.cells.set_marks(marks)
        self.told.setText("\n".join(told))
        self.told.setVisible(bool(told))
        self.state.setText(_("Not saved yet.") if unkept else self._kept_line)
        self.forget.setVisible(unkept)
        wrong = any(mark.tone is Tone.DANGER for mark in marks.values())
        allow(
            self.keep,
            _("Put the red cells right first.") if wrong else "" if unkept else _("There is nothing that is not saved."),
        )
        self._show_words()

    def show_none(self, why: Refused) -> None:
        """Show that a group or a park has no readings of its own."""
        _ = self._desk.language.text
        self._stack.addWidget(
            EmptyState("zap", _("Readings are kept by account number"), _("Open the page of one of the sites."))
        )
        self._stack.setCurrentIndex(self._stack.count() - 1)

    # -- what a person does -----------------------------------------------------------------------------------------

    def open_import(self) -> ImportWizard:
        """The wizard that takes readings of the whole office from a file."""
        wizard = ImportWizard(self._desk, kinds.READINGS, self)
        wizard.open()
        return wizard

    def save_template(self, path: Path) -> None:
        """Write a blank table with an example row."""
        write, session, _ = self._desk.context.files.write_reading_template, self._desk.session.of(self), self._desk.language.text
        session.compute(lambda _progress, _stop: write(path), lambda out: session.notice(_("Written: {file}", file=out.name)))

    @Slot()
    def _ask_template(self) -> None:
        _ = self._desk.language.text
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        name, _kind = QFileDialog.getSaveFileName(self, _("Blank template"), _("monthly readings") + ".xlsx", kinds)
        if name:
            self.save_template(Path(name))

    @Slot()
    def _edited(self) -> None:
        self.refusal.hide()
        self._presenter.edited(self.grid.cells.cells)

    @Slot(int, int, str)
    def _pasted(self, row_: int, column_: int, text: str) -> None:
        self._presenter.paste(self.grid.cells.cells, (row_, column_), text)

    @Slot()
    def _keep(self) -> None:
        self._presenter.keep(self.grid.cells.cells, self.grid.setFocus, self._refused)

    @Slot()
    def _forget(self) -> None:
        self._presenter.forget()

    def _refused(self, refusal: Refused) -> None:
        self.refusal.setText(self._desk.language.say_refusal(refusal))
        self.refusal.show()

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if self.TOPICS & topics and not self._presenter.unkept:
            self._presenter.refresh()

    @Slot()
    def _show_words(self) -> None:
        """What is said of the row that is current goes first, refused cells before doubtful ones."""
        here = self.grid.currentIndex().row()
        order = sorted(self._marks.items(), key=lambda each: (each[0][0] != here, each[1].tone is not Tone.DANGER, each[0]))
        lines = [self._line(place, mark) for place, mark in order[:MOST_LINES]]
        if len(order) > MOST_LINES:
            lines.append(self._desk.language.text("… and {count} more cells.", count=len(order) - MOST_LINES))
        self.words.setText("\n".join(lines))
        tones = {mark.tone for _, mark in order}
        self.words.setProperty("role", "refusal" if Tone.DANGER in tones else "warning" if Tone.WARN in tones else "muted")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setVisible(bool(lines))

    def _line(self, place: tuple[int, int], mark: CellMark) -> str:
        say = self._desk.language.say
        name, unit = HEADINGS[GRID_KEYS[place[1]]]
        where = self._desk.language.text("Row {row}", row=place[0] + 1)
        return f"{where}　{say(name)} {say(unit)}".rstrip() + f"　{mark.text}"
