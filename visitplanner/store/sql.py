"""The connection: one encrypted SQLite file, one connection, transactions that begin when we say so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from visitplanner.store.driver import sqlcipher

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
BUSY_SECONDS = 5.0
PAGE_BYTES = 4096
"""SQLCipher 4's page; a database is always a whole number of them."""
BEGIN = "visitplanner_begin"


def connect(path: Path, key: bytes) -> Any:
    """A driver connection; raises `sqlcipher.DatabaseError` if the key does not fit or the file is damaged.

    The raw key needs no derivation by SQLCipher (0.2 ms instead of some 150). The file is made readable by its owner only.
    """
    path.touch(mode=0o600)
    connection = sqlcipher.connect(
        os.fspath(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def engine(path: Path, key: bytes) -> Engine:
    """An engine over one connection, opened at once. Error texts never hold bound values (names, telephone numbers)."""
    connection = connect(path, key)
    made = create_engine("sqlite://", module=sqlcipher, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN IMMEDIATE"))

    return made


def driver(made: Engine) -> Any:
    """The driver's own connection, for what SQLAlchemy has no words for; not to be used within a transaction."""
    with made.connect() as connection:
        return connection.connection.driver_connection


def is_cut_short(path: Path) -> bool:
    """Whether a file is no whole database: empty, or ending within a page though no log is there to complete it."""
    size = path.stat().st_size
    return size == 0 or (size % PAGE_BYTES != 0 and not path.with_name(f"{path.name}-wal").exists())


@contextmanager
def writing(made: Engine) -> Iterator[Connection]:
    """A transaction that has the write lock from its beginning: kept whole, or not at all if the block raises."""
    with made.connect() as connection, connection.begin():
        yield connection


@contextmanager
def part(connection: Connection) -> Iterator[None]:
    """A part of a transaction that is kept whole or not at all.

    A full disk makes SQLite roll the whole transaction back by itself; then there is nothing left to roll back to.
    """
    connection.exec_driver_sql("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.connection.driver_connection.in_transaction:  # pyright: ignore[reportOptionalMemberAccess]
            connection.exec_driver_sql("ROLLBACK TO part")
            connection.exec_driver_sql("RELEASE part")
        raise
    connection.exec_driver_sql("RELEASE part")


@contextmanager
def reading(made: Engine) -> Iterator[Connection]:
    """A transaction that cannot write: SQLite refuses."""
    with made.connect() as bare:
        connection = bare.execution_options(**{BEGIN: "BEGIN DEFERRED"})
        with connection.begin() as transaction:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("PRAGMA query_only = OFF")
                transaction.rollback()


def findings(connection: Any) -> list[str]:
    """What SQLCipher's and SQLite's own checks of the whole file find, in their words; empty when all is well."""
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()[:20]]
    if found:
        return found
    try:
        found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)").fetchall() if row[0] != "ok"]
        found += [f"{row[0]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check").fetchall()[:20]]
    except sqlcipher.DatabaseError as fault:
        found.append(str(fault))
    return found


def row_counts(connection: Any) -> dict[str, int]:
    """How many rows each table holds."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
