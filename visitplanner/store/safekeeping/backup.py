"""Backups that were opened again before they are called backups, and restoring one into an empty folder.

A backup is one file, a zip without compression: the encrypted database, its key envelope, and a manifest with the schema, the
number of rows of every table with a hash of them, the end of the journal's chain, and the SHA-256 of both files. It is as
secret as the database: the passphrase opens it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.paths import sync_file
from visitplanner.services.core.codec import written
from visitplanner.services.core.ports import Backup
from visitplanner.store import sql
from visitplanner.store.dialects import dialect
from visitplanner.store.safekeeping import envelope
from visitplanner.store.safekeeping.durable import folder_for, put_in_place

FORMAT = 1
DATABASE, ENVELOPE, MANIFEST = "visitplanner.db", "visitplanner.db.key", "manifest.json"
CHUNK = 1 << 20
PLAIN = "visitplanner-"
"""How the name of a backup begins that a person asked for."""
ENDING = ".vpbackup"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. digests: of the rows of each table. changes, head: where the journal's chain ended.

    Backups of older versions know no digests and no head.
    """

    schema: str
    made_at: str
    rows: dict[str, int]
    sha256: dict[str, str]
    digests: dict[str, str] = field(default_factory=dict[str, str])
    changes: int = 0
    head: str = ""

    def to_json(self) -> str:
        return written({"format": FORMAT, **asdict(self)}) + "\n"


@dataclass(frozen=True)
class Source:
    """What is backed up. connection: the driver's, outside a transaction. head: where the journal's chain ends."""

    connection: Any
    key: bytes
    sealed: bytes
    schema: str
    head: tuple[int, str] = (0, "")


def back_up(source: Source, out: Path, stem: str = PLAIN) -> Backup:
    """Copy an open database into a new backup file in the folder `out`, named by the moment; stem: its name before that.

    The copy is opened with the key and checked whole, its rows are hashed against the source's, the packed file is read
    again; only then does it get its name. Raises `Refused`; then `out` holds nothing new.
    """
    with _room(out) as folder:
        copy = Path(folder) / DATABASE
        with dialect.one_state(source.connection):
            dialect.copy(source.connection, copy, source.key)
            rows, digests = sql.row_counts(source.connection), sql.row_digests(source.connection, source.key)
        if verified(copy, source.key, digests) != rows:
            raise not_verified(out)
        now = dt.datetime.now().astimezone()
        sums = {DATABASE: _sum_of_file(copy), ENVELOPE: hashlib.sha256(source.sealed).hexdigest()}
        made_at = now.astimezone(dt.UTC).isoformat(timespec="seconds")
        manifest = Manifest(source.schema, made_at, rows, sums, digests, *source.head)
        packed = _pack(copy, source.sealed, manifest)
        with opened(packed) as archive:
            compare(archive, manifest, packed)
        return Backup(_place(packed, out, now, stem), True, rows)


@contextmanager
def _room(out: Path) -> Iterator[str]:
    """A passing folder inside `out`; raises `Refused` when `out` cannot be made or written to."""
    with ExitStack() as left:
        try:
            left.enter_context(folder_for(out))
            folder = left.enter_context(tempfile.TemporaryDirectory(dir=out, prefix=".visitplanner-backup-"))
        except (PermissionError, FileExistsError, NotADirectoryError):
            raise Refused(
                said("Nothing can be written into this folder."),
                where=said("{folder}: ", folder=str(out)),
                mend=said("Choose a folder in which you may write."),
            ) from None
        yield folder


def verified(database: Path, key: bytes, digests: dict[str, str] | None = None) -> dict[str, int]:
    """The rows of each table, after every page passed the engine's own checks; raises `Refused`.

    digests: of the rows there must be, table by table.
    """
    connection = sql.connect(database, key)
    try:
        if sql.findings(connection) or (digests and sql.row_digests(connection, key) != digests):
            raise not_verified(database)
        return sql.row_counts(connection)
    finally:
        connection.close()


