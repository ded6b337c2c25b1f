"""The columns of the file, each with the field it is taken for; what is used and what is not is seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from visitplanner.domain.lists.tables import Table, filled_count, letters
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.importing.presenter import Kind, Plan
from visitplanner.ui.widgets.fields import Choice, NumberBox
from visitplanner.ui.widgets.parts import button, column, empty, holder, label, row, scrolled

LONGEST_SAMPLE = 48


class MappingStep(QWidget):
    """Which column holds what. changed: a Plan as the person wants it. choices: by column, from 0."""

    changed = Signal(object)

    def __init__(self, kind: Kind, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._kind = kind
        self._language = language
        self._plan: Plan | None = None
        self._tables: Sequence[Table] = ()
        self._sheets = Choice()
        self._header = NumberBox()
        self._header.setAccessibleName(_("Row of the headings"))
        self.lacking = label(role="warning", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.choices: dict[int, Choice] = {}
        top = row(label(_("Sheet"), "muted"), self._sheets, 16, label(_("Row of the headings"), "muted"), self._header, None)
        frame = QFrame()
        frame.setObjectName("card")
        inside = holder(column(self._grid, None, margins=(16, 12, 16, 12)))
        frame.setLayout(column(scrolled(inside), margins=(1, 1, 1, 1)))
        self.setLayout(column(top, self.lacking, frame, self._whole_line(), spacing=12))
        self._sheets.chosen.connect(self._sheet_chosen)
        self._header.editingFinished.connect(self._header_set)

    def _whole_line(self) -> QHBoxLayout:
        """The line on which a person says what holds for all rows of the list."""
        _, say = self._language.text, self._language.say
        self.whole = Choice([(say(name), field) for field, name in self._kind.names.items()])
        self.whole.setAccessibleName(_("Field that is the same in all rows"))
        self.value = QLineEdit()
        self.value.setAccessibleName(_("Value of all rows"))
        self.value.setMaximumWidth(style.look().px(220))
        self.value.returnPressed.connect(self._hold)
        self.hold = button(_("&For all rows"), on=self._hold)
        self.held = label(role="caption", wrap=True)
        line = row(label(_("The same in all rows:"), "muted"), self.whole, self.value, self.hold, self.held)
        line.setStretchFactor(self.held, 1)
        return line

    @Slot()
    def _hold(self) -> None:
        if self._plan is not None:
            self.changed.emit(self._plan.holding(self.whole.value(), self.value.text().strip()))

    def _show_held(self, plan: Plan) -> None:
        """What holds for all rows; the field offered is the first that still lacks a column."""
        names = self._kind.names
        told = [f"{self._language.say(names[key])}：{text}" for key, text in plan.constants.items()]
        self.held.setText("、".join(told))
        lacking = self._lacking(plan)
        if lacking:
            self.whole.set_value(lacking[0])
            self.value.clear()

    def show_plan(self, plan: Plan, tables: Sequence[Table]) -> None:
        """Show sheet, header row, and every column of the file with its field, its filled cells and examples."""
        focused = next((at for at, choice in self.choices.items() if choice.hasFocus()), None)
        self._plan, self._tables = plan, tables
        named = [(table.sheet or table.source, number) for number, table in enumerate(tables)]
        self._sheets.set_entries(named, next((n for n, table in enumerate(tables) if table.sheet == plan.table.sheet), 0))
        self._header.setRange(plan.table.first_row, plan.table.first_row + max(len(plan.table.rows) - 1, 0))
        self._header.setValue(plan.header_row)
        empty(self._grid)
        self.choices = {}
        headings = plan.headings()
        for at in range(max((len(cells) for cells in plan.table.rows), default=0)):
            heading = headings[at] if at < len(headings) else ""
            filled = filled_count(plan.table, plan.header_row, at)
            if heading or filled:
                self._show_column(at, heading, filled)
        self._show_lacking(plan)
        self._show_held(plan)
        if focused in self.choices:
            self.choices[focused].setFocus()

    def _show_column(self, at: int, heading: str, filled: int) -> None:
        _, say = self._language.text, self._language.say
        assert self._plan is not None
        key = self._plan.field_at(at)
        stars = {field.key: "  *" if field.required else "" for field in self._kind.fields}
        fields = [(say(name) + stars[field], field) for field, name in self._kind.names.items()]
        choice = Choice([(_("not used"), None), *fields], key)
        name = heading.replace("\n", " ") or letters(at)
        choice.setAccessibleName(name)
        choice.setFixedWidth(style.look().px(230))
        choice.chosen.connect(partial(self._column_chosen, at))
        self.choices[at] = choice
        sample = "、".join(self._plan.sample(at))
        shown = sample if len(sample) <= LONGEST_SAMPLE else sample[:LONGEST_SAMPLE] + "…"
        told = _("{count} filled: {sample}", count=filled, sample=shown) if filled else _("empty")
        parts = (label(f"{letters(at)}　{name}"), choice, label(told, "warning" if filled and key is None else "caption"))
        line = self._grid.rowCount()
        for across, part in enumerate(parts):
            self._grid.addWidget(part, line, across)
            part.show()

    def _show_lacking(self, plan: Plan) -> None:
        say = self._language.say
        lacking = self._lacking(plan)
        names = [say(self._kind.names[key]) for key in lacking]
        self.lacking.setText(self._language.text("Still without a column: {fields}", fields="、".join(names)) if names else "")
        self.lacking.setVisible(bool(names))

    def _lacking(self, plan: Plan) -> list[str]:
        """Fields that every list of the kind needs and this one neither has a column nor a value for."""
        known = {*plan.columns, *plan.constants}
        return [field.key for field in self._kind.fields if field.required and field.key not in known]

    def go_to_unused(self) -> None:
        """Put the focus on the first column that holds something nobody takes."""
        plan = self._plan
        if plan is not None:
            free = (at for at in self.choices if plan.field_at(at) is None and filled_count(plan.table, plan.header_row, at))
            first = next(free, None)
            if first is not None:
                self.choices[first].setFocus()

    def _column_chosen(self, at: int, key: str | None) -> None:
        if self._plan is not None:
            self.changed.emit(self._plan.assigned(at, key))

    def _sheet_chosen(self, number: int) -> None:
        table = self._tables[number]
        self.changed.emit(Plan(table, table.first_row, {}))

    def _header_set(self) -> None:
        if self._plan is not None and self._header.value() != self._plan.header_row:
            self.changed.emit(replace(self._plan, header_row=self._header.value(), columns={}))
