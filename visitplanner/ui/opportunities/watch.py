"""Weighs in the background who waits for it: soon after the window is there, and after loads, customers or settings changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from visitplanner.domain.core.errors import Refused
from visitplanner.services.advice.advice_settings import ThresholdInForce
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.services.opportunities.weighing import weigh_all
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.pages.desk import Desk, Watch

WEIGHED = "opportunities"
"""The topic that pages hear when somebody was weighed; no record has it, for nothing is kept."""
SOON_MS = 2500
"""The window comes first, and of several imports in a row the last."""
STEP = 0.1
"""By how much more must be done before the list is shown anew."""


class OpportunityWatch(Watch):
    """Nobody has to ask: what a change made doubtful is weighed again, one run at a time."""

    HEEDED = frozenset({Topic.LOADS, Topic.CUSTOMERS, Topic.SETTINGS})

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._again = self._stopped = False
        self._shown = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self.weigh)
        self._timer.start()
        desk.session.changed.connect(self._something_changed)

    def stop(self) -> None:
        self._stopped = True
        self._timer.stop()
        if self._job is not None:
            self._job.drop()

    @Slot()
    def weigh(self) -> None:
        """Weigh whoever waits; while a run is under way, once more after it."""
        if self._job is not None and not self._job.finished:
            self._again = True
            return
        self._shown, self._again = 0.0, False
        known, office, today = self._desk.context.known, self._desk.context.office, self._desk.day

        def work(progress: Progress, stop: Stop) -> int:
            threshold = office.ask(ThresholdInForce())
            return weigh_all(office, known.tariffs(), today, threshold, lambda done, of: progress(done / max(of, 1)), stop)

        self._job = self._desk.session.of(self).compute(work, self._done, self._not_done, self._told)

    def _told(self, fraction: float) -> None:
        if fraction - self._shown >= STEP:
            self._shown = fraction
            self._tell()

    def _done(self, count: int) -> None:
        if count:
            self._tell()
        if self._again:
            self._timer.start()

    def _not_done(self, _refusal: Refused) -> None:
        """The page, which asks the same office, says what is wrong with it."""
        self._tell()

    def _tell(self) -> None:
        self._desk.session.changed.emit(frozenset({WEIGHED}))

    @Slot(object)
    def _something_changed(self, topics: frozenset[str]) -> None:
        if topics & self.HEEDED and not self._stopped:
            self._timer.start()
