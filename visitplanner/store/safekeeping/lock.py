"""One instance a database: a lock file the operating system lets go of when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
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
        self._path = database.with_name(f"{database.name}.lock")
        self._descriptor: int | None = None

    def take(self, patience: float | None = None) -> None:
        """Take it, if need be after a wait (in seconds); raises `Refused` if somebody else goes on holding it."""
        if self._descriptor is not None:
            return
        descriptor = self._opened()
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
            if not self._is_in_place(descriptor):  # whoever held it took the file away with it
                os.close(descriptor)
                descriptor = self._opened()
                continue
            self._descriptor = descriptor
            return

    def is_free(self) -> bool:
        """Whether nobody holds it at the moment."""
        if self._descriptor is not None:
            return True
        try:
            self.take(0.0)
        except Refused:
            return False
        self.release()
        return True

    def _opened(self) -> int:
        return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)

    def _is_in_place(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self, *, remove: bool = False) -> None:
        """Let go; a second call does nothing. remove: take the file away too, where there is no database to be locked."""
        if self._descriptor is not None:
            if remove:
                with suppress(OSError):  # one system removes no file that is open: there it stays, empty
                    self._path.unlink()
            os.close(self._descriptor)
            self._descriptor = None
