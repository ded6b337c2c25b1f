"""Old Excel files (.xls), looked at before any cell is read: a password, how far each sheet reaches, cells that show an error.

Compound File Binary ([MS-CFB]) and the records of Excel 5 to 2003 ([MS-XLS]).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from visitplanner.domain.lists.tables import ERROR
from visitplanner.exchange.sheet_parts import PartFindings

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""OLE compound file: .xls, and every workbook that is protected by a password."""
ENCRYPTED_PACKAGE = "EncryptedPackage"
HEADER = 512
ENTRY = 128
LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on have a meaning of their own: free, end of a chain."""
END, SHEET, PASSWORD, TEXTS, DIMENSIONS = 0x0A, 0x85, 0x2F, 0xFC, 0x200
LEAST_TEXT = 3
"""Bytes of the shortest text in a workbook's table of texts."""
FORMULAS = frozenset({0x06, 0x206, 0x406})
LOGICAL = 0x205
"""The record of a cell that holds true, false or an error."""
ROW, ROW_HIDDEN = 0x208, 0x20
"""The record of a row, and the sign in its flags that nobody sees it."""
VALUES = frozenset({0x203, 0x204, 0x205, 0xFD, 0x27E, 0xBD, 0xD6}) | FORMULAS
"""Records of cells that hold something; each begins with its row and column."""
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def sheets_of(content: bytes) -> list[PartFindings] | None:
    """What is known of each sheet, in their order; None when the file is protected by a password.

    Raises ValueError or struct.error when the file is damaged.
    """
    streams = dict(_streams(content))
    if ENCRYPTED_PACKAGE in streams:
        return None
    book = streams.get("Workbook") or streams.get("Book")
    if book is None:
        raise ValueError("no workbook in this file")
    starts: list[int] = []
    for kind, data in _records(book, 0):
        if kind == PASSWORD:
            return None
        if kind == TEXTS and struct.unpack_from("<I", data, 4)[0] * LEAST_TEXT > len(book):
            raise ValueError("more texts than the file has room for")
        if kind == SHEET:
            starts.append(struct.unpack_from("<I", data)[0])
    return [_sheet(book, start) for start in starts]


def _streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The larger streams of a compound file by name; those below 4,096 bytes, which no workbook is, stay empty."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise ValueError("strange sector size")
    sectors = len(content) // size + 1
    if max(struct.unpack_from("<I", content, at)[0] for at in (40, 44, 64, 72)) > sectors:
        raise ValueError("more sectors than the file has")
    fat = _allocation(content, size)
    folder = _chain(content, fat, struct.unpack_from("<I", content, 48)[0], size)
    smallest = struct.unpack_from("<I", content, 56)[0]
    for at in range(0, len(folder) - ENTRY + 1, ENTRY):
        entry = folder[at : at + ENTRY]
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[66] == 2 and 2 <= length <= 64:
            first, total = struct.unpack_from("<IQ", entry, 116)
            if total & 0xFFFFFFFF > len(content):
                raise ValueError("a stream longer than the file")
            stream = _chain(content, fat, first, size)[: total & 0xFFFFFFFF] if total >= smallest else b""
            yield entry[: length - 2].decode("utf-16-le", "replace"), stream


def _allocation(content: bytes, size: int) -> list[int]:
    """The sector that follows each sector."""
    tables = [number for number in struct.unpack_from("<109I", content, 76) if number < LAST_SECTOR]
    more, left = struct.unpack_from("<II", content, 68)
    while more < LAST_SECTOR and left:
        block = _sector(content, more, size)
        *numbers, more = struct.unpack(f"<{size // 4}I", block)
        tables += [number for number in numbers if number < LAST_SECTOR]
        left -= 1
    return [number for table in tables for number in struct.unpack(f"<{size // 4}I", _sector(content, table, size))]


def _sector(content: bytes, number: int, size: int) -> bytes:
    at = size + number * size if size > HEADER else HEADER + number * size
    block = content[at : at + size]
    if not block:
        raise ValueError("a sector lies outside the file")
    return block.ljust(size, b"\0")


def _chain(content: bytes, fat: list[int], first: int, size: int) -> bytes:
    parts: list[bytes] = []
    number = first
    while number < LAST_SECTOR:
        if number >= len(fat) or len(parts) > len(fat):
            raise ValueError("a chain of sectors without end")
        parts.append(_sector(content, number, size))
        number = fat[number]
    return b"".join(parts)


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and data of the records from `start` to the end of that part."""
    at = start
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == END:
            return
        at += 4 + length


def _sheet(book: bytes, start: int) -> PartFindings:
    first, last, wide = 0x10000, -1, 0
    unread: dict[tuple[int, int], tuple[str, str]] = {}
    hidden: set[int] = set()
    for kind, data in _records(book, start):
        if kind == DIMENSIONS:
            top, bottom, right = _stated(data)
            first, last, wide = min(first, top), max(last, bottom - 1), max(wide, right - 1)
        if kind == ROW and len(data) >= 14 and data[12] & ROW_HIDDEN:
            hidden.add(struct.unpack_from("<H", data)[0] + 1)
        if kind not in VALUES or len(data) < 6:
            continue
        row, column = struct.unpack_from("<HH", data)
        first, last, wide = min(first, row), max(last, row), max(wide, column)
        code = _error(kind, data)
        if code is not None:
            unread[row + 1, column] = ERRORS.get(code, "#N/A"), ERROR
    return PartFindings(first + 1, last + 1, wide + 1, unread, frozenset(hidden)) if last >= 0 else PartFindings()


def _stated(data: bytes) -> tuple[int, int, int]:
    """First row, end of the rows and end of the columns, from 0, as a sheet states them; the reader makes room for that many."""
    if len(data) >= 14:
        top, bottom, left, right = struct.unpack_from("<IIHH", data)
    else:
        top, bottom, left, right = struct.unpack_from("<HHHH", data)
    if top > bottom or left > right:
        raise ValueError("a sheet that ends before it begins")
    return top, bottom, right


def _error(kind: int, data: bytes) -> int | None:
    """The code of the error a cell shows; None when it holds a value."""
    if kind == LOGICAL and len(data) >= 8 and data[7]:
        return data[6]
    if kind in FORMULAS and len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return None
