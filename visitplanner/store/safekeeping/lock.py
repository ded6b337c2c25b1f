"""One instance a database: a lock file the operating system lets go of when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
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


class Lock:
    """Held from construction to `release`; raises `Refused` if somebody else holds it. The file stays, empty."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(f"{database.name}.lock")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(descriptor)
        except OSError:
            os.close(descriptor)
            raise Refused(
                said("This database is open in another window."),
                where=said("{file}: ", file=str(database)),
                mend=said("Close the other window or wait for the other command to end."),
            ) from None
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
