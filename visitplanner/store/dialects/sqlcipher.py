"""SQLCipher: one encrypted SQLite file, one connection. All that is SQLite's own stands here and nowhere else.

SQLite keeps a `Decimal` as a float without a word and drops time zones (see `store.types`); a failed statement leaves a
transaction usable; a transaction that is to write takes the write lock when it begins (BEGIN IMMEDIATE).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Engine, create_engine, event, func, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql.expression import FromClause, UnaryExpression
from sqlalchemy.sql.operators import custom_op
from sqlcipher3 import dbapi2

from visitplanner.domain.core.texts import name_key
from visitplanner.paths import has_room
from visitplanner.store.dialects.troubles import Broken, Dangling, NoTarget, Trouble, Twice

driver: Any = dbapi2
"""The driver. Its module is filled by a C extension whose names no type checker sees."""
DriverFault: type[Exception] = driver.Error
DriverDatabaseFault: type[Exception] = driver.DatabaseError

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "secure_delete = ON",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    "mmap_size = 0",
)
ALONE = "locking_mode = EXCLUSIVE"
"""To be said before the log is first looked at: its index is then kept in memory instead of a file."""
BUSY_SECONDS = 5.0
PAGE_BYTES = 4096
"""SQLCipher 4's page; a database is always a whole number of them."""
BEGIN = "visitplanner_begin"
SPELLED = "visitplanner_spelled"
TABLE: dict[str, Any] = {"sqlite_strict": True}
"""Options of every table: STRICT, so that SQLite itself refuses text in a column of whole numbers."""
RANDOM_TEXT = "lower(hex(randomblob(8)))"
"""An expression: sixteen random digits, others in every row."""

TROUBLES: dict[int, Trouble] = {
    driver.SQLITE_FULL: Trouble.FULL,
    driver.SQLITE_READONLY: Trouble.NOT_WRITABLE,
    driver.SQLITE_PERM: Trouble.NOT_WRITABLE,
    driver.SQLITE_CANTOPEN: Trouble.MISSING,
    driver.SQLITE_CORRUPT: Trouble.DAMAGED,
    driver.SQLITE_NOTADB: Trouble.DAMAGED,
    driver.SQLITE_BUSY: Trouble.IN_USE,
    driver.SQLITE_LOCKED: Trouble.IN_USE,
    driver.SQLITE_IOERR: Trouble.UNREADABLE,
}
WORDS: dict[str, Trouble] = {
    "database or disk is full": Trouble.FULL,
    "attempt to write a readonly database": Trouble.NOT_WRITABLE,
    "unable to open database file": Trouble.MISSING,
    "database is locked": Trouble.IN_USE,
    "disk I/O error": Trouble.UNREADABLE,
}


def connect(path: Path, key: bytes) -> Any:
    """A driver connection; raises `DriverDatabaseFault` if the key does not fit or the file is damaged.

    The raw key needs no derivation by SQLCipher (0.2 ms instead of some 150). The file is made readable by its owner only.
    On a full disk it can still be read, by one program at a time: the index of the log, which others would share, is then
    kept in memory.
    """
    path.touch(mode=0o600)
    _refuse_unread(path, key)
    try:
        return _connected(path, key, PRAGMAS)
    except DriverFault as fault:
        if trouble(fault) is not Trouble.UNREADABLE or has_room(path.parent):
            raise
    return _connected(path, key, (ALONE, *PRAGMAS))


def _refuse_unread(path: Path, key: bytes) -> None:
    """Where a crash left a log, see first without the right to write whether the key fits; raises `DriverDatabaseFault`.

    The engine brings a log into the database when the last connection closes, also into one it could not read.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return
    looking = driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        looking.execute("PRAGMA cipher_log_level = NONE")
        looking.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        looking.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DriverDatabaseFault as fault:
        if trouble(fault) is Trouble.DAMAGED:
            raise
    finally:
        looking.close()


def _connected(path: Path, key: bytes, pragmas: Sequence[str]) -> Any:
    connection = driver.connect(
        os.fspath(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if ALONE in pragmas:
            connection.execute(f"PRAGMA {ALONE}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.create_function(SPELLED, 1, name_key, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def engine(path: Path, key: bytes) -> Engine:
    """An engine over one connection, opened at once. Error texts never hold bound values (names, telephone numbers)."""
    connection = connect(path, key)
    made = create_engine("sqlite://", module=driver, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN IMMEDIATE"))

    return made


def for_reading(bare: Connection) -> Connection:
    """The connection, its next transaction beginning without the write lock."""
    return bare.execution_options(**{BEGIN: "BEGIN DEFERRED"})


def refuse_writing(connection: Connection, *, refuse: bool) -> None:
    """Let SQLite refuse every change from now on, or allow them again."""
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if refuse else 'OFF'}")


def in_transaction(connection: Connection) -> bool:
    """Whether the transaction still stands: a full disk makes SQLite roll the whole of it back by itself."""
    return connection.connection.driver_connection.in_transaction  # pyright: ignore[reportOptionalMemberAccess]


def is_cut_short(path: Path) -> bool:
    """Whether a file is no whole database: empty, or ending within a page though no log is there to complete it."""
    size = path.stat().st_size
    return size == 0 or (size % PAGE_BYTES != 0 and not path.with_name(f"{path.name}-wal").exists())


@contextmanager
def one_state(connection: Any) -> Iterator[None]:
    """See one state of the database all through the block, whoever else writes meanwhile. connection: the driver's."""
    connection.execute("BEGIN DEFERRED")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        connection.execute("ROLLBACK")


