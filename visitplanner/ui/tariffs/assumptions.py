"""計算假設: every choice the figures rest on, in words, one click away from every tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.tariffs.assumptions import Assumption
from visitplanner.i18n import Language
from visitplanner.ui import style
from visitplanner.ui.widgets.parts import button, column, empty, holder, label, line, put, row, scrolled, selectable

WIDTH = 320


class AssumptionsPanel(QFrame):
    """closed: the person closed it."""

    closed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.setObjectName("card")
        self.setFixedWidth(style.look().px(WIDTH))
        close = button("", kind="icon", icon="x", on=self.closed.emit, tip=_("Close the assumptions"))
        self._list = column(spacing=8)
        intro = label(_("What the figures of this page rest on. What stands first matters most."), "caption", wrap=True)
        inside = scrolled(holder(column(self._list, None)))
        head = row(label(_("Assumptions"), "section"), None, close)
        body = column(head, intro, line(), inside, spacing=8, margins=(16, 10, 10, 12))
        body.setStretchFactor(inside, 1)
        self.setLayout(body)

    def show_assumptions(self, assumptions: Sequence[Assumption]) -> None:
        empty(self._list)
        for assumption in assumptions:
            put(self._list, self._entry(assumption))

    def _entry(self, assumption: Assumption) -> QWidget:
        text = selectable(self._language.say(assumption.text))
        text.setMinimumWidth(style.look().px(220))
        if not assumption.loud:
            return holder(row(label("·", "muted"), text, spacing=8, margins=(0, 0, 8, 0)))
        warn = label()
        side = style.look().px(16)
        warn.setPixmap(style.icon("triangle-alert", "warn").pixmap(side, side))
        return holder(row(warn, text, spacing=8, margins=(0, 0, 8, 0)))
