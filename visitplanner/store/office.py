"""The opened store, and how it is created, opened and restored. Implements `services.ports.Office`."""

from __future__ import annotations

import datetime as dt
import getpass
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said, together
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.core.outcome import Command, Outcome, Query
from visitplanner.services.core.ports import Backup, KeptBackup, Recovery, Rehearsal
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.core.work import ChainHead
from visitplanner.services.office.backup_settings import BACKUP_FOLDER
from visitplanner.store import chain, creation, migrations, recovery, sql
from visitplanner.store.dialects.write_log import loses_changes
from visitplanner.store.faults import DAMAGED, refused, spoken, spoken_of_files
from visitplanner.store.safekeeping import backup, envelope, keeping, tries
from visitplanner.store.safekeeping.durable import folder_for
from visitplanner.store.safekeeping.envelope import MINIMUM, STRONG, Cost
from visitplanner.store.safekeeping.lock import Lock
from visitplanner.store.work import SqlWork

T = TypeVar("T")
Today = Callable[[], dt.date]

DATABASE = backup.DATABASE


class SqlOffice:
    """One open database. Any thread may use it, one transaction at a time."""

    def __init__(
        self, database: Path, key: bytes, lock: Lock, known: ReferenceData, today: Today, *, demonstration: bool = False
    ) -> None:
        self.database = database
        self._demonstration = demonstration
        self._key = key
        self._lock = lock
        self._known = known
        self._today = today
        self._turn = RLock()
        self._memory: dict[Any, Any] = {}
        self._who = signed_in()
        self._engine = sql.engine(database, key)
        try:
            self.schema = self._brought_up_to_date()
            self._own = files_of(database)
        except BaseException:
            self._engine.dispose()
            raise

    def do(self, command: Command) -> Outcome[Any]:
        """Carry a command out in one transaction: kept whole, or not at all if it raises."""
        with self._turn, spoken_of_files(self.database):
            self._lock.take()
            minutes = getattr(command, "BACKED_UP_FIRST", None)
            if minutes is not None:
                self.back_up_when_changed(minutes)
        with self._turn, spoken(self.database), sql.writing(self._engine) as connection:
            work = SqlWork(connection, self._known, self._today)
            outcome = command.carry_out(work)
            at = None if self._demonstration else dt.datetime.now(dt.UTC)
            kept = work.finish(type(command).__name__, self._who, at)
            self._refuse_what_is_elsewhere()
        told = outcome.said if work.remark is None else together(outcome.said, work.remark)
        return replace(outcome, said=told, changed=work.topics, undo=RevertChanges(work.change_set_id) if kept else None)

    def ask(self, query: Query[T]) -> T:
        """Answer a query; it sees one state of the database and cannot write."""
        with self._turn, spoken(self.database), sql.reading(self._engine) as connection:
            return query.answer(SqlWork(connection, self._known, self._today, self._memory))

    def back_up(self, out: Path) -> Backup:
        """Write a verified backup into the folder `out`; raises `Refused`, and then nothing new is there."""
        with self._turn, spoken_of_files(out):
            return backup.back_up(self._source(), out)

    def back_up_when_changed(self, minutes: int = 0) -> Backup | None:
        """Write an automatic backup if anything changed since the last; raises `Refused`. None for demonstration data too.

        minutes: how old the last must be.
        """
        if self._demonstration or self.head() == ChainHead():
            return None
        folder = self._backup_folder()
        with self._turn, spoken_of_files(folder):
            return keeping.keep(self._source(), folder, minutes)

    def backups(self) -> list[KeptBackup]:
        """The automatic backups, the newest first."""
        with self._turn:
            return keeping.automatic(self._backup_folder())

    def rehearse(self, file: Path) -> Rehearsal:
        """Restore a backup into a passing folder beside the database and compare; raises `Refused`."""
        with self._turn, spoken_of_files(file):
            return keeping.rehearse(file, self._source(), self.database.parent)

    def head(self) -> ChainHead:
        """Where the journal's chain ends."""
        with self._turn, spoken(self.database), sql.reading(self._engine) as connection:
            return chain.head(connection)

    def _source(self) -> backup.Source:
        sealed = envelope.read(envelope.path_of(self.database)).to_json()
        head = self.head()
        return backup.Source(sql.driver(self._engine), self._key, sealed, self.schema, (head.number, head.link))

    def _backup_folder(self) -> Path:
        """Where the office wants its automatic backups; beside the database if it does not say, or that disk is not there."""
        with self._turn, spoken(self.database), sql.reading(self._engine) as connection:
            chosen = SqlWork(connection, self._known, self._today).setting(BACKUP_FOLDER)
        return Path(chosen) if chosen and Path(chosen).is_dir() else self.database.parent / "backups"

    def check(self) -> list[Message]:
        """What is wrong with the database; empty when all of it can be read and nothing points to nothing."""
        with self._turn, spoken(self.database):
            found = sql.findings(sql.driver(self._engine))
            if found:
                return [said("The database is damaged ({finding}). Restore the newest backup.", finding=each) for each in found]
            with sql.reading(self._engine) as connection:
                left = migrations.left_in_settings(connection)
                broken = chain.faults(connection, self._noted_heads())
        return broken + [
            said("What an older version kept as {key} could not be read; it is kept as it was.", key=each) for each in left
        ]

    def _noted_heads(self) -> list[ChainHead]:
        """Where the chain ended when the newest automatic backups were made."""
        beside = keeping.automatic(self.database.parent / "backups")[: keeping.ANCHORS]
        return [ChainHead(*each) for each in keeping.heads(beside)]

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the key anew; raises `Refused` if the old passphrase is wrong or the new one empty."""
        with self._turn, spoken_of_files(self.database):
            self._lock.take()
            rewrap(self.database, old, new)

    def make_recovery_key(self, passphrase: str) -> str:
        """Give the office a new recovery key, which no other opens from then on; it is shown once and kept nowhere."""
        with self._turn, spoken_of_files(self.database):
            self._lock.take()
            path = envelope.path_of(self.database)
            present = envelope.read(path)
            sealed, shown = envelope.with_recovery(present, key_by(self.database, present, passphrase))
            envelope.write(path, sealed)
            return shown

    def revoke_recovery_key(self, passphrase: str) -> None:
        """Let no recovery key open the data any more; raises `Refused` for a wrong passphrase."""
        with self._turn, spoken_of_files(self.database):
            self._lock.take()
            path = envelope.path_of(self.database)
            present = envelope.read(path)
            key_by(self.database, present, passphrase)
            envelope.write(path, replace(present, recovery=None))

    @property
    def has_recovery_key(self) -> bool:
        """Whether the office has a recovery key."""
        return has_recovery_key(self.database.parent)

    def close(self) -> None:
        """Close the file and let others open it; a second call does nothing."""
        with self._turn:
            self._engine.dispose()
            self._lock.release()

    def _refuse_what_is_elsewhere(self) -> None:
        """Raise `Refused` when the files at the database's place are no longer the opened ones: what is written would be lost."""
        if files_of(self.database) != self._own:
            raise Refused(
                said("The folder of the database was moved, removed or replaced while it was open; nothing was kept."),
                where=said("{file}: ", file=str(self.database)),
                mend=said(
                    "Note what you were about to keep, close the program, put the folder back in its place and open it again."
                ),
            )

    def _brought_up_to_date(self) -> str:
        """Check the schema; an older one is backed up and then migrated."""
        with sql.reading(self._engine) as connection:
            step = migrations.current(connection)
        if step is None:
            raise refused(DAMAGED, self.database)
        migrations.refuse_newer(step, self.database)
        if step != migrations.SCHEMA:
            self._lock.take()
            sealed = envelope.read(envelope.path_of(self.database)).to_json()
            source = backup.Source(sql.driver(self._engine), self._key, sealed, step)
            backup.back_up(source, self.database.parent / "backups")
            creation.migrate(self._engine)
        return migrations.SCHEMA


