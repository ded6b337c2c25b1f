"""The one form dialog: a title, fields, a line for refusals, a verb and Cancel; Ctrl+Enter does the verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Outcome
from visitplanner.ui.core import style
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.core.session import Session
from visitplanner.ui.widgets.fields import Field, Refusals
from visitplanner.ui.widgets.parts import button, column, label, row
from visitplanner.ui.widgets.progress import Progress

C = TypeVar("C", bound=Any)
V = TypeVar("V")
SMALL_SCREEN = (1320, 690)
"""What a dialog may take of a screen of 1366 × 768."""


def fitted(width: int, height: int) -> tuple[int, int]:
    """A dialog's size at 100 %, grown with the font size as far as a small screen allows."""
    look = style.look()
    return min(look.px(width), SMALL_SCREEN[0]), min(look.px(height), SMALL_SCREEN[1])


class FormDialog(QDialog):
    """A subclass fills `lay_out` and says in `submit` what to do; the dialog closes when the command was carried out."""

    def __init__(self, session: Session, language: Language, title: str, verb: str, parent: QWidget, width: int = 520) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session.of(self)
        self.language = language
        self.setWindowTitle(title)
        self._title = title
        self.setMinimumWidth(fitted(width, 0)[0])
        self.verb = button(verb, kind="primary", on=self.submit)
        self._verb = verb
        self._asking: object = None
        self._doubted: object = None
        self.verb.setToolTip("Ctrl+Enter")
        self._general = label(role="refusal", wrap=True)
        self._progress = Progress(language)
        self._progress.cancelled.connect(self.idle)

    def lay_out(self, fields: dict[str, Field], body: QLayout, dismiss: str = "") -> None:
        """dismiss: what the button that does nothing says, where 取消 would be taken for the deed itself."""
        self.fields = fields
        self.refusals = Refusals(fields, self._general, self.language)
        cancel = button(dismiss or self.language.text("Cancel"), on=self.reject)
        buttons = row(None, cancel, self.verb)
        self.setLayout(
            column(
                label(self._title, "section"), body, self._general, self._progress, buttons, spacing=16, margins=(24, 20, 24, 16)
            )
        )
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self).activated.connect(self.submit)

    @property
    def general(self) -> str:
        """The refusal that belongs to no field, empty when there is none."""
        return "" if self._general.isHidden() else self._general.text()

    def submit(self) -> None:
        """Build the command and give it to the session with `done` and `refused`."""

    def given(self, read: Callable[[], V]) -> V | None:
        """What the fields say, by `read`; None where it refuses, which is then shown beside the field."""
        self.refusals.clear()
        try:
            return read()
        except Refused as refusal:
            self.refused(refusal)
            return None

    def done_with(self, _outcome: Outcome[object]) -> None:
        """Close the form: what it asked for is done."""
        self.accept()

    def busy(self, job: Job, what: str) -> None:
        """Show a longer job with Cancel, unless it has answered already."""
        if not job.finished:
            self.verb.setEnabled(False)
            self._progress.watch(job, what)

    def idle(self) -> None:
        """Let the person go on typing."""
        self._progress.done()
        self.verb.setEnabled(True)

    def confirmed(self, command: C) -> C:
        """The command, with `anyway` when it is the one that was doubted and the verb is pressed again."""
        self._asking, doubted = command, self._doubted
        return replace(command, anyway=True) if command == doubted else command

    def refused(self, refusal: Refused) -> None:
        """Show a refusal beside its field and let the person mend it."""
        self.idle()
        self.refusals.show(refusal)
        self._doubted = self._asking if isinstance(refusal, Doubted) else None
        self.verb.setText(self.language.text("Do it &anyway") if self._doubted is not None else self._verb)
