"""What the customer raised, a line each: sentence, window, owner, due day. Enter begins the next line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES, Window
from visitplanner.domain.follow_ups.reading_notes import ProposedCase
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import Marks, Raised
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import button, column, empty, put, row


class Sentence(QLineEdit):
    """next: Enter was pressed."""

    next = Signal()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.next.emit()
            return
        super().keyPressEvent(event)


class RaisedRow(QWidget):
    """One thing raised. changed: something in it; wanted: another line below; removed: this one is not wanted."""

    changed = Signal()
    wanted = Signal()
    removed = Signal(object)

    def __init__(self, language: Language, today: dt.date, due: dt.date, owners: Sequence[tuple[str, UUID | None]]) -> None:
        super().__init__()
        _, say = language.text, language.say
        self.text = Sentence()
        self.text.setPlaceholderText(_("In one sentence; Enter begins the next"))
        self.text.setAccessibleName(_("What was raised"))
        self.text.setToolTip(tip(self.text.placeholderText()))
        self.window_choice = Choice([(say(name), window) for window, name in WINDOW_NAMES.items()], Window.BUSINESS)
        self.window_choice.setAccessibleName(_("Window"))
        self.owner = Choice(owners)
        self.owner.setAccessibleName(_("Owner"))
        self.due = DateField(language, today, due)
        self.due.setAccessibleName(_("Due day"))
        self.due.setFixedWidth(style.look().px(160))
        self.mark = Choice(
            [
                (_("no mark"), ""),
                (_("petition"), "petition"),
                (_("public opinion"), "opinion"),
                (_("petition and public opinion"), "petition opinion"),
            ],
            "",
        )
        self.mark.setAccessibleName(_("Mark"))
        self.mark.setMaximumWidth(style.look().px(106))
        away = button("", kind="icon", icon="x", on=self._remove, tip=_("Take this line out"))
        away.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        above = row(self.text, away, spacing=6)
        above.setStretch(0, 1)
        self.setLayout(column(above, row(self.window_choice, self.owner, self.due, self.mark, None, spacing=6), spacing=4))
        self.text.textChanged.connect(self.changed)
        self.text.next.connect(self.wanted)
        self.window_choice.chosen.connect(self.changed)
        self.owner.chosen.connect(self.changed)
        self.due.changed.connect(self.changed)
        self.mark.chosen.connect(self.changed)

    def raised(self) -> Raised | None:
        """What stands there, None when no sentence does; raises `Refused` for a day that cannot be read."""
        text = self.text.text().strip()
        if not text:
            return None
        try:
            due = self.due.day()
        except Refused as refusal:
            raise Refused(refusal.what, mend=refusal.mend, field="raised") from refusal
        marks = Marks(petition="petition" in self.mark.value(), public_opinion="opinion" in self.mark.value())
        return Raised(text, self.window_choice.value(), self.owner.value(), due, marks)

    def draft(self) -> dict[str, Any]:
        """The line as JSON, also half filled."""
        owner = self.owner.value()
        return {
            "text": self.text.text(),
            "window": self.window_choice.value().value,
            "owner": str(owner) if owner else None,
            "due": self.due.text(),
            "mark": self.mark.value(),
        }

    def fill(self, kept: dict[str, Any]) -> None:
        """Fill the line from what `draft` gave."""
        self.text.setText(kept["text"])
        self.window_choice.set_value(Window(kept["window"]))
        self.owner.set_value(UUID(kept["owner"]) if kept["owner"] else None)
        self.due.setText(kept["due"])
        self.mark.set_value(kept.get("mark", ""))

    def _remove(self) -> None:
        self.removed.emit(self)


class RaisedRows(QWidget):
    """The lines; there is always an empty one to write in. changed: something in one of them. added: a new line."""

    changed = Signal()
    added = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._offered: tuple[dt.date, dt.date, Sequence[tuple[str, UUID | None]]] | None = None
        self.rows: list[RaisedRow] = []
        self._lines = column(spacing=6)
        self.setLayout(self._lines)

    def offer(self, today: dt.date, due: dt.date, owners: Sequence[tuple[str, UUID | None]]) -> None:
        """today; the due day proposed for something raised; who may own it. Begins with one empty line, also anew."""
        self._offered = (today, due, owners)
        empty(self._lines)
        self.rows = []
        self.add()

    @Slot()
    def add(self) -> RaisedRow:
        """A new line; its owner is that of the line above."""
        assert self._offered is not None
        made = RaisedRow(self._language, *self._offered)
        made.changed.connect(self.changed)
        made.wanted.connect(self._next)
        made.removed.connect(self._remove)
        put(self._lines, made)
        if self.rows:
            self.setTabOrder(self.rows[-1].mark, made.text)
            made.owner.set_value(self.rows[-1].owner.value())
        self.rows.append(made)
        self.added.emit(made)
        return made

    def take(self, case: ProposedCase) -> None:
        """Write a proposed case into the first free line; owner and day stay as they are where it names none."""
        line = next((one for one in self.rows if not one.text.text().strip()), None) or self.add()
        line.text.setText(case.text)
        line.window_choice.set_value(case.window)
        if case.owner_id is not None:
            line.owner.set_value(case.owner_id)
        if case.due_on is not None:
            line.due.set_day(case.due_on)
        marks = [name for name, set_ in (("petition", case.petition), ("opinion", case.public_opinion)) if set_]
        line.mark.set_value(" ".join(marks))

    def texts(self) -> tuple[str, ...]:
        """The sentences that stand there."""
        return tuple(text for line in self.rows if (text := line.text.text().strip()))

    def values(self) -> tuple[Raised, ...]:
        """What was raised; empty lines are left out."""
        return tuple(raised for line in self.rows if (raised := line.raised()) is not None)

    def draft(self) -> list[dict[str, Any]]:
        """The lines as JSON; empty ones are left out."""
        return [line.draft() for line in self.rows if line.text.text().strip()]

    def fill(self, kept: Sequence[dict[str, Any]]) -> None:
        """Put lines back; the others become empty."""
        for line in self.rows[len(kept) :]:
            line.text.clear()
        for number, each in enumerate(kept):
            line = self.rows[number] if number < len(self.rows) else self.add()
            line.fill(each)

    @Slot()
    def _next(self) -> None:
        free = next((line for line in self.rows if not line.text.text().strip()), None)
        (free or self.add()).text.setFocus()

    @Slot(object)
    def _remove(self, line: RaisedRow) -> None:
        self.rows.remove(line)
        line.hide()
        line.deleteLater()
        if not self.rows:
            self.add()
        self.rows[-1].text.setFocus()
        self.changed.emit()
