"""洽訪規定: what the plan leaves open, with this office's answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.programme import CHOICE_QUESTIONS, CapacityMeasure, Choices, Programme
from visitplanner.services.core.outcome import Outcome
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.settings.editor import Editor
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import at_most, column, label, row

WIDTH, MOST_WIDTH = 760, 1040
"""Pixels at 100 %; the most with large type, so that a small screen shows all of it."""

Choose = Callable[[Choices, Callable[[Outcome[object]], None], Callable[[Refused], None]], None]
"""Keeps the choices; is given whom to tell that it was done, or why it was refused."""


class ProgrammeTab(Editor):
    """Every question with its answer; an answer holds at once, and can be undone."""

    def __init__(self, desk: Desk, choose: Choose) -> None:
        super().__init__(desk)
        language = self._language = desk.language
        _ = language.text
        self._choose = choose
        self._document = label(role="muted", wrap=True)
        self.inputs: dict[str, Choice | QLineEdit] = {name: self._input(name) for name in CHOICE_QUESTIONS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        for line, (name, question) in enumerate(CHOICE_QUESTIONS.items()):
            grid.addWidget(label(language.say(question), wrap=True), line, 0)
            grid.addWidget(self.inputs[name], line, 1)
        self._refusal = label(role="refusal", wrap=True)
        self._refusal.hide()
        explained = _(
            "The plan does not settle these questions. What you choose is used everywhere and printed with the figures."
        )
        frame = QFrame()
        frame.setObjectName("card")
        head = column(
            label(_("Open questions of the visit programme"), "section"), label(explained, "muted", wrap=True), spacing=4
        )
        foot = row(None, self.told_at_once())
        inside = column(head, self.taken_up, self._document, grid, self._refusal, foot, spacing=14, margins=(16, 14, 16, 16))
        frame.setLayout(inside)
        self.setLayout(at_most(frame, min(style.look().px(WIDTH), MOST_WIDTH)))
        self.wait_for("programme", self.inputs)
        self.keep_at_once(self.inputs, self.apply)

    def show_programme(self, programme: Programme) -> None:
        """Show the choices in force and the document they interpret."""
        self._document.setText(programme.document)
        self._document.setVisible(bool(programme.document))
        self.typed.shown(lambda: self._fill(programme.choices))

    def _fill(self, choices: Choices) -> None:
        for name, widget in self.inputs.items():
            value = getattr(choices, name)
            if isinstance(widget, Choice):
                widget.set_value(value)
            else:
                widget.setText("" if value is None else str(value))

    @property
    def refusal(self) -> str:
        """Why the choices were refused; empty while they are not."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def _input(self, name: str) -> Choice | QLineEdit:
        _ = self._language.text
        default = getattr(Choices(), name)
        if isinstance(default, bool):
            made = Choice([(_("yes"), True), (_("no"), False)], default)
        elif isinstance(default, CapacityMeasure):
            made = Choice([(_("regular contract"), CapacityMeasure.REGULAR), (_("sum of contracts"), CapacityMeasure.SUM)])
        elif name == "year_begins_month":
            made = Choice([(self._language.month_name(month), month) for month in range(1, 13)], default)
        else:
            made = QLineEdit()
            made.setPlaceholderText(_("the plan's"))
        made.setFixedWidth(style.look().px(180))
        made.setAccessibleName(self._language.say(CHOICE_QUESTIONS[name]))
        return made

    def apply(self) -> None:
        """Keep the answers, or say why not."""
        self._refusal.hide()
        values: dict[str, Any] = {}
        for name, widget in self.inputs.items():
            if isinstance(widget, Choice):
                values[name] = widget.value()
                continue
            text = widget.text().strip()
            if text and not text.isdecimal():
                self._refused(Refused(said("“{text}” is not a whole number of kW.", text=text)))
                return
            values[name] = int(text) if text else None
        self._choose(Choices(**values), self.applied, self._refused)

    def begin_anew(self) -> None:
        """Throw away what was typed, and what was said of it."""
        self._refusal.hide()
        super().begin_anew()

    def _refused(self, refusal: Refused) -> None:
        self._refusal.setText(self._language.say_refusal(refusal))
        self._refusal.show()
