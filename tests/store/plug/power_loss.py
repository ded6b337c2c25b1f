"""A disk that loses power: a layer below the engine that remembers what was written and not yet synced.

It wraps the engine's own file layer (SQLite's VFS, reached through the functions the driver's library exports): every write,
truncation and sync of the database and its log is noted, and every now and then an image is taken of what a power failure
would leave: what was synced, and of the rest any part, torn at sectors of 512 bytes. In the spirit of SQLite's `test6.c`.
"""

from __future__ import annotations

import ctypes as c
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

SECTOR = 512
POINTER, INT, LONG = c.c_void_p, c.c_int, c.c_int64
Write, Truncate, Sync = (
    c.CFUNCTYPE(INT, POINTER, POINTER, INT, LONG),
    c.CFUNCTYPE(INT, POINTER, LONG),
    c.CFUNCTYPE(INT, POINTER, INT),
)
Open = c.CFUNCTYPE(INT, POINTER, POINTER, POINTER, INT, POINTER)
Delete = c.CFUNCTYPE(INT, POINTER, c.c_char_p, INT)
WORDS_OF_METHODS, WORDS_OF_VFS = 19, 22
"""Machine words of the two C structures, of which the first one or two are smaller numbers."""
WRITE, TRUNCATE, SYNC = 3, 4, 5
"""Places in `sqlite3_io_methods`."""


@dataclass
class Disk:
    """Files by name as they are synced, what was done to them since, and the images taken meanwhile."""

    random: random.Random
    every: float
    synced: dict[str, bytearray] = field(default_factory=dict[str, bytearray])
    pending: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=dict[str, list[tuple[int, bytes | None]]])
    images: list[tuple[int, dict[str, bytes]]] = field(default_factory=list[tuple[int, dict[str, bytes]]])
    acknowledged: int = 0
    on: bool = False

    def begin(self, folder: Path) -> None:
        """What lies there now is synced; from now on images are taken."""
        self.synced = {path.name: bytearray(path.read_bytes()) for path in folder.iterdir() if not path.name.endswith("-shm")}
        self.pending, self.on = {}, True

    def done(self, name: str, at: int, written: bytes | None) -> None:
        """A write, or (None) a truncation to `at` bytes."""
        self.perhaps()
        self.pending.setdefault(name, []).append((at, written))

    def sync(self, name: str) -> None:
        self.perhaps()
        content = self.synced.setdefault(name, bytearray())
        for at, written in self.pending.pop(name, ()):
            apply(content, at, written)
        self.perhaps()

    def gone(self, name: str) -> None:
        self.perhaps()
        self.synced.pop(name, None)
        self.pending.pop(name, None)

    def perhaps(self) -> None:
        if self.on and self.random.random() < self.every:
            self.images.append((self.acknowledged, self.image()))

    def image(self) -> dict[str, bytes]:
        """What a power failure at this moment may leave."""
        keep = self.random.choice((0.0, 0.5, 0.9, 1.0))
        left: dict[str, bytes] = {}
        for name in {*self.synced, *self.pending}:
            content = bytearray(self.synced.get(name, b""))
            for at, written in self.pending.get(name, ()):
                if self.random.random() <= keep:
                    self._partly(content, at, written, keep)
            left[name] = bytes(content)
        return left

    def _partly(self, content: bytearray, at: int, written: bytes | None, keep: float) -> None:
        if written is None:
            apply(content, at, None)
            return
        for start in range(0, len(written), SECTOR):
            if keep == 1.0 or self.random.random() >= 0.1:
                apply(content, at + start, written[start : start + SECTOR])


def apply(content: bytearray, at: int, written: bytes | None) -> None:
    if written is None:
        del content[at:]
        return
    content.extend(bytes(max(0, at + len(written) - len(content))))
    content[at : at + len(written)] = written


class Layer:
    """The engine's own file layer with the disk between; while it is the default, every database is opened through it."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self._library: Any = c.CDLL(dbapi2.sqlite_version and __import__("sqlcipher3")._sqlite3.__file__)
        for name in ("sqlite3_vfs_find", "sqlite3_vfs_register", "sqlite3_vfs_unregister"):
            getattr(self._library, name).argtypes = [POINTER] if "register" not in name or "un" in name else [POINTER, INT]
        self._library.sqlite3_vfs_find.restype = POINTER
        self._names: dict[int, str] = {}
        self._methods: dict[int, Any] = {}
        self._kept: list[Any] = []
        self._real = self._library.sqlite3_vfs_find(None)
        words = (c.c_size_t * WORDS_OF_VFS).from_address(self._real)
        self._own = (c.c_size_t * WORDS_OF_VFS)(*words)
        self._name = c.create_string_buffer(b"losing-power")
        self._own[2], self._own[3] = 0, c.addressof(self._name)
        self._open, self._delete = Open(words[5]), Delete(words[6])
        self._own[5] = self._function(Open, self._opened)
        self._own[6] = self._function(Delete, self._deleted)

    def __enter__(self) -> Layer:
        assert self._library.sqlite3_vfs_register(c.addressof(self._own), 1) == 0
        return self

    def __exit__(self, *_: object) -> None:
        self._library.sqlite3_vfs_unregister(c.addressof(self._own))
        self._library.sqlite3_vfs_register(self._real, 1)

    def _function(self, kind: Any, function: Any) -> int:
        made = kind(function)
        self._kept.append(made)
        return c.cast(made, POINTER).value or 0

    def _opened(self, _vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        code = self._open(self._real, name, file, flags, out)
        if code == 0 and name:
            self._names[file] = Path(c.string_at(name).decode()).name
            place = c.c_size_t.from_address(file)
            if place.value not in self._methods:
                self._methods[place.value] = self._between(place.value)
            place.value = c.addressof(self._methods[place.value])
        return code

    def _between(self, methods: int) -> Any:
        real = (c.c_size_t * WORDS_OF_METHODS).from_address(methods)
        own = (c.c_size_t * WORDS_OF_METHODS)(*real)
        write, truncate, sync = Write(real[WRITE]), Truncate(real[TRUNCATE]), Sync(real[SYNC])

        def on_write(file: int, data: int, count: int, at: int) -> int:
            self.disk.done(self._names[file], at, c.string_at(data, count))
            return write(file, data, count, at)

        def on_truncate(file: int, size: int) -> int:
            self.disk.done(self._names[file], size, None)
            return truncate(file, size)

        def on_sync(file: int, flags: int) -> int:
            self.disk.sync(self._names[file])
            return sync(file, flags)

        own[WRITE] = self._function(Write, on_write)
        own[TRUNCATE] = self._function(Truncate, on_truncate)
        own[SYNC] = self._function(Sync, on_sync)
        return own

    def _deleted(self, _vfs: int, name: bytes, directory: int) -> int:
        self.disk.gone(Path(name.decode()).name)
        return self._delete(self._real, name, directory)
