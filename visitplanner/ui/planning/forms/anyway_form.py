"""What a choice by hand departs from, with the one question: do it all the same?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.errors import Doubted
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.parts import column, label


class AnywayForm(FormDialog):
    """The sentence of the doubt; the verb carries the doubted command out, Cancel leaves everything as it was."""

    def __init__(self, desk: Desk, command: Any, doubt: Doubted, parent: QWidget) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("Do it all the same?"), _("Do it &anyway"), parent, 460)
        self._command = command
        self.words = label(desk.language.say_refusal(doubt), wrap=True)
        self.lay_out({}, column(self.words), about=None)

    def submit(self) -> None:
        """Carry the command out though it departs from wishes or rules."""
        self.verb.setEnabled(False)
        self.session.do(replace(self._command, anyway=True), self.done_with, self.refused)
