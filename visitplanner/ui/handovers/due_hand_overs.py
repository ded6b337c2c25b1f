"""Whose customers nobody looks after from some day on, each with the way to the hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.programme.takeovers import DueHandOver
from visitplanner.domain.staff.staff import Person
from visitplanner.ui.core import style
from visitplanner.ui.handovers.handover_form import HandOverForm
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.parts import button, column, empty, holder, label, put, row, scrolled

SHOWN = 2
"""Lines that stand in full; more are scrolled to."""
LINE_HEIGHT = 46


class DueHandOvers(QFrame):
    """One line for each two people, with a button that opens the form for them; hidden while nothing is to be handed over.

    done: something was handed over; what was worked out before is out of date.
    """

    done = Signal()

    def __init__(self, desk: Desk, people: Sequence[Person]) -> None:
        super().__init__()
        self._desk, self._people = desk, people
        self._lines = column(spacing=4)
        self.area = scrolled(holder(self._lines))
        self.setLayout(column(self.area))
        self.hide()

    def show_due(self, due: Sequence[DueHandOver]) -> None:
        """Say what is to be handed over, in place of what was said before."""
        empty(self._lines)
        for one in due:
            words = label(self._desk.language.say(one.why), "warning", wrap=True)
            verb = button(self._desk.language.text("Hand &over…"), icon="user-round", on=partial(self.open, one))
            line = row(words, verb, spacing=12)
            line.setStretch(0, 1)
            put(self._lines, holder(line))
        self.setFixedHeight(style.look().px(LINE_HEIGHT * min(SHOWN, len(due))))
        self.setVisible(bool(due))

    def open(self, one: DueHandOver, _pressed: object = None) -> HandOverForm:
        """The hand-over form for the two people and the day in question; another may be chosen there."""
        parent: QWidget = self.window()
        known = {person.id: person for person in (*self._people, one.leaver, one.taker)}
        form = HandOverForm(self._desk, one.leaver, list(known.values()), parent)
        form.day.set_day(one.on)
        form.taker.set_value(one.taker.id)
        form.preview()
        form.accepted.connect(self.done)
        form.open()
        return form
