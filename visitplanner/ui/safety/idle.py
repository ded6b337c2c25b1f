"""Locking by itself: nobody touched keyboard or mouse for some minutes, or the computer slept."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from visitplanner.ui.core.guard import guarded

TICK_MS = 5_000
SLEPT_SECONDS = 60.0
"""A clock that jumped by more than this between two ticks: the computer slept, or its clock was set."""
HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """Calls `lock` once, on the window's thread. minutes: how long nobody may touch anything."""

    def __init__(
        self,
        app: QApplication,
        lock: Callable[[], object],
        minutes: int,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.minutes = minutes
        self._app, self._lock, self._clock, self._wall = app, lock, clock, wall
        self._touched, self._ticked = clock(), wall()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        app.installEventFilter(self)

    def close(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    @Slot()
    def tick(self) -> None:
        """Lock if the time has come."""
        slept = abs(self._wall() - self._ticked) > SLEPT_SECONDS
        self._ticked = self._wall()
        if slept or self._clock() - self._touched >= self.minutes * 60:
            self.close()
            self._lock()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there; every event goes on its way."""
        if event.type() in HANDS:
            self._touched = self._clock()
        return False
