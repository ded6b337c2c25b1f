"""Where things lie: what the program brings with it, and where a user's data go."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from platformdirs import user_data_path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said


def program_folder() -> Path:
    """The folder that holds `data/` and `resources/`: the bundle's when frozen, else the repository's."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    return program_folder() / "data"


def resources_folder() -> Path:
    return program_folder() / "resources"


def user_folder() -> Path:
    """The platform's folder for a user's data; never on a network (`--data-dir` names another)."""
    return user_data_path("visitplanner", appauthor=False)


@contextmanager
def aside(path: Path) -> Generator[Path]:
    """A file of the same name in a folder beside `path`, to be written in the block; then it takes the place of `path`, synced.

    Whoever looks at `path` sees the old file or the new one, never a part; the new one is readable by its owner only. What is
    no plain file (a device, a pipe) is written to as it is. Raises `Refused` saying why it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "a folder")
            yield path
            return
        with folder_for(path.parent), tempfile.TemporaryDirectory(dir=path.parent, prefix=".visitplanner-") as folder:
            part = Path(folder) / path.name
            yield part
            part.chmod(0o600)
            sync_file(part)
            part.replace(path)
    except OSError as fault:
        raise cannot_be_written(path, fault) from fault


@contextmanager
def folder_for(folder: Path, mode: int = 0o777) -> Generator[None]:
    """Have a folder there, made if need be; if the block raises, those that were made are taken away while they are empty."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for each in new:
                each.rmdir()
        raise


def sync_file(path: Path) -> None:
    """Bring what was written into a file onto the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SMALL_FILE_BYTES = 1 << 16


def has_room(folder: Path) -> bool:
    """Whether a small file can still be written into a folder; False when the disk, or the person's share of it, is full."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(SMALL_FILE_BYTES))
    except OSError as fault:
        return fault.errno not in NO_ROOM
    return True


def cannot_be_written(path: Path, fault: OSError, field: str | None = None) -> Refused:
    """Why a file cannot be written, and how to mend it. field: the option that named it."""
    full = fault.errno in NO_ROOM
    what = said("{file} cannot be written: the disk is full.", file=path.name) if full else None
    return Refused(
        what or said("{file} cannot be written.", file=path.name),
        mend=said("Make room, or choose another disk; an older file of that name is as it was.")
        if full
        else said("Check the folder, and that the file is not open."),
        field=field,
    )


def outside_folder(folder: Path) -> Path:
    """The private folder beside the database for what another program must read in clear; emptied at start and at closing."""
    return folder / "outside"


def empty_outside(folder: Path) -> None:
    """Remove whatever lies in the private folder."""
    shutil.rmtree(outside_folder(folder), ignore_errors=True)


def make_outside(folder: Path) -> None:
    """The private folder, empty, for its owner alone."""
    empty_outside(folder)
    with suppress(OSError):
        outside_folder(folder).mkdir(mode=0o700, parents=True)


RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
"""Devices of Windows, whatever ending follows: a sheet saved as `CON.pdf` goes nowhere."""


def file_name(name: str) -> str:
    """A name as a file may bear it on every system: no separators, no leading dots, not endless, never empty."""
    kept = "".join(sign if sign.isalnum() or sign in "-_() " else "_" for sign in name).strip(" _")[:80].rstrip(" _")
    return f"{kept}_" if RESERVED.fullmatch(kept) else kept or "visitplanner"


def no_core_files() -> None:
    """Let a crash leave no picture of the memory on the disk, which would hold the data in clear."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
