"""What every dialog is; and the one form dialog: a title, fields, a line for refusals, a verb (Ctrl+Enter) and Cancel."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Outcome
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.core.letters.badges import Badges
from visitplanner.ui.core.session import Session
from visitplanner.ui.core.typed import Editable, TypedWords
from visitplanner.ui.widgets.fields import Field, Refusals
from visitplanner.ui.widgets.parts import allow, button, column, holder, label, row, scrolled
from visitplanner.ui.widgets.progress import Progress

C = TypeVar("C", bound=Any)
V = TypeVar("V")
SMALL_SCREEN = (1320, 690)
"""What a dialog may take of a screen of 1366 × 768."""


def fitted(width: int, height: int) -> tuple[int, int]:
    """A dialog's size at 100 %, grown with the font size as far as a small screen allows."""
    look = style.look()
    return min(look.px(width), SMALL_SCREEN[0]), min(look.px(height), SMALL_SCREEN[1])


EDGES = (24, 40)
"""Pixels of the window left free beside and above a dialog, its title included."""


class Dialog(QDialog):
    """A dialog that stays within the window it belongs to, however small that is, and is gone once it is closed."""

    def __init__(self, parent: QWidget | None, flags: Qt.WindowType = Qt.WindowType.Dialog) -> None:
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.badges = Badges(self, label)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.badges.pressed(event)
        super().keyPressEvent(event)

    @guarded()
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.badges.released(event)
        super().keyReleaseEvent(event)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.keep_within()

    def keep_within(self) -> None:
        """Shrink to the window's room; also for a dialog that shows more than it did at first."""
        parent = self.parentWidget()
        if parent is None:
            return
        window = parent.window()
        while (above := window.parentWidget()) is not None:
            window = above.window()
        width, height = window.width() - EDGES[0], window.height() - EDGES[1]
        self.setMinimumWidth(min(self.minimumWidth(), width))
        self.give_way(height)
        self.resize(min(self.width(), width), min(self.height(), height))

    def give_way(self, height: int) -> None:
        """Need no more than so many pixels of height."""


class TakenUp(QWidget):
    """The line above an editor that says what was typed before is there again, with the way to be rid of it."""

    def __init__(self, language: Language, anew: Callable[[], object]) -> None:
        super().__init__()
        _ = language.text
        words = label(_("What you had written before is filled in again."), "warning", wrap=True)
        line = row(words, button(_("Begin anew"), kind="link", on=anew), spacing=12)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()


class FormDialog(Dialog):
    """A subclass fills `lay_out` and says in `submit` what to do; the dialog closes when the command was carried out.

    What was typed and not carried out waits for the next time the form is opened about the same thing (`lay_out`).
    """

    typed: TypedWords | None = None

    def __init__(self, session: Session, language: Language, title: str, verb: str, parent: QWidget, width: int = 520) -> None:
        super().__init__(parent)
        self.session = session.of(self)
        self.language = language
        self.setWindowTitle(title)
        self._title = title
        self.setMinimumWidth(fitted(width, 0)[0])
        self.verb = button(verb, kind="primary", on=self.submit)
        self._verb = verb
        self._asking: object = None
        self._carried_out = False
        self._doubted: object = None
        self.verb.setToolTip("Ctrl+Enter")
        self._general = label(role="refusal", wrap=True)
        self._progress = Progress(language)
        self._progress.cancelled.connect(self.idle)

    def lay_out(self, fields: dict[str, Field], body: QLayout, dismiss: str = "", *, about: UUID | None) -> None:
        """dismiss: what the button that does nothing says, where 取消 would be taken for the deed itself. about: what typed words
        wait for; None where nothing is typed, or the form sees to it itself."""
        self.fields = fields
        self.taken_up = TakenUp(self.language, self.begin_anew)
        self._about = about
        self.refusals = Refusals(fields, self._general, self.language)
        self._body = holder(body)
        cancel = button(dismiss or self.language.text("Cancel"), on=self.reject)
        buttons = row(None, cancel, self.verb)
        parts = (label(self._title, "section"), self.taken_up, self._body, self._general, self._progress, buttons)
        self.setLayout(column(*parts, spacing=16, margins=(24, 20, 24, 16)))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self).activated.connect(self.submit)

    def identity(self) -> tuple[str, Mapping[str, Editable]]:
        """Under what name typed words wait, and the inputs they stand in."""
        name = re.sub("(?<=[a-z])(?=[A-Z])", "_", type(self).__name__).lower()
        return name, {name: field.input for name, field in self.fields.items()}

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._about is not None and self.typed is None:
            self.typed = TypedWords(self.session, *self.identity(), self._told_again)
            self.typed.turn_to(self._about)

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        """Carried out, cancelled or put away with Esc: what was not carried out waits until the form is opened again."""
        if self.typed is not None and not self._carried_out:
            self.typed.keep()
        super().hideEvent(event)

    @guarded()
    def accept(self) -> None:
        """Close the form: what stands in it was carried out."""
        self._carried_out = True
        if self.typed is not None:
            self.typed.settled()
        super().accept()

    @Slot()
    def begin_anew(self) -> None:
        """Throw away what was typed before."""
        if self.typed is not None:
            self.typed.begin_anew()

    def _told_again(self, again: bool) -> None:
        self.taken_up.setVisible(again)
        self.keep_within()

    def give_way(self, height: int) -> None:
        layout = self.layout()
        if layout is not None and max(layout.minimumSize().height(), self.minimumHeight()) > height:
            body, self._body = self._body, QWidget()
            layout.replaceWidget(body, self._body)
            self._body.setLayout(column(scrolled(body)))
            layout.activate()

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
            allow(self.verb, what)
            self._progress.watch(job, what)

    def idle(self) -> None:
        """Let the person go on typing."""
        self._progress.done()
        allow(self.verb)

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
