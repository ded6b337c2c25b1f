"""What every card of settings is: a change is kept at once and can be taken back; what was refused waits for the next time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QLabel, QLineEdit

from visitplanner.services.core.outcome import Outcome
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.typed import NOTHING_KNOWN, Editable, TypedWords
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import TakenUp
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import label
from visitplanner.ui.widgets.segments import Segments


class Editor(QFrame):
    """A subclass lays out its inputs with `taken_up` above them, then says by `wait_for` what is to wait."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.taken_up = TakenUp(desk.language, self.begin_anew)

    def wait_for(self, form: str, inputs: Mapping[str, Editable]) -> None:
        """Bring what was typed into these inputs and never applied. form: names the card."""
        self.typed = TypedWords(self._desk.session.of(self), form, inputs, self.taken_up.setVisible)
        self.typed.turn_to(NOTHING_KNOWN)

    def keep_at_once(self, inputs: Mapping[str, Editable], keep: Callable[[], object]) -> None:
        """Call `keep` as soon as a person has changed something: chosen a value, or left a field or pressed Enter in it."""
        self._keep = keep
        for each in inputs.values():
            signal = each.activated if isinstance(each, Choice) else each.chosen if isinstance(each, Segments) else None
            for part in (QLineEdit, QAbstractSpinBox):
                signal = each.editingFinished if isinstance(each, part) else signal
            if signal is not None:
                signal.connect(self._changed)

    def told_at_once(self) -> QLabel:
        """The line that says so."""
        return label(self._desk.language.text("Every change is kept at once; Ctrl+Z takes it back."), "caption")

    def _changed(self) -> None:
        if self.typed.changed():
            self._keep()

    def applied(self, _outcome: Outcome[object]) -> None:
        """What stands there is in force: nothing waits any more."""
        self.typed.settled()

    def begin_anew(self) -> None:
        """Throw away what was typed."""
        self.typed.begin_anew()

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        """Left for another tab, another page or for good: what was not applied waits."""
        self.typed.keep()
        super().hideEvent(event)
