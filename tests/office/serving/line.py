"""A line between a laptop and the server that can be cut, or go dead: nothing arrives any more, and nobody says so."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from types import TracebackType


class Line:
    """Passes on what both sides send, until it is told otherwise."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._stopped = False
        self.dead = False
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while not self._stopped:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            if self.dead:
                self._pairs.append((near, near))
                continue
            far = socket.create_connection(("127.0.0.1", self._target))
            self._pairs.append((near, far))
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with selectors.DefaultSelector() as both, contextlib.suppress(OSError, ValueError):
            both.register(near, selectors.EVENT_READ, far)
            both.register(far, selectors.EVENT_READ, near)
            while not self._stopped:
                for key, _ in both.select(0.05):
                    if self.dead:
                        continue
                    data = key.fileobj.recv(1 << 16)  # type: ignore[union-attr]
                    if not data:
                        near.close()
                        far.close()
                        return
                    key.data.sendall(data)

    def cut(self) -> None:
        """Break every connection now; new ones are made again."""
        for pair in self._pairs:
            for side in pair:
                with contextlib.suppress(OSError):
                    side.shutdown(socket.SHUT_RDWR)
                side.close()
        self._pairs.clear()

    def mend(self) -> None:
        """After a dead line: the old connections are gone, new ones pass."""
        self.dead = False
        self.cut()

    def __enter__(self) -> Line:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._stopped = True
        self._door.close()
        self.cut()