def files_of(database: Path) -> tuple[tuple[int, int] | None, ...]:
    """Which files stand at the places of the database and its log, whatever they hold."""

    def identity(path: Path) -> tuple[int, int] | None:
        try:
            found = path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    return identity(database), identity(database.with_name(f"{database.name}-wal"))


def signed_in() -> str:
    """The name under which the operating system knows the person, or nothing."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def exists(folder: Path) -> bool:
    """Whether there is a database in a folder; raises `Refused` for a name no folder can have."""
    with spoken_of_files(folder / DATABASE):
        return (folder / DATABASE).exists()


def is_demonstration(folder: Path) -> bool:
    """Whether the data are invented; raises `Refused` if the key file is missing or damaged."""
    with spoken_of_files(folder / DATABASE):
        return envelope.read(envelope.path_of(folder / DATABASE)).demonstration


def needs_passphrase(folder: Path) -> bool:
    """Whether a passphrase must be asked for; raises `Refused` if the key file is missing or damaged."""
    with spoken_of_files(folder / DATABASE):
        return not envelope.read(envelope.path_of(folder / DATABASE)).empty


def create_office(
    folder: Path, passphrase: str, *, demonstration: bool, known: ReferenceData, today: Today, cost: Cost | None = None
) -> SqlOffice:
    """Create a database in `folder` and open it.

    cost: of a guess at the passphrase; the strong default unless the data are invented. Raises `Refused` if there is a
    database already, the folder cannot be written to, or the passphrase is empty though the data are real.
    """
    database = folder / DATABASE
    with locked(database) as lock:
        creation.create(database, passphrase, cost or (MINIMUM if demonstration else STRONG), demonstration=demonstration)
        return _opened(database, passphrase, lock, known, today)


def missing(folder: Path) -> Refused:
    """Why there is nothing to open, and what to do: to make a database, or to bring back the one whose files are there."""
    amiss = recovery.found_amiss(folder)
    make = said("Create one with `visitplanner init` (or `init --demo` for demonstration data).")
    return amiss or Refused(said("There is no database here."), where=said("{folder}: ", folder=str(folder)), mend=make)


def amiss(folder: Path, refusal: Refused | None = None) -> Recovery | None:
    """What is the matter with the database in a folder, and what can be done; None when nothing is seen to be wrong.

    refusal: what opening it said.
    """
    with spoken_of_files(folder / DATABASE):
        return recovery.look(folder, refusal)


def recover(folder: Path, passphrase: Callable[[], str], file: Path | None) -> Backup | Path:
    """Put a backup in the place of a database that does not open, or (None) open it without what its log lost.

    What was there is renamed, never deleted. Answers the restored backup, or the copy of the log. Raises `Refused`.
    """
    database = folder / DATABASE
    with locked(database) as lock:
        try:
            if file is not None:
                return recovery.from_backup(file, database, passphrase)
            if not loses_changes(recovery.log_of(database)):
                raise Refused(said("The log of this database is not damaged."), mend=said("Open the database as usual."))
            return recovery.without_log(database, passphrase())
        finally:
            lock.release()


def open_office(folder: Path, passphrase: str, *, known: ReferenceData, today: Today, alone: bool = True) -> SqlOffice:
    """Open the database in `folder`.

    alone: as a window does, which keeps all others from changing it. Else others may have it open; whoever asks and backs up
    need not wait, whoever changes something waits a little until they are done. Raises `Refused`: there is none, the
    passphrase is wrong, the file is damaged or in use, a newer program wrote it.
    """
    database = folder / DATABASE
    if not exists(folder):
        raise missing(folder)
    with locked(database, alone=alone) as lock:
        return _opened(database, passphrase, lock, known, today, quiet=alone or lock.is_free())


def _opened(database: Path, passphrase: str, lock: Lock, known: ReferenceData, today: Today, *, quiet: bool = True) -> SqlOffice:
    """quiet: nobody writes meanwhile, so that the log can be looked at."""
    sealed = envelope.read(envelope.path_of(database))
    key = key_by(database, sealed, passphrase)
    if sql.is_cut_short(database):
        raise refused(DAMAGED, database)
    if quiet:
        recovery.refuse_lost_log(database)
    return SqlOffice(database, key, lock, known, today, demonstration=sealed.demonstration)


def restore(file: Path, folder: Path, passphrase: Callable[[], str]) -> Backup:
    """Put a backup into a folder without a database; the passphrase is asked for if it has one. Raises `Refused`."""
    database = folder / DATABASE
    with spoken_of_files(file):
        ordinary = stat.S_ISREG(file.stat().st_mode)
    if not ordinary:
        raise backup.damaged(file)
    with locked(database) as lock:
        restored = creation.restore(file, database, passphrase)
        lock.release()
    return restored


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """Give a closed database another passphrase; raises `Refused` if the old one is wrong or the database is open."""
    database = folder / DATABASE
    with locked(database) as lock:
        rewrap(database, old, new)
        lock.release()


def key_by(database: Path, sealed: envelope.Envelope, passphrase: str) -> bytes:
    """The database's key; wrong passphrases are counted. Raises `Refused`."""
    if sealed.empty:
        return sealed.key(passphrase)
    return tries.counted(database.parent, lambda: sealed.key(passphrase))


