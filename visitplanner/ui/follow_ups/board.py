"""看板: the same cases as the table, a column for each state, the most urgent on top."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.follow_ups.follow_ups import OPEN_STATES, STATE_NAMES, FollowUpState
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import ChipLabel
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.follow_ups.columns import age_text, due_chip, mark_chips
from visitplanner.ui.widgets.parts import column, empty, holder, label, put, row, scrolled

LEAST_WIDTH = 150
MOST_CARDS = 60
"""So many cards stand in a column; of the rest the column says how many."""


class CaseCard(QFrame):
    """One case. picked: somebody clicked or moved to it; opened: Enter or a double click."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, case: FollowUpRow, language: Language) -> None:
        super().__init__()
        self.case = case
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(case.follow_up.text)
        chips = [(ChipLabel(), chip) for chip in (due_chip(case, language), *mark_chips(case, language))]
        shown = [part for part, _chip in chips]
        pairs = [shown[:1], *(shown[first : first + 2] for first in range(1, len(shown), 2))]
        lines = [holder(row(*pair, None, spacing=4)) for pair in pairs]
        foot = " · ".join(part for part in (case.owner or language.text("Nobody yet"), age_text(case, language)) if part)
        self.setLayout(
            column(
                label(case.follow_up.text, wrap=True),
                label(case.subject, "caption", wrap=True),
                *lines,
                label(foot, "caption", wrap=True),
                spacing=4,
                margins=(6, 8, 6, 8),
            )
        )
        for part, chip in chips:
            part.set_chip(chip)

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self.picked.emit(self.case)
        super().mousePressEvent(event)

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.case)
        super().mouseDoubleClickEvent(event)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.case)
            return
        if event.key() == Qt.Key.Key_Space:
            self.picked.emit(self.case)
            return
        super().keyPressEvent(event)


class Board(QWidget):
    """picked, opened: as of its cards."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, language: Language, states: Sequence[FollowUpState] = OPEN_STATES) -> None:
        super().__init__()
        self._language = language
        self.cards: dict[UUID, CaseCard] = {}
        self._heads = {state: label(role="strong") for state in states}
        self._lanes = {state: column(spacing=8) for state in states}
        lanes: list[QWidget] = []
        for state in states:
            area = scrolled(holder(column(self._lanes[state], None, margins=(0, 0, 4, 0))))
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            lane = column(self._heads[state], area, spacing=6)
            lane.setStretch(1, 1)
            made = holder(lane)
            made.setMinimumWidth(style.look().px(LEAST_WIDTH))
            lanes.append(made)
        whole = row(*lanes, spacing=10)
        for place in range(len(lanes)):
            whole.setStretch(place, 1)
        self.setLayout(whole)

    def show_cases(self, rows: Sequence[FollowUpRow]) -> None:
        """Show these cases, each in the column of its state, in their order."""
        self.cards = {}
        for state, lane in self._lanes.items():
            empty(lane)
            mine = [case for case in rows if case.follow_up.state is state]
            name = self._language.say(STATE_NAMES[state])
            self._heads[state].setText(self._language.text("{state}　{count}", state=name, count=len(mine)))
            for case in mine[:MOST_CARDS]:
                card = CaseCard(case, self._language)
                card.picked.connect(self.picked)
                card.opened.connect(self.opened)
                self.cards[case.follow_up.id] = card
                put(lane, card)
            if len(mine) > MOST_CARDS:
                put(lane, label(self._language.text("and {count} more in the table", count=len(mine) - MOST_CARDS), "caption"))