def copy(source: Any, path: Path, key: bytes) -> None:
    """Copy an open database into a new file, encrypted with the same key. source: a driver connection.

    In one step: a copy page by page never ends while somebody else writes.
    """
    target = driver.connect(os.fspath(path), isolation_level=None)
    try:
        target.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        source.backup(target)
    finally:
        target.close()


def empty_log(path: Path, key: bytes) -> None:
    """Bring what can be read of the log into the database, and begin the log anew; the file is whole on the disk then."""
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def findings(connection: Any) -> list[str]:
    """What SQLCipher's and SQLite's own checks of the whole file find, in their words; empty when all is well.

    SQLCipher's looks at the file alone: after a power failure a page may be torn there that the log holds whole, so what
    the log holds is brought into the file first.
    """
    with suppress(DriverFault):  # what is wrong is found below
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()[:20]]
    if found:
        return found
    try:
        found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)").fetchall() if row[0] != "ok"]
        found += [f"{row[0]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check").fetchall()[:20]]
    except DriverDatabaseFault as fault:
        found.append(str(fault))
    return found


def tables(connection: Any) -> list[str]:
    """The names of all tables, in order. connection: the driver's."""
    wanted = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [row[0] for row in connection.execute(wanted)]


def keep_foreign_keys(connection: Any, *, keep: bool) -> None:
    """Watch over foreign keys or let them be, outside a transaction. connection: the driver's."""
    connection.execute(f"PRAGMA foreign_keys = {'ON' if keep else 'OFF'}")


def defer_foreign_keys(connection: Connection) -> None:
    """Watch over foreign keys only when the transaction ends."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def dangling(connection: Connection) -> Dangling | None:
    """The first row found that refers to nothing."""
    fault = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if fault is None:
        return None
    table, rowid, parent, _ = fault
    return Dangling(str(table), str(parent), rowid)


def identity(connection: Connection, row: Dangling) -> UUID:
    """The id of a record found dangling."""
    return UUID(connection.exec_driver_sql(f'SELECT id FROM "{row.table}" WHERE rowid = ?', (row.place,)).scalar_one())


def broken(fault: IntegrityError) -> Broken | None:
    """Which constraint a statement failed on; None for one nobody can help (a CHECK, NOT NULL)."""
    reason = str(fault.orig)
    if reason.startswith("UNIQUE"):
        return Twice(reason.rsplit(".", 1)[-1])
    return NoTarget() if reason.startswith("FOREIGN KEY") else None


def trouble(fault: BaseException | None) -> Trouble | None:
    """What a driver's fault is about (the low byte of SQLite's code is the kind), or None for a fault of the program.

    A copy that fails bears SQLite's words but no code.
    """
    code = getattr(fault, "sqlite_errorcode", None)
    return WORDS.get(str(fault)) if code is None else TROUBLES.get(code & 0xFF)


def values(listed: str) -> FromClause:
    """The items of a JSON list as a table of one column `value`: any number of them travel as one text."""
    return func.json_each(listed).table_valued("value")


def unfolded(column: Column[Any]) -> Any:
    """The items of a column of JSON lists, one a row, in a column `value`: every item of every row."""
    items = func.json_each(column).table_valued("value")
    return select(items.c.value).select_from(column.table.join(items, true()))


def holds_one(column: Any, listed: str) -> Any:
    """Whether a row's JSON list holds at least one item of another."""
    items = func.json_each(column).table_valued("value", name="held")
    return select(items.c.value).where(items.c.value.in_(select(values(listed).c.value))).correlate(column.table).exists()


def beside(column: ColumnElement[Any]) -> Any:
    """A column that is compared but never searched by.

    Without statistics the engine takes any one value for ten rows, and reads every visit ever held instead of one customer's.
    """
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def spelled(column: Any) -> Any:
    """A text as `name_key` spells it."""
    return getattr(func, SPELLED)(column)
