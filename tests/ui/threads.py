"""The real threads under a window test: every question is asked on them, and the test goes on once it was answered."""

from __future__ import annotations

from time import monotonic
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop

from visitplanner.ui.core.jobs import Commission, Job, Jobs

LONGEST_S = 60
TURN_MS = 20


class Awaited(Jobs):
    """Answers as `Inline` does, from the caller's side, but through lanes, queue and bell."""

    def run(self, commission: Commission[Any]) -> Job:
        """Begin a task and let events come in until it has answered."""
        job, end = super().run(commission), monotonic() + LONGEST_S
        while not job.finished:
            assert monotonic() < end, "no answer"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, TURN_MS)
        return job
