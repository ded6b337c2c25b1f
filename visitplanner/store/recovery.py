"""When a database cannot be opened: what is the matter, what can be done, and doing it. Nothing is ever deleted: what is in
the way is renamed."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import listed, said
from visitplanner.services.core.ports import Backup, KeptBackup, Recovery
from visitplanner.store import creation, sql
from visitplanner.store.dialects import dialect
from visitplanner.store.dialects.write_log import loses_changes
from visitplanner.store.faults import DAMAGED, refused
from visitplanner.store.safekeeping import backup, envelope
from visitplanner.store.safekeeping.backup import DATABASE, ENDING

TRIED = 20
"""How many of the newest backups are looked at for one that is whole."""


def log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def refuse_lost_log(database: Path) -> None:
    """Raise `Refused` when acknowledged changes in the log can no longer be read."""
    if loses_changes(log_of(database)):
        raise Refused(
            said("The newest changes cannot be read: the log of the database is damaged."),
            where=said("{file}: ", file=str(log_of(database))),
            mend=said("Restore the newest backup, or open without these changes: `visitplanner recover`."),
        )


def found_amiss(folder: Path) -> Refused | None:
    """What can be seen to be wrong without a passphrase; None when there is a database to open, or nothing at all."""
    database = folder / DATABASE
    if not database.exists():
        left = left_of(folder)
        return missing(folder, left) if left or backups_in(folder) else None
    try:
        envelope.read(envelope.path_of(database))
        if sql.is_cut_short(database):
            raise refused(DAMAGED, database)
        refuse_lost_log(database)
    except Refused as refusal:
        return refusal
    return None


def left_of(folder: Path) -> list[str]:
    """The files that belong to a database that is not there; the names, sorted."""
    if not folder.is_dir() or (folder / DATABASE).exists():
        return []
    return sorted(path.name for path in folder.glob(f"{DATABASE}*") if path.suffix != ".lock" and ".aside-" not in path.name)


def missing(folder: Path, left: list[str]) -> Refused:
    """The refusal of a folder from which the database is gone."""
    what = (
        said("The database is missing, though {files} belong to one.", files=listed(left))
        if left
        else said("The database is missing, though there are backups of one.")
    )
    mend = said("Put visitplanner.db back from where it went, or restore the newest backup.")
    return Refused(what, where=said("{folder}: ", folder=str(folder)), mend=mend)


def backups_in(folder: Path) -> list[KeptBackup]:
    """The backups beside a database, whoever made them, the newest first."""
    found: list[KeptBackup] = []
    for path in (folder / "backups").glob(f"*{ENDING}"):
        state = path.stat()
        found.append(KeptBackup(path, dt.datetime.fromtimestamp(state.st_mtime).astimezone(), state.st_size))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def is_whole(file: Path) -> bool:
    """Whether a backup's own sums hold; whether its database does is known when it is restored."""
    try:
        with backup.opened(file) as archive:
            backup.compare(archive, backup.read_manifest(archive, file), file)
    except (Refused, OSError):
        return False
    return True


def look(folder: Path, amiss: Refused | None = None) -> Recovery | None:
    """What is the matter with the database in a folder and what can be done; None when nothing is seen to be wrong.

    amiss: what opening it said.
    """
    amiss = amiss or found_amiss(folder)
    if amiss is None:
        return None
    kept = backups_in(folder)[:TRIED]
    whole = next((number for number, each in enumerate(kept) if is_whole(each.file)), None)
    readable = (folder / DATABASE).exists() and loses_changes(log_of(folder / DATABASE))
    return Recovery(
        amiss,
        None if whole is None else kept[whole],
        passed_over=len(kept) if whole is None else whole,
        without_log=readable and amiss.what.template.startswith("The newest changes"),
    )


def put_aside(database: Path) -> list[Path]:
    """Rename the database and all that belongs to it; the new names."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")
    places = (database, envelope.path_of(database), *(database.with_name(database.name + end) for end in creation.LEFTOVERS))
    return [path.rename(path.with_name(f"{path.name}.aside-{stamp}")) for path in places if path.exists()]


def from_backup(file: Path, database: Path, passphrase: Callable[[], str]) -> Backup:
    """Put a backup in the place of a database that cannot be opened; the caller holds the lock.

    The backup is unpacked and checked first: only then the damaged files are renamed.
    """
    return creation.restore(file, database, passphrase, make_room=lambda: put_aside(database))


def without_log(database: Path, passphrase: str) -> Path:
    """Keep what can be read of the log and a copy of all of it; the copy's name. The caller holds the lock."""
    key = envelope.read(envelope.path_of(database)).key(passphrase)
    log = log_of(database)
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")
    copy = Path(shutil.copy2(log, log.with_name(f"{log.name}.aside-{stamp}")))
    dialect.empty_log(database, key)
    return copy
