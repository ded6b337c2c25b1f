"""試算: moving the evening peak, demand response, other prices."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.tariffs.tabs.response_card import ResponseCard
from visitplanner.ui.tariffs.tabs.shift_card import ShiftCard
from visitplanner.ui.tariffs.tabs.trial_card import TrialCard
from visitplanner.ui.widgets.parts import column, roomy, row

ROOM = (920, 500)


class WhatIfTab(QWidget):
    """Other hours, other prices, demand response: a card each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.shift = ShiftCard(desk)
        self.trial = TrialCard(desk)
        self.response = ResponseCard(desk)
        left = column(self.shift, self.trial, spacing=12)
        left.setStretch(0, 1)
        whole = row(left, self.response, spacing=16, margins=(0, 12, 0, 0))
        whole.setStretch(0, 1)
        whole.setStretch(1, 1)
        self.setLayout(roomy(whole, *ROOM))

    def show_study(self, study: Study) -> None:
        """Show a study in each card."""
        for part in (self.shift, self.trial, self.response):
            part.show_study(study)