def rewrap(database: Path, old: str, new: str) -> None:
    """Wraps the database's key in another passphrase; raises `Refused` when the old one does not open it. The key stays.

    old: the passphrase or the recovery key, which stays as it is.
    """
    path = envelope.path_of(database)
    present = envelope.read(path)
    key = key_by(database, present, old)
    cost = STRONG if new and not present.demonstration else present.cost
    sealed = envelope.seal(key, new, cost, demonstration=present.demonstration)
    envelope.write(path, replace(sealed, recovery=present.recovery))


def has_recovery_key(folder: Path) -> bool:
    """Whether the office has a recovery key; raises `Refused` if the key file is missing or damaged."""
    with spoken_of_files(folder / DATABASE):
        return envelope.read(envelope.path_of(folder / DATABASE)).recovery is not None


@contextmanager
def locked(database: Path, *, alone: bool = True) -> Iterator[Lock]:
    """The database's lock in its folder, made if need be; let go if the block raises, else the block's to keep. A block that
    raises leaves neither lock file nor new folder where there is no database.

    alone: it is taken at once; else whoever needs it takes it.
    """
    with spoken_of_files(database), folder_for(database.parent, 0o700), spoken_of_files(database):  # a full disk is felt in it
        lock = Lock(database)
        try:
            if alone:
                lock.take()
            yield lock
        except BaseException:
            lock.release(remove=not database.exists())
            raise
