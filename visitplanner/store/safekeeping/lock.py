"""One instance a database: a lock file the operating system lets go of when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


PATIENCE_SECONDS = 10.0
"""How long a command waits for another one to end; what a command does to the database takes a fraction of a second."""
PAUSE_SECONDS = 0.05


class Lock:
    """Whoever changes the database holds it, from `take` to `release`. The file stays, empty."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._descriptor: int | None = None

    def take(self, patience: float | None = None) -> None:
        """Take it, if need be after a wait (in seconds); raises `Refused` if somebody else goes on holding it."""
        if self._descriptor is not None:
            return
        path = self._database.with_name(f"{self._database.name}.lock")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + (PATIENCE_SECONDS if patience is None else patience)
        while True:
            try:
                _take(descriptor)
            except OSError:
                if time.monotonic() < until:
                    time.sleep(PAUSE_SECONDS)
                    continue
                os.close(descriptor)
                raise Refused(
                    said("This database is open in another window."),
                    where=said("{file}: ", file=str(self._database)),
                    mend=said("Close the other window or wait for the other command to end."),
                ) from None
            self._descriptor = descriptor
            return

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