def not_verified(path: Path) -> Refused:
    """The refusal of a copy that cannot be read back."""
    return Refused(
        said("The copy of the database did not pass its check."),
        where=said("{file}: ", file=str(path)),
        mend=said("Run `visitplanner check`, and keep the older backups."),
    )


def _pack(copy: Path, sealed: bytes, manifest: Manifest) -> Path:
    packed = copy.with_name("packed")
    with zipfile.ZipFile(packed, "x", zipfile.ZIP_STORED) as archive:
        archive.write(copy, DATABASE)
        archive.writestr(ENVELOPE, sealed)
        archive.writestr(MANIFEST, manifest.to_json())
    packed.chmod(0o600)
    sync_file(packed)
    return packed


def _place(packed: Path, out: Path, now: dt.datetime, begins: str) -> Path:
    """Give the finished file its name; a second backup of the same second gets a number."""
    stem = f"{begins}{now:%Y%m%d-%H%M%S}"
    names = (out / f"{stem}{suffix}{ENDING}" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    name = next(name for name in names if not name.exists())
    put_in_place(packed, name)
    return name


def _sum_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(backup: Path) -> Iterator[zipfile.ZipFile]:
    """A backup file as an archive; raises `Refused` if it is none."""
    try:
        with zipfile.ZipFile(backup) as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError):
        raise damaged(backup) from None


def damaged(backup: Path) -> Refused:
    """The refusal of a file that is no backup."""
    return Refused(
        said("This file is no backup of this program, or it is damaged."),
        where=said("{file}: ", file=str(backup)),
        mend=said("Choose another backup, its name ends in .vpbackup."),
    )


def read_manifest(archive: zipfile.ZipFile, backup: Path) -> Manifest:
    """What the backup says of itself; raises `Refused` if it makes no sense."""
    try:
        if archive.getinfo(MANIFEST).file_size > CHUNK:
            raise ValueError("too long")
        said_of_itself = json.loads(archive.read(MANIFEST))
        if said_of_itself.pop("format") != FORMAT:
            raise ValueError("another format")
        manifest = Manifest(**said_of_itself)
        if not isinstance(manifest.schema, str) or set(manifest.sha256) != {DATABASE, ENVELOPE}:
            raise ValueError("not ours")
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise damaged(backup) from None
    return manifest


def compare(archive: zipfile.ZipFile, manifest: Manifest, backup: Path) -> None:
    """Raise `Refused` when a packed file is not the one the manifest speaks of."""
    for name, expected in manifest.sha256.items():
        with archive.open(name) as packed:
            if hashlib.file_digest(packed, "sha256").hexdigest() != expected:  # pyright: ignore[reportArgumentType]
                raise damaged(backup)


def unpack(
    backup: Path, folder: Path, passphrase: Callable[[], str] = str, *, key: bytes | None = None
) -> tuple[Manifest, bytes]:
    """Put a backup's database and envelope into a folder of the same disk, checked whole: (manifest, key).

    The passphrase is asked for only if there is one and the key is not known. Raises `Refused` for a damaged file or a wrong
    passphrase.
    """
    with opened(backup) as archive:
        manifest = read_manifest(archive, backup)
        stored = [info.filename for info in archive.infolist() if info.compress_type == zipfile.ZIP_STORED]
        if sorted(stored) != sorted((DATABASE, ENVELOPE, MANIFEST)):
            raise damaged(backup)
        compare(archive, manifest, backup)
        sealed = envelope.parsed(archive.read(ENVELOPE), backup)
        key = key or sealed.key("" if sealed.empty else passphrase())
        for name in (DATABASE, ENVELOPE):
            Path(archive.extract(name, folder)).chmod(0o600)
    if verified(folder / DATABASE, key, manifest.digests) != manifest.rows:
        raise damaged(backup)
    for name in (DATABASE, ENVELOPE):
        sync_file(folder / name)
    return manifest, key
