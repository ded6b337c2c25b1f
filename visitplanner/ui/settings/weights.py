"""排程權重: what planning gives weight to, in words, with what each does."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame

from visitplanner.domain.core.messages import Message, said
from visitplanner.services.planning.weights import LEVEL_NAMES, WEIGHT_NAMES, ChooseWeights, Level, Weights
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.settings.editor import Editor
from visitplanner.ui.widgets.parts import at_most, button, column, label, line, row
from visitplanner.ui.widgets.segments import Segments

WIDTH, MOST_WIDTH = 760, 1040
"""Pixels at 100 %; the most with large type, so that a small screen shows all of it."""
EFFECTS: dict[str, Message] = {
    "overdue_cases": said(
        "A customer or group with a case past its day is visited as early as the rules allow instead of near its ideal day."
    ),
    "large_saving": said(
        "The fifth of customers with the greatest savings comes earlier. Compute and keep the savings on the tariffs page first."
    ),
    "preferred_weekday": said(
        "“Some” accepts up to a working week away from the ideal day to keep to the weekday; “much” accepts an extra trip too."
    ),
    "balance": said("Keeps the busiest month low. Without weight a month may get much more than another."),
    "trips": said("Visits of one leader in one township are put on the same day, so that fewer trips are needed."),
}


class WeightsTab(Editor):
    """A choice holds at once, and can be undone; plans made before stay as they are."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        _, say = desk.language.text, desk.language.say
        levels = [(say(name), level) for level, name in LEVEL_NAMES.items()]
        self.inputs = {item.name: Segments(levels, item.default) for item in fields(Weights)}
        self.usual = button(_("The &usual weights"), on=self._fill_usual)
        explained = _(
            "Rules are always kept: who may lead, working days, spacing. Weights decide among the plans that keep them."
        )
        frame = QFrame()
        frame.setObjectName("card")
        inside = column(
            label(_("What planning gives weight to"), "section"),
            label(explained, "muted", wrap=True),
            self.taken_up,
            spacing=10,
            margins=(16, 14, 16, 16),
        )
        for name, segments in self.inputs.items():
            segments.setAccessibleName(say(WEIGHT_NAMES[name]))
            words = column(label(say(WEIGHT_NAMES[name]), "strong"), label(say(EFFECTS[name]), "muted", wrap=True), spacing=2)
            whole = row(words, segments, spacing=24)
            whole.setStretch(0, 1)
            inside.addWidget(line())
            inside.addLayout(whole)
        inside.addWidget(line())
        inside.addLayout(row(self.usual, None, self.told_at_once()))
        frame.setLayout(inside)
        self.setLayout(at_most(frame, min(style.look().px(WIDTH), MOST_WIDTH)))
        self.wait_for("weights", self.inputs)
        self.keep_at_once(self.inputs, self.apply)

    def show_weights(self, weights: Weights) -> None:
        """Show the weights in force."""
        self.typed.shown(lambda: self._fill(weights))

    def _fill(self, weights: Weights) -> None:
        for name, segments in self.inputs.items():
            segments.set_value(getattr(weights, name))

    def weights(self) -> Weights:
        """The weights that are chosen, not yet kept."""
        return Weights(**{name: Level(segments.value()) for name, segments in self.inputs.items()})

    @Slot()
    def _fill_usual(self) -> None:
        self._fill(Weights())
        self.apply()

    @Slot()
    def apply(self) -> None:
        """Keep the weights that are chosen."""
        self._desk.session.of(self).do(ChooseWeights(self.weights()), self.applied)
