"""The list of first steps of an office that begins: each ticks itself off, and the next one has the button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.core.messages import Message, said
from visitplanner.i18n import Language
from visitplanner.ui.core.chips import Chip, ChipLabel, Shape
from visitplanner.ui.core.style import Tone
from visitplanner.ui.home.presenter import FirstStep, HomeFacts
from visitplanner.ui.widgets.parts import button, column, label, row

TEXTS: dict[FirstStep, tuple[Message, Message, Message, tuple[str, str]]] = {
    FirstStep.OFFICE: (
        said("Name the office"),
        said("It stands on every sheet and report."),
        said("To the settings"),
        ("settings", "general"),
    ),
    FirstStep.STAFF: (
        said("Bring in the staff list"),
        said("A plan needs to know who can lead a visit and who brings which skill."),
        said("Import the staff list"),
        ("settings", "staff"),
    ),
    FirstStep.CUSTOMERS: (
        said("Bring in the customer list"),
        said("An Excel or CSV file of the office; every row is shown before it is written."),
        said("Import the customer list"),
        ("customers", "import"),
    ),
    FirstStep.ASSIGNMENTS: (
        said("Say who looks after whom"),
        said("The program proposes specialists and leaders; you look at them before they hold."),
        said("Assign people"),
        ("customers", "assign"),
    ),
    FirstStep.PLAN: (
        said("Plan the year"),
        said("Bring in the visits held already first, so that nobody is planned twice."),
        said("Plan the year"),
        ("planning", "plan"),
    ),
}
"""Title, why, verb and where the verb leads."""


class FirstSteps(QFrame):
    """Five lines for somebody who has just begun; gone when all is done."""

    def __init__(self, language: Language, go: Callable[..., None]) -> None:
        super().__init__()
        _, say = language.text, language.say
        self.setObjectName("soft")
        self._language = language
        self.step: FirstStep | None = None
        self.undone: frozenset[FirstStep] = frozenset()
        self._chips: dict[FirstStep, ChipLabel] = {}
        self._words: dict[FirstStep, QWidget] = {}
        self.verbs: dict[FirstStep, QWidget] = {}
        self._told = label(role="muted")
        lines = [row(label(_("First steps"), "section"), self._told, None, spacing=12)]
        self.visits = button(_("Import visits held or agreed"), icon="upload", on=lambda: go("planning", "import"))
        for number, (step, (title, why, verb, place)) in enumerate(TEXTS.items(), 1):
            self._chips[step] = ChipLabel()
            self._words[step] = label(say(why), "muted", wrap=True)
            self.verbs[step] = button(say(verb), kind="primary", on=lambda to=place: go(*to))
            words = column(label(f"{number}. {say(title)}", "strong"), self._words[step], spacing=2)
            extra = (self.visits,) if step is FirstStep.PLAN else ()
            line = row(self._chips[step], words, *extra, self.verbs[step], spacing=12)
            line.setStretch(1, 1)
            lines.append(line)
        self.setLayout(column(*lines, spacing=8, margins=(16, 12, 16, 12)))
        self.hide()

    def show_facts(self, facts: HomeFacts) -> None:
        """Tick off what is done; the first that is not has its button, as what comes after it rests on it."""
        _ = self._language.text
        self.undone, self.step = facts.undone, facts.first_step
        self.setVisible(bool(facts.undone))
        following = next((step for step in FirstStep if step in facts.undone), None)
        self._told.setText(_("{done} of {count} done", done=len(FirstStep) - len(facts.undone), count=len(FirstStep)))
        for step in FirstStep:
            done = step not in facts.undone
            chip = Chip(_("done"), Shape.TICK, Tone.OK) if done else Chip(_("to do"), Shape.OUTLINE, Tone.ACCENT)
            self._chips[step].set_chip(chip)
            self._words[step].setVisible(step is following)
            self.verbs[step].setVisible(step is following)
        self.visits.setVisible(following is FirstStep.PLAN)
