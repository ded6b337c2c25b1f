"""The questions about the service, each with its answer; nothing is asked that nobody wants to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from visitplanner.domain.visits.questions import ServiceQuestion
from visitplanner.domain.visits.visits import MOST_SATISFIED, Answer
from visitplanner.i18n import Language
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import empty, label


class AnswersField(QWidget):
    """changed: another answer. Two questions stand side by side."""

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.choices: dict[str, Choice] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)

    def offer(self, questions: Sequence[ServiceQuestion]) -> None:
        """Ask these questions; what was answered is forgotten."""
        empty(self._grid)
        self.choices = {}
        grades = [(self._language.text("not asked"), None), *((str(grade), grade) for grade in range(MOST_SATISFIED, 0, -1))]
        for number, question in enumerate(questions):
            name, choice = question.name_in(self._language.code), Choice(grades)
            choice.setAccessibleName(name)
            choice.chosen.connect(self.changed)
            self.choices[question.id] = choice
            for place, part in enumerate((label(name, "caption", wrap=True), choice)):
                self._grid.addWidget(part, number, place)
                part.show()
        self._grid.setColumnStretch(0, 1)

    def values(self) -> tuple[Answer, ...]:
        """What was answered."""
        return tuple(Answer(ident, choice.value()) for ident, choice in self.choices.items() if choice.value() is not None)

    def set_values(self, answers: Mapping[str, int]) -> None:
        """Show just these answers."""
        for ident, choice in self.choices.items():
            choice.set_value(answers.get(ident))
