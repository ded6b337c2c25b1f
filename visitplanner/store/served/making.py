"""An empty database made into an office, or brought to a newer step, by whoever owns it: tables, roles, rules, audit.

One transaction: what is interrupted leaves the database as it was. Nobody else migrates meanwhile, for it holds the lock of
whoever writes; a laptop never migrates, it says who does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.store import dialects, migrations, sql
from visitplanner.store.dialects.server import audit, checks, people, rights, server_dialect
from visitplanner.store.dialects.troubles import Trouble
from visitplanner.store.faults import spoken_of_server
from visitplanner.store.served import checking
from visitplanner.store.served.places import shown
from visitplanner.store.tables import METADATA


@dataclass(frozen=True, slots=True)
class Made:
    """An office on a server. before: the step it stood at, None for an empty database. groups: its roles on the server."""

    server: str
    schema: str
    before: str | None
    groups: tuple[str, ...]


class Unmade(Refused):
    """The server's administrator has something to do first. statements: what."""

    def __init__(self, refusal: Refused, statements: tuple[str, ...]) -> None:
        super().__init__(refusal.what, where=refusal.where, mend=refusal.mend)
        self.statements = statements


def build(made: Engine, step: str = migrations.SCHEMA) -> None:
    """The tables alone: one transaction, kept whole or not at all."""
    with sql.writing(made) as connection:
        build_within(connection, step)


def build_within(connection: Connection, step: str = migrations.SCHEMA) -> None:
    """The same within a transaction. Whoever still reads is waited for a little, never for ever."""
    migrations.upgrade(connection, step)
    server_dialect.let_keys_wait(connection)


def create_served(url: URL) -> Made:
    """Make an office of an empty database, or bring one to this program's step. url: with its owner's login and password.

    Raises `Unmade` with the statements of the server's administrator, `Refused` for a database of a newer program, or one that
    holds something else.
    """
    server, database, owner = shown(url), url.database or "", url.username or ""
    made = server_dialect.engine(url, answer_seconds=server_dialect.LONG_SECONDS)
    statements = checks.what_an_administrator_does(database, owner)
    try:
        with spoken_of_server(server), at_the_door(server, owner, statements), sql.writing(made) as connection:
            for fault in checks.of_owner(connection):
                raise Unmade(checking.told(fault, server), statements)
            server_dialect.add_search(connection)
            for fault in checks.of_server(connection):
                raise Unmade(checking.told(fault, server), statements)
            checking.refuse_first(checks.of_connection(connection, dt.datetime.now(dt.UTC)), server)
            before = migrations.current(connection)
            refuse_other(connection, before, server)
            build_within(connection)
            office = arrange(connection, database, owner, first=before is None)
    finally:
        made.dispose()
    groups = tuple(rights.group_of(office, role) for role in rights.ROLES)
    return Made(server, migrations.SCHEMA, before, groups)


@contextmanager
def at_the_door(server: str, owner: str, statements: tuple[str, ...]) -> Generator[None]:
    """Where the server lets the account in nowhere, or there is no such database, its administrator is told what to do."""
    try:
        yield
    except DBAPIError as fault:
        if dialects.trouble(fault.orig) not in (Trouble.MISSING, Trouble.NOT_ALLOWED):
            raise
        raise Unmade(checking.told(checks.Fault("owner", {"login": owner}), server), statements) from fault


def refuse_other(connection: Connection, step: str | None, server: str) -> None:
    """Raise `Refused` for a database of a newer program, or one in which somebody else's tables are."""
    if step is not None and step > migrations.SCHEMA:
        raise checking.told(checks.Fault("newer", {"step": step, "wanted": migrations.SCHEMA}), server)
    if step is None and server_dialect.tables(connection):
        raise Refused(
            said("This database holds other tables already."),
            where=said("{server}: ", server=server),
            mend=said("Name an empty database."),
        )


def arrange(connection: Connection, database: str, owner: str, *, first: bool) -> str:
    """Roles, functions, rules and audit; the first time all of it, later the rules of every table anew. The office's name."""
    office = rights.office_of(connection, database)
    rights.make_groups(connection, office)
    if first:
        connection.exec_driver_sql(plain(rights.FUNCTIONS))
        connection.exec_driver_sql(plain(audit.MAKE))
        connection.exec_driver_sql(plain(people.functions(database)))
    for statement in rights.statements(database, office, owner, list(METADATA.sorted_tables)):
        connection.exec_driver_sql(plain(statement))
    if first:
        connection.exec_driver_sql(plain(audit.audited("office_accounts")))
    return office


def plain(statement: str) -> str:
    """A statement without parameters, in which the driver is to see none."""
    return statement.replace("%", "%%")
