"""How a database comes into being: built under another name, checked, then renamed. The rename is the one moment that
counts; whatever interrupts the program before it leaves nothing that stands in the way of another attempt."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.paths import sync_file
from visitplanner.services.core.ports import Backup
from visitplanner.store import migrations, sql
from visitplanner.store.dialects import dialect
from visitplanner.store.safekeeping import backup, envelope
from visitplanner.store.safekeeping.durable import put_in_place
from visitplanner.store.safekeeping.keeping import SCRATCH

LEFTOVERS = ("-wal", "-shm", "-journal")
NEW, RESTORED = ".visitplanner-new-", ".visitplanner-restore-"
REMAINS = (f"{NEW}*", f"{RESTORED}*", f"{SCRATCH}*")


def create(database: Path, passphrase: str, cost: envelope.Cost, *, demonstration: bool) -> None:
    """Make an empty database and its envelope; the caller holds the lock. Raises `Refused` if there is one already."""
    refuse_occupied(database)
    key = secrets.token_bytes(envelope.KEY_BYTES)
    sealed = envelope.seal(key, passphrase, cost, demonstration=demonstration)
    with tempfile.TemporaryDirectory(dir=database.parent, prefix=NEW) as folder:
        new = Path(folder) / database.name
        build(new, key)
        sync_file(new)
        set_aside(database, new.parent)
        envelope.write(envelope.path_of(database), sealed)
        put_in_place(new, database)


def build(database: Path, key: bytes) -> None:
    """An empty database of the present schema, closed again."""
    made = sql.engine(database, key)
    try:
        migrate(made)
    finally:
        made.dispose()


def migrate(made: sql.Engine, step: str = migrations.SCHEMA) -> None:
    """Bring a database to a step of the schema: one transaction, and no foreign key left pointing to nothing."""
    bare = sql.driver(made)
    dialect.keep_foreign_keys(bare, keep=False)
    try:
        with sql.writing(made) as connection:
            migrations.upgrade(connection, step)
            if dialect.dangling(connection) is not None:
                raise ValueError("a step of the schema left a reference without its target")
    finally:
        dialect.keep_foreign_keys(bare, keep=True)


def refuse_occupied(database: Path) -> None:
    """Raises `Refused` where a database lies already: none is ever written over."""
    if database.exists():
        raise Refused(
            said("There is a database here already."),
            where=said("{file}: ", file=str(database)),
            mend=said("Choose an empty folder with --data-dir."),
        )


def set_aside(database: Path, *keep: Path) -> None:
    """Keep the key file of a lost database under another name, for it may be the only key to a copy; clear what
    interrupted attempts left."""
    for pattern in REMAINS:
        for remains in database.parent.glob(pattern):
            if not any(remains.samefile(folder) for folder in keep):
                shutil.rmtree(remains)
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")
    for path in (envelope.path_of(database), *(database.with_name(database.name + end) for end in LEFTOVERS)):
        if path.exists():
            path.rename(path.with_name(f"{path.name}.aside-{stamp}"))


def restore(file: Path, database: Path, passphrase: Callable[[], str], make_room: Callable[[], object] | None = None) -> Backup:
    """Put a backup in a folder without a database, checked before and after; the caller holds the lock.

    make_room: takes a database that lies there out of the way, once the backup is known to be whole.
    """
    if make_room is None:
        refuse_occupied(database)
    with tempfile.TemporaryDirectory(dir=database.parent, prefix=RESTORED) as folder:
        manifest, key = backup.unpack(file, Path(folder), passphrase)
        migrations.refuse_newer(manifest.schema, file)
        if make_room is not None:
            make_room()
        set_aside(database, Path(folder))
        put_in_place(Path(folder) / backup.ENVELOPE, envelope.path_of(database))
        put_in_place(Path(folder) / backup.DATABASE, database)
    rows = backup.verified(database, key)
    if rows != manifest.rows:
        raise backup.not_verified(database)
    return Backup(database, True, rows)
