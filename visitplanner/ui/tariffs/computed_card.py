"""A card that computes something of the customer studied, off the window's thread, for a share the person chooses."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame

from visitplanner.domain.core.errors import Refused
from visitplanner.ui.core.jobs import Job, Task
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.widgets.fields import NumberBox

PAUSE_MS = 250


class ComputedCard(QFrame):
    """Computed anew a moment after a choice was changed. percent: the share chosen, 1 to 100; name: what it is a share of."""

    def __init__(self, desk: Desk, percent: int, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.study: Study | None = None
        self._job: Job | None = None
        self.setObjectName("card")
        self.percent = NumberBox()
        self.percent.setRange(1, 100)
        self.percent.setValue(percent)
        self.percent.setSuffix(" %")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setAccessibleName(name)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.compute)
        self.percent.valueChanged.connect(self.wait)

    def show_study(self, study: Study) -> None:
        """Show what comes of it for another customer."""
        self.study = study
        self.compute()

    @Slot()
    def compute(self) -> None:
        """Compute with what is chosen now; what was being computed is dropped."""
        if self.study is None:
            return
        if self._job is not None:
            self._job.drop()
        self._job = self.desk.session.of(self).compute(self.task(self.study), self.show_found, self.show_refusal)

    @Slot()
    def wait(self) -> None:
        """Compute once the person has paused."""
        self._pause.start()

    def task(self, study: Study) -> Task[Any]:
        """What is computed with the choices as they are now; a card says what."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """Show what `task` gave; a card says how."""
        raise NotImplementedError

    def show_refusal(self, refusal: Refused) -> None:
        """Say that the choices are not possible."""
        self.desk.session.refuse(refusal)
