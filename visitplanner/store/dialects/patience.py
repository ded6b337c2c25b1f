"""A server that answers nothing any more, on a line that is not even broken: nobody waits for it longer than ten seconds.

The system notices a line on which nothing arrives (`postgresql.WAITING`), but not everywhere, and not a server that stands still
behind a living line. So one thread looks after all calls that are under way, and shuts the line of one that takes too long.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg

LOOK_SECONDS = 0.25


class Patience:
    """Calls under way, each with the moment until which it is waited for."""

    def __init__(self) -> None:
        self._calls: dict[int, tuple[float, Any]] = {}
        self._turn = threading.Lock()
        self._number = 0
        self._thread: threading.Thread | None = None
        self._wanted = threading.Event()

    @contextmanager
    def call(self, connection: Any, seconds: float) -> Generator[None]:
        """A call on a driver's connection that may take so long."""
        with self._turn:
            self._number += 1
            number = self._number
            self._calls[number] = (time.monotonic() + seconds, connection)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="patience with the server", daemon=True)
                self._thread.start()
        self._wanted.set()
        try:
            yield
        finally:
            with self._turn:
                self._calls.pop(number, None)

    def _look(self) -> None:
        while True:
            self._wanted.wait()
            time.sleep(LOOK_SECONDS)
            now = time.monotonic()
            with self._turn:
                late = [number for number, (until, _) in self._calls.items() if until < now]
                connections = [self._calls.pop(number)[1] for number in late]
                if not self._calls:
                    self._wanted.clear()
            for connection in connections:
                shut(connection)


def shut(connection: Any) -> None:
    """Break a line, so that whoever waits on it is told."""
    with contextlib.suppress(OSError, psycopg.Error):
        line = socket.socket(fileno=os.dup(connection.fileno()))
        try:
            line.shutdown(socket.SHUT_RDWR)
        finally:
            line.close()


PATIENCE = Patience()
