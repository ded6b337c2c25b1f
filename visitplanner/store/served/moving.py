"""A laptop's records into the office's server: one transaction, in which counts and hashes of the rows of every table are
compared on both sides. It can be taken back until somebody changes anything there. The laptop's own file is only read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import URL, Column, Connection, MetaData, Table, func, insert, select

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.store import migrations, sql
from visitplanner.store.dialects.server import audit, checks, server_dialect
from visitplanner.store.faults import spoken_of_server
from visitplanner.store.journal import newest_number
from visitplanner.store.served import checking
from visitplanner.store.served.making import Unmade
from visitplanner.store.served.places import shown
from visitplanner.store.tables import METADATA

AT_ONCE = 500
"""So many rows travel together."""


@dataclass(frozen=True, slots=True)
class MovedRecords:
    """What was moved, or taken back: rows by table; digests of the tables, the same on both sides."""

    server: str
    rows: dict[str, int]
    digests: dict[str, str]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def move_to(source: AbstractContextManager[Connection], url: URL) -> MovedRecords:
    """Copy all records of an open file into an empty office. source: its rows (`SqlOffice.rows`). url: with the login of the
    database's owner.

    Raises `Refused`: no office there, one with records, an account that is not its owner, a copy that is not the same.
    """
    server = shown(url)
    target = server_dialect.engine(url, answer_seconds=server_dialect.LONG_SECONDS)
    try:
        with spoken_of_server(server), source as there, sql.writing(target) as here:
            refuse_unready(here, url, server)
            server_dialect.defer_foreign_keys(here)
            for table in METADATA.sorted_tables:
                for part in rows_of(there, table):
                    here.execute(insert(bare(table)), part)
            server_dialect.count_on(
                here, [table.name for table in METADATA.sorted_tables if "number" in table.primary_key.columns]
            )
            moved = digested(there), digested(here)
            if moved[0] != moved[1]:
                raise Refused(
                    said("What arrived is not what was sent; nothing was moved."),
                    where=said("{server}: ", server=server),
                    mend=said("Try again, and report it if it happens twice."),
                )
            seq, change_set = state(here)
            here.exec_driver_sql(f"INSERT INTO office_moves (at, seq, change_set) VALUES (now(), {seq}, {change_set})")
            counts = {table.name: counted_in(here, table) for table in METADATA.sorted_tables}
        return MovedRecords(server, counts, moved[1])
    finally:
        target.dispose()


def take_back(url: URL) -> MovedRecords:
    """Empty the office again as it was before the move; raises `Refused` once anything was changed there."""
    server = shown(url)
    target = server_dialect.engine(url, answer_seconds=server_dialect.LONG_SECONDS)
    try:
        with spoken_of_server(server), sql.writing(target) as here:
            for fault in checks.of_owner(here):
                raise Unmade(checking.told(fault, server), ())
            last = here.exec_driver_sql("SELECT seq, change_set FROM office_moves ORDER BY number DESC LIMIT 1").first()
            if last is None:
                raise Refused(said("Nothing was moved there."), where=said("{server}: ", server=server))
            if tuple(last) != state(here):
                raise Refused(
                    said("Somebody changed the office since; the move is not taken back any more."),
                    where=said("{server}: ", server=server),
                    mend=said("Take single changes back with `visitplanner undo`."),
                )
            counts = {table.name: counted_in(here, table) for table in METADATA.sorted_tables}
            server_dialect.defer_foreign_keys(here)
            for table in reversed(METADATA.sorted_tables):
                here.execute(table.delete())
            here.exec_driver_sql("DELETE FROM office_moves")
        return MovedRecords(server, counts, {})
    finally:
        target.dispose()


def refuse_unready(here: Connection, url: URL, server: str) -> None:
    """Raise `Refused` where nothing can be moved to."""
    for fault in checks.of_owner(here):
        raise Unmade(checking.told(fault, server), checks.what_an_administrator_does(url.database or "", url.username or ""))
    checking.refuse_first(checks.of_schema(here, migrations.SCHEMA), server)
    filled = next((table.name for table in METADATA.sorted_tables if counted_in(here, table)), None)
    if filled is not None:
        raise Refused(
            said("This office has records already."),
            where=said("{server}: ", server=server),
            mend=said("Move into an empty office, made with `visitplanner office create --url`."),
        )


@cache
def bare(table: Table) -> Table:
    """The table with its columns as they are kept, nothing read into them or out of them."""
    columns = (Column(each.name, getattr(each.type, "impl", each.type), primary_key=each.primary_key) for each in table.columns)
    return Table(table.name, MetaData(), *columns)


def rows_of(there: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table as they are kept, in parts, by their key."""
    names = [column.name for column in table.columns]
    asked = select(*bare(table).c).order_by(*(bare(table).c[key.name] for key in table.primary_key))
    for part in there.execute(asked).partitions(AT_ONCE):
        yield [dict(zip(names, row, strict=True)) for row in part]


def digested(connection: Connection) -> dict[str, str]:
    """A digest of all rows of each table, the same for the same rows on either engine."""
    found: dict[str, str] = {}
    for table in METADATA.sorted_tables:
        drawn = hashlib.sha256()
        for part in rows_of(connection, table):
            for row in part:
                drawn.update(repr([bytes(value) if isinstance(value, memoryview) else value for value in row.values()]).encode())
        found[table.name] = drawn.hexdigest()
    return found


def counted_in(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def state(here: Connection) -> tuple[int, int]:
    """What grows with every change: the newest line of the audit, the newest set of the journal."""
    return audit.head(here).seq, newest_number(here)
