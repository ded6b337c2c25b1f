"""The connection: transactions that begin when we say so, whatever engine is behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from visitplanner.store.dialects import dialect

connect = dialect.connect
findings = dialect.findings
is_cut_short = dialect.is_cut_short


def engine(path: Path, key: bytes) -> Engine:
    """An engine over one encrypted file, opened at once."""
    return dialect.engine(path, key)


def driver(made: Engine) -> Any:
    """The driver's own connection, for what SQLAlchemy has no words for; not to be used within a transaction."""
    with made.connect() as connection:
        return connection.connection.driver_connection


@contextmanager
def writing(made: Engine) -> Iterator[Connection]:
    """A transaction that has the write lock from its beginning: kept whole, or not at all if the block raises."""
    with made.connect() as connection, connection.begin():
        yield connection


@contextmanager
def part(connection: Connection) -> Iterator[None]:
    """A part of a transaction that is kept whole or not at all.

    Where the engine rolled the whole transaction back by itself, there is nothing left to roll back to.
    """
    connection.exec_driver_sql("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if dialect.in_transaction(connection):
            connection.exec_driver_sql("ROLLBACK TO part")
            connection.exec_driver_sql("RELEASE part")
        raise
    connection.exec_driver_sql("RELEASE part")


@contextmanager
def reading(made: Engine) -> Iterator[Connection]:
    """A transaction that cannot write: the engine refuses."""
    with made.connect() as bare:
        connection = dialect.for_reading(bare)
        with connection.begin() as transaction:
            dialect.refuse_writing(connection, refuse=True)
            try:
                yield connection
            finally:
                dialect.refuse_writing(connection, refuse=False)
                transaction.rollback()


def row_counts(connection: Any) -> dict[str, int]:
    """How many rows each table holds. connection: the driver's."""
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in dialect.tables(connection)}


def row_digests(connection: Any, key: bytes) -> dict[str, str]:
    """A hash over every row of each table, in their order; keyed, so that nobody without the key can try what stood there.

    connection: the driver's.
    """
    found = dict[str, str]()
    for name in dialect.tables(connection):
        digest = hashlib.blake2b(key=key, digest_size=32)
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
            digest.update(repr(row).encode())
        found[name] = digest.hexdigest()
    return found
