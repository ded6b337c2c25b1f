"""Where things lie: what the program brings with it, and where a user's data go."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Generator, Mapping
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


CLOUDS: dict[str, tuple[str, ...]] = {
    "OneDrive": ("onedrive", "onedrive - "),
    "Dropbox": ("dropbox", "dropbox ("),
    "Google Drive": ("google drive", "googledrive", "googledrive-", "my drive", "我的雲端硬碟", "google 雲端硬碟", "drivefs"),
    "iCloud": ("iclouddrive", "icloud drive", "mobile documents", "com~apple~clouddocs"),
    "Nextcloud": ("nextcloud",),
    "Synology Drive": ("synologydrive",),
}
"""How the folders are called that a service copies elsewhere; what ends in a sign other than a letter begins a name."""
CLOUD_VARIABLES = {"OneDrive": "OneDrive", "OneDriveConsumer": "OneDrive", "OneDriveCommercial": "OneDrive"}
NETWORK_SYSTEMS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2")
NETWORK_DRIVE = 4
"""What Windows answers of a drive that is on the network."""


def cloud_of(folder: str, environment: Mapping[str, str]) -> str:
    """The service that copies a folder elsewhere, by the path or by where the system says its folder is; or nothing."""
    plain = folder.replace("\\", "/").casefold()
    for variable, service in CLOUD_VARIABLES.items():
        own = environment.get(variable, "").replace("\\", "/").rstrip("/").casefold()
        if own and (plain == own or plain.startswith(f"{own}/")):
            return service
    parts = plain.split("/")
    if "cloudstorage" in parts and "library" in parts:
        return next((name for name in CLOUDS if f"/cloudstorage/{name.replace(' ', '').casefold()}" in plain), "iCloud")
    for service, names in CLOUDS.items():
        for name in names:
            if any(part.startswith(name) if not name[-1].isalpha() else part == name for part in parts):
                return service
    return ""


def on_network(folder: str, mounts: str) -> bool:
    """Whether a path is on the network: by its two slashes, or by the system's table of mounts (`/proc/mounts`)."""
    if folder.startswith(("\\\\", "//")):
        return True
    mounted = [line.split() for line in mounts.splitlines() if len(line.split()) >= 3]
    above = [(point, kind) for _, point, kind, *_ in mounted if folder == point or folder.startswith(f"{point.rstrip('/')}/")]
    return bool(above) and max(above, key=lambda each: len(each[0]))[1] in NETWORK_SYSTEMS


def refuse_shared(folder: Path) -> None:
    """Raise `Refused` for a folder on the network or one that a cloud service copies: both tear a database apart."""
    given, resolved = str(folder), str(folder.resolve())
    where = said("{folder}: ", folder=given)
    if on_network(given, "") or on_network(resolved, _mounts()) or _on_network_drive(resolved):
        raise Refused(
            said("The database must lie on this computer, not on the network."),
            where=where,
            mend=said("Name a folder on a local disk with --data-dir."),
        )
    cloud = cloud_of(given, os.environ) or cloud_of(resolved, os.environ)
    if cloud:
        raise Refused(
            said("{service} copies this folder while the database is written, and the copies would be torn.", service=cloud),
            where=where,
            mend=said(
                "Name a folder with --data-dir that is not copied, such as {folder}; backups may lie here.", folder=_local()
            ),
        )


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _on_network_drive(folder: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return ctypes.windll.kernel32.GetDriveTypeW(f"{Path(folder).drive}\\") == NETWORK_DRIVE


def _local() -> str:
    return str(user_folder())


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
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".visitplanner-") as folder:
            part = Path(folder) / path.name
            yield part
            part.chmod(0o600)
            sync_file(part)
            part.replace(path)
    except OSError as fault:
        raise cannot_be_written(path, fault) from fault


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


def cannot_be_written(path: Path, fault: OSError) -> Refused:
    """Why a file cannot be written, and how to mend it."""
    full = fault.errno in NO_ROOM
    what = said("{file} cannot be written: the disk is full.", file=path.name) if full else None
    return Refused(
        what or said("{file} cannot be written.", file=path.name),
        mend=said("Make room, or choose another disk; an older file of that name is as it was.")
        if full
        else said("Check the folder, and that the file is not open."),
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
