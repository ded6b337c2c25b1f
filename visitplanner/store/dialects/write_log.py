"""The write-ahead log beside a database: whether something acknowledged can no longer be read from it.

The engine reads the log up to the first part whose checksum fails and forgets the rest without a word. After a power failure
that is right: the last change was never acknowledged. But when whole changes follow a damaged part, acknowledged ones are lost.
(SQLite's file format, "The Write-Ahead Log": a header of 32 bytes, then frames of 24 bytes and a page.)
"""

from __future__ import annotations

import struct
from pathlib import Path

HEADER, FRAME = 32, 24
MAGIC = (0x377F0682, 0x377F0683)
"""Checksums over little-endian or big-endian words."""


def loses_changes(log: Path) -> bool:
    """Whether acknowledged changes stand behind a damaged part; False for no log, an empty one and a torn last change."""
    try:
        content = log.read_bytes()
    except OSError:
        return False
    if len(content) < HEADER + FRAME or not any(content[:HEADER]):
        return any(content[HEADER:])
    magic, _version, page, _number, salt_1, salt_2, sum_1, sum_2 = struct.unpack(">8I", content[:HEADER])
    words = "<" if magic == MAGIC[0] else ">"
    if magic not in MAGIC or summed(content[: HEADER - 8], (0, 0), words) != (sum_1, sum_2):
        return True
    running, damaged, commits = (sum_1, sum_2), False, 0
    for start in range(HEADER, len(content) - FRAME - page + 1, FRAME + page):
        _page, size, own_1, own_2, want_1, want_2 = struct.unpack(">6I", content[start : start + FRAME])
        ours = (own_1, own_2) == (salt_1, salt_2)
        if damaged:
            if ours and commits:
                return True
            commits += ours and size > 0
            continue
        frame = content[start : start + 8] + content[start + FRAME : start + FRAME + page]
        running = summed(frame, running, words)
        if not ours:
            return False
        if running != (want_1, want_2):
            damaged, commits = True, int(size > 0)
    return False


def summed(content: bytes, begin: tuple[int, int], words: str) -> tuple[int, int]:
    """The log's running checksum over a multiple of eight bytes."""
    one, two = begin
    for first, second in struct.iter_unpack(f"{words}2I", content):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
