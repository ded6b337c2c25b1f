"""What every card of settings is that a person changes and applies: what was not applied yet waits for the next time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame

from visitplanner.services.core.outcome import Outcome
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.typed import NOTHING_KNOWN, Editable, TypedWords
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import TakenUp


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
