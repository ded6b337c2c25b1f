"""Automatic backups: where they lie, when another one is due, and which of the older ones are kept."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.ports import Backup, KeptBackup, Rehearsal
from visitplanner.store import sql
from visitplanner.store.safekeeping import backup
from visitplanner.store.safekeeping.backup import ENDING, Manifest, Source

AUTOMATIC = "visitplanner-auto-"
"""How the name begins of a backup nobody asked for; only those are ever thinned."""
STAMP = "%Y%m%d-%H%M%S"
SCRATCH = ".visitplanner-drill-"
ALL = dt.timedelta(days=2)
PERIODS: tuple[tuple[int, Callable[[dt.datetime], tuple[int, ...]]], ...] = (
    (7, lambda moment: (moment.year, moment.month, moment.day)),
    (4, lambda moment: moment.isocalendar()[:2]),
    (6, lambda moment: (moment.year, moment.month)),
)
"""Of the newest so many days, weeks and months that have a backup, the last one is kept."""
ANCHORS = 3
"""How many of the newest backups the journal's chain is held to."""


def thinned(moments: Iterable[dt.datetime], now: dt.datetime) -> set[dt.datetime]:
    """Which backups are kept: all of two days, and the last of the newest 7 days, 4 weeks and 6 months that have one."""
    newest_first = sorted(set(moments), reverse=True)
    kept = {moment for moment in newest_first if now - moment <= ALL}
    for count, period in PERIODS:
        last: dict[tuple[int, ...], dt.datetime] = {}
        for moment in newest_first:
            last.setdefault(period(moment), moment)
        kept |= set(list(last.values())[:count])
    return kept


def automatic(folder: Path) -> list[KeptBackup]:
    """The automatic backups of a folder, the newest first."""
    found: list[KeptBackup] = []
    for path in folder.glob(f"{AUTOMATIC}*{ENDING}"):
        with suppress(ValueError, OSError):
            stamp = path.name.removeprefix(AUTOMATIC)[: len("20260101-000000")]
            found.append(KeptBackup(path, dt.datetime.strptime(stamp, STAMP).astimezone(), path.stat().st_size))
    return sorted(found, key=lambda each: (each.made_at, each.file.name), reverse=True)


def keep(source: Source, folder: Path, minutes: int = 0) -> Backup | None:
    """Back up into a folder unless the newest automatic backup there holds the same or is younger; then thin the older ones.

    Raises `Refused` when the copy fails its check: then the older ones all stay.
    """
    before = automatic(folder)
    age = dt.timedelta(minutes=minutes)
    if before and (heads(before[:1]) == [source.head] or dt.timedelta() <= dt.datetime.now(dt.UTC) - before[0].made_at < age):
        return None
    made = backup.back_up(source, folder, AUTOMATIC)
    thin(folder, dt.datetime.now().astimezone())
    return made


def thin(folder: Path, now: dt.datetime) -> None:
    """Remove the automatic backups that need not be kept."""
    found = automatic(folder)
    kept = thinned((each.made_at for each in found), now)
    for each in found:
        if each.made_at not in kept:
            with suppress(OSError):  # it is open somewhere: the next time
                each.file.unlink()


def manifest_of(file: Path) -> Manifest | None:
    """What a backup says of itself; None for one that cannot be read."""
    try:
        with backup.opened(file) as archive:
            return backup.read_manifest(archive, file)
    except (Refused, OSError):
        return None


def heads(backups: Iterable[KeptBackup]) -> list[tuple[int, str]]:
    """Where the journal's chain ended when these were made."""
    manifests = (manifest_of(each.file) for each in backups)
    return [(each.changes, each.head) for each in manifests if each is not None and each.head]


def rehearse(file: Path, source: Source, beside: Path) -> Rehearsal:
    """Restore a backup into a passing folder of the disk of `beside`, and compare it with what it was made of.

    What was changed since is told, not a fault. Raises `Refused` for a backup that could not be restored.
    """
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=beside, prefix=SCRATCH) as folder:
        manifest, _ = backup.unpack(file, Path(folder), key=source.key)
    unchanged = (manifest.changes, manifest.head) == source.head and manifest.schema == source.schema
    if unchanged and manifest.digests and manifest.digests["change_entries"] != own_digests(source)["change_entries"]:
        raise backup.not_verified(file)
    made_at = dt.datetime.fromisoformat(manifest.made_at)
    return Rehearsal(file, made_at, sum(manifest.rows.values()), unchanged, time.monotonic() - begun)


def own_digests(source: Source) -> dict[str, str]:
    return sql.row_digests(source.connection, source.key)
