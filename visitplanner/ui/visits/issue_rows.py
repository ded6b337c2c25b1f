"""The subject's open cases, to be talked over at the visit: each with the state it has afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from visitplanner.domain.follow_ups.follow_ups import ALLOWED, ORDER, STATE_NAMES
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import FollowUpRow, UpdateFollowUp
from visitplanner.ui.core import style
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import column, empty, label, put, row


class IssueRows(QWidget):
    """changed: another state was chosen for one of them."""

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._rows: list[tuple[FollowUpRow, Choice]] = []
        self._lines = column(spacing=6)
        self.setLayout(self._lines)

    def show_issues(self, issues: Sequence[FollowUpRow]) -> None:
        """A line for each open case, with room for what was answered."""
        empty(self._lines)
        self._rows = []
        if not issues:
            put(self._lines, label(self._language.text("No case is open."), "muted"))
        for issue in issues:
            self._add(issue)

    def updates(self, held_on: dt.date) -> tuple[UpdateFollowUp, ...]:
        """A command for each case whose state is another one; the note says that it was talked over at the visit."""
        note = self._language.text("Talked over at the visit of {day}.", day=held_on)
        return tuple(
            UpdateFollowUp(row_.follow_up.id, note, state.value(), version=row_.follow_up.version)
            for row_, state in self._rows
            if state.value() is not row_.follow_up.state
        )

    def _add(self, issue: FollowUpRow) -> None:
        say, follow_up = self._language.say, issue.follow_up
        states = [follow_up.state, *(each for each in ORDER if each in ALLOWED[follow_up.state])]
        state = Choice([(say(STATE_NAMES[each]), each) for each in states], follow_up.state)
        state.setAccessibleName(self._language.text("State of: {text}", text=follow_up.text))
        state.chosen.connect(self.changed)
        text = label(follow_up.text, wrap=True)
        late = self._language.text("overdue") if issue.overdue else ""
        due = self._language.text("due {day}", day=follow_up.due_on)
        below = label(" · ".join(part for part in (due, issue.owner, late) if part), "refusal" if late else "caption")
        line = row(column(text, below, spacing=0), state, spacing=12)
        line.setStretch(0, 1)
        state.setFixedWidth(style.look().px(120))
        holder = QWidget()
        holder.setLayout(line)
        self._rows.append((issue, state))
        put(self._lines, holder)
